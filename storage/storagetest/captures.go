package storagetest

import (
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
)

func testCaptures(t *testing.T, open func(*testing.T) storage.Store) {
	// fetch saves a text of article a1 as it was read from these bytes.
	fetch := func(d *desk, words, raw string, hours int) ingest.Saved {
		t.Helper()
		saved, err := d.SaveArticle(t.Context(), d.ws, claims.Document{
			Article: claims.Article{ID: "a1", Text: words},
			Capture: &claims.Capture{Raw: []byte(raw), MediaType: "text/html", FinalURL: "https://valley.example/" + raw, Header: map[string]string{"Etag": raw}, At: noon.Add(time.Duration(hours) * time.Hour)},
		}, "tester")
		d.ok(err)
		return saved
	}
	list := func(d *desk) []ingest.CaptureRow {
		t.Helper()
		rows, err := d.Captures(t.Context(), d.ws, "a1")
		d.ok(err)
		return rows
	}

	t.Run("EveryFetchIsKept", func(t *testing.T) {
		d, other := purgeDesks(t, open)
		first := fetch(d, riverRose, "one", 0)
		again := fetch(d, riverRose, "two", 1)
		d.want("the same text", []any{again.Status, again.Article.Revision}, []any{ingest.Unchanged, first.Article.Revision})
		fetch(d, riverRose, "two", 2) // the same bytes: nothing new
		second := fetch(d, riverFell, "three", 3)
		rows := list(d)
		if len(rows) != 3 {
			t.Fatalf("%d captures", len(rows))
		}
		for i, want := range []struct {
			revision, raw string
			hours         int
		}{{first.Article.Revision, "one", 0}, {first.Article.Revision, "two", 1}, {second.Article.Revision, "three", 3}} {
			c := rows[i]
			d.want("capture", []any{c.Revision, c.SHA256, c.MediaType, c.FinalURL, c.Header, c.At, c.Size, c.Dropped, c.Raw == nil},
				[]any{want.revision, claims.HashText(want.raw), "text/html", "https://valley.example/" + want.raw, map[string]string{"Etag": want.raw}, noon.Add(time.Duration(want.hours) * time.Hour), len(want.raw), false, true})
			raw, err := d.CaptureBytes(t.Context(), d.ws, "a1", c.Revision, c.SHA256)
			d.ok(err)
			d.want("bytes", string(raw), want.raw)
			d.fails(errorOf(other.CaptureBytes(t.Context(), other.ws, "a1", c.Revision, c.SHA256)), claims.ENotFound)
		}
		d.want("of the other workspace", len(list(other)), 0)
		d.fails(errorOf(d.CaptureBytes(t.Context(), d.ws, "a1", first.Article.Revision, "nothing")), claims.ENotFound)
	})

	t.Run("RedactedOnesLoseTheirBytes", func(t *testing.T) {
		d := openDesk(t, open)
		saved := fetch(d, riverRose, "one", 0)
		r, err := d.Redact(t.Context(), d.ws, "a1", "river", "ann")
		d.ok(err)
		d.want("captures", r.Captures, 1)
		fetch(d, riverRose, "two", 1)
		rows := list(d)
		d.want("captures", len(rows), 2)
		for _, c := range rows {
			d.want("dropped", []any{c.Dropped, c.Size, len(c.Header), c.SHA256 != ""}, []any{true, 0, 0, true})
			d.fails(errorOf(d.CaptureBytes(t.Context(), d.ws, "a1", c.Revision, c.SHA256)), claims.ENotFound)
		}
		d.fails(errorOf(d.Capture(t.Context(), d.ws, "a1", saved.Article.Revision)), claims.ENotFound)
	})
}
