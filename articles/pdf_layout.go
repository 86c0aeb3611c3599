package articles

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pdfLine is a line of one column.
type pdfLine struct {
	x, y, right, size float64
	text              string
	unread            int // letters of it that the font does not tell
}

// pdfLines joins what stands beside one another in the order in which it was
// written, which is the order of reading in nearly all documents.
func pdfLines(pieces []pdfPiece) (lines []pdfLine) {
	for _, p := range pieces {
		if n := len(lines); n > 0 && lines[n-1].takes(p) {
			lines[n-1].add(p)
			continue
		}
		if strings.TrimSpace(p.text) != "" {
			lines = append(lines, pdfLine{x: p.x, y: p.y, right: p.x + p.width, size: p.size, text: p.text})
		}
	}
	for i := range lines {
		lines[i].unread = strings.Count(lines[i].text, string(unicode.ReplacementChar))
		lines[i].text = oneLine(ligatures.Replace(lines[i].text))
	}
	return lines
}

// ligatures are letters that print joins.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// takes says whether a piece goes on with the line: on its height, or raised a
// little, and not far to its right.
func (l *pdfLine) takes(p pdfPiece) bool {
	const columnGap = 3 // sizes
	size := max(l.size, p.size, 1)
	return abs(p.y-l.y) < size*0.45 && p.x > l.x-size && p.x < l.right+columnGap*size
}

func (l *pdfLine) add(p pdfPiece) {
	gap := p.x - l.right
	spaced := strings.HasSuffix(l.text, " ") || strings.HasPrefix(p.text, " ")
	if gap > wordGap*max(p.size, 1) && !spaced {
		l.text += " "
	}
	l.text += p.text
	l.right = max(l.right, p.x+p.width)
	if p.size > l.size && utf8.RuneCountInString(p.text) > 3 {
		l.size = p.size // after a small mark
	}
}

// pdfParagraphs gives the headline, which stands largest on the first page, and
// the paragraphs.
func pdfParagraphs(pages [][]pdfLine) (headline string, paragraphs []string) {
	body := bodySize(pages)
	headline, first := takeHeadline(pages, body)
	lead := leading(pages, body)
	var now strings.Builder
	var last *pdfLine
	end := func() {
		if now.Len() > 0 {
			paragraphs = append(paragraphs, now.String())
			now.Reset()
		}
	}
	for n, lines := range pages {
		if n == 0 {
			lines = first
		}
		wide := columnEdge(lines)
		for i := range lines {
			l := &lines[i]
			if last != nil && breaks(*last, *l, lead, wide) {
				end()
			}
			joinLine(&now, l.text)
			last = l
		}
	}
	end()
	return headline, paragraphs
}

// bodySize is the size in which most letters are set.
func bodySize(pages [][]pdfLine) float64 {
	count := map[int]int{}
	for _, lines := range pages {
		for _, l := range lines {
			count[int(l.size*2+0.5)] += len(l.text)
		}
	}
	best, most := 0, 0
	for size, n := range count {
		if n > most || n == most && size < best {
			best, most = size, n
		}
	}
	return float64(best) / 2
}

// takeHeadline finds the lines of the first page that are set much larger than
// the text, and gives the others.
func takeHeadline(pages [][]pdfLine, body float64) (string, []pdfLine) {
	const larger, longest = 1.25, 300
	if len(pages) == 0 || len(pages[0]) == 0 {
		return "", nil
	}
	lines := pages[0]
	biggest := slices.MaxFunc(lines, func(a, b pdfLine) int {
		if len(a.text) < 8 != (len(b.text) < 8) { // drop caps, numbers
			return cmp.Compare(len(a.text), len(b.text))
		}
		return cmp.Compare(a.size, b.size)
	})
	if biggest.size < body*larger {
		return "", lines
	}
	var head []string
	var rest []pdfLine
	for i, l := range lines {
		if abs(l.size-biggest.size) < 0.6 && (len(head) == 0 || i > 0 && abs(lines[i-1].size-biggest.size) < 0.6) {
			head = append(head, l.text)
			continue
		}
		rest = append(rest, l)
	}
	title := strings.Join(head, " ")
	if len(title) > longest || len(rest) == 0 {
		return "", lines
	}
	return title, rest
}

// leading is how far below one another lines of the text stand mostly.
func leading(pages [][]pdfLine, body float64) float64 {
	var gaps []float64
	for _, lines := range pages {
		for i := 1; i < len(lines); i++ {
			gap := lines[i-1].y - lines[i].y
			if abs(lines[i].size-body) < 0.6 && gap > body*0.8 && gap < body*3 {
				gaps = append(gaps, gap)
			}
		}
	}
	if len(gaps) == 0 {
		return body * 1.2
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/3]
}

// columnEdge gives how wide lines that begin at about the same place are.
func columnEdge(lines []pdfLine) func(pdfLine) float64 {
	right := map[int]float64{}
	column := func(l pdfLine) int { return int(l.x / 24) }
	for _, l := range lines {
		right[column(l)] = max(right[column(l)], l.right)
	}
	const indents = 2 // of lists and quotations, which end where the column ends
	return func(l pdfLine) (edge float64) {
		for c := column(l) - indents; c <= column(l)+indents; c++ {
			edge = max(edge, right[c])
		}
		return edge
	}
}

// breaks says whether a paragraph ends between two lines.
func breaks(a, b pdfLine, lead float64, wide func(pdfLine) float64) bool {
	size := max(b.size, 1)
	ended := endsSentence(a.text)
	if edge := wide(a); a.right < a.x+0.6*(edge-a.x) && !startsLower(b.text) { // a row of a table, a heading
		return true
	}
	switch below := a.y - b.y; {
	case abs(a.size-b.size) > 0.15*size:
		return true
	case below > lead*1.8:
		return true
	case below > 0 && abs(a.x-b.x) < 4*size: // the next line of the column
		short := a.right < wide(a)-6*size
		return below > lead*1.4 || b.x > a.x+0.8*size && ended || short && ended
	}
	return ended && !startsLower(b.text) // another column or page
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// joinLine adds a line to a paragraph, and undoes the parting of a word.
func joinLine(b *strings.Builder, line string) {
	before := b.String()
	switch {
	case before == "":
	case strings.HasSuffix(before, "\u00ad"):
		b.Reset()
		b.WriteString(strings.TrimSuffix(before, "\u00ad"))
	case strings.HasSuffix(before, "-") && startsLower(line) && letterBefore(before):
		b.Reset()
		b.WriteString(before[:len(before)-1])
	default:
		b.WriteByte(' ')
	}
	b.WriteString(line)
}

func letterBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:len(s)-1])
	return unicode.IsLetter(r)
}
