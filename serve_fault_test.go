package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/claimbot/claimbot/bot/discordtest"
)

const (
	editOriginal = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
	callback     = "POST /interactions/{interaction_id}/{interaction_token}/callback"
	sendMessage  = "POST /channels/{channel_id}/messages"
	application  = "GET /applications/@me"
)

// desk is a served program with one article, and a channel of those who may
// read it.
type deskServed struct {
	*served
	guild   *discordtest.Guild
	channel *discordtest.Channel
	member  *discordtest.Member
}

func serveDesk(t *testing.T, d *discordtest.Discord) *deskServed {
	t.Helper()
	g := d.Guild("North Desk")
	w := &deskServed{guild: g, channel: g.Channel("desk"), member: g.Member("bob")}
	w.served = serve(t, d, nil)
	loaded := g.Member("ann", discordtest.ManageServer).Slash(w.channel, "article add", discordtest.Options{
		"file": discordtest.File{Name: "tram.txt", Data: []byte(harbour)}, "outlet": "The Harbour Post", "published": "2026-03-11",
	}).Reply()
	wantShown(t, loaded, "2 killed")
	return w
}

func (w *deskServed) ask() *discordtest.Interaction {
	return w.member.Slash(w.channel, "ask", discordtest.Options{"question": howMany})
}

// stopAsync begins to stop the program and gives the end.
func (s *served) stopAsync() <-chan error {
	ended := make(chan error, 1)
	go func() { ended <- s.stop() }()
	return ended
}

// inTurn gives the requests of a route one fault after the other, and none
// after the last.
func inTurn(route string, faults ...*discordtest.Fault) func(discordtest.Request) *discordtest.Fault {
	var n atomic.Int64
	return func(r discordtest.Request) *discordtest.Fault {
		if r.Route != route {
			return nil
		}
		if i := n.Add(1); i <= int64(len(faults)) {
			return faults[i-1]
		}
		return nil
	}
}

// held holds the next request of a route: reached is closed when it has come,
// and release lets it go on.
func held(d *discordtest.Discord, route string) (reached <-chan struct{}, release func()) {
	come, gate := make(chan struct{}), make(chan struct{})
	once := sync.OnceFunc(func() { close(come) })
	d.Faults(func(r discordtest.Request) *discordtest.Fault {
		if r.Route != route {
			return nil
		}
		once()
		return &discordtest.Fault{Hold: gate}
	})
	return come, sync.OnceFunc(func() { close(gate) })
}

// TestFiftyAtOnce holds every acknowledgement until all fifty are there, which
// only comes to an end if none waits for another, and then every answer.
func TestFiftyAtOnce(t *testing.T) {
	const people = 50
	d := discordtest.New(t, discordtest.RealTime())
	w := serveDesk(t, d)
	answers, acks := make(chan struct{}), make(chan struct{})
	var seen, edits atomic.Int64
	d.Faults(func(r discordtest.Request) *discordtest.Fault {
		switch r.Route {
		case callback:
			if seen.Add(1) == people {
				close(acks)
			}
			return &discordtest.Fault{Hold: acks}
		case editOriginal:
			edits.Add(1)
			return &discordtest.Fault{Hold: answers}
		}
		return nil
	})
	release := sync.OnceFunc(func() { close(answers) })
	defer release()

	before, slowest := heap(), time.Duration(0)
	var all []*discordtest.Interaction
	for i := range people {
		m := w.guild.Member(fmt.Sprintf("asker %d", i))
		all = append(all, m.Slash(w.channel, "ask", discordtest.Options{"question": howMany}))
	}
	for _, x := range all {
		x.Acknowledged()
		after, _ := x.Ack()
		slowest = max(slowest, after)
	}
	if slowest > discordtest.AckTime {
		t.Errorf("acknowledged after %v", slowest)
	}
	d.Until("all answers are on their way", func() bool { return edits.Load() >= people })
	grown := heap() - before
	if grown > 24<<20 {
		t.Errorf("fifty questions hold %d MB", grown>>20)
	}
	t.Logf("all acknowledged within %v; their answers, held up, take %.1f MB", slowest.Round(time.Millisecond), float64(grown)/(1<<20))
	release()
	for _, x := range all {
		wantShown(t, x.Reply(), "**2 killed in Port Ersel**")
	}
	if pings := d.Pings(); len(pings) > 0 {
		t.Errorf("pinged %v", pings)
	}
}

// heap is what the program holds, with the fake.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestTokenDies lets the token of an interaction die while its answer is on
// its way: the answer stands in the channel then, and names its question.
func TestTokenDies(t *testing.T) {
	d := discordtest.New(t)
	d.Allow(discordtest.InvalidToken)
	w := serveDesk(t, d)
	reached, release := held(d, editOriginal)
	defer release()
	w.member.Slash(w.channel, "ask", discordtest.Options{"question": howMany + " " + w.member.Mention() + " @everyone"})
	<-reached
	d.Advance(discordtest.TokenLife + time.Minute)
	release()
	d.Until("the answer stands in the channel", func() bool { return strings.Contains(shown(w.channel.Last()), "bob asked") })
	wantShown(t, w.channel.Last(), "bob asked: "+howMany, "The Harbour Post")
	if err := w.stop(); err != nil {
		t.Error(err)
	}
	wantNothingWaiting(t, w.served)
	if pings := d.Pings(); len(pings) > 0 {
		t.Errorf("pinged %v", pings)
	}
}

// TestFaultsWhileAnswering lets Discord fail in each way on the way of answers.
func TestFaultsWhileAnswering(t *testing.T) {
	for name, faults := range map[string][]*discordtest.Fault{
		"HTTP 500 and 503":      {discordtest.Broken(http.StatusInternalServerError), discordtest.Broken(http.StatusServiceUnavailable)},
		"a limit in JSON":       {discordtest.TooMany(100 * time.Millisecond), discordtest.TooManyAnywhere(100 * time.Millisecond)},
		"a limit by Cloudflare": {discordtest.Cloudflare(time.Second)},
		"a broken connection":   {{Cut: true}, {LoseReply: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := discordtest.New(t)
			w := serveDesk(t, d)
			d.Faults(inTurn(editOriginal, faults...))
			wantShown(t, w.ask().Reply(), "**2 killed in Port Ersel**")
			d.Faults(inTurn(sendMessage, faults...))
			said := w.member.Say(w.channel, "<@bot> "+howMany)
			wantShown(t, said.Answer(), "**2 killed in Port Ersel**")
			d.Faults(nil)
			if err := w.stop(); err != nil {
				t.Error(err)
			}
			if n := len(said.Answers()); n != 1 {
				t.Errorf("%d answers to one question", n)
			}
			wantNothingWaiting(t, w.served)
		})
	}
}

// TestConnectionLostWhileAnswering has Discord ask for a new connection, and
// then break it, while a question is under way.
func TestConnectionLostWhileAnswering(t *testing.T) {
	d := discordtest.New(t)
	w := serveDesk(t, d)
	reached, release := held(d, editOriginal)
	defer release()
	x := w.ask()
	<-reached
	d.Reconnect()
	d.Until("the session is resumed", func() bool { s := d.Sessions(); return len(s) == 1 && s[0].Resumed })
	d.Drop()
	release()
	wantShown(t, x.Reply(), "**2 killed in Port Ersel**")
	wantShown(t, w.member.Say(w.channel, "<@bot> "+howMany).Answer(), "**2 killed in Port Ersel**")
}

// TestStopWhileAnswering stops the program while a question is under way: it
// takes no more, and answers that one before it ends.
func TestStopWhileAnswering(t *testing.T) {
	d := discordtest.New(t)
	w := serveDesk(t, d)
	reached, release := held(d, editOriginal)
	defer release()
	x := w.ask()
	<-reached
	ended := w.stopAsync()
	d.Until("the bot has left", func() bool { return len(d.Sessions()) == 0 })
	release()
	wantShown(t, x.Reply(), "**2 killed in Port Ersel**")
	if err := <-ended; err != nil {
		t.Errorf("serve ended with %v", err)
	}
	wantNothingWaiting(t, w.served)
	if strings.Contains(w.log.String(), "ERROR") {
		t.Errorf("an ordinary stop logs an error:\n%s", w.log.String())
	}
}

// TestMayNotWriteThere mentions the bot where it may not write: nobody can be
// told there, so the log tells the operator where to click; and /ask goes on.
func TestMayNotWriteThere(t *testing.T) {
	d := discordtest.New(t)
	d.Allow(discordtest.MissingPermissions)
	w := serveDesk(t, d)
	quiet := w.guild.Channel("announcements")
	quiet.Deny(w.guild.Bot(), discordtest.SendMessages)
	said := w.member.Say(quiet, "<@bot> "+howMany)
	d.Until("the bot has tried", func() bool { return len(d.Violations()) > 0 })
	wantShown(t, w.member.Slash(quiet, "ask", discordtest.Options{"question": howMany}).Reply(), "**2 killed in Port Ersel**")
	if err := w.stop(); err != nil {
		t.Error(err)
	}
	if len(said.Answers()) > 0 {
		t.Error("it wrote all the same")
	}
	wantNothingWaiting(t, w.served) // trying again would be of no use
	if told := "right-click the channel → Edit Channel → Permissions"; !strings.Contains(w.log.String(), told) {
		t.Errorf("%q is not in the log:\n%s", told, w.log.String())
	}
}

// TestMayNotEmbedThere leaves the frame away where the bot may not embed.
func TestMayNotEmbedThere(t *testing.T) {
	d := discordtest.New(t)
	d.Allow(discordtest.MissingPermissions)
	w := serveDesk(t, d)
	plain := w.guild.Channel("plain")
	plain.Deny(w.guild.Bot(), discordtest.EmbedLinks)
	answer := w.member.Say(plain, "<@bot> "+howMany).Answer()
	wantShown(t, answer, "**2 killed in Port Ersel**", "The Harbour Post")
	if len(answer.Embeds) > 0 {
		t.Error("it embedded all the same")
	}
}

// TestDiscordDownAtStart starts while Discord does not answer.
func TestDiscordDownAtStart(t *testing.T) {
	d := discordtest.New(t)
	d.Faults(inTurn(application, &discordtest.Fault{Cut: true}))
	w := serveDesk(t, d)
	wantShown(t, w.ask().Reply(), "**2 killed in Port Ersel**")
}

// TestServeRefused wants serve to end by itself where going on is of no use,
// with the sentence that says where to click.
func TestServeRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		token   string
		allow   int
		hang    int
		refused *discordtest.Fault
		says    string
	}{
		"no token":                            {token: "none", says: "DISCORD_TOKEN is not set. In Discord's Developer Portal open your application → Bot → Reset Token"},
		"wrong token":                         {token: strings.Replace(discordtest.New(t).Token, "fake", "gone", 1), allow: 401, says: "your application → Bot → Reset Token"},
		"token reset while it serves":         {hang: 4004, says: "your application → Bot → Reset Token"},
		"intent taken away while it serves":   {hang: 4014, says: "your application → Bot → Privileged Gateway Intents"},
		"commands that may not be registered": {refused: discordtest.Refused(http.StatusForbidden, discordtest.MissingAccess, "Missing Access"), says: "invite it again"},
	} {
		t.Run(name, func(t *testing.T) {
			d := discordtest.New(t)
			d.Allow(tt.allow)
			if tt.refused != nil {
				d.Faults(inTurn("PUT /applications/{application_id}/commands", tt.refused))
			}
			s := &served{t: t, discord: d, db: t.TempDir() + "/claims.db", log: &lockedBuffer{}}
			env := s.environment(nil)
			switch tt.token {
			case "":
			case "none":
				delete(env, "DISCORD_TOKEN")
			default:
				env["DISCORD_TOKEN"] = tt.token
			}
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			ended := make(chan error, 1)
			go func() {
				ended <- run(ctx, []string{"serve"}, func(name string) string { return env[name] }, strings.NewReader(""), s.log, s.log)
			}()
			if tt.hang != 0 {
				d.Ready()
				d.Hangup(tt.hang)
			}
			err := <-ended
			if ctx.Err() != nil {
				t.Fatal("serve went on")
			}
			var told bytes.Buffer
			if code := exitCode(err, &told); code != exitFailed || !strings.Contains(told.String(), tt.says) {
				t.Errorf("exit code %d; it says:\n%s", code, told.String())
			}
			if strings.Contains(told.String()+s.log.String(), env["DISCORD_TOKEN"]) && env["DISCORD_TOKEN"] != "" {
				t.Error("the token is told")
			}
		})
	}
}
