package text

import (
	"strconv"
	"strings"
)

// NumberMention is a cardinal number in a text, in digits or words:
// text[Start:End] says Value.
type NumberMention struct {
	Start, End int
	Value      int64
	Words      bool // written in words
}

// maxNumber bounds what a count may be; larger digit strings are identifiers.
const maxNumber = 1e15

// FindNumbers finds the cardinal numbers of s: "5", "1,500", "3.2 million",
// "two hundred and fifty", "forty-seven", "a hundred", "a dozen". A bare "a"
// or "one" that is a pronoun is not told apart here: "one" counts, "a" alone
// does not. Decimals that are not whole after scaling, clock times, ordinals
// and numbers glued to letters ("47-year-old", "3am") are left out.
func FindNumbers(s string) []NumberMention { return NumbersIn(s, Tokens(s)) }

// NumbersIn is FindNumbers over tokens that were cut already.
func NumbersIn(s string, tokens []Token) []NumberMention {
	var out []NumberMention
	for i := 0; i < len(tokens); {
		m, n := numberAt(s, tokens[i:])
		if n == 0 {
			i++
			continue
		}
		out = append(out, m)
		i += n
	}
	return out
}

// numberAt reads the number that begins with the first token; n is how many
// tokens it takes, 0 for none.
func numberAt(s string, tokens []Token) (m NumberMention, n int) {
	m.Start = tokens[0].Start
	if tokens[0].Kind == Number {
		value, ok := parseDigits(tokens[0].In(s))
		if !ok {
			return m, 0
		}
		n = 1
		for n < len(tokens) {
			scale, ok := scales[strings.ToLower(tokens[n].In(s))]
			if !ok {
				break
			}
			value *= float64(scale)
			n++
		}
		if value != float64(int64(value)) || value > maxNumber {
			return m, 0
		}
		m.Value, m.End = int64(value), tokens[n-1].End
		return m, n
	}
	value, n := wordsNumber(s, tokens)
	if n == 0 {
		return m, 0
	}
	m.Value, m.End, m.Words = value, tokens[n-1].End, true
	return m, n
}

// parseDigits reads "1,500", "12", "3.2"; not "08:40" and not "1.2.3".
func parseDigits(w string) (float64, bool) {
	if strings.ContainsRune(w, ':') {
		return 0, false
	}
	if head, tail, found := strings.Cut(w, ","); found { // thousands come in threes
		if len(head) > 3 {
			return 0, false
		}
		for group := range strings.SplitSeq(strings.SplitN(tail, ".", 2)[0], ",") {
			if len(group) != 3 {
				return 0, false
			}
		}
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(w, ",", ""), 64)
	return v, err == nil && v <= maxNumber
}

// wordsNumber reads a number in words from the first token on.
func wordsNumber(s string, tokens []Token) (value int64, used int) {
	var total, group int64
	last := int64(0) // the unit or ten that was added last: "twenty five", never "five twenty"
	for i, t := range tokens {
		w := strings.ToLower(t.In(s))
		if i == 0 && (w == "a" || w == "an") {
			if len(tokens) < 2 || scales[strings.ToLower(tokens[1].In(s))] == 0 {
				return 0, 0
			}
			group, last = 1, 1
			continue
		}
		if w == "and" && used > 0 && i == used && group+total >= 100 && i+1 < len(tokens) && units[strings.ToLower(tokens[i+1].In(s))] > 0 {
			continue // "two hundred and fifty"
		}
		if t.Kind != Word || i > used+1 {
			break
		}
		if v, ok := unitValue(w); ok {
			if used > 0 && last != 0 && (last < 20 || last >= 100 || v >= 10) && last%100 != 0 {
				break
			}
			group, last, used = group+v, v, i+1
			continue
		}
		scale := scales[w]
		if scale == 0 {
			break
		}
		if group == 0 && total == 0 {
			return 0, 0 // "hundreds", "thousand" without a count is vague: a figure, not a number
		}
		last = 0
		if scale < 1000 {
			group *= scale
		} else {
			total, group = total+group*scale, 0
		}
		used = i + 1
	}
	return total + group, used
}

// unitValue reads "five", "forty", "forty-seven".
func unitValue(w string) (int64, bool) {
	if v, ok := units[w]; ok {
		return v, true
	}
	ten, one, found := strings.Cut(w, "-")
	if !found || units[ten] < 20 || units[one] < 1 || units[one] > 9 {
		return 0, false
	}
	return units[ten] + units[one], true
}

var units = map[string]int64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var scales = map[string]int64{"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1e6, "billion": 1e9}
