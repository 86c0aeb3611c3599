package proof

import (
	"unicode"

	"github.com/claimbot/claimbot/claims/text"
)

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wholeWords says whether s[start:end] neither begins nor ends inside a word
// or number.
func wholeWords(s string, start, end int) bool {
	return !joined(s, start) && !joined(s, end)
}

func joined(s string, at int) bool {
	if at <= 0 || at >= len(s) {
		return false
	}
	before, after := lastRune(s[:at]), firstRune(s[at:])
	return isLetterOrDigit(before) && isLetterOrDigit(after)
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) rune {
	last := rune(0)
	for i := max(0, len(s)-4); i < len(s); i++ {
		for _, r := range s[i:] {
			last = r
		}
		if last != unicode.ReplacementChar {
			break
		}
	}
	return last
}

// frame is the vocabulary with which claims are put together into sentences.
// None of these words asserts anything of the world by itself: what they join
// must stand in the evidence.
var frame = stems(`
	say said says saying state stated states tell told report reported reports reporting reportedly according add added quote quoted quoting
	statement claim claimed position announce
	people person someone somebody one
	article articles loaded here found source sources outlet outlets disagree differ differs differing independent repeat repeated
	earlier later newest latest earliest first since replaced updated update then before after
	figure figures total toll least about up more than
	yes condition undated
	regarding concerning about
	place time date day
	`)

func stems(list string) map[string]bool {
	m := map[string]bool{}
	for _, t := range text.Terms(list) {
		m[t] = true
	}
	return m
}
