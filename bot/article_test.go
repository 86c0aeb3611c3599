package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

const story = `VARNHOLM — Three people were killed in a fire in Varnholm on Tuesday, mayor Petra Jonsk said on Wednesday.

Kestria said that it accepts the ceasefire. "The fire is out," Jonsk told reporters.`

const page = "https://gazette.example/fire"

// given makes the options of a subcommand.
func given(pairs ...string) string {
	var out []string
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, fmt.Sprintf(`{"name":%q,"type":3,"value":%q}`, pairs[i], pairs[i+1]))
	}
	return "[" + strings.Join(out, ",") + "]"
}

// command plays a subcommand as a moderator.
func (w *bench) command(name, sub string, pairs ...string) {
	w.t.Helper()
	w.play("command", append([]string{"$COMMAND", name, "$SUB", sub, "$OPTIONS", given(pairs...)}, asModerator...)...)
}

// press presses a button of the newest message as a moderator; the message is
// one that only they see.
func (w *bench) press(label string) {
	w.t.Helper()
	w.play("control", append([]string{"$CONTROL", w.discord.button(label), "$FLAGS", "64"}, asModerator...)...)
}

// submit fills a form in as a moderator.
func (w *bench) submit(id string, pairs ...string) {
	w.t.Helper()
	var rows []string
	for i := 0; i < len(pairs); i += 2 {
		rows = append(rows, fmt.Sprintf(`{"type":1,"components":[{"type":4,"custom_id":%q,"value":%q}]}`, pairs[i], pairs[i+1]))
	}
	w.play("form", append([]string{"$FORM", id, "$INPUTS", "[" + strings.Join(rows, ",") + "]", "$FLAGS", "64"}, asModerator...)...)
}

// form is the form that was opened last.
func (w *bench) form() wireForm {
	w.t.Helper()
	all := w.discord.shown()
	if last := all[len(all)-1]; last.op != "respond 9" {
		w.t.Fatalf("no form was opened but %s: %s", last.op, last.payload)
	}
	return decoded[wireForm](w.t, all[len(all)-1].payload)
}

func (w *bench) wantPrivate() {
	w.t.Helper()
	for _, s := range w.discord.shown() {
		if strings.HasPrefix(s.op, "respond") && s.op != "respond 9" && s.op != "respond 8" && s.op != "respond 6" && !strings.Contains(string(s.payload), `"flags":64`) {
			w.t.Errorf("all can see %s: %s", s.op, s.payload)
		}
	}
}

func (w *bench) articles() []ingest.ArticleRow {
	w.t.Helper()
	rows, err := w.store.Articles(w.t.Context(), server, ingest.ArticleQuery{})
	if err != nil {
		w.t.Fatal(err)
	}
	return rows
}

func TestAddByLink(t *testing.T) {
	w := newBench(t)
	w.desk.pages[page] = story
	w.command("article", "add", "url", page, "published", "11 March 2026", "outlet", "Gazette")
	w.wantOps("respond 5, edit")
	w.wantText("Loaded: ", "Gazette (gazette.example, fetched) · 11 Mar 2026", "**3 killed**", "**Kestria: accepts**", "rejected")
	w.wantPrivate()
	for _, label := range []string{"Claims", "Undo", "Wrong date"} {
		w.discord.button(label)
	}

	w.pass(time.Hour)
	w.command("article", "add", "url", page, "published", "11 March 2026", "outlet", "Gazette")
	w.wantText("Was here already, loaded by @ann, ", " UTC: nothing changed, ", "**3 killed**")

	w.press("Claims")
	w.wantText("• **3 killed** · ")
}

func TestAddUndoAndDate(t *testing.T) {
	w := newBench(t)
	w.desk.pages[page] = story
	w.command("article", "add", "url", page)
	w.wantText("⚠ No date was found")
	w.press("Wrong date")
	f := w.form()
	if f.Title != "When was it published?" {
		t.Errorf("form %+v", f)
	}
	w.submit(f.CustomID, "published", "yesterday-ish")
	w.wantText("is not a date that I can read; write a day as 2026-03-14")
	w.submit(f.CustomID, "published", "2026-03-11 08:40 +02:00")
	w.wantText("**Published 11 Mar 2026 08:40 UTC+2: ")
	if a := w.articles(); len(a) != 1 || a[0].PublishedAt.Day() != "2026-03-11" {
		t.Errorf("articles %+v", a)
	}
	w.press("Undo") // of the date
	w.wantText("Its date is the one before again: undated")
	id := w.articles()[0].ID
	w.command("article", "undo", "article", id) // of the load
	w.wantText("It is not loaded any more")
	if a := w.articles(); len(a) != 0 {
		t.Errorf("articles %+v", a)
	}
	w.command("article", "undo", "article", id)
	w.wantText("Nothing that was done to article")
}

func TestRemoveAndRedo(t *testing.T) {
	w := newBench(t)
	w.desk.pages[page] = story
	w.command("article", "add", "url", page, "published", "2026-03-11")
	id := w.articles()[0].ID
	w.play("ask", "$QUESTION", "How many people were killed in Varnholm?")
	proof, sources := w.discord.button("Show proof"), w.discord.button("Sources")
	w.command("article", "redo", "article", id)
	w.wantText("**Read again: ", "by the offline engine")
	w.command("article", "remove", "article", id)
	w.wantText("**Removed: ", "id `"+id+"`")

	w.play("control", "$CONTROL", proof)
	w.wantText("The article of this claim was removed. Its words are not shown any more.")
	w.play("control", "$CONTROL", sources)
	w.wantText(`\[1\] The article of this claim was removed.`, "⚠ Stale")
	if strings.Contains(w.discord.text(), "Three people") {
		t.Errorf("words of a removed article are shown: %s", w.discord.text())
	}
	w.play("control", append([]string{"$CONTROL", proof}, asModerator...)...)
	w.wantText("Three people were killed", "only moderators see this")

	w.command("article", "undo", "article", id)
	w.wantText("It is back, with its claims.")
	w.play("control", "$CONTROL", proof)
	w.wantText("__**Three people were killed")

	if _, err := w.store.Purge(t.Context(), server, id, "ann"); err != nil {
		t.Fatal(err)
	}
	for _, control := range []string{proof, sources} {
		w.play("control", append([]string{"$CONTROL", control}, asModerator...)...)
		w.wantText("The words of this claim were purged or redacted since; they are not kept.")
		if strings.Contains(w.discord.text(), "Three people") {
			t.Errorf("words of a purged article are shown: %s", w.discord.text())
		}
	}
	w.wantText("⚠ Not whole: ")
}

func TestFetchFails(t *testing.T) {
	w := newBench(t)
	const blocked = "https://blocked.example/story"
	w.command("article", "add", "url", blocked, "outlet", "Blocked News", "published", "2026-03-11")
	w.wantOps("respond 5, edit")
	w.wantText("cannot be fetched")
	if w.discord.last().Embeds[0].URL != blocked {
		t.Error("the link does not stand in the message")
	}
	again := w.discord.button("Paste text")
	w.press("Paste text")
	values := map[string]string{}
	for _, row := range w.form().Components {
		values[row.Components[0].CustomID] = row.Components[0].Value
	}
	if values["url"] != blocked || values["outlet"] != "Blocked News" || values["published"] != "2026-03-11" {
		t.Errorf("the form is filled in with %v", values)
	}
	w.submit(w.form().CustomID, "url", blocked, "outlet", "Blocked News", "published", "2026-03-11", "title", "", "text", story)
	w.wantText("Blocked News (blocked.example, pasted by @ann, not checked against the page)")

	w.pass(time.Hour) // what was given is forgotten; the link is not
	w.play("control", append([]string{"$CONTROL", again, "$FLAGS", "64"}, asModerator...)...)
	if got := w.form().Components[0].Components[0].Value; got != blocked {
		t.Errorf("the form has the link %q", got)
	}
}

func TestAddByForm(t *testing.T) {
	w := newBench(t)
	w.command("article", "add")
	if f := w.form(); len(f.Components) != 5 {
		t.Fatalf("form %+v", f)
	}
	w.submit(verbAdd, "url", "", "text", "  ")
	w.wantText("The form has no text")
	w.submit(verbAdd, "url", "no address", "text", story)
	w.wantText("is not a web address")
	w.submit(verbAdd, "url", "", "title", "A *bold* title", "text", story)
	w.wantText(`**A \*bold\* title**`, "pasted by @ann")
	w.command("article", "add", "url", "ftp://x")
	w.wantText("is not a web address")
	w.command("article", "add", "published", "soon")
	w.wantText("not a date")
}

func TestAddByFile(t *testing.T) {
	w := newBench(t)
	w.discord.files["https://cdn.discordapp.com/ephemeral-attachments/1/6001/fire.txt"] = []byte(story)
	w.play("attached", append([]string{"$FILE", "fire.txt"}, asModerator...)...)
	w.wantText("**Handed in**", "pasted by @ann", "**3 killed**")
	w.play("attached", append([]string{"$FILE", "gone.txt"}, asModerator...)...)
	w.wantText("Discord did not give the attachment")
	w.discord.files["https://cdn.discordapp.com/ephemeral-attachments/1/6001/fire.exe"] = []byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00\xff\xff\x00\x00")
	w.play("attached", append([]string{"$FILE", "fire.exe"}, asModerator...)...)
	w.wantText("binary data, not text")
}

func TestLoadMessage(t *testing.T) {
	const file = `[{"id":"1","filename":"fire.txt","content_type":"text/plain","size":200,"url":"https://cdn.discordapp.com/a/fire.txt","proxy_url":""}]`
	const picture = `[{"id":"1","filename":"fire.png","content_type":"image/png","size":200,"url":"https://cdn.discordapp.com/a/fire.png","proxy_url":""}]`
	tests := []struct{ name, content, files, want string }{
		{"Text", story, "[]", "pasted by @ann"},
		{"TextWithItsLink", page + "\n" + strings.Repeat(story+"\n", 2), "[]", "gazette.example, pasted by @ann, not checked"},
		{"TextWithALinkInIt", strings.Repeat(story+" see https://gazette.example/fire too. ", 1) + strings.Repeat(story, 2), "[]", "(pasted by @ann)"},
		{"Link", page, "[]", "gazette.example, fetched"},
		{"LinkWithAWord", "look: <" + page + ">", "[]", "gazette.example, fetched"},
		{"File", "", file, "pasted by @ann"},
		{"OnlyAPicture", "", picture, "no text, no link and no file"},
		{"Nothing", "", "[]", "no text, no link and no file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newBench(t)
			w.desk.pages[page] = story
			w.discord.files["https://cdn.discordapp.com/a/fire.txt"] = []byte(story)
			w.play("load_message", append([]string{"$CONTENT", tt.content, "$FILES", tt.files}, asModerator...)...)
			w.wantText(tt.want)
			w.wantPrivate()
		})
	}
}

func TestLinesOfArticles(t *testing.T) {
	results := []ingest.Result{
		{Name: "line 1", Article: claims.Article{ID: "a", Title: "One"}, Status: ingest.New, Count: 3},
		{Name: "line 2", Err: claims.Errorf(claims.EUnreadable, "The article has no text.")},
	}
	text := loadedList(results).text
	for _, want := range []string{"**1 article loaded, 1 failed**", "• One · new, 3 claims", "• ⚠ line 2: The article has no text."} {
		if !strings.Contains(text, want) {
			t.Errorf("want %q in %s", want, text)
		}
	}
	for range 400 {
		results = append(results, results[0])
	}
	if c := loadedList(results); !strings.Contains(c.text, "more articles: see `/article list`") {
		t.Error(c.text)
	} else {
		checkMessage(t, c.wire())
	}
}

func TestReadTime(t *testing.T) {
	for in, want := range map[string]claims.Time{
		"":                        "",
		"2026-03-14":              "2026-03-14",
		"14 Mar 2026":             "2026-03-14",
		"March 14, 2026":          "2026-03-14",
		"14.3.2026":               "2026-03-14",
		"2026-03-14T08:40:00Z":    "2026-03-14T08:40:00Z",
		"2026-03-14 08:40 +02:00": "2026-03-14T08:40:00+02:00",
		"2026-03-14 08:40 UTC":    "2026-03-14T08:40:00Z",
		"2026-03-14 08:40 EST":    "!",
		"2026-03-14 08:40":        "!",
		"03/04/2026":              "!",
		"last week":               "!",
	} {
		got, err := readTime(in)
		if want == "!" {
			if claims.ErrorCode(err) != claims.EInvalid {
				t.Errorf("%q gives %q, %v", in, got, err)
			}
		} else if got != want || err != nil {
			t.Errorf("%q gives %q, %v; want %q", in, got, err, want)
		}
	}
}

// TestTendingByOthers lets nobody tend articles by a control on a message that
// all can see, but those who may.
func TestTendingByOthers(t *testing.T) {
	w := newBench(t)
	w.desk.pages[page] = story
	w.command("article", "add", "url", page, "published", "2026-03-11")
	id := w.articles()[0].ID
	for _, control := range []string{customID(verbUndo, id), customID(verbDate, id), customID(verbClaims, "1", "", id)} {
		w.play("control", "$CONTROL", control)
		w.wantText("Only those who may use /article can do that")
	}
	if len(w.articles()) != 1 {
		t.Error("a member undid a load")
	}
	w.play("control_direct", "$CONTROL", customID(verbUndo, id))
	w.wantText("Articles belong to a server")
}
