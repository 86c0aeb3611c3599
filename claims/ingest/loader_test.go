package ingest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/storage"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func open(t *testing.T) storage.Store {
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
	return store
}

func load(t *testing.T, store storage.Store, engine ingest.Engine, reader ingest.Reader, inputs ...string) (ingest.Summary, []ingest.Result) {
	t.Helper()
	var results []ingest.Result
	sum, err := ingest.NewLoader(ingest.Options{Reader: reader, Engine: engine, Store: store, Workers: 3, Log: quiet}).
		Load(context.Background(), ingest.Order{Workspace: "local", Inputs: inputs, By: "test"}, func(r ingest.Result) { results = append(results, r) })
	if err != nil {
		t.Fatal(err)
	}
	return sum, results
}

// TestStoredWordsStand loads the sample articles and wants every span of every
// stored claim to stand in its article, byte for byte.
func TestStoredWordsStand(t *testing.T) {
	store := open(t)
	sum, _ := load(t, store, extract.NewOffline(), articles.New(articles.Options{Log: quiet}), "../../samples/articles")
	if sum.New < 8 || sum.Failed != 0 || sum.Accepted == 0 {
		t.Fatalf("%+v", sum)
	}
	rows, err := store.Articles(context.Background(), "local", ingest.ArticleQuery{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		view, err := store.Article(context.Background(), "local", row.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range view.Current {
			for _, span := range spansOf(c.Claim()) {
				if view.Text[span.Start:span.End] != span.Text {
					t.Errorf("%s: %q does not stand at %d", c.Claim().ID, span.Text, span.Start)
				}
			}
		}
	}
}

func spansOf(c claims.Claim) []claims.Span {
	spans := append([]claims.Span{{Text: c.Quote, Start: c.Start, End: c.End}}, c.Context...)
	if a := c.Attribution; a != nil {
		for _, s := range []*claims.Span{a.Source, a.Cue} {
			if s != nil {
				spans = append(spans, *s)
			}
		}
		if a.Content != nil {
			spans = append(append(spans, a.Content.Span), a.Content.More...)
		}
		for _, v := range a.Via {
			spans = append(spans, v.Span)
		}
	}
	if c.When != nil {
		spans = append(spans, c.When.Span)
	}
	for _, p := range c.Where {
		spans = append(spans, p.Span)
	}
	return spans
}

// lines is a reader of one article for each input, whose id is the input's
// first word; "bad" cannot be read.
type lines struct{}

func (lines) Read(_ context.Context, input string, _ claims.Given) iter.Seq2[ingest.Item, error] {
	return func(yield func(ingest.Item, error) bool) {
		if input == "bad" {
			yield(ingest.Item{Name: input}, claims.Errorf(claims.EUnreadable, "bad"))
			return
		}
		id, _, _ := strings.Cut(input, " ")
		a := claims.Article{ID: id, Text: input, PublishedAt: "2025-03-14"}
		a.Identify()
		yield(ingest.Item{Name: id, Document: claims.Document{Article: a}}, nil)
	}
}

// faulty is the offline engine, but that it fails on some articles.
type faulty struct{ *extract.Offline }

func (e faulty) Extract(ctx context.Context, a claims.Article) (claims.Proposal, error) {
	switch a.ID {
	case "panics":
		panic("engine")
	case "fails":
		return claims.Proposal{}, errors.New("engine")
	}
	return e.Offline.Extract(ctx, a)
}

const news = " Two people were killed in Halvick on Monday, police said."

func TestOneBadArticleStopsNoOther(t *testing.T) {
	store := open(t)
	sum, results := load(t, store, faulty{extract.NewOffline()}, lines{}, "a"+news, "bad", "panics"+news, "fails"+news, "z"+news)
	if sum.New != 2 || sum.Failed != 3 {
		t.Errorf("%+v", sum)
	}
	for i, want := range []string{"a", "bad", "panics", "fails", "z"} {
		if results[i].Name != want || (results[i].Err == nil) != (want == "a" || want == "z") {
			t.Errorf("result %d is %s, %v", i, results[i].Name, results[i].Err)
		}
	}
}

// TestResume: what a run stored and did not extract, the next run finishes,
// though it was told to load something else.
func TestResume(t *testing.T) {
	store := open(t)
	load(t, store, faulty{extract.NewOffline()}, lines{}, "fails"+news)
	pending, err := store.Unfinished(context.Background(), "local")
	if err != nil || len(pending) != 1 {
		t.Fatalf("%d unfinished, %v", len(pending), err)
	}
	load(t, store, extract.NewOffline(), lines{}, "other"+news)
	view, err := store.Article(context.Background(), "local", "fails")
	if err != nil || len(view.Current) == 0 || view.State != ingest.StateExtracted {
		t.Errorf("state %s with %d claims, %v", view.State, len(view.Current), err)
	}
}

func TestRevisions(t *testing.T) {
	store := open(t)
	first, _ := load(t, store, extract.NewOffline(), lines{}, "a"+news+" Three people were hurt in Varnholm on Sunday.")
	again, _ := load(t, store, extract.NewOffline(), lines{}, "a"+news+" Three people were hurt in Varnholm on Sunday.")
	if first.New != 1 || again.Unchanged != 1 || again.Accepted != 0 {
		t.Fatalf("first %+v, again %+v", first, again)
	}
	before := ids(t, store)
	changed, _ := load(t, store, extract.NewOffline(), lines{}, "a"+news+" Four people were hurt in Varnholm on Sunday.")
	if changed.Changed != 1 {
		t.Fatalf("%+v", changed)
	}
	kept := 0
	after := ids(t, store)
	for id := range after {
		if before[id] {
			kept++
		}
	}
	if kept == 0 || kept == len(after) {
		t.Errorf("%d of %d claims kept their id", kept, len(after))
	}
}

func ids(t *testing.T, store storage.Store) map[string]bool {
	t.Helper()
	view, err := store.Article(context.Background(), "local", "a")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, c := range view.Current {
		out[c.Claim().ID] = true
	}
	return out
}

// TestFailsAgain: an article whose extraction fails whenever it is tried keeps
// no other from being loaded, is told of in the log, and is not lost.
func TestFailsAgain(t *testing.T) {
	store := open(t)
	var log bytes.Buffer
	loader := ingest.NewLoader(ingest.Options{Reader: lines{}, Engine: faulty{extract.NewOffline()}, Store: store, Workers: 2, Log: slog.New(slog.NewTextHandler(&log, nil))})
	for i, inputs := range [][]string{{"panics" + news, "fails" + news}, {"a" + news}, {"b" + news}} {
		sum, err := loader.Load(context.Background(), ingest.Order{Workspace: "local", Inputs: inputs}, func(ingest.Result) {})
		if err != nil || i > 0 && (sum.New != 1 || sum.Failed != 0 || sum.Resumed != 0 || sum.Accepted == 0) {
			t.Errorf("run %d: %+v, %v", i, sum, err)
		}
	}
	for _, id := range []string{"panics", "fails"} {
		if strings.Count(log.String(), "fails again") != 4 || !strings.Contains(log.String(), "article="+id) {
			t.Errorf("the log does not tell of %s:\n%s", id, log.String())
		}
	}
	if strings.Contains(log.String(), "finished") {
		t.Errorf("what failed is called finished:\n%s", log.String())
	}
	if sum, _ := load(t, store, extract.NewOffline(), lines{}); sum.Resumed != 2 {
		t.Errorf("an engine that can: %+v", sum)
	}
}

// version is the offline engine as another version of it, which finds nothing
// but what it is told to.
type version struct {
	*extract.Offline
	name string
	most int
}

func (e version) Version() string { return e.name }

func (e version) Extract(ctx context.Context, a claims.Article) (claims.Proposal, error) {
	p, err := e.Offline.Extract(ctx, a)
	p.Claims = p.Claims[:min(e.most, len(p.Claims))]
	return p, err
}

// TestEngineVersion: what an older version of the engine read is read again
// when it is loaded again, and what a person hid stays hidden.
func TestEngineVersion(t *testing.T) {
	store := open(t)
	input := "a" + news + " Three people were hurt in Varnholm on Sunday."
	older, newer := version{extract.NewOffline(), "older", 1}, version{extract.NewOffline(), "newer", 9}
	load(t, store, older, lines{}, input)
	before := ids(t, store)
	if len(before) != 1 {
		t.Fatalf("%d claims", len(before))
	}
	for id := range before {
		if _, err := review.New(store).Hide(context.Background(), "local", id, "test"); err != nil {
			t.Fatal(err)
		}
	}
	sum, results := load(t, store, newer, lines{}, input)
	if sum.Unchanged != 1 || sum.Accepted < 2 || results[0].Count != sum.Accepted-1 {
		t.Errorf("%+v, %d claims", sum, results[0].Count)
	}
	after := ids(t, store)
	for id := range before {
		c, _, err := store.Claim(context.Background(), "local", id)
		if err != nil || c.Claim().State != claims.Removed || after[id] || len(after) == 0 {
			t.Errorf("hidden claim %s: %s, %v; current %v", id, c.Claim().State, err, after)
		}
	}
	if sum, _ := load(t, store, newer, lines{}, input); sum.Accepted != 0 {
		t.Errorf("read again by the same version: %+v", sum)
	}
	if sum, _ := load(t, store, renamed{older}, lines{}, input); sum.Accepted != 0 {
		t.Errorf("read again by another engine: %+v", sum)
	}
}

type renamed struct{ version }

func (renamed) Name() string { return "another" }

// TestLaterTextStays: of two texts of one article the later one is current,
// however long the earlier takes.
func TestLaterTextStays(t *testing.T) {
	store := open(t)
	var inputs []string
	for n := range 40 {
		inputs = append(inputs, fmt.Sprintf("a%s %d people were hurt in Varnholm on Sunday.", news, n+2))
	}
	load(t, store, extract.NewOffline(), lines{}, inputs...)
	view, err := store.Article(context.Background(), "local", "a")
	if err != nil || view.Text != inputs[len(inputs)-1] || view.State != ingest.StateExtracted {
		t.Errorf("%q in state %s, %v", view.Text, view.State, err)
	}
}

// gathering is a reader whose inputs wait until so many are being read.
type gathering struct {
	lines
	missing *atomic.Int32
	all     chan struct{}
}

func (g gathering) Read(ctx context.Context, input string, given claims.Given) iter.Seq2[ingest.Item, error] {
	if g.missing.Add(-1) == 0 {
		close(g.all)
	}
	select {
	case <-g.all:
		return g.lines.Read(ctx, input, given)
	case <-time.After(20 * time.Second): // so that a test that fails ends
		return g.lines.Read(ctx, "bad", given)
	}
}

// TestInputsAreReadTogether: slow inputs do not wait for one another.
func TestInputsAreReadTogether(t *testing.T) {
	g := gathering{missing: new(atomic.Int32), all: make(chan struct{})}
	g.missing.Store(5)
	var inputs []string
	for _, id := range []string{"e", "d", "c", "b", "a"} {
		inputs = append(inputs, id+news)
	}
	_, results := load(t, open(t), extract.NewOffline(), g, inputs...)
	for i, r := range results {
		if !strings.HasPrefix(inputs[i], r.Name+" ") {
			t.Errorf("result %d is %s", i, r.Name)
		}
	}
}

// TestCancelled: no more is begun, what is cut off is no failure, and what is
// stored is whole: the same command goes on from there.
func TestCancelled(t *testing.T) {
	const articles = 300
	store := open(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	order := ingest.Order{Workspace: "local"}
	for n := range articles {
		order.Inputs = append(order.Inputs, fmt.Sprintf("n%d%s", n, news))
	}
	loader := ingest.NewLoader(ingest.Options{Reader: lines{}, Engine: extract.NewOffline(), Store: store, Workers: 2, Log: quiet})
	sum, err := loader.Load(ctx, order, func(ingest.Result) { cancel() })
	if !errors.Is(err, context.Canceled) || sum.Failed != 0 {
		t.Errorf("%+v, %v", sum, err)
	}
	rows, err := store.Articles(context.Background(), "local", ingest.ArticleQuery{Limit: 1000})
	if err != nil || len(rows) == 0 || len(rows) == articles {
		t.Errorf("%d articles are stored, %v", len(rows), err)
	}
	begun := 0
	for _, row := range rows {
		switch {
		case row.State == ingest.StateRead && row.Claims == 0:
			begun++
		case row.State != ingest.StateExtracted || row.Claims == 0:
			t.Errorf("%s: %d claims in state %s", row.ID, row.Claims, row.State)
		}
	}
	sum, err = loader.Load(context.Background(), order, func(ingest.Result) {})
	if err != nil || sum.Resumed != begun || sum.Unchanged != len(rows) || sum.New != articles-len(rows) || sum.Failed != 0 {
		t.Errorf("%d were stored, %d of them begun; then %+v, %v", len(rows), begun, sum, err)
	}
}
