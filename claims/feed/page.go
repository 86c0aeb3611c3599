package feed

import (
	"errors"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// Validators are what a server gave to ask on condition: whoever sends them
// along is told in a few bytes that nothing has changed since.
type Validators struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// Page is a feed as it was fetched.
type Page struct {
	URL        string // where the feed lives from now on, after permanent redirects
	Title      string
	Entries    []Item        // as the feed lists them
	Unchanged  bool          // since the validators that were sent along: no more is known than these and MaxAge
	Validators Validators    // to send along next time
	MaxAge     time.Duration // how long the server or the feed asks to leave it alone, 0 if it does not
	Broken     int           // entries that could not be read, or name no page
	LeftOut    int           // entries beyond the newest [MostEntries]
}

// Item is one entry of a feed as it lists it.
type Item struct {
	ID          string // as the feed gives it; "" where it gives none
	URL         string // of the page, absolute
	Title       string
	Summary     string // plain text
	PublishedAt claims.Time
}

// Refusal is an answer of a server that says when, or that never, to ask again.
type Refusal struct {
	Gone  bool          // it is not there any more, and asked for no more
	After time.Duration // how long it asks to be left alone, 0 if it does not say
	Err   error
}

// Error is that of the error it was made of.
func (r *Refusal) Error() string { return r.Err.Error() }

// Unwrap gives the error that it was made of.
func (r *Refusal) Unwrap() error { return r.Err }

// refusalOf gives the refusal in err's chain, an empty one if there is none.
func refusalOf(err error) Refusal {
	if r, ok := errors.AsType[*Refusal](err); ok {
		return *r
	}
	return Refusal{}
}
