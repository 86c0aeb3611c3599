package ingest

import (
	"cmp"
	"context"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// RemovedFor is for how long a removal can be undone. After that the article stays
// hidden; it is kept until it is purged, and comes back when it is loaded again.
const RemovedFor = 30 * 24 * time.Hour

// Removed tells what a removal touched.
type Removed struct {
	Article claims.Article `json:"article"` // its head
	Claims  int            `json:"claims"`  // that it made
	Answers int            `json:"answers"` // kept ones that rested on it
}

// Eraser destroys what was loaded, which nothing undoes. Purge and Redact find
// removed articles too, as [Shelf.Undo] does, and take the words out of what is
// stored in one transaction; what is left of them in the file then, in free
// pages and in what has yet to be written back, goes with Scrub.
type Eraser interface {
	// Purge deletes an article: its texts, captures, claims, index rows, links
	// and whatever else is kept of it. Of kept answers that rested on it stay
	// the question, who asked and when, and what rests on other articles. Its
	// addresses and texts are blocked (see Blocked). The audit trail keeps that
	// it was there, and who purged it.
	Purge(ctx context.Context, workspace, article, by string) (Purged, error)

	// Redact takes words out of an article: out of the text of each revision,
	// its title and all else that it says of itself but its addresses, and the
	// claims that depend on them go. In the words' place stands a filler of as
	// many bytes, so that every other claim's offsets hold, and a revision
	// keeps its id. Captures that came until then lose their bytes, and so do
	// those that come later: the words are taken out of every text that is
	// stored for the article from then on. What is kept to know them by is a
	// salted hash. claims.ENotFound when the words stand nowhere in it.
	Redact(ctx context.Context, workspace, article, words, by string) (Redacted, error)

	// Blocked says whether an article at this address or with a text of this
	// SHA-256 was purged here and is not to come back by itself; "" fits none.
	Blocked(ctx context.Context, workspace, url, textHash string) (bool, error)

	// Unblock lets it come back.
	Unblock(ctx context.Context, workspace, url, textHash string) error

	// Scrub clears from the file what purges and redactions have left in it, if
	// any have since the last time. It takes as long as copying the database.
	// claims.EUnavailable when another program holds on to the file: it is then
	// still to be done. It may be called at any time, and changes nothing else.
	Scrub(ctx context.Context) error

	// Copies names the files beside the database that look like copies of it,
	// which nothing here reaches.
	Copies() []string
}

// Purged tells what a purge destroyed.
type Purged struct {
	Article   claims.Article `json:"article"` // its head, as it was; nowhere kept any more
	Revisions int            `json:"revisions"`
	Captures  int            `json:"captures"`
	Claims    int            `json:"claims"` // all that it ever made
	Answers   int            `json:"answers"`
	Left
}

// Redacted tells what a redaction took out.
type Redacted struct {
	Article  claims.Article `json:"article"`          // its head, as it is now
	Places   int            `json:"places"`           // where the words stood in the current text, title and so on, and in earlier ones
	Captures int            `json:"captures"`         // whose bytes were dropped
	Claims   int            `json:"claims"`           // that went
	Answers  int            `json:"answers"`          // kept ones that were changed
	InURL    bool           `json:"in_url,omitempty"` // the address holds the words too, and keeps them
	Left
}

// Left is what destroying did not reach.
type Left struct {
	Unscrubbed string   `json:"unscrubbed,omitempty"` // why the file is still to be scrubbed
	Copies     []string `json:"copies,omitempty"`     // files that look like copies of the database
}

// Unreached says what no purge and no redaction reaches, for whoever does one.
const Unreached = "Not reached: backups and other copies of the database, messages already sent to Discord, and what a model's provider keeps."

// Purge destroys an article, as [Eraser] has it, and clears the file of it.
func (l *Loader) Purge(ctx context.Context, workspace, article, by string) (Purged, error) {
	p, err := l.o.Store.Purge(ctx, workspace, article, by)
	if err == nil {
		p.Left = l.scrub(ctx)
	}
	return p, err
}

// Redact takes words out of an article, as [Eraser] has it, and clears the
// file of them.
func (l *Loader) Redact(ctx context.Context, workspace, article, words, by string) (Redacted, error) {
	r, err := l.o.Store.Redact(ctx, workspace, article, words, by)
	if err == nil {
		r.Left = l.scrub(ctx)
	}
	return r, err
}

// scrub clears the file, or says why that is left for later.
func (l *Loader) scrub(ctx context.Context) Left {
	left := Left{Copies: l.o.Store.Copies()}
	if err := l.o.Store.Scrub(ctx); err != nil {
		l.o.Log.Warn("the database file is still to be scrubbed", "err", err)
		left.Unscrubbed = cmp.Or(claims.ErrorMessage(err), "The file may still hold remains of what was deleted; they go at the next clean-up, or with the next purge.")
	}
	return left
}
