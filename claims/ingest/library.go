package ingest

import (
	"context"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// Library shows what has been loaded.
type Library interface {
	// Articles lists the articles of a workspace, newest known first.
	Articles(ctx context.Context, workspace string, q ArticleQuery) ([]ArticleRow, error)

	// Article finds one by its id, its URL, or a prefix that fits one id alone;
	// claims.ENotFound when none fits, claims.EInvalid when several do.
	Article(ctx context.Context, workspace, id string) (ArticleView, error)

	// Capture gives the bytes that a revision was read from, the newest if it
	// came several times; claims.ENotFound when it came as text.
	Capture(ctx context.Context, workspace, article, revision string) (claims.Capture, error)
}

// ArticleQuery narrows a listing. Empty fields do not narrow.
type ArticleQuery struct {
	Words         string // that the title, outlet, URL or id contains, in any case
	Limit, Offset int    // Limit 0 means 50
}

// States of a revision: how far its article has come.
const (
	StateRead      = "read"
	StateExtracted = "extracted"
	StateLinked    = "linked" // extracted, and its copies are known
)

// ArticleRow is an article as its current revision reads, without the text.
type ArticleRow struct {
	claims.Article
	State      string      `json:"state"` // of the current revision
	KnownSince claims.Time `json:"known_since,omitempty"`
	LoadedAt   time.Time   `json:"loaded_at"`
	LoadedBy   string      `json:"loaded_by,omitempty"`
	Revisions  int         `json:"revisions"`
	Claims     int         `json:"claims"`            // current ones
	Carried    int         `json:"carried,omitempty"` // how many other articles carry its text
	Note       string      `json:"note,omitempty"`
}

// ArticleView is an article with its text, history and claims.
type ArticleView struct {
	ArticleRow
	History []RevisionRow // every revision, in the order in which they were first loaded
	Current []proof.Claim // in text order
	Others  []proof.Claim // replaced and removed ones
	Copies  []claims.Copy // other articles that carry its text, earliest known first
}

// RevisionRow is one revision of an article, with its text.
type RevisionRow struct {
	claims.Article
	State      string      `json:"state"`
	Current    bool        `json:"current"`
	KnownSince claims.Time `json:"known_since,omitempty"`
	LoadedAt   time.Time   `json:"loaded_at"`
	LoadedBy   string      `json:"loaded_by,omitempty"`
}
