package claims

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path/filepath"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"
)

// How an article's text came to us.
const (
	OriginFetched = "fetched" // from the domain that its URL names
	OriginFile    = "file"    // from a file of whoever loaded it
	OriginPasted  = "pasted"  // typed, pasted or piped in
)

// Article is one published text of a workspace, as one revision of it reads.
// Text is canonical UTF-8: byte offsets of claims are into it.
type Article struct {
	ID          string `json:"id,omitempty"`
	Revision    string `json:"revision,omitempty"`
	URL         string `json:"url,omitempty"`
	Outlet      string `json:"outlet,omitempty"`
	Title       string `json:"title,omitempty"`
	Author      string `json:"author,omitempty"`
	PublishedAt Time   `json:"published_at,omitempty"`
	ModifiedAt  Time   `json:"modified_at,omitempty"`
	Language    string `json:"language,omitempty"` // ISO 639-1, "" when it cannot be told
	Origin      string `json:"origin,omitempty"`
	Text        string `json:"text,omitempty"`
	SHA256      string `json:"sha256,omitempty"`

	Via        []string    `json:"via,omitempty"`         // news agencies that it credits, in its order
	Entries    []Entry     `json:"entries,omitempty"`     // of a live blog, in text order
	FactChecks []FactCheck `json:"fact_checks,omitempty"` // that the page declares

	// Path is the absolute path of a local file: part of the article's key,
	// never shown, for it may tell more than its owner wants.
	Path string `json:"-"`
}

// Entry is one dated entry of a live blog: bytes of the article's text, and the
// time that is its claims' time.
type Entry struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	At    Time   `json:"at"`
	Title string `json:"title,omitempty"`
}

// FactCheck is a verdict on somebody's claim that a page declares for search
// engines to show (schema.org's ClaimReview).
type FactCheck struct {
	Claim      string `json:"claim"`
	ClaimedBy  string `json:"claimed_by,omitempty"`
	Rating     string `json:"rating"` // in the reviewer's words
	Reviewer   string `json:"reviewer,omitempty"`
	URL        string `json:"url,omitempty"` // of the review
	ReviewedAt Time   `json:"reviewed_at,omitempty"`
}

// Equal says whether a and b say the same of the same text.
func (a Article) Equal(b Article) bool { return reflect.DeepEqual(a.orderly(), b.orderly()) }

// orderly makes no difference between no list and an empty one.
func (a Article) orderly() Article {
	if len(a.Via) == 0 {
		a.Via = nil
	}
	if len(a.Entries) == 0 {
		a.Entries = nil
	}
	if len(a.FactChecks) == 0 {
		a.FactChecks = nil
	}
	return a
}

// EntryAt gives the entry in which the byte at offset lies, if any does.
func (a Article) EntryAt(offset int) (Entry, bool) {
	for _, e := range a.Entries {
		if e.Start <= offset && offset < e.End {
			return e, true
		}
	}
	return Entry{}, false
}

// ReportedAt is when the words at offset were published: in a live blog the
// time of their entry, else that of the article.
func (a Article) ReportedAt(offset int) Time {
	if e, ok := a.EntryAt(offset); ok {
		return e.At
	}
	return a.PublishedAt
}

// Identify fills ID, Revision and SHA256 where they are empty. The key of an
// article is its given id, else its canonical URL, else its absolute path,
// else the hash of its text; a revision is named after its text, so the same
// words always are the same revision.
func (a *Article) Identify() {
	if a.SHA256 == "" {
		a.SHA256 = HashText(a.Text)
	}
	if a.Revision == "" {
		a.Revision = "r" + a.SHA256[:12]
	}
	if a.ID != "" {
		return
	}
	switch {
	case a.URL != "":
		a.ID = "u" + HashText(a.URL)[:12]
	case a.Path != "":
		a.ID = "f" + HashText(filepath.Clean(a.Path))[:12]
	default:
		a.ID = "t" + a.SHA256[:12]
	}
}

// Validate says what is wrong with an article that is about to be stored.
func (a Article) Validate() error {
	switch {
	case a.ID == "" || a.Revision == "" || a.SHA256 == "":
		return Errorf(EInternal, "article has not been identified")
	case len(a.ID) > 512:
		return Errorf(EInvalid, "The article id is %d bytes long; give one of at most 512.", len(a.ID))
	case strings.TrimSpace(a.Text) == "":
		return Errorf(EUnreadable, "The article has no text.")
	case !utf8.ValidString(a.Text):
		return Errorf(EUnreadable, "The article's text is not valid UTF-8; save it as UTF-8 and load it again.")
	}
	if a.URL != "" {
		if u, err := url.Parse(a.URL); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			return Errorf(EInvalid, "%q is not a web address; write it as https://example.org/page.", a.URL)
		}
	}
	for _, t := range []Time{a.PublishedAt, a.ModifiedAt} {
		if _, err := ParseTime(string(t)); err != nil {
			return err
		}
	}
	return a.validateEntries()
}

func (a Article) validateEntries() error {
	end := 0
	for i, e := range a.Entries {
		if e.Start < end || e.End <= e.Start || e.End > len(a.Text) {
			return Errorf(EInvalid, "Entry %d of the article is not a part of its text behind the entry before; give start and end in bytes.", i+1)
		}
		if t, err := ParseTime(string(e.At)); err != nil || t == "" {
			return Errorf(EInvalid, "Entry %d of the article has no time that can be read; write it as 2026-03-14T08:40:00Z.", i+1)
		}
		end = e.End
	}
	return nil
}

// KnownSince is the time since when the words of this revision were public:
// the published time if the page was never modified, else the revision's
// modified time, else the time at which we captured it. first says whether
// this is the first revision that we hold.
func (a Article) KnownSince(first bool, captured Time) Time {
	modified := a.ModifiedAt != "" && (a.PublishedAt == "" || a.PublishedAt.Before(a.ModifiedAt))
	switch {
	case modified:
		return a.ModifiedAt
	case first && a.PublishedAt != "":
		return a.PublishedAt
	}
	return captured
}

// Head is the article without its text, for listings and evidence.
func (a Article) Head() Article {
	a.Text = ""
	return a
}

// HashText is the lower-case hexadecimal SHA-256 of s.
func HashText(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// Capture is what was fetched or uploaded, byte for byte.
type Capture struct {
	Raw       []byte
	SHA256    string // of Raw
	MediaType string
	FinalURL  string            // after redirects
	Header    map[string]string // of the response
	At        time.Time
}

// Given is what whoever loads an article says of it. It wins over what the
// input says of itself.
type Given struct {
	ID, URL, Outlet, Title string
	PublishedAt            Time
}

// Document is an article as read, with the bytes that it was read from. Raw
// bytes are absent where the input was already canonical text.
type Document struct {
	Article Article
	Capture *Capture

	// Replaces is the revision in whose place it comes, "" for any: if another
	// is current by then, or none, it does not come.
	Replaces string
}
