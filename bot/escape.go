package bot

import (
	"strings"
	"unicode"
)

// escaped gives words of others (an article's, a member's, a model's) in one
// line of Discord's markdown that reads just as they do: nothing in them is
// obeyed, neither mention nor link, emoji, timestamp, heading, list or fence.
func escaped(s string) string { return marked(plain(s)) }

// marked puts a backslash before all that Discord would obey in plain words.
func marked(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i, r := range s {
		switch {
		case strings.ContainsRune("\\*_~`|<>[]#", r):
			b.WriteByte('\\')
		case i == 0 && (r == '-' || r == '+'):
			b.WriteByte('\\')
		case r == ':' && strings.HasPrefix(s[i:], "://"):
			b.WriteByte('\\')
		case r == '.' && i > 0 && isDigits(s[:i]):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		if r == '@' {
			b.WriteString(afterAt(s[i+1:]))
		}
	}
	return b.String()
}

// wordJoiner is of no width: it parts "@" from "everyone".
const wordJoiner = "\u2060"

// afterAt keeps @everyone and @here from being such: no backslash does.
func afterAt(rest string) string {
	for _, word := range []string{"everyone", "here"} {
		if len(rest) >= len(word) && strings.EqualFold(rest[:len(word)], word) {
			return wordJoiner
		}
	}
	return ""
}

// isDigits says whether s is the number of a list's item.
func isDigits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// maxMarks is how many combining marks may stand on one letter. Vietnamese and
// pointed Hebrew need two or three; a tower of them covers the lines above.
const maxMarks = 4

// plain gives words of others in one line for places that know no markdown
// (labels, choices), and without what cannot be seen: characters that turn the
// direction of what follows, that have no width, or that control.
func plain(s string) string {
	marks := 0
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) {
			marks++
			if marks > maxMarks {
				return -1
			}
			return r
		}
		marks = 0
		switch {
		case unicode.IsSpace(r) || isBlank(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// isBlank says whether a letter has width and no ink.
func isBlank(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u2800', '\u3164', '\uffa0', '\u2028', '\u2029':
		return true
	}
	return false
}

// escapedFit is escaped words of at most n units, cut before they are escaped:
// no escape is ever halved.
func escapedFit(s string, n int) string {
	s = plain(s)
	for limit := n; limit > 0; {
		e := escaped(cut(s, limit))
		over := units(e) - n
		if over <= 0 {
			return e
		}
		limit = min(limit, units(s)) - max(1, over/2)
	}
	return ""
}
