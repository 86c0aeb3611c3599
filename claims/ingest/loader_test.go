package ingest_test

import (
	"context"
	"errors"
	"io"
	"iter"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
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

func load(t *testing.T, store ingest.Store, engine ingest.Engine, reader ingest.Reader, inputs ...string) (ingest.Summary, []ingest.Result) {
	t.Helper()
	var results []ingest.Result
	sum, err := ingest.NewLoader(reader, engine, store, 3, quiet).
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

func TestCancelled(t *testing.T) {
	store := open(t)
	ctx, cancel := context.WithCancel(context.Background())
	count := 0
	_, err := ingest.NewLoader(lines{}, extract.NewOffline(), store, 2, quiet).
		Load(ctx, ingest.Order{Workspace: "local", Inputs: []string{"a" + news, "b" + news, "c" + news}}, func(ingest.Result) {
			count++
			cancel()
		})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("after %d results: %v", count, err)
	}
}
