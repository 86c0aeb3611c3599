package ingest

import (
	"context"
	"log/slog"
	"runtime"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// Options of a Loader.
type Options struct {
	Reader  Reader // nil for one that is only given documents
	Engine  Engine // needs no network: an article answers as soon as it was read
	Refiner Engine // the model's, which reads again afterwards; nil without a model
	Linker  Linker // finds what an article repeats; nil leaves that undone
	Store   Shelves
	Workers int // how many articles are worked on at a time; 0 means one for each core, and one more while another waits for the store
	Log     *slog.Logger

	// OnWanted is told that there is something for Refine to do; may be nil. It
	// is called from several goroutines and must not wait.
	OnWanted func()
}

// Shelves are where a Loader puts articles, looks them up and tends them.
type Shelves interface {
	Store
	Library
	Shelf
	Eraser
}

// Loader leads articles into a store, and through the hands of its engines.
type Loader struct{ o Options }

// NewLoader makes a Loader.
func NewLoader(o Options) *Loader {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0) + 1
	}
	if o.OnWanted == nil {
		o.OnWanted = func() {}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Loader{o}
}

// Order is what to load.
type Order struct {
	Workspace string
	Inputs    []string
	Given     claims.Given
	By        string // who loads, as the audit trail shows it

	EvenIfPurged bool // load what was purged, too, and let it come back from then on
}

// Result is what became of one article.
type Result struct {
	Name     string // the input that it came from
	Article  claims.Article
	Status   Status
	Claims   []proof.Claim // those that are not hidden; none of an unchanged article that was extracted before
	Count    int           // how many claims the article has now
	Rejected []proof.Rejection
	Note     string    // what the engine had to say
	Wanted   bool      // the model's pass over it is still to be done
	LoadedAt time.Time // when the article was first loaded, and by whom
	LoadedBy string
	Copies   []claims.Copy // that it turned out to have, those known before it first
	Err      error

	accepted int  // by the gate, just now
	hidden   bool // some of its claims may be, by hand
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
	s.Accepted += r.accepted
	s.Rejected += len(r.Rejected)
}
