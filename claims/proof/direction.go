package proof

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// Words by which a sentence shows how it puts a claim. A sentence about a
// claim that is denied, proposed or conditional must say so.
var modalityWords = map[claims.Modality]*regexp.Regexp{
	claims.Denied:      wordsOf(`den(y|ies|ied|ying|ials?)|not|no|never|false|untrue|n't|nor|neither`),
	claims.Proposed:    wordsOf(`propos\w*|plan\w*|offer\w*|suggest\w*|draft\w*|idea|would|could|recommend\w*|should|initiative|bid|brok\w*|push\w*|want\w*|seek\w*|sought`),
	claims.Demanded:    wordsOf(`demand\w*|call\w*|urg\w*|must|should|request\w*|insist\w*|ask\w*|appeal\w*|plead\w*|want\w*|press\w*|order\w*|need\w*|told|require\w*|beg\w*|ha[sd]? to|have to`),
	claims.Promised:    wordsOf(`promis\w*|vow\w*|pledg\w*|swor\w*|swear\w*|will|would|commit\w*|guarantee\w*|goal|aim\w*|intend\w*|shall|assur\w*|determin\w*|ready|willing\w*|plan\w*|going to|'ll`),
	claims.Threatened:  wordsOf(`threat\w*|warn\w*|will|would|or else|consequence\w*|retaliat\w*|could|may|might`),
	claims.Predicted:   wordsOf(`will|would|expect\w*|predict\w*|forecast\w*|could|may|might|likely|probabl\w*|chance|hop\w*|fear\w*|anticipat\w*|set to|about to|going to|estimat\w*|believ\w*|should|'ll|warn\w*|soon|can`),
	claims.Questioned:  wordsOf(`whether|if|question\w*|doubt\w*|unclear|ask\w*|unknown|wonder\w*`),
	claims.Conditional: wordsOf(`if|only|unless|provid\w*|condition\w*|when|once|depend\w*|as long as|until|in exchange|in return`),
}

// Words by which a sentence states a party's act.
var actWords = map[claims.Act]*regexp.Regexp{
	claims.Proposes:             wordsOf(`propos\w*|offer\w*|suggest\w*|plan\w*|draft\w*|call\w*|initiat\w*|put\w* forward|push\w*|seek\w*|sought|want\w*|urg\w*|deal|table[sd]?`),
	claims.Accepts:              wordsOf(`accept\w*|agre\w*|back\w*|support\w*|welcom\w*|approv\w*|endors\w*|sign\w*|yes|willing|ready|embrac\w*|commit\w*|on board|observ\w*|respect\w*|honou?r\w*`),
	claims.AcceptsConditionally: wordsOf(`if|only|unless|provid\w*|condition\w*|when|once|depend\w*|as long as|until|in exchange|in return|in principle`),
	claims.Rejects:              wordsOf(`reject\w*|refus\w*|rul\w* out|dismiss\w*|oppos\w*|not|no|never|turn\w* down|declin\w*|n't|against|den\w+|spurn\w*|snub\w*`),
	claims.Undecided:            wordsOf(`yet|not|undecided|still|consider\w*|study\w*|studi\w*|no|without|await\w*|wait\w*|question\w*|n't|weigh\w*|discuss\w*|unclear|unanswered|review\w*|examin\w*|whether`),
}

// claimedAct finds acts that a sentence states outright.
var outright = map[string]*regexp.Regexp{
	"accepts": wordsOf(`accepted|accepts|agreed|agrees|signed|approved|endorsed`),
	"rejects": wordsOf(`rejected|rejects|refused|refuses|ruled out|dismissed|turned down`),
}

var negation = wordsOf(`not|no|never|none|nobody|without|yet to|n't|neither|nor|den(y|ies|ied)|refus\w*|fail\w*|cannot|hardly|unable|(?:was|were|is|are|been|proved) (?:wrong|false|untrue|incorrect|mistaken|fabricated)`)

func wordsOf(alternatives string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:\b|n)(?:` + alternatives + `)(?:\b|$)`)
}

// sameDirection says whether sentence puts the claim as the claim is put: the
// same modality, the same act, the same side of "not".
func sameDirection(sentence string, c claims.Claim, read reading) bool {
	s := strings.ReplaceAll(text.Fold(sentence).Text, "’", "'")
	question := c.Modality == claims.Questioned && strings.HasSuffix(strings.TrimRight(s, `"' `), "?")
	if want := modalityWords[c.Modality]; want != nil && !want.MatchString(s) && !question && !holdsCue(s, c) {
		return false
	}
	if c.Ceasefire != nil && !sameAct(s, c.Ceasefire.Act) {
		return false
	}
	return sameNegation(s, c, read)
}

// holdsCue says whether the sentence has the very word by which the source put
// it: "dismissed", "ruled out".
func holdsCue(sentence string, c claims.Claim) bool {
	if c.Attribution == nil || c.Attribution.Cue == nil {
		return false
	}
	return strings.Contains(strings.ToLower(sentence), strings.ToLower(text.Fold(c.Attribution.Cue.Text).Text))
}

func sameAct(s string, act claims.Act) bool {
	if want := actWords[act]; want != nil && !want.MatchString(s) {
		return false
	}
	negated := negation.MatchString(s)
	switch act {
	case claims.Rejects, claims.Undecided:
		return !outright["accepts"].MatchString(s) || negated
	case claims.Accepts, claims.Proposes:
		return !outright["rejects"].MatchString(s) || negated
	}
	return true
}

// sameNegation compares the sentence with the part of the evidence that it is
// most like: what that part negates, the sentence must negate. A sentence that
// negates wants some part of the evidence to do so.
func sameNegation(sentence string, c claims.Claim, read reading) bool {
	if c.Casualty != nil && c.Casualty.Max != nil && *c.Casualty.Max == 0 {
		return negation.MatchString(sentence) || numbersIn(sentence)["0"]
	}
	terms := text.Terms(sentence)
	negated := negation.MatchString(sentence)
	best, bestNegated, anyNegated := -1, false, false
	for _, span := range near(&c) {
		for _, part := range read.digest(span.Text).clauses() {
			overlap := part.common(terms)
			anyNegated = anyNegated || part.negated
			if overlap > best || overlap == best && part.negated == negated {
				best, bestNegated = overlap, part.negated
			}
		}
	}
	if negated && !anyNegated {
		return false
	}
	return best <= 0 || !bestNegated || negated
}

// clause is a part of the evidence that negates or does not.
type clause struct {
	terms   map[string]bool
	negated bool
}

// clausesOf cuts evidence into sentences, and those at semicolons.
func clausesOf(words string) []clause {
	folded := text.Fold(words).Text
	var out []clause
	for _, sentence := range text.Sentences(folded) {
		for part := range strings.SplitSeq(sentence.In(folded), ";") {
			out = append(out, clause{stems(part), negation.MatchString(part)})
		}
	}
	return out
}

// common counts the terms that the clause has too.
func (c clause) common(terms []string) int {
	n := 0
	for _, t := range terms {
		if c.terms[t] {
			n++
		}
	}
	return n
}

// outcomeOf tells which outcome the stem of a word states.
func outcomeOf(stem string) (claims.Outcome, bool) {
	o, ok := outcomeStems()[stem]
	return o, ok
}

var outcomeStems = sync.OnceValue(func() map[string]claims.Outcome {
	stems := map[string]claims.Outcome{}
	for _, o := range slices.Backward(claims.Outcomes) {
		stems[text.Meaning(text.Stem(string(o)))] = o
	}
	return stems
})

// countsHold wants each count that a sentence gives an outcome ("5 killed") to
// be the figure of a cited claim, or to stand so in the words of one.
func countsHold(sentence string, read reading, cited ...claims.Claim) bool {
	folded := text.Fold(sentence).Text
	pairs := countedOutcomes(read.digest(folded).withoutDates())
	if len(pairs) > 0 && boundAdded(folded, cited) {
		return false
	}
	for _, pair := range pairs {
		if !slices.ContainsFunc(cited, func(c claims.Claim) bool {
			return pair.standsIn(c) && !pair.isFigureOf(c) || pair.isFigureOf(c) && !boundDropped(folded, c)
		}) {
			return false
		}
	}
	return true
}

// boundWords show a bound in a sentence.
var boundWords = map[claims.Qualifier]*regexp.Regexp{
	claims.AtLeast: wordsOf(`at least|more than|over|no fewer than|or more|minimum|exceed\w*`),
	claims.AtMost:  wordsOf(`at most|up to|no more than|fewer than|less than|under|as many as|maximum`),
	claims.About:   wordsOf(`about|around|some|nearly|almost|approximately|roughly|close to|an estimated`),
}

// boundAdded says whether a sentence bounds a figure ("more than 5") as no
// cited claim does and no words of one.
func boundAdded(sentence string, cited []claims.Claim) bool {
	for q, words := range boundWords {
		if words.MatchString(sentence) && !slices.ContainsFunc(cited, func(c claims.Claim) bool { return bounds(c, q, words) }) {
			return true
		}
	}
	return false
}

func bounds(c claims.Claim, q claims.Qualifier, words *regexp.Regexp) bool {
	if f := c.Casualty; f != nil && (f.Qualifier == q || f.Qualifier == claims.Vague && q == claims.AtLeast) {
		return true
	}
	return slices.ContainsFunc(near(&c), func(span claims.Span) bool { return words.MatchString(span.Text) })
}

// boundDropped says whether a sentence gives the claim's figure as exact while
// the claim bounds it.
func boundDropped(sentence string, c claims.Claim) bool {
	words := boundWords[c.Casualty.Qualifier]
	return words != nil && !words.MatchString(sentence)
}

func (p countedOutcome) isFigureOf(c claims.Claim) bool {
	if c.Casualty == nil || c.Casualty.Outcome != p.outcome {
		return false
	}
	return p.count == int64(c.Casualty.Min) || c.Casualty.Max != nil && p.count == int64(*c.Casualty.Max)
}

func (p countedOutcome) standsIn(c claims.Claim) bool {
	return slices.ContainsFunc(near(&c), func(span claims.Span) bool {
		return slices.Contains(countedOutcomes(text.Fold(span.Text).Text), p)
	})
}

type countedOutcome struct {
	count   int64
	outcome claims.Outcome
}

// countedOutcomes finds counts that stand at most three words before the word
// of their outcome ("5 people were killed"), with no other count between.
func countedOutcomes(sentence string) []countedOutcome {
	tokens := text.Tokens(sentence)
	numbers := text.NumbersIn(sentence, tokens)
	var out []countedOutcome
	for i, n := range numbers {
		limit := len(sentence)
		if i+1 < len(numbers) {
			limit = numbers[i+1].Start
		}
		steps := 0
		for _, t := range tokens {
			if t.Start < n.End || t.End > limit {
				continue
			}
			if steps++; steps > 4 || t.Kind == text.Punct {
				break
			}
			if o, ok := outcomeOf(text.Meaning(text.Stem(strings.ToLower(t.In(sentence))))); ok {
				out = append(out, countedOutcome{n.Value, o})
				break
			}
		}
	}
	return out
}
