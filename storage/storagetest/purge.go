package storagetest

import (
	"fmt"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/storage"
)

func testPurge(t *testing.T, open func(*testing.T) storage.Store) {
	const address = "https://valley.example/a1"
	withURL := claims.Article{ID: "a1", URL: address, Text: riverRose, PublishedAt: "2025-03-14"}
	hash := claims.HashText(riverRose)

	t.Run("NothingIsFoundAnyMore", func(t *testing.T) {
		d, other := purgeDesks(t, open)
		saved := d.saveArticle(withURL)
		d.extract(saved)
		other.extract(other.saveArticle(withURL))
		p, err := d.Purge(t.Context(), d.ws, address, "ann")
		d.ok(err)
		d.want("purged", []any{p.Article.ID, p.Article.URL, p.Article.Text, p.Revisions, p.Claims, p.Answers}, []any{"a1", address, "", 1, 2, 0})
		d.gone("purged")
		_, err = d.Undo(t.Context(), d.ws, "a1", "ben")
		d.fails(err, claims.ENotFound)
		_, err = d.Purge(t.Context(), d.ws, "a1", "ben")
		d.fails(err, claims.ENotFound)
		d.fails(d.SaveExtraction(t.Context(), d.ws, d.extraction(saved.Article)), claims.ENotFound)
		d.want("trail", d.acts("a1"), "ann purge, tester load")
		d.want("of the other workspace", []any{quotes(other.search("river")), other.article("a1").Claims}, []any{"The river rose by two metres.", 2})
		d.ok(d.Scrub(t.Context()))
		d.want("still", quotes(other.search("river")), "The river rose by two metres.")
	})

	t.Run("ARemovedOne", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", riverRose)
		d.load("a1", riverFell)
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "a1", "ann")))
		p, err := d.Purge(t.Context(), d.ws, "a1", "ann")
		d.ok(err)
		d.want("revisions", p.Revisions, 2)
		stats, err := d.Stats(t.Context(), d.ws)
		d.ok(err)
		d.want("counts", stats, ask.Stats{})
	})

	t.Run("DoesNotComeBackByItself", func(t *testing.T) {
		d, other := purgeDesks(t, open)
		d.extract(d.saveArticle(withURL))
		d.ok(errorOf(d.Purge(t.Context(), d.ws, "a1", "ann")))
		for _, c := range []struct {
			d         *desk
			url, hash string
			want      bool
		}{
			{d, address, "", true}, {d, "", hash, true}, {d, "https://valley.example/a2", hash, true},
			{d, "https://valley.example/a2", "", false}, {d, "", "", false}, {other, address, hash, false},
		} {
			blocked, err := c.d.Blocked(t.Context(), c.d.ws, c.url, c.hash)
			d.ok(err)
			d.want("blocked "+c.d.ws+c.url+c.hash, blocked, c.want)
		}
		for _, a := range []claims.Article{withURL, {ID: "a3", Text: riverRose}, {ID: "a1", URL: address, Text: riverFell}} {
			d.fails(errorOf(d.SaveArticle(t.Context(), d.ws, claims.Document{Article: a}, "feed")), claims.EConflict)
		}
		_, _, err := d.AddFeed(t.Context(), d.ws, feed.Feed{ID: "f1", URL: "https://valley.example/feed"}, []feed.Entry{{Key: "k1", URL: address, State: feed.Waiting}, {Key: "k2", URL: address + "2", State: feed.Waiting}})
		d.ok(err)
		entries, err := d.Entries(t.Context(), d.ws, "f1", 0)
		d.ok(err)
		if len(entries) != 1 || entries[0].Key != "k2" {
			t.Errorf("%+v", entries)
		}
		d.ok(other.Unblock(t.Context(), other.ws, address, hash))
		d.fails(errorOf(d.SaveArticle(t.Context(), d.ws, claims.Document{Article: withURL}, "feed")), claims.EConflict)
		d.ok(d.Unblock(t.Context(), d.ws, address, hash))
		saved := d.saveArticle(withURL)
		d.want("back, as new", []any{saved.Status, saved.Extracted, saved.Claims}, []any{ingest.New, false, 0})
		d.extract(saved)
		d.want("trail", d.acts("a1"), "tester load, ann purge, tester load")
		d.undo("load")
		_, err = d.Undo(t.Context(), d.ws, "a1", "")
		d.fails(err, claims.EConflict)
	})

	t.Run("AnswersKeepWhatRestsOnOthers", func(t *testing.T) {
		d := openDesk(t, open)
		a := citing(d, "bridge")
		d.load("a2", "The storm passed.")
		b := d.search("storm")[0].Claim.Claim()
		a.Sentences = append(a.Sentences, claims.Sentence{Text: "The storm passed.", Citations: []string{b.ID}})
		a.Evidence = append(a.Evidence, claims.Evidence{Claim: b})
		id, err := d.SaveAnswer(t.Context(), d.ws, ask.Entry{Answer: proof.RestoreAnswer(a), By: "ann", Earlier: []string{"Which river?"}})
		d.ok(err)
		removed, err := d.Remove(t.Context(), d.ws, "a1", "ann")
		d.ok(err)
		d.want("removed", []any{removed.Article.ID, removed.Claims, removed.Answers}, []any{"a1", 2, 1})
		p, err := d.Purge(t.Context(), d.ws, "a1", "ann")
		d.ok(err)
		d.want("answers", p.Answers, 1)
		kept, err := d.Answer(t.Context(), d.ws, id)
		d.ok(err)
		got := kept.Answer.Answer()
		d.want("kept", []any{kept.By, kept.Stale, kept.Earlier, got.Question, got.Purged}, []any{"ann", true, []string{"Which river?"}, a.Question, true})
		d.want("left", []any{got.Answer, len(got.Sentences), len(got.Facts), len(got.Conflicts), len(got.Nearest)}, []any{"The storm passed.", 1, 0, 0, 0})
		d.want("evidence", []any{got.Evidence[0].ID == a.Evidence[0].ID, got.Evidence[0].Quote, got.Evidence[0].Article.Title, got.Evidence[1].Quote}, []any{true, "", "", "The storm passed."})
	})
}

// purgeDesks gives two workspaces of one store.
func purgeDesks(t *testing.T, open func(*testing.T) storage.Store) (d, other *desk) {
	d = openDesk(t, open)
	return d, d.in("w2")
}

func testRedact(t *testing.T, open func(*testing.T) storage.Store) {
	const words = "Mayor Jane Roe said the river rose. The bridge was closed. Nobody saw ROE's dog."
	redact := func(d *desk, what string) ingest.Redacted {
		t.Helper()
		r, err := d.Redact(t.Context(), d.ws, "a1", what, "ann")
		d.ok(err)
		return r
	}

	t.Run("WordsAndClaimsGo", func(t *testing.T) {
		d, other := purgeDesks(t, open)
		before := d.load("a1", words)
		other.load("a1", words)
		r := redact(d, "jane roe")
		d.want("redacted", []any{r.Article.ID, r.Places, r.Claims}, []any{"a1", 1, 1})
		v := d.article("a1")
		d.want("text", v.Text, "Mayor ██· said the river rose. The bridge was closed. Nobody saw ROE's dog.")
		d.want("the same revision", v.Revision, before.Article.Revision)
		d.want("claims", d.states(), "The bridge was closed. current | Nobody saw ROE's dog. current")
		d.want("found", []any{len(d.search("rose")), quotes(d.search("bridge"))}, []any{0, "The bridge was closed."})
		redact(d, "Roe")
		d.want("claims", d.states(), "The bridge was closed. current")
		d.want("of the other workspace", other.article("a1").Text, words)
		d.want("trail", d.acts("a1"), "ann redact, ann redact, tester load")
		d.undo("load")
		d.undoneNoMore()
	})

	t.Run("InWhatComesAgain", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", words)
		redact(d, "Roe")
		again := d.save("a1", words)
		d.want("the same text", []any{again.Status, again.Extracted, again.Claims}, []any{ingest.Unchanged, true, 1})
		next := d.load("a1", "Later Jane Roe left. The end.")
		d.want("another", []any{next.Status, next.Article.Text}, []any{ingest.Changed, "Later Jane █ left. The end."})
		elsewhere := d.save("a2", words)
		d.want("another article", elsewhere.Article.Text, words)
	})

	t.Run("OfWordsWithinOthers", func(t *testing.T) {
		// What comes again is covered as it was, in whatever order the words are found.
		first := openDesk(t, open)
		for i := range 8 {
			d := first.in(fmt.Sprintf("w%d", i))
			d.load("a1", words)
			redact(d, "Jane Roe")
			redact(d, "Roe")
			before := d.article("a1")
			again := d.save("a1", words)
			d.want("the same text", []any{again.Status, d.article("a1").Text}, []any{ingest.Unchanged, before.Text})
			next := d.load("a1", "Later Jane Roe left. The end.")
			d.want("another", next.Article.Text, "Later ██· left. The end.")
		}
	})

	t.Run("ThenPurged", func(t *testing.T) {
		d := openDesk(t, open)
		const later = "Later Jane Roe left. The end."
		d.load("a1", words)
		redact(d, "Roe")
		d.load("a1", later)
		d.ok(errorOf(d.Purge(t.Context(), d.ws, "a1", "ann")))
		for _, text := range []string{words, later} {
			for _, id := range []string{"a1", "a2"} {
				d.fails(errorOf(d.SaveArticle(t.Context(), d.ws, claims.Document{Article: claims.Article{ID: id, Text: text}}, "feed")), claims.EConflict)
			}
			blocked, err := d.Blocked(t.Context(), d.ws, "", claims.HashText(text))
			d.ok(err)
			d.want("blocked", blocked, true)
			d.ok(d.Unblock(t.Context(), d.ws, "", claims.HashText(text)))
			d.save("a1", text)
		}
	})

	t.Run("InWhatFeedsTellOfIt", func(t *testing.T) {
		d, other := purgeDesks(t, open)
		const address = "https://valley.example/a1"
		d.extract(d.saveArticle(claims.Article{ID: "a1", URL: address, Text: words}))
		entry := func(key, url string, state feed.State) feed.Entry {
			return feed.Entry{Key: key, URL: url, Title: "Jane Roe and the river", Summary: "Roe said", State: state}
		}
		follow := func(d *desk, id string, entries ...feed.Entry) {
			t.Helper()
			_, _, err := d.AddFeed(t.Context(), d.ws, feed.Feed{ID: id, URL: "https://valley.example/" + id}, entries)
			d.ok(err)
		}
		titles := func(d *desk, id string) (all []string) {
			t.Helper()
			entries, err := d.Entries(t.Context(), d.ws, id, 0)
			d.ok(err)
			for _, e := range entries {
				all = append(all, e.Title+"|"+e.Summary)
			}
			return all
		}
		follow(d, "f1", entry("k1", address, feed.Skipped), entry("k2", address+"?b", feed.Waiting))
		follow(other, "f1", entry("k1", address, feed.Skipped))
		redact(d, "Roe")
		follow(d, "f2", entry("k1", address, feed.Waiting))
		d.ok(d.SettleEntry(t.Context(), d.ws, "f1", "k2", feed.Verdict{State: feed.Passed, Article: "a1"}))
		d.want("known before, and found to be of it", titles(d, "f1"), []string{"Jane █ and the river|", "Jane █ and the river|"})
		d.want("told since", titles(d, "f2"), []string{"Jane █ and the river|█ said"})
		d.want("of the other workspace", titles(other, "f1"), []string{"Jane Roe and the river|"})
	})

	t.Run("OfARemovedArticle", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", words)
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "a1", "ann")))
		redact(d, "Jane Roe")
		d.undo("remove")
		d.want("claims", d.states(), "The bridge was closed. current | Nobody saw ROE's dog. current")
		d.want("listed, counted", []any{d.article("a1").Claims, len(d.search(""))}, []any{2, 2})
	})

	t.Run("Refused", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", words)
		for what, code := range map[string]string{"John Doe": claims.ENotFound, "": claims.EInvalid, "…": claims.EInvalid, "a": claims.EInvalid} {
			d.fails(errorOf(d.Redact(t.Context(), d.ws, "a1", what, "ann")), code)
		}
		d.fails(errorOf(d.Redact(t.Context(), d.ws, "a2", "Roe", "ann")), claims.ENotFound)
		d.fails(errorOf(d.Redact(t.Context(), "nowhere", "a1", "Roe", "ann")), claims.ENotFound)
		d.want("text", d.article("a1").Text, words)
	})
}

func (d *desk) undoneNoMore() {
	d.t.Helper()
	_, err := d.Undo(d.t.Context(), d.ws, "a1", "")
	d.fails(err, claims.EConflict)
}
