package proof

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// checkFigure wants both bounds of a figure to be derivable from the quote or
// the context.
func (e *examination) checkFigure(c *claims.Claim) *Problem {
	if c.Casualty == nil {
		return nil
	}
	bounds := []int{c.Casualty.Min}
	if c.Casualty.Max != nil && *c.Casualty.Max != c.Casualty.Min {
		bounds = append(bounds, *c.Casualty.Max)
	}
	for _, n := range bounds {
		if !e.derivable(n, c) {
			return &Problem{BadNumber, strconv.Itoa(n)}
		}
	}
	return nil
}

var (
	nobody      = regexp.MustCompile(`(?i)\b(no|nobody|none|not|without|zero|n't|never)\b|n['’]t\b`)
	vaguePlural = regexp.MustCompile(`(?i)\b(several|some|many|people|others|them|both|couple|pair|two|victims|number|few|\pL+s|men|women|children|casualties)\b`)
)

// derivable says whether the count n can be read from the claim's words.
func (e *examination) derivable(n int, c *claims.Claim) bool {
	for _, span := range near(c) {
		switch {
		case e.read.digest(span.Text).hasNumber(strconv.Itoa(n)):
			return true
		case n == 0 && nobody.MatchString(span.Text):
			return true
		case n == 1: // a person, a name: what stands there is at least one
			return true
		case n == 2 && vaguePlural.MatchString(span.Text) && c.Casualty.Max == nil:
			return true
		case isListOf(n, span.Text, c.Casualty.Who) || isSum(n, span.Text):
			return true
		}
	}
	return false
}

// isListOf says whether who is a list of n items that stands in the words.
func isListOf(n int, words, who string) bool {
	if who == "" || !strings.Contains(strings.ToLower(text.Fold(words).Text), strings.ToLower(text.Fold(who).Text)) {
		return false
	}
	items := strings.FieldsFunc(strings.NewReplacer(" and ", ",", " AND ", ",").Replace(who), func(r rune) bool { return r == ',' })
	return len(items) == n
}

// outcomeWord parts the figures of one outcome from those of another.
var outcomeWord = regexp.MustCompile(`(?i)\b(kill|dead|die|wound|injur|hurt|miss|captur|abduct|kidnap|arrest|displac|detain)`)

// maxListed bounds how many numbers are added up.
const maxListed = 8

// isSum says whether n is the sum of neighbouring numbers of one list: "six
// priests and their two maids".
func isSum(n int, words string) bool {
	numbers := text.FindNumbers(words)
	for i := range numbers {
		sum := numbers[i].Value
		for j := i + 1; j < len(numbers); j++ {
			gap := words[numbers[j-1].End:numbers[j].Start]
			list := strings.Contains(strings.ToLower(gap), "and ") || strings.Contains(gap, ",")
			if j-i > maxListed || len(gap) > 60 || !list || outcomeWord.MatchString(gap) {
				break
			}
			if sum += numbers[j].Value; sum == int64(n) {
				return true
			}
		}
	}
	return false
}

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
	if p := scene.checkModality(); p != nil {
		return p
	}
	if p := scene.check(c.Text); p != nil {
		return p
	}
	if denial := e.denialAround(c); denial != "" && !denied.MatchString(text.Fold(c.Text).Text) {
		return &Problem{TextUnsupported, "leaves out: " + denial}
	}
	if !sameDirection(c.Text, *c, e.read) || !countsHold(c.Text, *c) {
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
