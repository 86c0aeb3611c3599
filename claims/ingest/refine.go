package ingest

import (
	"cmp"
	"context"
	"errors"
	"sync/atomic"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/llm"
)

// Refined counts what became of the articles that waited for the model.
type Refined struct {
	Done   int   `json:"done"`   // the model's claims are current now
	Failed int   `json:"failed"` // of its reading came nothing this time
	Left   int   `json:"left"`   // not tried, for Why
	Why    error `json:"-"`      // why the model was not asked any more; nil if all were tried
}

// modelsAtOnce bounds how many articles a model is given at a time: most of
// that time is waiting, and what stands before the model bounds the calls.
const modelsAtOnce = 4

// Refine has the model read what its pass is wanted for, in one workspace or,
// for "", in all. When the model cannot be reached, or says that no call can
// succeed, the rest is left for a later time, which is no error: Refined says
// why. Each article tried is reported in its order; report may be nil. Killed
// anywhere, the next call goes on where this one was.
func (l *Loader) Refine(ctx context.Context, workspace string, report func(Result)) (Refined, error) {
	var sum Refined
	if l.o.Refiner == nil {
		return sum, nil
	}
	workspaces, err := l.workspaces(ctx, workspace)
	if err != nil {
		return sum, err
	}
	if report == nil {
		report = func(Result) {}
	}
	for _, ws := range workspaces {
		if err := l.refine(ctx, ws, &sum, report); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

func (l *Loader) refine(ctx context.Context, workspace string, sum *Refined, report func(Result)) error {
	ids, err := l.o.Store.ToRedo(ctx, workspace, RedoQuery{Wanted: true})
	if err != nil {
		return err
	}
	var fault error
	var stopped atomic.Bool
	stopped.Store(sum.Why != nil)
	inOrder(modelsAtOnce, ids, func(id string) (r Result) {
		if stopped.Load() || ctx.Err() != nil {
			return Result{Err: errLeft}
		}
		r = l.refineOne(ctx, workspace, id)
		if stops(r.Err) || isStoreFault(r.Err) {
			stopped.Store(true)
		}
		return r
	}, func(r Result) {
		switch {
		case errors.Is(r.Err, errSettled) || ctx.Err() != nil && r.Err != nil:
			return
		case isStoreFault(r.Err):
			fault = r.Err
			return
		case errors.Is(r.Err, errLeft):
			sum.Left++
			return
		case stops(r.Err):
			sum.Left++
			sum.Why = r.Err
			return
		case r.Err != nil:
			sum.Failed++
		default:
			sum.Done++
		}
		report(r)
	})
	return cmp.Or(ctx.Err(), fault)
}

var (
	errLeft    = errors.New("left for later")
	errSettled = errors.New("nothing is wanted of it any more")
)

// stops says whether an error keeps the model from reading anything else too.
func stops(err error) bool {
	k := llm.KindOf(err)
	return k.Lasting() || k == llm.Unavailable || k == llm.Busy
}

// refineOne has the model read one article. What it makes of it is stored, or
// that it was rubbish is.
func (l *Loader) refineOne(ctx context.Context, workspace, id string) Result {
	r := Result{Name: id, Status: Unchanged}
	still, err := l.o.Store.ToRedo(ctx, workspace, RedoQuery{Articles: []string{id}, Wanted: true})
	if claims.ErrorCode(err) == claims.ENotFound || err == nil && len(still) == 0 { // removed, or read by another process
		r.Err = errSettled
		return r
	}
	view, err := l.look(ctx, workspace, id, err)
	if err != nil {
		r.Err = err
		return r
	}
	r.Article, r.LoadedAt, r.LoadedBy, r.Count = view.Head(), view.LoadedAt, view.LoadedBy, len(view.Current)
	x, rejected, err := l.readAgain(ctx, workspace, view, l.o.Refiner)
	if err == nil {
		err = l.store(ctx, workspace, x)
	}
	switch {
	case err == nil:
		r.Claims, r.Count, r.Rejected, r.Note = x.Claims, len(x.Claims), rejected, x.Note
	case claims.ErrorCode(err) == claims.EConflict:
		r.Err = errSettled // it changed meanwhile: that has its own way
	case ctx.Err() != nil || stops(err) || isStoreFault(err):
		r.Err = err
	default:
		r.Err = err
		l.o.Log.Warn("of the model's reading of an article came nothing; what was read before stands", "article", id, "err", err)
		if err := l.o.Store.Misread(ctx, workspace, id, view.Revision); err != nil {
			r.Err = &storeFault{err}
		}
	}
	return r
}

// look finds an article, unless finding it failed before.
func (l *Loader) look(ctx context.Context, workspace, id string, err error) (v ArticleView, _ error) {
	if err == nil {
		v, err = l.o.Store.Article(ctx, workspace, id)
	}
	if claims.ErrorCode(err) == claims.ENotFound {
		return v, errSettled // removed meanwhile
	}
	if err != nil {
		return v, &storeFault{err}
	}
	return v, nil
}

func (l *Loader) store(ctx context.Context, workspace string, x Extraction) error {
	if err := l.o.Store.SaveExtraction(ctx, workspace, x); err != nil {
		return &storeFault{err}
	}
	l.link(ctx, workspace, x.ArticleID)
	return nil
}

// readAgain extracts an article that has claims already. What a model gives
// that is worse than those is refused: they stand.
func (l *Loader) readAgain(ctx context.Context, workspace string, v ArticleView, engine Engine) (Extraction, []proof.Rejection, error) {
	x, rejected, err := read(ctx, engine, workspace, Pending{Article: v.ArticleRow.Article, KnownSince: v.KnownSince})
	if err == nil && engine.Name() == claims.EngineLLM && isRubbish(len(x.Claims), len(rejected), len(v.Current)) {
		err = claims.Errorf(claims.EUnavailable, "Of %d claims that the model proposed %d stand in the article, fewer than were found before; those stay. Try again, or use a larger model.", len(x.Claims)+len(rejected), len(x.Claims))
	}
	return x, rejected, err
}

// isRubbish says whether a model's reading is not to take the place of what was
// there: nothing stands, or less than before and most of it was made up.
func isRubbish(accepted, rejected, before int) bool {
	return accepted < before && (accepted == 0 || rejected > accepted)
}
