package sqlite_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims/ingest"
	"golang.org/x/sync/errgroup"
)

// firstForm is a database of the first form that was worked with: article a1
// has two texts, one claim of it was hidden by hand.
const firstForm = `
CREATE TABLE claimbot_schema (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')));
INSERT INTO claimbot_schema (version_id, is_applied) VALUES (0, 1), (1, 1);
UPDATE workspaces SET articles = 1;
INSERT INTO articles (workspace, id) VALUES ('local', 'a1');
INSERT INTO revisions (workspace, article, id, seq, current, state, url, outlet, title, author, published_at, modified_at, language, origin, path, sha256, known_since, known_unix, captured_at, loaded_at, loaded_by, text) VALUES
	('local', 'a1', 'r1', 1, 0, 'extracted', '', '', '', '', '2025-03-14', '', '', 'file', '', '', '2025-03-14', 1, '', '2025-03-14T08:00:00Z', 'ann', 'It rained.'),
	('local', 'a1', 'r2', 2, 1, 'extracted', '', '', '', '', '2025-03-14', '', '', 'file', '', '', '2025-03-14', 1, '', '2025-03-16T08:00:00Z', 'ben', 'It rained on.');
INSERT INTO extractions (workspace, article, revision, engine, version, rejected, note, digest, at) VALUES
	('local', 'a1', 'r1', 'offline', 'offline-1', '{}', '', 'x', ''), ('local', 'a1', 'r2', 'offline', 'offline-1', '{}', '', 'y', '');
INSERT INTO claims (workspace, id, article, revision, kind, from_day, to_day, known_unix, made, state) VALUES ('local', 'c1', 'a1', 'r1', 'statement', '', '', 1, 0, 'removed');
INSERT INTO claim_spans (workspace, article, revision, claim, start, "end", extraction, body) VALUES ('local', 'a1', 'r1', 'c1', 0, 10, 1, '{"kind":"statement","quote":"It rained."}');
INSERT INTO answers (workspace, id, question, refused, body, asked_at, asked_by) VALUES ('local', 'answer', 'Why?', 1, '{"question":"Why?","refused":true}', '2025-03-15T08:00:00Z', 'ann');
INSERT INTO audit (workspace, at, by, claim, was, became) VALUES ('local', '2025-03-15T08:00:00Z', 'cid', 'c1', 'current', 'removed');
`

// makeFirstForm writes the database as the first version of the program had it.
func makeFirstForm(t *testing.T, path string) {
	t.Helper()
	schema, err := os.ReadFile("migrations/00001_first.sql")
	must(t, err)
	makeDatabase(t, path, string(schema), firstForm)
}

// TestFirstFormComesAlong: what an older version kept is there, and what was
// done then can be shown and undone.
func TestFirstFormComesAlong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "claims.db")
	makeFirstForm(t, path)
	s := open(t, path)
	defer closeStore(t, s)
	acts, err := s.Audit(t.Context(), "local", "", 0)
	must(t, err)
	var told []string
	for _, a := range acts {
		told = append(told, strings.Join([]string{a.By, a.Act, a.Article, a.Claim, a.From, a.To}, " "))
	}
	if got, want := strings.Join(told, "\n"), "ben revision a1  r1 r2\ncid hide a1 c1 current removed\nann load a1   r1"; got != want {
		t.Errorf("acts are\n%s\nwant\n%s", got, want)
	}
	v, err := s.Article(t.Context(), "local", "a1")
	must(t, err)
	if v.LoadedBy != "ann" || v.Text != "It rained on." {
		t.Errorf("%q, loaded by %s", v.Text, v.LoadedBy)
	}
	kept, err := s.Answer(t.Context(), "local", "answer")
	must(t, err)
	if kept.Answer.Answer().Question != "Why?" || len(kept.Earlier)+len(kept.Fallen) != 0 {
		t.Errorf("%+v", kept)
	}
	if ids, err := s.ToRedo(t.Context(), "local", ingest.RedoQuery{Wanted: true}); err != nil || len(ids) != 0 {
		t.Errorf("wanted %v, %v", ids, err)
	}
	for _, want := range []string{"revision", "load"} {
		u, err := s.Undo(t.Context(), "local", "a1", "ann")
		if err != nil || u.Act != want {
			t.Errorf("undone %+v, %v, want a %s", u, err, want)
		}
	}
}

// TestManyBringItUpToDate has several open a database of the first form at once.
func TestManyBringItUpToDate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "claims.db")
	makeFirstForm(t, path)
	var g errgroup.Group
	for range 6 {
		g.Go(func() error { return openAndClose(t, path) })
	}
	must(t, g.Wait())
	s := open(t, path)
	defer closeStore(t, s)
	if acts, err := s.Audit(t.Context(), "local", "", 0); err != nil || len(acts) != 3 {
		t.Errorf("%d acts, %v", len(acts), err)
	}
}

// TestUpdateIsWhole: a database that cannot be brought up to date, since a
// table is there already, is left as it is.
func TestUpdateIsWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "claims.db")
	makeFirstForm(t, path)
	makeDatabase(t, path, `CREATE TABLE spending (x)`)
	if err := openAndClose(t, path); err == nil {
		t.Fatal("it was opened")
	}
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer func() { must(t, db.Close()) }()
	var version, audits, columns int
	must(t, db.QueryRow(`SELECT (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM audit),
		(SELECT count(*) FROM pragma_table_info('revisions') WHERE name = 'wanted')`).Scan(&version, &audits, &columns))
	if version != 1 || audits != 1 || columns != 0 {
		t.Errorf("version %d, %d audit rows, %d new columns", version, audits, columns)
	}
}
