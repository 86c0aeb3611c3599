package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// reader reads one sentence for people and what came over them. Words in
// brackets are left out, so that rules see through insertions.
type reader struct {
	d       *document
	s       sentence
	tokens  []token
	figures map[int]text.FigureMention // by their first token
	upper   bool                       // all letters are capitals: case tells nothing
	people  []people                   // in order
	inNP    []int                      // for each token the index into people that holds it, or -1
	harms   []harm
	harmAt  []int32 // for each token, one more than the index into harms that holds it, or 0
}

// newReader reads the sentence s of d.
func newReader(d *document, s sentence) *reader {
	r := &reader{d: d, s: s, tokens: withoutDateline(withoutBrackets(d.tokens[s.First:s.Last]))}
	r.upper = s.flat || isUpper(s.In(d.text))
	r.findFigures()
	r.findHarms()
	r.findPeople()
	return r
}

// bracketReach bounds how many words an insertion in brackets can have.
const bracketReach = 40

// withoutBrackets leaves out what stands in round or square brackets.
func withoutBrackets(tokens []token) []token {
	out := make([]token, 0, len(tokens))
	for i := 0; i < len(tokens); i++ {
		closing := ""
		switch tokens[i].lower {
		case "(":
			closing = ")"
		case "[":
			closing = "]"
		}
		if closing == "" {
			out = append(out, tokens[i])
			continue
		}
		end := i
		for j := i + 1; j < len(tokens) && j-i <= bracketReach; j++ {
			if tokens[j].lower == closing {
				end = j
				break
			}
		}
		i = end
	}
	return out
}

// datelineReach is how many words a dateline can have.
const datelineReach = 16

// withoutDateline leaves out "HARBOUR CITY, 9 Jan 90 (Agency) --".
func withoutDateline(tokens []token) []token {
	numbers := false
	for i := 0; i+1 < len(tokens) && i < datelineReach; i++ {
		switch w := tokens[i].lower; {
		case tokens[i].Kind == text.Number:
			numbers = true
		case numbers && w == "-" && tokens[i+1].lower == "-":
			return tokens[i+2:]
		case numbers && (w == "–" || w == "—"):
			return tokens[i+1:]
		}
	}
	return tokens
}

func isUpper(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper > 4*lower
}

func (r *reader) findFigures() {
	plain := make([]text.Token, len(r.tokens))
	for i, t := range r.tokens {
		plain[i] = t.Token
	}
	r.figures = map[int]text.FigureMention{}
	for _, f := range text.FiguresIn(r.d.text, plain) {
		r.figures[f.First] = f
	}
}

func (r *reader) findHarms() {
	table := harmWords()
	defer func() {
		r.harmAt = make([]int32, len(r.tokens))
		for n, h := range r.harms {
			for i := h.first; i < h.last; i++ {
				r.harmAt[i] = int32(n + 1)
			}
		}
	}()
	for i := 0; i < len(r.tokens); i++ {
		if n := r.suffered(i); n > 0 {
			r.harms = append(r.harms, harm{i, i + n, claims.Injured, intransitive})
			i += n - 1
			continue
		}
		for _, p := range table[r.tokens[i].lower] {
			if r.has(i, p.words) {
				r.harms = append(r.harms, harm{i, i + len(p.words), p.outcome, p.form})
				i += len(p.words) - 1
				break
			}
		}
	}
}

// suffered reads "sustained minor injuries", "received three bullet wounds";
// n is how many tokens it takes, 0 for none.
func (r *reader) suffered(i int) (n int) {
	switch r.word(i) {
	case "suffered", "sustained", "received", "suffering", "sustaining", "suffers":
	default:
		return 0
	}
	for k := i + 1; k <= i+5; k++ {
		switch w := r.word(k); w {
		case "wounds", "injuries", "burns", "wound", "injury", "fractures", "concussion", "concussions", "cuts":
			return k + 1 - i
		case "no", "from", ",", "":
			return 0
		}
	}
	return 0
}

// word gives the lower-case token i, "" outside of the sentence.
func (r *reader) word(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].lower
}

func (r *reader) has(i int, words []string) bool {
	for k, w := range words {
		if r.word(i+k) != w {
			return false
		}
	}
	return true
}

// in gives the text of tokens [first:last).
func (r *reader) in(first, last int) string {
	if first >= last {
		return ""
	}
	return r.d.text[r.tokens[first].Start:r.tokens[last-1].End]
}

// isName says whether token i can be part of a proper name. Where all letters
// are capitals, any word that is not known otherwise can.
func (r *reader) isName(i int) bool {
	if i < 0 || i >= len(r.tokens) || r.tokens[i].Kind != text.Word {
		return false
	}
	w := r.tokens[i].lower
	if !r.upper {
		first, _ := utf8.DecodeRuneInString(r.d.text[r.tokens[i].Start:])
		if !unicode.IsUpper(first) || calendarWords()[w] {
			return false
		}
		return i > 0 || !isCommon(w)
	}
	return len(w) > 1 && w[0] > '9' && !isCommon(w) && !calendarWords()[w] && !phraseEnds(w)
}

// isCommon says whether a lower-case word is certainly no name.
func isCommon(w string) bool {
	if text.IsStopWord(w) || ordinaryWords()[w] || text.PersonNoun(w) != text.NotPeople {
		return true
	}
	if _, ok := harmWords()[w]; ok {
		return true
	}
	if len(w) < 5 {
		return false
	}
	for _, ending := range [...]string{"ed", "ing", "tion", "tions", "ment", "ments", "ly", "ity", "ous", "ness", "ally", "able", "ance", "ence"} {
		if strings.HasSuffix(w, ending) {
			return true
		}
	}
	return false
}
