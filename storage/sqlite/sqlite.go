// Package sqlite keeps everything in one SQLite file. Exported methods own
// their transaction; lower-case functions that take one compose. There is one
// writing connection, whose transactions take the write lock at their start,
// and a pool of readers, each of whose transactions sees one moment.
//
// The way of an article: [Store.SaveArticle] stores a revision, in state read;
// [Store.SaveExtraction] stores what an engine made of it and keeps claim_index
// in step, the full-text index that [Store.Search] asks.
package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"modernc.org/sqlite"
)

// Store is an open database.
type Store struct {
	path    string // as it was given, for messages
	writer  *statements
	readers *statements
	now     func() time.Time
	terms   *frequencies
	zstd    func() *packer
}

// Open opens the database file at path, and makes it if it is not there. A
// file that is not ours is refused with a claims.Error and left as it is.
func Open(ctx context.Context, path string, log *slog.Logger) (*Store, error) {
	// A lock that belongs to an open file outlives the closing of another
	// handle on it, as checkFile's. Where the system cannot, it stays as it is:
	// checkFile closes its handle before SQLite opens its own.
	_, _ = sqlite.OFDLocking(true)
	if err := checkFile(ctx, path); err != nil {
		return nil, err
	}
	s := &Store{path: path, now: time.Now, terms: newFrequencies(), zstd: newPacker()}
	if err := s.connect(); err != nil {
		return nil, err
	}
	begin := time.Now()
	if err := migrate(ctx, s.writer.db, path); err != nil {
		_ = s.Close()
		return nil, err
	}
	log.Debug("database open", "path", path, "took", time.Since(begin))
	return s, nil
}

func (s *Store) connect() (err error) {
	if s.writer, err = openPool(dataSource(s.path, "immediate", writerPragmas), 1); err != nil {
		return fmt.Errorf("open %s: %w", s.path, err)
	}
	if s.readers, err = openPool(dataSource(s.path, "deferred", readerPragmas), max(4, 2*runtime.NumCPU())); err != nil {
		return fmt.Errorf("open %s: %w", s.path, err)
	}
	return nil
}

func openPool(dsn string, connections int) (*statements, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return newStatements(db), nil
}

// Pragmas hold for a connection, so every one of them stands in the DSN.
var (
	writerPragmas = []string{
		"busy_timeout(10000)", // other processes write too; a write of ours takes milliseconds
		"journal_mode(WAL)",   // readers and the writer do not wait for each other
		// Without a sync at each commit a power cut may take the last commits
		// with it, and nothing else: the state column then has them done again.
		// The end of the process, however sudden, takes nothing.
		"synchronous(NORMAL)",
		"foreign_keys(1)",
		"journal_size_limit(67108864)", // what a large load leaves of the WAL, in bytes
		"cache_size(-16384)",           // KiB
		"temp_store(MEMORY)",
	}
	readerPragmas = []string{"busy_timeout(10000)", "query_only(1)", "cache_size(-16384)", "temp_store(MEMORY)"}
)

func dataSource(path, lock string, pragmas []string) string {
	q := url.Values{"_txlock": {lock}, "_pragma": pragmas}
	return fileURI(path) + "?" + q.Encode()
}

// fileURI escapes what a URI gives a meaning to, so that any path is a path.
func fileURI(path string) string {
	slashed := filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" {
		slashed = "/" + slashed
	}
	return "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(slashed)
}

// Close waits for running transactions and closes the file.
func (s *Store) Close() error {
	var first error
	for _, pool := range []*statements{s.readers, s.writer} { // the writer last: it clears the WAL away
		if err := pool.db.Close(); err != nil && first == nil {
			first = s.explain("close the database", err)
		}
	}
	return first
}

// write runs fn in the writer's transaction; doing says what for.
func (s *Store) write(ctx context.Context, doing string, fn func(tx *transaction) error) error {
	return s.within(ctx, s.writer, nil, doing, fn)
}

// read runs fn in a transaction that sees one moment of the database.
func (s *Store) read(ctx context.Context, doing string, fn func(tx *transaction) error) error {
	return s.within(ctx, s.readers, &sql.TxOptions{ReadOnly: true}, doing, fn)
}

func (s *Store) within(ctx context.Context, pool *statements, options *sql.TxOptions, doing string, fn func(tx *transaction) error) error {
	begun, err := pool.db.BeginTx(ctx, options)
	if err != nil {
		return s.explain(doing, err)
	}
	tx := &transaction{Tx: begun, statements: pool}
	defer func() { _ = tx.Rollback() }() // nothing is left to roll back after a commit
	if err := fn(tx); err != nil {
		return s.explain(doing, err)
	}
	if err := tx.Commit(); err != nil {
		return s.explain(doing, err)
	}
	pool.prepare(ctx, tx.missing)
	return nil
}

// each scans the rows of a query one by one.
func each(ctx context.Context, tx *transaction, query string, args []any, scan func(row *sql.Rows) error) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// stamp is the clock's time as our own times are written.
func (s *Store) stamp() string { return stampOf(s.now()) }

func stampOf(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func randomID() string { return "a" + strings.ToLower(rand.Text()[:16]) }
