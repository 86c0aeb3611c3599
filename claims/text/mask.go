package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Range is a part of a text, s[Start:End].
type Range struct{ Start, End int }

// PlainKey is what words have in common however they are written: their letters
// and digits alone, without case, accents or the "'s" of a possessive. "Jane
// Roe's", "JANE-ROE" and "janeroe" have one key.
func PlainKey(s string) string {
	var b strings.Builder
	for _, w := range plainWords(s) {
		b.WriteString(w.key)
	}
	return b.String()
}

// mostGap is how many bytes may stand between two words that belong together.
const mostGap = 8

// FindPlain finds, in order, the words of s whose key has so many bytes and is
// the one. They are whole words; between them stands what is no word.
func FindPlain(s string, length int, isKey func(key string) bool) (found []Range) {
	words := plainWords(s)
	for i := 0; i < len(words); i++ {
		key := ""
		for j := i; j < len(words) && len(key) < length; j++ {
			if j > i && words[j].Start-words[j-1].End > mostGap {
				break
			}
			key += words[j].key
			if len(key) == length && isKey(key) {
				found = append(found, Range{words[i].Start, words[j].End})
				i = j
				break
			}
		}
	}
	return found
}

// Cover puts a filler of as many bytes in the place of parts of s, so that all
// offsets hold. The parts come in order and are none of another's.
func Cover(s string, parts []Range) string {
	if len(parts) == 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	at := 0
	for _, p := range parts {
		b.WriteString(s[at:p.Start])
		b.WriteString(filler(p.End - p.Start))
		at = p.End
	}
	b.WriteString(s[at:])
	return b.String()
}

// filler is so many bytes of blocks of three, and what fills up the last one.
func filler(n int) string {
	return strings.Repeat("█", n/3) + []string{"", "-", "·"}[n%3]
}

type plainWord struct {
	Range
	key string
}

func plainWords(s string) (words []plainWord) {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isInWord(r) {
			i += n
			continue
		}
		end := i + n
		for end < len(s) && !standsAlone(r) {
			next, n := utf8.DecodeRuneInString(s[end:])
			if !isInWord(next) && !isJoiner(next) || standsAlone(next) {
				break
			}
			end += n
		}
		if !isPossessive(s, i, end) {
			words = append(words, plainWord{Range{i, end}, plainKeyOf(s[i:end])})
		}
		i = end
	}
	return words
}

// isPossessive says whether s[i:end] is the s of "Roe's".
func isPossessive(s string, i, end int) bool {
	if s[i:end] != "s" && s[i:end] != "S" {
		return false
	}
	mark, n := utf8.DecodeLastRuneInString(s[:i])
	if mark != '\'' && !isSingleQuote(mark) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i-n])
	return isInWord(before)
}

func isInWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r))
}

// isJoiner is what may stand in a word unseen.
func isJoiner(r rune) bool { return unicode.Is(unicode.Cf, r) }

// standsAlone says whether a letter belongs to a script that puts no space
// between words: each of its letters is then taken for one.
func standsAlone(r rune) bool {
	return r > 0xe00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && !unicode.Is(unicode.M, r)
}

func plainKeyOf(word string) string {
	if isASCII(word) {
		return strings.ToLower(word)
	}
	word = stripMarks(norm.NFKD.String(word))
	return strings.Map(func(r rune) rune {
		if isJoiner(r) || unicode.Is(unicode.M, r) {
			return -1
		}
		return r
	}, strings.ToLower(strings.ToUpper(word))) // upper case first: "ς" and "σ" have one
}
