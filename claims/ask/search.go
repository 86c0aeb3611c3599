package ask

import (
	"context"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// SearchQuery is what a person searches claims for.
type SearchQuery struct {
	Words    string
	Kinds    []claims.Kind
	From, To string // days, inclusive
	Place    string
	Person   string
	Limit    int
}

// Found is a claim that a search found.
type Found struct {
	claims.Claim
	Score    float64        `json:"score"`
	Article  claims.Article `json:"article"`
	Labels   []claims.Label `json:"labels,omitempty"`
	Excluded bool           `json:"excluded,omitempty"` // its outlet is left out of answers
}

// Evidence is the claim as an answer would cite it.
func (f Found) Evidence() claims.Evidence {
	return claims.Evidence{Claim: f.Claim, Article: f.Article, URL: EvidenceURL(f.Article, f.Quote), Labels: f.Labels}
}

// Search finds claims by words, narrowed by the other fields: place and person
// are those that a claim itself names. Claims of excluded outlets are found
// too, and marked.
func (a *Asker) Search(ctx context.Context, workspace string, q SearchQuery) ([]Found, error) {
	if err := q.validate(); err != nil {
		return nil, err
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 20
	}
	query := Query{Terms: text.Terms(q.Words + " " + q.Place + " " + q.Person), Kinds: q.Kinds, From: q.From, To: q.To, Limit: limit, Excluded: true}
	if q.Place != "" || q.Person != "" {
		query.Limit = 10 * limit // those are narrowed here
	}
	hits, err := a.o.Index.Search(ctx, workspace, query)
	if err != nil {
		return nil, err
	}
	marks, err := a.marksOf(ctx, workspace)
	if err != nil {
		return nil, err
	}
	var out []Found
	for _, h := range hits {
		c := h.Claim.Claim()
		if namesPlace(c, q.Place) && namesPerson(c, q.Person) && len(out) < limit {
			out = append(out, Found{c, h.Score, h.Article.Head(), marks.labels(c, h.Article), h.Excluded})
		}
	}
	return out, nil
}

func (q SearchQuery) validate() error {
	if strings.TrimSpace(q.Words+q.Place+q.Person) == "" && len(q.Kinds) == 0 && q.From == "" && q.To == "" {
		return claims.Errorf(claims.EInvalid, "There is nothing to search for; give words, or one of --kind, --from, --to, --place, --person.")
	}
	for _, day := range []string{q.From, q.To} {
		if day == "" {
			continue
		}
		if t, err := claims.ParseTime(day); err != nil || !t.IsDay() {
			return claims.Errorf(claims.EInvalid, "%q is not a day; write it as 2025-03-14.", day)
		}
	}
	if q.From != "" && q.To != "" && q.To < q.From {
		return claims.Errorf(claims.EInvalid, "The search ends on %s before it begins on %s; turn the two around.", q.To, q.From)
	}
	return nil
}

func namesPlace(c claims.Claim, place string) bool {
	if place == "" {
		return true
	}
	have := map[string]bool{}
	for _, p := range c.Where {
		addTerms(have, p.Name+" "+p.Text+" "+text.CountryName(p.Country))
	}
	return containsAll(have, text.Terms(place))
}

func namesPerson(c claims.Claim, person string) bool {
	if person == "" {
		return true
	}
	have := map[string]bool{}
	for _, name := range c.People {
		addTerms(have, name)
	}
	if c.Speaker != nil {
		addTerms(have, c.Speaker.Name)
	}
	return containsAll(have, text.Terms(person))
}
