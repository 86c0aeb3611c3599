package ingest

import (
	"context"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// Shelf is where articles are tended after they were loaded. Each method is
// one transaction and writes an audit row, which Undo goes by.
type Shelf interface {
	// Remove takes an article out of the workspace: neither it nor its claims
	// are found, listed or counted any more. Nothing is destroyed.
	Remove(ctx context.Context, workspace, article, by string) error

	// Undo takes back the newest act on an article that is not undone yet: a
	// load of a new article removes it, a load of a new revision brings the one
	// before back, a removal is undone, a corrected date becomes the one before.
	// claims.EConflict when there is nothing to undo.
	Undo(ctx context.Context, workspace, article, by string) (Undone, error)

	// SetPublished corrects when the current revision was published, and puts
	// it back in state read, since its claims' dates are to be read anew.
	SetPublished(ctx context.Context, workspace, article string, published claims.Time, by string) (Pending, error)

	// ToRedo lists the current revisions that an extraction would be done again
	// for, in the order in which they were loaded.
	ToRedo(ctx context.Context, workspace string, q RedoQuery) ([]Pending, error)
}

// Undone is what Undo took back.
type Undone struct {
	Act     string         `json:"act"` // "load", "revision", "remove" or "date"
	Article claims.Article `json:"article"`
	Pending *Pending       `json:"-"` // what is to be extracted again, if anything
}

// RedoQuery narrows what is extracted again. Empty fields do not narrow.
type RedoQuery struct {
	Articles  []string  // ids
	Engine    string    // whose extraction is current: claims.EngineOffline, claims.EngineLLM
	OlderThan string    // not by this version of its engine
	Since     time.Time // loaded at or after this time
	Wanted    bool      // only those for which the model's pass is still to be done
}

// Change is what a new extraction of an article changed.
type Change struct {
	Article claims.Article
	Engine  string        // that made the new extraction
	Added   []proof.Claim // made now and not before
	Gone    []proof.Claim // made before and not now
	Kept    int
	Hidden  int // stay hidden by hand
	Note    string
	Err     error
}
