package bot

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/review"
)

func TestAsk(t *testing.T) {
	t.Run("Answered", func(t *testing.T) {
		w := newSampled(t)
		w.play("ask", "$QUESTION", "How many people were killed in Varnholm?")
		w.wantOps("respond 5, edit")
		w.wantText("**7 or 9 killed in Varnholm: sources disagree**", "meridian-news.example", `[\[1\]](https://`, "8 articles searched")
		if c := w.discord.last().Embeds[0].Color; c != int(toneDisputed) {
			t.Errorf("colour %x", c)
		}
		w.wantNothingOpen()
	})
	t.Run("Refused", func(t *testing.T) {
		w := newSampled(t)
		w.play("ask", "$QUESTION", "What did Sefa Ardun say?")
		w.wantText("**No article loaded here reports anything Sefa Ardun said.**", "Nearest: ", "moderators: `/article add`")
		w.wantNothingOpen()
	})
	t.Run("OtherServerSeesNothing", func(t *testing.T) {
		w := newSampled(t)
		w.play("ask", "$QUESTION", "How many people were killed in Varnholm?", "$SERVER", other)
		w.wantText("No articles are loaded here yet")
		if strings.Contains(w.discord.text(), "Varnholm") {
			t.Errorf("another server sees: %s", w.discord.text())
		}
	})
	t.Run("Labels", func(t *testing.T) {
		w := newSampled(t)
		outlets := review.NewOutlets(w.store)
		label, note := "5 killed", "*paid* by <@1>"
		for _, name := range []string{"the harbour post", "Kestria's emergency service"} {
			if _, err := outlets.Note(t.Context(), server, name, review.MarkChange{Label: &label, Note: &note}, "ann"); err != nil {
				t.Fatal(err)
			}
		}
		w.play("ask", "$QUESTION", "How many people were killed in Varnholm?")
		w.wantText("**7 or 9 killed in Varnholm: sources disagree**", `(The Harbour Post \[label: 5 killed\], 11 Mar 2026`,
			`Kestria’s emergency service \[label: 5 killed\]: 9 killed`, `The Harbour Post \[label: 5 killed\] (`)
		w.play("control", "$CONTROL", w.discord.button("Sources"))
		w.wantText(`The Harbour Post \[label: 5 killed\]: \*paid\* by \<@1\>`)
	})
	t.Run("Excluded", func(t *testing.T) {
		w := newSampled(t)
		outlets := review.NewOutlets(w.store)
		exclude := func(name string) {
			if _, err := outlets.Exclude(t.Context(), server, name, "ann"); err != nil {
				t.Fatal(err)
			}
		}
		exclude("meridian")
		w.play("ask", "$QUESTION", "How many people were killed in Varnholm?")
		w.wantText("**7 killed in Varnholm**", "1 claim of 1 excluded outlet left out")
		exclude("the harbour post")
		w.play("ask", "$QUESTION", "How many people were killed in Varnholm?")
		w.wantText("only those of excluded outlets", "3 claims of 2 excluded outlets left out")
	})
	t.Run("ControlOfAnotherServer", func(t *testing.T) {
		w := newSampled(t)
		w.play("ask", "$QUESTION", "How many people were killed in Varnholm?")
		proof := w.discord.button("Show proof")
		w.play("control", "$CONTROL", proof, "$SERVER", other)
		w.wantText("not kept any more")
	})
	t.Run("TooFast", func(t *testing.T) {
		w := newSampled(t, func(o *Options) { o.Burst, o.Every = 1, 10*time.Second })
		w.play("ask", "$QUESTION", "How many people were killed in Varnholm?")
		w.play("ask", "$QUESTION", "How many people were killed in Halvick?")
		w.wantText("Please ask again in 11 seconds")
		if w.discord.last().Flags != ephemeral {
			t.Error("all can see that somebody asked too fast")
		}
		w.pass(11 * time.Second)
		w.play("ask", "$QUESTION", "How many people were killed in Halvick?")
		w.wantText("5 killed in Halvick")
	})
	t.Run("TwiceTheSameEvent", func(t *testing.T) {
		w := newSampled(t)
		i := w.play("ask", "$QUESTION", "How many people were killed in Halvick?")
		w.Interaction(t.Context(), i)
		w.wantOps("respond 5, edit")
	})
}

// failing is an Asker that cannot answer.
type failing struct{ err error }

func (f failing) Ask(context.Context, ask.Request) (ask.Reply, error) {
	if f.err == nil {
		panic("out of order")
	}
	return ask.Reply{}, f.err
}

func TestAskFails(t *testing.T) {
	tests := []struct {
		name string
		err  error
		want []string
		log  string
	}{
		{"WithASentence", claims.Errorf(claims.EInvalid, "The question is too long."), []string{"The question is too long."}, "code=invalid"},
		{"Inside", errors.New("disk on fire: secret"), []string{"Something went wrong here", "`e1234567`"}, "disk on fire"},
		{"ByPanic", nil, []string{"`e1234567`"}, "out of order"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newBench(t, func(o *Options) { o.Asker = failing{tt.err} })
			w.play("ask", "$QUESTION", "How many?")
			w.wantOps("respond 5, delete, followup")
			w.wantText(tt.want...)
			if w.discord.last().Flags != ephemeral {
				t.Error("all can see the error")
			}
			if strings.Contains(w.discord.text(), "secret") || !strings.Contains(w.log.String(), tt.log) {
				t.Errorf("shown %s, logged %s", w.discord.text(), w.log)
			}
			w.wantNothingOpen()
		})
	}
}

// TestLateAnswer tells of interactions that die before their answer is there.
func TestLateAnswer(t *testing.T) {
	t.Run("NotAcknowledged", func(t *testing.T) {
		w := newSampled(t)
		w.discord.refuse["respond 5"] = discordError(404, discord.CodeUnknownInteraction)
		w.discord.refuse["edit"] = discordError(404, discord.CodeUnknownWebhook)
		w.play("ask", "$QUESTION", "How many people were killed in Halvick?")
		w.wantOps("send")
		w.wantText("-# @ann asked: How many people were killed in Halvick?", "5 killed in Halvick")
		w.wantNothingOpen()
	})
	t.Run("TokenOver", func(t *testing.T) {
		w := newSampled(t)
		i := w.interaction("ask", "$QUESTION", "How many people were killed in Halvick?")
		w.discord.dead[i.Token] = true
		w.Interaction(t.Context(), i)
		w.wantOps("respond 5, send")
		w.wantNothingOpen()
	})
	t.Run("DiscordIsDown", func(t *testing.T) {
		w := newSampled(t)
		w.discord.refuse["edit"] = claims.Errorf(claims.EUnavailable, "Discord cannot be reached.")
		w.play("ask", "$QUESTION", "How many people were killed in Halvick?")
		if len(w.open()) != 1 {
			t.Fatal("a question that got no answer is not kept")
		}
		delete(w.discord.refuse, "edit")
		if err := w.Recover(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.wantOps("respond 5, edit")
		w.wantNothingOpen()
	})
	t.Run("MessageDeleted", func(t *testing.T) {
		w := newSampled(t)
		w.discord.refuse["edit"] = discordError(404, discord.CodeUnknownMessage)
		w.play("ask", "$QUESTION", "How many people were killed in Halvick?")
		w.wantOps("respond 5")
		w.wantNothingOpen()
	})
}

// gate is an Asker that lets questions through when it is opened.
type gate struct {
	Asker
	opened chan struct{}
	mu     sync.Mutex
	within int
	most   int
	came   chan struct{}
}

func (g *gate) Ask(ctx context.Context, r ask.Request) (ask.Reply, error) {
	g.mu.Lock()
	g.within++
	g.most = max(g.most, g.within)
	g.mu.Unlock()
	g.came <- struct{}{}
	<-g.opened
	g.mu.Lock()
	g.within--
	g.mu.Unlock()
	return g.Asker.Ask(ctx, r)
}

// TestManyAtOnce holds that all are acknowledged while few are answered.
func TestManyAtOnce(t *testing.T) {
	const asked = 30
	g := &gate{opened: make(chan struct{}), came: make(chan struct{}, asked)}
	w := newSampled(t, func(o *Options) { g.Asker, o.Asker, o.Burst, o.Questions = o.Asker, g, asked, 3 })
	var all sync.WaitGroup
	acked := make(chan struct{}, asked)
	w.discord.onRecord = func(s sent) {
		if s.op == "respond 5" {
			acked <- struct{}{}
		}
	}
	for range asked {
		i := w.interaction("ask", "$QUESTION", "How many people were killed in Halvick?")
		all.Go(func() { w.Interaction(t.Context(), i) })
	}
	for range asked {
		<-acked // though none is answered yet
	}
	for range 3 {
		<-g.came
	}
	close(g.opened)
	all.Wait()
	if g.most != 3 {
		t.Errorf("%d questions were answered at a time, want 3", g.most)
	}
	w.wantNothingOpen()
}

// TestWarnings tells of news that may be overtaken, and of what has changed.
func TestWarnings(t *testing.T) {
	w := newSampled(t)
	w.play("ask", "$QUESTION", halvick)
	if strings.Contains(w.discord.text(), "⚠") {
		t.Errorf("a warning without need: %s", w.discord.text())
	}
	w.pass(20 * 24 * time.Hour)
	w.play("ask", "$QUESTION", halvick)
	w.wantText("⚠ Newest report on this 12 Mar 2026; it may have changed since.")
}
