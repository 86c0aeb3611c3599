package review

import (
	"context"
	"time"
)

// Trail shows who did what.
type Trail interface {
	// Audit lists the acts of a workspace, newest first; where of is not "",
	// those on the claim or the article with this id, an article's with those
	// on its claims. Limit 0 means 50.
	Audit(ctx context.Context, workspace, of string, limit int) ([]Act, error)
}

// What is done to claims and to articles.
const (
	ActHide     = "hide"     // a claim, by hand; From and To are states
	ActUnhide   = "unhide"   // likewise
	ActLoad     = "load"     // an article that was not there; To is its revision
	ActRevision = "revision" // another text of an article; From and To are revisions
	ActRemove   = "remove"   // an article; From is the revision that was current
	ActDate     = "date"     // a published time; From and To are times
	ActRedo     = "redo"     // an extraction; From and To are versions of engines
	ActUndo     = "undo"     // of what From names
	ActPurge    = "purge"    // an article, for good
	ActRedact   = "redact"   // words, out of an article
	ActOutlet   = "outlet"   // what is said of an outlet; From and To say it

	ActFollow   = "feed add"    // To is the feed's address
	ActUnfollow = "feed remove" // From is
	ActPause    = "feed pause"  // To is
	ActResume   = "feed resume" // To is
	ActFilter   = "feed filter" // From and To are filters
)

// Act is one thing that somebody did.
type Act struct {
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Act     string    `json:"act"`
	Article string    `json:"article"`         // "" for what was done to none
	Claim   string    `json:"claim,omitempty"` // absent where the whole article is meant
	From    string    `json:"from,omitempty"`
	To      string    `json:"to,omitempty"`
	Undone  bool      `json:"undone,omitempty"`
}
