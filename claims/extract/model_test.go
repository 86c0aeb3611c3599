package extract_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/llm"
)

// script is a model whose replies are written beforehand, in order. It is
// strict: what an engine must not ask fails the test, and so does a reply that
// nobody asked for.
type script struct {
	t       *testing.T
	mu      sync.Mutex
	replies []scripted
	asked   []llm.Request
}

type scripted struct {
	text string
	cut  bool
	err  error
}

func newScript(t *testing.T, replies ...scripted) *script {
	s := &script{t: t, replies: replies}
	t.Cleanup(func() {
		if len(s.replies) > 0 {
			t.Errorf("%d replies were not asked for", len(s.replies))
		}
	})
	return s
}

func (*script) Model() string { return "scripted" }

func (s *script) Generate(ctx context.Context, r llm.Request) (llm.Reply, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return llm.Reply{}, &llm.Error{Kind: llm.Unavailable, Message: "The call was given up.", Err: err}
	}
	if r.Purpose != "extract" || r.System == "" || r.Schema == nil || !json.Valid(r.Schema.JSON) || r.MaxTokens == 0 || !strings.Contains(r.User, "DOCUMENT") {
		s.t.Errorf("a request that is not whole: %+v", r)
	}
	if len(s.replies) == 0 {
		s.t.Error("asked more often than was written")
		return llm.Reply{}, &llm.Error{Kind: llm.Unavailable, Message: "Nothing is written."}
	}
	next := s.replies[0]
	s.replies, s.asked = s.replies[1:], append(s.asked, r)
	return llm.Reply{Text: next.text, Cut: next.cut}, next.err
}

var silent = slog.New(slog.NewTextHandler(io.Discard, nil))

// courier is an article of a made-up paper.
func courier(body string) claims.Article {
	a := claims.Article{PublishedAt: "2026-03-13", Outlet: "The Vale Courier", Title: "Night on the coast", Text: strings.TrimSuffix(body, "\n")}
	a.Identify()
	return a
}

// gated runs an engine as ingest does.
func gated(ctx context.Context, e extract.Engine, a claims.Article) ([]proof.Claim, []proof.Rejection, error) {
	accepted, rejected, _, err := ingest.Extract(ctx, e, "test", ingest.Pending{Article: a, KnownSince: a.PublishedAt})
	return accepted, rejected, err
}

// TestModelStories reads the stories under testdata/model: an article, the
// model's replies, and what the gate accepts and rejects in the end.
func TestModelStories(t *testing.T) {
	files, err := filepath.Glob("testdata/model/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			story, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var article, want string
			var replies []scripted
			for _, f := range story.Files {
				switch name, _, _ := strings.Cut(f.Name, "-"); name {
				case "article":
					article = string(f.Data)
				case "reply":
					replies = append(replies, scripted{text: string(f.Data)})
				case "claims.txt":
					want = string(f.Data)
				default:
					t.Fatalf("what is %s?", f.Name)
				}
			}
			got := retold(t, courier(article), newScript(t, replies...))
			if *update {
				rewrite(t, file, story, got)
			} else if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("claims differ (-want +got):\n%s", diff)
			}
		})
	}
}

func rewrite(t *testing.T, file string, story *txtar.Archive, got string) {
	t.Helper()
	last := len(story.Files) - 1
	if story.Files[last].Name == "claims.txt" {
		story.Files = story.Files[:last]
	}
	story.Files = append(story.Files, txtar.File{Name: "claims.txt", Data: []byte(got)})
	if err := os.WriteFile(file, txtar.Format(story), 0o644); err != nil {
		t.Fatal(err)
	}
}

func retold(t *testing.T, a claims.Article, gen llm.Generator) string {
	t.Helper()
	accepted, rejected, err := gated(t.Context(), extract.NewModel(gen, extract.NewOffline(), silent), a)
	if err != nil {
		return fmt.Sprintf("error of kind %s\n", llm.KindOf(err))
	}
	var b strings.Builder
	for _, c := range accepted {
		checkSpans(t, a.Text, []claims.Claim{c.Claim()})
		b.WriteString(c.Claim().Engine + " " + shown(t, c.Claim()))
	}
	for _, r := range rejected {
		fmt.Fprintf(&b, "REJECTED %s (%s): %s\n", r.Reason, r.Words, r.Claim.Text)
	}
	return b.String()
}

// TestModelFails tells what becomes of replies that are none: a run is whole
// or it is no run.
func TestModelFails(t *testing.T) {
	const body = "Two divers drowned off Varnholm on Monday, police said."
	down := &llm.Error{Kind: llm.Unavailable, Message: "The model cannot be reached."}
	rubbish := scripted{text: "I am sorry, but as a model I cannot."}
	good := scripted{text: `{"claims":[]}`}
	tests := []struct {
		name    string
		replies []scripted
		want    llm.Kind
	}{
		{"Down", []scripted{{err: down}}, llm.Unavailable},
		{"Quota", []scripted{{err: &llm.Error{Kind: llm.Quota, Message: "No credit."}}}, llm.Quota},
		{"RubbishTwice", []scripted{rubbish, rubbish}, llm.Unreadable},
		{"RubbishOnce", []scripted{rubbish, good}, ""},
		{"ObjectOfAnotherKind", []scripted{{text: `{"error":"overloaded"}`}, good}, ""},
		{"ClientCouldNotRead", []scripted{{err: &llm.Error{Kind: llm.Unreadable, Message: "No choices."}}, good}, ""},
		{"DownAfterRubbish", []scripted{rubbish, {err: down}}, llm.Unavailable},
		{"CutWithoutHalves", []scripted{{text: `{"claims":[`, cut: true}}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			gen := newScript(t, tt.replies...)
			accepted, _, err := gated(t.Context(), extract.NewModel(gen, extract.NewOffline(), silent), courier(body))
			if llm.KindOf(err) != tt.want || (err == nil) != (tt.want == "") {
				t.Errorf("error %v, want kind %q", err, tt.want)
			}
			if (err == nil) != (len(accepted) > 0) { // the rules' own claim
				t.Errorf("%d claims beside error %v", len(accepted), err)
			}
			for _, r := range gen.asked[1:] {
				if !strings.HasPrefix(r.User, gen.asked[0].User) || !strings.Contains(r.User, "could not be read") {
					t.Errorf("the reminder is missing: %s", r.User)
				}
			}
		})
	}
}

// A reply that was cut is asked for again in halves.
func TestModelCutReply(t *testing.T) {
	gen := newScript(t, scripted{text: `{"claims":[`, cut: true}, scripted{text: `{"claims":[]}`}, scripted{text: `{"claims":[]}`})
	_, _, err := gated(t.Context(), extract.NewModel(gen, extract.NewOffline(), silent), courier("The harbour opened.\n\nThe market closed."))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"The harbour opened.", "The market closed."} {
		_, passage, _ := strings.Cut(gen.asked[i+1].User, `"passage"`)
		if !strings.Contains(passage, want) || strings.Contains(passage[:strings.Index(passage, "]")], []string{"market", "harbour"}[i]) {
			t.Errorf("half %d is %s", i, gen.asked[i+1].User)
		}
	}
}

// reading is a model that notes the passages that it is shown and finds
// nothing in them.
type reading struct {
	mu   sync.Mutex
	seen map[string]int
	fail string // the passage with these words cannot be read
}

func (*reading) Model() string { return "reading" }

func (g *reading) Generate(_ context.Context, r llm.Request) (llm.Reply, error) {
	document := r.User[strings.Index(r.User, "{"):strings.Index(r.User, "INSTRUCTIONS")]
	var m struct{ Passage []string }
	if err := json.Unmarshal([]byte(document), &m); err != nil {
		return llm.Reply{}, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, p := range m.Passage {
		if g.fail != "" && strings.Contains(p, g.fail) {
			return llm.Reply{}, &llm.Error{Kind: llm.Busy, Message: "Too many requests."}
		}
		for _, w := range strings.Fields(p) {
			g.seen[w]++
		}
	}
	return llm.Reply{Text: `{"claims":[]}`}, nil
}

// A long article is read in passages, each word once; when one of them cannot
// be read, the run fails.
func TestModelReadsAllOfIt(t *testing.T) {
	var paragraphs []string
	for i := range 60 {
		paragraphs = append(paragraphs, fmt.Sprintf("Paragraph%d tells of nothing. %s", i, strings.Repeat(fmt.Sprintf("word%d ", i), 5+i*7%90)))
	}
	paragraphs = append(paragraphs, "Long "+strings.Repeat("sentence. Another ", 700)+"end.", strings.Repeat("x", 9000))
	a := courier(strings.Join(paragraphs, "\n\n"))
	gen := &reading{seen: map[string]int{}}
	if _, _, err := gated(t.Context(), extract.NewModel(gen, extract.NewOffline(), silent), a); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{}
	for _, w := range strings.Fields(a.Text) {
		want[w]++
	}
	delete(want, strings.Repeat("x", 9000)) // read in pieces
	for w, n := range want {
		if gen.seen[w] != n {
			t.Errorf("%.20s was shown %d times, want %d", w, gen.seen[w], n)
		}
	}
	gen.fail = "Paragraph40"
	if accepted, _, err := gated(t.Context(), extract.NewModel(gen, extract.NewOffline(), silent), a); llm.KindOf(err) != llm.Busy || len(accepted) > 0 {
		t.Errorf("%d claims, %v", len(accepted), err)
	}
}

// What a very long article costs is bounded, and the note says so.
func TestModelBoundsLongArticles(t *testing.T) {
	gen := &reading{seen: map[string]int{}}
	a := courier(strings.Repeat("Nothing is told here. ", 10_000))
	p, err := extract.NewModel(gen, extract.NewOffline(), silent).Extract(t.Context(), a)
	if err != nil || gen.seen["Nothing"] >= 10_000 || gen.seen["Nothing"] < 5_000 || !strings.Contains(p.Note, "40 passages") {
		t.Errorf("%d sentences shown, note %q, %v", gen.seen["Nothing"], p.Note, err)
	}
}

func TestModelIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := extract.NewModel(newScript(t), extract.NewOffline(), silent).Extract(ctx, courier("Two divers drowned off Varnholm."))
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestModelVersion(t *testing.T) {
	m := extract.NewModel(newScript(t), extract.NewOffline(), silent)
	if m.Name() != claims.EngineLLM || !strings.HasPrefix(m.Version(), "llm-1") || !strings.HasSuffix(m.Version(), "/scripted") {
		t.Errorf("%s %s", m.Name(), m.Version())
	}
}

// FuzzModelReply holds what the engine proposes to the article, whatever the
// model writes: each accepted claim reproduces its words, and no claim of the
// rules is lost to one that is rejected.
func FuzzModelReply(f *testing.F) {
	const body = "Two divers drowned off Varnholm on Monday, Mayor Ida Quell said.\n\nShe denied that the port had been closed. At least 12 people were hurt in Halvick, among them three nurses."
	files, err := filepath.Glob("testdata/model/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		story, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range story.Files {
			if strings.HasPrefix(part.Name, "reply") {
				f.Add(string(part.Data))
			}
		}
	}
	f.Add(`{"claims":[{"kind":"casualty","quote":"At least 12 people were hurt in Halvick","modality":"asserted","casualty":{"outcome":"injured","min":12,"qualifier":"at_least"},"text":"At least 12 people were hurt in Halvick."}]}`)
	f.Add(`[{"kind":"statement","quote":"She denied that the port had been closed.","context":"Mayor Ida Quell","source":"She","cue":"denied","speaker":"Ida Quell","modality":"denied","text":"Ida Quell denied that the port had been closed."}]`)
	rules, _, err := gated(f.Context(), extract.NewOffline(), courier(body))
	if err != nil || len(rules) < 3 {
		f.Fatalf("%d claims of the rules, %v", len(rules), err)
	}
	f.Fuzz(func(t *testing.T, reply string) {
		accepted, _, err := gated(t.Context(), extract.NewModel(always(reply), extract.NewOffline(), silent), courier(body))
		if err != nil {
			if llm.KindOf(err) != llm.Unreadable {
				t.Fatal(err)
			}
			return
		}
		models := 0
		for _, c := range accepted {
			checkSpans(t, body, []claims.Claim{c.Claim()})
			if c.Claim().Engine == claims.EngineLLM {
				models++
			}
		}
		if len(accepted)-models < len(rules)-models {
			t.Fatalf("%d of the model's displaced %d of the rules'", models, len(rules)-len(accepted)+models)
		}
	})
}

// always is a model that has one reply to everything.
type always string

func (always) Model() string { return "always" }

func (r always) Generate(context.Context, llm.Request) (llm.Reply, error) {
	return llm.Reply{Text: string(r)}, nil
}
