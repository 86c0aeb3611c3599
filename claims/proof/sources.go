package proof

import (
	"regexp"
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// repeatedBy is what claims.RepeatedPhrase writes in brackets behind a report,
// with its source or alone.
var repeatedBy = regexp.MustCompile(`(; | \()((?:[a-z]+|[0-9]+) outlets? repeats? it)\)`)

// withoutRepeated takes from a sentence what it says of those who repeat it.
// That must be so: of the claims cited one is repeated, in their own words, by
// as many other outlets.
func (v *verification) withoutRepeated(sentence string, citations []string) (string, *Problem) {
	at := repeatedBy.FindStringSubmatchIndex(sentence)
	if at == nil {
		return sentence, nil
	}
	said := sentence[at[4]:at[5]]
	for _, id := range citations {
		if claims.RepeatedPhrase(v.repeatedBy(id, citations)) != "; "+said {
			continue
		}
		if sentence[at[2]:at[3]] == "; " {
			return sentence[:at[0]] + sentence[at[5]:], nil
		}
		return sentence[:at[0]] + sentence[at[1]:], nil
	}
	return sentence, &Problem{BadNumber, said}
}

// repeatedBy counts the outlets, other than its own, whose cited claims repeat
// a claim.
func (v *verification) repeatedBy(id string, citations []string) int {
	outlets := []string{publisher(v.claims[id].Article)}
	for _, other := range citations {
		if r := v.claims[other]; r.Repeats == id && !slices.Contains(outlets, publisher(r.Article)) {
			outlets = append(outlets, publisher(r.Article))
		}
	}
	return len(outlets) - 1
}

// publisher names the outlet, or the domain, of an article.
func publisher(a claims.Article) string {
	if a.Outlet != "" {
		return strings.ToLower(a.Outlet)
	}
	return strings.TrimPrefix(domainOf(a), "www.")
}

// independentSources counts those that the evidence comes from. A text that
// several outlets carry is one: that of the outlet which had it first or, where
// this credits an agency for it, a source of its own. What is nobody's copy is
// its outlet's.
func independentSources(evidence []claims.Evidence) int {
	origins := map[string]claims.Evidence{} // of each text that several carry
	for _, e := range evidence {
		first, known := origins[e.Source]
		if !known || e.KnownSince.Before(first.KnownSince) || first.Repeats != "" && e.Repeats == "" {
			origins[e.Source] = e
		}
	}
	sources := map[string]bool{}
	for _, e := range evidence {
		if e.Source != "" {
			e = origins[e.Source]
		}
		name := publisher(e.Article)
		if e.Source != "" && len(e.Article.Via) == 1 {
			name = " " + e.Source
		}
		sources[name] = true
	}
	return len(sources)
}
