package main

import (
	"bytes"
	"context"
	"maps"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/bot/discordtest"
)

// served is the program as serve runs it, against a fake Discord.
type served struct {
	t       *testing.T
	discord *discordtest.Discord
	db      string
	log     *lockedBuffer
	stop    func() error
}

// serve starts the program with these settings beside those that it needs, and
// stops it when the test ends.
func serve(t *testing.T, d *discordtest.Discord, settings map[string]string) *served {
	t.Helper()
	s := &served{t: t, discord: d, db: filepath.Join(t.TempDir(), "claims.db"), log: &lockedBuffer{}}
	s.start(settings)
	return s
}

func (s *served) environment(settings map[string]string) map[string]string {
	env := map[string]string{
		"CLAIMBOT_DB": s.db, "CLAIMBOT_LOG_LEVEL": "info",
		"DISCORD_TOKEN": s.discord.Token, "CLAIMBOT_DISCORD_URL": s.discord.URL,
	}
	maps.Copy(env, settings)
	return env
}

// start runs serve until the test ends or stop is called.
func (s *served) start(settings map[string]string) {
	s.t.Helper()
	env := s.environment(settings)
	s.startAs(func(ctx context.Context) error {
		return run(ctx, []string{"serve"}, func(name string) string { return env[name] }, strings.NewReader(""), s.log, s.log)
	})
}

// startAs is start with serve run as the test has it.
func (s *served) startAs(serve func(context.Context) error) {
	s.t.Helper()
	// Or else Ready would take the session of a process before for this one's.
	s.discord.Until("no session is left", func() bool { return len(s.discord.Sessions()) == 0 })
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx) }()
	s.stop = sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(time.Minute):
			s.t.Error("serve did not stop within a minute")
			return nil
		}
	})
	s.t.Cleanup(func() {
		if err := s.stop(); err != nil {
			s.t.Errorf("serve ended with %v", err)
		}
		if s.t.Failed() {
			s.t.Log(s.log.String())
		}
	})
	s.discord.Ready()
}

// run runs another command over the same database.
func (s *served) run(args ...string) string {
	s.t.Helper()
	return s.runWith(nil, args...)
}

// runWith does so with these settings too.
func (s *served) runWith(settings map[string]string, args ...string) string {
	s.t.Helper()
	env := s.environment(settings)
	var out, errs bytes.Buffer
	err := run(s.t.Context(), args, func(name string) string { return env[name] }, strings.NewReader(""), &out, &errs)
	if err != nil {
		s.t.Fatalf("claimbot %s: %v\n%s", strings.Join(args, " "), err, errs.String())
	}
	return out.String()
}

// lockedBuffer takes what several goroutines write.
type lockedBuffer struct {
	mu    sync.Mutex
	b     bytes.Buffer
	grown chan struct{} // closed with the next write; nil while nobody waits
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.grown != nil {
		close(l.grown)
		l.grown = nil
	}
	return l.b.Write(p)
}

// until waits for words to have been written n times.
func (l *lockedBuffer) until(t *testing.T, words string, n int) {
	t.Helper()
	const patience = 30 * time.Second
	for late := time.After(patience); ; {
		l.mu.Lock()
		if strings.Count(l.b.String(), words) >= n {
			l.mu.Unlock()
			return
		}
		if l.grown == nil {
			l.grown = make(chan struct{})
		}
		grown := l.grown
		l.mu.Unlock()
		select {
		case <-grown:
		case <-late:
			t.Fatalf("%q is not logged %d times:\n%s", words, n, l.String())
		}
	}
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// shown gives all that a person reads of a message.
func shown(m discordtest.Message) string {
	var b strings.Builder
	b.WriteString(m.Content)
	for _, e := range m.Embeds {
		b.WriteString("\n" + e.Title + "\n" + e.Description)
		for _, f := range e.Fields {
			b.WriteString("\n" + f.Name + "\n" + f.Value)
		}
		if e.Footer != nil {
			b.WriteString("\n" + e.Footer.Text)
		}
	}
	return b.String()
}

// wantShown fails unless a message shows all of these words.
func wantShown(t *testing.T, m discordtest.Message, words ...string) {
	t.Helper()
	text := shown(m)
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not shown in:\n%s", w, text)
		}
	}
}

const harbour = "Two people were killed and five others injured when a tram left the rails in Port Ersel on Tuesday, the harbour police said.\n\n" +
	"Mayor Jon Halvick said: \"We will open the line again on Friday.\"\n"

// TestServe tells of a server whose admin loads an article, of members who ask
// in each way there is, and of another server that sees nothing of it.
func TestServe(t *testing.T) {
	d := discordtest.New(t)
	d.Allow(discord.CodeUnknownMember) // so the bot learns who shares which server
	north, south := d.Guild("North Desk"), d.Guild("South Desk")
	desk, elsewhere := north.Channel("desk"), south.Channel("general")
	admin, member := north.Member("ann", discordtest.ManageServer), north.Member("bob")
	stranger := south.Member("cem")
	s := serve(t, d, nil)

	const question = "How many people were killed in Port Ersel?"
	loaded := admin.Slash(desk, "article add", discordtest.Options{
		"file": discordtest.File{Name: "tram.txt", Data: []byte(harbour)}, "outlet": "The Harbour Post", "published": "2026-03-11",
	}).Reply()
	wantShown(t, loaded, "The Harbour Post", "2 killed", "5 injured")

	answer := member.Slash(desk, "ask", discordtest.Options{"question": question}).Reply()
	wantShown(t, answer, "**2 killed in Port Ersel**", "The Harbour Post", `\[1\]`)
	wantShown(t, member.Click(answer, "Show proof").Reply(), "Two people were killed")

	mention := member.Say(desk, "<@"+north.Bot().ID+"> "+question)
	wantShown(t, mention.Answer(), "**2 killed in Port Ersel**")
	reply := member.Answer(mention.Answer(), "And injured?")
	wantShown(t, reply.Answer(), "5 injured")
	wantShown(t, member.DM(question).Answer(), "**2 killed in Port Ersel**")

	for _, hidden := range []discordtest.Message{
		stranger.Slash(elsewhere, "ask", discordtest.Options{"question": question}).Reply(),
		stranger.DM(question).Answer(),
	} {
		wantShown(t, hidden, "No articles are loaded here yet")
		if strings.Contains(shown(hidden), "2 killed") || strings.Contains(shown(hidden), "Harbour Post") {
			t.Errorf("another server sees:\n%s", shown(hidden))
		}
	}
	if pings := d.Pings(); len(pings) > 0 {
		t.Errorf("pinged %v", pings)
	}
	if out := s.run("workspaces"); !strings.Contains(out, "North Desk") || !strings.Contains(out, "South Desk") {
		t.Errorf("workspaces:\n%s", out)
	}
	if err := s.stop(); err != nil {
		t.Errorf("stopped with %v", err)
	}
}
