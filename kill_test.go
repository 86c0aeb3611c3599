package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

// TestKilledWhileLoading kills a child that loads 200 articles, again and
// again at random moments, lets a last one finish, and finds every article
// exactly once with the claims that an undisturbed run finds.
func TestKilledWhileLoading(t *testing.T) {
	const articles, kills = 200, 8
	dir := t.TempDir()
	input := filepath.Join(dir, "wire.jsonl")
	writeInput(t, input, articles)
	undisturbed := filepath.Join(dir, "undisturbed.db")
	mustRun(t, "load", "--db", undisturbed, input)

	db := filepath.Join(dir, "killed.db")
	random := rand.New(rand.NewPCG(7, 7))
	for range kills {
		killAfterLines(t, 1+random.IntN(articles/kills), "load", "--db", db, "--verbose", input)
	}
	out := mustRun(t, "load", "--db", db, "--json", input)
	var sum struct{ New, Changed, Unchanged, Failed int }
	if err := json.Unmarshal(out, &sum); err != nil {
		t.Fatal(err)
	}
	if sum.Failed != 0 || sum.Changed != 0 || sum.New+sum.Unchanged != articles {
		t.Errorf("the last run says %+v", sum)
	}

	want, got := contents(t, undisturbed), contents(t, db)
	if len(got) != articles {
		t.Errorf("%d articles, want %d", len(got), articles)
	}
	for id, list := range want {
		if got[id] != list {
			t.Errorf("article %s has the claims\n%s\nwant\n%s", id, got[id], list)
		}
	}
}

func writeInput(t *testing.T, name string, count int) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := newGenerator(3, 50).writeLines(f, count, 4); err != nil {
		t.Fatal(err)
	}
}

func mustRun(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("claimbot", args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("claimbot %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return out
}

// killAfterLines starts a child, and kills it once it has printed n articles.
// Loading goes on while those lines are on their way, so the moment is as good
// as any.
func killAfterLines(t *testing.T, n int, args ...string) {
	t.Helper()
	cmd := exec.Command("claimbot", args...)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	for n > 0 && lines.Scan() {
		if lines.Text() == "" { // each article ends with an empty line
			n--
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Logf("the child had ended: %v", err)
	}
	_ = cmd.Wait() // it was killed: the error says so
}

// contents gives the ids of each article's current claims.
func contents(t *testing.T, db string) map[string]string {
	t.Helper()
	out := map[string]string{}
	list := mustRun(t, "articles", "--db", db, "--json", "--limit", "1000")
	for line := range bytes.Lines(list) {
		var row struct {
			ID    string
			State string
		}
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		if _, twice := out[row.ID]; twice || row.State != "extracted" {
			t.Errorf("article %s: twice %v, state %s", row.ID, twice, row.State)
		}
		var view struct {
			Current []claims.Claim `json:"current_claims"`
		}
		if err := json.Unmarshal(mustRun(t, "article", "--db", db, "--json", row.ID), &view); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, c := range view.Current {
			ids = append(ids, c.ID)
		}
		out[row.ID] = strings.Join(ids, "\n")
	}
	return out
}
