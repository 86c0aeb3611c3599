package sqlite_test

import (
	"path/filepath"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
)

// FuzzSearch asks for anything at all: it is never an error, never reaches
// another workspace, and a limit is a limit.
func FuzzSearch(f *testing.F) {
	s := open(f, filepath.Join(f.TempDir(), "claims.db"))
	f.Cleanup(func() { closeStore(f, s) })
	for _, ws := range []string{"local", "other"} {
		if ws != "local" {
			must(f, s.CreateWorkspace(f.Context(), ws, ws))
		}
		for _, words := range []string{"The river rose.", "Tags and AND or OR near NOT body.", "Ünïcödé ǆ ١٢ ﬁ 漢字"} {
			saved, err := s.SaveArticle(f.Context(), ws, claims.Document{Article: claims.Article{Text: words, PublishedAt: "2025-03-14"}}, "")
			must(f, err)
			c := claims.Claim{ID: words, ArticleID: saved.Article.ID, Revision: saved.Article.Revision, Kind: claims.KindStatement, Modality: claims.Asserted, Text: ws, Quote: words, End: len(words)}
			must(f, s.SaveExtraction(f.Context(), ws, ingest.Extraction{ArticleID: c.ArticleID, Revision: c.Revision, Claims: []proof.Claim{proof.RestoreClaim(c)}}))
		}
	}
	for _, words := range []string{"river", `"`, `" OR "`, "tags : w", "NEAR(river rose, 2)", "rive*", "{body} : river", "\x00river", "\xff", "漢字", "É", "١٢", "ﬁ", "a\u0301", "𝔸", "ⅷ"} {
		f.Add(words, "AND", "statement", "2025-03-01", "2025-03-31", 3)
		f.Add("river", words, words, words, words, -1)
	}
	f.Fuzz(func(t *testing.T, first, second, kind, from, to string, limit int) {
		q := ask.Query{Terms: []string{first, second}, From: from, To: to, Limit: limit}
		if kind != "" {
			q.Kinds = []claims.Kind{claims.Kind(kind)}
		}
		hits, err := s.Search(t.Context(), "local", q)
		must(t, err)
		if limit > 0 && len(hits) > limit {
			t.Errorf("%d hits, limit %d", len(hits), limit)
		}
		for _, h := range hits {
			if h.Claim.Claim().Text != "local" {
				t.Errorf("found a claim of workspace %q", h.Claim.Claim().Text)
			}
		}
	})
}

// FuzzIDs looks up anything at all: what is found has that id, or begins so.
func FuzzIDs(f *testing.F) {
	s := open(f, filepath.Join(f.TempDir(), "claims.db"))
	f.Cleanup(func() { closeStore(f, s) })
	for _, id := range []string{"a", "a1", "%", "_", "ü\U0010ffff", "https://valley.example/1"} {
		_, err := s.SaveArticle(f.Context(), "local", claims.Document{Article: claims.Article{ID: id, Text: "It rained."}}, "")
		must(f, err)
		f.Add(id)
	}
	f.Add("")
	f.Add("a\xff")
	f.Add("a\x00")
	f.Fuzz(func(t *testing.T, id string) {
		v, err := s.Article(t.Context(), "local", id)
		if err == nil && (id == "" || len(v.ID) < len(id) || v.ID[:len(id)] != id) {
			t.Errorf("%q finds article %q", id, v.ID)
		}
		if err != nil && claims.ErrorMessage(err) == "" {
			t.Errorf("%q: %v", id, err)
		}
		if _, err := s.Workspace(t.Context(), id); err != nil && claims.ErrorMessage(err) == "" {
			t.Errorf("workspace %q: %v", id, err)
		}
	})
}
