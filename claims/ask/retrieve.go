package ask

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// candidates is how many claims are taken from the index before ranking.
const candidates = 60

// candidate is a retrieved claim and how well it fits the question.
type candidate struct {
	hit   Hit
	claim claims.Claim
	terms claimTerms

	speaker  bool    // its speaker is the one asked for, or none was
	named    bool    // it is about every name of the question
	coverage float64 // share of the question's topic that it covers
	score    float64

	source  string      // that it shares with others; "" for none
	repeats string      // the claim whose words it repeats; "" for its own
	first   claims.Time // when those words were known; "" for its own time
}

// claimTerms are the terms of a claim by where they stand.
type claimTerms struct {
	speaker, who, all map[string]bool
	harmed            map[string]bool // who came to harm, whose they are and by what
	quote             map[string]bool // its own words, without those that name the source
	places            []map[string]bool
	title             map[string]bool // of its article: what the claim is likely about
}

// retrieve gives at most so many candidates, best first: those of the kinds
// asked for, then others, so that a refusal can name what comes nearest. With
// both it gives those of excluded outlets too, by themselves.
func (a *Asker) retrieve(ctx context.Context, workspace string, q Question, limit int, both bool) (found, excluded []candidate, err error) {
	query := Query{Terms: q.Terms(), Kinds: q.Kinds, From: q.From, To: q.To, Limit: limit, Excluded: both}
	all, err := a.o.Index.Search(ctx, workspace, query)
	if err != nil {
		return nil, nil, err
	}
	hits, left := apart(all)
	if len(hits) < candidates/4 && (len(q.Kinds) > 0 || q.From != "") {
		query.Kinds, query.From, query.To, query.Excluded = nil, "", "", false
		more, err := a.o.Index.Search(ctx, workspace, query)
		if err != nil {
			return nil, nil, err
		}
		hits = appendNew(hits, more)
	}
	if len(hits) == 0 { // nothing shares a word with the question: the newest claims are as near as any
		if hits, err = a.o.Index.Search(ctx, workspace, Query{Limit: nearestShown}); err != nil {
			return nil, nil, err
		}
	}
	return rank(q, hits), rank(q, left), nil
}

func appendNew(hits, more []Hit) []Hit {
	seen := map[string]bool{}
	for _, h := range hits {
		seen[h.Claim.Claim().ID] = true
	}
	for _, h := range more {
		if !seen[h.Claim.Claim().ID] {
			hits = append(hits, h)
		}
	}
	return hits
}

// rank scores hits by what the question asks for.
func rank(q Question, hits []Hit) []candidate {
	out := make([]candidate, len(hits))
	best := 0.0
	for _, h := range hits {
		best = max(best, h.Score)
	}
	placed := map[string]bool{} // names of the question that some candidate has for its place
	for i, h := range hits {
		out[i] = candidate{hit: h, claim: h.Claim.Claim()}
		out[i].terms = termsOf(out[i].claim, h.Article)
		for _, name := range slices.Concat(q.Places...) {
			if out[i].terms.isAt(name) {
				placed[strings.Join(name, " ")] = true
			}
		}
	}
	for i := range out {
		out[i].weigh(q, best, placed)
	}
	slices.SortStableFunc(out, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), compareKnown(b.claim, a.claim))
	})
	return out
}

// Weights of what makes a claim fit a question. They order candidates only;
// whether a claim may answer at all is decided in fitting.
const (
	weightSpeaker  = 4.0
	weightNamed    = 3.0
	weightCoverage = 3.0
	weightKind     = 1.5
	weightText     = 1.0
	weightTrust    = 0.5
)

func (c *candidate) weigh(q Question, bestText float64, placed map[string]bool) {
	c.speaker = containsAll(c.terms.speaker, q.Speaker)
	c.named = c.isAbout(q, placed)
	c.coverage = c.terms.cover(q.Topic)
	if c.speaker && len(q.Speaker) > 0 {
		c.score += weightSpeaker
	}
	if len(q.Named) > 0 {
		c.score += weightNamed * share(c.terms.all, q.Named)
	}
	c.score += weightCoverage * c.coverage
	if len(q.Kinds) == 0 || slices.Contains(q.Kinds, c.claim.Kind) {
		c.score += weightKind
	}
	if bestText > 0 {
		c.score += weightText * c.hit.Score / bestText
	}
	c.score += weightTrust * c.claim.Confidence
}

// isAbout says whether the claim is about every name of the question. Whose
// act it is, is compared with the act. A count is about one of the places that
// it names, exactly: Upper Quenby is not Quenby, and who reports a figure is
// neither where nor whom it counts.
func (c *candidate) isAbout(q Question, placed map[string]bool) bool {
	if q.Want == WantCount {
		return !slices.ContainsFunc(q.Places, func(names [][]string) bool {
			return !slices.ContainsFunc(names, func(name []string) bool { return c.terms.counts(name, placed[strings.Join(name, " ")]) })
		})
	}
	return !slices.ContainsFunc(q.Named, func(t string) bool { return !c.terms.all[t] && !slices.Contains(q.Party, t) })
}

// counts says whether a figure is of the place or people so named. placed says
// that some candidate has the name for its place: then only places count.
func (t claimTerms) counts(name []string, placed bool) bool {
	if t.isAt(name) {
		return true
	}
	return !placed && (containsAll(t.harmed, name) || len(t.places) == 0 && containsAll(t.quote, name))
}

func (t claimTerms) isAt(name []string) bool {
	return slices.ContainsFunc(t.places, func(p map[string]bool) bool { return len(p) == len(name) && containsAll(p, name) })
}

func termsOf(c claims.Claim, a claims.Article) claimTerms {
	t := claimTerms{speaker: map[string]bool{}, who: map[string]bool{}, all: map[string]bool{}, title: map[string]bool{}, harmed: map[string]bool{}, quote: map[string]bool{}}
	if c.Speaker != nil {
		for _, words := range []string{c.Speaker.Name, c.Speaker.Role, c.Speaker.Affiliation} {
			addTerms(t.speaker, words)
		}
	}
	if c.Attribution != nil && c.Attribution.Source != nil {
		addTerms(t.speaker, c.Attribution.Source.Text)
	}
	for _, words := range []string{c.Text, c.Quote} {
		addTerms(t.all, words)
	}
	for _, p := range c.Where {
		for _, name := range []string{p.Name, p.Text, text.CountryName(p.Country)} {
			place := termSet(name)
			t.places = append(t.places, place)
			maps.Copy(t.all, place)
		}
	}
	t.quote = termSet(withoutSource(c))
	for _, name := range c.People {
		addTerms(t.all, name)
	}
	if c.Casualty != nil {
		addTerms(t.who, c.Casualty.Who)
		for _, words := range []string{c.Casualty.Who, c.Casualty.Cause, c.Casualty.Side} {
			addTerms(t.harmed, words)
			addTerms(t.all, words)
		}
	}
	if c.Ceasefire != nil {
		addTerms(t.all, c.Ceasefire.Party)
	}
	addTerms(t.title, a.Title)
	for term := range t.speaker {
		t.all[term] = true
	}
	return t
}

// cover is the share of a question's topic that a claim covers; a word that
// only the article's title has counts half.
func (t claimTerms) cover(topic []string) float64 {
	if len(topic) == 0 {
		return 1
	}
	n := 0.0
	for _, w := range topic {
		switch {
		case t.all[w]:
			n++
		case t.title[w]:
			n += 0.5
		}
	}
	return n / float64(len(topic))
}

// withoutSource is the quote without the words that name who says it.
func withoutSource(c claims.Claim) string {
	if c.Attribution == nil || c.Attribution.Source == nil {
		return c.Quote
	}
	return strings.ReplaceAll(c.Quote, c.Attribution.Source.Text, " ")
}

func containsAll(have map[string]bool, want []string) bool {
	return !slices.ContainsFunc(want, func(t string) bool { return !have[t] })
}

// share is the part of want that is in have; 1 for an empty want.
func share(have map[string]bool, want []string) float64 {
	if len(want) == 0 {
		return 1
	}
	n := 0
	for _, t := range want {
		if have[t] {
			n++
		}
	}
	return float64(n) / float64(len(want))
}

// leastCoverage is the share of a question's topic that a claim must cover to
// answer it.
const leastCoverage = 0.6

// fitting keeps the candidates that may answer: of the kind asked for, by the
// speaker, about every name, and about enough of the topic.
func fitting(q Question, found []candidate) []candidate {
	var out []candidate
	for _, c := range found {
		switch {
		case len(q.Kinds) > 0 && !slices.Contains(q.Kinds, c.claim.Kind),
			len(q.Speaker) > 0 && !c.speaker,
			!c.named,
			c.coverage < leastCoverage,
			len(q.Who) > 0 && !containsAll(c.terms.who, q.Who),
			!fitsTime(q, c.claim),
			q.Want == WantSaid && c.claim.Attribution == nil,
			q.Want == WantWho && c.claim.Speaker == nil,
			q.Want == WantWhen && c.claim.When == nil,
			empty(q) && q.Want != WantStatus:
			continue
		}
		out = append(out, c)
	}
	return out
}

// empty says whether a question holds nothing to look for.
func empty(q Question) bool {
	return len(q.Terms()) == 0 && len(q.Outcomes) == 0 && q.Act == "" && q.From == ""
}

func fitsTime(q Question, c claims.Claim) bool {
	if q.From == "" {
		return true
	}
	from, to := c.ReportedAt.Day(), c.ReportedAt.Day()
	if c.When != nil {
		from, to = c.When.From.Day(), c.When.To.Day()
	}
	return from != "" && from <= q.To && to >= q.From
}

// compareKnown orders claims by when they were known: a total order to sort
// by. A time known to the day alone counts as that day's beginning here;
// whether one claim is said to be earlier is for Time.Before to tell.
func compareKnown(a, b claims.Claim) int { return compareTimes(a.KnownSince, b.KnownSince) }

func compareTimes(a, b claims.Time) int {
	return cmp.Or(cmp.Compare(a.Day(), b.Day()), cmp.Compare(instant(a), instant(b)))
}

func instant(t claims.Time) int64 {
	at, ok := t.Std()
	if !ok {
		return 0
	}
	return at.Unix()
}
