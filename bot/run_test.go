package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
)

// TestRun goes from the start over a question that an earlier process left
// open to the end.
func TestRun(t *testing.T) {
	invite := make(chan string, 2)
	w := newSampled(t, func(o *Options) { o.Ready = func(url string) { invite <- url } })
	w.left(func(*ask.Waiting) {})
	edited := make(chan struct{})
	w.discord.onRecord = func(s sent) {
		if s.op == "edit" {
			close(edited)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- w.Run(ctx) }()
	events := <-w.discord.events
	events.Ready(ctx, discord.Self{Application: appID, User: &discordgo.User{ID: botUser}})
	<-edited
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	w.wantText("5 killed in Halvick")
	if url := <-invite; !strings.Contains(url, "client_id="+appID) {
		t.Error(url)
	}
}

func TestRunFails(t *testing.T) {
	t.Run("BadToken", func(t *testing.T) {
		w := newBench(t)
		w.discord.refuse["application"] = claims.Errorf(claims.EForbidden, "The Discord token is not accepted.")
		if err := w.Run(t.Context()); claims.ErrorCode(err) != claims.EForbidden {
			t.Error(err)
		}
	})
	t.Run("DiscordIsDownForAWhile", func(t *testing.T) {
		tries := 0
		down := claims.Errorf(claims.EUnavailable, "Discord cannot be reached.")
		var w *bench
		ctx, stop := context.WithCancel(t.Context())
		w = newBench(t, func(o *Options) {
			o.Wait = func(context.Context, time.Duration) error {
				if tries++; tries == 3 {
					w.discord.mu.Lock()
					delete(w.discord.refuse, "application")
					w.discord.mu.Unlock()
				}
				return nil
			}
		})
		w.discord.refuse["application"] = down
		ended := make(chan error)
		go func() { ended <- w.Run(ctx) }()
		<-w.discord.events
		stop()
		if err := <-ended; err != nil || tries != 3 {
			t.Errorf("%v after %d tries", err, tries)
		}
	})
	t.Run("StoppedWhileDiscordIsDown", func(t *testing.T) {
		w := newBench(t)
		w.discord.refuse["application"] = claims.Errorf(claims.EUnavailable, "Discord cannot be reached.")
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if err := w.Run(ctx); err != nil {
			t.Error(err)
		}
	})
}

func TestJoined(t *testing.T) {
	w := newBench(t)
	w.joined(t.Context(), discord.Guild{ID: "7000"}) // whose name is not known yet
	w.joined(t.Context(), discord.Guild{ID: "7001", Name: "New place", Joined: true})
	list, err := w.store.Workspaces(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, ws := range list {
		names = append(names, ws.Name)
	}
	if !slices.Contains(names, "New place") || slices.Contains(names, "7000") {
		t.Errorf("workspaces %q", names)
	}
}

func TestNotify(t *testing.T) {
	w := newBench(t)
	for range 3 {
		if err := w.Notify(t.Context(), "The model's credit is *used up*."); err != nil {
			t.Fatal(err)
		}
	}
	w.wantOps("send")
	w.wantText(`The model's credit is \*used up\*.`)
	w.discord.refuse["send"] = errors.New("down")
	if err := w.Notify(t.Context(), "another"); err == nil {
		t.Error("a notice that was not sent is taken for told")
	}
	delete(w.discord.refuse, "send")
	if err := w.Notify(t.Context(), "another"); err != nil {
		t.Fatal(err)
	}
	w.wantOps("send, send")
	w.pass(61 * time.Minute) // the model may run out of credit a second time
	if err := w.Notify(t.Context(), "another"); err != nil {
		t.Fatal(err)
	}
	w.wantOps("send, send, send")
}

func TestBusy(t *testing.T) {
	w := newBench(t)
	w.busy(t.Context(), w.interaction("ask", "$QUESTION", halvick))
	w.wantOps("respond 4")
	w.wantText("answering too many people at once")
	w.wantPrivate()
}

// TestSlowLoad tells of a load that outlives its interaction.
func TestSlowLoad(t *testing.T) {
	w := newBench(t)
	w.desk.pages[page] = story
	i := w.interaction("command", append([]string{"$COMMAND", "article", "$SUB", "add", "$OPTIONS", given("url", page)}, asModerator...)...)
	w.discord.dead[i.Token] = true
	w.Interaction(t.Context(), i)
	w.wantOps("respond 5, send")
	if last := w.discord.shown()[1]; last.at != "dm"+mod {
		t.Errorf("it was told in %s", last.at)
	}
	w.wantText("Loaded: ")
}

// slowDesk loads until it is told to stop.
type slowDesk struct {
	Articles
	began chan struct{}
}

func (d slowDesk) Fetch(ctx context.Context, _, _ string, _ claims.Given, _ string) (ingest.Result, error) {
	close(d.began)
	<-ctx.Done()
	return ingest.Result{}, ctx.Err()
}

func TestStopDuringALoad(t *testing.T) {
	began := make(chan struct{})
	w := newBench(t, func(o *Options) { o.Articles = slowDesk{o.Articles, began} })
	ctx, stop := context.WithCancel(t.Context())
	go func() { <-began; stop() }()
	w.Interaction(ctx, w.interaction("command", append([]string{"$COMMAND", "article", "$SUB", "add", "$OPTIONS", given("url", page)}, asModerator...)...))
	w.wantOps("respond 5, edit")
	w.wantText("I am being restarted")
}
