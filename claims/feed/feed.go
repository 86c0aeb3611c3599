package feed

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
)

// Feed is one that a workspace follows.
type Feed struct {
	ID     string `json:"id"`
	URL    string `json:"url"`
	Title  string `json:"title,omitempty"`
	Paused bool   `json:"paused,omitempty"`
	Filter Filter `json:"filter,omitzero"`

	Every     time.Duration `json:"-"`                   // between two looks, as the feed last changed
	Next      time.Time     `json:"next,omitzero"`       // when it is looked at again, unless paused
	CheckedAt time.Time     `json:"checked_at,omitzero"` // when it was last looked at, in vain or not
	ChangedAt time.Time     `json:"changed_at,omitzero"` // when it last had something new
	Failures  int           `json:"failures,omitempty"`  // since it was last had
	Reason    string        `json:"reason,omitempty"`    // why it failed, or why it is paused
	Loaded    int           `json:"loaded"`              // articles kept of it
	Waiting   int           `json:"waiting"`             // entries still to be read
	GivenUp   int           `json:"given_up,omitempty"`  // entries that could not be read
	AddedBy   string        `json:"added_by,omitempty"`
	AddedAt   time.Time     `json:"added_at"`

	Validators Validators `json:"-"`
}

// Name is what the feed is called: its title, else its address.
func (f Feed) Name() string {
	if f.Title != "" {
		return f.Title
	}
	return f.URL
}

// by is how the audit trail shows what the feed loaded.
func (f Feed) by() string { return clipped("feed "+f.Name(), mostBy) }

// NewID makes the id of a feed that is added now.
func NewID(url string, at time.Time) string {
	return "w" + claims.HashText(url + "\x00" + at.UTC().Format(time.RFC3339Nano))[:8]
}

// Bounds of what is kept.
const (
	MostFeeds   = 100                 // of a workspace
	MostEntries = 2000                // of one look at a feed: its newest
	MostKept    = 2 * MostEntries     // entries remembered of a feed
	FirstLoaded = 20                  // entries of the first look that are read, its newest
	Remembered  = 30 * 24 * time.Hour // how long after it left the feed an entry is known again

	mostTitle, mostSummary, mostKey, mostBy = 300, 2000, 512, 100 // bytes
)

// State of an entry.
type State string

// The states. All but Waiting are settled.
const (
	Waiting State = "waiting"
	Loaded  State = "loaded"
	Passed  State = "passed"   // it was not to be kept: the filter, a block, there already
	GivenUp State = "given up" // its page could not be read
	Skipped State = "skipped"  // it was there before the feed was followed
)

// Entry is an entry of a followed feed.
type Entry struct {
	Key     string      `json:"key"` // its id in the feed, else its address
	URL     string      `json:"url"`
	Title   string      `json:"title,omitempty"`
	Summary string      `json:"-"`
	At      claims.Time `json:"published_at,omitempty"`
	State   State       `json:"state"`
	Tries   int         `json:"tries,omitempty"`  // in vain
	Next    time.Time   `json:"next,omitzero"`    // not before, while it waits
	Reason  string      `json:"reason,omitempty"` // why it failed or passed
	Article string      `json:"article,omitempty"`
	SeenAt  time.Time   `json:"seen_at,omitzero"` // when it was first seen
}

// entryOf makes an entry of one that a feed lists; ok is false for one that
// names no page.
func entryOf(e Item) (_ Entry, ok bool) {
	key := e.ID
	if key == "" {
		key = e.URL
	}
	if len(key) > mostKey {
		key = claims.HashText(key)
	}
	out := Entry{Key: key, URL: e.URL, Title: clipped(e.Title, mostTitle), Summary: clipped(e.Summary, mostSummary), At: e.PublishedAt}
	return out, e.URL != "" && len(e.URL) <= 4*mostKey
}

// clipped is at most so many bytes of s, on one line.
func clipped(s string, most int) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if len(s) <= most {
		return s
	}
	for !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}
