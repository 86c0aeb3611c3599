package sqlite

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/claims/text"
)

// TestRedactLeavesNoWord looks for the words in the bytes of the files, before
// and after, and when the article comes again.
func TestRedactLeavesNoWord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "claims.db")
	s := fill(t, path)
	defer closeStore(t, s)
	doc := told()
	asked := claims.Answer{Question: "What did zerubbabel say?", Sentences: []claims.Sentence{}, Nearest: []claims.Claim{sentences("local", doc.Article)[1].Claim()}, Refused: true, Reason: "Nothing of " + wordName}
	_, err := s.SaveAnswer(t.Context(), "local", ask.Entry{Answer: proof.RestoreAnswer(asked), Earlier: []string{"Who is Zerubbabel's aide?"}})
	must(t, err)
	wantRemains(t, path, true, wordName, wordHeader)

	r, err := s.Redact(t.Context(), "local", "a1", "zerubbabel’s", "ann")
	must(t, err)
	// In each text twice and once, in each title, author and fact-check.
	if r.Places != 9 || r.Claims != 3 || r.Captures != 2 || r.Answers != 3 || r.InURL || strings.Contains(r.Article.Title, wordName) {
		t.Errorf("%+v", r)
	}
	must(t, s.Scrub(t.Context()))
	wantRemains(t, path, false, wordName, wordHeader)
	wantRemains(t, path, true, wordTitle, wordURL, wordAuthor)

	// The same page again: nothing changes, nothing comes back.
	before := s.whole(t, "a1")
	doc.Capture.Raw = []byte("<p>again</p>" + doc.Article.Text)
	saved, err := s.SaveArticle(t.Context(), "local", doc, "feed")
	must(t, err)
	if saved.Status != ingest.Unchanged || saved.Article.Revision != before.Revision || !saved.Extracted {
		t.Errorf("%s, revision %s, want %s", saved.Status, saved.Article.Revision, before.Revision)
	}
	// What was read from the text as it was is refused its words.
	must(t, s.SaveExtraction(t.Context(), "local", extractionOf(before.Article, sentences("local", withText(before.Article, doc.Article.Text)))))
	must(t, s.Scrub(t.Context()))
	wantRemains(t, path, false, wordName)
	if v := s.whole(t, "a1"); len(v.Current) != 1 {
		t.Errorf("%d claims", len(v.Current))
	}
	// Another text of the page, too.
	doc.Article.Text = "Meanwhile " + wordName + " left. The end."
	saved, err = s.SaveArticle(t.Context(), "local", doc, "feed")
	must(t, err)
	if saved.Status != ingest.Changed || strings.Contains(saved.Article.Text+saved.Article.Title, wordName) || !strings.HasSuffix(saved.Article.Text, " left. The end.") {
		t.Errorf("%s: %+v", saved.Status, saved.Article)
	}
	must(t, s.checkpoint(t))
	wantRemains(t, path, false, wordName)
}

func (s *Store) whole(t *testing.T, id string) ingest.ArticleView {
	t.Helper()
	v, err := s.Article(t.Context(), "local", id)
	must(t, err)
	return v
}

func (s *Store) checkpoint(t *testing.T) error {
	_, err := s.writer.db.ExecContext(t.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`)
	return err
}

func withText(a claims.Article, s string) claims.Article {
	a.Text = s
	return a
}

// TestRedactKeepsTheRest: offsets hold, the index finds the claims that stay,
// and answers keep what rests on them.
func TestRedactKeepsTheRest(t *testing.T) {
	s := fill(t, filepath.Join(t.TempDir(), "claims.db"))
	defer closeStore(t, s)
	was := s.whole(t, "a1")
	_, err := s.Redact(t.Context(), "local", "https://valley.example/"+wordURL, wordName+" roe", "ann")
	must(t, err)
	is := s.whole(t, "a1")
	if len(is.Text) != len(was.Text) || is.Revision != was.Revision || is.SHA256 != claims.HashText(is.Text) || is.Claims != 1 {
		t.Errorf("%+v", is.ArticleRow)
	}
	c := is.Current[0].Claim()
	if c.Quote != "Five boats sank in the harbour." || is.Text[c.Start:c.End] != c.Quote {
		t.Errorf("%+v", c)
	}
	for words, want := range map[string]int{"boats": 1, "aide": 0, wordText: 0, wordTitle: 1} {
		hits, err := s.Search(t.Context(), "local", ask.Query{Terms: text.Terms(words)})
		must(t, err)
		if len(hits) != want {
			t.Errorf("%q finds %d", words, len(hits))
		}
	}
	must(t, s.read(t.Context(), "look at the answers", func(tx *transaction) error {
		return each(t.Context(), tx, `SELECT body FROM answers WHERE question = 'What rose?'`, nil, func(row *sql.Rows) error {
			var body string
			err := row.Scan(&body)
			if !strings.Contains(body, `"answer":"It is said: A bridge was closed."`) || !strings.Contains(body, `"purged":true`) || strings.Contains(body, wordText) {
				t.Error(body)
			}
			return err
		})
	}))
}
