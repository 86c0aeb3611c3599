package text

import (
	"unicode"
	"unicode/utf8"
)

// Folded is a text with white space, quotation marks and dashes made alike,
// so that words can be found however they were typeset, and the way back to
// the bytes that it was made of.
type Folded struct {
	Text  string
	start []int32 // for each byte of Text, where its rune began in the original
	end   []int32 // and where it ended
}

// Fold makes white space single, quotation marks and dashes plain. Letters
// stay as they are.
func Fold(s string) Folded {
	f := Folded{start: make([]int32, 0, len(s)), end: make([]int32, 0, len(s))}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		from := i
		i += n
		switch {
		case r == '\u200b' || r == '\ufeff' || r == '\u00ad' || r == '\u2060':
			continue
		case unicode.IsSpace(r):
			if len(out) > 0 && out[len(out)-1] == ' ' {
				f.end[len(f.end)-1] = int32(i)
				continue
			}
			out = append(out, ' ')
		case isSingleQuote(r):
			out = append(out, '\'')
		case IsQuote(r):
			out = append(out, '"')
		case r == '–' || r == '—' || r == '‐' || r == '‑' || r == '−' || r == '―':
			out = append(out, '-')
		default:
			out = append(out, s[from:i]...)
		}
		for len(f.start) < len(out) {
			f.start = append(f.start, int32(from))
			f.end = append(f.end, int32(i))
		}
	}
	f.Text = string(out)
	return f
}

// Original maps Text[start:end] back to offsets into the original. The span
// must not be empty.
func (f Folded) Original(start, end int) (int, int) {
	return int(f.start[start]), int(f.end[end-1])
}

func isSingleQuote(r rune) bool {
	switch r {
	case '\'', '‘', '’', '‚', '‛', '‹', '›', '`', '´', 'ʼ':
		return true
	}
	return false
}
