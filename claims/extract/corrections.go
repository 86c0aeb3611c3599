package extract

import (
	"slices"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// besideCorrections leaves out claims that rest on a correction note: what "an
// earlier version said" is what the outlet no longer says, and what it says now
// stands in the article itself.
func besideCorrections(d *document, proposed []claims.Claim) []claims.Claim {
	notes := text.Corrections(d.text)
	if len(notes) == 0 {
		return proposed
	}
	return slices.DeleteFunc(proposed, func(c claims.Claim) bool {
		return slices.ContainsFunc(notes, func(n claims.Span) bool { return c.Start < n.End && n.Start < c.End })
	})
}
