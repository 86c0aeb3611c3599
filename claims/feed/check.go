package feed

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// Checked is what one check of a feed did.
type Checked struct {
	Workspace string `json:"workspace"`
	Feed      Feed   `json:"feed"`  // as it is now
	Fresh     int    `json:"fresh"` // entries that were not known
	Loaded    int    `json:"loaded"`
	Passed    int    `json:"passed"`
	Failed    int    `json:"failed"` // entries that could not be read this time
	Err       error  `json:"-"`      // why the feed could not be looked at
}

// Bounds of a check.
const (
	hostsAtOnce  = 6
	entriesAtime = 100             // of one feed in one check; the others wait for the next
	feedWithin   = 2 * time.Minute // for the entries of one feed in one check, likewise
	hostWithin   = 3 * time.Minute // after which no more feeds of a host are begun, likewise
)

// Check does what is due, in one workspace or, for "", in all: a few hosts at
// a time, the feeds of one host one after another. Each feed is reported as it
// is done, one at a time; report may be nil. One that fails keeps its reason;
// the error is for what stops all: a cancelled context, a store that fails.
func (k *Keeper) Check(ctx context.Context, workspace string, report func(Checked)) error {
	due, err := k.o.Store.DueFeeds(ctx, workspace, k.o.Now())
	if err != nil {
		return err
	}
	if report == nil {
		report = func(Checked) {}
	}
	var mu sync.Mutex
	var fault error
	var working sync.WaitGroup
	slots := make(chan struct{}, hostsAtOnce)
	for _, feeds := range byHost(due) {
		slots <- struct{}{}
		working.Go(func() {
			defer func() { <-slots }()
			for begin, i := k.o.Now(), 0; i < len(feeds) && ctx.Err() == nil && k.o.Now().Sub(begin) < hostWithin; i++ {
				done, err := k.check(ctx, feeds[i], false)
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

// CheckOne looks at one feed now, due or not. A paused one stays paused.
func (k *Keeper) CheckOne(ctx context.Context, workspace, id string) (Checked, error) {
	f, err := k.o.Store.Feed(ctx, workspace, id)
	if err != nil {
		return Checked{}, err
	}
	return k.check(ctx, Due{workspace, f}, true)
}

// ReadWaiting reads the entries of one feed that wait and are due, and does not
// look at the feed itself.
func (k *Keeper) ReadWaiting(ctx context.Context, workspace, id string) (Checked, error) {
	f, err := k.o.Store.Feed(ctx, workspace, id)
	if err != nil {
		return Checked{}, err
	}
	f.Next = k.o.Now().Add(Latest)
	return k.check(ctx, Due{workspace, f}, false)
}

// byHost groups feeds by their hosts, in their order.
func byHost(due []Due) (groups [][]Due) {
	at := map[string]int{}
	for _, d := range due {
		host := d.URL
		if u, err := url.Parse(d.URL); err == nil {
			host = u.Hostname()
		}
		i, known := at[host]
		if !known {
			i = len(groups)
			at[host], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], d)
	}
	return groups
}

// check looks at a feed, if it is due or to be looked at now, and reads the
// entries that wait.
func (k *Keeper) check(ctx context.Context, d Due, now bool) (done Checked, err error) {
	done = Checked{Workspace: d.Workspace, Feed: d.Feed}
	subject := Subject{d.Workspace, d.ID}
	if !k.begin(subject) {
		return done, nil // whoever is at it does what there is to do
	}
	defer k.end(subject)
	if now || d.IsDue(k.o.Now()) {
		if done.Fresh, done.Err, err = k.look(ctx, d); err != nil {
			return done, gone(err)
		}
	}
	if err := k.readEntries(ctx, d, &done); err != nil {
		return done, gone(err)
	}
	done.Feed, err = k.o.Store.Feed(ctx, d.Workspace, d.ID)
	return done, gone(err)
}

// gone makes no error of a feed that was removed meanwhile.
func gone(err error) error {
	if claims.ErrorCode(err) == claims.ENotFound {
		return nil
	}
	return err
}

// look fetches a feed and stores what it lists. failed is why it could not be
// had, err what keeps this from being stored.
func (k *Keeper) look(ctx context.Context, d Due) (fresh int, failed, err error) {
	looking, cancel := context.WithTimeout(ctx, lookWithin)
	page, failed := k.o.Source.Feed(looking, d.URL, d.Validators)
	cancel()
	if ctx.Err() != nil {
		return 0, nil, ctx.Err()
	}
	if failed != nil {
		err = k.failed(ctx, d, failed)
		return 0, failed, err
	}
	now := k.o.Now()
	look := Look{
		At: now, Had: true, URL: page.URL, Title: clipped(page.Title, mostTitle), Validators: page.Validators,
		Listed: !page.Unchanged, Entries: newest(page.Entries),
	}
	if page.Unchanged && look.Validators == (Validators{}) {
		look.Validators = d.Validators
	}
	random := k.o.Rand()
	look.Every, look.EveryIfFresh = adapted(d.Every, false), adapted(d.Every, true)
	look.Next, look.NextIfFresh = later(now, look.Every, page.MaxAge, random), later(now, look.EveryIfFresh, page.MaxAge, random)
	fresh, err = k.o.Store.SaveLook(ctx, d.Workspace, d.ID, look)
	return fresh, nil, err
}

// failed stores that a feed could not be had, and when it is tried again.
func (k *Keeper) failed(ctx context.Context, d Due, why error) error {
	now, refusal, failures := k.o.Now(), refusalOf(why), d.Failures+1
	look := Look{
		At: now, Every: d.Every, Failures: failures, Reason: messageOf(why), Pause: refusal.Gone,
		Next: later(now, pauseAfter(failures), refusal.After, k.o.Rand()),
	}
	_, err := k.o.Store.SaveLook(ctx, d.Workspace, d.ID, look)
	if err == nil {
		k.o.Log.Info("a feed could not be looked at", "workspace", d.Workspace, "feed", d.ID, "url", d.URL, "failures", failures, "next", look.Next, "err", why)
	}
	return err
}

// newest gives the entries that name a page, the newest first, each once and
// not more than [MostEntries]. Entries without a time stay where the feed has
// them: feeds list the newest first.
func newest(listed []Item) (entries []Entry) {
	seen := map[string]bool{}
	for _, e := range listed {
		if e, ok := entryOf(e); ok && !seen[e.Key] {
			seen[e.Key] = true
			e.State = Waiting
			entries = append(entries, e)
		}
	}
	if allDated(entries) {
		slices.SortStableFunc(entries, func(a, b Entry) int {
			t, _ := a.At.Std()
			u, _ := b.At.Std()
			return u.Compare(t)
		})
	}
	return entries[:min(len(entries), MostEntries)]
}

func allDated(entries []Entry) bool {
	return !slices.ContainsFunc(entries, func(e Entry) bool { _, ok := e.At.Std(); return !ok })
}
