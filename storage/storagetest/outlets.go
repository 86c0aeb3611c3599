package storagetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/storage"
)

func testOutlets(t *testing.T, open func(*testing.T) storage.Store) {
	t.Run("Publishers", func(t *testing.T) {
		d := openDesk(t, open)
		d.publish("a1", "Example Times", "https://www.example.org/1")
		d.publish("a2", "Example Times", "https://example.org/2")
		d.publish("a3", "", "https://example.org/3")
		d.publish("a4", "Border Herald", "")
		d.publish("a5", "", "")
		d.publish("a6", "Gone", "")
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "a6", "ann")))
		all, err := d.Publishers(t.Context(), d.ws)
		d.ok(err)
		d.want("publishers", all, "[{Example Times example.org 2 2} { example.org 1 1} {Border Herald  1 1}]")
		other, err := d.Publishers(t.Context(), "elsewhere")
		d.ok(err)
		d.want("of a workspace that is not there", len(other), 0)
	})

	t.Run("MarkAndForget", func(t *testing.T) {
		d := openDesk(t, open)
		d.mark("The Border Herald", review.MarkChange{Label: ptr("state media")})
		d.mark("border  herald", review.MarkChange{Note: ptr("owned by the state"), Excluded: ptr(true)})
		d.mark("border herald", review.MarkChange{Excluded: ptr(true)}) // changes nothing
		d.mark("never seen", review.Cleared())                          // likewise
		d.want("marks", d.marks(), "[The Border Herald: state media, owned by the state, excluded]")
		d.mark("BORDER HERALD", review.Cleared())
		d.want("marks", d.marks(), "[]")
		acts, err := d.Audit(t.Context(), d.ws, "", 0)
		d.ok(err)
		var told []string
		for _, a := range acts {
			told = append(told, fmt.Sprintf("%s %s%s%s %q %q", a.By, a.Act, a.Article, a.Claim, a.From, a.To))
		}
		d.want("acts, newest first", strings.Join(told, "\n"), strings.Join([]string{
			`ann outlet "The Border Herald: state media, owned by the state, excluded" "The Border Herald"`,
			`ann outlet "The Border Herald: state media" "The Border Herald: state media, owned by the state, excluded"`,
			`ann outlet "" "The Border Herald: state media"`,
		}, "\n"))
		_, err = d.SetMark(t.Context(), "elsewhere", "x", review.MarkChange{Label: ptr("x")}, "ann")
		d.fails(err, claims.ENotFound)
		_, err = d.SetMark(t.Context(), d.ws, " ", review.MarkChange{Label: ptr("x")}, "ann")
		d.fails(err, claims.EInvalid)
	})

	t.Run("RecheckOff", func(t *testing.T) {
		d := openDesk(t, open)
		d.mark("Border Herald", review.MarkChange{NoRecheck: ptr(true)})
		d.mark("example.org", review.MarkChange{NoRecheck: ptr(true)})
		d.mark("quiet.example", review.MarkChange{Label: ptr("unknown")})
		for _, tt := range []struct {
			name, domain string
			want         bool
		}{
			{"border herald", "", true}, {"Border Herald", "other.example", true}, {"", "example.org", true}, {"X", "live.EXAMPLE.org", true},
			{"", "notexample.org", false}, {"X", "quiet.example", false}, {"", "", false},
		} {
			off, err := d.RecheckOff(t.Context(), d.ws, tt.name, tt.domain)
			d.ok(err)
			d.want(fmt.Sprintf("%q at %q", tt.name, tt.domain), off, tt.want)
		}
		off, err := d.in("other").RecheckOff(t.Context(), "other", "Border Herald", "example.org")
		d.ok(err)
		d.want("in another workspace", off, false)
	})

	t.Run("ManyAreTooMany", func(t *testing.T) {
		d := openDesk(t, open)
		var err error
		n := 0
		for ; n < 5000 && err == nil; n++ {
			_, err = d.SetMark(t.Context(), d.ws, fmt.Sprint("outlet ", n), review.MarkChange{Label: ptr("x")}, "ann")
		}
		d.fails(err, claims.EConflict)
		d.mark("outlet 1", review.MarkChange{Label: ptr("y")}) // those there are can be changed
		d.mark("outlet 2", review.Cleared())
		d.mark("another", review.MarkChange{Label: ptr("x")})
	})
}

// publish loads an article with one claim of an outlet.
func (d *desk) publish(id, outlet, address string) {
	d.t.Helper()
	d.extract(d.saveArticle(claims.Article{ID: id, Text: "The river rose at " + id + ".", Outlet: outlet, URL: address, PublishedAt: "2025-03-14", Origin: claims.OriginFile}))
}

func (d *desk) mark(name string, c review.MarkChange) {
	d.t.Helper()
	_, err := d.SetMark(d.t.Context(), d.ws, name, c, "ann")
	d.ok(err)
}

// marks tells all that is said of outlets; there is one at most.
func (d *desk) marks() (told []string) {
	d.t.Helper()
	all, err := d.Marks(d.t.Context(), d.ws)
	d.ok(err)
	for _, m := range all {
		told = append(told, m.String())
	}
	return told
}

func ptr[T any](v T) *T { return &v }

func testExcluded(t *testing.T, open func(*testing.T) storage.Store) {
	t.Run("LeftOutAndCounted", func(t *testing.T) {
		d := openDesk(t, open)
		d.publish("a1", "Example Times", "https://example.org/1")
		d.publish("a2", "Border Herald", "https://herald.example/2")
		d.publish("a3", "Border Herald", "https://herald.example/3")
		found := func(q ask.Query) string {
			var all []string
			for _, h := range d.query(q) {
				id := h.Article.ID
				if h.Excluded {
					id += " excluded"
				}
				all = append(all, id)
			}
			slices.Sort(all)
			return strings.Join(all, ", ")
		}
		for _, terms := range [][]string{nil, {"river"}, {"river", "a1", "rose", "nothing"}} {
			q, both := ask.Query{Terms: terms}, ask.Query{Terms: terms, Excluded: true}
			d.want("before", found(both), "a1, a2, a3")
			d.mark("border herald", review.MarkChange{Excluded: ptr(true)})
			d.want("without", found(q), "a1")
			d.want("with", found(both), "a1, a2 excluded, a3 excluded")
			q.Limit, both.Limit = 1, 1
			d.want("without, one", found(q), "a1")
			most := map[bool]int{true: 1, false: 0}[len(terms) < 2] // a1 alone fits better than the rest
			if got := found(both); !strings.HasPrefix(got, "a1") || strings.Count(got, "excluded") != most {
				t.Errorf("one of each side at most: %s", got)
			}
			d.mark("border herald", review.MarkChange{Excluded: ptr(false)})
			d.want("after", found(q) != "", true)
			d.want("after", found(ask.Query{Terms: terms}), "a1, a2, a3")
		}
		d.mark("herald.example", review.MarkChange{Excluded: ptr(true)})
		stats, err := d.Stats(t.Context(), d.ws)
		d.ok(err)
		d.want("stats", fmt.Sprintf("%+v", stats), "{Articles:1 Claims:1 NewestReport:2025-03-14 Excluded:2}")
		d.want("elsewhere", len(d.in("other").query(ask.Query{Terms: []string{"river"}, Excluded: true})), 0)
	})

	t.Run("NeverCrowdedOut", func(t *testing.T) {
		d := openDesk(t, open)
		d.publish("a1", "Example Times", "")
		var many strings.Builder
		for i := range 4500 {
			fmt.Fprintf(&many, " The river rose at gauge %d.", i)
		}
		d.extract(d.saveArticle(claims.Article{ID: "a2", Text: many.String(), Outlet: "Border Herald", PublishedAt: "2025-03-15", Origin: claims.OriginFile}))
		d.mark("Border Herald", review.MarkChange{Excluded: ptr(true)})
		for _, q := range []ask.Query{{Terms: []string{"river"}}, {Terms: []string{"river", "rose"}}, {Terms: []string{"river", "rose"}, Excluded: true}, {}, {Excluded: true}} {
			q.Limit = 3
			var kept []string
			for _, h := range d.query(q) {
				if !h.Excluded {
					kept = append(kept, h.Article.ID)
				}
			}
			d.want(fmt.Sprintf("%+v", q), kept, "[a1]")
		}
	})

	t.Run("InStepWithTheArticle", func(t *testing.T) {
		d := openDesk(t, open)
		left := func() string {
			stats, err := d.Stats(t.Context(), d.ws)
			d.ok(err)
			return fmt.Sprint(len(d.query(ask.Query{Terms: []string{"river"}})), " of ", stats.Claims, " claims, ", stats.Excluded, " left out")
		}
		d.mark("Border Herald", review.MarkChange{Excluded: ptr(true)})
		d.publish("a1", "Border Herald", "")
		d.want("loaded after it was excluded", left(), "0 of 0 claims, 1 left out")
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "a1", "ann")))
		d.want("removed", left(), "0 of 0 claims, 0 left out")
		_, err := d.Undo(t.Context(), d.ws, "a1", "ann")
		d.ok(err)
		d.want("brought back", left(), "0 of 0 claims, 1 left out")
		d.publish("a1", "Example Times", "") // what it says of itself has changed
		d.want("of another outlet", left(), "1 of 1 claims, 0 left out")
		d.publish("a2", "Example Times", "https://live.herald.example/2")
		d.mark("herald.example", review.MarkChange{Excluded: ptr(true)})
		d.want("by domain", left(), "1 of 1 claims, 1 left out")
		d.extract(d.saveArticle(claims.Article{ID: "a2", Text: "The river fell.", Outlet: "Border Herald", URL: "https://live.herald.example/2", PublishedAt: "2025-03-14", Origin: claims.OriginFile}))
		d.mark("herald.example", review.MarkChange{Excluded: ptr(false)})
		d.want("its new text by name", left(), "1 of 1 claims, 1 left out")
		_, err = d.Undo(t.Context(), d.ws, "a2", "ann")
		d.ok(err)
		d.want("its old text", left(), "2 of 2 claims, 0 left out")
	})

	t.Run("StaleWhileExcluded", func(t *testing.T) {
		d := openDesk(t, open)
		d.publish("a1", "Border Herald", "")
		c := d.search("river")[0].Claim.Claim()
		id, err := d.SaveAnswer(t.Context(), d.ws, ask.Entry{Answer: proof.RestoreAnswer(claims.Answer{Question: "Q", Sentences: []claims.Sentence{{Citations: []string{c.ID}}}})})
		d.ok(err)
		for _, excluded := range []bool{false, true, false} {
			d.mark("Border Herald", review.MarkChange{Excluded: &excluded})
			kept, err := d.Answer(t.Context(), d.ws, id)
			d.ok(err)
			d.want("stale", kept.Stale, excluded)
		}
	})
}
