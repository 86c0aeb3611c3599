package ingest

import (
	"cmp"
	"context"
	"errors"
	"sync/atomic"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// Redone counts what a new extraction of many articles changed.
type Redone struct {
	Articles int   `json:"articles"` // extracted again
	Changed  int   `json:"changed"`  // of them, those whose claims are others now
	Added    int   `json:"added"`    // claims
	Gone     int   `json:"gone"`
	Kept     int   `json:"kept"`
	Hidden   int   `json:"hidden"` // made again, and still hidden by hand
	Failed   int   `json:"failed"`
	Left     int   `json:"left"` // not tried, for Why
	Why      error `json:"-"`    // why the model was not asked any more; nil if all were tried
}

// Redo extracts articles again: with the model if there is one, else offline.
// What people did by hand stays: hidden claims stay hidden, reviewed ones keep
// their status. Each article is reported in the order of their loading; run
// twice, the second run changes nothing unless the engine does. Without a
// model, what one has read is left alone unless q asks for it.
func (l *Loader) Redo(ctx context.Context, workspace string, q RedoQuery, report func(Change)) (Redone, error) {
	var sum Redone
	engine, workers := l.o.Refiner, modelsAtOnce
	if engine == nil {
		engine, workers = l.o.Engine, l.o.Workers
		if q.Engine == "" && len(q.Articles) == 0 && q.OlderThan == "" {
			q.Engine = claims.EngineOffline
		}
	}
	ids, err := l.o.Store.ToRedo(ctx, workspace, q)
	if err != nil {
		return sum, err
	}
	var fault error
	var stopped atomic.Bool
	inOrder(workers, ids, func(id string) Change {
		if stopped.Load() || ctx.Err() != nil {
			return Change{Err: errLeft}
		}
		c := l.redoOne(ctx, workspace, id, engine, q)
		if stops(c.Err) || isStoreFault(c.Err) {
			stopped.Store(true)
		}
		return c
	}, func(c Change) {
		switch {
		case ctx.Err() != nil && c.Err != nil:
		case isStoreFault(c.Err):
			fault = c.Err
		case sum.add(c):
			report(c)
		}
	})
	return sum, cmp.Or(ctx.Err(), fault)
}

// add counts a change, and says whether it is to be reported.
func (s *Redone) add(c Change) bool {
	switch {
	case errors.Is(c.Err, errSettled):
		return false
	case errors.Is(c.Err, errLeft):
		s.Left++
		return false
	case stops(c.Err):
		s.Left++
		s.Why = c.Err
		return false
	case c.Err != nil:
		s.Failed++
		return true
	}
	s.Articles++
	s.Added += len(c.Added)
	s.Gone += len(c.Gone)
	s.Kept += c.Kept
	s.Hidden += c.Hidden
	if len(c.Added)+len(c.Gone) > 0 {
		s.Changed++
	}
	return true
}

func (l *Loader) redoOne(ctx context.Context, workspace, id string, engine Engine, q RedoQuery) Change {
	view, err := l.look(ctx, workspace, id, nil)
	c := Change{Article: view.Head(), Engine: engine.Name(), Err: err}
	if err != nil {
		return c
	}
	x, _, err := l.readAgain(ctx, workspace, view, engine)
	if err == nil && !q.Dry {
		x.By = q.By
		err = l.store(ctx, workspace, x)
	}
	if claims.ErrorCode(err) == claims.EConflict {
		err = errSettled
	}
	if c.Err = err; err == nil {
		c.compare(view, x)
	}
	return c
}

// compare tells what an extraction changes.
func (c *Change) compare(before ArticleView, x Extraction) {
	had, hidden, made := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, p := range before.Current {
		had[p.Claim().ID] = true
	}
	for _, p := range before.Others {
		if claim := p.Claim(); claim.State == claims.Removed {
			hidden[claim.ID] = true
		}
	}
	for _, p := range x.Claims {
		id := p.Claim().ID
		made[id] = true
		switch {
		case hidden[id]:
			c.Hidden++
		case had[id]:
			c.Kept++
		default:
			c.Added = append(c.Added, p)
		}
	}
	c.Gone = slicesOf(before.Current, func(p proof.Claim) bool { return !made[p.Claim().ID] })
	c.Note = x.Note
}

func slicesOf(all []proof.Claim, fits func(proof.Claim) bool) (some []proof.Claim) {
	for _, p := range all {
		if fits(p) {
			some = append(some, p)
		}
	}
	return some
}
