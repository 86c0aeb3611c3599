package storagetest

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/storage"
)

func testReview(t *testing.T, open func(*testing.T) storage.Store) {
	t.Run("HideAndBringBack", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", riverRose)
		id := d.search("rose")[0].Claim.Claim().ID
		for range 2 { // twice is once
			d.ok(d.SetState(t.Context(), d.ws, id, claims.Removed, "ann"))
		}
		d.want("hidden", d.claim(id).State, claims.Removed)
		d.want("found", quotes(d.search("river bridge")), "The bridge was closed.")
		d.ok(d.SetState(t.Context(), d.ws, id, claims.Current, "ben"))
		d.want("back", quotes(d.search("rose")), "The river rose by two metres.")
		acts, err := d.Audit(t.Context(), d.ws, id, 0)
		d.ok(err)
		var told []string
		for _, a := range acts {
			if a.At.IsZero() || a.Claim != id || a.Article != "a1" {
				t.Errorf("act %+v has no time, or is not on claim %s", a, id)
			}
			told = append(told, a.By+": "+a.Act+" "+a.From+" to "+a.To)
		}
		d.want("audit, newest first", told, []string{"ben: unhide removed to current", "ann: hide current to removed"})
	})

	t.Run("HiddenStaysHidden", func(t *testing.T) {
		d := openDesk(t, open)
		saved := d.load("a1", riverRose)
		id := d.search("bridge")[0].Claim.Claim().ID
		d.ok(d.SetState(t.Context(), d.ws, id, claims.Removed, "ann"))
		x := d.extraction(saved.Article)
		x.Version = "2"
		d.ok(d.SaveExtraction(t.Context(), d.ws, x))
		d.want("over a new extraction", d.claim(id).State, claims.Removed)
		d.load("a1", riverFell)
		d.want("over a new revision", d.claim(id).State, claims.Removed)
		d.save("a1", riverRose)
		d.want("over an old one's return", d.claim(id).State, claims.Removed)
		d.want("found", len(d.search("bridge")), 0)
		d.ok(d.SetState(t.Context(), d.ws, id, claims.Current, "ann"))
		d.want("brought back", d.search("bridge")[0].Claim.Claim().Start, 30)
	})

	t.Run("BroughtBackWhenNoLongerMade", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", riverRose)
		id := d.search("rose")[0].Claim.Claim().ID
		d.ok(d.SetState(t.Context(), d.ws, id, claims.Removed, "ann"))
		d.load("a1", riverFell)
		d.want("no longer made, and still hidden", d.claim(id).State, claims.Removed)
		d.ok(d.SetState(t.Context(), d.ws, id, claims.Current, "ann"))
		d.want("state", d.claim(id).State, claims.Replaced)
		d.want("found", len(d.search("rose")), 0)
		d.want("its words are those of the revision that made it", d.claim(id).Quote, "The river rose by two metres.")
		_, article, err := d.Claim(t.Context(), d.ws, id)
		d.ok(err)
		d.want("and so is its article", article.Revision, d.claim(id).Revision)
	})

	t.Run("ByTheDesk", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", riverRose)
		id := d.search("rose")[0].Claim.Claim().ID
		r := review.New(d)
		hidden, err := r.Hide(t.Context(), d.ws, id[:8], "ann")
		d.ok(err)
		d.want("hidden", []any{hidden.ID, hidden.State, d.claim(id).State}, []any{id, claims.Removed, claims.Removed})
		_, err = r.Unhide(t.Context(), d.ws, id, "ann")
		d.ok(err)
		d.want("back", d.claim(id).State, claims.Current)
	})

	t.Run("UnknownAmbiguousUnfit", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", riverRose)
		for _, id := range []string{"", "nothing", "%", "c_", strings.Repeat("c", 9999)} {
			_, _, err := d.Claim(t.Context(), d.ws, id)
			d.fails(err, claims.ENotFound)
			d.fails(d.SetState(t.Context(), d.ws, id, claims.Removed, ""), claims.ENotFound)
		}
		_, _, err := d.Claim(t.Context(), d.ws, "c") // every id begins so
		d.fails(err, claims.EInvalid)
		id := d.search("rose")[0].Claim.Claim().ID
		d.fails(d.SetState(t.Context(), d.ws, id, claims.Replaced, ""), claims.EInvalid)
	})
}
