package articles

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// liveText gives the paragraphs of a live blog with the places of its entries:
// what stands over them, the entries in the page's order, what stands below.
// Where that is much less than the article found otherwise, it was no live blog.
func liveText(paragraphs []string, entries []liveEntry) (string, []claims.Entry, bool) {
	inEntry := map[string]bool{}
	length := 0
	for _, e := range entries {
		for _, b := range e.blocks {
			inEntry[b.text] = true
			length += len(b.text)
		}
	}
	var over, under []string
	begun := false
	for _, p := range paragraphs {
		switch {
		case clockLine().MatchString(p):
		case inEntry[p]:
			begun = true
		case begun:
			under = append(under, p)
		default:
			over = append(over, p)
		}
	}
	if !begun { // the article found otherwise is another
		over, under = nil, nil
	}
	if length*5 < size(paragraphs)*3 {
		return "", nil, false
	}
	w := liveWriter{}
	w.add(over...)
	for _, e := range entries {
		start := w.next()
		for _, b := range e.blocks {
			w.add(b.text)
		}
		w.entries = append(w.entries, claims.Entry{Start: start, End: w.text.Len(), At: e.at, Title: e.title})
	}
	w.add(under...)
	return w.text.String(), w.entries, true
}

type liveWriter struct {
	text    strings.Builder
	entries []claims.Entry
}

// next is where the next paragraph begins.
func (w *liveWriter) next() int {
	if w.text.Len() == 0 {
		return 0
	}
	return w.text.Len() + len("\n\n")
}

func (w *liveWriter) add(paragraphs ...string) {
	for _, p := range paragraphs {
		if w.text.Len() > 0 {
			w.text.WriteString("\n\n")
		}
		w.text.WriteString(p)
	}
}
