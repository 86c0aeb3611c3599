// Package ask leads a question to an answer: understand what is wanted,
// retrieve candidate claims and rank them, compose sentences that cite them,
// and let package proof verify each. What does not hold falls; when nothing
// is left, or nothing that was asked for is in any loaded article, the answer
// is a refusal that names the nearest claims.
package ask

import (
	"context"
	"log/slog"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/llm"
)

// MaxQuestion is how many characters a question may have.
const MaxQuestion = 1000

// Asker answers questions.
type Asker struct{ o Options }

// Options are what an Asker is made of.
type Options struct {
	Index   Index
	Outlets Outlets          // nil labels none
	Copies  Copies           // nil takes each article for a source of its own
	Log     Log              // nil keeps no questions
	Model   llm.Generator    // nil composes from the claims' own words alone
	Now     func() time.Time // dates relative words in questions ("last week")
	Slog    *slog.Logger

	// Within is how long the model may take; 0 means 20 seconds. A slow one is
	// not waited for: the claims' own words answer.
	Within time.Duration
}

// New makes an Asker.
func New(o Options) *Asker { return &Asker{o} }

// Request is a question in its surroundings.
type Request struct {
	Workspace string
	Question  string
	Earlier   []string // the questions before it in the same thread, oldest first
	By        string   // who asks
}

// Reply is an answer as it goes back to who asked.
type Reply struct {
	ID     string // under which the Log keeps it; "" when it was not kept
	Answer proof.Answer
	// Fallback says in one sentence for members why the model did not compose
	// this answer; "" when it did, or when there is none.
	Fallback string
}

// Ask answers one question. A refusal is an answer, not an error. Beside an
// error of the Log stands the answer all the same.
func (a *Asker) Ask(ctx context.Context, r Request) (Reply, error) {
	began := a.o.Now()
	text := strings.TrimSpace(r.Question)
	if err := validQuestion(text); err != nil {
		return Reply{}, err
	}
	q := Understand(text, r.Earlier, claims.DayOf(began))
	stats, err := a.o.Index.Stats(ctx, r.Workspace)
	if err != nil {
		return Reply{}, err
	}
	marks, err := a.marksOf(ctx, r.Workspace)
	if err != nil {
		return Reply{}, err
	}
	found, excluded, err := a.gather(ctx, r.Workspace, q, stats.Excluded > 0)
	if err != nil {
		return Reply{}, err
	}
	fit := fitting(q, found)
	if err := a.trace(ctx, r.Workspace, fit); err != nil { // again: what others repeat must be among them
		return Reply{}, err
	}
	c := a.compose(ctx, composing{
		q: q, found: found, fitting: fit, excluded: fitting(q, excluded), marks: marks, stats: stats, earlier: r.Earlier,
	})
	reply := Reply{Answer: c.answer(a.o.Now().Sub(began)), Fallback: c.fallback}
	if a.o.Log != nil {
		reply.ID, err = a.o.Log.SaveAnswer(ctx, r.Workspace, Entry{Answer: reply.Answer, By: r.By, Earlier: r.Earlier, Fallen: c.fallen})
	}
	return reply, err
}

func validQuestion(text string) error {
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		return claims.Errorf(claims.EInvalid, "The question is empty; ask for example: How many people were hurt in Port Ersel?")
	case n > MaxQuestion:
		return claims.Errorf(claims.EInvalid, "The question has %d characters; ask it in at most %d.", n, MaxQuestion)
	case !utf8.ValidString(text):
		return claims.Errorf(claims.EInvalid, "The question is not valid UTF-8; type it again.")
	}
	return nil
}

// nearestShown is how many claims a refusal names.
const nearestShown = 3

func nearest(found []candidate) []candidate { return found[:min(len(found), nearestShown)] }

func (m marks) retrieved(found []candidate) []proof.Retrieved {
	out := make([]proof.Retrieved, len(found))
	for i, c := range found {
		out[i] = proof.Retrieved{
			Claim: c.hit.Claim, Article: c.hit.Article, URL: EvidenceURL(c.hit.Article, c.claim.Quote), Labels: m.labels(c.claim, c.hit.Article),
			Source: c.source, Repeats: c.repeats,
		}
	}
	return out
}
