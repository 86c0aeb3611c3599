package bot

import (
	"strings"
	"unicode/utf8"
)

// Limits of Discord (https://discord.com/developers/docs), each in UTF-16 code
// units, as its clients and servers count.
const (
	maxDescription = 4096 // of an embed
	maxLabel       = 80   // of a button
	maxOption      = 100  // a select menu's label and description, a choice's name and value
	maxCustomID    = 100
	maxFormTitle   = 45
	maxInputLabel  = 45
	maxInput       = 4000 // characters of a text input
	maxLink        = 512  // a link button's address
	maxChoices     = 25   // of autocomplete, and options of a select menu
)

// units is the length of s in UTF-16 code units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// cut shortens s to at most n units, at the end of a word where one is near,
// and says so with an ellipsis.
func cut(s string, n int) string {
	if units(s) <= n {
		return s
	}
	head := firstUnits(s, n-1)
	if i := strings.LastIndexByte(head, ' '); i > len(head)*2/3 {
		head = head[:i]
	}
	return strings.TrimRight(head, " ,;:") + "…"
}

// firstUnits is the longest beginning of s of at most n units, in whole runes.
func firstUnits(s string, n int) string {
	for i, r := range s {
		n--
		if r > 0xFFFF {
			n--
		}
		if n < 0 {
			return s[:i]
		}
	}
	return s
}

// lastUnits is the longest ending of s of at most n units, in whole runes.
func lastUnits(s string, n int) string {
	at := len(s)
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		n--
		if r > 0xFFFF {
			n--
		}
		if n < 0 {
			break
		}
		at -= size
	}
	return s[at:]
}
