package storagetest

import (
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
	"github.com/google/go-cmp/cmp"
)

const (
	riverRose  = "The river rose by two metres. The bridge was closed."
	riverFell  = "The river fell. The bridge was closed."
	marketDay  = "The market opened on time."
	emptyWords = " \n\t "
)

func testArticles(t *testing.T, open func(*testing.T) storage.Store) {
	t.Run("NewThenUnchanged", func(t *testing.T) {
		d := openDesk(t, open)
		saved := d.save("a1", riverRose)
		d.want("first", []any{saved.Status, saved.Extracted, saved.Article.Text}, []any{ingest.New, false, riverRose})
		again := d.save("a1", riverRose)
		d.want("second", []any{again.Status, again.Extracted}, []any{ingest.Unchanged, false})
		d.extract(again)
		third := d.save("a1", riverRose)
		d.want("once extracted", []any{third.Status, third.Extracted, third.Claims}, []any{ingest.Unchanged, true, 2})
		d.want("revisions", len(d.article("a1").History), 1)
	})

	t.Run("EqualTextUnderAnotherKeyIsAnotherArticle", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", riverRose)
		saved := d.save("a2", riverRose)
		d.want("status", saved.Status, ingest.New)
		d.extract(saved)
		d.want("found", len(d.search("river")), 2)
	})

	t.Run("KeysComeFromURLPathOrText", func(t *testing.T) {
		d := openDesk(t, open)
		for _, a := range []claims.Article{{URL: "https://valley.example/1", Text: marketDay}, {Path: "/tmp/x.txt", Text: marketDay}, {Text: marketDay}} {
			first, second := d.saveArticle(a), d.saveArticle(a)
			d.want("status", []any{first.Status, second.Status}, []any{ingest.New, ingest.Unchanged})
			d.want("id", first.Article.ID, second.Article.ID)
		}
		rows, err := d.Articles(t.Context(), d.ws, ingest.ArticleQuery{})
		d.ok(err)
		d.want("articles", len(rows), 3)
	})

	t.Run("KeepsWhatFewArticlesHave", func(t *testing.T) {
		d := openDesk(t, open)
		a := claims.Article{
			ID: "a1", Text: riverRose, Via: []string{"Reuters", "AFP"},
			Entries:    []claims.Entry{{Start: 0, End: 29, At: "2026-03-14T08:40:00Z", Title: "Rising"}},
			FactChecks: []claims.FactCheck{{Claim: "The river rose.", Rating: "True", Reviewer: "Valley Check", ReviewedAt: "2026-03-15"}},
		}
		saved := d.saveArticle(a)
		again := a
		again.Entries, again.Via, again.FactChecks = nil, nil, nil // it says nothing new
		d.want("unchanged", d.saveArticle(again).Status, ingest.Unchanged)
		d.extract(saved)
		row := d.article("a1")
		a.Entries[0].At = "2026-03-14T08:45:00Z"
		d.want("read anew for another time", []any{d.saveArticle(a).Extracted, saved.Article.Via}, []any{false, a.Via})
		d.want("kept", []any{row.Via, row.Entries[0].Title, row.FactChecks, row.History[0].Via}, []any{a.Via, "Rising", a.FactChecks, a.Via})
		a.Entries[0].End = len(riverRose) + 1
		_, err := d.SaveArticle(t.Context(), d.ws, claims.Document{Article: a}, "ann")
		d.want("outside of the text", claims.ErrorCode(err), claims.EInvalid)
	})

	t.Run("RevisionIsNamedAfterTheText", func(t *testing.T) {
		d := openDesk(t, open)
		saved := d.saveArticle(claims.Article{ID: "a1", Text: marketDay, Revision: "made-up", SHA256: strings.Repeat("0", 64)})
		want := claims.Article{Text: marketDay}
		want.Identify()
		d.want("revision", saved.Article.Revision, want.Revision)
		d.want("sha256", saved.Article.SHA256, want.SHA256)
	})

	t.Run("BadArticlesAreRefusedWhole", func(t *testing.T) {
		d := openDesk(t, open)
		for _, a := range []claims.Article{{ID: "a", Text: emptyWords}, {ID: "a", Text: "bad \xff bytes"}, {ID: "a", Text: "x", PublishedAt: "soon"}, {ID: "a", Text: "x", URL: "nowhere"}} {
			if _, err := d.SaveArticle(t.Context(), d.ws, claims.Document{Article: a}, ""); claims.ErrorMessage(err) == "" {
				t.Errorf("%+v: %v, want an error to show", a, err)
			}
		}
		stats, err := d.Stats(t.Context(), d.ws)
		d.ok(err)
		d.want("articles", stats.Articles, 0)
	})

	t.Run("UnknownWorkspace", func(t *testing.T) {
		d := openDesk(t, open)
		_, err := d.SaveArticle(t.Context(), "nowhere", claims.Document{Article: claims.Article{Text: marketDay}}, "")
		d.fails(err, claims.ENotFound)
	})

	t.Run("Unfinished", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", riverRose)
		second := d.save("a2", marketDay)
		pending, err := d.Unfinished(t.Context(), d.ws)
		d.ok(err)
		if diff := cmp.Diff([]ingest.Pending{second.Pending}, pending); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("KnownSince", func(t *testing.T) {
		for _, c := range []struct {
			name string
			a    claims.Article
			want claims.Time
		}{
			{"published", claims.Article{PublishedAt: "2025-03-14"}, "2025-03-14"},
			{"modified", claims.Article{PublishedAt: "2025-03-14", ModifiedAt: "2025-03-15"}, "2025-03-15"},
			{"neither: captured", claims.Article{}, claims.Instant(noon)},
		} {
			d := openDesk(t, open)
			c.a.ID, c.a.Text = c.name, marketDay
			saved, err := d.SaveArticle(t.Context(), d.ws, claims.Document{Article: c.a, Capture: &claims.Capture{Raw: []byte("x"), At: noon}}, "")
			d.ok(err)
			d.want(c.name, saved.KnownSince, c.want)
			c.a.Text = riverFell
			later, err := d.SaveArticle(t.Context(), d.ws, claims.Document{Article: c.a, Capture: &claims.Capture{Raw: []byte("y"), At: noon.Add(time.Hour)}}, "")
			d.ok(err)
			if c.a.ModifiedAt == "" { // what changed without saying when is known since it was captured
				c.want = claims.Instant(noon.Add(time.Hour))
			}
			d.want(c.name+", second revision", later.KnownSince, c.want)
		}
	})

	t.Run("CaptureKeepsTheBytes", func(t *testing.T) {
		d := openDesk(t, open)
		c := claims.Capture{Raw: []byte(strings.Repeat("<p>The market opened.</p>\x00\xff", 999)), MediaType: "text/html", FinalURL: "https://valley.example/1", Header: map[string]string{"Etag": "1"}, At: noon}
		saved, err := d.SaveArticle(t.Context(), d.ws, claims.Document{Article: claims.Article{URL: "https://valley.example/1", Text: marketDay}, Capture: &c}, "")
		d.ok(err)
		got, err := d.Capture(t.Context(), d.ws, saved.Article.ID, saved.Article.Revision)
		d.ok(err)
		c.SHA256 = claims.HashText(string(c.Raw))
		if diff := cmp.Diff(c, got); diff != "" {
			t.Error(diff)
		}
		bare := d.save("bare", marketDay)
		_, err = d.Capture(t.Context(), d.ws, bare.Article.ID, bare.Article.Revision)
		d.fails(err, claims.ENotFound)
	})

	t.Run("ListingAndPaging", func(t *testing.T) {
		d := openDesk(t, open)
		for _, day := range []string{"2025-03-11", "2025-03-13", "2025-03-12"} {
			d.saveArticle(claims.Article{ID: "on-" + day, Text: "It was " + day + ".", PublishedAt: claims.Time(day), Title: "Day " + day, Outlet: "Valley Post"})
		}
		list := func(q ingest.ArticleQuery) (ids []string) {
			rows, err := d.Articles(t.Context(), d.ws, q)
			d.ok(err)
			for _, r := range rows {
				ids = append(ids, r.ID)
				d.want("text in a listing", r.Text, "")
			}
			return ids
		}
		d.want("newest first", list(ingest.ArticleQuery{}), []string{"on-2025-03-13", "on-2025-03-12", "on-2025-03-11"})
		d.want("second page", list(ingest.ArticleQuery{Limit: 1, Offset: 1}), []string{"on-2025-03-12"})
		d.want("by words", list(ingest.ArticleQuery{Words: "DAY 2025-03-11"}), []string{"on-2025-03-11"})
		d.want("by words that LIKE would read", list(ingest.ArticleQuery{Words: "%"}), []string(nil))
	})

	t.Run("FoundByIdPrefixAndURL", func(t *testing.T) {
		d := openDesk(t, open)
		saved := d.saveArticle(claims.Article{URL: "https://valley.example/1", Text: marketDay})
		d.save("story", riverRose)
		d.save("story-two", riverFell)
		d.want("by URL", d.article("https://valley.example/1").ID, saved.Article.ID)
		d.want("by prefix", d.article(saved.Article.ID[:5]).ID, saved.Article.ID)
		d.want("a whole id that others begin with", d.article("story").ID, "story")
		_, err := d.Article(t.Context(), d.ws, "sto")
		d.fails(err, claims.EInvalid)
		for _, id := range []string{"", "nothing", "%", "_tory", strings.Repeat("x", 10000)} {
			_, err := d.Article(t.Context(), d.ws, id)
			d.fails(err, claims.ENotFound)
		}
	})

	t.Run("MetadataOfTheSameText", testMetadata(open))
}

func testMetadata(open func(*testing.T) storage.Store) func(*testing.T) {
	return func(t *testing.T) {
		d := openDesk(t, open)
		first := claims.Article{ID: "a1", Text: riverRose, Outlet: "valley.example", Title: "Flood", PublishedAt: "2025-03-14", Origin: claims.OriginFetched}
		d.extract(d.saveArticle(first))

		bare := d.saveArticle(claims.Article{ID: "a1", Text: riverRose, Origin: claims.OriginFetched})
		d.want("nothing is lost to nothing", []any{bare.Status, bare.Extracted, bare.Article.Outlet}, []any{ingest.Unchanged, true, "valley.example"})

		retitled := first
		retitled.Title = "Deluge"
		saved := d.saveArticle(retitled)
		d.want("a title is taken over", []any{saved.Status, saved.Extracted, d.article("a1").Title}, []any{ingest.Unchanged, true, "Deluge"})
		d.want("and found", len(d.search("deluge")), 2)
		d.want("instead of the old", len(d.search("flood")), 0)

		dated := first
		dated.Outlet, dated.PublishedAt = "Valley Post", "2025-03-10"
		saved = d.saveArticle(dated)
		d.want("what bears on claims is extracted again", []any{saved.Status, saved.Extracted, saved.KnownSince}, []any{ingest.Unchanged, false, "2025-03-10"})
		d.want("meanwhile they stay", len(d.search("river")), 1)
		d.extract(saved)

		pasted := first
		pasted.Outlet, pasted.Origin = "Famous Times", claims.OriginPasted
		saved = d.saveArticle(pasted)
		d.want("what was pasted does not overrule what was fetched", []any{saved.Article.Outlet, saved.Article.Origin}, []any{"Valley Post", claims.OriginFetched})

		later := first
		later.Outlet, later.PublishedAt, later.ModifiedAt = "", "", "2025-04-01"
		saved = d.saveArticle(later)
		d.want("a later modified time of the same words", []any{saved.KnownSince, saved.Extracted}, []any{"2025-03-10", true})
		d.want("revisions", len(d.article("a1").History), 1)
	}
}
