package text

import (
	"strconv"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// Duration is a length of time that a text names, as ISO 8601 has it: "P30D",
// "PT72H".
type Duration struct {
	claims.Span
	ISO string
}

// FindDurations finds lengths of time: "30-day", "72 hours", "a month-long".
// Ages ("47-year-old") and distances in time ("two days ago") are none.
func FindDurations(s string) []Duration { return DurationsIn(s, Tokens(s)) }

// DurationsIn is [FindDurations] for a text whose tokens are at hand.
func DurationsIn(s string, tokens []Token) []Duration {
	r := newDateReader(s, tokens, "")
	var out []Duration
	for i := 0; i < len(tokens); {
		iso, n := r.duration(i)
		if n == 0 {
			i++
			continue
		}
		start, end := tokens[i].Start, tokens[i+n-1].End
		out = append(out, Duration{claims.Span{Text: s[start:end], Start: start, End: end}, iso})
		i += n
	}
	return out
}

// DurationISO gives the first length of time in s, "" where there is none.
func DurationISO(s string) string {
	if found := FindDurations(s); len(found) > 0 {
		return found[0].ISO
	}
	return ""
}

// duration reads a length of time at token i.
func (r *dateReader) duration(i int) (iso string, n int) {
	t := r.tokens[i]
	if t.Kind == Word && strings.ContainsAny(t.In(r.s), "-‑‐") {
		if iso = compoundDuration(r.word(i)); iso != "" {
			return iso, 1
		}
	}
	if w := r.word(i); w == "weeklong" || w == "monthlong" || w == "yearlong" || w == "daylong" {
		return isoDuration(1, strings.TrimSuffix(w, "long")), 1
	}
	number, n := r.wholeNumber(i)
	if n == 0 {
		return "", 0
	}
	if r.mark(i+n) == "-" {
		return "", 0
	}
	iso = isoDuration(number, strings.TrimSuffix(r.word(i+n), "s"))
	if iso == "" || !r.gapIsSpace(i+n) {
		return "", 0
	}
	n++
	switch r.word(i + n) {
	case "ago", "earlier", "later", "old", "before", "after", "into":
		return "", 0
	}
	return iso, n
}

// compoundDuration reads "30-day", "six-month", "week-long", "72-hour-long".
func compoundDuration(w string) string {
	parts := strings.FieldsFunc(w, isHyphen)
	if len(parts) < 2 {
		return ""
	}
	if parts[len(parts)-1] == "long" {
		parts = parts[:len(parts)-1]
	}
	switch len(parts) {
	case 1:
		return isoDuration(1, parts[0])
	case 2:
		if n, err := strconv.Atoi(parts[0]); err == nil {
			return isoDuration(n, parts[1])
		}
		return isoDuration(smallNumbers()[parts[0]], parts[1])
	case 3: // "twenty-four-hour"
		tens, units := smallNumbers()[parts[0]], smallNumbers()[parts[1]]
		if tens >= 20 && tens < 100 && units > 0 && units < 10 {
			return isoDuration(tens+units, parts[2])
		}
	}
	return ""
}

// wholeNumber reads a number in digits or words; "a" counts only where a word
// before it tells that a length of time follows.
func (r *dateReader) wholeNumber(i int) (number, n int) {
	if r.tokens[i].Kind == Number {
		v, err := strconv.Atoi(r.tokens[i].In(r.s))
		if err != nil || v < 1 || v > 100000 {
			return 0, 0
		}
		return v, 1
	}
	w := r.word(i)
	if w == "a" || w == "an" {
		switch r.word(i - 1) {
		case "for", "within", "lasting", "least", "lasted", "last":
			return 1, 1
		}
		return 0, 0
	}
	if v, ok := smallNumbers()[w]; ok {
		return v, 1
	}
	return 0, 0
}

// isoDuration writes a number of units, "" where the unit is none.
func isoDuration(n int, unit string) string {
	if n <= 0 {
		return ""
	}
	number := strconv.Itoa(n)
	switch unit {
	case "minute":
		return "PT" + number + "M"
	case "hour":
		return "PT" + number + "H"
	case "day":
		return "P" + number + "D"
	case "week":
		return "P" + number + "W"
	case "fortnight":
		return "P" + strconv.Itoa(2*n) + "W"
	case "month":
		return "P" + number + "M"
	case "year":
		return "P" + number + "Y"
	}
	return ""
}
