package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/llm"
	"github.com/claimbot/claimbot/storage"
)

// model is an engine that reads as the offline one does, but for what is
// scripted for an article by its id.
type model struct {
	mu      sync.Mutex
	version string
	script  map[string]func(p *claims.Proposal) error
	asked   []string
}

func (m *model) Name() string    { return claims.EngineLLM }
func (m *model) Version() string { return "llm-" + m.version }

func (m *model) Extract(ctx context.Context, a claims.Article) (claims.Proposal, error) {
	m.mu.Lock()
	m.asked = append(m.asked, a.ID)
	act := m.script[a.ID]
	m.mu.Unlock()
	p, err := extract.NewOffline().Extract(ctx, a)
	for i := range p.Claims {
		p.Claims[i].Engine = "" // these are the model's own
	}
	if act != nil && err == nil {
		err = act(&p)
	}
	return p, err
}

// reading is a loader with a model, and what it was woken up for.
type reading struct {
	*ingest.Loader
	t     *testing.T
	store storage.Store
	model *model
	woken int
}

func newReading(t *testing.T) *reading {
	r := &reading{t: t, store: open(t), model: &model{version: "1", script: map[string]func(*claims.Proposal) error{}}}
	r.Loader = ingest.NewLoader(ingest.Options{
		Reader: lines{}, Engine: extract.NewOffline(), Refiner: r.model, Store: r.store, Workers: 1, Log: quiet, OnWanted: func() { r.woken++ },
	})
	return r
}

const twoClaims = news + " Three people were hurt in Varnholm on Sunday."

// load loads articles with these ids.
func (r *reading) load(ids ...string) {
	r.t.Helper()
	for _, id := range ids {
		doc := claims.Document{Article: claims.Article{ID: id, Text: id + twoClaims, PublishedAt: "2025-03-14"}}
		if got := r.LoadDocument(r.t.Context(), "local", doc, "ann"); got.Err != nil || got.Status != ingest.New || len(got.Claims) < 2 || !got.Wanted {
			r.t.Fatalf("%+v", got)
		}
	}
}

func (r *reading) refine() (ingest.Refined, []string) {
	r.t.Helper()
	var told []string
	sum, err := r.Refine(r.t.Context(), "", func(got ingest.Result) { told = append(told, got.Name) })
	if err != nil {
		r.t.Fatal(err)
	}
	return sum, told
}

// engines gives by which engine the claims of an article are.
func (r *reading) engines(id string) string {
	r.t.Helper()
	view, err := r.store.Article(r.t.Context(), "local", id)
	if err != nil {
		r.t.Fatal(err)
	}
	var all []string
	for _, c := range view.Current {
		all = append(all, c.Claim().Engine)
	}
	return strings.Join(slices.Compact(all), " ")
}

func (r *reading) want(what string, got, want any) {
	r.t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		r.t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestRefine(t *testing.T) {
	t.Run("OfflineFirstThenTheModel", func(t *testing.T) {
		r := newReading(t)
		r.load("a", "b")
		r.want("woken", r.woken, 2)
		r.want("at once", r.engines("a"), "offline")
		sum, told := r.refine()
		r.want("refined", []any{sum, told}, []any{ingest.Refined{Done: 2}, []string{"a", "b"}})
		r.want("then", r.engines("a"), "llm")
		sum, _ = r.refine()
		slices.Sort(r.model.asked)
		r.want("again", []any{sum, r.model.asked}, []any{ingest.Refined{}, []string{"a", "b"}})
	})

	t.Run("WithoutAModelNothingIsWanted", func(t *testing.T) {
		store := open(t)
		load(t, store, extract.NewOffline(), lines{}, "a"+news)
		loader := ingest.NewLoader(ingest.Options{Engine: extract.NewOffline(), Store: store})
		if sum, err := loader.Refine(t.Context(), "", nil); err != nil || sum != (ingest.Refined{}) {
			t.Errorf("%+v, %v", sum, err)
		}
		if ids, err := store.ToRedo(t.Context(), "local", ingest.RedoQuery{Wanted: true}); err != nil || len(ids) != 0 {
			t.Errorf("%v, %v", ids, err)
		}
	})

	for _, kind := range []llm.Kind{llm.Quota, llm.Denied, llm.NoModel, llm.Budget, llm.Unavailable, llm.Busy} {
		t.Run("LeftFor"+string(kind), func(t *testing.T) {
			r := newReading(t)
			r.load("a", "b", "c")
			for _, id := range []string{"a", "b", "c"} {
				r.model.script[id] = func(*claims.Proposal) error { return &llm.Error{Kind: kind, Message: "Add credit."} }
			}
			for range ingest.MostMisread + 1 { // however often: it is no fault of the articles
				sum, told := r.refine()
				r.want("left", []any{sum.Done, sum.Failed, sum.Left, told}, []any{0, 0, 3, []string(nil)})
				r.want("why", []any{claims.ErrorMessage(sum.Why), llm.KindOf(sum.Why)}, []any{"Add credit.", kind})
			}
			r.want("meanwhile", r.engines("a"), "offline")
			clear(r.model.script)
			sum, _ := r.refine()
			r.want("later", sum, ingest.Refined{Done: 3})
		})
	}

	rubbish := map[string]func(p *claims.Proposal) error{
		"Unreadable":    func(*claims.Proposal) error { return &llm.Error{Kind: llm.Unreadable} },
		"Refused":       func(*claims.Proposal) error { return &llm.Error{Kind: llm.Refused} },
		"AnyError":      func(*claims.Proposal) error { return errors.New("out of tune") },
		"Panic":         func(*claims.Proposal) error { panic("model") },
		"NoClaims":      func(p *claims.Proposal) error { p.Claims = nil; return nil },
		"MadeUpQuotes":  func(p *claims.Proposal) error { return madeUp(p, 0) },
		"MostlyMadeUp":  func(p *claims.Proposal) error { return madeUp(p, 1) },
		"MadeUpFigures": func(p *claims.Proposal) error { return otherFigures(p) },
	}
	for name, act := range rubbish {
		t.Run("Rubbish"+name, func(t *testing.T) {
			r := newReading(t)
			r.load("bad", "good")
			before := r.engines("bad")
			r.model.script["bad"] = act
			sum, told := r.refine()
			r.want("first", []any{sum, told}, []any{ingest.Refined{Done: 1, Failed: 1}, []string{"bad", "good"}})
			for range ingest.MostMisread - 1 {
				sum, _ = r.refine()
				r.want("next", sum, ingest.Refined{Failed: 1})
			}
			sum, _ = r.refine()
			r.want("given up", sum, ingest.Refined{})
			r.want("what stands", []any{r.engines("bad"), r.engines("good")}, []any{before, "llm"})
		})
	}

	t.Run("Cancelled", func(t *testing.T) {
		r := newReading(t)
		r.load("a", "b")
		ctx, cancel := context.WithCancel(t.Context())
		r.model.script["a"] = func(*claims.Proposal) error { cancel(); return ctx.Err() }
		r.model.script["b"] = r.model.script["a"]
		sum, err := r.Refine(ctx, "local", nil)
		if !errors.Is(err, context.Canceled) || sum.Failed+sum.Done != 0 {
			t.Errorf("%+v, %v", sum, err)
		}
		clear(r.model.script)
		sum, _ = r.refine()
		r.want("later", sum, ingest.Refined{Done: 2})
	})

	t.Run("ChangedMeanwhile", func(t *testing.T) {
		r := newReading(t)
		r.load("dated", "gone", "kept")
		r.model.script["dated"] = func(*claims.Proposal) error {
			_, err := r.SetPublished(t.Context(), "local", "dated", "2025-03-01", "ann")
			return err
		}
		r.model.script["gone"] = func(*claims.Proposal) error {
			_, err := r.store.Remove(t.Context(), "local", "gone", "ann")
			return err
		}
		sum, told := r.refine()
		r.want("refined", []any{sum, told}, []any{ingest.Refined{Done: 1}, []string{"kept"}})
		r.want("the date that was corrected holds", r.engines("dated"), "offline")
		clear(r.model.script)
		sum, _ = r.refine()
		r.want("and is read", []any{sum, r.engines("dated")}, []any{ingest.Refined{Done: 1}, "llm"})
	})
}

// madeUp makes up the quotes of all but so many claims.
func madeUp(p *claims.Proposal, but int) error {
	p.Claims = append(p.Claims, p.Claims...)
	p.Claims = append(p.Claims[:2:2], p.Claims[:2]...)
	for i := but; i < len(p.Claims); i++ {
		p.Claims[i].Quote = fmt.Sprintf("A thousand and %d were killed.", i)
	}
	return nil
}

func otherFigures(p *claims.Proposal) error {
	for i := range p.Claims {
		p.Claims[i] = p.Claims[i].Clone()
		if c := p.Claims[i].Casualty; c != nil {
			c.Min, c.Max = 17, nil
		}
	}
	return nil
}

// TestTended: what a person did to claims and articles holds, whoever reads.
func TestTended(t *testing.T) {
	r := newReading(t)
	r.load("a")
	view, err := r.store.Article(t.Context(), "local", "a")
	if err != nil {
		t.Fatal(err)
	}
	hidden := view.Current[0].Claim().ID
	if _, err := review.New(r.store).Hide(t.Context(), "local", hidden, "ann"); err != nil {
		t.Fatal(err)
	}
	state := func() claims.State {
		c, _, err := r.store.Claim(t.Context(), "local", hidden)
		if err != nil {
			t.Fatal(err)
		}
		return c.Claim().State
	}
	r.refine()
	r.want("hidden, after the model", state(), claims.Removed)
	all := len(view.Current)
	got, err := r.SetPublished(t.Context(), "local", "a", "2025-03-07", "ann")
	r.want("dated anew", []any{err, got.Article.PublishedAt, len(got.Added), len(got.Gone), got.Kept, got.Hidden}, []any{nil, "2025-03-07", 0, 0, all - 1, 1})
	view, err = r.store.Article(t.Context(), "local", "a")
	r.want("and its claims", []any{err, view.Current[0].Claim().ReportedAt}, []any{nil, "2025-03-07"})
	r.want("hidden, after a new date", state(), claims.Removed)
	r.refine()
	again, err := r.SetPublished(t.Context(), "local", "a", "2025-03-07", "ann")
	r.want("the date that it has", []any{err, again.Kept, r.engines("a")}, []any{nil, all - 1, "llm"})
	u, err := r.Undo(t.Context(), "local", "a", "ann")
	r.want("undone", []any{u.Act, u.Article.PublishedAt, err}, []any{"date", "2025-03-14", nil})
	view, err = r.store.Article(t.Context(), "local", "a")
	r.want("read again", []any{view.State, err}, []any{ingest.StateExtracted, nil})
	if _, err := r.Remove(t.Context(), "local", "a", "ann"); err != nil {
		t.Fatal(err)
	}
	back := r.LoadDocument(t.Context(), "local", claims.Document{Article: claims.Article{ID: "a", Text: "a" + twoClaims, PublishedAt: "2025-03-14"}}, "ben")
	r.want("back", []any{back.Err, back.Status, back.LoadedBy, len(back.Claims) == back.Count, back.Count > 0}, []any{nil, ingest.New, "ben", true, true})
	r.want("hidden, after it came back", state(), claims.Removed)
}

// TestLoadDocument: what cannot be stored is said, and a repeat tells who came first.
func TestLoadDocument(t *testing.T) {
	r := newReading(t)
	r.load("a")
	again := r.LoadDocument(t.Context(), "local", claims.Document{Article: claims.Article{ID: "a", Text: "a" + twoClaims, PublishedAt: "2025-03-14"}}, "ben")
	r.want("again", []any{again.Status, again.LoadedBy, again.LoadedAt.IsZero(), again.Err}, []any{ingest.Unchanged, "ann", false, nil})
	for _, a := range []claims.Article{{ID: "e", Text: " \n"}, {ID: "u", Text: "x", URL: "nowhere"}} {
		if got := r.LoadDocument(t.Context(), "local", claims.Document{Article: a}, "ann"); claims.ErrorMessage(got.Err) == "" {
			t.Errorf("%s: %+v", a.ID, got)
		}
	}
	if got := r.LoadDocument(t.Context(), "nowhere", claims.Document{Article: claims.Article{Text: "x"}}, "ann"); claims.ErrorCode(got.Err) != claims.ENotFound {
		t.Errorf("%+v", got)
	}
}

// TestResumeEverywhere: what was begun in any workspace is finished.
func TestResumeEverywhere(t *testing.T) {
	r := newReading(t)
	if err := r.store.CreateWorkspace(t.Context(), "w1", "w1"); err != nil {
		t.Fatal(err)
	}
	for _, ws := range []string{"local", "w1"} {
		if _, err := r.store.SaveArticle(t.Context(), ws, claims.Document{Article: claims.Article{ID: "a", Text: "a" + news}}, "ann"); err != nil {
			t.Fatal(err)
		}
	}
	n, err := r.Resume(t.Context(), "")
	r.want("finished", []any{n, err, r.woken}, []any{2, nil, 2})
	sum, _ := r.refine()
	r.want("refined", sum, ingest.Refined{Done: 2})
}
