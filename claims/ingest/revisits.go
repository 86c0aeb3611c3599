package ingest

import (
	"context"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// Revisits keep which pages are to be looked at again: of each article that
// was fetched the store plans the first look when it is new. Each method is
// one transaction.
type Revisits interface {
	// DueRevisits lists at most so many that are due at this time, in one
	// workspace or, for "", in all; the longest due first. Articles that were
	// taken out are not among them.
	DueRevisits(ctx context.Context, workspace string, now time.Time, limit int) ([]Revisit, error)

	// Revisit tells of the page of an article with this id; claims.ENotFound
	// when it never was fetched.
	Revisit(ctx context.Context, workspace, article string) (Revisit, error)

	// SaveRevisit stores what a look gave, all but what is said of the article
	// and the page's address. Of an article that is not planned nothing is stored.
	SaveRevisit(ctx context.Context, v Revisit) error

	// Undone says whether somebody took back that a revision became the
	// article's current one, and it has not become that again.
	Undone(ctx context.Context, workspace, article, revision string) (bool, error)

	// RecheckOff says whether pages of this outlet, or of this domain, are not
	// to be fetched again.
	RecheckOff(ctx context.Context, workspace, outlet, domain string) (bool, error)
}

// Page is a page that was fetched, and on which condition to ask for it.
type Page struct {
	URL          string // that was fetched, after redirects
	ETag         string
	LastModified string
}

// Revisit is what is known of the page of an article.
type Revisit struct {
	Workspace string         `json:"-"`
	Article   claims.Article `json:"-"` // its id, current revision, address, outlet and title
	Page      Page           `json:"-"`
	LoadedAt  time.Time      `json:"loaded_at"`
	Next      time.Time      `json:"next,omitzero"`       // zero when it is looked at no more
	CheckedAt time.Time      `json:"checked_at,omitzero"` // zero when it was not yet
	Failures  int            `json:"failures,omitempty"`  // in a row
	GoneAt    time.Time      `json:"gone_since,omitzero"` // since when the page is not there
	Reason    string         `json:"reason,omitempty"`    // why it failed, is gone, or was not taken
}

// Pages fetches pages again.
type Pages interface {
	// Again fetches a page politely, on its condition.
	Again(ctx context.Context, p Page) (Again, error)
}

// Again is what came of fetching a page again. Beside an error, Gone and After
// hold.
type Again struct {
	Document  claims.Document
	Unchanged bool          // since the condition; there is no document then
	Page      Page          // to ask for next time
	Gone      bool          // it is not there any more
	After     time.Duration // how long the server asks to be left alone, 0 if it does not
}

// FarthestRevisit is how far ahead a page's next look may lie: what lies farther
// was planned by a clock that ran ahead and has been set right since.
const FarthestRevisit = 8 * 24 * time.Hour

// NextRevisit is when a page that was loaded at some time is looked at next
// after now: 1, 6, 24 and 72 hours after it was loaded, zero after that. News
// is corrected within hours, and seldom after days.
func NextRevisit(loaded, now time.Time) time.Time {
	for _, after := range []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 72 * time.Hour} {
		if at := loaded.Add(after); at.After(now) {
			return at
		}
	}
	return time.Time{}
}

// mostRevisitFailures is how often in a row a page may fail before it is
// looked at no more.
const mostRevisitFailures = 4

// revisitPause is how long a page that failed so often is left alone.
func revisitPause(failures int) time.Duration {
	switch failures {
	case 1:
		return 10 * time.Minute
	case 2:
		return time.Hour
	}
	return 6 * time.Hour
}
