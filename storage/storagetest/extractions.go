package storagetest

import (
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/storage"
	"github.com/google/go-cmp/cmp"
)

func testExtractions(t *testing.T, open func(*testing.T) storage.Store) {
	t.Run("ClaimsComeBackAsTheyWere", func(t *testing.T) {
		d := openDesk(t, open)
		saved := d.save("a1", fullStory)
		c := fullClaim(saved.Article)
		c.ID = claims.ClaimID(d.ws, c, 0)
		x := ingest.Extraction{ArticleID: "a1", Revision: saved.Article.Revision, Engine: "offline", Version: "1", Claims: []proof.Claim{proof.RestoreClaim(c)}}
		d.ok(d.SaveExtraction(t.Context(), d.ws, x))
		c.State, c.Status = claims.Current, claims.StatusNone
		if diff := cmp.Diff(c, d.claim(c.ID)); diff != "" {
			t.Errorf("by id: %s", diff)
		}
		hits := d.search("mayor")
		if len(hits) != 1 {
			t.Fatalf("found %d, want 1", len(hits))
		}
		if diff := cmp.Diff(c, hits[0].Claim.Claim()); diff != "" {
			t.Errorf("by search: %s", diff)
		}
		if diff := cmp.Diff(saved.Article.Head(), hits[0].Article); diff != "" {
			t.Errorf("article: %s", diff)
		}
	})

	t.Run("SameAgainChangesNothing", func(t *testing.T) {
		d := openDesk(t, open)
		saved := d.load("a1", riverRose)
		before := d.states()
		d.extract(saved)
		d.extract(saved)
		d.want("claims", d.states(), before)
		d.want("found", len(d.search("river")), 1)
	})

	t.Run("NothingFoundIsAnExtractionToo", func(t *testing.T) {
		d := openDesk(t, open)
		saved := d.save("a1", riverRose)
		d.ok(d.SaveExtraction(t.Context(), d.ws, ingest.Extraction{ArticleID: "a1", Revision: saved.Article.Revision, Note: "no claims: the text is in Latin"}))
		again := d.save("a1", riverRose)
		d.want("extracted", []any{again.Extracted, again.Claims}, []any{true, 0})
		d.want("note", d.article("a1").Note, "no claims: the text is in Latin")
	})

	t.Run("NewRevision", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", riverRose)
		kept := d.search("bridge")[0].Claim.Claim().ID
		saved := d.save("a1", riverFell)
		d.want("status", []any{saved.Status, saved.Extracted}, []any{ingest.Changed, false})
		d.want("until it is extracted, what was found stays", quotes(d.search("rose")), "The river rose by two metres.")
		d.extract(saved)
		d.want("claims", d.states(), "The river fell. current | The bridge was closed. current | The river rose by two metres. replaced")
		d.want("the same claim has the same id", d.search("bridge")[0].Claim.Claim().ID, kept)
		d.want("and its new place", d.claim(kept).Start, 16)
		d.want("replaced claims are not found", quotes(d.search("rose")), "")
	})

	t.Run("ThereAndBackAgain", func(t *testing.T) {
		d := openDesk(t, open)
		first := d.load("a1", riverRose)
		before := d.states()
		d.load("a1", riverFell)
		back := d.save("a1", riverRose)
		d.want("back", []any{back.Status, back.Extracted, back.Claims, back.KnownSince}, []any{ingest.Changed, true, 2, first.KnownSince})
		d.want("claims", d.states(), before+" | The river fell. replaced")
		d.want("found", quotes(d.search("rose"))+quotes(d.search("fell")), "The river rose by two metres.")
		d.want("place", d.search("bridge")[0].Claim.Claim().Start, 30)
		v := d.article("a1")
		d.want("history", []any{len(v.History), v.History[0].Current, v.History[1].Current, v.Revision}, []any{2, true, false, first.Article.Revision})
		stats, err := d.Stats(t.Context(), d.ws)
		d.ok(err)
		d.want("counts", []any{stats.Articles, stats.Claims}, []any{1, 2})
	})

	t.Run("BackBeforeItWasExtracted", func(t *testing.T) {
		d := openDesk(t, open)
		d.save("a1", riverRose)
		d.load("a1", riverFell)
		back := d.save("a1", riverRose)
		d.want("back", []any{back.Status, back.Extracted}, []any{ingest.Changed, false})
		d.extract(back)
		d.want("found", quotes(d.search("rose"))+quotes(d.search("fell")), "The river rose by two metres.")
	})

	t.Run("StaleRevisionIsRefused", func(t *testing.T) {
		d := openDesk(t, open)
		stale := d.extraction(d.save("a1", riverRose).Article)
		d.save("a1", riverFell)
		d.fails(d.SaveExtraction(t.Context(), d.ws, stale), claims.EConflict)
		d.want("found", len(d.search("rose")), 0)
		d.fails(d.SaveExtraction(t.Context(), d.ws, ingest.Extraction{ArticleID: "nothing"}), claims.ENotFound)
	})

	t.Run("AnotherVersionOfTheEngine", func(t *testing.T) {
		d := openDesk(t, open)
		saved := d.load("a1", riverRose)
		x := d.extraction(saved.Article)
		x.Version, x.Claims = "2", x.Claims[1:]
		d.ok(d.SaveExtraction(t.Context(), d.ws, x))
		d.want("claims", d.states(), "The bridge was closed. current | The river rose by two metres. replaced")
		again := d.save("a1", riverRose)
		d.want("what is there", []any{again.Extracted, again.Engine, again.Version, again.Claims}, []any{true, claims.EngineOffline, "2", 1})
		d.extract(saved)
		d.want("and back", d.states(), "The river rose by two metres. current | The bridge was closed. current")
	})
}

const fullStory = "A dam broke near Lower Vale on Friday, the mayor said. At least three people were hurt, she told the Vale Wire."

// fullClaim fills every field that a claim has.
func fullClaim(a claims.Article) claims.Claim {
	lat, lon, most := 1.25, -3.5, 9
	return claims.Claim{
		ArticleID: a.ID, Revision: a.Revision, Kind: claims.KindCasualty, Text: `Mayor: at least 3 hurt in "Lower Vale" <on> 14 March 2025 & after`,
		Quote: a.Text[55:91], Start: 55, End: 91, Context: []claims.Span{{Text: a.Text[0:37], Start: 0, End: 37}},
		Modality: claims.Asserted,
		Attribution: &claims.Attribution{
			Source:  &claims.Span{Text: a.Text[39:48], Start: 39, End: 48},
			Cue:     &claims.Span{Text: a.Text[49:53], Start: 49, End: 53},
			Content: &claims.Content{Span: claims.Span{Text: a.Text[55:60], Start: 55, End: 60}, More: []claims.Span{{Text: a.Text[61:64], Start: 61, End: 64}}},
			Via:     []claims.Via{{Name: "Vale Wire", Span: claims.Span{Text: a.Text[101:110], Start: 101, End: 110}}},
		},
		Speaker:    &claims.Speaker{Name: "Ada Nott", Role: "mayor", Affiliation: "Lower Vale", Type: claims.SpeakerPerson},
		When:       &claims.When{From: "2025-03-14", To: "2025-03-15T10:00:00+02:00", Precision: claims.PrecisionRange, Span: claims.Span{Text: a.Text[31:37], Start: 31, End: 37}},
		ReportedAt: "2025-03-14", KnownSince: "2025-03-14",
		Where:  []claims.Place{{Name: "Lower Vale", Country: "GB", Lat: &lat, Lon: &lon, Span: claims.Span{Text: a.Text[17:27], Start: 17, End: 27}}},
		People: []string{"Ada Nott"}, Organizations: []string{"Vale Wire"},
		Casualty:   &claims.Casualty{Outcome: claims.Injured, Figure: claims.Figure{Min: 3, Max: &most, Qualifier: claims.AtLeast}, Who: "people", Cause: "dam failure", Side: "none", Cumulative: true, Joint: true, PartOf: "ten"},
		Confidence: 0.75, Engine: claims.EngineOffline,
	}
}
