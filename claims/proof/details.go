package proof

import (
	"regexp"
	"slices"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

var isoNumber = regexp.MustCompile(`\d+`)

// checkDetails wants every word of the details to stand in quote, context or
// attribution.
func (e *examination) checkDetails(c *claims.Claim) *Problem {
	s := e.supportOf(c)
	var details []string
	switch {
	case c.Casualty != nil:
		details = []string{c.Casualty.Who, c.Casualty.Cause, c.Casualty.Side, c.Casualty.PartOf}
	case c.Ceasefire != nil:
		details = append([]string{c.Ceasefire.Party, c.Ceasefire.Counterparty}, c.Ceasefire.Terms...)
		details = append(details, c.Ceasefire.Conditions...)
		for _, digits := range isoNumber.FindAllString(c.Ceasefire.Duration, -1) {
			if !s.hasNumber(written(digits)) {
				return &Problem{BadNumber, c.Ceasefire.Duration}
			}
		}
	case c.Event != nil:
		details = []string{c.Event.Actor, c.Event.Target}
	}
	for _, words := range append(details, append(c.People, c.Organizations...)...) {
		if words == "" {
			continue
		}
		if p := s.check(words); p != nil {
			return p
		}
	}
	return nil
}

// checkText wants the stand-alone sentence to say nothing that quote, context
// and checked details do not.
func (e *examination) checkText(c *claims.Claim) *Problem {
	s := e.supportOf(c)
	s.addDetails(*c)
	for _, d := range e.dates {
		if slices.ContainsFunc(near(c), func(span claims.Span) bool { return within(d.Span, span) }) {
			s.addDays(d.From, d.To)
		}
	}
	if p := s.check(c.Text); p != nil {
		return p
	}
	scene := newScene(c, e.read)
	if p := scene.checkFigure(); p != nil {
		return p
	}
	if p := scene.checkModality(); p != nil {
		return p
	}
	if p := scene.checkProse(c.Text); p != nil {
		return p
	}
	if denial := e.denialAround(c); denial != "" && !denied.MatchString(text.Fold(c.Text).Text) {
		return &Problem{TextUnsupported, "leaves out: " + denial}
	}
	if !sameDirection(c.Text, *c, e.read) || !countsHold(c.Text, e.read, *c) {
		return &Problem{TextUnsupported, "says it otherwise than the article does"}
	}
	return nil
}

// denied finds words that take back what a sentence reports.
var denied = wordsOf(`den(?:y|ies|ied|ying|ials?)|(?:was|were|is|are|as|been|proved) (?:wrong|false|untrue|incorrect|mistaken|fake|inaccurate|baseless|fabricated)|not true|no truth`)

// besideQuote is how near to a quote, in bytes, a denial governs it: "denied
// that [quote]", "[quote] was wrong".
const besideQuote = 24

// denialAround gives the words beside a quote by which its sentence takes back
// what the quote alone would assert, "" if there are none.
func (e *examination) denialAround(c *claims.Claim) string {
	for _, s := range e.sentences {
		if s.Start > c.Start || c.End > s.End {
			continue
		}
		before := e.words.text[max(s.Start, c.Start-besideQuote):c.Start]
		after := e.words.text[c.End:min(s.End, c.End+besideQuote)]
		return denied.FindString(text.Fold(before + " … " + after).Text)
	}
	return ""
}

func (e *examination) supportOf(c *claims.Claim) *support {
	s := newSupport(e.read)
	for _, span := range near(c) {
		s.addText(span.Text)
	}
	if c.Speaker != nil {
		s.addText(c.Speaker.Name)
	}
	if c.When != nil {
		s.addDays(c.When.From, c.When.To)
	}
	return s
}

// sameWords says whether every word of name stands in words.
func (e *examination) sameWords(name, words string) bool {
	s := newSupport(e.read)
	s.addText(words)
	return s.checkWords(name) == nil
}

// namesPlace says whether words can name the place called name.
func (e *examination) namesPlace(name, words string) bool {
	return e.sameWords(name, words) || slices.ContainsFunc(text.LookupPlace(words), func(p text.PlaceEntry) bool { return p.Name == name })
}
