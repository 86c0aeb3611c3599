package extract

import (
	"strings"
	"unicode"

	"github.com/claimbot/claimbot/claims/text"
)

// finder finds words that a model copied in the article that it copied them
// from. Models trim, and set marks and capitals as they like: where the words
// do not stand as they are given, their letters and digits must stand there in
// the same order. What is kept is always the article's own bytes.
type finder struct {
	folded text.Folded
	tokens []token          // words and numbers alone
	first  map[string][]int // where in tokens a word stands
}

func newFinder(d *document) *finder {
	f := &finder{folded: text.Fold(d.text), first: map[string][]int{}}
	for _, t := range d.tokens {
		if isSaid(t) {
			f.first[t.lower] = append(f.first[t.lower], len(f.tokens))
			f.tokens = append(f.tokens, t)
		}
	}
	return f
}

// isSaid says whether a token is more than a mark.
func isSaid(t token) bool { return t.Kind != text.Punct && t.Kind != text.Quote }

// find gives where words stand, at the occurrence nearest to around.
func (f *finder) find(words string, around span) (span, bool) {
	if s, ok := f.asGiven(words, around); ok {
		return s, true
	}
	return f.inOrder(words, around)
}

// asGiven finds words as they are, white space and the looks of marks apart.
func (f *finder) asGiven(words string, around span) (best span, found bool) {
	want := strings.TrimSpace(text.Fold(words).Text)
	if !strings.ContainsFunc(want, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return span{}, false
	}
	for from := 0; ; {
		i := strings.Index(f.folded.Text[from:], want)
		if i < 0 {
			return best, found
		}
		i += from
		from = i + 1
		start, end := f.folded.Original(i, i+len(want))
		s := span{start, end}
		if f.wholeWords(s) && (!found || apart(s, around) < apart(best, around)) {
			best, found = s, true
		}
	}
}

// wholeWords says whether s neither begins nor ends inside a word.
func (f *finder) wholeWords(s span) bool {
	i := firstAfter(f.tokens, s.start)
	if i < len(f.tokens) && f.tokens[i].Start < s.start {
		return false
	}
	i = firstAfter(f.tokens, s.end)
	return i >= len(f.tokens) || f.tokens[i].Start >= s.end
}

// inOrder finds the same words and numbers one after another, whatever marks
// stand between them.
func (f *finder) inOrder(words string, around span) (best span, found bool) {
	var want []string
	for _, t := range lowered(words, text.Tokens(words)) {
		if isSaid(t) {
			want = append(want, t.lower)
		}
	}
	if len(want) == 0 {
		return span{}, false
	}
	for _, at := range f.first[want[0]] {
		if !f.goesOn(at, want) {
			continue
		}
		s := span{f.tokens[at].Start, f.tokens[at+len(want)-1].End}
		if !found || apart(s, around) < apart(best, around) {
			best, found = s, true
		}
	}
	return best, found
}

func (f *finder) goesOn(at int, want []string) bool {
	if at+len(want) > len(f.tokens) {
		return false
	}
	for i, w := range want {
		if f.tokens[at+i].lower != w {
			return false
		}
	}
	return true
}

// firstAfter gives the first token that ends after the byte at.
func firstAfter(tokens []token, at int) int {
	low, high := 0, len(tokens)
	for low < high {
		if mid := (low + high) / 2; tokens[mid].End > at {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// apart is how many bytes lie between two spans.
func apart(a, b span) int { return max(a.start-b.end, b.start-a.end, 0) }
