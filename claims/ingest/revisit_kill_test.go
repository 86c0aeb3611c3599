package ingest_test

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
)

const killPages = 24

// TestKilledWhileVisiting kills children while they look at pages again, and
// wants the last one to leave each page looked at, and each changed one with
// its new text once.
func TestKilledWhileVisiting(t *testing.T) {
	if child := flag.Args(); len(child) == 1 {
		visitChild(t, child[0])
		return
	}
	path := filepath.Join(t.TempDir(), "claims.db")
	v := visitingAt(t, path)
	for n := range killPages {
		v.loads(fmt.Sprint("p", n), numbered(n))
	}
	asked, killed := 0, 0
	for _, after := range []int{1, 6, 2, 11, killPages * 2} {
		n, done := visitKilled(t, path, after)
		asked += n
		if !done {
			killed++
		}
	}
	rows, err := v.store.Articles(t.Context(), "local", ingest.ArticleQuery{Limit: 100})
	v.ok(err)
	v.want("articles", len(rows), killPages)
	for _, r := range rows {
		plan := v.plan(r.ID)
		v.want(r.URL, []any{r.State, r.Revisions, r.Claims > 0, plan.Failures, plan.CheckedAt, plan.Next}, []any{"extracted", 2, true, 0, loadedAt.Add(time.Hour), loadedAt.Add(6 * time.Hour)})
	}
	if killed == 0 || asked < killPages || asked > killPages+killed { // they are of one host: one at a time is on its way
		t.Errorf("%d killed; %d pages asked for, of %d", killed, asked, killPages)
	}
}

func numbered(n int) string {
	return strings.Replace(flood, "two schools", fmt.Sprint(n+2, " schools"), 1)
}

func visitingAt(t *testing.T, path string) *visiting {
	t.Helper()
	store, err := storage.Open(t.Context(), path, quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return visitingOver(t, store)
}

// visitChild does what is due, and tells of each page that it asks for.
func visitChild(t *testing.T, path string) {
	v := visitingAt(t, path)
	for n := range killPages {
		doc := page(fmt.Sprint("p", n), strings.Replace(numbered(n), "Three", "Five", 1), "2")
		v.pages[doc.Capture.FinalURL] = func(ingest.Page) (ingest.Again, error) {
			if _, err := os.Stdout.WriteString("asked\n"); err != nil {
				return ingest.Again{}, err
			}
			return ingest.Again{Document: doc, Page: ingest.Page{ETag: "2"}}, nil
		}
	}
	_, err := ingest.NewLoader(ingest.Options{Engine: extract.NewOffline(), Store: v.store}).Resume(t.Context(), "") // as whenever the program starts
	v.ok(err)
	v.at(time.Hour)
	v.visit()
}

// visitKilled kills a child when it has asked for so many pages, and says how
// many it asked for, and whether it came to its end.
func visitKilled(t *testing.T, path string, after int) (asked int, done bool) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledWhileVisiting$", "--", path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() == "asked" {
			asked++
		}
		if asked == after {
			_ = child.Process.Kill() // it may have ended by itself
		}
	}
	return asked, child.Wait() == nil
}
