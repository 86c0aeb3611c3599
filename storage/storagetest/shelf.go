package storagetest

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
)

// gone wants nothing of article a1 to be found in any way.
func (d *desk) gone(what string) {
	d.t.Helper()
	ctx := d.t.Context()
	rows, err := d.Articles(ctx, d.ws, ingest.ArticleQuery{})
	d.ok(err)
	stats, err := d.Stats(ctx, d.ws)
	d.ok(err)
	w, err := d.Workspace(ctx, d.ws)
	d.ok(err)
	pending, err := d.Unfinished(ctx, d.ws)
	d.ok(err)
	redo, err := d.ToRedo(ctx, d.ws, ingest.RedoQuery{})
	d.ok(err)
	d.want(what+": listed, counted, searched", []any{len(rows), stats, w.Articles, w.Claims, len(pending), len(redo), len(d.search("river")), len(d.search(""))}, []any{0, ask.Stats{}, 0, 0, 0, 0, 0, 0})
	for _, key := range []string{"a1", "a", "https://valley.example/a1"} {
		_, err = d.Article(ctx, d.ws, key)
		d.fails(err, claims.ENotFound)
		_, err = d.Pending(ctx, d.ws, key)
		d.fails(err, claims.ENotFound)
		d.fails(errorOf(d.Remove(ctx, d.ws, key, "")), claims.ENotFound)
		_, err = d.SetPublished(ctx, d.ws, key, "2025-03-01", "")
		d.fails(err, claims.ENotFound)
	}
}

// undo takes back the newest act on a1.
func (d *desk) undo(want string) ingest.Undone {
	d.t.Helper()
	u, err := d.Undo(d.t.Context(), d.ws, "a1", "ben")
	d.ok(err)
	d.want("undone", []any{u.Act, u.Article.ID, u.Article.Text}, []any{want, "a1", ""})
	return u
}

// acts lists what was done, newest first.
func (d *desk) acts(of string) string {
	d.t.Helper()
	acts, err := d.Audit(d.t.Context(), d.ws, of, 0)
	d.ok(err)
	var all []string
	for _, a := range acts {
		words := a.By + " " + a.Act
		if a.Undone {
			words += " (undone)"
		}
		all = append(all, words)
	}
	return strings.Join(all, ", ")
}

func testShelf(t *testing.T, open func(*testing.T) storage.Store) {
	withURL := claims.Article{ID: "a1", URL: "https://valley.example/a1", Text: riverRose, PublishedAt: "2025-03-14"}

	t.Run("RemoveAndUndo", func(t *testing.T) {
		d := openDesk(t, open)
		d.extract(d.saveArticle(withURL))
		hidden := d.search("bridge")[0].Claim.Claim().ID
		d.ok(d.SetState(t.Context(), d.ws, hidden, claims.Removed, "ann"))
		before := d.states()
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "https://valley.example/a1", "ann")))
		d.gone("removed")
		_, _, err := d.Claim(t.Context(), d.ws, hidden)
		d.fails(err, claims.ENotFound)
		d.fails(d.SetState(t.Context(), d.ws, hidden, claims.Current, ""), claims.ENotFound)
		u, err := d.Undo(t.Context(), d.ws, "https://valley.example/a1", "ben")
		d.ok(err)
		d.want("undone", []any{u.Act, u.Article.ID, u.Pending == nil}, []any{"remove", "a1", true})
		d.want("claims, the hidden one hidden", d.states(), before)
		d.want("found", quotes(d.search("river bridge")), "The river rose by two metres.")
		d.want("trail", d.acts("a1"), "ben undo, ann remove (undone), ann hide, tester load")
		d.want("who loaded it", d.article("a1").LoadedBy, "tester")
	})

	t.Run("UndoOfALoad", func(t *testing.T) {
		d := openDesk(t, open)
		d.extract(d.saveArticle(withURL))
		d.undo("load")
		d.gone("taken back")
		_, err := d.Undo(t.Context(), d.ws, "a1", "")
		d.fails(err, claims.EConflict)
		_, err = d.Undo(t.Context(), d.ws, "nothing", "")
		d.fails(err, claims.ENotFound)
	})

	t.Run("LoadedAgainItIsNew", func(t *testing.T) {
		d := openDesk(t, open)
		first := d.load("a1", riverRose)
		before := d.states()
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "a1", "ann")))
		back, err := d.SaveArticle(t.Context(), d.ws, claims.Document{Article: first.Article}, "ben")
		d.ok(err)
		d.want("back", []any{back.Status, back.Extracted, back.Claims, back.LoadedBy}, []any{ingest.New, true, 2, "ben"})
		d.want("claims", d.states(), before)
		d.want("who loaded it", d.article("a1").LoadedBy, "ben")
		stats, err := d.Stats(t.Context(), d.ws)
		d.ok(err)
		d.want("counts", []any{stats.Articles, stats.Claims}, []any{1, 2})
		d.undo("load")
		d.undo("remove")
		d.want("as it was loaded first", d.article("a1").LoadedBy, "tester")
		d.undo("load")
		d.gone("all undone")
	})

	t.Run("AnotherTextOfARemovedArticle", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", riverRose)
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "a1", "ann")))
		saved := d.load("a1", riverFell)
		d.want("status", saved.Status, ingest.New)
		d.want("found", quotes(d.search("rose"))+quotes(d.search("fell")), "The river fell.")
		d.undo("load")
		d.undo("remove")
		d.want("found", quotes(d.search("rose"))+quotes(d.search("fell")), "The river rose by two metres.")
	})

	t.Run("UndoOfARevision", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", riverRose)
		before := d.states()
		d.load("a1", riverFell)
		d.want("nothing to extract", d.undo("revision").Pending == nil, true)
		d.want("claims", d.states(), before+" | The river fell. replaced")
		d.want("found", quotes(d.search("rose"))+quotes(d.search("fell")), "The river rose by two metres.")
		d.undo("load")
		stats, err := d.Stats(t.Context(), d.ws)
		d.ok(err)
		d.want("stats", stats, ask.Stats{})
	})

	t.Run("UndoBackToWhatWasNeverExtracted", func(t *testing.T) {
		d := openDesk(t, open)
		d.save("a1", riverRose)
		d.load("a1", riverFell)
		u := d.undo("revision")
		d.want("to extract", u.Pending.Article.Text, riverRose)
		d.ok(d.SaveExtraction(t.Context(), d.ws, d.extraction(u.Pending.Article)))
		d.want("found", quotes(d.search("rose"))+quotes(d.search("fell")), "The river rose by two metres.")
	})

	t.Run("ExtractedWhileItWasRemoved", func(t *testing.T) {
		d := openDesk(t, open)
		x := d.extraction(d.saveArticle(withURL).Article)
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "a1", "")))
		d.fails(d.SaveExtraction(t.Context(), d.ws, x), claims.EConflict)
		d.gone("removed")
	})

	t.Run("ARepeatTellsWhoLoadedIt", func(t *testing.T) {
		d := openDesk(t, open)
		first := d.load("a1", riverRose)
		for _, words := range []string{riverRose, riverFell} {
			saved, err := d.SaveArticle(t.Context(), d.ws, claims.Document{Article: claims.Article{ID: "a1", Text: words, PublishedAt: "2025-03-14"}}, "ben")
			d.ok(err)
			d.want("by", []any{saved.LoadedBy, saved.LoadedAt}, []any{"tester", first.LoadedAt})
			v := d.article("a1")
			d.want("by, in the library", []any{v.LoadedBy, v.LoadedAt}, []any{"tester", first.LoadedAt})
		}
		d.want("by, of the newer text", d.article("a1").History[1].LoadedBy, "ben")
		d.want("trail", d.acts(""), "ben revision, tester load")
	})

	t.Run("CorrectedDate", testDates(open))
}

func testDates(open func(*testing.T) storage.Store) func(*testing.T) {
	return func(t *testing.T) {
		d := openDesk(t, open)
		saved := d.load("a1", riverRose) // says 2025-03-14
		stale := d.extraction(saved.Article)
		stale.Basis = saved.Basis()
		date := func(day claims.Time) ingest.Pending {
			t.Helper()
			p, err := d.SetPublished(t.Context(), d.ws, "a1", day, "ann")
			d.ok(err)
			return p
		}
		p := date("2025-03-10")
		d.want("corrected", []any{p.Article.PublishedAt, p.KnownSince, p.Article.Text}, []any{"2025-03-10", "2025-03-10", riverRose})
		d.want("to be read anew, and found meanwhile", []any{d.article("a1").State, len(d.search("river"))}, []any{ingest.StateRead, 1})
		d.fails(d.SaveExtraction(t.Context(), d.ws, stale), claims.EConflict)
		x := d.extraction(p.Article)
		x.Basis = p.Basis()
		d.ok(d.SaveExtraction(t.Context(), d.ws, x))
		d.want("read", []any{d.article("a1").State, d.search("river")[0].Claim.Claim().ReportedAt}, []any{ingest.StateExtracted, "2025-03-10"})
		stats, err := d.Stats(t.Context(), d.ws)
		d.ok(err)
		d.want("newest report", stats.NewestReport, "2025-03-10")

		again := d.save("a1", riverRose)
		d.want("the page still says the wrong one", []any{again.Article.PublishedAt, again.Extracted}, []any{"2025-03-10", true})
		next := d.save("a1", riverFell)
		d.want("in its next text too", next.Article.PublishedAt, "2025-03-10")
		d.extract(next)
		again = d.save("a1", riverFell)
		d.want("loaded again", []any{again.Status, again.Article.PublishedAt}, []any{ingest.Unchanged, "2025-03-10"})
		back := d.save("a1", riverRose)
		d.want("and in the one before", []any{back.Status, back.Article.PublishedAt, back.Extracted}, []any{ingest.Changed, "2025-03-10", true})

		date("2025-03-10") // changes nothing
		d.want("trail", d.acts("a1"), "tester revision, tester revision, ann date, tester load")
		d.undo("revision")
		d.undo("revision")
		u := d.undo("date")
		d.want("as the page says", []any{u.Article.PublishedAt, u.Pending != nil}, []any{"2025-03-14", true})
		again = d.saveArticle(claims.Article{ID: "a1", Text: riverRose, PublishedAt: "2025-03-12"})
		d.want("what it newly says is taken over", again.Article.PublishedAt, "2025-03-12")
		d.undo("date")
		again = d.saveArticle(claims.Article{ID: "a1", Text: riverRose, PublishedAt: "2025-03-12"})
		d.want("what was undone stays so", again.Article.PublishedAt, "2025-03-14")

		_, err = d.SetPublished(t.Context(), d.ws, "a1", "soon", "")
		d.fails(err, claims.EInvalid)
		d.want("not known", date("").Article.PublishedAt, "")
		d.want("though the page tells", d.saveArticle(claims.Article{ID: "a1", Text: riverRose, PublishedAt: "2025-03-12"}).Article.PublishedAt, "")
		d.want("until it tells another", d.saveArticle(claims.Article{ID: "a1", Text: riverRose, PublishedAt: "2025-03-11"}).Article.PublishedAt, "2025-03-11")
	}
}
