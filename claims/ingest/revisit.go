package ingest

import (
	"cmp"
	"context"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"sync"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// VisitorOptions are what a Visitor needs.
type VisitorOptions struct {
	Revisits Revisits
	Pages    Pages
	Loader   *Loader
	Now      func() time.Time // nil is time.Now
	Rand     func() float64   // from 0 to 1; nil is math/rand's
	Log      *slog.Logger     // nil is silent
}

// Visitor looks at fetched pages again, and loads what changed as a new
// revision.
type Visitor struct{ o VisitorOptions }

// NewVisitor makes one.
func NewVisitor(o VisitorOptions) *Visitor {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Float64
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Visitor{o}
}

// Visited is what came of a look at a page.
type Visited struct {
	Revisit        // as it is kept now
	Result  Result // of what changed; its Status is "" where nothing did
	Err     error  // why the page could not be had
	Off     bool   // it was not looked at: pages of its outlet are not
}

// visitor is who loads changed pages, as the audit trail shows it.
const visitor = "recheck"

// Bounds of a round of visits.
const (
	visitsAtOnce = 6   // hosts
	mostVisits   = 200 // the others wait for the next round

	hostVisitWithin = 3 * time.Minute // after which no more pages of a host are begun, likewise
)

// Visit looks at the pages that are due, in one workspace or, for "", in all: a
// few hosts at a time, the pages of one host one after another. Each is
// reported, one at a time; report may be nil. Killed anywhere, the next call
// goes on; what was looked at twice changes nothing. The error is for what
// stops all: a cancelled context, a store that fails.
func (v *Visitor) Visit(ctx context.Context, workspace string, report func(Visited)) error {
	due, err := v.o.Revisits.DueRevisits(ctx, workspace, v.o.Now(), mostVisits)
	if err != nil {
		return err
	}
	if report == nil {
		report = func(Visited) {}
	}
	var mu sync.Mutex
	var fault error
	var working sync.WaitGroup
	slots := make(chan struct{}, visitsAtOnce)
	for _, pages := range byHost(due) {
		slots <- struct{}{}
		working.Go(func() {
			defer func() { <-slots }()
			for begin, i := v.o.Now(), 0; i < len(pages) && ctx.Err() == nil && v.o.Now().Sub(begin) < hostVisitWithin; i++ {
				done, err := v.visit(ctx, pages[i])
				mu.Lock()
				if fault = cmp.Or(fault, err); err == nil {
					report(done)
				}
				mu.Unlock()
			}
		})
	}
	working.Wait()
	return cmp.Or(ctx.Err(), fault)
}

// byHost groups pages by their hosts, in their order.
func byHost(due []Revisit) (groups [][]Revisit) {
	at := map[string]int{}
	for _, d := range due {
		host := hostOf(d.Page.URL)
		i, known := at[host]
		if !known {
			i = len(groups)
			at[host], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], d)
	}
	return groups
}

func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Hostname()
	}
	return address
}

// visit looks at one page and stores what that gave.
func (v *Visitor) visit(ctx context.Context, r Revisit) (Visited, error) {
	off, err := v.o.Revisits.RecheckOff(ctx, r.Workspace, r.Article.Outlet, hostOf(r.Article.URL))
	if err != nil {
		return Visited{}, err
	}
	done := Visited{Revisit: r}
	if off {
		done.Off, done.Next = true, v.next(r.LoadedAt)
		return done, v.o.Revisits.SaveRevisit(ctx, done.Revisit)
	}
	again, err := v.o.Pages.Again(ctx, r.Page)
	if ctx.Err() != nil {
		return done, ctx.Err()
	}
	done.CheckedAt = v.o.Now()
	switch {
	case again.Gone:
		done.gone(claims.ErrorMessage(err))
	case err != nil:
		v.failed(&done, err, again.After)
	default:
		if err := v.compare(ctx, &done, again); err != nil {
			return done, err
		}
	}
	err = v.o.Revisits.SaveRevisit(ctx, done.Revisit)
	if err == nil && done.Err != nil {
		v.o.Log.Info("a page could not be looked at again", "article", done.Article.ID, "url", done.Page.URL, "failures", done.Failures, "next", done.Next, "err", done.Err)
	}
	return done, err
}

// gone notes that a page is not there any more: it is looked at no more.
func (d *Visited) gone(reason string) {
	d.GoneAt, d.Next, d.Failures, d.Reason = d.CheckedAt, time.Time{}, 0, reason
}

// failed notes why a page could not be had, and when it is tried again.
func (v *Visitor) failed(d *Visited, err error, asked time.Duration) {
	d.Err, d.Failures, d.Reason = err, d.Failures+1, cmp.Or(claims.ErrorMessage(err), "Something went wrong inside the program; its log says more.")
	d.Next = time.Time{}
	if d.Failures < mostRevisitFailures {
		d.Next = v.jittered(d.CheckedAt, max(revisitPause(d.Failures), min(asked, 72*time.Hour)))
	}
}

// next is when a page is looked at after this time, zero for never.
func (v *Visitor) next(loaded time.Time) time.Time {
	now := v.o.Now()
	at := NextRevisit(loaded, now)
	if at.IsZero() {
		return at
	}
	return v.jittered(now, at.Sub(now))
}

// jittered is so long after now, or up to a tenth later: what was loaded
// together is not looked at together.
func (v *Visitor) jittered(now time.Time, wait time.Duration) time.Time {
	return now.Add(wait + time.Duration(v.o.Rand()*float64(wait)/10))
}
