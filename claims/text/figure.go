package text

import (
	"slices"
	"strings"
	"sync"

	"github.com/claimbot/claimbot/claims"
)

// FigureMention is a count that can be of people: the words s[Start:End],
// which are tokens[First:Last] and hold the qualifier ("at least 12").
type FigureMention struct {
	claims.Figure
	Start, End  int
	First, Last int
	Digits      bool // the number was written as a numeral or number word, not vaguely
}

// FindFigures finds the counts of s that can be of people. Bounds are those
// that the words state, so that each can be found in them: "more than 30" is
// at least 30, "up to 30" at most 30 with no lower bound, "between 12 and 15"
// exact from 12 to 15, "nearly 50" about 50. Vague numbers follow the coding
// described at claims.Qualifier. Counts of other things ("12 km", "6 January",
// "30 per cent") are left out; a determiner counts before a noun for people
// ("a retired nurse" is 1).
func FindFigures(s string) []FigureMention { return FiguresIn(s, Tokens(s)) }

// FiguresIn is FindFigures over tokens that were cut already.
func FiguresIn(s string, tokens []Token) []FigureMention {
	r := figureReader{s: s, tokens: tokens, lower: make([]string, len(tokens))}
	for i, t := range tokens {
		r.lower[i] = strings.ToLower(t.In(s))
	}
	var out []FigureMention
	for i := 0; i < len(tokens); {
		f, n := r.at(i)
		if n == 0 {
			i++
			continue
		}
		f.First, f.Last = i, i+n
		f.Start, f.End = tokens[i].Start, tokens[i+n-1].End
		out = append(out, f)
		i += n
	}
	return out
}

type figureReader struct {
	s      string
	tokens []Token
	lower  []string
}

// at reads the figure that begins at token i; n is how many tokens it takes.
func (r *figureReader) at(i int) (f FigureMention, n int) {
	if f, n = r.none(i); n > 0 {
		return f, n
	}
	q, m := r.qualifier(i)
	f, n = r.count(i + m)
	if n == 0 {
		if m > 0 || r.word(i) == "" {
			return f, 0
		}
		return r.determiner(i)
	}
	if q != "" && !f.bound(q) {
		return f, 0
	}
	n += m
	for _, tail := range tailQualifiers {
		if r.has(i+n, tail.words) && f.Qualifier == claims.Exact && f.bound(tail.qualifier) {
			n += len(tail.words)
			break
		}
	}
	if r.countsOther(i, i+m, i+n, f) {
		return FigureMention{}, 0
	}
	return f, n
}

// bound puts a qualifier to a count; it says no where the two do not fit.
func (f *FigureMention) bound(q claims.Qualifier) bool {
	n := f.Min
	if f.Qualifier == claims.Vague {
		return q != claims.AtMost // "at least dozens", "some hundreds" stay vague
	}
	if f.Max == nil || *f.Max != n {
		return q == claims.About // "about 12 to 15"
	}
	f.Qualifier = q
	switch q {
	case claims.AtLeast:
		f.Max = nil
	case claims.AtMost:
		f.Min = 0
	}
	return true
}

type qualifierWords struct {
	words     []string
	qualifier claims.Qualifier
}

// headQualifiers stand before a count, the longest first.
var headQualifiers = qualifiers(
	claims.AtLeast, "no fewer than|no less than|not less than|not fewer than|a minimum of|in excess of|well over|well above|upwards of|upward of|at least|more than|greater than|as least|over|above|minimum|surpassing|exceeding|at the very least",
	claims.AtMost, "a maximum of|no more than|not more than|as many as|fewer than|less than|at most|at the most|up to|maximum|under|below|anything up to",
	claims.About, "in the region of|the equivalent of|an estimated|a reported|close to|or so|just under|just over|roughly|approximately|approx|around|about|nearly|almost|some|circa|nearing|approaching|estimated",
)

// tailQualifiers stand after it.
var tailQualifiers = qualifiers(claims.AtLeast, "or more|and more|or over|plus|at least", claims.AtMost, "or fewer|or less|at most", claims.About, "or so|or thereabouts|approximately|odd")

// qualifiers makes a table from pairs of a qualifier and its phrases.
func qualifiers(pairs ...any) []qualifierWords {
	var out []qualifierWords
	for i := 0; i < len(pairs); i += 2 {
		for phrase := range strings.SplitSeq(pairs[i+1].(string), "|") {
			out = append(out, qualifierWords{strings.Fields(phrase), pairs[i].(claims.Qualifier)})
		}
	}
	slices.SortStableFunc(out, func(a, b qualifierWords) int { return len(b.words) - len(a.words) })
	return out
}

// headsBegun and vagueBegun give the phrases that begin with a word, for few
// words begin one.
var (
	headsBegun = sync.OnceValue(func() map[string][]qualifierWords {
		return begun(headQualifiers, func(q qualifierWords) string { return q.words[0] })
	})
	vagueBegun = sync.OnceValue(func() map[string][]vagueNumber {
		return begun(vagueWords, func(v vagueNumber) string { return v.words[0] })
	})
)

func begun[T any](all []T, first func(T) string) map[string][]T {
	by := map[string][]T{}
	for _, one := range all {
		by[first(one)] = append(by[first(one)], one)
	}
	return by
}

// qualifier reads the qualifiers before a count, at most two ("at least some
// 50"); the first one bounds.
func (r *figureReader) qualifier(i int) (q claims.Qualifier, n int) {
	for range 2 {
		found := false
		for _, head := range headsBegun()[r.word(i+n)] {
			if r.has(i+n, head.words) {
				n += len(head.words)
				if q == "" || q == claims.About {
					q = head.qualifier
				}
				found = true
				break
			}
		}
		if !found {
			break
		}
	}
	return q, n
}

// count reads a number, a range or a vague number, and "another" before it.
func (r *figureReader) count(i int) (f FigureMention, n int) {
	skip := 0
	if w := r.word(i); w == "another" || w == "other" || w == "further" || w == "additional" {
		skip = 1
	} else if r.has(i, []string{"a", "further"}) {
		skip = 2
	}
	if i+skip >= len(r.tokens) {
		return f, 0
	}
	if f, n = r.spread(i + skip); n > 0 {
		return f, n + skip
	}
	if f, n = r.vague(i + skip); n > 0 {
		return f, n + skip
	}
	return f, 0
}

// spread reads a number or a range of two: "12", "12 to 15", "between 12 and
// 15", "12-15". "From 12 to 15" is a change, not a range.
func (r *figureReader) spread(i int) (f FigureMention, n int) {
	between := r.word(i) == "between"
	if between {
		i++
	}
	low, n, ok := r.number(i)
	if !ok {
		return f, 0
	}
	f = FigureMention{Figure: claims.ExactFigure(low), Digits: true}
	joint := r.word(i + n)
	ranged := between && joint == "and" || !between && joint == "to" && r.word(i-1) != "from" || joint == "-" || joint == "–" || joint == "or" && !between
	if ranged {
		if high, m, ok := r.number(i + n + 1); ok && high > low {
			f.Max, n = &high, n+1+m
			if between {
				n++
			}
			return f, n
		}
	}
	if between {
		return f, 0
	}
	return f, n
}

// maxPeople bounds a count of people: more than live on Earth are none.
const maxPeople = 10_000_000_000

func (r *figureReader) number(i int) (value, n int, ok bool) {
	if i >= len(r.tokens) {
		return 0, 0, false
	}
	switch { // "half a dozen", "half-dozen": the half is no number of its own
	case r.has(i, []string{"half", "a", "dozen"}):
		return 6, 3, true
	case r.has(i, []string{"a", "half", "dozen"}):
		return 6, 3, true
	case r.has(i, []string{"a", "half-dozen"}):
		return 6, 2, true
	case r.has(i, []string{"half", "dozen"}):
		return 6, 2, true
	}
	m, n := numberAt(r.s, r.tokens[i:])
	if n == 0 || m.Value < 0 || m.Value > maxPeople {
		return 0, 0, false
	}
	return int(m.Value), n, true
}

type vagueNumber struct {
	words []string
	min   int
	exact bool
}

// vagueWords are the vague numbers with their lower bounds, the longest first.
var vagueWords = []vagueNumber{
	{words: strings.Fields("hundreds of thousands"), min: 100_000}, {words: strings.Fields("tens of thousands"), min: 10_000},
	{words: strings.Fields("tens of millions"), min: 10_000_000}, {words: strings.Fields("dozens of thousands"), min: 12_000},
	{words: strings.Fields("a few thousand"), min: 2000}, {words: strings.Fields("a few hundred"), min: 200}, {words: strings.Fields("a few dozen"), min: 24},
	{words: strings.Fields("several thousand"), min: 2000}, {words: strings.Fields("several hundred"), min: 200}, {words: strings.Fields("several dozen"), min: 24},
	{words: strings.Fields("many thousands"), min: 1000}, {words: strings.Fields("many hundreds"), min: 100}, {words: strings.Fields("many dozens"), min: 12},
	{words: strings.Fields("several thousands"), min: 1000}, {words: strings.Fields("several hundreds"), min: 100}, {words: strings.Fields("several dozens"), min: 12},
	{words: strings.Fields("a couple of hundred"), min: 200}, {words: strings.Fields("a couple of dozen"), min: 24},
	{words: strings.Fields("a large number of"), min: 2}, {words: strings.Fields("large numbers of"), min: 2}, {words: strings.Fields("a great number of"), min: 2}, {words: strings.Fields("an undetermined number of"), min: 2},
	{words: strings.Fields("an unknown number of"), min: 2}, {words: strings.Fields("an unspecified number of"), min: 2}, {words: strings.Fields("a number of"), min: 2}, {words: strings.Fields("numbers of"), min: 2},
	{words: strings.Fields("a couple"), min: 2, exact: true}, {words: strings.Fields("a pair"), min: 2, exact: true}, {words: strings.Fields("a trio"), min: 3, exact: true},
	{words: strings.Fields("a handful"), min: 2}, {words: strings.Fields("a few"), min: 2}, {words: strings.Fields("a group of"), min: 2}, {words: strings.Fields("quite a few"), min: 2},
	{words: []string{"tens"}, min: 10}, {words: []string{"dozens"}, min: 12}, {words: []string{"scores"}, min: 20},
	{words: []string{"hundreds"}, min: 100}, {words: []string{"thousands"}, min: 1000}, {words: []string{"millions"}, min: 1_000_000},
	{words: []string{"several"}, min: 2}, {words: []string{"many"}, min: 2}, {words: []string{"numerous"}, min: 2}, {words: []string{"countless"}, min: 2}, {words: []string{"various"}, min: 2},
	{words: []string{"multiple"}, min: 2}, {words: []string{"both"}, min: 2, exact: true},
}

func (r *figureReader) vague(i int) (f FigureMention, n int) {
	for _, v := range vagueBegun()[r.word(i)] {
		if !r.has(i, v.words) {
			continue
		}
		if v.words[0] == "many" && r.word(i-1) == "as" || v.words[0] == "many" && r.word(i-1) == "how" {
			return f, 0
		}
		n = len(v.words)
		if v.exact {
			return FigureMention{Figure: claims.ExactFigure(v.min)}, n
		}
		f.Min, f.Qualifier = v.min, claims.Vague
		return f, n
	}
	return f, 0
}

// none reads a zero: "nobody", "no one", "none", "no" before a noun for people
// or for casualties.
func (r *figureReader) none(i int) (f FigureMention, n int) {
	f.Figure = claims.ExactFigure(0)
	switch r.word(i) {
	case "nobody", "none", "no-one":
		return f, 1
	case "no":
		if r.word(i+1) == "one" && r.word(i+2) != "of" && PersonNoun(r.word(i+2)) == NotPeople {
			return f, 2
		}
		if r.nounWithin(i+1) != NotPeople || casualtyNoun(r.word(i+1)) || casualtyNoun(r.word(i+2)) {
			return f, 1
		}
	case "not":
		if r.has(i+1, []string{"a", "single"}) && r.nounWithin(i+3) != NotPeople {
			return f, 3
		}
	}
	return f, 0
}

func casualtyNoun(w string) bool {
	switch w {
	case "casualties", "deaths", "injuries", "fatalities", "victims", "casualty", "injured", "wounded", "dead", "losses", "victim":
		return true
	}
	return false
}

// determiner reads "a", "an", "another" before a noun for one person.
func (r *figureReader) determiner(i int) (f FigureMention, n int) {
	switch r.word(i) {
	case "a", "an", "another":
		if r.nounWithin(i+1) == OnePerson {
			return FigureMention{Figure: claims.ExactFigure(1)}, 1
		}
	}
	return f, 0
}

// modifierReach is how many words may stand between a determiner and its noun.
const modifierReach = 4

// nounWithin finds the first noun for people from token i on, before anything
// that ends a noun phrase.
func (r *figureReader) nounWithin(i int) People {
	for j := i; j <= i+modifierReach && j < len(r.tokens); j++ {
		if r.tokens[j].Kind != Word || nounPhraseEnds(r.lower[j]) {
			return NotPeople
		}
		if p := PersonNoun(r.lower[j]); p != NotPeople {
			if j+1 < len(r.tokens) { // "a woman doctor", "a police officer"
				if next := PersonNoun(r.lower[j+1]); next != NotPeople {
					return next
				}
			}
			return p
		}
	}
	return NotPeople
}

func nounPhraseEnds(w string) bool {
	switch w {
	case "of", "in", "on", "at", "by", "for", "from", "with", "to", "and", "or", "but", "who", "whom", "which", "that", "was", "were", "is", "are", "has", "have", "had", "been", "be", "as", "after", "before", "when", "while", "where", "the", "a", "an", "will", "would", "could", "said":
		return true
	}
	return false
}

// countsOther says whether the number at tokens [first:last) counts, or is
// part of, something else: a date, a year, a measure, an amount, a name.
func (r *figureReader) countsOther(begin, first, last int, f FigureMention) bool {
	if !f.Digits {
		return measures[r.word(last)] || measures[r.word(last+1)] && r.word(last) == "of"
	}
	before, after := r.word(begin-1), r.word(last)
	numeral := r.tokens[first].Kind == Number
	switch {
	case measures[after] || measures[r.word(last+1)] && (after == "of" || after == "more"):
		return true
	case numeral && (monthNames[after] || monthNames[before]):
		return true
	case before == "$" || before == "£" || before == "€" || after == "%" || before == "no." || before == "/" || after == "/":
		return true
	case numeral && f.Max != nil && f.Min >= 1900 && f.Min <= 2099 && len(r.lower[first]) == 4 && last-first == 1:
		return r.nounWithin(last) == NotPeople // a year
	}
	return false
}

// word gives the lower-case token i, "" outside of the text.
func (r *figureReader) word(i int) string {
	if i < 0 || i >= len(r.lower) {
		return ""
	}
	return r.lower[i]
}

func (r *figureReader) has(i int, words []string) bool {
	for k, w := range words {
		if r.word(i+k) != w {
			return false
		}
	}
	return true
}

// measures are units and things that are counted beside people.
var measures = wordSet(`% per percent per-cent pct km kilometers kilometres kilometer kilometre miles mile meters metres meter metre feet foot inches yards mm cm kg kilos kilograms grams tons tonnes tonne ton pounds liters litres acres hectares square degrees
	year years month months week weeks day days hour hours minute minutes second seconds decade decades century centuries years-old am pm a.m. p.m. o'clock times
	dollars dollar pesos peso euros euro pound rubles roubles hryvnia quetzales colones sucres soles intis bolivars cents
	bombs bomb explosions explosion blasts attacks attack strikes airstrikes shells rockets rocket missiles missile drones drone mines grenades bullets shots rifles weapons guns pistols cartridges sticks vehicles vehicle cars car trucks buses planes plane aircraft helicopters tanks ships boats houses homes buildings apartments towns villages cities departments provinces regions countries points seats votes articles incidents operations clashes raids offensives clauses items companies banks offices stations schools churches hospitals bridges pylons towers sectors fronts wars battles occasions
	percentage-points gmt kph mph hp volts watts kilowatts megawatts pages copies books languages questions reasons proposals proposal ceasefire documents charges cases rounds minutes' hours' days' weeks' months' years' storeys stories floors rooms`)

var monthNames = wordSet("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec")

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}
