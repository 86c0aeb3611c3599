package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// TokenKind says what a token is made of.
type TokenKind uint8

// The kinds of tokens.
const (
	Word       TokenKind = iota // letters, with inner hyphens, apostrophes and full stops: "47-year-old", "don't", "U.S."
	Number                      // digits, with inner separators: "1,500", "3.5", "08:40"
	Possessive                  // the "'s" of a possessive, or the "'" after a plural is Punct
	Punct                       // one mark, quotation marks apart
	Quote                       // a quotation mark of any kind
)

// Token is a word, number or mark of a text: text[Start:End].
type Token struct {
	Start, End int
	Kind       TokenKind
}

// In gives the token's words in the text that it was cut from.
func (t Token) In(s string) string { return s[t.Start:t.End] }

// Tokens cuts s into tokens; white space is left out.
func Tokens(s string) []Token {
	tokens := make([]Token, 0, len(s)/5+4)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			i += n
		case isDigit(r):
			end, kind := scanNumber(s, i)
			tokens = append(tokens, Token{i, end, kind})
			i = end
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end := scanWord(s, i)
			stem, possessive := cutPossessive(s[i:end])
			tokens = append(tokens, Token{i, i + stem, Word})
			if possessive {
				tokens = append(tokens, Token{i + stem, end, Possessive})
			}
			i = end
		case IsQuote(r):
			tokens = append(tokens, Token{i, i + n, Quote})
			i += n
		default:
			tokens = append(tokens, Token{i, i + n, Punct})
			i += n
		}
	}
	return tokens
}

// scanWord finds the end of the word that begins at i.
func scanWord(s string, i int) int {
	if end := scanAbbreviation(s, i); end > i {
		return end
	}
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if isWordRune(r) {
			i += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		if (IsApostrophe(r) || isHyphen(r)) && isWordRune(next) && i+n < len(s) {
			i += n
			continue
		}
		break
	}
	return i
}

// scanAbbreviation finds the end of "U.S." or "a.m." at i, or gives i.
func scanAbbreviation(s string, i int) int {
	j, letters := i, 0
	for j+1 < len(s) && isASCIILetter(s[j]) && s[j+1] == '.' {
		j += 2
		letters++
	}
	if letters < 2 {
		return i
	}
	if j < len(s) { // "U.S.Army" is no abbreviation by itself: leave it to the word
		if r, _ := utf8.DecodeRuneInString(s[j:]); isWordRune(r) {
			return i
		}
	}
	return j
}

// scanNumber finds the end of the number that begins at i. Digits that run
// into letters ("47-year-old", "3am", "2nd") are a word.
func scanNumber(s string, i int) (end int, kind TokenKind) {
	start := i
	for i < len(s) {
		c := s[i]
		if c >= '0' && c <= '9' {
			i++
			continue
		}
		inner := c == ',' || c == '.' || c == ':'
		if inner && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9' {
			i++
			continue
		}
		break
	}
	if i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsLetter(r) {
			return scanWord(s, i), Word
		}
		if isHyphen(r) {
			if next, _ := utf8.DecodeRuneInString(s[i+n:]); unicode.IsLetter(next) {
				return scanWord(s, start), Word
			}
		}
	}
	return i, Number
}

// cutPossessive says where the possessive ending of a word begins.
func cutPossessive(w string) (at int, ok bool) {
	for _, ending := range [...]string{"'s", "’s", "'S", "’S"} {
		if strings.HasSuffix(w, ending) && len(w) > len(ending) {
			return len(w) - len(ending), true
		}
	}
	return len(w), false
}

// IsQuote says whether r is a quotation mark (an apostrophe is one too, where
// it does not stand inside a word).
func IsQuote(r rune) bool {
	switch r {
	case '"', '\'', '‘', '’', '‚', '‛', '“', '”', '„', '‟', '«', '»', '‹', '›', '`', '´':
		return true
	}
	return false
}

// IsApostrophe says whether r can be an apostrophe inside a word.
func IsApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' }

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isASCIILetter(byte(r)) || isDigit(r)
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
