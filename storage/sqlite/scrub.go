package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// toScrub notes that the file is to be scrubbed.
func toScrub(ctx context.Context, tx *transaction) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO scrubs (n, turn) VALUES (1, 1) ON CONFLICT DO UPDATE SET turn = turn + 1`)
	return err
}

// Scrub clears from the file what was deleted: the full-text index keeps the
// words of deleted rows until its segments are merged, free pages keep what
// stood in them, and so does the log of writes until it is written back. Killed
// anywhere, it is still to be done.
func (s *Store) Scrub(ctx context.Context) error {
	conn, err := s.writer.db.Conn(ctx) // the only one: whoever writes in this process waits
	if err != nil {
		return s.explain("scrub the database", err)
	}
	defer func() { _ = conn.Close() }()
	var turn int64
	err = conn.QueryRowContext(ctx, `SELECT turn FROM scrubs`).Scan(&turn)
	if isNone(err) {
		return nil
	}
	if err == nil {
		err = scrub(ctx, conn)
	}
	if err == nil { // a purge that came between stays to be scrubbed
		_, err = conn.ExecContext(ctx, `DELETE FROM scrubs WHERE turn = ?`, turn)
	}
	if isBusy(err) || errors.Is(err, errHeld) {
		return claims.WrapErrorf(claims.EUnavailable, err, "Another program holds on to the database %s, so the file may still hold remains of what was deleted; they go at the next clean-up, or with the next purge.", s.path)
	}
	return s.explain("scrub the database", err)
}

var errHeld = errors.New("the log of writes could not be emptied")

func scrub(ctx context.Context, conn *sql.Conn) error {
	// VACUUM makes the file anew: in a temporary file, not in memory.
	for _, statement := range []string{
		`INSERT INTO claim_index (claim_index) VALUES ('optimize')`,
		`PRAGMA temp_store = FILE`, `VACUUM`, `PRAGMA temp_store = MEMORY`,
	} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			_, _ = conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA temp_store = MEMORY`)
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	var busy, log, done int
	if err := conn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &log, &done); err != nil {
		return err
	}
	if busy != 0 {
		return errHeld
	}
	return nil
}

// mostCopies is how many files are named.
const mostCopies = 20

// Copies names the files beside the database that look like copies of it: by
// its name, or a database's, in its folder and in those there that are called
// backups.
func (s *Store) Copies() (found []string) {
	folder, own := filepath.Split(s.path)
	folder = filepath.Clean(folder)
	stem := strings.TrimSuffix(own, filepath.Ext(own))
	look := func(folder string, fits func(name string) bool) {
		entries, _ := os.ReadDir(folder) // what cannot be read is not named
		for _, e := range entries {
			if e.Type().IsRegular() && fits(e.Name()) && len(found) < mostCopies {
				found = append(found, filepath.Join(folder, e.Name()))
			}
		}
	}
	look(folder, func(name string) bool {
		switch name {
		case own, own + "-wal", own + "-shm", own + "-journal":
			return false
		}
		return strings.HasPrefix(name, own) || strings.HasPrefix(name, stem) && isCopyName(name)
	})
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		if e.IsDir() && strings.Contains(strings.ToLower(e.Name()), "backup") {
			look(filepath.Join(folder, e.Name()), func(name string) bool { return strings.HasPrefix(name, stem) || isCopyName(name) })
		}
	}
	return found
}

// isCopyName says whether files of this name often are databases or their
// copies.
func isCopyName(name string) bool {
	name = strings.ToLower(name)
	for _, mark := range []string{".db", ".sqlite", ".bak", ".backup", "backup", ".old", ".dump"} {
		if strings.Contains(name, mark) {
			return true
		}
	}
	return false
}
