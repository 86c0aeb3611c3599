package text_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims/text"
)

func TestShingle(t *testing.T) {
	base := text.Shingle("The mayor’s office said that three people died in Port Ersel on 14 March 2026.")
	for _, same := range []string{
		"THE MAYOR'S OFFICE said that 3 people died in Port Ersel on 14 March 2026",
		"The mayor's office\n\nsaid – that three people “died” in Port Ersel, on 14 March 2026…",
	} {
		if got := text.Shingle(same); !slices.Equal(got.All, base.All) || !slices.Equal(got.Figures, base.Figures) {
			t.Errorf("another typesetting has other shingles: %s", same)
		}
	}
	if other := text.Shingle("The mayor’s office said that four people died in Port Ersel on 14 March 2026."); slices.Equal(other.Figures, base.Figures) {
		t.Error("four people are three people")
	}
	if year := text.Shingle("The mayor’s office said that three people died in Port Ersel on 14 March 2025."); !slices.Equal(year.Figures, base.Figures) {
		t.Error("a year is a figure")
	}
	for words, want := range map[string]int{"": 0, " \n—!": 0, "one": 1, "one two three four five": 1, "one, two, three, four, five, apples": 2, "a b c d e f": 2} {
		if got := len(text.Shingle(words).All); got != want {
			t.Errorf("%q has %d shingles, want %d", words, got, want)
		}
	}
}

// TestMarksOfAPart: whatever shares enough words in a row shares a mark.
func TestMarksOfAPart(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	words := func(n int) string {
		var all []string
		for range n {
			all = append(all, fmt.Sprintf("w%d", r.IntN(5000)))
		}
		return strings.Join(all, " ")
	}
	for range 300 {
		shared := words(44)
		a := text.Shingle(words(r.IntN(300)) + " " + shared + " " + words(r.IntN(300))).Marks()
		b := text.Shingle(words(r.IntN(300)) + " " + shared + " " + words(r.IntN(300))).Marks()
		if !slices.ContainsFunc(a, func(m int64) bool { return slices.Contains(b, m) }) {
			t.Fatal("no mark is shared")
		}
	}
	if n := len(text.Shingle(words(800)).Marks()); n < 25 || n > 60 {
		t.Errorf("800 words have %d marks", n)
	}
	if n := len(text.Shingle(words(50_000)).Marks()); n != text.MaxMarks {
		t.Errorf("50,000 words have %d marks", n)
	}
}

// FuzzShingle: marks are sorted, few and positive, and white space and case do
// not change them.
func FuzzShingle(f *testing.F) {
	for _, s := range []string{"", "Three people died.", "two hundred and fifty-one of 1,500 — “a” ’s", "\xff\xfe 3.5 million\x00 08:40 7\u200b8 ②", "Ω ΩΩ ß ẞ İ ı 12-year-old"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		sh := text.Shingle(s)
		marks := sh.Marks()
		if len(marks) > text.MaxMarks || (len(marks) == 0) != (len(sh.All) == 0) || len(sh.All) > len(s) {
			t.Fatalf("%d marks of %d shingles", len(marks), len(sh.All))
		}
		probes := sh.Probes()
		if len(probes) > text.MaxProbes {
			t.Fatalf("%d probes", len(probes))
		}
		for i, m := range marks {
			if _, ok := slices.BinarySearch(probes, m); !ok {
				t.Fatalf("mark %d is no probe", i)
			}
			if m < 0 || m >= 1<<40 || i > 0 && m <= marks[i-1] {
				t.Fatalf("mark %d is %d", i, m)
			}
		}
		if again := text.Shingle(" \n" + strings.ReplaceAll(s, " ", " \n ") + "\t").Marks(); !slices.Equal(again, marks) {
			t.Fatal("white space makes other marks")
		}
		if got := text.Shared(sh.All, sh.All); len(sh.All) > 0 && got != 1 {
			t.Fatalf("a text shares %v with itself", got)
		}
	})
}

func BenchmarkShingle5k(b *testing.B) {
	s := strings.Repeat("At least 12 people were killed and 30 others wounded when shelling hit the market, the governor said. ", 50)[:5000]
	for b.Loop() {
		text.Shingle(s).Marks()
	}
}
