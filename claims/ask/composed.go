package ask

import (
	"context"
	"slices"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// composing is what an answer is composed of.
type composing struct {
	q        Question
	found    []candidate
	fitting  []candidate
	excluded []candidate // would fit, were their outlets not left out
	marks    marks
	stats    Stats
	earlier  []string
}

// composed is an answer before it is sealed: sentences that all hold, or a
// refusal.
type composed struct {
	draft    proof.Draft
	reason   string            // why it is refused; "" for an answer
	nearest  []proof.Retrieved // beside a refusal
	fallen   []proof.Fallen
	fallback string // why the model did not compose it
}

// compose writes the answer from the claims' own words, then has the model, if
// there is one, write a better one. What the rules wrote stays wherever the
// model's does not hold.
func (a *Asker) compose(ctx context.Context, in composing) composed {
	plain := a.composePlain(in)
	if a.o.Model == nil {
		return plain
	}
	return a.composeByModel(ctx, in, plain)
}

// composePlain makes the extractive answer, or the refusal when nothing that
// was composed holds.
func (a *Asker) composePlain(in composing) composed {
	c := composed{draft: proof.Draft{
		Answer: claims.Answer{
			Question: in.q.Text, Engine: claims.EngineOffline, NewestReport: in.stats.NewestReport, Articles: in.stats.Articles,
			LeftOut: leftOut(in.excluded, in.stats),
		},
		Retrieved: in.marks.retrieved(in.fitting),
	}}
	c.draft.Answer.Sentences, c.draft.Answer.Conflicts = composeExtractive(in.q, in.fitting)
	c.draft.Answer.Sentences, c.fallen = a.holding(c.draft)
	if len(c.draft.Answer.Sentences) == 0 {
		c.reason, c.nearest = in.refusal(), in.marks.retrieved(nearest(in.found))
	}
	return c
}

// holding gives the sentences of a draft that hold. With a sentence that falls
// go those that cite nothing else: words shown under a figure say nothing
// without it.
func (a *Asker) holding(draft proof.Draft) (sentences []claims.Sentence, fallen []proof.Fallen) {
	for len(draft.Answer.Sentences) > 0 {
		answer, fell, ok := proof.Verify(draft)
		fallen = append(fallen, fell...)
		a.tell(fell)
		if !ok {
			return nil, fallen
		}
		sentences = answer.Answer().Sentences
		if len(fell) == 0 {
			return sentences, fallen
		}
		lost := map[string]bool{}
		for _, f := range fell {
			for _, id := range f.Sentence.Citations {
				lost[id] = true
			}
		}
		draft.Answer.Sentences = slices.DeleteFunc(sentences, func(s claims.Sentence) bool {
			return !slices.ContainsFunc(s.Citations, func(id string) bool { return !lost[id] })
		})
	}
	return nil, fallen
}

// tell logs what fell; its words are kept with the answer, not in the log.
func (a *Asker) tell(fallen []proof.Fallen) {
	for _, f := range fallen {
		a.o.Slog.Info("a composed sentence fell", "reason", f.Problem.Reason, "words", f.Problem.Words, "citations", f.Sentence.Citations)
	}
}

// answer seals what was composed.
func (c composed) answer(took time.Duration) proof.Answer {
	c.draft.Answer.MS = took.Milliseconds()
	if c.reason == "" {
		if answer, _, ok := proof.Verify(c.draft); ok {
			return answer
		}
	}
	return proof.Refuse(c.draft, c.reason, c.nearest)
}
