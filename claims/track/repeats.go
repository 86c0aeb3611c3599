package track

import (
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// nearQuote is how much of the shorter of two quotes must stand in the longer,
// in words with their neighbours, and nearLength how much shorter it may be.
const (
	nearQuote  = 0.7
	nearLength = 0.6
)

// quoted is a claim with the shingles of its quote.
type quoted struct {
	claims.Claim
	shingles text.Shingles
}

func quotedOf(all []claims.Claim) []quoted {
	out := make([]quoted, len(all))
	for i, c := range all {
		out[i] = quoted{c, text.Shingle(c.Quote)}
	}
	return out
}

// repeats pairs the claims of two copies that say the same in the same words.
// Each claim is in one pair at most.
func repeats(a, b []quoted) [][2]string {
	var pairs [][2]string
	taken := map[string]bool{}
	for _, same := range []func(a, b text.Shingles) bool{sameWords, nearWords} {
		for _, c := range a {
			if taken[c.ID] {
				continue
			}
			i := slices.IndexFunc(b, func(o quoted) bool {
				return !taken[o.ID] && same(c.shingles, o.shingles) && sameDetails(c.Claim, o.Claim) && sameSpeaker(c.Claim, o.Claim)
			})
			if i >= 0 {
				taken[c.ID], taken[b[i].ID] = true, true
				pairs = append(pairs, [2]string{c.ID, b[i].ID})
			}
		}
	}
	return pairs
}

// sameDetails says whether two claims are of one kind and say the same.
func sameDetails(a, b claims.Claim) bool {
	if a.Kind != b.Kind || a.Modality != b.Modality {
		return false
	}
	switch {
	case a.Casualty != nil && b.Casualty != nil:
		x, y := a.Casualty, b.Casualty
		return x.Outcome == y.Outcome && sameFigure(x.Figure, y.Figure) && x.Cumulative == y.Cumulative && x.Joint == y.Joint
	case a.Ceasefire != nil && b.Ceasefire != nil:
		x, y := a.Ceasefire, b.Ceasefire
		return x.Act == y.Act && x.Duration == y.Duration && strings.EqualFold(x.Party, y.Party)
	case a.Event != nil && b.Event != nil:
		return strings.EqualFold(a.Event.Nature, b.Event.Nature)
	}
	return a.Casualty == nil && b.Casualty == nil && a.Ceasefire == nil && b.Ceasefire == nil && a.Event == nil && b.Event == nil
}

func sameFigure(a, b claims.Figure) bool {
	return a.Min == b.Min && a.Qualifier == b.Qualifier && (a.Max == nil) == (b.Max == nil) && (a.Max == nil || *a.Max == *b.Max)
}

// sameSpeaker says whether nothing tells two claims' speakers apart. One copy
// may give more of a name than the other.
func sameSpeaker(a, b claims.Claim) bool {
	if a.Speaker == nil || b.Speaker == nil || a.Speaker.Name == "" || b.Speaker.Name == "" {
		return true
	}
	return text.SameName(a.Speaker.Name, b.Speaker.Name)
}

func sameNumbers(a, b []text.Figure) bool {
	numbers := func(figures []text.Figure) []uint64 {
		out := make([]uint64, len(figures))
		for i, f := range figures {
			out[i] = f.Number
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(numbers(a), numbers(b))
}

// sameWords says whether two quotes are the same but for typesetting.
func sameWords(a, b text.Shingles) bool { return slices.Equal(a.All, b.All) }

// nearWords says whether two quotes are the same but for a few words, none of
// them a figure.
func nearWords(a, b text.Shingles) bool {
	if len(a.All) > len(b.All) {
		a, b = b, a
	}
	return float64(len(a.All)) >= nearLength*float64(len(b.All)) && sameNumbers(a.Figures, b.Figures) && text.Shared(a.All, b.All) >= nearQuote
}
