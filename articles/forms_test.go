package articles_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
)

// TestFormsInFolder: PDF and Word documents of a folder, and piped in, are read.
func TestFormsInFolder(t *testing.T) {
	folder := t.TempDir()
	files := map[string][]byte{"a.pdf": pdfPages("", helvetica, daily(1)), "b.docx": docxOf(t, para("Normal", "Four people were killed, the governor said."))}
	for name, raw := range files {
		if err := os.WriteFile(filepath.Join(folder, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
		piped := readOne(t, articles.New(articles.Options{Stdin: bytes.NewReader(raw)}), "-", claims.Given{})
		if piped.Article.Text == "" || piped.Article.Origin != claims.OriginPasted {
			t.Errorf("%s piped in: %+v", name, piped.Article)
		}
	}
	got := readAll(t, articles.New(articles.Options{}), folder, claims.Given{})
	if len(got) != len(files) {
		t.Fatalf("%d documents", len(got))
	}
	for _, g := range got {
		if g.err != nil || g.Document.Article.Text == "" || g.Document.Article.Origin != claims.OriginFile {
			t.Errorf("%s: %v", g.Name, g.err)
		}
	}
}
