package bot

import (
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/proof"
)

// claimLine is one claim in a list: what it comes to, bold, then its sentence.
func claimLine(c claims.Claim) string {
	head := ask.Brief(c)
	if head == "" {
		head = string(c.Kind)
	}
	return "**" + escapedFit(head, 120) + "** · " + escapedFit(c.Text, maxClaimLine)
}

const maxClaimLine = 300

// figuresAndPositions are the claims that a load reply names: each figure and
// each position; the others are counted.
func figuresAndPositions(list []claims.Claim) []claims.Claim {
	var out []claims.Claim
	for _, c := range list {
		if c.Kind == claims.KindCasualty || c.Kind == claims.KindCeasefire {
			out = append(out, c)
		}
	}
	return out
}

func unproven(list []proof.Claim) []claims.Claim {
	out := make([]claims.Claim, len(list))
	for i, c := range list {
		out[i] = c.Claim()
	}
	return out
}
