package extract

import (
	"context"

	"github.com/claimbot/claimbot/claims"
)

// offlineVersion changes whenever the same article could get other proposals.
const offlineVersion = "offline-4"

// Offline is the engine of rules: no key, no network, the same article always
// the same claims. It knows English.
type Offline struct{}

// NewOffline gives the engine of rules.
func NewOffline() *Offline { return &Offline{} }

// Name is claims.EngineOffline.
func (*Offline) Name() string { return claims.EngineOffline }

// Version names these rules.
func (*Offline) Version() string { return offlineVersion }

// Extract reads one article. It never fails on odd text: what it cannot read
// gives no claims, and the note says why.
func (*Offline) Extract(ctx context.Context, a claims.Article) (Proposal, error) {
	if err := ctx.Err(); err != nil {
		return Proposal{}, err
	}
	if note := unknownLanguage(a); note != "" {
		return Proposal{Note: note}, nil
	}
	d := parse(a)
	return Proposal{Claims: besideCorrections(d, assemble(d))}, nil
}
