package articles

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// pageNumber is a line that only counts pages.
var pageNumber = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^[-–— ]*(?:page |p\. ?|seite )?\d{1,4}(?: ?(?:of|/|von) ?\d{1,4})?[-–— .]*$`)
})

// runningLines is how many lines of a page may be its head, or its foot.
const runningLines = 3

// dropRunning takes the heads and feet off that pages share, which stand at the
// same height and differ in numbers alone, and the numbers of pages. Something
// parts them from the text: what stands close to it is of it.
func dropRunning(pages [][]pdfLine) {
	on := map[string]int{}
	for _, lines := range pages {
		for _, i := range edges(lines) {
			on[runningKey(lines[i])]++
		}
	}
	for n, lines := range pages {
		order := edges(lines)
		runs := func(i int) bool {
			times := on[runningKey(lines[i])]
			return times > 1 && times*3 > len(pages) || pageNumber().MatchString(lines[i].text)
		}
		drop := map[int]bool{}
		furniture(lines, order, runs, drop)
		slices.Reverse(order)
		furniture(lines, order, runs, drop)
		kept := make([]pdfLine, 0, len(lines))
		for i, l := range lines {
			if !drop[i] {
				kept = append(kept, l)
			}
		}
		pages[n] = kept
	}
}

// furniture marks what runs at the beginning of an order of lines, up to the
// last gap.
func furniture(lines []pdfLine, order []int, runs func(int) bool, drop map[int]bool) {
	const gap = 1.6 // sizes
	last := 0
	for k := 0; k < min(runningLines, len(order)) && runs(order[k]); k++ {
		here := lines[order[k]]
		if k+1 == len(order) || abs(here.y-lines[order[k+1]].y) > gap*here.size {
			last = k + 1
		}
	}
	for _, i := range order[:last] {
		drop[i] = true
	}
}

// edges gives the places of the lines that stand highest and lowest, and of
// one more on either side.
func edges(lines []pdfLine) []int {
	const most = runningLines + 1
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(lines[b].y, lines[a].y) })
	if len(order) > 2*most {
		order = slices.Delete(order, most, len(order)-most)
	}
	return order
}

func runningKey(l pdfLine) string {
	const unsure = 4 // points
	return fmt.Sprintf("%.0f ", l.y/unsure) + strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return unicode.ToLower(r)
	}, l.text)
}
