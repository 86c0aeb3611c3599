package proof

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof/grammar"
	"github.com/claimbot/claimbot/claims/text"
)

// outcomeKeys are the words by which each outcome is told.
var outcomeKeys = sync.OnceValue(func() map[claims.Outcome]map[string]bool {
	return map[claims.Outcome]map[string]bool{
		claims.Killed:    keys(`kill die dead death fatal perish murder assassinate slay execute massacre slaughter behead decapitate lynch electrocute strangle gun mow machinegun liquidate eliminate annihilate riddle drown succumb suffocate body corpse cadaver remains victim casualty toll claim cost lose life lives burn bleed starve freeze homicide suicide crush trample shoot stab beat hack cut torture hang bury find recover slain pass`),
		claims.Injured:   keys(`injure wound hurt maim hospitalise concuss casualty victim hospital treat suffer sustain receive break burn shoot injury shrapnel trample`),
		claims.Missing:   keys(`miss missing disappear vanish unaccounted trap bury`),
		claims.Captured:  keys(`capture prisoner captive seize take surrender hold`),
		claims.Abducted:  keys(`kidnap abduct hostage captive seize take hold kidnaping`),
		claims.Displaced: keys(`displace evacuate homeless flee home refugee leave uproot drive force shelter`),
		claims.Arrested:  keys(`arrest detain custody jail imprison round seize hold catch detention capture take`),
	}
})

// tally is a figure of the evidence with the outcomes that its clause gives it;
// none are given where the clause does not tell.
type tally struct {
	figure   text.FigureMention
	outcomes []claims.Outcome
	phrase   *grammar.Phrase
}

// talliesOf reads the figures of a sentence.
func talliesOf(s *grammar.Sentence) []tally {
	var out []tally
	for _, f := range text.FindFigures(s.Words) {
		if p := phraseAt(s, f); p != nil && p.Apposed && len(p.Heads) == 0 {
			continue // the age in "Scott, 43,"
		}
		t := tally{figure: f, phrase: phraseAt(s, f)}
		for _, o := range claims.Outcomes {
			if t.tells(s, outcomeKeys()[o]) {
				t.outcomes = append(t.outcomes, o)
			}
		}
		out = append(out, t)
	}
	return out
}

// phraseAt gives the phrase that a figure counts.
func phraseAt(s *grammar.Sentence, f text.FigureMention) *grammar.Phrase {
	for i := range s.Phrases {
		if p := &s.Phrases[i]; p.Start < f.End && f.Start < p.End || p.Start >= f.End && p.Start-f.End < 2 {
			return p
		}
	}
	return nil
}

// tells says whether what the figure counts is killed, injured, … by these
// words: it is their object, or they are a noun of its own phrase.
func (t tally) tells(s *grammar.Sentence, outcome map[string]bool) bool {
	if t.phrase == nil {
		return false
	}
	if hasKey(outcome, t.phrase.Heads) || hasKey(outcome, t.phrase.Mods) {
		return true
	}
	if before := previousPhrase(s, t.phrase); t.phrase.Prep == "of" && before != nil && hasKey(outcome, before.Heads) {
		return true // "the death of four students"
	}
	if of := nextPhrase(s, t.phrase); len(t.phrase.Heads) == 0 && of != nil && of.Prep == "of" && hasKey(outcome, of.Heads) {
		return true // "30 of the 80 wounded"
	}
	told := func(f *grammar.Phrase) bool { return f != t.phrase && hasKey(outcome, f.Heads) }
	for i := range s.Predicates {
		p := &s.Predicates[i]
		if !slices.Contains(p.Patient, t.phrase) && !(p.Either && slices.Contains(p.Agent, t.phrase)) {
			continue
		}
		if outcome[p.Key] || slices.ContainsFunc(p.Others, told) { // "taken to hospital", "found dead"
			return true
		}
	}
	return false
}

func previousPhrase(s *grammar.Sentence, p *grammar.Phrase) *grammar.Phrase {
	for i := range s.Phrases {
		if i > 0 && &s.Phrases[i] == p {
			return &s.Phrases[i-1]
		}
	}
	return nil
}

func nextPhrase(s *grammar.Sentence, p *grammar.Phrase) *grammar.Phrase {
	for i := range s.Phrases[:max(len(s.Phrases)-1, 0)] {
		if &s.Phrases[i] == p {
			return &s.Phrases[i+1]
		}
	}
	return nil
}

// checkFigure wants a claim's figure to stand in the words as it is bounded
// there, and to be that of its outcome.
func (s *scene) checkFigure() *Problem {
	f := s.claim.Casualty
	if f == nil {
		return nil
	}
	told := &Problem{BadNumber, strconv.Itoa(f.Min)}
	if f.Max != nil && *f.Max != f.Min {
		told.Words += "–" + strconv.Itoa(*f.Max)
	}
	if f.Cumulative && !slices.ContainsFunc(near(s.claim), func(span claims.Span) bool { return overTime.MatchString(span.Text) }) {
		return &Problem{BadNumber, "no words for a count over a longer time"}
	}
	if f.Max != nil && *f.Max == 0 {
		return unless(s.noneHarmed() && f.Qualifier == claims.Exact, told)
	}
	found := false
	for _, span := range s.evidence {
		for i := range span {
			for _, t := range talliesOf(&span[i]) {
				if !bounded(f.Figure, t.figure, span[i].Words) {
					continue
				}
				if (slices.Contains(t.outcomes, f.Outcome) || len(t.outcomes) == 0 && s.mayCount(&span[i], t)) && s.countsWho(&span[i], t) {
					found = true
				}
			}
		}
	}
	return unless(found || s.derived(), told)
}

// overTime are words for a count that goes on over a war, a year or more.
var overTime = wordsOf(`since|so far|to date|already|in all|altogether|overall|total\w*|war|conflict|years?|decades?|months?|cumulative\w*|ongoing|campaign|unrest`)

// countsWho says whether a figure counts whom the claim says: not if those have
// a number of their own beside it ("three soldiers and five civilians").
func (s *scene) countsWho(in *grammar.Sentence, t tally) bool {
	who := grammar.ReadSentence(s.claim.Casualty.Who)
	if len(who.Phrases) == 0 || t.phrase == nil || len(t.phrase.Heads) == 0 {
		return true
	}
	noun := head(&who.Phrases[0])
	if noun == "" || slices.Contains(t.phrase.Heads, noun) || slices.Contains(t.phrase.Mods, noun) {
		return true
	}
	return !slices.ContainsFunc(in.Phrases, func(p grammar.Phrase) bool { return len(p.Counts) > 0 && slices.Contains(p.Heads, noun) })
}

func unless(ok bool, p *Problem) *Problem {
	if ok {
		return nil
	}
	return p
}

// bounded says whether a figure has the bounds that the words give it.
func bounded(f claims.Figure, m text.FigureMention, words string) bool {
	strict := strictBound.MatchString(words[m.Start:m.End])
	switch f.Qualifier {
	case claims.AtLeast:
		return f.Max == nil && m.Qualifier == claims.AtLeast && (f.Min == m.Min || strict && f.Min == m.Min+1)
	case claims.AtMost:
		return m.Qualifier == claims.AtMost && f.Max != nil && (*f.Max == *m.Max || strict && *f.Max == *m.Max-1)
	case claims.Vague: // says no more than the words do, whatever they are
		return f.Max == nil && f.Min == m.Min
	}
	return f.Qualifier == m.Qualifier && f.Min == m.Min && f.Max != nil && m.Max != nil && *f.Max == *m.Max
}

// strictBound are words that leave the number itself out.
var strictBound = wordsOf(`more than|over|above|exceeding|surpassing|greater than|well over|well above|in excess of|upwards of|fewer than|less than|under|below`)

// mayCount says whether a figure of which its clause does not tell what it
// counts can count the claim's outcome: the sentence tells of no other, or the
// word next to it does.
func (s *scene) mayCount(in *grammar.Sentence, t tally) bool {
	if !t.countsPeople() {
		return false
	}
	told := outcomesIn(in)
	if len(told) == 0 { // "…, eight more in Norrfeld"
		for _, span := range s.evidence {
			for i := range span {
				told = append(told, outcomesIn(&span[i])...)
			}
		}
		return slices.Contains(told, s.claim.Casualty.Outcome)
	}
	if !slices.Contains(told, s.claim.Casualty.Outcome) {
		return false
	}
	return len(told) == 1 || s.nextTells(in, t)
}

// countsPeople says whether a figure can count people: its noun is one for
// them, or there is none; a number between commas behind a name is an age.
func (t tally) countsPeople() bool {
	if t.phrase == nil || len(t.phrase.Heads) == 0 {
		return t.phrase == nil || !t.phrase.Apposed
	}
	return t.phrase.Named || text.PersonNoun(t.phrase.Noun) != text.NotPeople || isOutcome(head(t.phrase))
}

// manySided are words of outcomes that tell which only by those beside them.
var manySided = sync.OnceValue(func() map[string]bool {
	return keys(`take hold seize leave find lose claim cost cut drive force bury treat break sustain suffer receive catch pass recover shelter`)
})

// outcomesIn gives the outcomes of which a sentence has a word.
func outcomesIn(s *grammar.Sentence) []claims.Outcome {
	var out, may []claims.Outcome
	terms := text.Terms(s.Words)
	for _, o := range claims.Outcomes {
		own := outcomeKeys()[o]
		plain := func(t string) bool { return own[text.Meaning(t)] && !manySided()[text.Meaning(t)] }
		switch {
		case slices.ContainsFunc(terms, plain):
			out = append(out, o)
		case hasKey(own, terms):
			may = append(may, o)
		}
	}
	if len(out) == 0 {
		return may
	}
	return out
}

// nextTells says whether, of the words of outcomes on either side of a figure,
// the next one tells the claim's.
func (s *scene) nextTells(in *grammar.Sentence, t tally) bool {
	own := outcomeKeys()[s.claim.Casualty.Outcome]
	before, behind := in.Words[:t.figure.Start], in.Words[t.figure.End:]
	return own[lastOutcome(text.Terms(before))] || own[firstOutcome(text.Terms(behind))]
}

func isOutcome(key string) bool {
	if manySided()[key] {
		return false
	}
	for _, set := range outcomeKeys() {
		if set[key] {
			return true
		}
	}
	return false
}

func lastOutcome(terms []string) string {
	for _, t := range slices.Backward(terms) {
		if isOutcome(text.Meaning(t)) {
			return text.Meaning(t)
		}
	}
	return ""
}

func firstOutcome(terms []string) string {
	for _, t := range terms {
		if isOutcome(text.Meaning(t)) {
			return text.Meaning(t)
		}
	}
	return ""
}

// noneHarmed says whether the words say that nobody came to the claim's harm.
func (s *scene) noneHarmed() bool {
	own := outcomeKeys()[s.claim.Casualty.Outcome]
	for _, span := range s.evidence {
		for i := range span {
			for _, t := range talliesOf(&span[i]) {
				if t.figure.Max != nil && *t.figure.Max == 0 && (slices.Contains(t.outcomes, s.claim.Casualty.Outcome) || len(t.outcomes) == 0 && s.mayCount(&span[i], t)) {
					return true
				}
			}
			for _, p := range span[i].Predicates {
				if own[p.Key] && p.Put&grammar.Negated != 0 || own[p.Key] && slices.Contains(p.Governors, "without") {
					return true
				}
			}
		}
	}
	return withoutHarm.MatchString(s.claim.Quote) && (s.claim.Casualty.Outcome == claims.Killed || s.claim.Casualty.Outcome == claims.Injured)
}

var withoutHarm = regexp.MustCompile(`(?i)\b(no|without|zero) (\w+ ){0,3}(casualt|victim|death|injur|fatalit|loss)`)

// derived says whether the figure follows from words that are no number: one
// person, a bare plural, a list, the sum of a list.
func (s *scene) derived() bool {
	f := s.claim.Casualty
	for _, span := range near(s.claim) {
		if isSum(f.Min, span.Text) || isListOf(f.Min, span.Text, f.Who) {
			return f.Qualifier == claims.Exact || f.Qualifier == claims.AtLeast
		}
	}
	switch {
	case f.Min == 1 && f.Max != nil && *f.Max == 1 && f.Qualifier == claims.Exact:
		return s.harmed(func(p *grammar.Phrase) bool { return len(p.Counts) == 0 && !p.Plural })
	case f.Min == 2 && f.Max == nil && f.Qualifier != claims.AtMost:
		return s.harmed(func(p *grammar.Phrase) bool { return len(p.Counts) == 0 && (p.Plural || len(p.Heads) == 0) })
	}
	return false
}

// harmed says whether some phrase of the kind wanted stands where the words
// have whom the claim's outcome befell, or where they do not tell.
func (s *scene) harmed(wanted func(*grammar.Phrase) bool) bool {
	own := outcomeKeys()[s.claim.Casualty.Outcome]
	for _, span := range s.evidence {
		for i := range span {
			for j := range span[i].Predicates {
				p := &span[i].Predicates[j]
				if own[p.Key] && (slices.ContainsFunc(p.Patient, wanted) || p.Either && slices.ContainsFunc(p.Agent, wanted)) {
					return true
				}
				told := func(f *grammar.Phrase) bool { return hasKey(own, f.Heads) || hasKey(own, f.Mods) }
				if sides := slices.Concat(p.Agent, p.Patient); slices.ContainsFunc(slices.Concat(sides, p.Others), told) && slices.ContainsFunc(sides, wanted) {
					return true // "was dead", "was found dead", "was among the dead", "the wounded man is"
				}
			}
			if !hasKey(own, text.Terms(span[i].Words)) {
				continue
			}
			for j := range span[i].Phrases {
				p := &span[i].Phrases[j]
				of := p.Prep == "of" && j > 0 && hasKey(own, span[i].Phrases[j-1].Heads)
				if (of || p.Prep == "including" || p.Prep == "among" || hasKey(own, p.Heads) || hasKey(own, p.Mods)) && p.Quantity != "no" && wanted(p) {
					return true
				}
			}
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
	return len(items) == n && n > 1
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
