package text

import (
	"sort"

	"github.com/claimbot/claimbot/claims"
)

// ArticleDates finds the times that an article names, as [FindDates] does:
// those in an entry of a live blog are resolved against the entry's own time,
// all others against the published time.
func ArticleDates(a claims.Article) []claims.When {
	tokens := Tokens(a.Text)
	if len(a.Entries) == 0 {
		return DatesIn(a.Text, tokens, a.PublishedAt)
	}
	var out []claims.When
	take := func(end int, anchor claims.Time) {
		n := sort.Search(len(tokens), func(i int) bool { return tokens[i].Start >= end })
		out = append(out, DatesIn(a.Text, tokens[:n], anchor)...)
		tokens = tokens[n:]
	}
	for _, e := range a.Entries {
		take(e.Start, a.PublishedAt)
		take(e.End, e.At)
	}
	take(len(a.Text)+1, a.PublishedAt)
	return out
}
