package storagetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
)

// fetched is a document that came from the web at noon.
func fetched(id, words string) claims.Document {
	return claims.Document{
		Article: claims.Article{ID: id, URL: "https://valley.example/" + id, Outlet: "Valley Post", Title: "News", Text: words, Origin: claims.OriginFetched},
		Capture: &claims.Capture{Raw: []byte(words), MediaType: "text/html", FinalURL: "https://m.valley.example/" + id, At: noon,
			Header: map[string]string{"ETag": `"1"`, "Last-Modified": "Sat, 15 Mar 2025 11:00:00 GMT"}},
	}
}

func testRevisits(t *testing.T, open func(*testing.T) storage.Store) {
	fetch := func(d *desk, doc claims.Document) ingest.Saved {
		d.t.Helper()
		saved, err := d.SaveArticle(d.t.Context(), d.ws, doc, "ann")
		d.ok(err)
		return saved
	}
	due := func(d *desk, ws string, at time.Time) (ids []string) {
		d.t.Helper()
		all, err := d.DueRevisits(d.t.Context(), ws, at, 10)
		d.ok(err)
		for _, v := range all {
			ids = append(ids, v.Workspace+" "+v.Article.ID)
		}
		return ids
	}
	hour := noon.Add(time.Hour)

	t.Run("PlannedWhenFetched", func(t *testing.T) {
		d := openDesk(t, open)
		saved := fetch(d, fetched("a1", "It rained."))
		d.save("a2", "It snowed.")
		bare := fetched("a3", "It hailed.")
		bare.Capture = nil // as from a file of articles
		fetch(d, bare)
		got, err := d.Revisit(t.Context(), d.ws, "a1")
		d.ok(err)
		want := ingest.Revisit{
			Workspace: d.ws, LoadedAt: noon, Next: hour,
			Article: claims.Article{ID: "a1", Revision: saved.Article.Revision, URL: "https://valley.example/a1", Outlet: "Valley Post", Title: "News"},
			Page:    ingest.Page{URL: "https://m.valley.example/a1", ETag: `"1"`, LastModified: "Sat, 15 Mar 2025 11:00:00 GMT"},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		d.want("due", [][]string{due(d, d.ws, hour.Add(-time.Second)), due(d, d.ws, hour), due(d, "", hour)}, [][]string{nil, {d.ws + " a1"}, {d.ws + " a1"}})
		d.want("planned by a clock that ran ahead", due(d, d.ws, hour.Add(-ingest.FarthestRevisit-time.Hour)), []string{d.ws + " a1"})
		for _, id := range []string{"a2", "a3", "nothing"} {
			_, err = d.Revisit(t.Context(), d.ws, id)
			d.fails(err, claims.ENotFound)
		}
	})

	t.Run("Saved", func(t *testing.T) {
		d := openDesk(t, open)
		fetch(d, fetched("a1", "It rained."))
		v, err := d.Revisit(t.Context(), d.ws, "a1")
		d.ok(err)
		v.Page.ETag, v.Page.LastModified = `"2"`, ""
		v.Next, v.CheckedAt, v.Failures, v.Reason = hour.Add(time.Hour), hour, 2, "It is down."
		d.ok(d.SaveRevisit(t.Context(), v))
		got, err := d.Revisit(t.Context(), d.ws, "a1")
		d.ok(err)
		if diff := cmp.Diff(v, got); diff != "" {
			t.Error(diff)
		}
		v.Next, v.GoneAt = time.Time{}, hour
		d.ok(d.SaveRevisit(t.Context(), v))
		d.want("looked at no more", due(d, "", hour.Add(1000*time.Hour)), []string(nil))
		fetch(d, fetched("a1", "It rained."))
		fetch(d, fetched("a1", "It rained on."))
		got, err = d.Revisit(t.Context(), d.ws, "a1")
		d.ok(err)
		d.want("there again, with its plan", []any{got.GoneAt.IsZero(), got.Next.IsZero(), got.Reason}, []any{true, true, ""})
		v.Article.ID = "nothing"
		d.ok(d.SaveRevisit(t.Context(), v))
	})

	t.Run("TakenOut", func(t *testing.T) {
		d := openDesk(t, open)
		fetch(d, fetched("a1", "It rained."))
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "a1", "ann")))
		d.want("due", due(d, "", hour), []string(nil))
		_, err := d.Revisit(t.Context(), d.ws, "a1")
		d.fails(err, claims.ENotFound)
		_, err = d.Undo(t.Context(), d.ws, "a1", "ann")
		d.ok(err)
		d.want("brought back", due(d, "", hour), []string{d.ws + " a1"})
	})

	t.Run("LongestDueFirstAndBounded", func(t *testing.T) {
		d := openDesk(t, open)
		for n := range 12 {
			doc := fetched(fmt.Sprint("a", n), fmt.Sprint("It rained ", n))
			doc.Capture.At = noon.Add(-time.Duration(n) * time.Minute)
			fetch(d, doc)
		}
		all := due(d, d.ws, hour)
		d.want("due", []any{len(all), all[0], all[9]}, []any{10, d.ws + " a11", d.ws + " a2"})
	})

	t.Run("EachWorkspaceItsOwn", func(t *testing.T) {
		d := openDesk(t, open)
		other := d.in("other")
		fetch(d, fetched("a1", "It rained."))
		fetch(other, fetched("a1", "It rained."))
		v, err := d.Revisit(t.Context(), "other", "a1")
		d.ok(err)
		v.Next = time.Time{}
		d.ok(d.SaveRevisit(t.Context(), v))
		d.want("due", [][]string{due(d, d.ws, hour), due(d, "other", hour)}, [][]string{{d.ws + " a1"}, nil})
	})

	t.Run("ReplacesWhatItSays", func(t *testing.T) {
		d := openDesk(t, open)
		first := fetch(d, fetched("a1", "It rained.")).Article.Revision
		doc := fetched("a1", "It rained on.")
		doc.Replaces = first
		second := fetch(d, doc).Article.Revision
		doc = fetched("a1", "It rained all day.")
		doc.Replaces = first
		_, err := d.SaveArticle(t.Context(), d.ws, doc, "ann")
		d.fails(err, claims.EConflict)
		d.want("current", d.article("a1").Revision, second)
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "a1", "ann")))
		doc.Replaces = second
		_, err = d.SaveArticle(t.Context(), d.ws, doc, "ann")
		d.fails(err, claims.EConflict)
		d.want("it stays out", due(d, "", hour), []string(nil))
	})

	t.Run("Undone", func(t *testing.T) {
		d := openDesk(t, open)
		undone := func(revision string) bool {
			t.Helper()
			u, err := d.Undone(t.Context(), d.ws, "a1", revision)
			d.ok(err)
			return u
		}
		first := fetch(d, fetched("a1", "It rained.")).Article.Revision
		second := fetch(d, fetched("a1", "It rained on.")).Article.Revision
		d.want("at first", []bool{undone(first), undone(second), undone("r0")}, []bool{false, false, false})
		_, err := d.Undo(t.Context(), d.ws, "a1", "ann")
		d.ok(err)
		d.want("undone", []bool{undone(first), undone(second)}, []bool{false, true})
		fetch(d, fetched("a1", "It rained on."))
		d.want("loaded by hand then", undone(second), false)
	})
}
