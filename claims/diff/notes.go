package diff

import (
	"regexp"
	"slices"
)

// notice begins a paragraph in which an outlet tells what it corrected.
var notice = regexp.MustCompile(`(?i)^\W*((correction|clarification|corrected|editor[’']?s? note)\b.{0,40}?[:.—–-]|(this|the) (article|story|report|piece|headline) (was|has been|is) (amended|corrected|updated to correct)|an? (earlier|previous|original) version of this\b)`)

// newNotes gives the correction notes of a text that did not stand in the
// version before.
func newNotes(before, after string) []string {
	old, out := notesOf(before), []string{}
	for _, n := range notesOf(after) {
		if !slices.Contains(old, n) {
			out = append(out, n)
		}
	}
	return out
}

func notesOf(text string) (notes []string) {
	for _, p := range paragraphsOf(text) {
		if notice.MatchString(p) {
			notes = append(notes, p)
		}
	}
	return notes
}
