package ingest

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// Reader turns an input (a URL, a file, a folder, "-") into documents. Each
// document comes with the name to report it by; an error beside a name means
// that this one could not be read and the rest go on.
type Reader interface {
	Read(ctx context.Context, input string, given claims.Given) iter.Seq2[Item, error]
}

// Item is one thing that an input held. Document is empty beside an error.
type Item struct {
	Name     string // "report.txt", "batch.jsonl line 7", "https://…"
	Document claims.Document
}

// Engine proposes the claims of one article. The same article always gets the
// same proposals from the same engine version.
type Engine interface {
	Name() string    // claims.EngineOffline or claims.EngineLLM
	Version() string // changes whenever the same article could get other proposals
	Extract(ctx context.Context, a claims.Article) (claims.Proposal, error)
}

// Status of an article after it was saved.
type Status string

// The statuses.
const (
	New       Status = "new"
	Changed   Status = "changed"   // a new revision of an article that was there
	Unchanged Status = "unchanged" // same key, same text
)

// Store keeps articles and claims. Each method is one transaction.
type Store interface {
	// SaveArticle stores the document as its article's current revision, in
	// state read, with its capture. Of an unchanged text only a capture whose
	// bytes differ is kept, and Saved then tells whether its extraction is still
	// to be done. claims.EConflict when it is to replace a revision that is not
	// current. The page of a new article that was fetched is planned to be
	// looked at again, see [Revisits]. What was redacted in the article is taken
	// out before, and what was purged is refused with claims.EConflict, see
	// [Eraser].
	SaveArticle(ctx context.Context, workspace string, doc claims.Document, by string) (Saved, error)

	// SaveExtraction makes x the article's current extraction: its claims with
	// their spans and index rows become current, those that the article made
	// before and makes no more become replaced, those that a person removed
	// stay removed, and the revision's state becomes extracted. Saving the same
	// extraction again changes nothing. An x is refused with claims.EConflict
	// when its revision is no longer the article's current one, when the article
	// was removed, or when what it was made from reads otherwise now.
	SaveExtraction(ctx context.Context, workspace string, x Extraction) error

	// Unfinished lists the current revisions that are still in state read.
	Unfinished(ctx context.Context, workspace string) ([]Pending, error)

	// Misread notes that the model's reading of a revision was rubbish. After
	// [MostMisread] of them its pass is wanted no more.
	Misread(ctx context.Context, workspace, article, revision string) error

	// Begun names the workspaces in which an article is in state read, or
	// waits for the model's pass.
	Begun(ctx context.Context) ([]string, error)
}

// MostMisread is how often the model may give rubbish for a revision before
// the offline extraction is left to stand.
const MostMisread = 3

// Saved is what SaveArticle did.
type Saved struct {
	Status Status
	Pending
	Extracted bool   // a current extraction of this revision is already there
	Engine    string // that made it
	Version   string // of that engine
	Claims    int    // how many claims the article has now
	Hidden    int    // how many were hidden by hand, whether they are made now or not

	LoadedAt time.Time // when the article was first loaded, and by whom
	LoadedBy string
}

// Pending is a revision to extract.
type Pending struct {
	Article    claims.Article
	KnownSince claims.Time
}

// Basis names what an engine goes by besides the text: dates are told from the
// published time, or that of a live blog's entry, "here" and "us" from the outlet.
func (p Pending) Basis() string {
	a := p.Article
	entries := ""
	for _, e := range a.Entries {
		entries += fmt.Sprintf("%d %d %s\x00", e.Start, e.End, e.At)
	}
	return claims.HashText(entries + strings.Join([]string{string(a.PublishedAt), string(a.ModifiedAt), a.Outlet, a.URL, a.Language}, "\x00"))
}

// Extraction is one run of one engine version over one revision.
type Extraction struct {
	ArticleID string
	Revision  string
	Basis     string // of the Pending that it was made from; "" is not looked at
	Engine    string
	Version   string
	Claims    []proof.Claim
	Rejected  map[proof.Reason]int // how many proposals the gate rejected, by reason
	Note      string               // what the engine has to say: "no claims: the text is in German"

	// Wanted says that the model's pass is still to be done. It is kept until
	// an extraction without it is saved.
	Wanted bool
	// By is who asked for this extraction where it takes the place of another;
	// "" for those that come by themselves. It is for the audit trail.
	By string
}
