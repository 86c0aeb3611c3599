package bot

import "strings"

// unframed is a card's text for a channel where the bot may not embed: as many
// whole lines as a message takes, the small print kept before the rest.
func unframed(text string) string {
	lines := strings.Split(text, "\n")
	dropped := 0
	for units(strings.Join(lines, "\n")) > maxContent-moreLine && len(lines) > 1 {
		lines = append(lines[:longest(lines)], lines[longest(lines)+1:]...)
		dropped++
	}
	if dropped > 0 {
		lines = append(lines, "-# "+countOf(dropped, "line")+" left out: press Sources")
	}
	return firstUnits(strings.Join(lines, "\n"), maxContent)
}

// longest is the index of the last line of the answer that may go: not the
// first, which is the answer, and none of the small print.
func longest(lines []string) int {
	for i := len(lines) - 1; i > 0; i-- {
		if !strings.HasPrefix(lines[i], "-#") {
			return i
		}
	}
	return len(lines) - 1
}
