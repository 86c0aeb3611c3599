package ingest_test

import (
	"errors"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/llm"
)

func redo(t *testing.T, l *ingest.Loader, q ingest.RedoQuery) (ingest.Redone, map[string]ingest.Change) {
	t.Helper()
	changes := map[string]ingest.Change{}
	sum, err := l.Redo(t.Context(), "local", q, func(c ingest.Change) { changes[c.Article.ID] = c })
	if err != nil {
		t.Fatal(err)
	}
	return sum, changes
}

func TestRedo(t *testing.T) {
	t.Run("ShowsWhatChanged", func(t *testing.T) {
		r := newReading(t)
		r.load("less", "same", "hidden")
		r.refine()
		first, err := r.store.Article(t.Context(), "local", "hidden")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := review.New(r.store).Hide(t.Context(), "local", first.Current[0].Claim().ID, "ann"); err != nil {
			t.Fatal(err)
		}
		r.model.version = "2"
		r.model.script["less"] = func(p *claims.Proposal) error { p.Claims = p.Claims[:1]; return nil }
		all := len(first.Current)
		q := ingest.RedoQuery{By: "ann", Dry: true}
		for range 2 { // the first time nothing is kept
			sum, changes := redo(t, r.Loader, q)
			r.want("counts", sum, ingest.Redone{Articles: 3, Changed: 1, Gone: all - 1, Kept: 2 * all, Hidden: 1})
			r.want("less", []any{len(changes["less"].Gone), changes["less"].Kept, changes["less"].Engine}, []any{all - 1, 1, "llm"})
			q.Dry = false
		}
		sum, changes := redo(t, r.Loader, q)
		r.want("again", []any{sum.Changed, len(changes["less"].Gone)}, []any{0, 0})
		clear(r.model.script)
		_, changes = redo(t, r.Loader, ingest.RedoQuery{Articles: []string{"less"}})
		r.want("found again", []any{len(changes), len(changes["less"].Added)}, []any{1, all - 1})
	})

	t.Run("OldVersionsOfAnEngine", func(t *testing.T) {
		store := open(t)
		load(t, store, version{extract.NewOffline(), "offline-1", 1}, lines{}, "a"+twoClaims, "b"+twoClaims)
		loader := ingest.NewLoader(ingest.Options{Engine: version{extract.NewOffline(), "offline-2", 9}, Store: store})
		q := ingest.RedoQuery{OlderThan: "offline-2"}
		sum, _ := redo(t, loader, q)
		if sum.Articles != 2 || sum.Changed != 2 || sum.Added == 0 {
			t.Errorf("%+v", sum)
		}
		if sum, _ := redo(t, loader, q); sum != (ingest.Redone{}) {
			t.Errorf("again: %+v", sum)
		}
	})

	t.Run("WithoutTheModelItsWorkStands", func(t *testing.T) {
		r := newReading(t)
		r.load("a")
		r.refine()
		bare := ingest.NewLoader(ingest.Options{Engine: extract.NewOffline(), Store: r.store})
		sum, _ := redo(t, bare, ingest.RedoQuery{})
		r.want("left alone", []any{sum, r.engines("a")}, []any{ingest.Redone{}, "llm"})
		sum, _ = redo(t, bare, ingest.RedoQuery{Engine: claims.EngineLLM})
		r.want("asked for", []any{sum.Articles, r.engines("a")}, []any{1, "offline"})
	})

	t.Run("FaultsStopNoOther", func(t *testing.T) {
		r := newReading(t)
		r.load("bad", "worse", "good")
		r.model.script["bad"] = func(*claims.Proposal) error { panic("model") }
		r.model.script["worse"] = func(p *claims.Proposal) error { return madeUp(p, 0) }
		sum, changes := redo(t, r.Loader, ingest.RedoQuery{})
		r.want("counts", []any{sum.Articles, sum.Failed, sum.Left}, []any{1, 2, 0})
		r.want("told", []any{changes["bad"].Err != nil, claims.ErrorMessage(changes["worse"].Err) != "", changes["good"].Err}, []any{true, true, nil})
		r.want("what stands", []any{r.engines("bad"), r.engines("worse"), r.engines("good")}, []any{"offline", "offline", "llm"})
	})

	t.Run("OutOfCredit", func(t *testing.T) {
		r := newReading(t)
		r.load("a", "b")
		for _, id := range []string{"a", "b"} {
			r.model.script[id] = func(*claims.Proposal) error { return &llm.Error{Kind: llm.Quota, Message: "Add credit."} }
		}
		sum, changes := redo(t, r.Loader, ingest.RedoQuery{})
		r.want("left", []any{sum.Articles, sum.Failed, sum.Left, len(changes), claims.ErrorMessage(sum.Why)}, []any{0, 0, 2, 0, "Add credit."})
	})

	t.Run("One", func(t *testing.T) {
		r := newReading(t)
		r.load("article-1", "b")
		c, err := r.RedoOne(t.Context(), "local", "article", "ann")
		r.want("read again", []any{c.Article.ID, c.Kept > 0, err, r.engines("b")}, []any{"article-1", true, nil, "offline"})
		r.model.script["b"] = func(*claims.Proposal) error { return &llm.Error{Kind: llm.Budget, Message: "Wait for tomorrow."} }
		_, err = r.RedoOne(t.Context(), "local", "b", "ann")
		r.want("out of money", claims.ErrorMessage(err), "Wait for tomorrow.")
		r.model.script["b"] = func(*claims.Proposal) error { panic("model") }
		_, err = r.RedoOne(t.Context(), "local", "b", "ann")
		r.want("rubbish", err != nil && claims.ErrorMessage(err) == "", true)
	})

	t.Run("NoSuchArticle", func(t *testing.T) {
		r := newReading(t)
		_, err := r.Redo(t.Context(), "local", ingest.RedoQuery{Articles: []string{"nothing"}}, func(ingest.Change) {})
		var e *claims.Error
		if !errors.As(err, &e) || e.Code != claims.ENotFound {
			t.Errorf("%v", err)
		}
	})
}

func TestOlderVersions(t *testing.T) {
	for _, c := range []struct {
		version, than string
		want          bool
	}{
		{"offline-2", "offline-3", true},
		{"offline-9", "offline-10", true},
		{"offline-3", "offline-3", false},
		{"offline-4", "offline-3", false},
		{"llm-1", "offline-3", false},
		{"llm-a", "llm-b", true},
		{"llm-b", "llm-b", false},
		{"", "offline-3", false},
	} {
		q := ingest.RedoQuery{OlderThan: c.than}
		if got := q.Fits("", c.version, time.Time{}); got != c.want {
			t.Errorf("%q older than %q: %v", c.version, c.than, got)
		}
	}
}
