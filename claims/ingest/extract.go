package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/llm"
)

// readFirst extracts with the engine that needs no network, and stores what it
// gives. With a model there, its pass is wanted from then on.
func (l *Loader) readFirst(ctx context.Context, workspace string, p Pending) (Extraction, []proof.Rejection, error) {
	x, rejected, err := read(ctx, l.o.Engine, workspace, p)
	if err != nil {
		return x, nil, err
	}
	x.Wanted = l.o.Refiner != nil
	if err := l.o.Store.SaveExtraction(ctx, workspace, x); err != nil {
		return x, nil, &storeFault{err}
	}
	if x.Wanted {
		l.o.OnWanted()
	}
	return x, rejected, nil
}

// storeFault is an error of the store, told from one of an engine.
type storeFault struct{ err error }

func (f *storeFault) Error() string { return f.err.Error() }
func (f *storeFault) Unwrap() error { return f.err }

func isStoreFault(err error) bool {
	_, ok := errors.AsType[*storeFault](err)
	return ok
}

// read makes an extraction of what an engine proposes.
func read(ctx context.Context, engine Engine, workspace string, p Pending) (Extraction, []proof.Rejection, error) {
	accepted, rejected, note, err := Extract(ctx, engine, workspace, p)
	if e, ok := errors.AsType[*llm.Error](err); ok {
		err = claims.WrapErrorf(claims.EUnavailable, err, "%s", e.Message)
	}
	x := Extraction{
		ArticleID: p.Article.ID, Revision: p.Article.Revision, Basis: p.Basis(),
		Engine: engine.Name(), Version: engine.Version(),
		Claims: accepted, Rejected: countReasons(rejected), Note: note,
	}
	return x, rejected, err
}

// Extract runs an engine over one article and its proposals through the gate,
// without a store. An engine that panics fails this article only.
func Extract(ctx context.Context, engine Engine, workspace string, p Pending) (accepted []proof.Claim, rejected []proof.Rejection, note string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("extract article %s: panic: %v\n%s", p.Article.ID, r, debug.Stack())
		}
	}()
	proposal, err := engine.Extract(ctx, p.Article)
	if err != nil {
		return nil, nil, "", err
	}
	for i := range proposal.Claims {
		// An engine that refines another's work says whose each claim is.
		proposal.Claims[i].Engine = cmp.Or(proposal.Claims[i].Engine, engine.Name())
	}
	accepted, rejected = proof.NewGate(workspace).Check(p.Article, p.KnownSince, proposal.Claims)
	return accepted, rejected, proposal.Note, nil
}

func countReasons(rejected []proof.Rejection) map[proof.Reason]int {
	counts := map[proof.Reason]int{}
	for _, r := range rejected {
		counts[r.Reason]++
	}
	return counts
}
