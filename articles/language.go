package articles

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// What a text must have before its language is told, and how sure the detector
// must be: it says 1 of texts that it cannot mistake.
const (
	leastLetters    = 40
	leastConfidence = 0.5
	sampleLength    = 8000
)

// language tells the language of a text as ISO 639-1; "" if unsure. Capitals
// are lowered first: the detector takes English wires in capitals for others.
func language(s string) string {
	if len(s) > sampleLength {
		s = strings.ToValidUTF8(s[:sampleLength], "")
	}
	s = strings.ToLower(s)
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if isEnglish(s) {
		return "en"
	}
	if letters < leastLetters || !utf8.ValidString(s) {
		return ""
	}
	info := whatlanggo.Detect(s)
	if info.Script == nil || info.Confidence < leastConfidence {
		return ""
	}
	return info.Lang.Iso6391()
}

// isEnglish says whether words that only English is full of make up an eighth
// of a text: names and quoted words of other languages mislead the detector.
func isEnglish(s string) bool {
	words, english := 0, 0
	for word := range strings.FieldsSeq(s) {
		words++
		switch strings.Trim(word, ".,;:!?()'\"‘’“”") {
		case "the", "of", "and", "to", "that", "with", "from", "was", "were", "has", "have", "said", "by", "is", "are", "this", "which", "they", "after":
			english++
		}
	}
	return words >= 6 && english*8 >= words
}
