package diff

import (
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims/text"
)

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

func notesOf(s string) (notes []string) {
	for _, n := range text.Corrections(s) {
		notes = append(notes, strings.Join(strings.Fields(n.Text), " "))
	}
	return notes
}
