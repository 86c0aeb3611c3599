package main

import (
	"fmt"
	"log/slog"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/claimbot/claimbot/bot/discordtest"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/storage"
)

// startChild runs serve in a process of its own, which the test's end kills.
// logged is closed once its log says these words.
func (s *served) startChild(program, words string) (child *exec.Cmd, logged <-chan struct{}) {
	s.t.Helper()
	cmd := exec.Command(program, "serve")
	cmd.Dir = s.t.TempDir() // no .env there
	cmd.Env = cmd.Environ()
	for name, value := range s.environment(nil) {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	said := make(chan struct{})
	out := &watched{lockedBuffer: s.log, words: words, said: sync.OnceFunc(func() { close(said) })}
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		_ = cmd.Process.Kill() // it has mostly ended
		_ = cmd.Wait()
	})
	return cmd, said
}

// watched is a log in which somebody waits for words.
type watched struct {
	*lockedBuffer
	words string
	said  func()
}

func (w *watched) Write(p []byte) (int, error) {
	n, err := w.lockedBuffer.Write(p)
	if strings.Contains(w.String(), w.words) {
		w.said()
	}
	return n, err
}

// asked is a question in a channel of its own, so that all that it came to can
// be counted there.
type asked struct {
	who     string
	channel *discordtest.Channel
}

// came counts what the bot said in the end: "thinking…" is nothing.
func (a asked) came() (n int) {
	for _, m := range a.channel.Messages() {
		if m.ByBot && !m.Loading() {
			n++
		}
	}
	return n
}

func wantEachOnce(t *testing.T, all []asked) {
	t.Helper()
	for _, a := range all {
		if n := a.came(); n != 1 {
			t.Errorf("%s was answered %d times", a.who, n)
		}
	}
}

// askAll asks twenty questions: by command, by mention, and directly.
func askAll(g *discordtest.Guild) (all []asked) {
	for i := range 20 {
		m := g.Member(fmt.Sprintf("asker %d", i))
		a := asked{who: m.Name, channel: g.Channel(fmt.Sprintf("room-%d", i))}
		switch i % 3 {
		case 0:
			m.Slash(a.channel, "ask", discordtest.Options{"question": howMany})
		case 1:
			m.Say(a.channel, "<@bot> "+howMany)
		default:
			a.channel = m.DMs()
			m.DM(howMany)
		}
		all = append(all, a)
	}
	return all
}

// midway holds up the requests that bring answers: of each three one before
// Discord heard of it, one after Discord did it and before the bot hears so,
// and one not at all. One acknowledgement is held too.
type midway struct {
	kill  chan struct{} // closed when the process is dead
	mu    sync.Mutex
	seen  map[string]bool // of which question, by the path of its request
	acks  int
	order int
}

func (w *midway) fault(r discordtest.Request) *discordtest.Fault {
	w.mu.Lock()
	defer w.mu.Unlock()
	select {
	case <-w.kill:
		return nil
	default:
	}
	switch {
	case strings.HasSuffix(r.Route, "/callback"):
		if w.acks++; w.acks == 1 {
			w.seen[r.Path] = true
			return &discordtest.Fault{Hold: w.kill, Cut: true}
		}
	case strings.HasPrefix(r.Route, "PATCH /webhooks/"), r.Route == "POST /channels/{channel_id}/messages":
		w.seen[r.Path] = true
		switch w.order++; w.order % 3 {
		case 0:
			return &discordtest.Fault{Hold: w.kill, Cut: true}
		case 1:
			return &discordtest.Fault{Hold: w.kill, LoseReply: true}
		}
	}
	return nil
}

func (w *midway) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.seen)
}

// TestKilledWhileAnswering kills the process while twenty questions are at
// every stage there is. Started again it answers each that is open once, in
// whatever state Discord was left, and apologises for those that are too old.
func TestKilledWhileAnswering(t *testing.T) {
	if testing.Short() {
		t.Skip("the children it kills are slow under the race detector, which does not see into them")
	}
	d := discordtest.New(t)
	d.Allow(discordtest.UnknownMember, discordtest.UnknownWebhook, discordtest.UnknownInteraction)
	g := d.Guild("North Desk")
	s := &served{t: t, discord: d, db: t.TempDir() + "/claims.db", log: &lockedBuffer{}}
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(s.log.String())
		}
	})

	child, _ := s.startChild("claimbot", "")
	d.Ready()
	admin := g.Member("ann", discordtest.ManageServer)
	loaded := admin.Slash(g.Channel("desk"), "article add", discordtest.Options{
		"file": discordtest.File{Name: "tram.txt", Data: []byte(harbour)}, "outlet": "The Harbour Post", "published": "2026-03-11",
	}).Reply()
	wantShown(t, loaded, "2 killed")

	w := &midway{kill: make(chan struct{}), seen: map[string]bool{}}
	d.Faults(w.fault)
	all := askAll(g)
	d.Until("each question is on its way", func() bool { return w.count() == len(all) })
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // says that it was killed
	close(w.kill)
	d.Until("Discord knows that the bot is gone", func() bool { return len(d.Sessions()) == 0 })
	before := 0
	for _, a := range all {
		before += a.came()
	}
	if before == 0 || before == len(all) {
		t.Fatalf("%d of %d were answered before the kill: the test proves little", before, len(all))
	}
	all = append(all, overtakenWhileDown(t, s, g))

	again, dealt := s.startChild("claimbot", "questions left open were dealt with")
	select {
	case <-dealt:
	case <-time.After(time.Minute):
		t.Fatal("what was left open is not dealt with within a minute")
	}
	if err := again.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := again.Wait(); err != nil {
		t.Errorf("after SIGTERM serve ended with %v", err)
	}
	wantEachOnce(t, all)
	wantNothingWaiting(t, s)
	wantShown(t, all[len(all)-1].channel.Last(), "I was interrupted", howMany)
	if pings := d.Pings(); len(pings) > 0 {
		t.Errorf("pinged %v", pings)
	}
	t.Logf("%d of %d were answered before the kill", before, len(all)-1)
}

// overtakenWhileDown leaves a question in the inbox that the dead process took
// twenty minutes ago.
func overtakenWhileDown(t *testing.T, s *served, g *discordtest.Guild) asked {
	t.Helper()
	m := g.Member("late asker")
	a := asked{who: m.Name, channel: g.Channel("late")}
	said := m.Say(a.channel, "<@bot> "+howMany)
	store := openStore(t, s)
	defer store.Close()
	ws, err := store.Ensure(t.Context(), g.ID, g.Name)
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.Take(t.Context(), ask.Waiting{
		ID: said.ID, Workspace: ws.ID, Question: howMany, By: "late asker (" + m.ID + ")",
		Channel: a.channel.ID, Message: said.ID, At: time.Now().Add(-20 * time.Minute),
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func openStore(t *testing.T, s *served) storage.Store {
	t.Helper()
	store, err := storage.Open(t.Context(), s.db, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func waiting(t *testing.T, s *served) []ask.Waiting {
	t.Helper()
	store := openStore(t, s)
	defer store.Close()
	left, err := store.Waiting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return left
}

func wantNothingWaiting(t *testing.T, s *served) {
	t.Helper()
	if left := waiting(t, s); len(left) > 0 {
		t.Errorf("left in the inbox: %+v", left)
	}
}
