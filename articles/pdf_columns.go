package articles

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Marks of columns: lines on either side, the letters of one on average, and
// rows that were written from side to side.
const (
	columnLines   = 4
	columnLetters = 18
	columnRows    = 3
)

// inColumns puts lines in order that were written from side to side over
// columns: one column after the other, between the lines that stand over all of
// them. Other lines stay as they were written. The cells of tables are shorter
// than the lines of columns, and are left in their rows.
func inColumns(lines []pdfLine) []pdfLine {
	gutter, ok := findGutter(lines)
	if !ok {
		return lines
	}
	sorted := slices.Clone(lines)
	slices.SortStableFunc(sorted, func(a, b pdfLine) int { return cmp.Compare(b.y, a.y) })
	out := make([]pdfLine, 0, len(lines))
	var left, right []pdfLine
	end := func() {
		out = append(append(out, inColumns(left)...), inColumns(right)...)
		left, right = nil, nil
	}
	for _, l := range sorted {
		switch {
		case l.right <= gutter:
			left = append(left, l)
		case l.x >= gutter:
			right = append(right, l)
		default:
			end()
			out = append(out, l)
		}
	}
	end()
	return out
}

// findGutter finds where two columns meet that were written in rows.
func findGutter(lines []pdfLine) (at float64, ok bool) {
	const most = 40 // places that are tried
	rows := 0
	tried := map[int]bool{}
	var places []float64
	for i := 1; i < len(lines); i++ {
		a, b := lines[i-1], lines[i]
		if abs(a.y-b.y) > 0.5*b.size || b.x < a.right {
			continue
		}
		rows++
		if place := int(b.x / 4); !tried[place] && len(places) < most {
			tried[place] = true
			places = append(places, b.x-0.5)
		}
	}
	if rows < columnRows {
		return 0, false
	}
	fewest := len(lines)/5 + 1
	for _, place := range places {
		if crossing, ok := crossed(lines, place); ok && crossing < fewest {
			at, fewest = place, crossing
		}
	}
	return at, at != 0
}

// crossed counts the lines that stand over a place, between two columns.
func crossed(lines []pdfLine, place float64) (crossing int, ok bool) {
	var count, letters [2]int
	for _, l := range lines {
		side := 0
		switch {
		case l.x >= place:
			side = 1
		case l.right > place:
			crossing++
			continue
		}
		count[side]++
		letters[side] += utf8.RuneCountInString(l.text)
	}
	for side, n := range count {
		if n < columnLines || letters[side] < n*columnLetters {
			return crossing, false
		}
	}
	return crossing, true
}
