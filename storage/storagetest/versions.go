package storagetest

import (
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/storage"
)

func testVersions(t *testing.T, open func(*testing.T) storage.Store) {
	t.Run("EachWithItsOwnClaims", func(t *testing.T) {
		d := openDesk(t, open)
		first := d.load("a1", riverRose)
		second := d.load("a1", riverFell)
		head, all, err := d.Versions(t.Context(), d.ws, "a1")
		d.ok(err)
		d.want("head", []any{head.ID, head.Revision, head.Text}, []any{"a1", second.Article.Revision, ""})
		d.want("versions", len(all), 2)
		d.want("first", []any{all[0].Revision, all[0].Number, all[0].Current, all[0].Read, all[0].Text, all[0].KnownSince}, []any{first.Article.Revision, 1, false, true, riverRose, first.KnownSince})
		d.want("second", []any{all[1].Revision, all[1].Number, all[1].Current, all[1].Text}, []any{second.Article.Revision, 2, true, riverFell})
		d.want("claims of the first", d.quotesOf("a1", first.Article.Revision), "The river rose by two metres. replaced | The bridge was closed. current")
		d.want("claims of the second", d.quotesOf("a1", second.Article.Revision), "The river fell. current | The bridge was closed. current")
		for _, c := range d.revisionClaims("a1", first.Article.Revision) {
			v := c.Claim()
			if v.Revision != first.Article.Revision || riverRose[v.Start:v.End] != v.Quote {
				t.Errorf("claim %+v does not stand in its version", v)
			}
		}
	})

	t.Run("OnlyWhatItsNewestExtractionMade", func(t *testing.T) {
		d := openDesk(t, open)
		saved := d.load("a1", riverRose)
		x := d.extraction(saved.Article)
		x.Version, x.Claims = "2", x.Claims[1:]
		d.ok(d.SaveExtraction(t.Context(), d.ws, x))
		d.want("claims", d.quotesOf("a1", saved.Article.Revision), "The bridge was closed. current")
	})

	t.Run("NothingThereIsNothing", func(t *testing.T) {
		d := openDesk(t, open)
		saved := d.save("a1", riverRose)
		d.want("not extracted", d.quotesOf("a1", saved.Article.Revision), "")
		d.want("unknown version", d.quotesOf("a1", "r-none"), "")
		d.want("unknown article", d.quotesOf("a2", saved.Article.Revision), "")
		_, _, err := d.Versions(t.Context(), d.ws, "a2")
		d.fails(err, claims.ENotFound)
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "a1", "ann")))
		_, _, err = d.Versions(t.Context(), d.ws, "a1")
		d.fails(err, claims.ENotFound)
	})

	t.Run("OfItsWorkspaceAlone", func(t *testing.T) {
		d := openDesk(t, open)
		saved := d.load("a1", riverRose)
		other := d.in("other")
		d.want("claims", other.quotesOf("a1", saved.Article.Revision), "")
		_, _, err := other.Versions(t.Context(), other.ws, "a1")
		d.fails(err, claims.ENotFound)
	})
}

func (d *desk) revisionClaims(article, revision string) []proof.Claim {
	d.t.Helper()
	all, err := d.RevisionClaims(d.t.Context(), d.ws, article, revision)
	d.ok(err)
	return all
}

func (d *desk) quotesOf(article, revision string) string {
	d.t.Helper()
	out := ""
	for _, c := range d.revisionClaims(article, revision) {
		if out != "" {
			out += " | "
		}
		out += c.Claim().Quote + " " + string(c.Claim().State)
	}
	return out
}
