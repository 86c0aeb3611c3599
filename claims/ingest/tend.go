package ingest

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// Shelf is where articles are tended after they were loaded. Each method is
// one transaction; what changes anything writes an audit row, which Undo goes
// by. An article is named as [Library.Article] takes it.
type Shelf interface {
	// Remove takes an article out of the workspace: neither it nor its claims
	// are found, listed or counted any more. Nothing is destroyed; loaded again,
	// it comes back as a new one.
	Remove(ctx context.Context, workspace, article, by string) (Removed, error)

	// Undo takes back the newest act on an article that is not undone yet: a
	// load of a new article removes it, a load of a new revision brings the one
	// before back, a removal is undone, a corrected date becomes the one before.
	// It finds removed articles too. claims.EConflict when there is nothing to
	// undo, or when that is a removal of more than [RemovedFor] ago.
	Undo(ctx context.Context, workspace, article, by string) (Undone, error)

	// SetPublished corrects when the current revision was published, and puts
	// it back in state read, since its claims' dates are to be read anew. The
	// same text, loaded again, does not bring the corrected date back. Setting
	// the date that it has already changes nothing.
	SetPublished(ctx context.Context, workspace, article string, published claims.Time, by string) (Pending, error)

	// ToRedo gives the ids of the articles whose extraction is to be done again,
	// in the order in which their current texts were loaded. claims.ENotFound
	// when q names an article that is not there.
	ToRedo(ctx context.Context, workspace string, q RedoQuery) ([]string, error)

	// Pending gives an article's current revision, to extract.
	Pending(ctx context.Context, workspace, article string) (Pending, error)
}

// Undone is what Undo took back.
type Undone struct {
	Act     string         `json:"act"`     // "load", "revision", "remove" or "date"
	Article claims.Article `json:"article"` // its head, as it is now; as it was, if it is gone
	Pending *Pending       `json:"-"`       // what is to be extracted again, if anything
}

// RedoQuery narrows what is extracted again. Empty fields do not narrow.
type RedoQuery struct {
	Articles  []string  // ids
	Engine    string    // whose extraction is current: claims.EngineOffline, claims.EngineLLM
	OlderThan string    // made by an older version of the engine that this names
	Since     time.Time // loaded at or after this time
	Wanted    bool      // only those for which the model's pass is still to be done

	By  string // who asks, for the audit trail
	Dry bool   // only tell what would change
}

// Fits says whether the article's own facts fit: the engine and its version
// that read it, "" if none did yet, and when it was loaded.
func (q RedoQuery) Fits(engine, version string, loaded time.Time) bool {
	return (q.Engine == "" || q.Engine == engine) && !loaded.Before(q.Since) && (q.OlderThan == "" || isOlder(version, q.OlderThan))
}

// isOlder says whether a version of an engine is older than another of the same
// engine. A version is the engine's name, then what tells versions apart: a
// number that grows ("offline-3"), else anything, and another is then older.
func isOlder(version, than string) bool {
	engine, rest, _ := strings.Cut(version, "-")
	other, limit, _ := strings.Cut(than, "-")
	if engine != other || rest == limit {
		return false
	}
	n, err := strconv.Atoi(rest)
	m, errLimit := strconv.Atoi(limit)
	return err != nil || errLimit != nil || n < m
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
