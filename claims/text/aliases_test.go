package text_test

import (
	"testing"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims/text"
)

func TestCanonical(t *testing.T) {
	tests := []struct{ word, want string }{
		{"", ""},
		{"in", "in"},
		{"kiev", "kyiv"},
		{"kyiv", "kyiv"},
		{"odessa", "odesa"},
		{"kharkov", "kharkiv"},
		{"zelenskyy", "zelensky"},
		{"zelenskiy", "zelensky"},
		{"zelensky", "zelensky"},
		{"budanovskyi", "budanovsky"},
		{"syrskyi", "syrsky"},
		{"skiy", "skiy"},
		{"hizbullah", "hezbollah"},
		{"qaida", "qaeda"},
		{"gadhafi", "gaddafi"},
		{"mohammed", "muhammad"},
		{"são", "sao"},
		{"øresund", "oresund"},
		{"łódź", "lodz"},
		{"türkiye", "turkey"},
		{"đà", "da"},
		{"москва", "москва"},
		{"defence", "defense"},
		{"organisations", "organizations"},
		{"organisation", "organization"},
		{"raised", "raised"},
		{"promise", "promise"},
		{"ski", "ski"},
		{"\xff\xfe", "\xff\xfe"},
	}
	for _, tt := range tests {
		if got := text.Canonical(tt.word); got != tt.want {
			t.Errorf("Canonical(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}

// A canonical word is its own canonical form, or index and question would
// not meet.
func FuzzCanonical(f *testing.F) {
	for _, w := range []string{"kiev", "são", "zelenskyy", "ı", "syrskyi", "\xff", "abcisations", "abskiskyy"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, word string) {
		once := text.Canonical(word)
		if twice := text.Canonical(once); twice != once && utf8.ValidString(word) {
			t.Errorf("Canonical(%q) = %q, but Canonical of that is %q", word, once, twice)
		}
	})
}

func BenchmarkCanonical(b *testing.B) {
	words := []string{"president", "kiev", "the", "zelenskyy", "troops", "organisation", "são"}
	for b.Loop() {
		for _, w := range words {
			text.Canonical(w)
		}
	}
}
