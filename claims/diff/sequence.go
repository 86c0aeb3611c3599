package diff

import (
	"slices"
	"sort"
)

// Change is what became of a paragraph, or of words within one.
type Change string

// The changes.
const (
	Same    Change = "same"
	Added   Change = "added"
	Dropped Change = "dropped"
	Altered Change = "altered" // of a paragraph alone
)

// stretch is how far two sequences go alike, or one goes on alone: the items
// a[a0:a1] and b[b0:b1].
type stretch struct {
	same           bool
	a0, a1, b0, b1 int
}

// mostCells bounds the table of one comparison: 8 MB. What is longer is parted
// where both have something that stands once in each.
const mostCells = 1 << 22

// compare gives the stretches that lead from a to b, in order. A gap between
// what is the same is one stretch of what was dropped and added there.
func compare[T comparable](a, b []T) []stretch {
	var out []stretch
	part(a, b, 0, 0, func(s stretch) {
		if n := len(out); n > 0 && out[n-1].same == s.same {
			out[n-1].a1, out[n-1].b1 = s.a1, s.b1
			return
		}
		out = append(out, s)
	})
	return out
}

// part compares what lies between a common beginning and a common end.
func part[T comparable](a, b []T, a0, b0 int, found func(stretch)) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	emit(found, true, a0, a0+head, b0, b0+head)
	middle(a[head:len(a)-tail], b[head:len(b)-tail], a0+head, b0+head, found)
	emit(found, true, a0+len(a)-tail, a0+len(a), b0+len(b)-tail, b0+len(b))
}

func emit(found func(stretch), same bool, a0, a1, b0, b1 int) {
	if a0 < a1 || b0 < b1 {
		found(stretch{same, a0, a1, b0, b1})
	}
}

func middle[T comparable](a, b []T, a0, b0 int, found func(stretch)) {
	switch {
	case len(a) == 0 || len(b) == 0:
		emit(found, false, a0, a0+len(a), b0, b0+len(b))
	case (len(a)+1)*(len(b)+1) <= mostCells:
		byTable(a, b, a0, b0, found)
	default:
		byAnchors(a, b, a0, b0, found)
	}
}

// byTable finds a longest common subsequence.
func byTable[T comparable](a, b []T, a0, b0 int, found func(stretch)) {
	width := len(b) + 1
	left := make([]uint16, (len(a)+1)*width) // the longest of what is left
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				left[i*width+j] = left[(i+1)*width+j+1] + 1
			} else {
				left[i*width+j] = max(left[(i+1)*width+j], left[i*width+j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			emit(found, true, a0+i, a0+i+1, b0+j, b0+j+1)
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && left[(i+1)*width+j] >= left[i*width+j+1]:
			emit(found, false, a0+i, a0+i+1, b0+j, b0+j)
			i++
		default:
			emit(found, false, a0+i, a0+i, b0+j, b0+j+1)
			j++
		}
	}
}

// byAnchors parts both at what stands once in each, as far as it stands in the
// same order. Where nothing does, all of one took the place of all of the
// other.
func byAnchors[T comparable](a, b []T, a0, b0 int, found func(stretch)) {
	anchors := rising(once(a, b))
	if len(anchors) == 0 {
		emit(found, false, a0, a0+len(a), b0, b0+len(b))
		return
	}
	i, j := 0, 0
	for _, at := range anchors {
		part(a[i:at[0]], b[j:at[1]], a0+i, b0+j, found)
		emit(found, true, a0+at[0], a0+at[0]+1, b0+at[1], b0+at[1]+1)
		i, j = at[0]+1, at[1]+1
	}
	part(a[i:], b[j:], a0+i, b0+j, found)
}

// once gives the places, in the order of a, of what stands once in each.
func once[T comparable](a, b []T) (pairs [][2]int) {
	type place struct{ a, b, at, in int }
	seen := map[T]*place{}
	for i, x := range a {
		if seen[x] == nil {
			seen[x] = &place{}
		}
		seen[x].a++
		seen[x].at = i
	}
	for j, x := range b {
		if p := seen[x]; p != nil {
			p.b++
			p.in = j
		}
	}
	for i, x := range a {
		if p := seen[x]; p.a == 1 && p.b == 1 {
			pairs = append(pairs, [2]int{i, p.in})
		}
	}
	return pairs
}

// rising gives the longest run of pairs whose second places rise too.
func rising(pairs [][2]int) [][2]int {
	var ends []int // by length less one: the pair that the best run of that length ends in
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n := sort.Search(len(ends), func(k int) bool { return pairs[ends[k]][1] >= p[1] })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		ends = append(ends[:n], append([]int{i}, ends[min(n+1, len(ends)):]...)...)
	}
	var out [][2]int
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			out = append(out, pairs[i])
		}
	}
	slices.Reverse(out)
	return out
}
