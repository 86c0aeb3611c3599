package articles

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Widths at which mail programs, terminals and wire services wrap lines.
const (
	wrapLeast = 40
	wrapMost  = 100
)

// splitParagraphs cuts normalised text into paragraphs. Blank lines always
// part them. Single line ends part them too, unless the text was wrapped at a
// column, or a line goes on in small letters. What a page puts between them is
// left out where only the lines show it.
func splitParagraphs(s string) []string {
	var blocks [][]string
	for block := range strings.SplitSeq(s, "\n\n") {
		if lines := dropNotices(strings.Split(block, "\n")); len(lines) > 0 {
			blocks = append(blocks, lines)
		}
	}
	column := wrapColumn(blocks)
	for i, lines := range blocks {
		blocks[i] = joinLines(lines, column)
	}
	return dropOffers(dropLists(blocks))
}

func joinLines(lines []string, column int) []string {
	var out []string
	var paragraph strings.Builder
	for i, line := range lines {
		switch {
		case paragraph.Len() == 0:
		case !goesOn(lines[i-1], line, column):
			out = append(out, paragraph.String())
			paragraph.Reset()
		case !isCutWord(lines[i-1], line):
			paragraph.WriteByte(' ')
		}
		paragraph.WriteString(line)
	}
	if paragraph.Len() > 0 {
		out = append(out, paragraph.String())
	}
	return out
}

// wrapColumn is the column at which the text was wrapped by hand or program, 0
// if it was not. In wrapped text most lines end in mid-sentence and none is
// long, and many go on in small letters, unless it is all in capitals.
func wrapColumn(blocks [][]string) int {
	var widths []int
	open, small, capitals := 0, 0, true
	for _, lines := range blocks {
		for i, line := range lines[:len(lines)-1] {
			width := utf8.RuneCountInString(line)
			if width < wrapLeast || width > wrapMost {
				if width > wrapMost {
					widths = append(widths, width)
				}
				continue
			}
			widths = append(widths, width)
			capitals = capitals && line == strings.ToUpper(line)
			if !isFinished(line) {
				open++
			}
			if startsSmall(lines[i+1]) {
				small++
			}
		}
	}
	if len(widths) == 0 || open*2 < len(widths) || small*4 < len(widths) && !capitals {
		return 0
	}
	slices.Sort(widths)
	column := widths[(len(widths)-1)*9/10]
	if column > wrapMost {
		return 0
	}
	return column
}

// goesOn says whether next goes on with the paragraph that line belongs to.
func goesOn(line, next string, column int) bool {
	width := utf8.RuneCountInString(line)
	switch {
	case startsItem(next) || isMark(next) || isMark(line):
		return false
	case startsSmall(next) && !isFinished(line):
		return true
	case width >= wrapLeast && width <= wrapMost && endsOpen(line):
		return true
	case column == 0:
		return false
	}
	word, _, _ := strings.Cut(next, " ")
	if width+1+utf8.RuneCountInString(word) > column { // it would not have fitted
		return true
	}
	return width >= wrapLeast && !isFinished(line)
}

// isFinished says whether a line ends as a sentence or a heading does.
func isFinished(line string) bool {
	line = strings.TrimRight(line, "\"'”’)]»")
	last, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?…:", last)
}

// endsOpen says whether a line ends in a comma or in a word that ends nothing.
func endsOpen(line string) bool {
	switch last := line[strings.LastIndexByte(line, ' ')+1:]; last {
	case "a", "an", "the", "of", "in", "on", "at", "by", "to", "for", "from", "with", "and", "or", "but", "that", "which", "who", "his", "her", "its", "their", "is", "was", "were", "has", "have", "as", "after", "than":
		return true
	default:
		return strings.HasSuffix(last, ",")
	}
}

func startsSmall(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return unicode.IsLower(first)
}

// isCutWord says whether a word with a hyphen was parted at it.
func isCutWord(line, next string) bool {
	head, ok := strings.CutSuffix(line, "-")
	before, _ := utf8.DecodeLastRuneInString(head)
	first, _ := utf8.DecodeRuneInString(next)
	return ok && (unicode.IsLetter(before) || unicode.IsDigit(before)) && unicode.IsLower(first)
}

// startsItem says whether a line begins an item of a list.
func startsItem(line string) bool {
	for _, mark := range []string{"- ", "* ", "• ", "– ", "— "} {
		if strings.HasPrefix(line, mark) {
			return true
		}
	}
	return false
}
