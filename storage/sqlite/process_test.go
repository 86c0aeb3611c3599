package sqlite_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/storage"
)

// TestManyProcesses has two other processes load into the database that this
// one makes, loads into and reads.
func TestManyProcesses(t *testing.T) {
	const articles = 20
	path := filepath.Join(t.TempDir(), "claims.db")
	if child := flag.Args(); len(child) == 2 {
		s := open(t, child[1])
		loadNumbered(t, s, child[0], articles)
		closeStore(t, s)
		return
	}
	var children []*exec.Cmd
	for _, name := range []string{"one", "two"} {
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestManyProcesses$", "--", name, path)
		child.Stdout, child.Stderr = os.Stderr, os.Stderr
		must(t, child.Start())
		children = append(children, child)
	}
	s := open(t, path)
	defer closeStore(t, s)
	loadNumbered(t, s, "three", articles)
	for _, child := range children {
		must(t, child.Wait())
	}
	stats, err := s.Stats(t.Context(), "local")
	must(t, err)
	hits, err := s.Search(t.Context(), "local", ask.Query{Terms: []string{"gate"}, Limit: 1000})
	must(t, err)
	if stats.Articles != 3*articles || stats.Claims != 3*articles || len(hits) != 3*articles {
		t.Errorf("%+v, %d hits; want %d of each", stats, len(hits), 3*articles)
	}
}

func loadNumbered(t *testing.T, s storage.Store, name string, n int) {
	for i := range n {
		saved, err := s.SaveArticle(t.Context(), "local", claims.Document{Article: claims.Article{ID: fmt.Sprint(name, i), Text: fmt.Sprintf("Gate %d opened.", i)}}, name)
		must(t, err)
		c := claims.Claim{ID: "c-" + saved.Article.ID, Kind: claims.KindStatement, Modality: claims.Asserted, Text: saved.Article.Text, Quote: saved.Article.Text, End: len(saved.Article.Text)}
		must(t, s.SaveExtraction(t.Context(), "local", ingest.Extraction{ArticleID: saved.Article.ID, Revision: saved.Article.Revision, Claims: []proof.Claim{proof.RestoreClaim(c)}}))
	}
}
