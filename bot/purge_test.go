package bot

import (
	"strings"
	"testing"
	"time"
)

// loadedStory loads the story and gives its id.
func (w *bench) loadedStory() string {
	w.t.Helper()
	w.desk.pages[page] = story
	w.command("article", "add", "url", page, "published", "2026-03-11", "outlet", "Gazette", "title", "Fire")
	return w.articles()[0].ID
}

func TestPurge(t *testing.T) {
	w := newBench(t)
	id := w.loadedStory()
	w.play("ask", "$QUESTION", "How many people were killed in Varnholm?")
	w.command("article", "purge", "article", id)
	w.wantText("**Delete for good: Fire (3 claims)?**", "Nothing brings it back")
	sure, keep := w.discord.button("Delete for good"), w.discord.button("Keep it")

	w.play("control", "$CONTROL", sure, "$FLAGS", "64") // somebody else
	w.wantText("Only the one who used the command can confirm it")
	w.play("control", append([]string{"$CONTROL", keep, "$FLAGS", "64"}, asModerator...)...)
	w.wantText("Nothing was deleted.")
	if len(w.articles()) != 1 {
		t.Fatal("it is gone")
	}

	w.command("article", "purge", "article", id)
	w.press("Delete for good")
	w.wantText("**Deleted for good.**", "1 version, ", "3 claims destroyed; 1 answer rested on it", "Not reached: backups")
	if len(w.articles()) != 0 {
		t.Error("it is still there")
	}
	w.play("control", append([]string{"$CONTROL", sure, "$FLAGS", "64"}, asModerator...)...)
	w.wantText("was purged on")
	if strings.Contains(w.log.String(), "Three people") {
		t.Error("the log has its words")
	}
}

func TestPurgeRemoved(t *testing.T) {
	w := newBench(t)
	id := w.loadedStory()
	w.command("article", "remove", "article", id)
	w.wantPrivate()
	w.wantText("no answers given before rested on it")
	w.command("article", "purge", "article", id)
	w.wantText("the removed article `" + id + "`")
	w.press("Delete for good")
	w.wantText("**Deleted for good.**")
	w.command("article", "undo", "article", id)
	if strings.Contains(w.discord.text(), "It is back") {
		t.Error(w.discord.text())
	}
}

func TestRedact(t *testing.T) {
	w := newBench(t)
	id := w.loadedStory()
	w.command("article", "redact", "article", id, "words", "Petra Jonsk")
	w.wantText("**Take “Petra Jonsk” out of Fire (3 claims)?**")
	sure := w.discord.button("Take them out")
	w.play("control", "$CONTROL", sure, "$FLAGS", "64")
	w.wantText("Only the one who used the command")
	w.play("control", append([]string{"$CONTROL", sure, "$FLAGS", "64"}, asModerator...)...)
	w.wantText("**Taken out of Fire**", "1 place; ", "depended on the words")
	if view, err := w.store.Article(t.Context(), server, id); err != nil || strings.Contains(view.Text, "Petra") {
		t.Errorf("%v: %s", err, view.Text)
	}
	w.play("control", append([]string{"$CONTROL", sure, "$FLAGS", "64"}, asModerator...)...)
	w.wantText("This question is out of date")
	if strings.Contains(w.log.String(), "Petra") {
		t.Error("the log has the words")
	}

	w.command("article", "redact", "article", id, "words", "nobody of that name")
	w.press("Take them out")
	if strings.Contains(w.discord.text(), "Taken out") || strings.Contains(w.discord.text(), "went wrong here") {
		t.Error(w.discord.text())
	}

	w.command("article", "redact", "article", id, "words", "Varnholm")
	w.pass(time.Hour) // too late to confirm
	w.press("Take them out")
	w.wantText("out of date")
	if view, err := w.store.Article(t.Context(), server, id); err != nil || !strings.Contains(view.Text, "Varnholm") {
		t.Errorf("%v: %s", err, view.Text)
	}
}
