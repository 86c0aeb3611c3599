package track_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/track"
	"github.com/claimbot/claimbot/storage"
)

const (
	strike = "Three people were killed in a missile strike on a covered market in Varnholm on Tuesday, the emergency service said. The roof of the fish hall came down while the stalls were being closed for the night, and the fire could be seen from the far bank of the river. The mayor said that the market would stay closed until engineers had looked at every beam of it."
	ferry  = "Nineteen people were injured when a ferry ran aground off Port Ersel in heavy seas on Monday, the harbour authority said. Rescuers brought the passengers ashore in boats that fishermen had lent them, and the search went on through the night with two helicopters. The coast guard said that it was still weighing a second buoy."
	filler = "Nothing of the kind had been seen in the valley since the old mill burned down in the year of the flood, and people spoke of it on every corner. "
)

// newsroom is a store and who links in it.
type newsroom struct {
	*testing.T
	store  storage.Store
	linker *track.Linker
}

func newNewsroom(t *testing.T) *newsroom {
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	store, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "t.db"), log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return &newsroom{t, store, track.New(store, log)}
}

func (n *newsroom) load(linker ingest.Linker, id, words string, via ...string) ingest.Result {
	n.Helper()
	loader := ingest.NewLoader(ingest.Options{Engine: extract.NewOffline(), Linker: linker, Store: n.store})
	r := loader.LoadDocument(n.Context(), "local", claims.Document{Article: claims.Article{
		ID: id, Outlet: "Outlet " + id, Title: "Title " + id, PublishedAt: "2026-03-11", Text: words, Via: via,
	}}, "ann")
	if r.Err != nil {
		n.Fatal(r.Err)
	}
	return r
}

// sources gives the articles of each source of the claims of all articles that
// hold a word.
func (n *newsroom) sources(word string) string {
	n.Helper()
	rows, err := n.store.Articles(n.Context(), "local", ingest.ArticleQuery{Limit: 500})
	if err != nil {
		n.Fatal(err)
	}
	var all []claims.Claim
	for _, row := range rows {
		v, err := n.store.Article(n.Context(), "local", row.ID)
		if err != nil {
			n.Fatal(err)
		}
		for _, c := range v.Current {
			if strings.Contains(c.Claim().Quote, word) {
				all = append(all, c.Claim())
			}
		}
	}
	sources, _, err := n.linker.Sources(n.Context(), "local", all)
	if err != nil {
		n.Fatal(err)
	}
	groups := map[string][]string{}
	for _, c := range all {
		name := sources[c.ID]
		if name == "" {
			name = "own " + c.ArticleID
		}
		if !slices.Contains(groups[name], c.ArticleID) {
			groups[name] = append(groups[name], c.ArticleID)
		}
	}
	var out []string
	for _, g := range groups {
		slices.Sort(g)
		out = append(out, strings.Join(g, "+"))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func (n *newsroom) want(what, got, want string) {
	n.Helper()
	if got != want {
		n.Errorf("%s: %s, want %s", what, got, want)
	}
}

func TestSources(t *testing.T) {
	t.Run("OneTextIsOneSource", func(t *testing.T) {
		n := newNewsroom(t)
		n.load(n.linker, "a", strike, "Reuters")
		n.load(n.linker, "b", strike, "Reuters")
		n.load(n.linker, "c", "Three people died in Varnholm when a missile struck the market, police said.", "Reuters")
		n.want("credited alike, in words of its own", n.sources("Varnholm"), "a+b c")
	})

	t.Run("ThroughAThird", func(t *testing.T) {
		n := newNewsroom(t)
		for i := range 3 * track.MaxCandidates {
			n.load(n.linker, fmt.Sprintf("a%02d", i), strike)
		}
		if got := strings.Count(n.sources("Varnholm"), "+"); got != 3*track.MaxCandidates-1 {
			t.Errorf("%d joined", got)
		}
		var last []claims.Claim // which are linked with the first ones alone
		for _, id := range []string{"a46", "a47"} {
			v, err := n.store.Article(t.Context(), "local", id)
			if err != nil {
				t.Fatal(err)
			}
			last = append(last, v.Current[0].Claim())
		}
		if _, repeats, err := n.linker.Sources(t.Context(), "local", last); err != nil || len(repeats) != 1 {
			t.Errorf("%v, %v", repeats, err)
		}
	})

	t.Run("ARoundUpJoinsNothing", func(t *testing.T) {
		n := newNewsroom(t)
		n.load(n.linker, "strike", strike)
		n.load(n.linker, "ferry", ferry)
		r := n.load(n.linker, "roundup", strings.Repeat(filler, 4)+"\n\n"+strike+"\n\n"+ferry)
		if len(r.Copies) != 2 || !r.Copies[0].Part || !r.Copies[1].Part {
			t.Errorf("%+v", r.Copies)
		}
		n.want("the strike", n.sources("Varnholm"), "roundup+strike")
		n.want("the ferry", n.sources("Port Ersel"), "ferry+roundup")
		n.want("both", n.sources("people were"), "ferry+roundup roundup+strike")
	})

	t.Run("AgenciesAreNotJoined", func(t *testing.T) {
		n := newNewsroom(t)
		n.load(n.linker, "reuters", strike, "Reuters")
		_, rest, _ := strings.Cut(strike, "service said. ")
		r := n.load(n.linker, "ap", "A rocket killed two people in Varnholm, police said. "+rest, "AP")
		if len(r.Copies) != 1 {
			t.Errorf("%+v", r.Copies)
		}
		n.want("each credits its own", n.sources("Varnholm"), "ap reuters")
		n.want("but for what is word for word", n.sources("market would stay"), "ap+reuters")
		n.load(n.linker, "same", strike, "AP")
		n.want("all is word for word", n.sources("Three people"), "reuters+same")
	})

	t.Run("RemovedDoesNotCount", func(t *testing.T) {
		n := newNewsroom(t)
		n.load(n.linker, "a", strike)
		n.load(n.linker, "b", strike)
		loader := ingest.NewLoader(ingest.Options{Engine: extract.NewOffline(), Linker: n.linker, Store: n.store})
		if _, err := loader.Remove(t.Context(), "local", "a", "ann"); err != nil {
			t.Fatal(err)
		}
		n.want("removed", n.sources("Varnholm"), "b")
		n.load(n.linker, "c", strike)
		if _, err := loader.Undo(t.Context(), "local", "a", "ann"); err != nil {
			t.Fatal(err)
		}
		n.want("brought back", n.sources("Varnholm"), "a+b+c")
		n.load(n.linker, "b", ferry)
		n.want("a new revision", n.sources("Varnholm"), "a+c")
	})
}

// cut is a store that fails where a process may end.
type cut struct {
	track.Store
	print, save bool
}

var errCut = errors.New("cut off")

func (c cut) Print(ctx context.Context, ws string, t track.Turn, marks, probes []int64) ([]string, error) {
	if c.print {
		return nil, errCut
	}
	return c.Store.Print(ctx, ws, t, marks, probes)
}

func (c cut) SaveLinks(ctx context.Context, ws string, t track.Turn, links track.Links) error {
	if c.save {
		return errCut
	}
	return c.Store.SaveLinks(ctx, ws, t, links)
}

// TestResume: what is cut off anywhere is linked by the next run, and the run
// after that finds nothing to do.
func TestResume(t *testing.T) {
	for name, store := range map[string]cut{"BeforeThePrint": {print: true}, "BeforeTheLinks": {save: true}} {
		t.Run(name, func(t *testing.T) {
			n := newNewsroom(t)
			store.Store = n.store
			broken := track.New(store, nil)
			n.load(broken, "a", strike)
			n.load(broken, "b", strike)
			n.load(nil, "c", strike)
			for _, want := range []int{3, 0} {
				got, err := n.linker.Resume(t.Context(), "")
				if store.save && want == 3 {
					want = 2 // the first was alone, and done
				}
				if got != want || err != nil {
					t.Errorf("%d linked, want %d, %v", got, want, err)
				}
				n.want("sources", n.sources("Varnholm"), "a+b+c")
			}
		})
	}
}
