package ask

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// Copies tells which claims have one source: what many outlets carry was said
// once.
type Copies interface {
	// Sources gives the source of each claim that stands in a text which other
	// articles carry too, and the pairs that say the same in its words.
	Sources(ctx context.Context, workspace string, all []claims.Claim) (sources map[string]string, repeats [][2]string, err error)
}

// trace tells candidates of one source, and which of them the others repeat.
func (a *Asker) trace(ctx context.Context, workspace string, found []candidate) error {
	if a.o.Copies == nil || len(found) == 0 {
		return nil
	}
	all := make([]claims.Claim, len(found))
	at := map[string]int{}
	for i, c := range found {
		all[i] = c.claim
		at[c.claim.ID] = i
	}
	sources, repeats, err := a.o.Copies.Sources(ctx, workspace, all)
	if err != nil {
		return err
	}
	for i := range found {
		found[i].source = sources[found[i].claim.ID]
	}
	for _, same := range alike(repeats) {
		var members []*candidate
		for _, id := range same {
			members = append(members, &found[at[id]])
		}
		slices.SortFunc(members, byOrigin(members))
		for _, m := range members {
			m.first = members[0].claim.KnownSince
			if m != members[0] {
				m.repeats = members[0].claim.ID
			}
		}
	}
	return nil
}

// widened is how many claims are taken from the index where many of the first
// repeat one another, and maxRepeats how many of one source are kept.
const (
	widened    = 8 * candidates
	maxRepeats = 12
)

// gather retrieves candidates and tells which repeat others. A text that very
// many outlets carry does not keep others from being found.
func (a *Asker) gather(ctx context.Context, workspace string, q Question, both bool) (found, excluded []candidate, err error) {
	for _, limit := range []int{candidates, widened} {
		if found, excluded, err = a.retrieve(ctx, workspace, q, limit, both); err != nil {
			return nil, nil, err
		}
		if err := a.trace(ctx, workspace, found); err != nil {
			return nil, nil, err
		}
		own := slices.DeleteFunc(slices.Clone(found), func(c candidate) bool { return c.repeats != "" })
		if len(found) < limit || len(own) >= limit/2 {
			break
		}
	}
	had := map[string]int{}
	found = slices.DeleteFunc(found, func(c candidate) bool {
		had[c.repeats]++
		return c.repeats != "" && had[c.repeats] > maxRepeats
	})
	own := 0
	for i, c := range found {
		if c.repeats == "" {
			own++
		}
		if own > candidates {
			return found[:i], excluded, nil
		}
	}
	return found, excluded, nil
}

// alike joins pairs to sets, each in order.
func alike(pairs [][2]string) (sets [][]string) {
	for _, p := range pairs {
		merged := []string{p[0], p[1]}
		sets = slices.DeleteFunc(sets, func(set []string) bool {
			if !slices.Contains(set, p[0]) && !slices.Contains(set, p[1]) {
				return false
			}
			merged = append(merged, set...)
			return true
		})
		slices.Sort(merged)
		sets = append(sets, slices.Compact(merged))
	}
	return sets
}

// byOrigin puts first what the others repeat: the agency's own that they
// credit, else what was known first.
func byOrigin(members []*candidate) func(a, b *candidate) int {
	credited := map[string]bool{}
	for _, m := range members {
		for _, name := range m.hit.Article.Via {
			credited[claims.MarkKey(name)] = true
		}
	}
	later := func(c *candidate) int {
		if credited[claims.MarkKey(c.hit.Article.Outlet)] {
			return 0
		}
		return 1
	}
	return func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(later(a), later(b)), compareKnown(a.claim, b.claim), strings.Compare(a.claim.ID, b.claim.ID))
	}
}

// known is since when a claim's words are known: what copies it does not make
// it newer.
func (c candidate) known() claims.Time { return cmp.Or(c.first, c.claim.KnownSince) }

// newer orders candidates, what was known last first, and what is repeated
// before what repeats it.
func newer(a, b candidate) int {
	repeated := func(c candidate) int { return min(len(c.repeats), 1) }
	return cmp.Or(compareTimes(b.known(), a.known()), cmp.Compare(repeated(a), repeated(b)),
		cmp.Compare(a.claim.ArticleID, b.claim.ArticleID), cmp.Compare(a.claim.Start, b.claim.Start))
}

// origin names the source of a candidate: its outlet, where it is nobody's copy.
func (c candidate) origin() string {
	if c.source != "" {
		return c.source
	}
	return " " + strings.ToLower(outletPhrase(c.hit.Article))
}

// bySource parts candidates by their sources, in the order of the first of each.
func bySource(all []candidate) (groups [][]candidate) {
	for _, c := range all {
		i := slices.IndexFunc(groups, func(g []candidate) bool { return g[0].origin() == c.origin() })
		if i < 0 {
			groups = append(groups, nil)
			i = len(groups) - 1
		}
		groups[i] = append(groups[i], c)
	}
	return groups
}

// repeatedPhrase is "; two outlets repeat it", "" for nobody: of the first of
// several candidates, by the others.
func repeatedPhrase(all []candidate) string {
	root := cmp.Or(all[0].repeats, all[0].claim.ID)
	outlets := []string{strings.ToLower(outletPhrase(all[0].hit.Article))}
	for _, c := range all[1:] {
		name := strings.ToLower(outletPhrase(c.hit.Article))
		if cmp.Or(c.repeats, c.claim.ID) == root && !slices.Contains(outlets, name) {
			outlets = append(outlets, name)
		}
	}
	return claims.RepeatedPhrase(len(outlets) - 1)
}
