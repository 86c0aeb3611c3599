package text

import (
	"slices"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	tests := []struct {
		in, want string // tokens parted by |
	}{
		{"Kyiv’s mayor said.", "Kyiv|’s|mayor|said|."},
		{"a 47-year-old woman", "a|47-year-old|woman"},
		{"the 30-day truce at 08:40", "the|30-day|truce|at|08:40"},
		{"1,500 of 3.2 million", "1,500|of|3.2|million"},
		{"‘the ball’ – now", "‘|the|ball|’|–|now"},
		{"don't, soldiers’ lives", "don't|,|soldiers|’|lives"},
		{"the U.S. Court at 3 p.m.", "the|U.S.|Court|at|3|p.m."},
		{"U.S.-led talks", "U.S.|-|led|talks"},
		{"[FMLN] 12-15", "[|FMLN|]|12|-|15"},
		{"", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, tok := range Tokens(tt.in) {
			got = append(got, tok.In(tt.in))
		}
		if s := strings.Join(got, "|"); s != tt.want {
			t.Errorf("Tokens(%q) = %q, want %q", tt.in, s, tt.want)
		}
	}
}

func TestSentences(t *testing.T) {
	tests := []struct {
		name string
		in   string
		want []string
	}{
		{"Plain", "One came. Two went! Three?", []string{"One came.", "Two went!", "Three?"}},
		{"Abbreviations", "Mr. Orrin met Gen. Vale on Aug. 6. They spoke.", []string{"Mr. Orrin met Gen. Vale on Aug. 6.", "They spoke."}},
		{"Initials", "John F. Vale and J. R. Orrin came. No one left.", []string{"John F. Vale and J. R. Orrin came.", "No one left."}},
		{"Country", "The U.S. Court ruled. He lives in the U.S. The end.", []string{"The U.S. Court ruled.", "He lives in the U.S.", "The end."}},
		{"ClosingQuote", "“We won’t go.” She left.", []string{"“We won’t go.”", "She left."}},
		{"QuoteGoesOn", "“Why now?” Orrin asked. “Why us?” she said.", []string{"“Why now?” Orrin asked.", "“Why us?” she said."}},
		{"QuoteOpensNext", "They fled. “It was dark,” he said.", []string{"They fled.", "“It was dark,” he said."}},
		{"Decimal", "It rose 3.5 per cent. Then it fell.", []string{"It rose 3.5 per cent.", "Then it fell."}},
		{"Paragraphs", "A headline without a stop\n\nThe text begins.", []string{"A headline without a stop", "The text begins."}},
		{"ParagraphALine", "First para ends.\nSecond para ends.", []string{"First para ends.", "Second para ends."}},
		{"Wrapped", "The council of the northern province met on Monday and decided that\nthe bridge will be closed. It\nreopens soon.", []string{
			"The council of the northern province met on Monday and decided that\nthe bridge will be closed.", "It\nreopens soon.",
		}},
		{"UpperCase", "THE ARCE BATTALION, LED BY GEN. VALE, LEFT.  IT DID NOT RETURN.", []string{"THE ARCE BATTALION, LED BY GEN. VALE, LEFT.", "IT DID NOT RETURN."}},
		{"Ellipsis", "He paused… and went on. “Well...” She smiled.", []string{"He paused… and went on.", "“Well...”", "She smiled."}},
		{"Number", "See No. 4 of the list. No. Never.", []string{"See No. 4 of the list.", "No.", "Never."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range Sentences(tt.in) {
				got = append(got, s.In(tt.in))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestLongestSentence(t *testing.T) {
	long := strings.Repeat("two and ", 5000) + "no end"
	total := 0
	for _, s := range Sentences(long) {
		if s.End-s.Start > maxSentence {
			t.Errorf("a sentence of %d bytes", s.End-s.Start)
		}
		total += len(strings.Fields(s.In(long)))
	}
	if want := len(strings.Fields(long)); total != want {
		t.Errorf("%d words of %d are in sentences", total, want)
	}
}

func TestFindNumbers(t *testing.T) {
	tests := []struct {
		in   string
		want []int64
	}{
		{"five people and 12 dogs", []int64{5, 12}},
		{"two hundred and fifty men", []int64{250}},
		{"forty-seven, twenty five", []int64{47, 25}},
		{"3.2 million and 1,500", []int64{3200000, 1500}},
		{"one hundred thousand", []int64{100000}},
		{"a hundred, a dozen, a man", []int64{100, 12}},
		{"hundreds of thousands", nil},
		{"two million three hundred thousand and four", []int64{2300004}},
		{"at 08:40, version 1.2.3, a 47-year-old", nil},
		{"five twenty", []int64{5, 20}},
		{"two and three", []int64{2, 3}},
		{"99999999999999999999", nil},
		{"FORTY-SEVEN DEAD", []int64{47}},
	}
	for _, tt := range tests {
		var got []int64
		for _, n := range FindNumbers(tt.in) {
			got = append(got, n.Value)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("FindNumbers(%q) = %v, want %v", tt.in, got, tt.want)
		}
	}
}

func TestTerms(t *testing.T) {
	tests := []struct{ in, want string }{
		{"How many people were hurt in Kryvyi Rih?", "mani peopl injur kryvyi rih"},
		{"the wounded of the cease-fire", "injur ceasefir"},
		{"Kiev’s 30-day truce", "kyiv 30 day ceasefir"},
		{"What did he say?", ""},
		{"U.S. troops, 1,500 of them", "usa troop 1500"},
	}
	for _, tt := range tests {
		if got := strings.Join(Terms(tt.in), " "); got != tt.want {
			t.Errorf("Terms(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFoldOriginal(t *testing.T) {
	in := "He  said:\u00a0‘We won’t’ –\n“no”."
	f := Fold(in)
	if want := `He said: 'We won't' - "no".`; f.Text != want {
		t.Fatalf("Fold = %q, want %q", f.Text, want)
	}
	i := strings.Index(f.Text, "'We won't'")
	if a, b := f.Original(i, i+len("'We won't'")); in[a:b] != "‘We won’t’" {
		t.Errorf("the way back gives %q", in[a:b])
	}
}

// FuzzTokens: tokens and sentences come in order, do not overlap, and lie
// within the text, whatever the bytes.
func FuzzTokens(f *testing.F) {
	f.Add("Mr. O’Neill’s 47-year-old ‘friend’ (U.S.) said: “No!”\n\n1,500.5%")
	f.Add("\xff\xfe ’ ' - a.b. 3-")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, tok := range Tokens(s) {
			if tok.Start < last || tok.End <= tok.Start || tok.End > len(s) {
				t.Fatalf("token %+v after %d in %q", tok, last, s)
			}
			last = tok.End
		}
		last = 0
		for _, sentence := range Sentences(s) {
			if sentence.Start < last || sentence.End <= sentence.Start || sentence.End > len(s) {
				t.Fatalf("sentence %+v after %d in %q", sentence, last, s)
			}
			last = sentence.End
		}
		folded := Fold(s)
		for i := range folded.Text {
			if a, b := folded.Original(i, i+1); a < 0 || b > len(s) || a >= b {
				t.Fatalf("byte %d of the folded text maps to %d–%d of %q", i, a, b, s)
			}
		}
		FindNumbers(s)
		Terms(s)
	})
}
