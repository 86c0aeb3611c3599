package ask

import (
	"cmp"
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// most is how many lines an extractive answer has at most.
const most = 5

// composeExtractive writes an editor's note of claims: the figure or position
// first, then who says so and when. Every sentence cites what it was made of.
func composeExtractive(q Question, fitting []candidate) ([]claims.Sentence, []claims.Conflict) {
	if len(fitting) == 0 {
		return nil, nil
	}
	switch {
	case q.Want == WantCount:
		return composeFigures(q, fitting)
	case q.Act != "" && q.Want == WantHappened:
		return composePositions(q, fitting)
	case q.Act != "":
		return composeTexts(ofAct(q.Act, fitting)), nil
	case q.Want == WantSaid, q.Want == WantWho:
		return composeTexts(newestFirst(fitting)), nil
	}
	return composeTexts(fitting), nil
}

// ofAct keeps the positions of the act that is asked about, where there are
// any: "who proposed" is not answered with who refused.
func ofAct(act claims.Act, found []candidate) []candidate {
	var out []candidate
	for _, c := range found {
		if c.claim.Ceasefire != nil && c.claim.Ceasefire.Act == act {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return found
	}
	return out
}

// composeTexts gives each claim's stand-alone sentence, without repeats: what
// others carry is cited with it.
func composeTexts(found []candidate) []claims.Sentence {
	var out []claims.Sentence
	var told []string
	for _, c := range found {
		key := sentenceKey(c)
		if slices.Contains(told, key) {
			continue
		}
		if len(out) == most {
			break
		}
		told = append(told, key)
		var same []candidate
		for _, o := range found {
			if sentenceKey(o) == key {
				same = append(same, o)
			}
		}
		slices.SortStableFunc(same, func(a, b candidate) int { return min(len(a.repeats), 1) - min(len(b.repeats), 1) })
		out = append(out, claims.Sentence{Text: reportedBy(same), Citations: ids(same)})
	}
	return out
}

// sentenceKey is one for claims that one sentence tells: those of one source
// that repeat one another, and of an article's that say the same.
func sentenceKey(c candidate) string {
	if c.source != "" {
		return cmp.Or(c.repeats, c.claim.ID)
	}
	return c.origin() + "\n" + strings.ToLower(c.claim.Text)
}

// newestFirst puts what was known later first, and the claims of one article
// in the order of its text.
func newestFirst(found []candidate) []candidate {
	out := slices.Clone(found)
	slices.SortStableFunc(out, newer)
	return out
}

func ids(found []candidate) []string {
	out := make([]string, len(found))
	for i, c := range found {
		out[i] = c.claim.ID
	}
	return out
}
