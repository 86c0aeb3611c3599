package diff

import (
	"strings"

	"github.com/claimbot/claimbot/claims/text"
)

// Paragraph is one that was added, dropped or altered.
type Paragraph struct {
	Change Change `json:"change"`
	Number int    `json:"number"` // where it stands in the newer text, from 1; of a dropped one, where it stood in the older
	Words  []Run  `json:"words"`
}

// Run is words of a paragraph that are the same, came or went.
type Run struct {
	Change Change `json:"change"`
	Text   string `json:"text"`
}

// Before and After are the paragraph as it was and as it is; "" where it was
// not, or is not any more.
func (p Paragraph) Before() string { return p.without(Added) }

// After is the paragraph as it is now.
func (p Paragraph) After() string { return p.without(Dropped) }

func (p Paragraph) without(c Change) string {
	var words []string
	for _, r := range p.Words {
		if r.Change != c {
			words = append(words, r.Text)
		}
	}
	return strings.Join(words, " ")
}

// Paragraphs gives the paragraphs that differ between two texts, in reading
// order. White space alone makes no difference.
func Paragraphs(before, after string) []Paragraph {
	a, b := paragraphsOf(before), paragraphsOf(after)
	var out []Paragraph
	for _, s := range compare(a, b) {
		if !s.same {
			out = append(out, gap(a, b, s)...)
		}
	}
	return out
}

func paragraphsOf(s string) (all []string) {
	for _, p := range text.Paragraphs(s) {
		all = append(all, strings.Join(strings.Fields(s[p.Start:p.End]), " "))
	}
	return all
}

// gap pairs, in their order, dropped paragraphs with added ones that say
// mostly the same: those were altered.
func gap(a, b []string, s stretch) (out []Paragraph) {
	j := s.b0
	addUntil := func(end int) {
		for ; j < end; j++ {
			out = append(out, Paragraph{Added, j + 1, []Run{{Added, b[j]}}})
		}
	}
	heirs := heirs(a[s.a0:s.a1], b[s.b0:s.b1])
	for i := s.a0; i < s.a1; i++ {
		heir := heirs[i-s.a0]
		if heir < 0 {
			out = append(out, Paragraph{Dropped, i + 1, []Run{{Dropped, a[i]}}})
			continue
		}
		addUntil(s.b0 + heir)
		out = append(out, Paragraph{Altered, j + 1, words(a[i], b[j])})
		j++
	}
	addUntil(s.b1)
	return out
}

// Bounds of pairing: how many paragraphs of a gap are looked at for each, and
// how much of the words must be shared.
const (
	mostLookedAt = 12
	likeness     = 0.4
)

// heirs gives for each dropped paragraph the added one that took its place, in
// order, -1 for none.
func heirs(a, b []string) []int {
	bags := make([]map[string]int, len(b))
	for j := range b {
		bags[j] = bagOf(b[j])
	}
	out := make([]int, len(a))
	from := 0
	for i := range a {
		bag, best := bagOf(a[i]), likeness
		out[i] = -1
		for j := from; j < min(len(b), from+mostLookedAt); j++ {
			if l := alike(bag, bags[j]); l > best {
				out[i], best = j, l
			}
		}
		if out[i] >= 0 {
			from = out[i] + 1
		}
	}
	return out
}

// bagOf counts the words of a text as they are compared: without case and
// marks at their ends.
func bagOf(s string) map[string]int {
	bag := map[string]int{}
	for _, w := range strings.Fields(s) {
		if w = bare(w); w != "" {
			bag[w]++
		}
	}
	return bag
}

func bare(w string) string {
	return strings.ToLower(strings.Trim(w, `.,;:!?()[]“”"'’‘«»—–-`))
}

// alike is the share of words that two have in common, from 0 to 1.
func alike(a, b map[string]int) float64 {
	common, all := 0, 0
	for w, n := range a {
		common += min(n, b[w])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 1
	}
	return 2 * float64(common) / float64(all)
}
