package feed

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// Options of a Keeper.
type Options struct {
	Store  Store
	Source Source
	Loader Loader
	Blocks Blocks           // nil blocks nothing
	Now    func() time.Time // nil is time.Now
	Rand   func() float64   // from 0 to 1; nil is math/rand's
	Log    *slog.Logger     // nil is silent

	// OnDue is told that a feed has become due; may be nil. It must not wait.
	OnDue func()
}

// Keeper follows feeds. It is safe for concurrent use.
type Keeper struct {
	o Options

	mu   sync.Mutex
	busy map[Subject]bool // what is being looked at
}

// Subject names a feed of a workspace.
type Subject struct{ Workspace, ID string }

// New makes a Keeper.
func New(o Options) *Keeper {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Float64
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.OnDue == nil {
		o.OnDue = func() {}
	}
	if o.Blocks == nil {
		o.Blocks = noBlocks{}
	}
	return &Keeper{o: o, busy: map[Subject]bool{}}
}

type noBlocks struct{}

func (noBlocks) Blocked(context.Context, string, string, string) (bool, error) { return false, nil }

// lookWithin bounds the fetch of a feed, whatever its server does.
const lookWithin = time.Minute

// Add follows the feed at an address, which it looks at at once: what is no
// feed is refused, in a sentence. A feed that is followed already takes the
// filter; there is true then. The newest entries, [FirstLoaded] at most, wait
// to be read from then on; nothing is read yet.
func (k *Keeper) Add(ctx context.Context, workspace, url string, filter Filter, by string) (f Feed, there bool, err error) {
	if filter, err = filter.checked(); err != nil {
		return f, false, err
	}
	url = strings.TrimSpace(url)
	if known, err := k.o.Store.Feed(ctx, workspace, url); err == nil && known.URL == url {
		known.Filter, known.AddedBy = filter, by
		return k.o.Store.AddFeed(ctx, workspace, known, nil)
	}
	looking, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	page, err := k.o.Source.Feed(looking, url, Validators{})
	if err != nil {
		return f, false, err
	}
	now := k.o.Now()
	if page.URL != "" {
		url = page.URL
	}
	every := adapted(0, false)
	f = Feed{
		ID: NewID(url, now), URL: url, Title: clipped(page.Title, mostTitle), Filter: filter, Validators: page.Validators,
		Every: every, Next: later(now, every, page.MaxAge, k.o.Rand()), CheckedAt: now, ChangedAt: now, AddedBy: by, AddedAt: now,
	}
	entries := newest(page.Entries)
	for i := range entries {
		if i >= FirstLoaded {
			entries[i].State = Skipped
		}
	}
	f, there, err = k.o.Store.AddFeed(ctx, workspace, f, entries)
	if err == nil && !there {
		k.o.OnDue()
	}
	return f, there, err
}

// List gives the feeds of a workspace, in the order in which they came.
func (k *Keeper) List(ctx context.Context, workspace string) ([]Feed, error) {
	return k.o.Store.Feeds(ctx, workspace)
}

// Pause keeps a feed from being looked at until it is resumed. A feed is named
// as [Store] has it.
func (k *Keeper) Pause(ctx context.Context, workspace, id, by string) (Feed, error) {
	return k.o.Store.PauseFeed(ctx, workspace, id, true, by, k.o.Now())
}

// Resume goes on with a paused feed, at once.
func (k *Keeper) Resume(ctx context.Context, workspace, id, by string) (Feed, error) {
	f, err := k.o.Store.PauseFeed(ctx, workspace, id, false, by, k.o.Now())
	if err == nil {
		k.o.OnDue()
	}
	return f, err
}

// Remove follows a feed no more. The articles that came by it stay.
func (k *Keeper) Remove(ctx context.Context, workspace, id, by string) (Feed, error) {
	return k.o.Store.RemoveFeed(ctx, workspace, id, by)
}

// Entries lists what was seen in a feed, newest first, and what became of it.
func (k *Keeper) Entries(ctx context.Context, workspace, id string, limit int) ([]Entry, error) {
	f, err := k.o.Store.Feed(ctx, workspace, id)
	if err != nil {
		return nil, err
	}
	return k.o.Store.Entries(ctx, workspace, f.ID, limit)
}

// begin says whether a feed is not being looked at yet, and that it is now.
func (k *Keeper) begin(s Subject) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.busy[s] {
		return false
	}
	k.busy[s] = true
	return true
}

func (k *Keeper) end(s Subject) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.busy, s)
}

func messageOf(err error) string {
	if m := claims.ErrorMessage(err); m != "" {
		return m
	}
	return "Something went wrong inside the program; its log says more."
}
