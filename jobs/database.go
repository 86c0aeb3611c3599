package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/claimbot/claimbot/claims"
)

// connect opens a pool of its own, since River begins its transactions without
// saying that they write: here each takes the write lock at its start. The file
// must be there, for it is storage that makes it.
func connect(ctx context.Context, dsn string, log *slog.Logger) (*sql.DB, error) {
	if strings.Contains(dsn, "://") {
		return nil, claims.Errorf(claims.EUnsupported, "PostgreSQL is not supported yet; give --db the path of a file for SQLite instead.")
	}
	db, err := sql.Open("sqlite", dataSource(dsn))
	if err != nil {
		return nil, fmt.Errorf("open %s for wake-ups: %w", dsn, err)
	}
	db.SetMaxOpenConns(1) // as River's driver advises
	if err := migrate(ctx, db, log); err != nil {
		return nil, errors.Join(fmt.Errorf("bring the tables of the wake-ups up to date: %w", err), db.Close())
	}
	return db, nil
}

// dataSource escapes what a URI gives a meaning to, so that any path is a path.
func dataSource(path string) string {
	slashed := filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" {
		slashed = "/" + slashed
	}
	q := url.Values{
		"mode": {"rw"}, "_txlock": {"immediate"},
		"_pragma": {"busy_timeout(10000)", "synchronous(NORMAL)", "foreign_keys(1)", "cache_size(-512)"},
	}
	return "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(slashed) + "?" + q.Encode()
}

// Another process may bring the tables up to date at the same moment.
const (
	migrateTries = 10
	migratePause = 50 * time.Millisecond
)

func migrate(ctx context.Context, db *sql.DB, log *slog.Logger) error {
	migrator, err := rivermigrate.New(riversqlite.New(db), &rivermigrate.Config{Logger: quieted(log)})
	if err != nil {
		return err
	}
	for range migrateTries {
		if _, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(migratePause):
		}
	}
	return err
}
