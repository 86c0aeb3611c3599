package ingest

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// Loader leads articles into a store.
type Loader struct {
	reader  Reader
	engine  Engine
	store   Store
	workers int
	log     *slog.Logger
}

// NewLoader makes a Loader. workers is how many articles are worked on at a time; 0
// means one for each core.
func NewLoader(reader Reader, engine Engine, store Store, workers int, log *slog.Logger) *Loader {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return &Loader{reader, engine, store, workers, log}
}

// Order is what to load.
type Order struct {
	Workspace string
	Inputs    []string
	Given     claims.Given
	By        string // who loads, as the audit trail shows it
}

// Result is what became of one article.
type Result struct {
	Name     string // the input that it came from
	Article  claims.Article
	Status   Status
	Claims   []proof.Claim // empty for an unchanged article that was extracted before
	Count    int           // how many claims the article has now
	Rejected []proof.Rejection
	Note     string // what the engine had to say
	Err      error
}

// Summary counts what was loaded.
type Summary struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Failed    int `json:"failed"`
	Resumed   int `json:"resumed"`         // left unfinished by an earlier run, and finished by this one
	Accepted  int `json:"claims_accepted"` // by the gate, in this run
	Rejected  int `json:"claims_rejected"`
}

// Load reads every input, stores its articles and extracts their claims, and
// reports each article in input order. What an earlier run left unfinished is
// finished first. A bad input is reported and the rest go on; the error is for
// what stops the whole run: a cancelled context, a store that cannot be read.
// What a cancelled context cuts off is neither reported nor counted.
func (l *Loader) Load(ctx context.Context, o Order, report func(Result)) (Summary, error) {
	var sum Summary
	var err error
	if sum.Resumed, err = l.Resume(ctx, o.Workspace); err != nil {
		return sum, err
	}
	for pending := range l.start(ctx, o) {
		r := <-pending
		if r.Err != nil && ctx.Err() != nil {
			continue
		}
		sum.add(r)
		report(r)
	}
	return sum, ctx.Err()
}

func (s *Summary) add(r Result) {
	switch {
	case r.Err != nil:
		s.Failed++
		return
	case r.Status == New:
		s.New++
	case r.Status == Changed:
		s.Changed++
	default:
		s.Unchanged++
	}
	s.Accepted += len(r.Claims)
	s.Rejected += len(r.Rejected)
}

// ahead is how many articles may wait for an earlier one to be reported.
const ahead = 64

// start stores items one after another, in input order, so that of two texts
// of one article the later stays; their claims are extracted several at a
// time. Each result arrives in a channel of its own, and those come in input
// order.
func (l *Loader) start(ctx context.Context, o Order) <-chan chan Result {
	results := make(chan chan Result, ahead)
	go func() {
		defer close(results)
		var working sync.WaitGroup
		defer working.Wait()
		slots := make(chan struct{}, l.workers)
		for items := range l.read(ctx, o) {
			for item := range items {
				if ctx.Err() != nil {
					continue // what is being read ends by itself
				}
				done := make(chan Result, 1)
				results <- done
				slots <- struct{}{}
				r, pending := l.save(ctx, o, item)
				if pending == nil {
					done <- r
					<-slots
					continue
				}
				working.Go(func() {
					done <- l.finish(ctx, o.Workspace, r, *pending)
					<-slots
				})
			}
		}
	}()
	return results
}

// readAhead is how many inputs may be read while an earlier one still is: web
// pages are mostly waited for. Each holds one item at most.
const readAhead = 8

// readItem is what a Reader yields.
type readItem struct {
	Item
	err error
}

// read reads several inputs at a time. The items of each arrive in a channel
// of its own, and those come in input order.
func (l *Loader) read(ctx context.Context, o Order) <-chan chan readItem {
	inputs := make(chan chan readItem, readAhead)
	go func() {
		defer close(inputs)
		for _, input := range o.Inputs {
			items := make(chan readItem)
			inputs <- items
			go func() {
				defer close(items)
				for item, err := range l.reader.Read(ctx, input, o.Given) {
					if ctx.Err() != nil {
						return
					}
					items <- readItem{item, err}
				}
			}()
		}
	}()
	return inputs
}

// save stores one document. Pending is what is left to do, nil for nothing.
func (l *Loader) save(ctx context.Context, o Order, item readItem) (Result, *Pending) {
	r := Result{Name: item.Name, Article: item.Document.Article.Head(), Err: item.err}
	if r.Err == nil {
		r.Err = item.Document.Article.Validate()
	}
	if r.Err != nil {
		return r, nil
	}
	saved, err := l.store.SaveArticle(ctx, o.Workspace, item.Document, o.By)
	if err != nil {
		r.Err = err
		return r, nil
	}
	r.Article, r.Status, r.Count = saved.Article.Head(), saved.Status, saved.Claims
	// Another engine's work stands; that of another version of this one is
	// done again, since it may propose other claims now.
	outdated := saved.Engine == l.engine.Name() && saved.Version != l.engine.Version()
	if saved.Extracted && !outdated {
		return r, nil
	}
	return r, &saved.Pending
}

// finish extracts the claims of a stored revision, and stores them.
func (l *Loader) finish(ctx context.Context, workspace string, r Result, p Pending) Result {
	x, rejected, err := l.extract(ctx, workspace, p)
	if err == nil {
		err = l.store.SaveExtraction(ctx, workspace, x)
	}
	if claims.ErrorCode(err) == claims.EConflict { // a newer revision has taken its place
		l.log.Info("a newer revision came meanwhile", "article", r.Article.ID, "revision", r.Article.Revision)
		return r
	}
	r.Err = err
	if err == nil {
		r.Claims, r.Count, r.Rejected, r.Note = x.Claims, len(x.Claims), rejected, x.Note
	}
	return r
}

// Resume extracts what a run that was cut off had stored and not extracted,
// and says how many articles that were. One whose extraction fails again is
// logged and left for a next time: it must not keep others from being loaded.
func (l *Loader) Resume(ctx context.Context, workspace string) (finished int, err error) {
	unfinished, err := l.store.Unfinished(ctx, workspace)
	if err != nil {
		return 0, err
	}
	for _, p := range unfinished {
		x, _, err := l.extract(ctx, workspace, p)
		if ctx.Err() != nil {
			return finished, ctx.Err()
		}
		if err != nil {
			l.log.Warn("an article that an earlier run had begun fails again; the others go on", "article", p.Article.ID, "title", p.Article.Title, "err", err)
			continue
		}
		err = l.store.SaveExtraction(ctx, workspace, x)
		switch {
		case claims.ErrorCode(err) == claims.EConflict:
			l.log.Info("a newer revision came meanwhile", "article", p.Article.ID, "revision", p.Article.Revision)
		case err != nil:
			return finished, err
		default:
			finished++
			l.log.Info("finished an article that an earlier run had begun", "article", p.Article.ID, "claims", len(x.Claims))
		}
	}
	return finished, nil
}

func (l *Loader) extract(ctx context.Context, workspace string, p Pending) (Extraction, []proof.Rejection, error) {
	accepted, rejected, note, err := Extract(ctx, l.engine, workspace, p)
	x := Extraction{
		ArticleID: p.Article.ID, Revision: p.Article.Revision,
		Engine: l.engine.Name(), Version: l.engine.Version(),
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
		proposal.Claims[i].Engine = engine.Name()
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
