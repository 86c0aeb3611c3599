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
	dir := t.TempDir()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	store, err := storage.Open(context.Background(), filepath.Join(dir, "story.db"), log)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var questions []string
	for _, f := range story.Files {
		switch f.Name {
		case "questions":
			questions = strings.Split(strings.TrimSpace(string(f.Data)), "\n")
		case "articles.jsonl":
			if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	loader := ingest.NewLoader(articles.New(articles.Options{Log: log}), extract.NewOffline(), store, 1, log)
	order := ingest.Order{Workspace: "local", Inputs: []string{filepath.Join(dir, "articles.jsonl")}}
	if sum, err := loader.Load(context.Background(), order, func(ingest.Result) {}); err != nil || sum.Failed > 0 {
		t.Fatalf("%+v, %v", sum, err)
	}
	now := func() time.Time { return time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC) }
	asker := ask.New(ask.Options{Index: store, Log: store, Now: now, Slog: log})
	var out bytes.Buffer
	for i, q := range questions {
		reply, err := asker.Ask(context.Background(), ask.Request{Workspace: "local", Question: q, Earlier: questions[:i]})
		if err != nil {
			t.Fatal(err)
		}
		write(&out, reply.Answer.Answer())
	}
	return out.Bytes()
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
