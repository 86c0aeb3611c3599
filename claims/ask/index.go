package ask

import (
	"context"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// Index finds candidate claims. Only current claims of the workspace are ever
// found, and those of excluded outlets only where a query asks for them too;
// ranking beyond the text score is done here, in ask.
type Index interface {
	// Search gives at most q.Limit claims, best text score first. It asks in a
	// ladder: all terms, then most of them, then any, until the limit is met.
	Search(ctx context.Context, workspace string, q Query) ([]Hit, error)

	// Stats counts what a question of the workspace is asked against.
	Stats(ctx context.Context, workspace string) (Stats, error)
}

// Log keeps questions with their answers and citations.
type Log interface {
	SaveAnswer(ctx context.Context, workspace string, e Entry) (id string, err error)
}

// Entry is an answer to keep.
type Entry struct {
	Answer  proof.Answer
	By      string         // who asked
	Earlier []string       // the questions before it in the same thread
	Fallen  []proof.Fallen // the composed sentences that the verifier did not let through
}

// Query for candidates. Empty fields do not narrow.
type Query struct {
	Terms    []string      // as text.Terms gives them; none lists by time, newest first
	Kinds    []claims.Kind // any of
	From, To string        // days, inclusive: when it happened, else when it was reported
	Limit    int           // 0 means 50

	// Excluded asks for claims of excluded outlets too: those that would be found
	// were they not excluded, at most Limit of them. They take no other's place.
	Excluded bool
}

// Hit is a candidate with the head of its article and its text score (higher
// is better; comparable within one search only).
type Hit struct {
	Claim    proof.Claim
	Article  claims.Article
	Score    float64
	Excluded bool // its outlet is left out of answers
}

// Stats of a workspace.
type Stats struct {
	Articles     int
	Claims       int         // current ones
	NewestReport claims.Time // the newest published time
	Excluded     int         // articles of excluded outlets, not counted above
}
