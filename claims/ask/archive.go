package ask

import (
	"context"
	"time"

	"github.com/claimbot/claimbot/claims/proof"
)

// Archive brings kept answers back.
type Archive interface {
	// Answer finds by id, or by a prefix that fits one id alone;
	// claims.ENotFound when none fits, claims.EInvalid when several do.
	Answer(ctx context.Context, workspace, id string) (Kept, error)
}

// Kept is an answer as it was given.
type Kept struct {
	ID      string
	Answer  proof.Answer
	By      string
	At      time.Time
	Earlier []string       // the questions before it in the same thread
	Fallen  []proof.Fallen // what the verifier did not let through
	Stale   bool           // a cited claim is no longer current, was refuted or retracted, or is of an excluded outlet
}
