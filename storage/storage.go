// Package storage opens the database that a data source name names and says
// what a database must do: the ports of all who keep things, in one interface.
// What a store is beyond the method set is written as tests in storagetest;
// every engine runs them.
package storage

import (
	"context"
	"io"
	"log/slog"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/diff"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/claims/track"
	"github.com/claimbot/claimbot/claims/workspace"
	"github.com/claimbot/claimbot/llm"
	"github.com/claimbot/claimbot/storage/sqlite"
)

// Store keeps everything of all workspaces. No method sees or changes more
// than the workspace that it is given, if it is given one; an unknown workspace is an empty one to
// those that read, and claims.ENotFound to those that write. All methods may
// be called from many goroutines, and several processes may have the same
// database open.
type Store interface {
	ingest.Store
	ingest.Library
	ingest.Shelf
	ingest.Eraser
	ingest.Captures
	ingest.Revisits
	diff.Store
	feed.Store
	ask.Index
	ask.Log
	ask.Archive
	ask.Inbox
	review.Store
	review.Trail
	track.Store
	review.OutletStore
	workspace.Store
	workspace.Servers
	llm.Ledger
	io.Closer
}

// Open opens the database at dsn, a path for SQLite, and makes it if it is not
// there yet. A database of another program, or of a newer version of this one,
// is refused and left as it is.
func Open(ctx context.Context, dsn string, log *slog.Logger) (Store, error) {
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		return nil, claims.Errorf(claims.EUnsupported, "PostgreSQL is not supported yet; give --db the path of a file for SQLite instead.")
	}
	store, err := sqlite.Open(ctx, dsn, log)
	if err != nil {
		return nil, err
	}
	return store, nil
}
