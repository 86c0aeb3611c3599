package extract

import (
	"cmp"
	"slices"

	"github.com/claimbot/claimbot/claims"
)

// family is one set of rules: it proposes the claims of its kind, without
// attribution; quote, text, context, details, when and where are its own.
type family func(d *document) []claims.Claim

// assemble lets each family propose, gives its claims the attribution in whose
// content they stand, and keeps as statements what no other kind covers.
func assemble(d *document) []claims.Claim {
	var out []claims.Claim
	for _, propose := range []family{} {
		out = append(out, propose(d)...)
	}
	for i := range out {
		d.attribute(&out[i])
	}
	out = append(out, statements(d, out)...)
	for i := range out {
		out[i].Engine = claims.EngineOffline
	}
	slices.SortStableFunc(out, func(a, b claims.Claim) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return out
}

// attribute gives c the attribution in whose content its quote stands.
func (d *document) attribute(c *claims.Claim) {}

// statements makes a claim of every attribution that other does not cover.
func statements(d *document, other []claims.Claim) []claims.Claim { return nil }
