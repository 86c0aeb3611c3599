package review

import (
	"context"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// Trail shows who changed what by hand.
type Trail interface {
	// Audit lists the acts of a workspace, newest first; those on one claim
	// only where claim is not "". Limit 0 means 50.
	Audit(ctx context.Context, workspace, claim string, limit int) ([]Act, error)
}

// Act is one change of a claim by hand.
type Act struct {
	At    time.Time    `json:"at"`
	By    string       `json:"by"`
	Claim string       `json:"claim"`
	From  claims.State `json:"from"`
	To    claims.State `json:"to"`
}
