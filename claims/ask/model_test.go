package ask_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/llm"
	"github.com/claimbot/claimbot/storage"
)

// TestModelStories tells the stories of testdata/model: articles, questions,
// what a model replies to the question of that number, and what is answered.
// A question without a reply is one for which the model must not be asked. In
// a reply, @{words} stands for the name of the offered claim with these words.
func TestModelStories(t *testing.T) {
	files, err := filepath.Glob("testdata/model/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d stories, %v", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			story, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := tellModel(t, story)
			last := len(story.Files) - 1
			switch want := story.Files[last]; {
			case want.Name != "answers":
				t.Fatal("the last file is not the answers")
			case bytes.Equal(want.Data, got):
			case *update:
				story.Files[last].Data = got
				if err := os.WriteFile(name, txtar.Format(story), 0o644); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("got\n%s\nwant\n%s", got, want.Data)
			}
		})
	}
}

func tellModel(t *testing.T, story *txtar.Archive) []byte {
	t.Helper()
	return tellModelFrom(t, story, loaded(t, story))
}

func tellModelFrom(t *testing.T, story *txtar.Archive, store storage.Store) []byte {
	t.Helper()
	replies := map[string]string{}
	for _, f := range story.Files {
		if number, ok := strings.CutPrefix(f.Name, "reply "); ok {
			replies[number] = string(f.Data)
		}
	}
	var out bytes.Buffer
	for i, q := range questionsOf(story) {
		number := fmt.Sprint(i + 1)
		model := &scripted{t: t, reply: replies[number]}
		log := &keeping{}
		asker := ask.New(ask.Options{Index: store, Outlets: store, Log: log, Model: model, Now: storyTime, Slog: silent})
		reply, err := asker.Ask(t.Context(), ask.Request{Workspace: "local", Question: q})
		if err != nil {
			t.Fatal(err)
		}
		if model.asked == 0 && replies[number] != "" {
			t.Errorf("the model was not asked %q", q)
		}
		writeComposed(&out, reply, log.entry)
	}
	return out.Bytes()
}

func writeComposed(out *bytes.Buffer, r ask.Reply, kept ask.Entry) {
	a := r.Answer.Answer()
	var body bytes.Buffer
	write(&body, a)
	fmt.Fprintf(out, "%s[%s]\n", strings.TrimSuffix(body.String(), "\n"), a.Engine)
	for _, f := range kept.Fallen {
		fmt.Fprintf(out, "fell (%s: %s): %s\n", f.Problem.Reason, f.Problem.Words, f.Sentence.Text)
	}
	if r.Fallback != "" {
		fmt.Fprintf(out, "fallback: %s\n", r.Fallback)
	}
	fmt.Fprintln(out)
}

// keeping is a log that keeps the last entry.
type keeping struct{ entry ask.Entry }

func (k *keeping) SaveAnswer(_ context.Context, _ string, e ask.Entry) (string, error) {
	k.entry = e
	return "a1", nil
}

// scripted is a model with one reply. It is strict about what it is asked.
type scripted struct {
	t     *testing.T
	reply string
	err   error
	asked int
	user  string
}

func (*scripted) Model() string { return "scripted" }

func (m *scripted) Generate(ctx context.Context, r llm.Request) (llm.Reply, error) {
	m.asked++
	m.user = r.User
	if m.asked > 1 || m.reply == "" && m.err == nil {
		m.t.Errorf("the model was asked %d times", m.asked)
	}
	if _, ok := ctx.Deadline(); !ok || r.Purpose != "compose" || r.System == "" || r.MaxTokens == 0 || r.Schema == nil || !json.Valid(r.Schema.JSON) {
		m.t.Errorf("a request that is not whole: %+v", r)
	}
	return llm.Reply{Text: m.named(), Tokens: llm.Tokens{Prompt: 100, Completion: 10}}, m.err
}

var byWords = regexp.MustCompile(`@\{([^}]+)\}`)

// named puts the offered claims' names into the reply.
func (m *scripted) named() string {
	document := m.user[strings.Index(m.user, "{"):strings.Index(m.user, "INSTRUCTIONS")]
	var offered struct {
		Claims []struct{ ID, Text, Outlet string }
	}
	if err := json.Unmarshal([]byte(document), &offered); err != nil {
		m.t.Error(err)
	}
	return byWords.ReplaceAllStringFunc(m.reply, func(mark string) string {
		words := byWords.FindStringSubmatch(mark)[1]
		for _, c := range offered.Claims {
			if strings.Contains(c.Text, words) || c.Outlet == words {
				return c.ID
			}
		}
		m.t.Errorf("no claim with %q is offered: %s", words, document)
		return "c0"
	})
}

// oneArticle is a story with one article.
func oneArticle(text string) *txtar.Archive {
	line, err := json.Marshal(map[string]string{"id": "one", "outlet": "The Vale Courier", "published_at": "2026-03-13", "text": text})
	if err != nil {
		panic(err)
	}
	return &txtar.Archive{Files: []txtar.File{{Name: "articles.jsonl", Data: line}}}
}

const (
	ferry         = "Six people were injured in Varnholm on Monday, police said. Harbour master Tom Reyes denied that the port had been closed."
	ferryQuestion = "Was the port closed?"
	ferryReply    = `{"answerable":true,"sentences":[{"text":"Harbour master Tom Reyes denied that the port had been closed.","claims":["@{Reyes}"]}]}`
)

// TestModelFallsBack tells what members see when the model does not do its
// part: the answer that stands without it, and one sentence about why.
func TestModelFallsBack(t *testing.T) {
	store := loaded(t, oneArticle(ferry))
	failure := func(kind llm.Kind) *scripted {
		return &scripted{t: t, err: &llm.Error{Kind: kind, Message: "For the operator: key sk-123."}}
	}
	tests := []struct {
		name   string
		model  llm.Generator
		want   string // in the fallback
		tokens int
	}{
		{"Composes", &scripted{t: t, reply: ferryReply}, "", 110},
		{"Quota", failure(llm.Quota), "resting", 110},
		{"Denied", failure(llm.Denied), "resting", 110},
		{"NoModel", failure(llm.NoModel), "resting", 110},
		{"Budget", failure(llm.Budget), "resting", 110},
		{"Busy", failure(llm.Busy), "in time", 110},
		{"Unavailable", failure(llm.Unavailable), "in time", 110},
		{"Refused", failure(llm.Refused), "could not be used", 110},
		{"Unreadable", failure(llm.Unreadable), "could not be used", 110},
		{"Rubbish", &scripted{t: t, reply: "As a model I cannot answer that."}, "could not be used", 110},
		{"AnotherObject", &scripted{t: t, reply: `{"sentences":"none"}`}, "could not be used", 110},
		{"NotAnswerable", &scripted{t: t, reply: `{"answerable":false,"sentences":[]}`}, "found no answer", 110},
		{"NoSentences", &scripted{t: t, reply: `{"answerable":true,"sentences":[]}`}, "found no answer", 110},
		{"LeadFalls", &scripted{t: t, reply: `{"answerable":true,"sentences":[{"text":"The port is open.","claims":["c1"]}]}`}, "did not hold", 110},
		{"Slow", slow{}, "in time", 0},
		{"ForeignError", broken{}, "could not be asked", 0},
		{"TellsItself", telling{failure(llm.Unavailable)}, "back at noon", 110},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			asker := ask.New(ask.Options{Index: store, Model: tt.model, Now: storyTime, Slog: silent, Within: 10 * time.Millisecond})
			reply, err := asker.Ask(t.Context(), ask.Request{Workspace: "local", Question: ferryQuestion})
			if err != nil {
				t.Fatal(err)
			}
			a := reply.Answer.Answer()
			if a.Refused || len(a.Sentences) != 1 || !strings.Contains(a.Answer, "denied that the port had been closed") {
				t.Errorf("answered %+v", a)
			}
			if engine := map[bool]string{true: claims.EngineLLM, false: claims.EngineOffline}[tt.want == ""]; a.Engine != engine {
				t.Errorf("the engine is %s", a.Engine)
			}
			if !strings.Contains(reply.Fallback, tt.want) || (reply.Fallback == "") != (tt.want == "") || strings.Contains(reply.Fallback, "sk-") {
				t.Errorf("fallback %q, want %q", reply.Fallback, tt.want)
			}
			if a.Tokens.Prompt+a.Tokens.Completion != tt.tokens {
				t.Errorf("tokens %+v", a.Tokens)
			}
		})
	}
}

// slow is a model that answers when nobody waits any more.
type slow struct{}

func (slow) Model() string { return "slow" }

func (slow) Generate(ctx context.Context, _ llm.Request) (llm.Reply, error) {
	<-ctx.Done()
	return llm.Reply{}, ctx.Err()
}

// broken is a model whose error is none of a model's.
type broken struct{}

func (broken) Model() string { return "broken" }

func (broken) Generate(context.Context, llm.Request) (llm.Reply, error) {
	return llm.Reply{}, os.ErrClosed
}

// telling is a model that has its own words for members.
type telling struct{ *scripted }

func (telling) Status(context.Context) llm.Status {
	return llm.Status{Members: "The model is back at noon."}
}

// A caller who gives up is not kept waiting for the model.
func TestModelCallerGivesUp(t *testing.T) {
	store := loaded(t, oneArticle(ferry))
	ctx, cancel := context.WithCancel(t.Context())
	asker := ask.New(ask.Options{Index: store, Model: givesUp{cancel}, Now: storyTime, Slog: silent, Within: time.Hour})
	if reply, err := asker.Ask(ctx, ask.Request{Workspace: "local", Question: ferryQuestion}); err != nil || reply.Answer.Answer().Engine != claims.EngineOffline {
		t.Errorf("%+v, %v", reply, err)
	}
}

type givesUp struct{ cancel func() }

func (givesUp) Model() string { return "gives up" }

func (g givesUp) Generate(ctx context.Context, r llm.Request) (llm.Reply, error) {
	g.cancel()
	return slow{}.Generate(ctx, r)
}

// FuzzComposition holds what is shown to what is retrieved, whatever a model
// writes.
func FuzzComposition(f *testing.F) {
	files, err := filepath.Glob("testdata/model/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		story, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range story.Files {
			if strings.HasPrefix(part.Name, "reply") {
				f.Add(byWords.ReplaceAllString(string(part.Data), "c1"))
			}
		}
	}
	f.Add(ferryReply)
	store := loaded(f, oneArticle(ferry))
	plain, err := ask.New(ask.Options{Index: store, Now: storyTime, Slog: silent}).Ask(f.Context(), ask.Request{Workspace: "local", Question: ferryQuestion})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, reply string) {
		asker := ask.New(ask.Options{Index: store, Model: always(reply), Now: storyTime, Slog: silent})
		got, err := asker.Ask(t.Context(), ask.Request{Workspace: "local", Question: ferryQuestion})
		if err != nil {
			t.Fatal(err)
		}
		a := got.Answer.Answer()
		if a.Engine == claims.EngineOffline && (a.Answer != plain.Answer.Answer().Answer || got.Fallback == "") || a.Engine == claims.EngineLLM && got.Fallback != "" {
			t.Fatalf("%s answers %q, fallback %q", a.Engine, a.Answer, got.Fallback)
		}
		known := map[string]bool{}
		for _, e := range a.Evidence {
			known[e.ID] = true
		}
		for _, s := range a.Sentences {
			if len(s.Citations) == 0 || strings.ContainsAny(s.Text, "\n\r`<>") || strings.Contains(s.Text, "://") {
				t.Fatalf("shows %q citing %v", s.Text, s.Citations)
			}
			for _, id := range s.Citations {
				if !known[id] {
					t.Fatalf("%q cites %s without evidence", s.Text, id)
				}
			}
		}
	})
}

type always string

func (always) Model() string { return "always" }

func (r always) Generate(context.Context, llm.Request) (llm.Reply, error) {
	return llm.Reply{Text: string(r)}, nil
}
