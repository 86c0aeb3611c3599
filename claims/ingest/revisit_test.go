package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/storage"
)

var loadedAt = time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)

const flood = "Three people were killed in a flood near Ersel on Monday, the mayor said. The bridge over the Ersel was closed and two schools stayed shut, he added."

// visiting is a store with pages of the web, and a clock.
type visiting struct {
	t      *testing.T
	store  storage.Store
	loader *ingest.Loader
	*ingest.Visitor

	mu    sync.Mutex
	now   time.Time
	pages map[string]func(ingest.Page) (ingest.Again, error)
	asked []string
}

func newVisiting(t *testing.T) *visiting {
	t.Helper()
	return visitingOver(t, open(t))
}

func visitingOver(t *testing.T, store storage.Store) *visiting {
	v := &visiting{t: t, store: store, now: loadedAt, pages: map[string]func(ingest.Page) (ingest.Again, error){}}
	v.loader = ingest.NewLoader(ingest.Options{Engine: extract.NewOffline(), Store: v.store})
	v.Visitor = ingest.NewVisitor(ingest.VisitorOptions{Revisits: v.store, Pages: v, Loader: v.loader, Now: v.clock, Rand: func() float64 { return 0 }, Log: quiet})
	return v
}

func (v *visiting) clock() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.now
}

func (v *visiting) at(after time.Duration) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.now = loadedAt.Add(after)
}

// Again is the web.
func (v *visiting) Again(_ context.Context, p ingest.Page) (ingest.Again, error) {
	v.mu.Lock()
	v.asked = append(v.asked, p.URL)
	give := v.pages[p.URL]
	v.mu.Unlock()
	if give == nil {
		return ingest.Again{}, fmt.Errorf("unexpected fetch of %s", p.URL)
	}
	return give(p)
}

func page(id, text, tag string) claims.Document {
	return claims.Document{
		Article: claims.Article{URL: "https://valley.example/" + id, Outlet: "Valley Post", Title: "Flood", Text: text, Origin: claims.OriginFetched, PublishedAt: "2026-03-15T11:00:00Z", Language: "en"},
		Capture: &claims.Capture{Raw: []byte(text), MediaType: "text/html", FinalURL: "https://valley.example/" + id, At: loadedAt, Header: map[string]string{"ETag": tag}},
	}
}

// loads loads a page, and has it stay as it is.
func (v *visiting) loads(id, text string) string {
	v.t.Helper()
	r := v.loader.LoadDocument(v.t.Context(), "local", page(id, text, "1"), "ann")
	v.ok(r.Err)
	v.shows(id, text, "1")
	return r.Article.ID
}

func (v *visiting) shows(id, text, tag string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.pages["https://valley.example/"+id] = func(p ingest.Page) (ingest.Again, error) {
		if p.ETag == tag {
			return ingest.Again{Unchanged: true, Page: p}, nil
		}
		return ingest.Again{Document: page(id, text, tag), Page: ingest.Page{ETag: tag}}, nil
	}
}

func (v *visiting) fails(id string, a ingest.Again, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.pages["https://valley.example/"+id] = func(ingest.Page) (ingest.Again, error) { return a, err }
}

func (v *visiting) ok(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

func (v *visiting) want(what string, got, want any) {
	v.t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		v.t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

// visit looks at what is due, and says how many requests that took.
func (v *visiting) visit() int {
	v.t.Helper()
	v.mu.Lock()
	v.asked = nil
	v.mu.Unlock()
	v.ok(v.Visit(v.t.Context(), "", nil))
	return len(v.asked)
}

func (v *visiting) plan(id string) ingest.Revisit {
	v.t.Helper()
	plan, err := v.store.Revisit(v.t.Context(), "local", id)
	v.ok(err)
	return plan
}

func (v *visiting) article(id string) ingest.ArticleView {
	v.t.Helper()
	a, err := v.store.Article(v.t.Context(), "local", id)
	v.ok(err)
	return a
}

func TestVisitedWhen(t *testing.T) {
	v := newVisiting(t)
	id := v.loads("a", flood)
	var when []time.Duration
	for after := time.Duration(0); after < 100*time.Hour; after += 30 * time.Minute {
		v.at(after)
		if v.visit() > 0 {
			when = append(when, after)
		}
	}
	v.want("when", when, []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 72 * time.Hour})
	plan := v.plan(id)
	v.want("in the end", []any{plan.Next.IsZero(), plan.CheckedAt, v.article(id).Revisions}, []any{true, loadedAt.Add(72 * time.Hour), 1})
}

// TestVisitedLate: who was away looks once, and goes on with the schedule.
func TestVisitedLate(t *testing.T) {
	v := newVisiting(t)
	id := v.loads("a", flood)
	v.at(30 * time.Hour)
	v.want("looks", []int{v.visit(), v.visit()}, []int{1, 0})
	v.want("next", v.plan(id).Next, loadedAt.Add(72*time.Hour))
}

func TestChangedPage(t *testing.T) {
	v := newVisiting(t)
	id := v.loads("a", flood)
	changed := strings.Replace(flood, "Three", "Five", 1)
	v.shows("a", changed, "2")
	v.at(time.Hour)
	var told []ingest.Visited
	v.ok(v.Visit(t.Context(), "", func(d ingest.Visited) { told = append(told, d) }))
	a := v.article(id)
	v.want("changed", []any{a.Text == changed, a.Revisions, a.State, told[0].Result.Status, v.plan(id).Page.ETag}, []any{true, 2, "extracted", ingest.Changed, "2"})
	v.want("known since it was seen", a.KnownSince, claims.Instant(loadedAt))
	acts, err := v.store.Audit(t.Context(), "local", id, 1)
	v.ok(err)
	v.want("who", acts[0].By+" "+acts[0].Act, "recheck revision")
	v.at(6 * time.Hour)
	v.want("then unchanged", []int{v.visit(), v.article(id).Revisions}, []int{1, 2})

	// What was undone does not come back by itself.
	_, err = v.store.Undo(t.Context(), "local", id, "ann")
	v.ok(err)
	v.shows("a", changed, "3")
	v.at(24 * time.Hour)
	v.want("undone", []any{v.visit(), v.article(id).Text == flood, v.plan(id).Reason}, []any{1, true, ""})
}

// TestKeepsWhatItHad: what a page does not say any more holds on, and its
// article stays the same one under its address.
func TestKeepsWhatItHad(t *testing.T) {
	v := newVisiting(t)
	id := v.loads("a", flood)
	v.pages["https://valley.example/a"] = func(ingest.Page) (ingest.Again, error) {
		doc := page("a-five-dead", strings.Replace(flood, "Three", "Five", 1), "2")
		doc.Article.Title, doc.Article.PublishedAt, doc.Article.Outlet = "", "", "valley.example"
		return ingest.Again{Document: doc}, nil
	}
	v.at(time.Hour)
	v.visit()
	a := v.article(id)
	v.want("kept", []any{a.URL, a.Title, a.PublishedAt, a.Outlet, a.Revisions}, []any{"https://valley.example/a", "Flood", "2026-03-15T11:00:00Z", "Valley Post", 2})
}

// TestNotTaken: what a page shows is not always its article.
func TestNotTaken(t *testing.T) {
	v := newVisiting(t)
	id := v.loads("a", flood)
	v.shows("a", flood, "2")
	v.at(time.Hour)
	v.want("the same text", []any{v.visit(), v.article(id).Revisions, v.plan(id).Page.ETag}, []any{1, 1, "2"})
	v.shows("a", "Three people were killed.", "3")
	v.at(6 * time.Hour)
	v.visit()
	if p := v.plan(id); v.article(id).Revisions != 1 || !strings.Contains(p.Reason, "only a part") || p.Next.IsZero() {
		t.Errorf("a teaser: %+v", p)
	}
	v.shows("a", flood, "4")
	v.at(24 * time.Hour)
	v.visit()
	v.want("whole again", v.plan(id).Reason, "")
	v.pages["https://valley.example/a"] = func(ingest.Page) (ingest.Again, error) {
		return ingest.Again{Document: page("", "Welcome. Read about gardens, recipes and the weather of tomorrow.", "5")}, nil
	}
	v.at(72 * time.Hour)
	v.visit()
	if p := v.plan(id); v.article(id).Revisions != 1 || p.GoneAt.IsZero() || !strings.Contains(p.Reason, "another page") {
		t.Errorf("the front page: %+v", p)
	}
}

func TestGonePage(t *testing.T) {
	v := newVisiting(t)
	id := v.loads("a", flood)
	v.fails("a", ingest.Again{Gone: true}, claims.Errorf(claims.ENotFound, "It is gone (410)."))
	v.at(time.Hour)
	v.visit()
	p := v.plan(id)
	v.want("gone", []any{p.GoneAt, p.Reason, p.Next.IsZero(), v.article(id).Text == flood}, []any{loadedAt.Add(time.Hour), "It is gone (410).", true, true})
	v.at(1000 * time.Hour)
	v.want("asked for no more", v.visit(), 0)
}

func TestFailingPage(t *testing.T) {
	v := newVisiting(t)
	id, other := v.loads("a", flood), v.loads("b", flood+" More.")
	v.fails("a", ingest.Again{}, errors.New("secret: wires crossed"))
	var when []time.Duration
	for after := time.Duration(0); after < 23*time.Hour; after += 10 * time.Minute {
		v.at(after)
		v.visit()
		if slices.Contains(v.asked, "https://valley.example/a") {
			when = append(when, after)
		}
	}
	v.want("when", when, []time.Duration{time.Hour, 70 * time.Minute, 130 * time.Minute, 490 * time.Minute})
	if p := v.plan(id); p.Failures != 4 || !p.Next.IsZero() || p.Reason == "" || strings.Contains(p.Reason, "secret") {
		t.Errorf("given up: %+v", p)
	}
	v.want("the other", []any{v.plan(other).Failures, v.plan(other).CheckedAt}, []any{0, loadedAt.Add(6 * time.Hour)})
}

// TestAskedToWait keeps to Retry-After, and forgets failures once it was had.
func TestAskedToWait(t *testing.T) {
	v := newVisiting(t)
	id := v.loads("a", flood)
	v.fails("a", ingest.Again{After: 2 * time.Hour}, claims.Errorf(claims.EUnavailable, "Too often."))
	v.at(time.Hour)
	v.visit()
	p := v.plan(id)
	v.want("waits", []any{p.Next, p.Failures, p.Reason}, []any{loadedAt.Add(3 * time.Hour), 1, "Too often."})
	v.shows("a", flood, "1")
	v.at(3 * time.Hour)
	v.visit()
	p = v.plan(id)
	v.want("goes on", []any{p.Next, p.Failures, p.Reason}, []any{loadedAt.Add(6 * time.Hour), 0, ""})
}

func TestRecheckOff(t *testing.T) {
	v := newVisiting(t)
	id := v.loads("a", flood)
	set := func(off bool) {
		_, err := v.store.SetMark(t.Context(), "local", "Valley Post", review.MarkChange{NoRecheck: &off}, "ann")
		v.ok(err)
	}
	set(true)
	v.at(time.Hour)
	v.want("off", []any{v.visit(), v.plan(id).CheckedAt.IsZero(), v.plan(id).Next}, []any{0, true, loadedAt.Add(6 * time.Hour)})
	set(false)
	v.at(6 * time.Hour)
	v.want("on", v.visit(), 1)
}

// TestTakenOutMeanwhile: what is taken out, or changed, while its page is
// fetched stays so.
func TestTakenOutMeanwhile(t *testing.T) {
	v := newVisiting(t)
	id := v.loads("a", flood)
	changed := page("a", strings.Replace(flood, "Three", "Five", 1), "2")
	v.pages["https://valley.example/a"] = func(ingest.Page) (ingest.Again, error) {
		_, err := v.store.Remove(t.Context(), "local", id, "ann")
		v.ok(err)
		return ingest.Again{Document: changed}, nil
	}
	v.at(time.Hour)
	v.visit()
	rows, err := v.store.Articles(t.Context(), "local", ingest.ArticleQuery{})
	v.ok(err)
	v.want("articles", len(rows), 0)
}

// TestVisitCutOff: what is cancelled is done later, and blames nobody; what was
// stored before the look was noted is not stored twice.
func TestVisitCutOff(t *testing.T) {
	v := newVisiting(t)
	id := v.loads("a", flood)
	ctx, cancel := context.WithCancel(t.Context())
	v.pages["https://valley.example/a"] = func(ingest.Page) (ingest.Again, error) { cancel(); return ingest.Again{}, ctx.Err() }
	v.at(time.Hour)
	if err := v.Visit(ctx, "", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	v.want("no look", []any{v.plan(id).CheckedAt.IsZero(), v.plan(id).Failures}, []any{true, 0})
	doc := page("a", strings.Replace(flood, "Three", "Five", 1), "2")
	v.shows("a", doc.Article.Text, "2")
	v.ok(v.loader.LoadDocument(t.Context(), "local", doc, "recheck").Err)
	v.visit()
	v.want("once", v.article(id).Revisions, 2)
}
