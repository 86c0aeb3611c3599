package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// atom is a word between hyphens, or any other token. Names are matched word
// by word over atoms, so that "US-Russia" holds two and "Port-au-Prince" one.
type atom struct {
	start, end int
	lower      string // a word in small letters
	kind       TokenKind
	capital    bool // begins with a capital letter
	upper      bool // is all capitals, two letters at least
	shouted    bool // stands in a line of capitals, whose case says nothing
	initial    bool // begins a sentence, so that its capital says little
	hyphen     bool // a hyphen ties it to the atom before
	newline    bool // a line break stands before it
}

func (a atom) in(s string) string { return s[a.start:a.end] }

// atomsOf cuts tokens at hyphens and notes what the case of each part tells.
func atomsOf(s string, tokens []Token) []atom {
	atoms := make([]atom, 0, len(tokens)+len(tokens)/8)
	begins, last := true, 0
	for _, t := range tokens {
		gap := s[last:t.Start]
		newline := last == 0 || strings.IndexByte(gap, '\n') >= 0
		begins = begins || newline && strings.Count(gap, "\n") > 1
		last = t.End
		if t.Kind != Word {
			atoms = append(atoms, atom{start: t.Start, end: t.End, kind: t.Kind, newline: newline})
			begins = begins && t.Kind == Quote || t.Kind == Punct && closes(s[t.Start]) || begins && t.Kind == Punct
			continue
		}
		atoms = cutHyphens(atoms, s, t, begins, newline)
		begins = false
	}
	markShouted(s, atoms)
	return atoms
}

func closes(c byte) bool { return c == '.' || c == '!' || c == '?' || c == ':' || c == ';' }

func cutHyphens(atoms []atom, s string, t Token, begins, newline bool) []atom {
	start := t.Start
	for i := t.Start; i <= t.End; {
		r, n := utf8.RuneError, 1
		if i < t.End {
			r, n = utf8.DecodeRuneInString(s[i:t.End])
		}
		if i == t.End || isHyphen(r) {
			if i > start {
				a := atom{start: start, end: i, kind: Word, initial: begins, newline: newline, hyphen: start > t.Start}
				a.capital, a.upper = caseOf(s[start:i])
				a.lower = strings.ToLower(s[start:i])
				atoms = append(atoms, a)
				begins, newline = false, false
			}
			start = i + n
		}
		i += n
	}
	return atoms
}

// caseOf says whether w begins with a capital, and whether it is all capitals.
func caseOf(w string) (capital, upper bool) {
	letters := 0
	upper = true
	for i, r := range w {
		switch {
		case unicode.IsUpper(r):
			letters++
			capital = capital || i == 0
		case unicode.IsLetter(r):
			upper = false
			if i > 0 && !capital {
				return false, false
			}
		}
	}
	return capital, upper && letters > 1
}

// markShouted finds the lines that are written in capitals.
func markShouted(s string, atoms []atom) {
	all := mostlyUpper(s, atoms)
	for from := 0; from < len(atoms); {
		to := from + 1
		for to < len(atoms) && !atoms[to].newline {
			to++
		}
		line := mostlyUpper(s, atoms[from:to])
		if line > 0 || line == 0 && all > 0 {
			for i := from; i < to; i++ {
				atoms[i].shouted = true
			}
		}
		from = to
	}
	markShouts(atoms)
}

// markShouts finds runs of five words and more in capitals within other lines,
// as a post has them that is quoted.
func markShouts(atoms []atom) {
	from, words := 0, 0
	for i := 0; i <= len(atoms); i++ {
		if i < len(atoms) && (atoms[i].kind != Word || atoms[i].upper || atoms[i].capital && atoms[i].end-atoms[i].start == 1) {
			if atoms[i].kind == Word {
				words++
			}
			continue
		}
		for k := from; words >= 5 && k < i; k++ {
			atoms[k].shouted = true
		}
		from, words = i+1, 0
	}
}

// mostlyUpper says yes (1) or no (-1), or 0 where there are too few words to
// tell.
func mostlyUpper(s string, atoms []atom) int {
	words, upper := 0, 0
	for _, a := range atoms {
		if a.kind == Word && a.end-a.start > 1 && s[a.start] > '9' {
			words++
			if a.upper {
				upper++
			}
		}
	}
	switch {
	case words < 4:
		if upper < words {
			return -1
		}
		return 0
	case upper*10 >= words*7:
		return 1
	}
	return -1
}
