package ask_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/track"
	"github.com/claimbot/claimbot/storage"
)

var update = flag.Bool("update", false, "write what the questions are answered with into the stories")

// TestStories loads the articles of each story in testdata and asks its
// questions, one after another as in a chat; "answers" is what must come.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d stories, %v", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			story, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := tell(t, story)
			for i, f := range story.Files {
				if f.Name != "answers" || bytes.Equal(f.Data, got) {
					continue
				}
				if !*update {
					t.Errorf("got\n%s\nwant\n%s", got, f.Data)
					continue
				}
				story.Files[i].Data = got
				if err := os.WriteFile(name, txtar.Format(story), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// tell gives the story's answers.
func tell(t *testing.T, story *txtar.Archive) []byte {
	t.Helper()
	store := loaded(t, story)
	asker := ask.New(ask.Options{Index: store, Copies: track.New(store, silent), Log: store, Now: storyTime, Slog: silent})
	var out bytes.Buffer
	questions := questionsOf(story)
	for i, q := range questions {
		reply, err := asker.Ask(t.Context(), ask.Request{Workspace: "local", Question: q, Earlier: questions[:i]})
		if err != nil {
			t.Fatal(err)
		}
		write(&out, reply.Answer.Answer())
	}
	return out.Bytes()
}

var silent = slog.New(slog.NewTextHandler(io.Discard, nil))

// storyTime is when the questions of stories are asked.
func storyTime() time.Time { return time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC) }

func questionsOf(story *txtar.Archive) []string {
	for _, f := range story.Files {
		if f.Name == "questions" {
			return strings.Split(strings.TrimSpace(string(f.Data)), "\n")
		}
	}
	return nil
}

// loaded gives a store with the story's articles.
func loaded(t testing.TB, story *txtar.Archive) storage.Store {
	t.Helper()
	dir := t.TempDir()
	store, err := storage.Open(context.Background(), filepath.Join(dir, "story.db"), silent)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	for _, f := range story.Files {
		if f.Name == "articles.jsonl" {
			if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	loader := ingest.NewLoader(ingest.Options{Reader: articles.New(articles.Options{Log: silent}), Engine: extract.NewOffline(), Linker: track.New(store, silent), Store: store, Workers: 1, Log: silent})
	order := ingest.Order{Workspace: "local", Inputs: []string{filepath.Join(dir, "articles.jsonl")}}
	if sum, err := loader.Load(context.Background(), order, func(ingest.Result) {}); err != nil || sum.Failed > 0 {
		t.Fatalf("%+v, %v", sum, err)
	}
	return store
}

// write prints an answer with the articles that each sentence cites.
func write(out *bytes.Buffer, a claims.Answer) {
	fmt.Fprintf(out, "> %s\n", a.Question)
	if a.Refused {
		fmt.Fprintf(out, "refused: %s\n", a.Reason)
	}
	articleOf := map[string]string{}
	for _, e := range a.Evidence {
		articleOf[e.ID] = e.ArticleID
	}
	for _, s := range a.Sentences {
		var cited []string
		for _, id := range s.Citations {
			cited = append(cited, articleOf[id])
		}
		fmt.Fprintf(out, "%s [%s]\n", s.Text, strings.Join(cited, " "))
	}
	for _, c := range a.Conflicts {
		fmt.Fprintf(out, "conflict about %s:\n", c.About)
		for _, side := range c.Sides {
			fmt.Fprintf(out, "  %s\n", side.Text)
		}
	}
	fmt.Fprintln(out)
}
