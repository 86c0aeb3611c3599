package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/diff"
)

// changedStory is story an hour later.
const changedStory = `VARNHOLM — Five people were killed in a fire in Varnholm on Tuesday, mayor Petra Jonsk said on Wednesday.

Kestria said that it accepts the ceasefire. "The fire is out," Jonsk told reporters.

Correction: An earlier version of this story gave a lower number.`

func TestWhatChanged(t *testing.T) {
	w := newBench(t)
	w.desk.pages[page] = story
	w.command("article", "add", "url", page, "published", "2026-03-11", "title", "Fire")
	if w.shows("What changed") {
		t.Error("the first version has changes")
	}
	id := w.articles()[0].ID
	w.command("article", "diff", "article", id)
	w.wantText("one version only")

	w.pass(time.Hour)
	w.desk.pages[page] = changedStory
	w.command("article", "add", "url", page, "published", "2026-03-11", "title", "Five dead in fire")
	w.wantText("A new version of an article that was here")
	w.press("What changed")
	w.wantText("**What changed: Five dead in fire**", "version 1, known since 11 Mar 2026 → version 2, known since ",
		"⚠ The outlet notes a correction: “Correction: An earlier version of this story gave a lower number.”",
		"Title: ~~Fire~~ Five dead in fire", "± killed in Varnholm: ~~3~~ → **5**", "~~Three~~ **Five** people were killed")
	w.wantPrivate()

	w.command("article", "list")
	w.wantText("changed, 2 versions")
	w.play("menu", append([]string{"$CONTROL", verbDiffOne, "$VALUES", `["` + id + `"]`, "$FLAGS", "64"}, asModerator...)...)
	w.wantText("± killed in Varnholm: ~~3~~ → **5**")

	w.command("article", "diff", "article", id)
	w.wantText("± killed in Varnholm: ~~3~~ → **5**")
	w.play("control", "$CONTROL", customID(verbDiff, id))
	w.wantText("Only those who may use /article can do that")
}

// TestChangesCardFits holds a card of changes to Discord's limits, whatever the
// texts are, and obeys nothing in them.
func TestChangesCardFits(t *testing.T) {
	hostile := "@everyone <@5001> ~~x~~ **y** ```z``` [a](https://evil.example) "
	var many []claims.Claim
	d := diff.Article{Of: claims.Article{ID: strings.Repeat("i", 300), Title: hostile}, Notes: []string{strings.Repeat(hostile, 100), hostile, hostile}}
	d.Before.Title, d.After.Title = hostile, strings.Repeat(hostile, 50)
	for i := range 200 {
		c := claims.Claim{ID: fmt.Sprint(i), Kind: claims.KindStatement, Text: strings.Repeat(hostile, 5)}
		many = append(many, c)
		d.Claims.Altered = append(d.Claims.Altered, diff.Turned{Before: c, After: c, Turns: []diff.Turn{{What: diff.Said, Before: strings.Repeat(hostile, 20), After: ""}}})
		d.Text = append(d.Text, diff.Paragraphs("One two three "+hostile+fmt.Sprint(i), "One two four "+strings.Repeat(hostile, 9))...)
	}
	d.Claims.Added, d.Claims.Dropped = many, many
	out := changesCard(d)
	checkMessage(t, out.wire())
	if units(out.text) > maxDescription {
		t.Errorf("the card has %d units", units(out.text))
	}
	for _, want := range []string{"more altered claims", "more new claims", "more dropped claims", "more changed paragraphs"} {
		if !strings.Contains(out.text, want) {
			t.Errorf("want %q in %s", want, out.text)
		}
	}
	for _, never := range []string{"@everyone", " [a](", " <@5001>", "```"} {
		if strings.Contains(out.text, never) {
			t.Errorf("%q stands in the card", never)
		}
	}
}

// shows says whether something stands in the newest message, its controls and
// all.
func (w *bench) shows(part string) bool {
	w.t.Helper()
	all := w.discord.shown()
	return strings.Contains(string(all[len(all)-1].payload), part)
}
