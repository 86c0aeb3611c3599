package extract

import (
	"context"
	"fmt"
	"log/slog"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/llm"
)

// modelVersion changes whenever prompt, schema or reading change, so that the
// same model could be taken to say something else.
const modelVersion = "llm-1"

// Model is the engine that has a language model read what the rules of the
// offline engine read first. The model copies words out of the article; where
// they stand, which day and which place they mean, is found by code. It goes
// over the article in passages, one call each, and fails as a whole when one of
// them fails: half an article is never taken for all of it.
type Model struct {
	gen     llm.Generator
	offline *Offline
	log     *slog.Logger
}

// NewModel makes the engine of a model. What the model does not find, offline
// may.
func NewModel(gen llm.Generator, offline *Offline, log *slog.Logger) *Model {
	return &Model{gen, offline, log}
}

// Name is claims.EngineLLM.
func (*Model) Name() string { return claims.EngineLLM }

// Version names the prompt, the rules beside it, and the model.
func (m *Model) Version() string {
	return modelVersion + "+" + m.offline.Version() + "/" + m.gen.Model()
}

// passagesAtATime bounds how many passages of one article are asked about at
// the same time.
const passagesAtATime = 3

// Extract reads one article. An error of the model is an *[llm.Error].
func (m *Model) Extract(ctx context.Context, a claims.Article) (Proposal, error) {
	ruled, err := m.offline.Extract(ctx, a)
	if err != nil {
		return Proposal{}, err
	}
	d := parse(a)
	all, unread := passages(d)
	found := make([][]claims.Claim, len(all))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(passagesAtATime)
	for i, p := range all {
		group.Go(func() (err error) {
			found[i], err = m.readPassage(ctx, d, p)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return Proposal{}, fmt.Errorf("extract with %s: %w", m.gen.Model(), err)
	}
	out := refine(d, ruled, besideCorrections(d, slices.Concat(found...)))
	if unread > 0 {
		out.Note = fmt.Sprintf("The article is very long: the model read its first %d passages, and only the offline engine the rest.", len(all))
	}
	return out, nil
}
