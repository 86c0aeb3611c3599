package track

import (
	"net/url"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// What makes two texts one. The values are those that told copies from other
// reports best, see docs/measurements.md.
const (
	// leastShare of the shorter text must stand in the longer; of a text of less
	// than briefWords more, for a few sentences are often alike by chance.
	leastShare = 0.5
	briefShare = 0.8
	briefWords = 45

	// One text's beginning must stand in the other: what articles share behind
	// different beginnings is the outlet's or the agency's background, or the
	// line under all its articles. Two outlets share as much as this of a text
	// only if one had it from the other.
	beginning      = 40 // shingles; no more than a fifth of a short text
	leastBeginning = 0.4
	surelyShared   = 0.6

	// leastFigures of those that stand in the same words in both texts must be
	// equal: a daily bulletin of one form with other figures is another report.
	leastFigures = 0.6
)

// likeness is what two texts that are one have in common.
type likeness struct {
	share float64 // of the shorter
	whole string  // the longer, where it has the shorter among other things
}

// compare says whether two articles are one text: the same, cut short, with
// another headline, with a paragraph more.
func compare(a, b reading) (likeness, bool) {
	short, long := a, b
	if len(short.shingles.All) > len(long.shingles.All) {
		short, long = long, short
	}
	s, l := short.shingles, long.shingles
	share := text.Shared(s.All, l.All)
	least := leastShare
	if len(s.All)+text.ShingleWords-1 < briefWords {
		least = briefShare
	}
	equal, other := text.SameFigures(s, l)
	if share < least || float64(equal) < leastFigures*float64(equal+other) {
		return likeness{}, false
	}
	shortBegins, longBegins := begins(s.All, l.All), begins(l.All, s.All)
	if !shortBegins && !longBegins && (share < surelyShared || sameOutlet(a.article, b.article)) {
		return likeness{}, false
	}
	same := likeness{share: share}
	if !longBegins && len(l.All) > 2*len(s.All) {
		same.whole = long.article.ID
	}
	return same, true
}

// begins says whether the beginning of one text stands in the other.
func begins(text1, text2 []uint64) bool {
	n := min(beginning, (len(text1)+4)/5)
	return text.Shared(text1[:n], text2) >= leastBeginning
}

func sameOutlet(a, b claims.Article) bool {
	if a.Outlet != "" && b.Outlet != "" {
		return strings.EqualFold(a.Outlet, b.Outlet)
	}
	return host(a) != "" && host(a) == host(b)
}

func host(a claims.Article) string {
	u, err := url.Parse(a.URL)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}
