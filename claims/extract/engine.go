// Package extract holds the engines that read an article and propose claims.
// What they propose goes to the gate (package proof); nothing here stores or
// shows anything.
//
// The offline engine goes over an article once: it cuts the text into
// sentences and tokens, finds names, places, dates and figures, finds who said
// what, then lets each family of rules (casualties, ceasefire positions,
// events) propose claims, gives them the attribution in whose content they
// stand, and keeps as statements what no other kind fits.
package extract

import (
	"context"

	"github.com/claimbot/claimbot/claims"
)

// Engine proposes the claims of one article. The same article always gets the
// same proposals from the same engine version.
type Engine interface {
	Name() string    // claims.EngineOffline or claims.EngineLLM
	Version() string // changes whenever the same article could get other proposals
	Extract(ctx context.Context, a claims.Article) (Proposal, error)
}

// Proposal is what an engine says an article claims.
type Proposal = claims.Proposal
