package feed

import (
	"context"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// Store keeps feeds and the entries seen in them. Each method is one
// transaction. A feed is named by its id, its address, or a prefix that fits
// one id alone; claims.ENotFound when none fits, claims.EInvalid when several do.
type Store interface {
	// AddFeed follows a feed, unless one with its address is followed already:
	// then that one takes the filter, if it is another, and there is true.
	// claims.EConflict when the workspace follows [MostFeeds] already. The new
	// feed's entries are stored with it.
	AddFeed(ctx context.Context, workspace string, f Feed, entries []Entry) (_ Feed, there bool, err error)

	// Feeds lists the feeds of a workspace, in the order in which they came.
	Feeds(ctx context.Context, workspace string) ([]Feed, error)

	// Feed finds one.
	Feed(ctx context.Context, workspace, id string) (Feed, error)

	// PauseFeed pauses a feed, or resumes it: then it is due from that time on,
	// and has no failures. What it is already it stays, and nothing is noted.
	PauseFeed(ctx context.Context, workspace, id string, paused bool, by string, at time.Time) (Feed, error)

	// RemoveFeed forgets a feed and its entries; the articles stay.
	RemoveFeed(ctx context.Context, workspace, id, by string) (Feed, error)

	// DueFeeds lists what is to be done at this time, in one workspace or, for
	// "", in all: feeds that are due, or have waiting entries that are, but are
	// not paused; the longest due first.
	DueFeeds(ctx context.Context, workspace string, now time.Time) ([]Due, error)

	// SaveLook stores what a look at a feed gave, of a feed that is still
	// followed; claims.ENotFound when it is not. Entries that are known stay as
	// they are. It says how many were not.
	SaveLook(ctx context.Context, workspace, id string, look Look) (fresh int, err error)

	// NextEntry gives the longest waiting entry of a feed that is due at this
	// time; claims.ENotFound when there is none, when the feed is paused, and
	// when it is not followed any more.
	NextEntry(ctx context.Context, workspace, id string, now time.Time) (Entry, error)

	// SettleEntry stores what became of an entry that waits; one that does not
	// stays as it is. [Verdict] says what else changes.
	SettleEntry(ctx context.Context, workspace, id, key string, v Verdict) error

	// Entries lists what was seen in a feed, newest first.
	Entries(ctx context.Context, workspace, id string, limit int) ([]Entry, error)

	// Standing says how an article with this id stands in the workspace.
	Standing(ctx context.Context, workspace, article string) (Standing, error)
}

// Standing is how an article stands in a workspace.
type Standing struct {
	Has      bool   // it is there
	Had      bool   // it was, and was taken out
	LoadedBy string // as the audit trail shows it, of one that is there
}

// Due is a feed to look at.
type Due struct {
	Workspace string
	Feed
}

// Look is what one look at a feed gave.
type Look struct {
	At       time.Time
	Next     time.Time // when to look again
	Every    time.Duration
	Failures int
	Reason   string
	Pause    bool // it is not to be looked at again by itself

	Had        bool   // the feed was had, changed or not: the rest holds
	URL, Title string // "" leaves what is there, as does a URL that another feed has
	Validators Validators
	Listed     bool // Entries are what the feed lists now; what it lists no more is forgotten in time
	Entries    []Entry

	// These hold where some of the entries were not known.
	NextIfFresh  time.Time
	EveryIfFresh time.Duration
}

// Verdict is what became of an entry.
type Verdict struct {
	State   State
	Tries   int
	Next    time.Time // of one that still waits
	Reason  string
	Article string    // that it was loaded as
	Rest    time.Time // before which none of the feed's entries on the same host is to be read
	Purged  bool      // it leads to what was purged, and is named no more
}

// Source fetches feeds, politely. What it cannot read as a feed is an error;
// a [Refusal] where the server said when to ask again.
type Source interface {
	Feed(ctx context.Context, url string, known Validators) (Page, error)
}

// Loader leads the page of an entry into a workspace.
type Loader interface {
	// Fetch reads the page at an address, politely; a [Refusal] where the server
	// said when to ask again. Its article is identified.
	Fetch(ctx context.Context, url string) (claims.Document, error)
	// Kinds tells of which kinds the claims are that extraction finds in it.
	// Nothing is stored.
	Kinds(ctx context.Context, workspace string, a claims.Article) ([]claims.Kind, error)
	// Keep stores the document and its claims. Kept again, it changes nothing.
	Keep(ctx context.Context, workspace string, doc claims.Document, by string) error
}

// Blocks tells what must not come back by a feed: an address or a text that
// was purged. textHash is "" while only the address is known.
type Blocks interface {
	Blocked(ctx context.Context, workspace, url, textHash string) (bool, error)
}
