package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

//go:embed migrations/*.sql
var migrations embed.FS

const (
	// schemaVersion is the newest migration's, which also sets user_version to
	// it and, first of all, application_id.
	schemaVersion = 1
	versionTable  = "claimbot_schema" // where goose keeps its own count
)

// migrate brings the schema up to date. Several processes may do so at once:
// the write lock lets one through, and the others find it done.
func migrate(ctx context.Context, db *sql.DB, path string) error {
	var failed error
	for range 3 {
		application, version, tables, err := readOwner(ctx, db)
		if err != nil {
			return explain(path, "look into the database", err)
		}
		if err := checkOwner(path, application, version, tables > 0); err != nil {
			return err
		}
		if application == applicationID && version == schemaVersion {
			return nil
		}
		if failed = migrateUp(ctx, db); ctx.Err() != nil {
			break
		}
	}
	return explain(path, "bring the schema up to date", failed)
}

func migrateUp(ctx context.Context, db *sql.DB) error {
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
