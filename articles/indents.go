package articles

import "strings"

// leastIndent is how far in the first line of a paragraph stands at least, in
// characters; a tab counts as a wide one.
const (
	leastIndent = 2
	tabWidth    = 8
)

// partByIndents puts a blank line before the lines of plain text that begin a
// paragraph by standing further in than the others: under a line that ended a
// sentence, and not under an item of a list, whose lines hang.
func partByIndents(s string) string {
	if !strings.Contains(s, "\n ") && !strings.Contains(s, "\n\t") {
		return s
	}
	lines := strings.Split(s, "\n")
	margin, first := indentsOf(lines)
	var b strings.Builder
	b.Grow(len(s))
	hanging, above := false, 0
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		words, indent := strings.TrimSpace(line), indentOf(line)
		if words == "" {
			hanging = false
		} else if startsItem(words) {
			hanging = true
		} else if indent < margin+leastIndent {
			hanging = false
		} else if i > 0 && !hanging && (indent >= above+leastIndent || first) && isFinished(strings.TrimSpace(lines[i-1])) {
			b.WriteByte('\n')
		}
		above = indent
		b.WriteString(line)
	}
	return b.String()
}

// indentsOf gives how far in all lines stand, and whether the first lines of
// paragraphs stand further in than those under them.
func indentsOf(lines []string) (margin int, first bool) {
	margin = -1
	for _, line := range lines {
		if indent := indentOf(line); strings.TrimSpace(line) != "" && (margin < 0 || indent < margin) {
			margin = indent
		}
	}
	for i, line := range lines[:len(lines)-1] {
		under := lines[i+1]
		if indentOf(line) >= margin+leastIndent && strings.TrimSpace(under) != "" && indentOf(under) == margin && !isFinished(strings.TrimSpace(line)) {
			return margin, true
		}
	}
	return margin, false
}

func indentOf(line string) int {
	indent := 0
	for _, r := range line {
		switch r {
		case '\t':
			indent += tabWidth
		case ' ', '\u00a0', '\u3000':
			indent++
		default:
			return indent
		}
	}
	return indent
}
