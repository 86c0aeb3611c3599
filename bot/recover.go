package bot

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims/ask"
)

// overtaken is the age at which a question that was left open gets an apology
// in place of an answer: by then who asked has asked again, or gone.
const overtaken = 15 * time.Minute

// forgotten is the age at which a question that waits for the choice of a
// server is given up.
const forgotten = 24 * time.Hour

// Recover answers what was asked before the process last ended and is still
// open, or apologises where it is too late. It returns when that is done.
func (b *Bot) Recover(ctx context.Context) error {
	open, err := b.o.Inbox.Waiting(ctx)
	if err != nil {
		return err
	}
	done := make(chan struct{}, len(open))
	started := 0
	for _, w := range open {
		if _, offered := b.offered.get(w.ID); offered || !b.begin(w.ID) {
			continue
		}
		started++
		go func() {
			b.answer(ctx, w, func(ctx context.Context) (card, error) { return b.makeGood(ctx, w) })
			done <- struct{}{}
		}()
	}
	for range started {
		<-done
	}
	if started > 0 {
		b.log.Info("questions left open were dealt with", "questions", started)
	}
	return nil
}

// makeGood makes the late answer, or the apology.
func (b *Bot) makeGood(ctx context.Context, w ask.Waiting) (card, error) {
	age := b.o.Now().Sub(w.At)
	if age < overtaken {
		return b.answerTo(ctx, w, idOf(w.By))
	}
	if w.Workspace == "" && age < forgotten {
		return card{}, errWaits
	}
	return apology(w), nil
}

// errWaits leaves a question open: who asked has yet to choose a server.
var errWaits = errors.New("the question waits for a choice")

// idOf is the id in a signature.
func idOf(by string) string {
	i := strings.LastIndexByte(by, '(')
	return strings.TrimSuffix(by[i+1:], ")")
}

func apology(w ask.Waiting) card {
	return card{tone: toneRefusal, text: "**I am sorry: I was interrupted and did not answer in time.** Please ask again.\n" +
		"-# “" + escapedFit(w.Question, maxAsked) + "”"}
}
