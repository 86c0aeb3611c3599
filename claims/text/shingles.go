package text

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"
)

// ShingleWords is how many words in a row are one shingle: what two reporters
// write of one thing hardly ever shares as many.
const ShingleWords = 5

// markWindow is how many shingles in a row have one mark at least: texts that
// share this many, some 44 words, share a mark for certain.
const markWindow = 40

// probeWindow is the same for probes.
const probeWindow = 12

// MaxMarks and MaxProbes bound those of one text, however long it is.
const (
	MaxMarks  = 256
	MaxProbes = 768
)

// Shingles are the words of a text, each with the four behind it, as hashes
// that are the same in every process. Case, punctuation, typesetting and
// whether a number is written in digits make no difference.
type Shingles struct {
	All     []uint64 // in text order; the one shingle of a text of fewer words is all of it
	Figures []Figure // sorted, each once; years are none
}

// Figure is a number of a text, and the words that it stands in: the two before
// it and the one behind, as hashes.
type Figure struct{ Words, Number uint64 }

func compareFigures(a, b Figure) int {
	return cmp.Or(cmp.Compare(a.Words, b.Words), cmp.Compare(a.Number, b.Number))
}

// Shingle cuts a text into shingles.
func Shingle(s string) Shingles {
	words, figures := hashWords(s)
	slices.SortFunc(figures, compareFigures)
	sh := Shingles{Figures: slices.Compact(figures)}
	if len(words) == 0 {
		return sh
	}
	n := min(len(words), ShingleWords)
	sh.All = make([]uint64, 0, len(words)-n+1)
	for i := range len(words) - n + 1 {
		h := uint64(hashSeed)
		for _, w := range words[i : i+n] {
			h = (h ^ w) * hashPrime
			h = h<<31 | h>>33
		}
		sh.All = append(sh.All, scramble(h))
	}
	return sh
}

// Marks picks shingles to find the text's copies by: of each window the one
// with the lowest hash (S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing: Local
// Algorithms for Document Fingerprinting", 2003), so that a part of a text has
// the marks that it has in the whole. Marks are positive numbers of 40 bits,
// sorted, each once.
//
// They are stored: whoever changes what they are has all stored ones made anew.
func (s Shingles) Marks() []int64 { return s.lowest(markWindow, MaxMarks) }

// Probes are what to look up the marks of others by: the marks, and more of
// their kind, so that what a text shares with another is found where it alone
// would have marked something else.
func (s Shingles) Probes() []int64 { return s.lowest(probeWindow, MaxProbes) }

func (s Shingles) lowest(window, most int) []int64 {
	var lowest []uint64
	at := -1
	for end := min(window, len(s.All)); end <= len(s.All) && end > 0; end++ {
		start, was := max(0, end-window), at
		switch last := end - 1; {
		case at < start:
			at = lowestOf(s.All, start, end)
		case s.All[last] <= s.All[at]:
			at = last
		}
		if at != was {
			lowest = append(lowest, s.All[at])
		}
	}
	slices.Sort(lowest)
	lowest = slices.Compact(lowest)
	lowest = lowest[:min(len(lowest), most)]
	marks := make([]int64, 0, len(lowest))
	for _, h := range lowest {
		marks = append(marks, int64(h&markBits))
	}
	slices.Sort(marks)
	return slices.Compact(marks)
}

// markBits keep a mark short where it is stored.
const markBits = 1<<40 - 1

func lowestOf(all []uint64, start, end int) int {
	at := start
	for i := start + 1; i < end; i++ {
		if all[i] <= all[at] {
			at = i
		}
	}
	return at
}

// Shared is the share of part's shingles that stand in whole; 0 for none.
func Shared(part, whole []uint64) float64 {
	if len(part) == 0 {
		return 0
	}
	have := make(map[uint64]struct{}, len(whole))
	for _, h := range whole {
		have[h] = struct{}{}
	}
	n := 0
	for _, h := range part {
		if _, ok := have[h]; ok {
			n++
		}
	}
	return float64(n) / float64(len(part))
}

// SameFigures counts the figures of a whose words stand in b too, with the same
// number or with others: "5 people were killed", "7 people were killed".
func SameFigures(a, b Shingles) (same, other int) {
	for i, f := range a.Figures {
		if i > 0 && a.Figures[i-1].Words == f.Words {
			continue // these words are judged already
		}
		at, _ := slices.BinarySearchFunc(b.Figures, Figure{Words: f.Words}, compareFigures)
		if at == len(b.Figures) || b.Figures[at].Words != f.Words {
			continue
		}
		if sharesNumber(a.Figures[i:], b.Figures[at:]) {
			same++
		} else {
			other++
		}
	}
	return same, other
}

// sharesNumber says whether two runs of figures in the same words, those of the
// first of each, have a number in common.
func sharesNumber(a, b []Figure) bool {
	words := a[0].Words
	for _, f := range a {
		if f.Words != words {
			return false
		}
		for _, o := range b {
			if o.Words != words {
				break
			}
			if o == f {
				return true
			}
		}
	}
	return false
}

// hashWords gives a hash for each word and number of s, and its figures.
func hashWords(s string) (words []uint64, figures []Figure) {
	tokens := Tokens(s)
	numbers := NumbersIn(s, tokens)
	words = make([]uint64, 0, len(tokens))
	plain := make([]uint64, 0, len(tokens)) // the same, but for figures
	var counted []int                       // where in words the figures stand
	for _, t := range tokens {
		for len(numbers) > 0 && numbers[0].End <= t.Start {
			numbers = numbers[1:]
		}
		var h uint64
		figure := false
		switch inNumber := len(numbers) > 0 && t.Start >= numbers[0].Start; {
		case inNumber && t.Start > numbers[0].Start:
			continue // the "fifty" of "two hundred and fifty"
		case inNumber:
			h, figure = hashNumber(numbers[0].Value), isCount(numbers[0], t)
		case t.Kind == Word || t.Kind == Number:
			h, figure = hashWord(t.In(s)), isDigit(rune(s[t.Start]))
		default:
			continue
		}
		if words = append(words, h); figure {
			counted, h = append(counted, len(words)-1), aFigure
		}
		plain = append(plain, h)
	}
	for _, at := range counted {
		around := uint64(hashSeed)
		for i := at - 2; i <= at+1; i++ {
			if i >= 0 && i < len(plain) {
				around = scramble(around ^ plain[i])
			}
		}
		figures = append(figures, Figure{around, words[at]})
	}
	return words, figures
}

// aFigure stands for any figure among the words around another.
const aFigure = 1

// isCount says whether a number tells reports of one form apart: not a year,
// nor "one", which mostly counts nothing.
func isCount(n NumberMention, t Token) bool {
	year := n.Value >= 1900 && n.Value < 2100 && t.Kind == Number && t.End-t.Start == len("2026")
	return !year && !(n.Words && n.Value == 1)
}

// FNV-1a, of 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

// hashWord hashes a word in lower case, without marks inside of it.
func hashWord(w string) uint64 {
	h := uint64(hashSeed)
	for _, r := range w {
		if r < utf8.RuneSelf {
			if c := byte(r) | 0x20; isASCIILetter(c) || isDigit(r) {
				h = (h ^ uint64(c)) * hashPrime
			}
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			h = (h ^ uint64(unicode.ToLower(r))) * hashPrime
		}
	}
	return h
}

func hashNumber(n int64) uint64 { return scramble(uint64(n)) }

// scramble spreads a hash over all bits (the finaliser of SplitMix64).
func scramble(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
