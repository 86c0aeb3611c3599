package sqlite_test

import (
	"database/sql"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/storage"
	"golang.org/x/sync/errgroup"
)

// TestRefusedFiles opens what is not ours: one sentence, and every byte of it
// and of its folder as before.
func TestRefusedFiles(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(t *testing.T, path string)
		code string
		says string
	}{
		{"Folder", func(t *testing.T, path string) { must(t, os.Mkdir(path, 0o755)) }, claims.EInvalid, "is a folder"},
		{"TextFile", func(t *testing.T, path string) {
			must(t, os.WriteFile(path, []byte(strings.Repeat("Dear diary, ", 99)), 0o644))
		}, claims.EUnreadable, "is not a database"},
		{"FewBytes", func(t *testing.T, path string) { must(t, os.WriteFile(path, []byte("SQLite"), 0o644)) }, claims.EUnreadable, "is not a database"},
		{"OnlyTheMagic", func(t *testing.T, path string) {
			must(t, os.WriteFile(path, []byte("SQLite format 3\x00"+strings.Repeat("\x00", 4096)), 0o644))
		}, claims.EUnreadable, "not a claimbot database"},
		{"OtherProgram", func(t *testing.T, path string) { makeDatabase(t, path, `CREATE TABLE recipes (name TEXT)`) }, claims.EConflict, "another program"},
		{"OtherProgramInWAL", func(t *testing.T, path string) {
			makeDatabase(t, path, `PRAGMA journal_mode = WAL`, `CREATE TABLE recipes (name TEXT)`)
		}, claims.EConflict, "another program"},
		{"OtherProgramNamedByItsId", func(t *testing.T, path string) { makeDatabase(t, path, `PRAGMA application_id = 7`) }, claims.EConflict, "another program"},
		{"OtherProgramWithALargeSchema", func(t *testing.T, path string) {
			var tables []string
			for _, c := range strings.Split(strings.Repeat("abcdefghijklmnopqrstuvwxyz", 1), "") {
				tables = append(tables, `CREATE TABLE `+strings.Repeat(c, 200)+` (x TEXT)`)
			}
			makeDatabase(t, path, tables...)
		}, claims.EConflict, "another program"},
		{"NewerThanWeKnow", func(t *testing.T, path string) {
			closeStore(t, open(t, path))
			makeDatabase(t, path, `PRAGMA user_version = 99`)
		}, claims.EUnsupported, "newer claimbot"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "some.db")
			c.make(t, path)
			before := snapshot(t, dir)
			refused(t, path, c.code, c.says)
			if after := snapshot(t, dir); !maps.Equal(before, after) {
				t.Errorf("the folder held %v and now holds %v", slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after)))
			}
		})
	}
}

// TestRefusedWhileInUse opens another program's database whose header is
// still in its write-ahead log.
func TestRefusedWhileInUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "some.db")
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer func() { must(t, db.Close()) }()
	for _, statement := range []string{`PRAGMA journal_mode = WAL`, `CREATE TABLE recipes (name TEXT)`, `INSERT INTO recipes VALUES ('soup')`} {
		_, err := db.Exec(statement)
		must(t, err)
	}
	refused(t, path, claims.EConflict, "another program")
	var name string
	must(t, db.QueryRow(`SELECT name FROM recipes`).Scan(&name))
}

func TestRefusedPaths(t *testing.T) {
	dir := t.TempDir()
	refused(t, "", claims.EInvalid, "has no name")
	refused(t, filepath.Join(dir, "missing", "claims.db"), claims.ENotFound, "is not a folder")
	refused(t, "postgres://localhost/claims", claims.EUnsupported, "PostgreSQL is not supported yet")
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	closed := filepath.Join(dir, "closed")
	must(t, os.Mkdir(closed, 0o500))
	refused(t, filepath.Join(closed, "claims.db"), claims.EForbidden, "cannot be")
	file := filepath.Join(dir, "claims.db")
	closeStore(t, open(t, file))
	must(t, os.Chmod(file, 0o400))
	refused(t, file, claims.EForbidden, "may not be read and written")
	must(t, os.Chmod(file, 0o600))
	must(t, os.Chmod(dir, 0o500)) // SQLite keeps files of its own beside it
	refused(t, file, claims.EForbidden, "cannot be")
	must(t, os.Chmod(dir, 0o700))
}

func TestDamagedDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "claims.db")
	closeStore(t, open(t, path))
	bytes, err := os.ReadFile(path)
	must(t, err)
	for i := 100; i < len(bytes); i++ {
		bytes[i] = 0xa5
	}
	must(t, os.WriteFile(path, bytes, 0o644))
	refused(t, path, claims.EUnreadable, "is damaged")
}

// TestAcceptedFiles opens what can become, or is, ours.
func TestAcceptedFiles(t *testing.T) {
	for name, prepare := range map[string]func(t *testing.T, path string){
		"not there":               func(*testing.T, string) {},
		"empty file":              func(t *testing.T, path string) { must(t, os.WriteFile(path, nil, 0o644)) },
		"database without tables": func(t *testing.T, path string) { makeDatabase(t, path, `CREATE TABLE x (y)`, `DROP TABLE x`) },
		"killed before the first table": func(t *testing.T, path string) {
			makeDatabase(t, path, `CREATE TABLE claimbot_schema (id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))`)
		},
		"odd name? 50%25 #1 'ü": func(*testing.T, string) {},
		"ours":                  func(t *testing.T, path string) { closeStore(t, open(t, path)) },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			prepare(t, path)
			s := open(t, path)
			_, err := s.Stats(t.Context(), "local")
			must(t, err)
			closeStore(t, s)
			if _, err := os.Stat(path); err != nil {
				t.Error(err)
			}
			closeStore(t, open(t, path))
		})
	}
}

// TestOpenedByManyAtOnce has all of them find no database and make one.
func TestOpenedByManyAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "claims.db")
	var g errgroup.Group
	for range 8 {
		g.Go(func() error {
			s, err := storage.Open(t.Context(), path, slog.New(slog.DiscardHandler))
			if err != nil {
				return err
			}
			if _, err := s.SaveArticle(t.Context(), "local", claims.Document{Article: claims.Article{Text: "It rained."}}, ""); err != nil {
				return err
			}
			return s.Close()
		})
	}
	must(t, g.Wait())
	s := open(t, path)
	defer closeStore(t, s)
	if stats, err := s.Stats(t.Context(), "local"); err != nil || stats.Articles != 1 {
		t.Errorf("%d articles, %v; want 1", stats.Articles, err)
	}
}

func refused(t *testing.T, path, code, says string) {
	t.Helper()
	s, err := storage.Open(t.Context(), path, slog.New(slog.DiscardHandler))
	if err == nil {
		closeStore(t, s)
		t.Fatalf("%s was opened", path)
	}
	if claims.ErrorCode(err) != code || !strings.Contains(claims.ErrorMessage(err), says) {
		t.Errorf("%s: %v (code %s), want code %s and %q", path, err, claims.ErrorCode(err), code, says)
	}
}

func makeDatabase(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	for _, s := range statements {
		_, err := db.Exec(s)
		must(t, err)
	}
	must(t, db.Close())
}

// snapshot gives the files of a folder with their bytes.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		bytes, _ := os.ReadFile(filepath.Join(dir, e.Name())) // "" for a folder
		files[e.Name()] = string(bytes)
	}
	return files
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
