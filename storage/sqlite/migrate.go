package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

//go:embed migrations/*.sql
var migrations embed.FS

const versionTable = "claimbot_schema" // where goose keeps its own count

// schemaVersion is the newest migration's, which also sets user_version to it;
// the first one sets application_id too.
var schemaVersion = sync.OnceValue(func() (newest int) {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		panic(err) // they are part of the program
	}
	for _, f := range files {
		number, _, _ := strings.Cut(f.Name(), "_")
		if n, err := strconv.Atoi(number); err == nil {
			newest = max(newest, n)
		}
	}
	return newest
})

// Processes that make the same database at once get in each other's way when
// they switch it to WAL, which SQLite refuses instead of waiting.
const (
	migrateTries = 40
	migratePause = 25 * time.Millisecond
)

// migrate brings the schema up to date. Several processes may do so at once:
// the write lock lets one through, and the others find it done.
func migrate(ctx context.Context, db *sql.DB, path string) error {
	var failed error
	for range migrateTries {
		done, err := isUpToDate(ctx, db, path)
		if done || err != nil && !isBusy(err) {
			return err
		}
		if failed = err; err == nil {
			failed = migrateUp(ctx, db)
		}
		if failed == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(migratePause):
		}
	}
	return explain(path, "bring the schema up to date", failed)
}

func isUpToDate(ctx context.Context, db *sql.DB, path string) (bool, error) {
	application, version, tables, err := readOwner(ctx, db)
	if err != nil {
		return false, explain(path, "look into the database", err)
	}
	if err := checkOwner(path, application, version, tables > 0); err != nil {
		return false, err
	}
	return application == applicationID && version == schemaVersion(), nil
}

// makeVersionTable makes goose's own table as goose would, but so that two
// processes may do it at once: goose waits seconds when another was faster.
const makeVersionTable = `CREATE TABLE IF NOT EXISTS ` + versionTable + ` (
		id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')));
	INSERT INTO ` + versionTable + ` (version_id, is_applied) SELECT 0, 1 WHERE NOT EXISTS (SELECT 1 FROM ` + versionTable + `)`

func migrateUp(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(ctx, makeVersionTable); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	versions, err := database.NewStore(goose.DialectSQLite3, versionTable)
	if err != nil {
		return err
	}
	// The dialect comes with the store: goose refuses to be told twice.
	provider, err := goose.NewProvider("", db, files, goose.WithStore(versions), goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	_, err = provider.Up(ctx)
	return err
}
