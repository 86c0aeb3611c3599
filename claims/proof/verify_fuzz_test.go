package proof

import (
	"strings"
	"testing"
	"unicode"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// FuzzSupported lets any sentence cite one claim: what is accepted names no
// number, no one and no words that its evidence does not hold. The check is
// made with plain string searches, apart from the frame's own words.
func FuzzSupported(f *testing.F) {
	const evidence = "Shells fell on Port Ersel on Tuesday; five others were injured, mayor Ines Halvorsen said: “We will rebuild.”"
	for _, s := range []string{
		"5 injured in Port Ersel", "Ines Halvorsen: “We will rebuild”", "٣٤ people were in Port Ersel",
		"99999999999999999999 people were injured", "840 people were injured", "Five were injured in Halvick", "Macron said five were injured",
	} {
		f.Add(s)
	}
	article := claims.Article{ID: "a", Text: evidence, Outlet: "Ersel Post", PublishedAt: "2025-03-13T08:40:00Z"}
	article.Identify()
	proposed := claims.Claim{
		Kind: claims.KindCasualty, Modality: claims.Asserted, Text: "Five were injured in Port Ersel.", Quote: evidence, End: len(evidence),
		Casualty: &claims.Casualty{Outcome: claims.Injured, Figure: claims.ExactFigure(5)},
	}
	accepted, rejected := NewGate("local").Check(article, article.PublishedAt, []claims.Claim{proposed})
	if len(accepted) != 1 {
		f.Fatalf("rejected: %+v", rejected)
	}
	plain := strings.ToLower(text.Fold(evidence + " 5 ersel post 13 2025 08:40 march mar").Text)
	f.Fuzz(func(t *testing.T, sentence string) {
		draft := Draft{
			Answer:    claims.Answer{Sentences: []claims.Sentence{{Text: sentence, Citations: []string{accepted[0].c.ID}}}},
			Retrieved: []Retrieved{{Claim: accepted[0], Article: article}},
		}
		if _, _, ok := Verify(draft); !ok {
			return
		}
		for i, w := range strings.FieldsFunc(text.Fold(sentence).Text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			first := []rune(w)[0]
			switch {
			case unicode.IsDigit(first) && !strings.Contains(plain, strings.TrimLeft(w, "0")):
				t.Errorf("accepted %q with the number %s", sentence, w)
			case i > 0 && unicode.IsUpper(first) && !strings.ContainsAny(sentence, ".:!?(‘’“”'\"") && len(w) > 2 && !strings.Contains(plain, strings.ToLower(w)) && !known(w):
				t.Errorf("accepted %q with the name %s", sentence, w)
			}
		}
	})
}

// known says whether a word is of the frame, or says the same as a word of the
// evidence in other letters.
func known(w string) bool {
	lower := strings.ToLower(w)
	stem := text.Meaning(text.Stem(text.Canonical(lower)))
	return text.IsStopWord(lower) || frame[stem] || strings.HasPrefix("injured", stem) || len(text.FindNumbers(lower)) == 1 && lower == "five"
}
