// Package review is what people do to claims by hand: hide a wrong one, bring
// it back. Every act is kept with who did it and can be undone.
package review

import (
	"context"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// Store keeps states and the audit trail.
type Store interface {
	// Claim finds a claim by its id, or by a prefix that fits one id alone;
	// claims.ENotFound when none fits, claims.EInvalid when several do.
	Claim(ctx context.Context, workspace, id string) (proof.Claim, claims.Article, error)
	// SetState changes a claim's state, keeps its index rows in step, and
	// writes an audit row, in one transaction. Setting the state that it has
	// already changes nothing.
	SetState(ctx context.Context, workspace, id string, state claims.State, by string) error
}

// Desk is where claims are reviewed.
type Desk struct{ store Store }

// New makes a Desk over a store.
func New(store Store) *Desk { return &Desk{store} }

// Hide removes a claim from every answer from now on.
func (d *Desk) Hide(ctx context.Context, workspace, id, by string) (claims.Claim, error) {
	return d.set(ctx, workspace, id, claims.Removed, by)
}

// Unhide brings a hidden claim back.
func (d *Desk) Unhide(ctx context.Context, workspace, id, by string) (claims.Claim, error) {
	return d.set(ctx, workspace, id, claims.Current, by)
}

func (d *Desk) set(ctx context.Context, workspace, id string, state claims.State, by string) (claims.Claim, error) {
	found, _, err := d.store.Claim(ctx, workspace, id)
	if err != nil {
		return claims.Claim{}, err
	}
	c := found.Claim()
	if c.State == claims.Replaced {
		return c, claims.Errorf(claims.EConflict, "Claim %s is no longer made by its article, so no answer uses it; there is nothing to hide or bring back.", c.ID)
	}
	if err := d.store.SetState(ctx, workspace, c.ID, state, by); err != nil {
		return c, err
	}
	c.State = state
	return c, nil
}
