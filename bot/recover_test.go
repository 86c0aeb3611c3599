package bot

import (
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims/ask"
)

// left is a question that an earlier process took and did not answer.
func (w *bench) left(change func(*ask.Waiting)) ask.Waiting {
	w.t.Helper()
	q := ask.Waiting{
		ID: w.id(), Workspace: server, Question: halvick, By: signature("ann", ann), Channel: channel, App: appID, Token: "left", At: w.now(),
	}
	change(&q)
	if fresh, err := w.store.Take(w.t.Context(), q); !fresh || err != nil {
		w.t.Fatal(fresh, err)
	}
	return q
}

func byMessage(q *ask.Waiting) { q.Message, q.App, q.Token = "8100", "", "" }

func TestRecover(t *testing.T) {
	tests := []struct {
		name   string
		change func(*ask.Waiting)
		after  time.Duration
		ops    string
		text   string
	}{
		{"Interaction", func(*ask.Waiting) {}, time.Minute, "edit", "5 killed in Halvick"},
		{"InteractionTooLate", func(*ask.Waiting) {}, 20 * time.Minute, "send", "I am sorry"},
		{"InteractionThatDied", func(q *ask.Waiting) { q.Token = "dead" }, time.Minute, "send", "-# @ann asked"},
		{"Message", byMessage, time.Minute, "send", "5 killed in Halvick"},
		{"MessageTooLate", byMessage, time.Hour, "send", "I am sorry"},
		{"Follows", func(q *ask.Waiting) { q.Question, q.Earlier = "And in Varnholm?", []string{halvick} }, 0, "edit", "7 or 9 killed in Varnholm"},
		{"ChoosesYet", func(q *ask.Waiting) { q.Workspace = "" }, time.Minute, "edit", "Within which server"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newSampled(t)
			w.joins(ann, server, other)
			w.discord.dead["dead"] = true
			w.left(tt.change)
			w.pass(tt.after)
			for range 2 { // the second finds nothing left to do
				if err := w.Recover(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			w.wantOps(tt.ops)
			w.wantText(tt.text)
		})
	}
	t.Run("SentAndNotSettled", func(t *testing.T) {
		w := newSampled(t)
		q := w.left(byMessage)
		if err := w.bring(t.Context(), q, note("5 killed")); err != nil { // and here the process was killed
			t.Fatal(err)
		}
		if err := w.Recover(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.wantOps("send")
		w.wantNothingOpen()
	})
	t.Run("ChosenAfterARestart", func(t *testing.T) {
		w := newSampled(t)
		w.joins(ann, server, other)
		q := w.left(func(q *ask.Waiting) { q.Workspace = ""; byMessage(q) })
		w.pass(time.Hour)
		if err := w.Recover(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.wantOps("") // the menu still stands there
		w.play("menu_direct", "$CONTROL", customID(verbChoose, q.ID), "$VALUES", `["`+server+`"]`)
		w.wantText("5 killed in Halvick")
		w.wantNothingOpen()
	})
	t.Run("NeverChosen", func(t *testing.T) {
		w := newBench(t)
		w.left(func(q *ask.Waiting) { q.Workspace = "" })
		w.pass(25 * time.Hour)
		if err := w.Recover(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.wantNothingOpen()
	})
}

func waitingFor(question string) ask.Waiting { return ask.Waiting{Question: question} }
