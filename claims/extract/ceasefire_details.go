package extract

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// truceActs gives the phrases of the acts by their first word, the longest
// first.
var truceActs = sync.OnceValue(func() map[string][]actPhrase {
	m := map[string][]actPhrase{}
	for _, a := range acts {
		for phrase := range strings.SplitSeq(a.words, "|") {
			words := strings.Fields(phrase)
			at := m[words[0]]
			i := 0
			for i < len(at) && len(at[i].words) >= len(words) {
				i++
			}
			at = append(at, actPhrase{})
			copy(at[i+1:], at[i:])
			at[i] = actPhrase{a.act, words}
			m[words[0]] = at
		}
	}
	return m
})

// isDuration says whether token i is a compound duration: "30-day".
func (r *truceReader) isDuration(i int) bool {
	_, ok := compoundDuration(r.word(i))
	return ok
}

// compoundDuration reads "30-day", "two-week", "72-hour" as ISO 8601.
func compoundDuration(w string) (string, bool) {
	head, unit, found := strings.Cut(strings.ReplaceAll(w, "‑", "-"), "-")
	if !found {
		return "", false
	}
	numbers := text.FindNumbers(head)
	if len(numbers) != 1 {
		return "", false
	}
	return isoDuration(numbers[0].Value, unit)
}

// isoDuration writes n units as ISO 8601: 30 days is P30D.
func isoDuration(n int64, unit string) (string, bool) {
	number := strconv.FormatInt(n, 10)
	switch strings.TrimSuffix(unit, "s") {
	case "day":
		return "P" + number + "D", true
	case "week":
		return "P" + number + "W", true
	case "month":
		return "P" + number + "M", true
	case "year":
		return "P" + number + "Y", true
	case "hour":
		return "PT" + number + "H", true
	}
	return "", false
}

// durationReach is how far from the truce its duration may stand, in tokens.
const durationReach = 7

// duration finds how long the truce of p is to last: "a 30-day truce", "a
// truce of 10 days", "extended by two weeks".
func (r *truceReader) duration(p position) string {
	for i := max(p.truce.start-durationReach, 0); i < len(r.tokens) && i < p.truce.end+durationReach; i++ {
		if iso, ok := compoundDuration(r.word(i)); ok {
			return iso
		}
		if w := r.word(i); w != "of" && w != "for" && w != "by" && w != "lasting" && w != "last" && w != "another" && w != "to" {
			continue
		}
		if i+1 >= len(r.tokens) {
			break
		}
		rest := r.d.text[r.tokens[i+1].Start:r.s.End]
		numbers := text.FindNumbers(rest)
		if len(numbers) == 0 || numbers[0].Start > 0 {
			continue
		}
		unit := strings.FieldsFunc(rest[numbers[0].End:], func(c rune) bool { return c < 'A' || c > 'z' })
		if len(unit) == 0 {
			continue
		}
		if iso, ok := isoDuration(numbers[0].Value, strings.ToLower(unit[0])); ok {
			return iso
		}
	}
	return ""
}

// conditionCues begin a condition.
var conditionCues = [][]string{
	{"but", "only", "if"}, {"only", "if"}, {"provided", "that"}, {"provided"}, {"on", "condition", "that"}, {"on", "the", "condition", "that"}, {"on", "condition"},
	{"as", "long", "as"}, {"so", "long", "as"}, {"unless"}, {"on", "the", "proviso", "that"}, {"subject", "to"}, {"if"}, {"contingent", "on"},
}

// conditions finds the condition that p is put under, after it in the
// sentence, or before it: "If Harland agrees, Morland will accept".
func (r *truceReader) conditions(p position) []string {
	from := max(p.last, p.truce.end)
	for i := range r.tokens {
		for _, cue := range conditionCues {
			if !r.has(i, cue) {
				continue
			}
			if i < p.first && (i > 2 || cue[0] != "if" && cue[0] != "provided") || i >= p.first && i < from && len(cue) == 1 {
				continue
			}
			first := i + len(cue)
			last := first
			end := r.contentEnd(first)
			for last < end && !endsCondition(r.word(last), i < p.first) {
				last++
			}
			if last-first >= 2 || len(cue) > 1 && last > first {
				return []string{r.in(first, last)}
			}
		}
	}
	return nil
}

// contentEnd gives the token after the words of whoever says token i, so that
// who says it is none of them.
func (r *truceReader) contentEnd(i int) int {
	if i >= len(r.tokens) {
		return len(r.tokens)
	}
	t := r.tokens[i]
	a := r.d.speechAround(span{t.Start, t.End})
	if a == nil {
		return len(r.tokens)
	}
	for _, content := range a.content {
		if content.holds(span{t.Start, t.End}) {
			for i < len(r.tokens) && r.tokens[i].End <= content.end {
				i++
			}
			return i
		}
	}
	return len(r.tokens)
}

func endsCondition(w string, comma bool) bool {
	switch w {
	case ".", ";", "?", "!", "–", "—", "\"", "”":
		return true
	case ",":
		return comma
	}
	return false
}

// termWords are phrases of what a truce is to hold.
var termWords = phrasesOnce(
	"energy infrastructure", "energy facilities", "energy sites", "power plants", "civilian infrastructure", "exchange of prisoners", "prisoner exchange", "prisoner exchanges", "prisoner swap", "prisoner swaps", "release of prisoners", "release of hostages", "release of all hostages", "hostage release",
	"demilitarised zone", "demilitarized zone", "buffer zone", "withdrawal of troops", "withdrawal of forces", "troop withdrawal", "withdrawal of heavy weapons", "security guarantees", "peacekeepers", "peacekeeping force", "monitoring mission", "international monitors", "observers", "monitoring",
	"humanitarian aid", "aid deliveries", "humanitarian corridors", "safe passage", "black sea", "at sea", "in the air", "long-range strikes", "no-fly zone", "return of children", "neutrality", "elections", "reopening of the border", "lifting of sanctions",
)

// terms finds what the truce is to hold, in the sentence's own words.
func (r *truceReader) terms(p position) []string {
	var out []string
	for i := range r.tokens {
		for _, words := range termWords()[r.word(i)] {
			if !r.has(i, words) {
				continue
			}
			last := i + len(words)
			if r.parted(min(i, p.truce.start), max(last, p.truce.end)) {
				continue
			}
			if r.word(last) == "only" {
				last++
			}
			first := i
			if r.word(i-1) == "only" {
				first--
			}
			out = append(out, r.in(first, last))
			break
		}
	}
	return out
}

// parties finds whose act p is, and towards whom.
func (r *truceReader) parties(p position) (party, counterparty string) {
	if p.noun {
		if w := r.word(p.truce.end); w == "by" || w == "from" {
			return r.nounPhrase(p.truce.end + 1), ""
		}
		return r.possessor(p.truce.start), ""
	}
	if r.word(p.last) == "from" && p.act == claims.Undecided { // "no response from Harland"
		return r.nounPhrase(p.last + 1), ""
	}
	if r.relative(p.truce.end, p.first) {
		from := p.truce.end + 1
		if r.word(p.truce.end) == "," {
			from++
		}
		return r.nounPhrase(from), ""
	}
	if w := r.word(p.last - 1); (w == "whether" || w == "if") && r.isCapital(p.last) { // "it is unclear whether Harland will"
		return r.nounPhrase(p.last), ""
	}
	if p.truce.end <= p.first { // "the truce was extended by", "the truce collapsed"
		for i := p.last; i < len(r.tokens) && i < p.last+3; i++ {
			if r.word(i) == "by" {
				return r.nounPhrase(i + 1), ""
			}
		}
		return "", ""
	}
	if w := r.word(p.first); strings.HasPrefix(w, "violation") || strings.HasPrefix(w, "breach") && r.word(p.first+1) == "of" {
		for i := p.truce.end; i < len(r.tokens) && i < p.truce.end+3; i++ {
			if r.word(i) == "by" {
				return r.nounPhrase(i + 1), ""
			}
		}
		return "", ""
	}
	party = r.subjectOf(p)
	for i := p.truce.end; i < len(r.tokens) && i < p.truce.end+2; i++ {
		if w := r.word(i); w == "with" || w == "to" {
			counterparty = r.nounPhrase(i + 1)
		}
	}
	return party, counterparty
}

// possessor gives whose proposal it is: "Washington's ceasefire proposal",
// "the US ceasefire plan".
func (r *truceReader) possessor(i int) string {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if r.tokens[k].Kind == text.Possessive {
			return r.nameEndingAt(k)
		}
		if _, _, ok := text.CountryOf(r.in(k, k+1)); ok && isWord(r.tokens[k]) {
			return r.in(k, k+1)
		}
	}
	return ""
}

// nameEndingAt gives the name of capitals that ends before token i.
func (r *truceReader) nameEndingAt(i int) string {
	first := i
	for first > 0 && r.isCapital(first-1) {
		first--
	}
	return r.in(first, i)
}

// nounPhrase gives the name at token i, after a determiner.
func (r *truceReader) nounPhrase(i int) string {
	if r.word(i) == "the" {
		i++
	}
	last := i
	for last < len(r.tokens) && (r.isCapital(last) || last > i && r.word(last) == "and" && r.isCapital(last+1)) {
		last++
	}
	if last > i && text.PersonNoun(r.word(last)) == text.ManyPeople { // "Harland troops"
		last++
	}
	return r.in(i, last)
}

func (r *truceReader) isCapital(i int) bool {
	if i < 0 || i >= len(r.tokens) || !isWord(r.tokens[i]) {
		return false
	}
	c := r.d.text[r.tokens[i].Start]
	return c >= 'A' && c <= 'Z' || c >= 0x80
}

// subjectOf finds the party left of the act: the nearest name, or "both
// sides", "the rebels"; of "Harland's president Ada Noor" all its names.
func (r *truceReader) subjectOf(p position) string {
	for i := p.first - 1; i >= 0; i-- {
		switch r.word(i) {
		case ";", ":", "but", "that":
			if i < p.first-1 {
				return r.speakerBefore(i)
			}
		case "sides", "parties":
			first := i
			for first > 0 && (r.word(first-1) == "both" || r.word(first-1) == "two" || r.word(first-1) == "warring" || r.word(first-1) == "the") {
				first--
			}
			return r.in(first, i+1)
		case "rebels", "militants", "insurgents", "separatists", "fighters", "government", "army", "military", "leaders", "ministers", "mediators", "junta", "guerrillas":
			if pronounGender(r.word(i-1)) != noPronoun || r.word(i-1) == "our" {
				return r.pronounParty(i - 1)
			}
			first := i
			for first > 0 && (r.isCapital(first-1) || r.word(first-1) == "the" || r.tokens[first-1].Kind == text.Possessive) && !(first == 1 && isCommon(r.word(0)) && r.word(0) != "the") {
				first--
			}
			return strings.TrimPrefix(strings.TrimPrefix(r.in(first, i+1), "The "), "the ")
		case "they", "it":
			return r.speakerBefore(i)
		case "he", "she", "we", "i", "his", "her", "our", "my":
			return r.pronounParty(i)
		}
		if r.isCapital(i) && (i > 0 || !isCommon(r.word(i))) && !calendarWords()[r.word(i)] {
			first := i
			for first > 0 && (r.isCapital(first-1) || r.word(first-1) == "and" && r.isCapital(first-2)) && !calendarWords()[r.word(first-1)] && !(first == 1 && isCommon(r.word(0))) {
				first--
			}
			if r.afterPreposition(first) {
				i = first
				continue
			}
			return r.in(first, i+1)
		}
	}
	return ""
}

// afterPreposition says whether the name at i only complements another word.
func (r *truceReader) afterPreposition(i int) bool {
	w := r.word(i - 1)
	if w == "the" || w == "a" {
		w = r.word(i - 2)
	}
	return prepositions()[w]
}

// speakerBefore gives the first name left of token i: whom "he" stands for in
// "Harland's leader Ada Noor said she accepts".
func (r *truceReader) speakerBefore(i int) string {
	for k := i - 1; k >= 0; k-- {
		if !r.isCapital(k) || k == 0 && isCommon(r.word(k)) || calendarWords()[r.word(k)] {
			continue
		}
		first := k
		for first > 0 && r.isCapital(first-1) && !(first == 1 && isCommon(r.word(0))) {
			first--
		}
		if r.afterPreposition(first) {
			k = first
			continue
		}
		return r.in(first, k+1)
	}
	return ""
}

// phrasesOnce makes a table of phrases by their first word, the longest first,
// when it is first asked for.
func phrasesOnce(phrases ...string) func() map[string][][]string {
	return sync.OnceValue(func() map[string][][]string {
		m := map[string][][]string{}
		for _, p := range phrases {
			words := strings.Fields(p)
			m[words[0]] = append(m[words[0]], words)
		}
		for _, at := range m {
			slices.SortStableFunc(at, func(a, b []string) int { return len(b) - len(a) })
		}
		return m
	})
}
