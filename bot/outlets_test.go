package bot

import "testing"

func TestOutlets(t *testing.T) {
	w := newBench(t)
	w.command("outlet", "list")
	w.wantText("No outlets are known here yet")
	w.desk.pages[page] = story
	w.command("article", "add", "url", page, "published", "2026-03-11", "outlet", "Gazette")

	if o := w.complete("outlet", "note", "outlet", "gaz"); len(o) != 1 || o[0].Value != "Gazette" {
		t.Fatalf("offered %+v", o)
	}
	if o := w.complete("outlet", "note", "label", "st"); len(o) != 2 || o[0].Value != "st" || o[1].Value != "state media" {
		t.Fatalf("labels offered %+v", o)
	}
	w.command("outlet", "note", "outlet", "gazette", "label", "state media", "note", "owned by the *ministry*")
	w.wantText("**Noted: Gazette**", "label: state media", `note: owned by the \*ministry\*`, "gazette.example · 1 article, ")
	w.wantPrivate()
	const question = "How many people were killed in Varnholm?"
	w.play("ask", "$QUESTION", question)
	w.wantText("state media")
	w.command("outlet", "note", "outlet", "gazette", "label", "None")
	w.wantText("**Noted: Gazette**", "note: owned")
	w.command("outlet", "list", "search", "ministry")
	w.wantText("No outlet here has “ministry”")
	w.command("outlet", "exclude", "outlet", "Gazette")
	w.wantText("**Left out: Gazette**", "**left out of answers**")
	w.play("ask", "$QUESTION", question)
	w.wantText("All articles loaded here are of excluded outlets")
	w.command("outlet", "include", "outlet", "Gazette")
	w.wantText("**Taken in: Gazette**")
	w.play("ask", "$QUESTION", question)
	w.wantText("**3 killed in Varnholm**")
	w.command("outlet", "clear", "outlet", "Gazette")
	w.wantText("**Forgotten, what was said of Gazette**")
	w.command("outlet", "note", "outlet", "Gazette")
	w.wantText("Give a label, a note, or both")
	w.command("outlet", "list")
	w.wantText("**Outlets** · 1", "**Gazette**")
}
