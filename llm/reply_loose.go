package llm

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// looseReader reads JSON as models write it. It never fails: what fits
// nowhere is passed over. Every method moves at forward or leaves it at the
// end, so that reading ends.
type looseReader struct {
	s  string
	at int
}

// deepest bounds how deep values may nest.
const deepest = 32

// seek moves to where the next object or list begins.
func (r *looseReader) seek() bool {
	for ; r.at < len(r.s); r.at++ {
		switch next := firstOf(r.s[r.at+1:]); r.s[r.at] {
		case '{':
			if isMark(next) || next == '}' || isLetter(next) && r.bareKey() {
				return true
			}
		case '[':
			if isMark(next) || strings.IndexByte("{[]", next) >= 0 {
				return true
			}
		}
	}
	return false
}

// bareKey says whether a key without quotation marks follows the brace.
func (r *looseReader) bareKey() bool {
	rest := strings.TrimLeft(r.s[r.at+1:], " \t\r\n")
	return strings.HasPrefix(strings.TrimLeft(strings.TrimLeftFunc(rest, isKeyRune), " "), ":")
}

func isKeyRune(c rune) bool { return c == '_' || c < utf8.RuneSelf && isLetter(byte(c)) }

// value reads one value. whole is false when the text ends within it.
func (r *looseReader) value(depth int) (v any, whole bool) {
	r.space()
	if r.at >= len(r.s) {
		return nil, false
	}
	switch c := r.s[r.at]; {
	case depth > deepest:
		r.at = len(r.s)
		return nil, false
	case c == '{':
		return r.object(depth)
	case c == '[':
		return r.list(depth)
	case isMark(c):
		return r.text()
	}
	return r.bare()
}

// object reads members up to the closing brace. An outermost object that is
// cut keeps its members, and the whole items of a list that is cut in it.
func (r *looseReader) object(depth int) (map[string]any, bool) {
	r.at++
	out := map[string]any{}
	for {
		r.separators()
		if r.at >= len(r.s) {
			return out, false
		}
		if c := r.s[r.at]; c == '}' || c == ']' {
			r.at++
			return out, true
		}
		key, ok := r.key()
		if !ok {
			continue
		}
		v, whole := r.value(depth + 1)
		if _, isList := v.([]any); whole || isList && depth == 0 {
			out[key] = v
		}
		if !whole {
			return out, false
		}
	}
}

// key reads a member's name and the colon; what is none is passed over.
func (r *looseReader) key() (string, bool) {
	var name string
	if isMark(r.s[r.at]) {
		name, _ = r.text()
	} else {
		from := r.at
		for r.at < len(r.s) && isKeyRune(rune(r.s[r.at])) {
			r.at++
		}
		name = r.s[from:r.at]
	}
	r.space()
	if r.at < len(r.s) && r.s[r.at] == ':' && name != "" {
		r.at++
		return name, true
	}
	if name == "" && r.at < len(r.s) {
		r.at++
	}
	return "", false
}

// list reads items up to the closing bracket and keeps the whole ones.
func (r *looseReader) list(depth int) ([]any, bool) {
	r.at++
	out := []any{}
	for {
		r.separators()
		if r.at >= len(r.s) {
			return out, false
		}
		if c := r.s[r.at]; c == ']' || c == '}' {
			r.at++
			return out, true
		}
		v, whole := r.value(depth + 1)
		if !whole {
			return out, false
		}
		out = append(out, v)
	}
}

// text reads a string up to the mark that closes it. Line breaks may stand in
// it as they are; so may quotation marks that nothing of the object follows.
func (r *looseReader) text() (string, bool) {
	mark := r.s[r.at]
	r.at++
	from := r.at
	for ; r.at < len(r.s); r.at++ {
		switch c := r.s[r.at]; {
		case c == '\\':
			r.at++
		case c == mark && r.closes():
			raw := r.s[from:r.at]
			r.at++
			return unescaped(raw), true
		}
	}
	r.at = len(r.s)
	return "", false
}

// closes says whether the mark at this place ends a string: what comes after
// it goes on with the object.
func (r *looseReader) closes() bool {
	rest := strings.TrimLeft(r.s[r.at+1:], " \t\r\n")
	switch firstOf(rest) {
	case 0, ':', '}', ']':
		return true
	case ',':
		next := firstOf(rest[1:])
		return next == 0 || isMark(next) || strings.IndexByte("{}[]-0123456789", next) >= 0 || startsLiteral(rest[1:])
	}
	return false
}

func startsLiteral(s string) bool {
	s = strings.TrimLeft(s, " \t\r\n")
	for _, word := range []string{"true", "false", "null", "True", "False", "None"} {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}

// unescaped gives what a string means; escapes that JSON does not know stand
// for the character behind them.
func unescaped(raw string) string {
	if !strings.ContainsAny(raw, "\\") {
		return strings.ToValidUTF8(raw, "\uFFFD")
	}
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' || i+1 == len(raw) {
			b.WriteByte(raw[i])
			continue
		}
		i++
		switch c := raw[i]; c {
		case 'n':
			b.WriteByte('\n')
		case 't':
			b.WriteByte('\t')
		case 'r', 'b', 'f':
		case 'u':
			i += writeUnicode(&b, raw[i-1:])
		default:
			b.WriteByte(c)
		}
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD")
}

// writeUnicode writes what \uXXXX, or a pair of them, at the beginning of s
// stands for, and gives how many bytes after the "u" it took.
func writeUnicode(b *strings.Builder, s string) int {
	for _, n := range []int{12, 6} {
		var c string
		if len(s) >= n && json.Unmarshal([]byte(`"`+s[:n]+`"`), &c) == nil && utf8.RuneCountInString(c) == 1 {
			b.WriteString(c)
			return n - 2
		}
	}
	return 0
}

// bare reads a number or a word without marks.
func (r *looseReader) bare() (any, bool) {
	from := r.at
	for r.at < len(r.s) && strings.IndexByte(",]}\n", r.s[r.at]) < 0 {
		r.at++
	}
	word := strings.TrimSpace(r.s[from:r.at])
	whole := r.at < len(r.s)
	switch word {
	case "true", "True":
		return true, whole
	case "false", "False":
		return false, whole
	case "null", "None", "undefined", "NaN", "":
		return nil, whole
	}
	if json.Valid([]byte(word)) {
		return json.Number(word), whole
	}
	return strings.ToValidUTF8(word, "\uFFFD"), whole
}

// space passes over white space and comments.
func (r *looseReader) space() {
	for r.at < len(r.s) {
		rest := r.s[r.at:]
		switch {
		case strings.IndexByte(" \t\r\n", rest[0]) >= 0:
			r.at++
		case strings.HasPrefix(rest, "//"):
			r.at += lengthTo(rest, "\n")
		case strings.HasPrefix(rest, "/*"):
			r.at += lengthTo(rest, "*/")
		default:
			return
		}
	}
}

// separators passes over what stands between items.
func (r *looseReader) separators() {
	for r.space(); r.at < len(r.s) && (r.s[r.at] == ',' || r.s[r.at] == ';'); r.space() {
		r.at++
	}
}

func lengthTo(s, end string) int {
	if i := strings.Index(s, end); i >= 0 {
		return i + len(end)
	}
	return len(s)
}

// firstOf gives the first byte of s that is not white space, 0 if none is.
func firstOf(s string) byte {
	s = strings.TrimLeft(s, " \t\r\n")
	if s == "" {
		return 0
	}
	return s[0]
}

func isMark(c byte) bool   { return c == '"' || c == '\'' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
