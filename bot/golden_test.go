package bot

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/samples"
)

var update = flag.Bool("update", false, "rewrite the payloads in testdata")

// recording is a conversation as scripts/pictures draws it.
type recording struct {
	Messages []recorded `json:"messages"`
}

type recorded struct {
	From    string          `json:"from"`
	By      string          `json:"by,omitempty"`      // who used the command
	Command string          `json:"command,omitempty"` // that the bot answers
	Text    string          `json:"text,omitempty"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// golden compares a conversation with testdata/payloads.
func golden(t *testing.T, name string, messages ...recorded) {
	t.Helper()
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(recording{messages}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "payloads", name+".json")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s differs; look at it, then go test ./bot -update\n%s", file, got.String())
	}
}

// payload is the newest message, as one that answers a command. The ids of
// answers, which are random, and the days of loads become fixed ones.
func (w *bench) payload(by, command string) recorded {
	w.t.Helper()
	all := w.discord.shown()
	raw := string(all[len(all)-1].payload)
	if len(all) > 1 && strings.Contains(string(all[len(all)-2].payload), `{"flags":64}`) { // fixed when it was deferred
		raw = strings.Replace(raw, `"allowed_mentions"`, `"flags":64,"allowed_mentions"`, 1)
	}
	if id, _ := answerOf(w.answered(channel).Components); id != "" {
		raw = strings.ReplaceAll(raw, id, "4f1d2c9ab07e")
	}
	raw = loadedOn.ReplaceAllString(raw, "loaded 14 Mar 2026")
	raw = knownSince.ReplaceAllString(raw, "known since 11 Mar 2026 10:15 UTC")
	return recorded{From: "bot", By: by, Command: command, Payload: json.RawMessage(raw)}
}

// knownSince is when a changed text was found.
var knownSince = regexp.MustCompile(`known since \d+ \w+ \d{4} \d\d:\d\d UTC`)

var loadedOn = regexp.MustCompile(`loaded \d+ \w+ \d{4}`)

func said(who, text string) recorded { return recorded{From: who, Text: text} }

// loadFetched loads the sample articles as if each came from its page.
func (w *bench) loadFetched() {
	w.t.Helper()
	if _, err := w.store.Ensure(w.t.Context(), server, "News desk"); err != nil {
		w.t.Fatal(err)
	}
	dir := w.t.TempDir()
	if err := os.CopyFS(dir, samples.Files()); err != nil {
		w.t.Fatal(err)
	}
	for item, err := range w.desk.reader.Read(w.t.Context(), dir, claims.Given{}) {
		if err != nil {
			w.t.Fatal(err)
		}
		doc := item.Document
		if doc.Article.URL != "" {
			doc.Article.Origin = claims.OriginFetched
		} else {
			doc.Article.Origin = claims.OriginPasted
			doc.Article.ID, doc.Article.Path = "", "" // of this run's folder
			doc.Article.Identify()
		}
		if r := w.desk.LoadDocument(w.t.Context(), server, doc, signature("mod", mod)); r.Err != nil || r.Status != ingest.New {
			w.t.Fatal(r.Status, r.Err)
		}
	}
}

// TestPayloads keeps what members see, over the sample articles.
func TestPayloads(t *testing.T) {
	ask := func(w *bench, question string) recorded {
		w.play("ask", "$QUESTION", question)
		return w.payload("ann", "/ask")
	}
	stories := map[string]func(w *bench) []recorded{
		"answer_disputed": func(w *bench) []recorded {
			return []recorded{ask(w, "How many people were killed in Varnholm?")}
		},
		"answer_updated": func(w *bench) []recorded { return []recorded{ask(w, halvick)} },
		"answer_statement": func(w *bench) []recorded {
			w.say(mention("What did Edda Lindqvarn say?"))
			return []recorded{said("ann", "@claimbot What did Edda Lindqvarn say?"), w.payload("", "")}
		},
		"answer_position": func(w *bench) []recorded {
			return []recorded{ask(w, "Has Tarvonia accepted the ceasefire?")}
		},
		"answer_refused": func(w *bench) []recorded {
			return []recorded{ask(w, "What did Sefa Ardun say?")}
		},
		"answer_empty_server": func(w *bench) []recorded {
			w.play("ask", "$QUESTION", halvick, "$SERVER", other)
			return []recorded{w.payload("ann", "/ask")}
		},
		"proof": func(w *bench) []recorded {
			ask(w, "How many people were injured in Port Ersel?")
			w.play("control", append([]string{"$CONTROL", w.discord.button("Show proof")}, asModerator...)...)
			return []recorded{w.payload("mod", "Show proof")}
		},
		"sources": func(w *bench) []recorded {
			ask(w, "What did Edda Lindqvarn say?")
			w.play("control", "$CONTROL", w.discord.button("Sources"))
			return []recorded{w.payload("ann", "Sources")}
		},
		"loaded": func(w *bench) []recorded {
			w.desk.pages[page] = story
			w.command("article", "add", "url", page, "published", "2026-03-11", "outlet", "Gazette", "title", "Three dead in Varnholm fire")
			return []recorded{w.payload("mod", "/article add")}
		},
		"changed": func(w *bench) []recorded {
			w.desk.pages[page] = story
			w.command("article", "add", "url", page, "published", "2026-03-11", "outlet", "Gazette", "title", "Three dead in Varnholm fire")
			w.desk.pages[page] = changedStory
			w.command("article", "add", "url", page, "published", "2026-03-11", "outlet", "Gazette", "title", "Five dead in Varnholm fire")
			w.press("What changed")
			return []recorded{w.payload("mod", "What changed")}
		},
		"links": func(w *bench) []recorded {
			links := addresses(3)
			w.desk.pages[links[0]], w.desk.pages[links[2]] = story, changedStory
			w.command("article", "add", "url", strings.Join(links, " "), "published", "2026-03-11", "outlet", "Gazette")
			return []recorded{w.payload("mod", "/article add")}
		},
		"feeds": func(w *bench) []recorded {
			w.command("feed", "add", "url", valley, "words", `fire, "peace talks"`, "kinds", "casualty, ceasefire")
			w.command("feed", "add", "url", "https://valley.example/sports.xml")
			id := w.complete("feed", "pause", "feed", "sports")[0].Value
			w.command("feed", "pause", "feed", id)
			w.command("feed", "list")
			return []recorded{w.payload("mod", "/feed list")}
		},
		"outlets": func(w *bench) []recorded {
			w.command("outlet", "note", "outlet", "Meridian", "label", "state media", "note", "owned by the ministry")
			w.command("outlet", "list")
			return []recorded{w.payload("mod", "/outlet list")}
		},
		"purge": func(w *bench) []recorded {
			w.command("article", "purge", "article", w.loadedStory())
			return []recorded{w.payload("mod", "/article purge")}
		},
		"not_fetched": func(w *bench) []recorded {
			w.command("article", "add", "url", "https://blocked.example/story")
			return []recorded{w.payload("mod", "/article add")}
		},
		"list": func(w *bench) []recorded {
			w.command("article", "list")
			return []recorded{w.payload("mod", "/article list")}
		},
		"error": func(w *bench) []recorded {
			w.o.Asker = failing{errors.New("the disk is full")}
			return []recorded{ask(w, halvick)}
		},
		"choose_server": func(w *bench) []recorded {
			w.joins(ann, server, other)
			w.say(direct(halvick))
			return []recorded{said("ann", halvick), w.payload("", "")}
		},
		"help": func(w *bench) []recorded {
			w.play("help", asModerator...)
			return []recorded{{From: "bot", By: "mod", Command: "/help", Payload: w.discord.shown()[0].payload}}
		},
	}
	for name, story := range stories {
		t.Run(name, func(t *testing.T) {
			w := newBench(t)
			w.loadFetched()
			golden(t, name, story(w)...)
		})
	}
}
