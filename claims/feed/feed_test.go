package feed_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

var noon = time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)

const home = "https://valley.example/feed"

// world is a store, the web as the tests make it, and a clock.
type world struct {
	t     *testing.T
	store storage.Store
	*feed.Keeper

	mu      sync.Mutex
	now     time.Time
	feeds   map[string]func(known feed.Validators) (feed.Page, error)
	pages   map[string]func() (string, error)
	asked   []string // every address that was fetched
	blocked map[string]bool
	due     int // how often OnDue was told
}

func newWorld(t *testing.T) *world {
	t.Helper()
	store, err := storage.Open(context.Background(), filepath.Join(t.TempDir(), "t.db"), quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{t: t, store: store, now: noon, feeds: map[string]func(feed.Validators) (feed.Page, error){}, pages: map[string]func() (string, error){}, blocked: map[string]bool{}}
	w.Keeper = feed.New(feed.Options{
		Store: store, Source: w, Loader: desk{w, ingest.NewLoader(ingest.Options{Engine: extract.NewOffline(), Store: store})}, Blocks: w,
		Now: w.clock, Rand: func() float64 { return 0 }, Log: quiet, OnDue: func() { w.due++ },
	})
	return w
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) wait(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// Feed is the source of feeds.
func (w *world) Feed(ctx context.Context, url string, known feed.Validators) (feed.Page, error) {
	w.mu.Lock()
	give := w.feeds[url]
	w.asked = append(w.asked, url)
	w.mu.Unlock()
	if give == nil {
		return feed.Page{}, claims.Errorf(claims.EUnreadable, "%s is no feed.", url)
	}
	return give(known)
}

func (w *world) Blocked(_ context.Context, _, url, hash string) (bool, error) {
	return w.blocked[url] || w.blocked[hash], nil
}

// desk is the loader: pages of the world, read by the real one.
type desk struct {
	*world
	loader *ingest.Loader
}

func (d desk) Fetch(ctx context.Context, url string) (claims.Document, error) {
	d.mu.Lock()
	give := d.pages[url]
	d.asked = append(d.asked, url)
	d.mu.Unlock()
	if give == nil {
		return claims.Document{}, claims.Errorf(claims.ENotFound, "There is no page %s.", url)
	}
	text, err := give()
	if err != nil {
		return claims.Document{}, err
	}
	a := claims.Article{URL: url, Text: text, Origin: claims.OriginFetched, Outlet: "valley.example", Language: "en", PublishedAt: "2026-03-15"}
	a.Identify()
	return claims.Document{Article: a}, nil
}

func (d desk) Kinds(ctx context.Context, workspace string, a claims.Article) (kinds []claims.Kind, err error) {
	found, _, _, err := ingest.Extract(ctx, extract.NewOffline(), workspace, ingest.Pending{Article: a})
	for _, c := range found {
		kinds = append(kinds, c.Claim().Kind)
	}
	return kinds, err
}

func (d desk) Keep(ctx context.Context, workspace string, doc claims.Document, by string) error {
	return d.loader.LoadDocument(ctx, workspace, doc, by).Err
}

// lists has a feed list entries, and their pages there.
func (w *world) lists(url string, keys ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	page := feed.Page{URL: url, Title: "Valley Post"}
	for _, key := range keys {
		at := pageOf(key)
		page.Entries = append(page.Entries, feed.Item{ID: key, URL: at, Title: "News " + key, Summary: "About " + key + "."})
		if w.pages[at] == nil {
			w.pages[at] = func() (string, error) { return story(key), nil }
		}
	}
	w.feeds[url] = func(feed.Validators) (feed.Page, error) { return page, nil }
}

func pageOf(key string) string { return "https://valley.example/" + key }

func story(key string) string {
	return "Three people were killed in a flood near Ersel on Monday, the mayor said. This is story " + key + "."
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) want(what string, got, want any) {
	w.t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		w.t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

func (w *world) add(url string, f feed.Filter) feed.Feed {
	w.t.Helper()
	added, _, err := w.Add(w.t.Context(), "local", url, f, "ann")
	w.ok(err)
	return added
}

// check does what is due, and gives the feed as it is then.
func (w *world) check(id string) feed.Feed {
	w.t.Helper()
	w.ok(w.Check(w.t.Context(), "", nil))
	f, err := w.store.Feed(w.t.Context(), "local", id)
	w.ok(err)
	return f
}

// loaded lists the articles with who loaded them, by address.
func (w *world) loaded() (all []string) {
	w.t.Helper()
	rows, err := w.store.Articles(w.t.Context(), "local", ingest.ArticleQuery{Limit: 1000})
	w.ok(err)
	for _, r := range rows {
		all = append(all, strings.TrimPrefix(r.URL, "https://valley.example/")+" by "+r.LoadedBy)
	}
	slices.Sort(all)
	return all
}

// fetched gives what was fetched since the last call.
func (w *world) fetched() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := w.asked
	w.asked = nil
	return all
}

func (w *world) states(id string) (all []string) {
	w.t.Helper()
	entries, err := w.Entries(w.t.Context(), "local", id, 1000)
	w.ok(err)
	for _, e := range entries {
		all = append(all, fmt.Sprint(e.Key, " ", e.State))
	}
	return all
}

func TestAdd(t *testing.T) {
	w := newWorld(t)
	var keys []string
	for n := range feed.FirstLoaded + 5 {
		keys = append(keys, fmt.Sprintf("n%02d", n))
	}
	w.lists(home, keys...)
	f := w.add(" "+home+" ", feed.Filter{})
	w.want("added", []any{f.URL, f.Title, f.Waiting, f.Loaded, f.AddedBy, f.Next, w.due}, []any{home, "Valley Post", feed.FirstLoaded, 0, "ann", noon.Add(30 * time.Minute), 1})
	w.want("nothing is read yet", w.fetched(), []string{home})
	done, err := w.ReadWaiting(t.Context(), "local", f.ID)
	w.ok(err)
	f = done.Feed
	w.want("what came of it", []any{done.Fresh, done.Loaded, f.Next}, []any{0, feed.FirstLoaded, noon.Add(30 * time.Minute)})
	w.want("the newest are read", []any{f.Waiting, f.Loaded, len(w.loaded())}, []any{0, feed.FirstLoaded, feed.FirstLoaded})
	w.want("who loaded", w.loaded()[0], "n00 by feed Valley Post")
	if fetched := w.fetched(); slices.Contains(fetched, home) || slices.Contains(fetched, pageOf("n20")) {
		t.Errorf("fetched %v", fetched)
	}

	_, there, err := w.Add(t.Context(), "local", home, feed.Filter{Words: []string{"flood", "Flood"}}, "ben")
	w.ok(err)
	all, err := w.List(t.Context(), "local")
	w.ok(err)
	w.want("added again", []any{there, len(all), all[0].Filter, all[0].AddedBy, len(w.fetched())}, []any{true, 1, "flood", "ann", 0})
}

func TestAddRefuses(t *testing.T) {
	w := newWorld(t)
	for _, f := range []feed.Filter{{Words: []string{"?!"}}, {Kinds: []claims.Kind{"rumour"}}, {Words: []string{strings.Repeat("x", 200)}}} {
		_, _, err := w.Add(t.Context(), "local", home, f, "ann")
		w.want(fmt.Sprint(f, err), claims.ErrorCode(err), claims.EInvalid)
	}
	_, _, err := w.Add(t.Context(), "local", home, feed.Filter{}, "ann")
	w.want("no feed", err, home+" is no feed.")
	all, err := w.List(t.Context(), "local")
	w.ok(err)
	w.want("kept", []any{len(all), w.due}, []any{0, 0})
}

// TestAddMoved: a feed that is followed under where it moved to is the same.
func TestAddMoved(t *testing.T) {
	w := newWorld(t)
	w.lists(home, "a")
	first := w.add(home, feed.Filter{})
	w.feeds["http://old.example/"] = w.feeds[home]
	f, there, err := w.Add(t.Context(), "local", "http://old.example/", feed.Filter{}, "ben")
	w.ok(err)
	w.want("the same", []any{there, f.ID}, []any{true, first.ID})
}

// TestSchedule follows a feed that changes, rests, and changes again.
func TestSchedule(t *testing.T) {
	w := newWorld(t)
	w.lists(home, "a")
	f := w.add(home, feed.Filter{})
	w.check(f.ID)
	w.fetched()
	keys := []string{"a"}
	for i, want := range []time.Duration{15 * time.Minute, 7 * time.Minute, 5 * time.Minute, 5 * time.Minute} {
		w.wait(f.Next.Sub(w.clock()))
		keys = append(keys, fmt.Sprint("b", i))
		w.lists(home, keys...)
		f = w.check(f.ID)
		if got := f.Next.Sub(w.clock()).Truncate(time.Minute); got != want {
			t.Errorf("after change %d it is looked at in %v, want %v", i, got, want)
		}
	}
	w.want("loaded", f.Loaded, 5)
	before := f.Every
	for range 20 {
		w.wait(f.Next.Sub(w.clock()))
		f = w.check(f.ID)
		if f.Every < before {
			t.Errorf("it rests, and is looked at sooner: %v after %v", f.Every, before)
		}
		before = f.Every
	}
	w.want("at last", f.Every, feed.Latest)
	w.fetched()
	w.check(f.ID)
	w.wait(feed.Latest - time.Second)
	w.check(f.ID)
	w.want("not before its time", len(w.fetched()), 0)
}

// TestAsked keeps to what server and feed ask for.
func TestAsked(t *testing.T) {
	w := newWorld(t)
	w.lists(home, "a")
	f := w.add(home, feed.Filter{})
	var known []feed.Validators
	w.feeds[home] = func(v feed.Validators) (feed.Page, error) {
		known = append(known, v)
		return feed.Page{URL: home, Unchanged: len(known) > 1, Validators: feed.Validators{ETag: fmt.Sprint(min(len(known), 2))}, MaxAge: 3 * time.Hour}, nil
	}
	for range 3 {
		w.wait(f.Next.Sub(w.clock()))
		f = w.check(f.ID)
		w.want("asked to be left alone", f.Next.Sub(w.clock()), 3*time.Hour)
	}
	w.want("validators", known, []feed.Validators{{}, {ETag: "1"}, {ETag: "2"}})
	w.feeds[home] = func(feed.Validators) (feed.Page, error) {
		return feed.Page{}, &feed.Refusal{After: 48 * time.Hour, Err: claims.Errorf(claims.EUnavailable, "It was asked too often.")}
	}
	w.wait(3 * time.Hour)
	f = w.check(f.ID)
	w.want("Retry-After", []any{f.Next.Sub(w.clock()), f.Failures, f.Reason}, []any{48 * time.Hour, 1, "It was asked too often."})
}

func TestFailing(t *testing.T) {
	w := newWorld(t)
	w.lists(home, "a")
	other := "https://hill.example/feed"
	w.lists(other, "b")
	f, good := w.add(home, feed.Filter{}), w.add(other, feed.Filter{})
	w.check(f.ID)
	works := w.feeds[home]
	w.feeds[home] = func(feed.Validators) (feed.Page, error) {
		return feed.Page{}, errors.New("secret: the wires are crossed")
	}
	pause := time.Duration(0)
	for n := 1; n <= 12; n++ {
		w.wait(max(0, f.Next.Sub(w.clock())))
		f = w.check(f.ID)
		if p := f.Next.Sub(w.clock()); p < pause || p > feed.Latest || f.Failures != n {
			t.Errorf("after failure %d (%d) it rests %v, before %v", n, f.Failures, p, pause)
		} else {
			pause = p
		}
	}
	if pause != feed.Latest || f.Reason == "" || strings.Contains(f.Reason, "secret") || f.Paused {
		t.Errorf("rests %v: %q, paused %v", pause, f.Reason, f.Paused)
	}
	g, err := w.store.Feed(t.Context(), "local", good.ID)
	w.ok(err)
	w.want("the other", []any{g.Failures, g.Loaded}, []any{0, 1})
	if g.CheckedAt.Before(f.CheckedAt.Add(-24 * time.Hour)) {
		t.Errorf("the other was left at %v", g.CheckedAt)
	}
	w.feeds[home] = works
	w.wait(pause)
	f = w.check(f.ID)
	w.want("back", []any{f.Failures, f.Reason, f.Every}, []any{0, "", 45 * time.Minute})
}

func TestGone(t *testing.T) {
	w := newWorld(t)
	w.lists(home, "a")
	f := w.add(home, feed.Filter{})
	works := w.feeds[home]
	w.feeds[home] = func(feed.Validators) (feed.Page, error) {
		return feed.Page{}, &feed.Refusal{Gone: true, Err: claims.Errorf(claims.ENotFound, "The feed is gone.")}
	}
	w.wait(time.Hour)
	f = w.check(f.ID)
	w.want("paused", []any{f.Paused, f.Reason}, []any{true, "The feed is gone."})
	w.fetched()
	w.wait(100 * 24 * time.Hour)
	w.check(f.ID)
	w.want("left alone", len(w.fetched()), 0)
	w.feeds[home] = works
	_, err := w.Resume(t.Context(), "local", f.ID, "ann")
	w.ok(err)
	f = w.check(f.ID)
	w.want("resumed", []any{f.Paused, f.Reason, w.fetched()[0]}, []any{false, "", home})
}

func TestMoved(t *testing.T) {
	w := newWorld(t)
	w.lists(home, "a")
	f := w.add(home, feed.Filter{})
	w.lists("https://new.example/feed", "a", "b")
	w.feeds[home] = w.feeds["https://new.example/feed"]
	w.wait(time.Hour)
	f = w.check(f.ID)
	w.want("moved", []any{f.URL, f.Loaded}, []any{"https://new.example/feed", 2})
	w.fetched()
	w.wait(24 * time.Hour)
	w.check(f.ID)
	w.want("asked there", w.fetched(), []string{"https://new.example/feed"})
}

func TestFilters(t *testing.T) {
	w := newWorld(t)
	w.lists(home, "flood", "football", "talks", "title")
	w.pages[pageOf("flood")] = func() (string, error) {
		return "Three people were killed near Ersel on Monday, the mayor said. The BLACK   Sea rose.", nil
	}
	w.pages[pageOf("football")] = func() (string, error) {
		return "The striker scored twice. The seaside town of Blackpool lost again, black seas or not.", nil
	}
	w.pages[pageOf("talks")] = func() (string, error) { return "The Black-Sea accord stands, he wrote. Nothing happened.", nil }
	words, err := feed.ParseFilter(`title, "black sea"`, "")
	w.ok(err)
	f := w.add(home, words)
	w.check(f.ID)
	w.want("words", w.states(f.ID), []string{"flood loaded", "football passed", "talks loaded", "title loaded"})
	w.want("only those are stored", len(w.loaded()), 3)

	w2 := newWorld(t)
	w2.lists(home, "flood", "football")
	w2.pages[pageOf("football")] = w.pages[pageOf("football")]
	kinds, err := feed.ParseFilter("", "casualty")
	w.ok(err)
	f = w2.add(home, kinds)
	w2.check(f.ID)
	w2.want("kinds", w2.states(f.ID), []string{"flood loaded", "football passed"})
	w2.want("only that is stored", w2.loaded(), []string{"flood by feed Valley Post"})
}

// TestWhatMustNotComeBack: purged, taken out by hand, there already.
func TestWhatMustNotComeBack(t *testing.T) {
	w := newWorld(t)
	w.lists(home, "address", "text", "removed", "there", "fine")
	w.blocked[pageOf("address")], w.blocked[claims.HashText(story("text"))] = true, true
	d := desk{w, ingest.NewLoader(ingest.Options{Engine: extract.NewOffline(), Store: w.store})}
	for _, key := range []string{"removed", "there"} {
		doc, err := d.Fetch(t.Context(), pageOf(key))
		w.ok(err)
		w.ok(d.Keep(t.Context(), "local", doc, "ben"))
	}
	_, err := w.store.Remove(t.Context(), "local", pageOf("removed"), "ben")
	w.ok(err)
	w.fetched()
	f := w.check(w.add(home, feed.Filter{}).ID)
	w.want("states", w.states(f.ID), []string{"address passed", "text passed", "removed passed", "there passed", "fine loaded"})
	w.want("loaded", []any{w.loaded(), f.Loaded}, []any{[]string{"fine by feed Valley Post", "there by ben"}, 1})
	w.want("asked for", w.fetched(), []string{home, pageOf("fine"), pageOf("text")})
}

func TestFailingEntries(t *testing.T) {
	w := newWorld(t)
	w.lists(home, "down", "video", "late", "good")
	down := 0
	w.pages[pageOf("down")] = func() (string, error) { down++; return "", claims.Errorf(claims.EUnavailable, "It is down.") }
	w.pages[pageOf("video")] = func() (string, error) { return "", claims.Errorf(claims.EUnreadable, "It is a video.") }
	late := 0
	w.pages[pageOf("late")] = func() (string, error) {
		if late++; late < 3 {
			return "", claims.Errorf(claims.EUnavailable, "It is slow.")
		}
		return story("late"), nil
	}
	f := w.add(home, feed.Filter{})
	f = w.check(f.ID)
	w.want("at first", []any{w.states(f.ID), f.Waiting, f.GivenUp, f.Failures}, []any{[]string{"down waiting", "video given up", "late waiting", "good loaded"}, 2, 1, 0})
	for range 90 {
		w.wait(30 * time.Minute)
		f = w.check(f.ID)
	}
	w.want("in the end", []any{w.states(f.ID), down, late, f.Loaded}, []any{[]string{"down given up", "video given up", "late loaded", "good loaded"}, 6, 3, 2})
	entries, err := w.Entries(t.Context(), "local", f.ID, 1)
	w.ok(err)
	w.want("why", entries[0].Reason, "It is down.")
}

// TestPagesRest: a site that says when to come again gets no other request
// for a page of this feed before.
func TestPagesRest(t *testing.T) {
	w := newWorld(t)
	w.lists(home, "b", "a")
	w.pages[pageOf("a")] = func() (string, error) {
		return "", &feed.Refusal{After: 20 * time.Minute, Err: claims.Errorf(claims.EUnavailable, "Too often.")}
	}
	f := w.add(home, feed.Filter{})
	w.fetched()
	w.check(f.ID)
	w.wait(19 * time.Minute)
	w.check(f.ID)
	w.want("asked", w.fetched(), []string{pageOf("a")})
	w.wait(time.Minute)
	w.check(f.ID)
	w.want("asked then", w.fetched(), []string{pageOf("a")})
	w.wait(30 * time.Minute) // its second pause is longer than what was asked for
	w.pages[pageOf("a")] = func() (string, error) { return story("a"), nil }
	f = w.check(f.ID)
	w.want("loaded", f.Loaded, 2)
}

// TestManyEntries: a feed of 50,000 entries, some without a page or twice.
func TestManyEntries(t *testing.T) {
	w := newWorld(t)
	page := feed.Page{URL: home, Title: strings.Repeat("long ", 200)}
	for n := range 50_000 {
		page.Entries = append(page.Entries, feed.Item{ID: fmt.Sprint(n / 2), URL: pageOf(fmt.Sprint(n / 2)), PublishedAt: claims.Instant(noon.Add(time.Duration(n) * time.Second))})
	}
	page.Entries[100].URL = ""
	w.feeds[home] = func(feed.Validators) (feed.Page, error) { return page, nil }
	f := w.add(home, feed.Filter{})
	states := w.states(f.ID)
	w.want("the newest first", []any{f.Waiting, states[0], states[20], len(states)}, []any{feed.FirstLoaded, "24999 waiting", "24979 skipped", 1000})
	f = w.check(f.ID)
	w.want("none has a page", []any{f.Waiting, f.Loaded}, []any{feed.FirstLoaded, 0})
	w.wait(time.Hour)
	checked, err := w.CheckOne(t.Context(), "local", f.ID)
	w.ok(err)
	w.want("none is fresh", checked.Fresh, 0)
}

// TestOneDoesNotHoldUpAnother: while a feed hangs, those of other hosts are
// done, and its own host's wait; and it is looked at once at a time.
func TestOneDoesNotHoldUpAnother(t *testing.T) {
	w := newWorld(t)
	var added []feed.Feed
	for n := range 12 {
		url := fmt.Sprintf("https://h%d.example/feed", n)
		w.lists(url, fmt.Sprint("k", n))
		added = append(added, w.add(url, feed.Filter{}))
	}
	w.wait(time.Hour)
	hangs, goOn := make(chan bool, 9), make(chan bool)
	works := w.feeds[added[0].URL]
	w.feeds[added[0].URL] = func(v feed.Validators) (feed.Page, error) {
		hangs <- true
		<-goOn
		return works(v)
	}
	reported := make(chan feed.Checked, 99)
	end := make(chan error)
	go func() { end <- w.Check(t.Context(), "", func(c feed.Checked) { reported <- c }) }()
	<-hangs
	for range 11 {
		if c := <-reported; c.Feed.ID == added[0].ID || c.Loaded != 1 {
			t.Errorf("reported %+v", c)
		}
	}
	again, err := w.CheckOne(t.Context(), "local", added[0].ID)
	w.ok(err)
	w.want("at once", []any{again.Loaded, len(hangs)}, []any{0, 0})
	goOn <- true
	w.ok(<-end)
	w.want("last", (<-reported).Loaded, 1)
}

// TestSlowHost: a host that is slow is left after a while, so that the next
// round comes; its feeds have their turns then.
func TestSlowHost(t *testing.T) {
	w := newWorld(t)
	var urls []string
	for n := range 9 {
		urls = append(urls, fmt.Sprintf("https://slow.example/%d", n))
		w.lists(urls[n])
		w.add(urls[n], feed.Filter{})
		works := w.feeds[urls[n]]
		w.feeds[urls[n]] = func(v feed.Validators) (feed.Page, error) { w.wait(time.Minute); return works(v) }
	}
	w.wait(time.Hour)
	w.fetched()
	var looked []string
	for range 3 {
		w.ok(w.Check(t.Context(), "", nil))
		some := w.fetched()
		w.want("in one round", len(some), 3)
		looked = append(looked, some...)
	}
	w.want("all in their turn", looked, urls)
}

// TestStopped: what is cancelled leaves the rest for later, and blames nobody.
func TestStopped(t *testing.T) {
	w := newWorld(t)
	w.lists(home, "c", "b", "a")
	f := w.add(home, feed.Filter{})
	ctx, cancel := context.WithCancel(t.Context())
	w.pages[pageOf("b")] = func() (string, error) { cancel(); return "", ctx.Err() }
	if err := w.Check(ctx, "", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	w.want("left", w.states(f.ID), []string{"c waiting", "b waiting", "a loaded"})
	w.pages[pageOf("b")] = func() (string, error) { return story("b"), nil }
	w.want("then", w.check(f.ID).Loaded, 3)
}

// TestRemovedMeanwhile: a feed that is removed or paused amid a check stops.
func TestRemovedMeanwhile(t *testing.T) {
	for _, act := range []func(w *world, id string) error{
		func(w *world, id string) error { _, err := w.Remove(t.Context(), "local", id, "ann"); return err },
		func(w *world, id string) error { _, err := w.Pause(t.Context(), "local", id, "ann"); return err },
	} {
		w := newWorld(t)
		w.lists(home, "c", "b", "a")
		f := w.add(home, feed.Filter{})
		w.pages[pageOf("b")] = func() (string, error) { w.ok(act(w, f.ID)); return story("b"), nil }
		w.ok(w.Check(t.Context(), "", nil))
		w.want("loaded", len(w.loaded()), 2)
	}
}

func FuzzParseFilter(f *testing.F) {
	f.Add(`one "two three" ,four`, "event, casualty")
	f.Fuzz(func(t *testing.T, words, kinds string) {
		filter, err := feed.ParseFilter(words, kinds)
		if err != nil {
			if claims.ErrorMessage(err) == "" {
				t.Errorf("no sentence: %v", err)
			}
			return
		}
		var again []string
		for _, w := range filter.Words {
			again = append(again, `"`+w+`"`)
		}
		if back, err := feed.ParseFilter(strings.Join(again, " "), kinds); err != nil || !back.Equal(filter) {
			t.Errorf("%q gives %q, and that %q (%v)", words, filter.Words, back.Words, err)
		}
	})
}
