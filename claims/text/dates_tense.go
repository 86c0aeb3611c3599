package text

import (
	"strings"
)

// tense reads the words around tokens[i:i+n]: above 0 they tell of the
// future, below 0 of the past. The nearest word before decides, else the
// nearest after, within the sentence.
func (r *dateReader) tense(i, n int) int {
	for k := i - 1; k >= 0 && k > i-12 && !r.sentenceEnd(k); k-- {
		if t := r.tenseOf(k); t != 0 {
			return t
		}
	}
	for k := i + n; k < len(r.tokens) && k < i+n+10 && !r.sentenceEnd(k); k++ {
		if t := r.tenseOf(k); t != 0 {
			return t
		}
	}
	return 0
}

func (r *dateReader) sentenceEnd(i int) bool {
	m := r.mark(i)
	return m == "." && (i+1 == len(r.tokens) || r.capital(i+1)) || m == "!" || m == "?" || m == ";"
}

func (r *dateReader) tenseOf(i int) int {
	w := r.word(i)
	if w == "" || w == "by" && !r.leadsToDate(i) {
		return 0 // "spoke by phone"
	}
	t := tenseWords()[w]
	if t == 0 && strings.HasSuffix(w, "ed") && len(w) > 4 {
		t = -1
	}
	if before := r.word(i - 1); t < 0 && (before == "be" || before == "to") {
		return 0 // "will be held": the words before decide
	}
	if t != 0 {
		return t
	}
	if w == "to" && i+1 < len(r.tokens) && !r.capital(i+1) && r.tokens[i+1].Kind == Word {
		next := r.word(i + 1)
		if verb := futureVerbs()[next]; verb && !fruitlessWords()[r.word(i-1)] {
			return 1
		}
	}
	return 0
}

// leadsToDate says whether "by" at token i is that of a time limit: "by
// Monday", "by the end of March".
func (r *dateReader) leadsToDate(i int) bool {
	next := r.word(i + 1)
	if _, ok := weekdays()[next]; ok {
		return true
	}
	switch next {
	case "the", "next", "this", "late", "early", "mid", "noon", "midday", "midnight", "tomorrow":
		return r.word(i+2) != "" && (next != "the" || r.word(i+2) == "end" || r.word(i+2) == "start" || r.word(i+2) == "middle")
	}
	_, month := months()[next]
	return month || strings.HasPrefix(next, "mid-") || next == "" && i+1 < len(r.tokens) && r.tokens[i+1].Kind == Number
}
