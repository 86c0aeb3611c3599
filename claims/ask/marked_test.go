package ask_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/claims/track"
	"github.com/claimbot/claimbot/storage"
)

// said are marks that a test gives.
type said claims.Marks

func (s said) Marks(context.Context, string) (claims.Marks, error) { return claims.Marks(s), nil }

func eachStory(t *testing.T, pattern string, tell func(t *testing.T, story *txtar.Archive)) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%d stories, %v", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			story, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			tell(t, story)
		})
	}
}

func askerOf(store storage.Store) *ask.Asker {
	return ask.New(ask.Options{Index: store, Copies: track.New(store, silent), Outlets: store, Now: storyTime, Slog: silent})
}

func answer(t *testing.T, store storage.Store, question string) claims.Answer {
	t.Helper()
	reply, err := askerOf(store).Ask(t.Context(), ask.Request{Workspace: "local", Question: question})
	if err != nil {
		t.Fatal(err)
	}
	return reply.Answer.Answer()
}

// answersOf gives all of the answers, without their labels, whose number it
// gives beside them.
func answersOf(t *testing.T, store storage.Store, questions []string) (all string, labels int) {
	t.Helper()
	var out strings.Builder
	for _, q := range questions {
		a := answer(t, store, q)
		a.MS = 0
		for i, e := range a.Evidence {
			labels += len(e.Labels)
			a.Evidence[i].Labels = nil
		}
		body, err := json.MarshalIndent(a, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		out.Write(body)
	}
	return out.String(), labels
}

// gistOf gives what is answered, in any order: how rare words are over all that
// is stored bears on what comes first, and on nothing else.
func gistOf(t *testing.T, store storage.Store, questions []string) (gist string, leftOut int) {
	t.Helper()
	for _, q := range questions {
		a := answer(t, store, q)
		var out bytes.Buffer
		write(&out, a)
		lines := strings.Split(out.String(), "\n")
		for _, e := range a.Evidence {
			lines = append(lines, "evidence "+e.ID)
		}
		if a.Refused { // the reason may be that
			lines = slices.DeleteFunc(lines, func(line string) bool { return strings.HasPrefix(line, "refused: ") })
		}
		slices.Sort(lines)
		gist += strings.Join(lines, "\n") + fmt.Sprintf("\n%d articles, newest %s\n", a.Articles, a.NewestReport)
		if a.LeftOut != nil {
			leftOut += a.LeftOut.Claims
		}
	}
	return gist, leftOut
}

// markAll labels every outlet and speaker of the store's articles.
func markAll(t *testing.T, store storage.Store, label string) {
	t.Helper()
	names := map[string]bool{}
	publishers, err := store.Publishers(t.Context(), "local")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range publishers {
		names[p.Name], names[p.Domain] = true, true
	}
	for _, row := range articlesOf(t, store) {
		view, err := store.Article(t.Context(), "local", row.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range view.Current {
			if s := p.Claim().Speaker; s != nil {
				names[s.Name], names[s.Role] = true, true
			}
		}
	}
	delete(names, "")
	for name := range names {
		if _, err := review.NewOutlets(store).Note(t.Context(), "local", name, review.MarkChange{Label: &label, Note: &label}, "ann"); err != nil {
			t.Fatal(err)
		}
	}
}

// removeAll takes out the articles of a publisher.
func removeAll(t *testing.T, store storage.Store, p review.Publisher) {
	t.Helper()
	for _, row := range articlesOf(t, store) {
		if row.Outlet == p.Name && claims.Domain(row.URL) == p.Domain {
			if _, err := store.Remove(t.Context(), "local", row.ID, "ann"); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func articlesOf(t *testing.T, store storage.Store) []ingest.ArticleRow {
	t.Helper()
	rows, err := store.Articles(t.Context(), "local", ingest.ArticleQuery{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
