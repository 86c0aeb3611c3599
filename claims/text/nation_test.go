package text

import (
	"slices"
	"testing"
)

// Words for a people are found under their country, whatever their form.
func TestTermsOfNations(t *testing.T) {
	for words, want := range map[string]string{
		"Russian": "russia", "Ukrainians": "ukrain", "French": "franc", "American": "usa", "Israelis": "israel",
	} {
		if got := Terms(words); !slices.Contains(got, want) {
			t.Errorf("Terms(%q) = %v, want %q among them", words, got, want)
		}
	}
	for _, plain := range []string{"market", "harbour", "was struck"} {
		for _, w := range Terms(plain) {
			if _, ok := nations()[w]; ok {
				t.Errorf("%q is taken for a people", w)
			}
		}
	}
}

func BenchmarkTerms(b *testing.B) {
	const words = "Two missiles hit the covered market while Russian and Ukrainian officials were meeting in the harbour of a small town"
	for b.Loop() {
		Terms(words)
	}
}
