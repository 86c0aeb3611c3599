package storagetest

import (
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
)

func (d *desk) toRedo(q ingest.RedoQuery) string {
	d.t.Helper()
	ids, err := d.ToRedo(d.t.Context(), d.ws, q)
	d.ok(err)
	return strings.Join(ids, " ")
}

func testWanted(t *testing.T, open func(*testing.T) storage.Store) {
	wanted := ingest.RedoQuery{Wanted: true}

	t.Run("UntilTheModelHasReadIt", func(t *testing.T) {
		d := openDesk(t, open)
		x := d.extraction(d.save("a1", riverRose).Article)
		x.Wanted = true
		d.ok(d.SaveExtraction(t.Context(), d.ws, x))
		d.want("wanted", d.toRedo(wanted), "a1")
		d.want("and found meanwhile", len(d.search("river")), 1)
		x.Engine, x.Version, x.Wanted = claims.EngineLLM, "llm-1", false
		d.ok(d.SaveExtraction(t.Context(), d.ws, x))
		d.want("done", d.toRedo(wanted), "")
	})

	t.Run("WantedOfWhatIsThere", func(t *testing.T) {
		d := openDesk(t, open)
		x := d.extraction(d.load("a1", riverRose).Article)
		d.want("no model", d.toRedo(wanted), "")
		x.Wanted = true // the same extraction, now that there is a model
		d.ok(d.SaveExtraction(t.Context(), d.ws, x))
		d.want("a model", d.toRedo(wanted), "a1")
		d.save("a1", riverFell)
		d.want("another text is current", d.toRedo(wanted), "")
		d.save("a1", riverRose)
		d.want("back", d.toRedo(wanted), "a1")
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "a1", "")))
		d.want("removed", d.toRedo(wanted), "")
	})

	t.Run("GivenUpAfterRubbish", func(t *testing.T) {
		d := openDesk(t, open)
		x := d.extraction(d.save("a1", riverRose).Article)
		x.Wanted = true
		misread := func() {
			d.ok(d.Misread(t.Context(), d.ws, "a1", x.Revision))
		}
		d.ok(d.SaveExtraction(t.Context(), d.ws, x))
		for range ingest.MostMisread - 1 {
			misread()
		}
		d.want("before the last", d.toRedo(wanted), "a1")
		d.ok(d.SaveExtraction(t.Context(), d.ws, x)) // begins anew
		for range ingest.MostMisread - 1 {
			misread()
		}
		d.want("counted from there", d.toRedo(wanted), "a1")
		misread()
		d.want("given up", d.toRedo(wanted), "")
		misread()
		d.want("and no more", d.toRedo(wanted), "")
		d.ok(d.Misread(t.Context(), d.ws, "nothing", "r"))
	})

	t.Run("Begun", func(t *testing.T) {
		d := openDesk(t, open)
		read, unread, done, removed := d.in("w read"), d.in("unread"), d.in("done"), d.in("removed")
		done.load("a1", riverRose)
		unread.save("a1", riverRose)
		removed.save("a1", riverRose)
		d.ok(errorOf(d.Remove(t.Context(), "removed", "a1", "")))
		for _, id := range []string{"a1", "a2"} {
			x := read.extraction(read.save(id, riverRose).Article)
			x.Wanted = true
			d.ok(d.SaveExtraction(t.Context(), read.ws, x))
		}
		begun, err := d.Begun(t.Context())
		d.ok(err)
		d.want("workspaces", begun, []string{"unread", "w read"})
	})
}

func testRedo(t *testing.T, open func(*testing.T) storage.Store) {
	d := openDesk(t, open)
	other := d.in("other")
	other.load("a1", riverRose)
	read := func(id, engine, version string) {
		x := d.extraction(d.save(id, riverRose).Article)
		x.Engine, x.Version = engine, version
		d.ok(d.SaveExtraction(t.Context(), d.ws, x))
	}
	d.saveArticle(claims.Article{ID: "z", URL: "https://valley.example/z", Text: marketDay})
	read("old", claims.EngineOffline, "offline-9")
	read("new", claims.EngineOffline, "offline-10")
	read("model", claims.EngineLLM, "llm-abc")
	d.save("unread", marketDay)
	for _, c := range []struct {
		q    ingest.RedoQuery
		want string
	}{
		{ingest.RedoQuery{}, "z old new model unread"},
		{ingest.RedoQuery{Engine: claims.EngineOffline}, "old new"},
		{ingest.RedoQuery{Engine: claims.EngineLLM}, "model"},
		{ingest.RedoQuery{OlderThan: "offline-10"}, "old"},
		{ingest.RedoQuery{OlderThan: "offline-9"}, ""},
		{ingest.RedoQuery{OlderThan: "llm-xyz"}, "model"},
		{ingest.RedoQuery{Articles: []string{"mod", "https://valley.example/z"}}, "z model"},
		{ingest.RedoQuery{Articles: []string{"new", "old"}, OlderThan: "offline-10"}, "old"},
		{ingest.RedoQuery{Since: noon}, "z old new model unread"}, // loaded by the clock, long after
		{ingest.RedoQuery{Since: d.article("unread").LoadedAt.Add(time.Second)}, ""},
		{ingest.RedoQuery{Wanted: true}, ""},
	} {
		d.want("to redo", d.toRedo(c.q), c.want)
	}
	_, err := d.ToRedo(t.Context(), d.ws, ingest.RedoQuery{Articles: []string{"old", "nothing"}})
	d.fails(err, claims.ENotFound)
	p, err := d.Pending(t.Context(), d.ws, "old")
	d.ok(err)
	d.want("pending", []any{p.Article.Text, p.KnownSince}, []any{riverRose, "2025-03-14"})

	x := d.extraction(p.Article)
	x.Version, x.Basis, x.By = "offline-10", p.Basis(), "ann"
	for range 2 { // the second time it changes nothing
		d.ok(d.SaveExtraction(t.Context(), d.ws, x))
	}
	acts, err := d.Audit(t.Context(), d.ws, "old", 1)
	d.ok(err)
	d.want("told", []any{d.acts("old"), acts[0].From, acts[0].To}, []any{"ann redo, tester load", "offline-9", "offline-10"})
}
