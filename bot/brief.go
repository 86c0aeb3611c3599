package bot

import (
	"fmt"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/proof"
)

// brief is what a claim comes to, in words of the program's own and of the
// claim's details: "at least 1 injured", "Russia: undecided", "strike"; "" for
// a statement.
func brief(c claims.Claim) string {
	switch {
	case c.Casualty != nil:
		return ask.FigurePhrase(c.Casualty.Figure) + " " + string(c.Casualty.Outcome)
	case c.Ceasefire != nil:
		act := strings.ReplaceAll(string(c.Ceasefire.Act), "_", " ")
		if c.Ceasefire.Duration != "" {
			act += " " + c.Ceasefire.Duration
		}
		if c.Ceasefire.Party == "" {
			return act
		}
		return c.Ceasefire.Party + ": " + act
	case c.Event != nil:
		return c.Event.Nature
	}
	return ""
}

// claimLine is one claim in a list: what it comes to, bold, then its sentence.
func claimLine(c claims.Claim) string {
	head := brief(c)
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

// reasons counts why proposed claims were rejected: "2 number, 1 duplicate".
func reasons(rejected []proof.Rejection) string {
	var parts []string
	for _, reason := range proof.Reasons {
		n := 0
		for _, r := range rejected {
			if r.Reason == reason {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.ReplaceAll(string(reason), "_", " ")))
		}
	}
	return strings.Join(parts, ", ")
}
