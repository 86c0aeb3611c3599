package articles

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// What a text must have before its language is told, and how sure the detector
// must be, which is what it calls reliable itself. Its measure breaks down on
// long texts, so it is shown pieces.
const (
	leastLetters    = 40
	leastConfidence = whatlanggo.ReliableConfidenceThreshold
	pieceLength     = 1200
	pieces          = 5
)

// language tells the language of a text as ISO 639-1; "" if unsure. Capitals
// are lowered first: the detector takes English wires in capitals for others.
func language(s string) string {
	if len(s) > pieces*pieceLength {
		s = s[:pieces*pieceLength]
	}
	s = strings.ToLower(strings.ToValidUTF8(s, ""))
	if isEnglish(s) {
		return "en"
	}
	for len(s) > 0 {
		n := min(len(s), pieceLength)
		if code := detect(strings.ToValidUTF8(s[:n], "")); code != "" {
			return code
		}
		s = s[n:]
	}
	return ""
}

func detect(piece string) string {
	letters := 0
	for _, r := range piece {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < leastLetters {
		return ""
	}
	info := whatlanggo.Detect(piece)
	if info.Script == nil || info.Confidence < leastConfidence {
		return ""
	}
	return info.Lang.Iso6391()
}

// isEnglish says whether words that English is full of make up a tenth
// of a text: names and quoted words of other languages mislead the detector.
func isEnglish(s string) bool {
	words, english := 0, 0
	for word := range strings.FieldsSeq(s) {
		words++
		switch strings.Trim(word, ".,;:!?()'\"‘’“”") {
		case "the", "of", "and", "to", "that", "with", "from", "was", "were", "has", "have", "said", "by", "is", "are", "this", "which", "they", "after", "you", "your", "it", "for", "had", "be", "will":
			english++
		}
	}
	return words >= 6 && english*10 >= words
}
