package ask

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// verdict is what a claimed act means for a yes-or-no question about an act.
type verdict int

const (
	silent verdict = iota // the act says nothing about the one asked for
	yes
	no
	open
	onCondition
)

// verdictOf compares what a party is reported to do with what is asked.
func verdictOf(asked claims.Act, c claims.Claim) verdict {
	act := c.Ceasefire.Act
	switch {
	case c.Modality == claims.Denied && act == asked:
		return no
	case c.Modality != claims.Asserted && c.Modality != claims.Conditional:
		return silent
	case c.Modality == claims.Conditional && act == asked:
		return onCondition
	case asked == claims.Accepts || asked == claims.Rejects:
		return answerToAccepts(asked, act)
	case act == asked:
		return yes
	}
	return silent
}

func answerToAccepts(asked, act claims.Act) verdict {
	switch act {
	case claims.Accepts, claims.Rejects:
		if act == asked {
			return yes
		}
		return no
	case claims.Undecided:
		return open
	case claims.AcceptsConditionally:
		return onCondition
	}
	return silent
}

// composePositions answers "has X accepted": the newest position of the party,
// positions that differ from it, and what it was before.
func composePositions(q Question, fitting []candidate) ([]claims.Sentence, []claims.Conflict) {
	var positions []candidate
	for _, c := range fitting {
		if c.claim.Ceasefire != nil && verdictOf(q.Act, c.claim) != silent && isParty(q, c) {
			positions = append(positions, c)
		}
	}
	if len(positions) == 0 {
		return nil, nil
	}
	positions = newestFirst(positions)
	lead := positions[0]
	out := []claims.Sentence{{Text: verdictPrefix(verdictOf(q.Act, lead.claim), lead) + reported(lead), Citations: []string{lead.claim.ID}}}
	var conflicts []claims.Conflict
	for _, c := range positions[1:] {
		if len(out) == most {
			break
		}
		s := claims.Sentence{Text: reported(c), Citations: []string{c.claim.ID}}
		differs := verdictOf(q.Act, c.claim) != verdictOf(q.Act, lead.claim) && c.claim.Ceasefire.Party == lead.claim.Ceasefire.Party
		switch {
		case differs && c.known().Before(lead.known()):
			s.Text = earlier + s.Text
		case differs && c.claim.ArticleID != lead.claim.ArticleID:
			conflicts = append(conflicts, claims.Conflict{About: c.claim.Ceasefire.Party, Sides: []claims.Side{
				{Text: reported(lead), Citations: []string{lead.claim.ID}}, {Text: reported(c), Citations: []string{c.claim.ID}},
			}})
		}
		out = append(out, s)
	}
	return out, conflicts
}

// isParty says whether the position is that of whom the question asks about;
// one that names nobody takes any.
func isParty(q Question, c candidate) bool {
	if len(q.Party) == 0 {
		return true
	}
	have := map[string]bool{}
	addGovernment(have, c.claim.Ceasefire.Party)
	if speaksForItself(c.claim) {
		addTerms(have, c.claim.Speaker.Name)
	}
	if containsAll(have, q.Party) {
		return true
	}
	for _, name := range q.PartyNames { // "Moscow" asks for Russia
		if country, _, ok := text.Government(name); ok && containsAll(have, text.Terms(country)) {
			return true
		}
	}
	return false
}

// speaksForItself says whether the speaker gives a position of the own side:
// what Lind says of Korr is not Lind's.
func speaksForItself(c claims.Claim) bool {
	if c.Speaker == nil || c.Ceasefire.Act == claims.Undecided {
		return false
	}
	own := map[string]bool{}
	for _, words := range []string{c.Speaker.Name, c.Speaker.Affiliation, c.Speaker.Role} {
		addGovernment(own, words)
	}
	return containsAll(own, text.Terms(c.Ceasefire.Party))
}

// addGovernment adds the terms of a party, and those of the country whose
// government it is: "the Kremlin", "Kyiv", "Russian".
func addGovernment(set map[string]bool, party string) {
	addTerms(set, party)
	for _, name := range append(strings.Fields(party), party) {
		if country, _, ok := text.Government(name); ok {
			addTerms(set, country)
		} else if country, _, ok := text.CountryOf(name); ok {
			addTerms(set, country)
		}
	}
}

// verdictPrefix says the verdict and whose it is.
func verdictPrefix(v verdict, c candidate) string {
	switch v {
	case yes:
		return "Yes, according to " + outletPhrase(c.hit.Article) + ": "
	case no:
		return "No, according to " + outletPhrase(c.hit.Article) + ": "
	case onCondition:
		return "Only on a condition: "
	}
	return "Not according to the articles loaded here: "
}
