package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/claimbot/claimbot/bot/discordtest"
)

// idleMB is the most memory that serve may hold while nobody asks anything.
const idleMB = 60

// TestServeIdlesSmall builds the program, has it serve a hundred servers in
// which nothing happens, and reads from the system what it holds. It starts
// over a database that has an article, of which the gazetteer is not needed.
func TestServeIdlesSmall(t *testing.T) {
	if testing.Short() || runtime.GOOS != "linux" {
		t.Skip("it builds the program, and reads /proc")
	}
	program := filepath.Join(t.TempDir(), "claimbot")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Env = append(build.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	d := discordtest.New(t, discordtest.Heartbeat(time.Second))
	for i := range 100 {
		d.Guild(fmt.Sprintf("Server %d", i)).Channel("general")
	}
	s := &served{t: t, discord: d, db: filepath.Join(t.TempDir(), "claims.db"), log: &lockedBuffer{}}
	child, _ := s.startChild(program, "")
	d.Ready()
	last := d.Guild("The last one") // the bot hears of it after the others
	channel, admin := last.Channel("general"), last.Member("ann", discordtest.ManageServer)
	wantShown(t, admin.Slash(channel, "help", nil).Reply(), "/ask")
	held := memoryOf(t, child.Process.Pid)
	if held > idleMB {
		t.Errorf("serve idles at %d MB, want at most %d MB", held, idleMB)
	}
	admin.Slash(channel, "article add", discordtest.Options{"file": discordtest.File{Name: "tram.txt", Data: []byte(harbour)}}).Reply()
	wantShown(t, admin.Slash(channel, "ask", discordtest.Options{"question": howMany}).Reply(), "2 killed")
	t.Logf("serve idles at %d MB, and holds %d MB after the first article and question", held, memoryOf(t, child.Process.Pid))
}

// memoryOf is what a process holds in MB, its own and what it shares.
func memoryOf(t *testing.T, pid int) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`VmRSS:\s+(\d+) kB`).FindSubmatch(status)
	if found == nil {
		t.Fatalf("no VmRSS in:\n%s", status)
	}
	kB, err := strconv.Atoi(string(found[1]))
	if err != nil {
		t.Fatal(err)
	}
	return kB >> 10
}
