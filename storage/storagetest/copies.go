package storagetest

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/text"
	"github.com/claimbot/claimbot/claims/track"
	"github.com/claimbot/claimbot/storage"
)

// What two outlets carry, and what another tells of.
const (
	wireText  = "The old bridge over the river fell in the night. Three people were hurt when the storm took the last of its arches. The mayor said that the ferry would carry all who had to cross."
	otherText = "The harvest was brought in early this year. Nobody had seen so dry a summer in the valley since the mill was built beside the river."
)

func testCopies(t *testing.T, open func(*testing.T) storage.Store) {
	t.Run("WhatWasExtractedIsToBeLinked", func(t *testing.T) {
		d := openDesk(t, open)
		saved := d.save("a1", wireText)
		d.want("read", d.unlinked(), "")
		d.extract(saved)
		d.want("extracted", []any{d.unlinked(), d.unlinkedIn()}, []any{"a1", d.ws})
		turn := d.turn("a1")
		d.want("turn", []any{turn.Article.Text, len(d.made("a1"))}, []any{wireText, 3})
		d.want("state", d.article("a1").State, ingest.StateExtracted)
		d.want("alone", d.print(turn), "")
		d.want("linked", []any{d.unlinked(), d.unlinkedIn(), d.article("a1").State}, []any{"", "", ingest.StateLinked})
		_, ok, err := d.ToLink(d.t.Context(), d.ws, "a1")
		d.want("nothing to do", []any{ok, err}, []any{false, nil})
		d.extract(saved)
		d.want("the same extraction", d.unlinked(), "")
		d.load("a1", otherText)
		d.want("a new revision", d.unlinked(), "a1")
		d.ok(errorOf(d.Remove(d.t.Context(), d.ws, "a1", "ann")))
		d.want("removed", []any{d.unlinked(), d.unlinkedIn()}, []any{"", ""})
		_, ok, err = d.ToLink(d.t.Context(), d.ws, "a1")
		d.want("no text to link", []any{ok, err}, []any{false, nil})
		_, err = d.Undo(d.t.Context(), d.ws, "a1", "ann")
		d.ok(err)
		d.want("brought back", d.unlinked(), "a1")
	})

	t.Run("FindsWhatSharesMarks", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", wireText)
		d.load("a2", otherText)
		d.load("a3", wireText)
		d.load("a4", wireText)
		d.want("first", d.print(d.turn("a1")), "")
		d.want("another story", d.print(d.turn("a2")), "")
		d.want("copy", d.print(d.turn("a3")), "a1")
		d.want("and again, in a turn that is not over", d.print(d.turn("a3")), "a1")
		d.want("texts", d.texts("a2", "gone", "a1"), "a2 "+otherText+"|a1 "+wireText)
		d.ok(errorOf(d.Remove(d.t.Context(), d.ws, "a1", "ann")))
		d.want("texts of those that are there", d.texts("a1", "a2"), "a2 "+otherText)
		d.want("of one that is there", d.print(d.turn("a4")), "a3")
	})

	t.Run("ATurnThatIsOverIsRefused", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", wireText)
		old := d.turn("a1")
		d.load("a1", otherText)
		_, err := d.Print(d.t.Context(), d.ws, old, nil, nil)
		d.fails(err, claims.EConflict)
		d.fails(d.SaveLinks(d.t.Context(), d.ws, old, track.Links{}), claims.EConflict)
		turn := d.turn("a1")
		again := d.extraction(turn.Article)
		again.Version = "2"
		d.ok(d.SaveExtraction(d.t.Context(), d.ws, again))
		d.fails(d.SaveLinks(d.t.Context(), d.ws, turn, track.Links{}), claims.EConflict)
		d.want("still to be linked", d.unlinked(), "a1")
		d.ok(d.SaveLinks(d.t.Context(), d.ws, d.turn("a1"), track.Links{}))
		d.fails(d.SaveLinks(d.t.Context(), d.ws, turn, track.Links{}), claims.EConflict)
	})

	t.Run("KeepsLinks", func(t *testing.T) {
		d := openDesk(t, open)
		a1, a2 := d.linkCopies()
		d.saveArticle(claims.Article{ID: "a1", Text: wireText, Via: []string{"Reuters"}})
		want := []track.CopyLink{{A: "a1", B: "a2", ViaA: []string{"Reuters"}, Share: 0.9}}
		for _, ids := range [][]string{{"a1"}, {"a2"}, {"a2", "a1", "nothing"}} {
			d.want("copies", d.copiesOf(ids...), want)
		}
		pairs := [][2]string{{min(a1[0].ID, a2[0].ID), max(a1[0].ID, a2[0].ID)}}
		d.want("repeats", d.repeats(a1[0].ID, a2[0].ID, a2[1].ID), pairs)
		d.want("of one of them", d.repeats(a1[0].ID, a2[1].ID), pairs)
		d.want("of neither", len(d.repeats(a1[1].ID, a2[1].ID)), 0)
		copies := d.article("a2").Copies
		d.want("shown", []any{len(copies), copies[0].Article.ID, copies[0].Article.Via, copies[0].Order, d.article("a1").ArticleRow.Carried}, []any{1, "a1", []string{"Reuters"}, "", 1})
	})

	t.Run("LinksFollowTheArticle", func(t *testing.T) {
		d := openDesk(t, open)
		a1, a2 := d.linkCopies()
		d.ok(errorOf(d.Remove(d.t.Context(), d.ws, "a1", "ann")))
		d.want("removed", []any{len(d.copiesOf("a1", "a2")), d.article("a2").Carried}, []any{0, 0})
		_, err := d.Undo(d.t.Context(), d.ws, "a1", "ann")
		d.ok(err)
		d.want("brought back", len(d.copiesOf("a2")), 1)
		d.want("its links are candidates", d.print(d.turn("a1")), "a2")
		d.ok(d.SaveLinks(d.t.Context(), d.ws, d.turn("a1"), track.Links{Compared: []string{"a2"}}))
		d.want("links taken back", []any{len(d.copiesOf("a2")), len(d.repeats(a1[0].ID, a2[0].ID))}, []any{0, 0})
	})

	t.Run("WhatAnotherTurnLinkedMeanwhileStays", func(t *testing.T) {
		d := openDesk(t, open)
		for _, id := range []string{"a1", "a2", "a3"} {
			d.load(id, wireText)
		}
		a1, a2, a3 := d.turn("a1"), d.turn("a2"), d.turn("a3")
		d.print(a1)
		d.want("the second finds the first", d.print(a2), "a1")
		d.want("the third finds both", d.print(a3), "a1 a2")
		first, third := d.made("a1")[0].ID, d.made("a3")[0].ID
		d.ok(d.SaveLinks(d.t.Context(), d.ws, a3, track.Links{Compared: []string{"a1", "a2"}, Copies: []track.CopyOf{{Article: "a1", Share: 1}, {Article: "a2", Share: 1}}, Repeats: [][2]string{{third, first}}}))
		d.ok(d.SaveLinks(d.t.Context(), d.ws, a2, track.Links{Compared: []string{"a1"}, Copies: []track.CopyOf{{Article: "a1", Share: 1}}}))
		d.want("copies", len(d.copiesOf("a1", "a2", "a3")), 3)
		d.want("repeats", len(d.repeats(third)), 1)
	})

	t.Run("LinkedTwiceIsLinkedOnce", func(t *testing.T) {
		d := openDesk(t, open)
		linker := track.New(d.Store, nil)
		long := strings.Repeat(wireText+" "+otherText+" ", 3)
		for _, id := range []string{"a1", "a2", "a3"} {
			d.load(id, long)
			copies, err := linker.Link(d.t.Context(), d.ws, id)
			d.ok(err)
			d.want("copies", len(copies), len(d.copiesOf(id)))
		}
		before := []any{d.copiesOf("a1", "a2", "a3")}
		d.want("links", len(d.copiesOf("a1", "a2", "a3")), 3)
		for _, id := range []string{"a1", "a2", "a3"} {
			x := d.extraction(d.article(id).Article)
			x.Version = "2"
			d.ok(d.SaveExtraction(d.t.Context(), d.ws, x))
		}
		n, err := linker.Resume(d.t.Context(), "")
		d.want("again", []any{n, err, []any{d.copiesOf("a1", "a2", "a3")}}, []any{3, nil, before})
	})
}

// linkCopies loads two copies and links them and their first claims.
func (d *desk) linkCopies() (a1, a2 []claims.Claim) {
	d.t.Helper()
	d.load("a1", wireText)
	d.load("a2", wireText)
	d.print(d.turn("a1"))
	turn := d.turn("a2")
	d.print(turn)
	a1, a2 = d.made("a1"), d.made("a2")
	links := track.Links{Copies: []track.CopyOf{{Article: "a1", Share: 0.9}, {Article: "gone", Share: 1}}, Repeats: [][2]string{{a2[0].ID, a1[0].ID}, {a2[1].ID, "gone"}}}
	d.ok(d.SaveLinks(d.t.Context(), d.ws, turn, links))
	d.want("linked", d.unlinked(), "")
	return a1, a2
}

func (d *desk) unlinked() string {
	d.t.Helper()
	ids, err := d.Unlinked(d.t.Context(), d.ws)
	d.ok(err)
	return strings.Join(ids, " ")
}

func (d *desk) unlinkedIn() string {
	d.t.Helper()
	ids, err := d.UnlinkedIn(d.t.Context())
	d.ok(err)
	return strings.Join(ids, " ")
}

func (d *desk) turn(id string) track.Turn {
	d.t.Helper()
	turn, ok, err := d.ToLink(d.t.Context(), d.ws, id)
	d.ok(err)
	if !ok {
		d.t.Fatalf("%s is not to be linked", id)
	}
	return turn
}

func (d *desk) print(t track.Turn) string {
	d.t.Helper()
	shingles := text.Shingle(t.Article.Text)
	ids, err := d.Print(d.t.Context(), d.ws, t, shingles.Marks(), shingles.Probes())
	d.ok(err)
	return strings.Join(ids, " ")
}

func (d *desk) texts(ids ...string) string {
	d.t.Helper()
	texts, err := d.Texts(d.t.Context(), d.ws, ids)
	d.ok(err)
	var all []string
	for _, t := range texts {
		all = append(all, t.Article.ID+" "+t.Article.Text)
	}
	return strings.Join(all, "|")
}

func (d *desk) made(id string) []claims.Claim {
	d.t.Helper()
	made, err := d.ClaimsOf(d.t.Context(), d.ws, []string{id, "gone"})
	d.ok(err)
	d.want("of none", len(made["gone"]), 0)
	return made[id]
}

func (d *desk) copiesOf(ids ...string) []track.CopyLink {
	d.t.Helper()
	links, err := d.CopiesOf(d.t.Context(), d.ws, ids)
	d.ok(err)
	return links
}

func (d *desk) repeats(ids ...string) [][2]string {
	d.t.Helper()
	pairs, err := d.RepeatsOf(d.t.Context(), d.ws, ids)
	d.ok(err)
	return pairs
}
