package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/claims/track"
)

// The words by which the tests know what is of the article that goes. Each
// stands in one kind of place, but for the name.
const (
	wordText    = "quetzalwort"
	wordTitle   = "titelvogel"
	wordAuthor  = "autorenfisch"
	wordURL     = "adressenwal"
	wordHeader  = "kopfzeilenmaus"
	wordSummary = "kurzfassungsreh"
	wordName    = "Zerubbabel"
)

// told is an article that uses all of the words.
func told() claims.Document {
	text := "The " + wordText + " rose, " + wordName + " Roe said. Five boats sank in the harbour. Nobody was hurt, " + wordName + " Roe's aide said."
	return claims.Document{
		Article: claims.Article{
			ID: "a1", URL: "https://valley.example/" + wordURL, Title: "News of " + wordTitle + " and " + wordName, Author: wordAuthor + " " + wordName, Outlet: "Valley Post",
			Text: text, PublishedAt: "2025-03-14", Origin: claims.OriginFetched,
			FactChecks: []claims.FactCheck{{Claim: "That " + wordText + " rose", ClaimedBy: wordName + " ROE", Rating: "true"}},
		},
		Capture: &claims.Capture{
			Raw: []byte("<p>" + text), MediaType: "text/html", FinalURL: "https://valley.example/" + wordURL + "?x", Header: map[string]string{"X-Word": wordHeader + " " + wordName},
		},
	}
}

// sentences makes a claim of each sentence.
func sentences(ws string, a claims.Article) (all []proof.Claim) {
	at := 0
	for sentence := range strings.SplitAfterSeq(a.Text, ".") {
		start := at + len(sentence) - len(strings.TrimLeft(sentence, " "))
		at += len(sentence)
		if start == at {
			continue
		}
		c := claims.Claim{
			ArticleID: a.ID, Revision: a.Revision, Kind: claims.KindStatement, Modality: claims.Asserted,
			Text: "It is said: " + a.Text[start:at], Quote: a.Text[start:at], Start: start, End: at,
		}
		c.ID = claims.ClaimID(ws, c, 0)
		all = append(all, proof.RestoreClaim(c))
	}
	return all
}

func openStore(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, slog.New(slog.DiscardHandler))
	must(t, err)
	return s
}

func closeStore(t *testing.T, s *Store) {
	t.Helper()
	must(t, s.Close())
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func extractionOf(a claims.Article, made []proof.Claim) ingest.Extraction {
	return ingest.Extraction{ArticleID: a.ID, Revision: a.Revision, Engine: claims.EngineOffline, Version: "1", Claims: made}
}

// fill makes a database in which an article is told of wherever it can be,
// beside another.
func fill(t *testing.T, path string) *Store {
	t.Helper()
	s := openStore(t, path)
	ctx := t.Context()
	save := func(doc claims.Document) []proof.Claim {
		saved, err := s.SaveArticle(ctx, "local", doc, "ann")
		must(t, err)
		made := sentences("local", saved.Article)
		must(t, s.SaveExtraction(ctx, "local", extractionOf(saved.Article, made)))
		return made
	}
	doc := told()
	first := doc
	first.Article.Text = "At first the " + wordText + " fell. So said " + wordName + " Roe."
	save(first)
	made := save(doc)
	other := save(claims.Document{Article: claims.Article{ID: "a2", Text: "A bridge was closed.", Title: "Other", PublishedAt: "2025-03-14"}})
	must(t, answer(ctx, s, made, other))
	link(t, s, made[1], other[0])
	_, _, err := s.AddFeed(ctx, "local", feed.Feed{ID: "f1", URL: "https://valley.example/feed", AddedBy: "ann"}, []feed.Entry{
		{Key: "k1", URL: doc.Article.URL, Title: doc.Article.Title, Summary: wordSummary + " of " + wordName, State: feed.Waiting},
		{Key: "k2", URL: "https://valley.example/else", Title: "Else", State: feed.Waiting},
	})
	must(t, err)
	must(t, s.SettleEntry(ctx, "local", "f1", "k1", feed.Verdict{State: feed.Loaded, Article: "a1", Reason: wordSummary}))
	return s
}

// link has a2 be a copy of a1, in which these claims say the same.
func link(t *testing.T, s *Store, claim, other proof.Claim) {
	t.Helper()
	var turn track.Turn
	for _, id := range []string{"a2", "a1"} {
		var err error
		turn, _, err = s.ToLink(t.Context(), "local", id)
		must(t, err)
		_, err = s.Print(t.Context(), "local", turn, []int64{1, 2}, []int64{1, 2})
		must(t, err)
	}
	must(t, s.SaveLinks(t.Context(), "local", turn, track.Links{
		Copies: []track.CopyOf{{Article: "a2", Share: 1}}, Repeats: [][2]string{{claim.Claim().ID, other.Claim().ID}},
	}))
}

// answer keeps three: one that rests on both articles, one that rests on the
// other alone, and a refusal that names a claim of the first as near.
func answer(ctx context.Context, s *Store, made, other []proof.Claim) error {
	cite := func(p proof.Claim) claims.Evidence {
		return claims.Evidence{Claim: p.Claim(), Article: claims.Article{ID: p.Claim().ArticleID, Title: wordTitle, Author: wordAuthor}, URL: "https://valley.example/" + wordURL}
	}
	a, b := made[0].Claim(), other[0].Claim()
	both := claims.Answer{
		Question: "What rose?", Answer: a.Text + "\n" + b.Text, Reason: "",
		Sentences: []claims.Sentence{{Text: a.Text, Citations: []string{a.ID}, Facts: []string{"f1"}}, {Text: b.Text, Citations: []string{b.ID}}},
		Evidence:  []claims.Evidence{cite(made[0]), cite(made[1]), {Claim: b}},
		Facts:     []claims.Fact{{ID: "f1", Text: "counted " + wordText, Claims: []string{a.ID}}},
		Conflicts: []claims.Conflict{{About: wordText, Sides: []claims.Side{{Text: wordText, Citations: []string{a.ID}}}}},
	}
	fallen := []proof.Fallen{{Sentence: claims.Sentence{Text: wordText + " fell", Citations: []string{a.ID}}, Problem: proof.Problem{Words: wordText}}}
	for _, e := range []ask.Entry{
		{Answer: proof.RestoreAnswer(both), By: "ben", Earlier: []string{"And before?"}, Fallen: fallen},
		{Answer: proof.RestoreAnswer(claims.Answer{Question: "Which bridge?", Answer: b.Text, Sentences: []claims.Sentence{{Text: b.Text, Citations: []string{b.ID}}}, Evidence: []claims.Evidence{{Claim: b}}})},
		{Answer: proof.RestoreAnswer(claims.Answer{Question: "Why?", Refused: true, Reason: "Nothing says why.", Answer: "Nothing says why.", Nearest: []claims.Claim{a}})},
	} {
		if _, err := s.SaveAnswer(ctx, "local", e); err != nil {
			return err
		}
	}
	return nil
}

// remains says in which files of a database a word stands, in any case.
func remains(t *testing.T, path, word string) (files []string) {
	t.Helper()
	for _, name := range []string{path, path + "-wal", path + "-shm", path + "-journal"} {
		body, err := os.ReadFile(name)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if bytes.Contains(bytes.ToLower(body), []byte(strings.ToLower(word))) {
			files = append(files, filepath.Base(name))
		}
	}
	return files
}

// wantRemains wants words to stand in the files, or not to.
func wantRemains(t *testing.T, path string, there bool, words ...string) {
	t.Helper()
	for _, word := range words {
		if files := remains(t, path, word); (len(files) > 0) != there {
			t.Errorf("%q stands in %v", word, files)
		}
	}
}

// TestPurgeLeavesNoWord looks for the article's words in the bytes of the
// files, before and after.
func TestPurgeLeavesNoWord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "claims.db")
	s := fill(t, path)
	// The captures are compressed: what is looked for there is their hash.
	all := []string{wordText, wordTitle, wordAuthor, wordURL, wordHeader, wordName, wordSummary, captureHash(t, s)}
	wantRemains(t, path, true, all...)
	p, err := s.Purge(t.Context(), "local", "a1", "ann")
	must(t, err)
	if p.Article.ID != "a1" || p.Revisions != 2 || p.Captures != 2 || p.Claims != 5 || p.Answers != 2 {
		t.Errorf("%+v", p)
	}
	must(t, s.Scrub(t.Context()))
	wantRemains(t, path, false, all...)
	wantRemains(t, path, true, "A bridge was closed.")
	closeStore(t, s)
	wantRemains(t, path, false, all...)
}

func captureHash(t *testing.T, s *Store) (hash string) {
	t.Helper()
	must(t, s.readers.db.QueryRow(`SELECT sha256 FROM captures WHERE article = 'a1' LIMIT 1`).Scan(&hash))
	return hash
}

// TestPurgeForgetsNoTable: no table keeps anything of an article that was
// purged, whatever tables there will be. A new one that names articles needs a
// row here, so that this is seen. One that a purge cannot clear by itself needs
// a foreign key or a line in deleteArticle.
func TestPurgeForgetsNoTable(t *testing.T) {
	s := fill(t, filepath.Join(t.TempDir(), "claims.db"))
	defer closeStore(t, s)
	if _, err := s.Redact(t.Context(), "local", "a1", "aide", "ann"); err != nil { // which has it linked again, too
		t.Fatal(err)
	}
	before := mentions(t, s, "a1")
	for _, table := range append(tablesOfArticles(t, s), "articles", "answers", "copies") {
		if before[table] == 0 {
			t.Errorf("nothing in %s tells of the article before the purge; add a row that does", table)
		}
	}
	ids := []string{"a1"}
	for id := range claimIDs(t, s, "a1") {
		ids = append(ids, id)
	}
	var links int
	must(t, s.readers.db.QueryRow(`SELECT count(*) FROM links`).Scan(&links))
	if links != 1 {
		t.Errorf("%d links", links)
	}
	_, err := s.Purge(t.Context(), "local", "a1", "ann")
	must(t, err)
	for _, id := range ids {
		for table := range mentions(t, s, id) {
			if table != "acts" && table != "answers" && table != "citations" {
				t.Errorf("%s still tells of %s", table, id)
			}
		}
	}
}

// tablesOfArticles lists the tables with a column that is named after articles.
func tablesOfArticles(t *testing.T, s *Store) (tables []string) {
	t.Helper()
	must(t, s.read(t.Context(), "list the tables", func(tx *transaction) error {
		return each(t.Context(), tx, `SELECT DISTINCT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) p
			WHERE m.type = 'table' AND (p.name LIKE 'article' OR p.name LIKE 'article\_%' ESCAPE '\' OR p.name LIKE '%\_article' ESCAPE '\')`, nil, func(row *sql.Rows) error {
			tables = append(tables, "")
			return row.Scan(&tables[len(tables)-1])
		})
	}))
	return tables
}

func claimIDs(t *testing.T, s *Store, article string) (ids map[string]bool) {
	t.Helper()
	must(t, s.read(t.Context(), "list claims", func(tx *transaction) (err error) {
		ids, err = claimsOf(t.Context(), tx, "local", article)
		return err
	}))
	return ids
}

// mentions counts, for each table, the rows with a value that is id, or holds
// it in quotation marks.
func mentions(t *testing.T, s *Store, id string) map[string]int {
	t.Helper()
	counts := map[string]int{}
	must(t, s.read(t.Context(), "walk the tables", func(tx *transaction) error {
		columns := map[string][]string{}
		err := each(t.Context(), tx, `SELECT m.name, p.name FROM sqlite_schema m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'`, nil, func(row *sql.Rows) error {
			var table, column string
			err := row.Scan(&table, &column)
			columns[table] = append(columns[table], column)
			return err
		})
		for table, names := range columns {
			var fits []string
			for _, name := range names {
				fits = append(fits, fmt.Sprintf(`%[1]q = ?1 OR instr(%[1]q, '"' || ?1 || '"')`, name))
			}
			var n int
			if err := tx.QueryRowContext(t.Context(), fmt.Sprintf(`SELECT count(*) FROM %q WHERE %s`, table, strings.Join(fits, " OR ")), id).Scan(&n); err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
			if n > 0 {
				counts[table] = n
			}
		}
		return err
	}))
	return counts
}

// TestScrubWaits: where another program reads, the file cannot be cleared; it
// says so, and does it the next time.
func TestScrubWaits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "claims.db")
	s := fill(t, path)
	defer closeStore(t, s)
	_, err := s.Purge(t.Context(), "local", "a1", "ann")
	must(t, err)
	for _, how := range []string{"BEGIN", "BEGIN IMMEDIATE"} {
		let := hold(t, path, how)
		_, err = s.writer.db.Exec(`PRAGMA busy_timeout = 50`)
		must(t, err)
		if err := s.Scrub(t.Context()); claims.ErrorCode(err) != claims.EUnavailable || !strings.Contains(err.Error(), "next clean-up") {
			t.Errorf("%s: %v", how, err)
		}
		let()
	}
	wantRemains(t, path, true, wordText)
	must(t, s.Scrub(t.Context()))
	wantRemains(t, path, false, wordText, wordTitle)
	must(t, s.Scrub(t.Context()))
}

// hold opens the database a second time and keeps a transaction open.
func hold(t *testing.T, path, how string) (let func()) {
	t.Helper()
	db, err := sql.Open("sqlite", fileURI(path))
	must(t, err)
	conn, err := db.Conn(t.Context())
	must(t, err)
	_, err = conn.ExecContext(t.Context(), how)
	must(t, err)
	var n int
	must(t, conn.QueryRowContext(t.Context(), `SELECT count(*) FROM articles`).Scan(&n))
	return func() {
		_, err := conn.ExecContext(t.Context(), "ROLLBACK")
		must(t, err)
		must(t, conn.Close())
		must(t, db.Close())
	}
}

// TestUndoTooLate moves the clock.
func TestUndoTooLate(t *testing.T) {
	s := fill(t, filepath.Join(t.TempDir(), "claims.db"))
	defer closeStore(t, s)
	_, err := s.Remove(t.Context(), "local", "a1", "ann")
	must(t, err)
	removed := time.Now()
	s.now = func() time.Time { return removed.Add(31 * 24 * time.Hour) }
	_, err = s.Undo(t.Context(), "local", "a1", "ben")
	if claims.ErrorCode(err) != claims.EConflict || !strings.Contains(claims.ErrorMessage(err), "30 days") {
		t.Errorf("%v", err)
	}
	s.now = func() time.Time { return removed.Add(29 * 24 * time.Hour) }
	if _, err = s.Undo(t.Context(), "local", "a1", "ben"); err != nil {
		t.Errorf("%v", err)
	}
}

// TestCopies names what looks like a copy of the database.
func TestCopies(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, filepath.Join(dir, "claims.db"))
	defer closeStore(t, s)
	if found := s.Copies(); len(found) != 0 {
		t.Errorf("%q", found)
	}
	for _, name := range []string{"claims.db.bak", "claims-2025.db", "claims.txt", "notes.db", "Backups/monday.db", "backup-1/readme.txt", "else/claims.db"} {
		name = filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(name), 0o700))
		must(t, os.WriteFile(name, []byte("x"), 0o600))
	}
	var want []string
	for _, name := range []string{"claims-2025.db", "claims.db.bak", "Backups/monday.db"} {
		want = append(want, filepath.Join(dir, filepath.FromSlash(name)))
	}
	if found := s.Copies(); fmt.Sprint(found) != fmt.Sprint(want) {
		t.Errorf("%q, want %q", found, want)
	}
}
