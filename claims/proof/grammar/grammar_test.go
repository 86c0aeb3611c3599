package grammar_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/claimbot/claimbot/claims/proof/grammar"
)

var update = flag.Bool("update", false, "rewrite how the sentences of testdata are read")

// TestRead reads the sentences of testdata/sentences.txt: a sentence, then
// how it is read, one indented line a predicate.
func TestRead(t *testing.T) {
	const file = "testdata/sentences.txt"
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for line := range strings.Lines(string(body)) {
		if strings.HasPrefix(line, "\t") {
			continue
		}
		got.WriteString(line)
		for _, s := range grammar.Read(strings.TrimSpace(line)) {
			for _, p := range s.Predicates {
				fmt.Fprintf(&got, "\t%s\n", describe(p))
			}
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(body), got.String()); diff != "" {
		t.Errorf("read otherwise (-want +got):\n%s", diff)
	}
}

func describe(p grammar.Predicate) string {
	var b strings.Builder
	b.WriteString(p.Key)
	for i, name := range []string{"not", "will", "may", "must", "if", "asked", "hedged"} {
		if p.Put&(1<<i) != 0 {
			b.WriteString(" " + name)
		}
	}
	if len(p.Governors) > 0 {
		fmt.Fprintf(&b, " under %s", strings.Join(p.Governors, "+"))
	}
	slot := func(name string, s []*grammar.Phrase) {
		for _, f := range s {
			fmt.Fprintf(&b, " | %s %s", name, words(f))
		}
	}
	slot("by", p.Agent)
	slot("to", p.Patient)
	slot("other", p.Others)
	if p.Either {
		b.WriteString(" | either")
	}
	return b.String()
}

func words(p *grammar.Phrase) string {
	s := strings.Join(p.Heads, " ")
	if p.Pronoun != "" {
		s = p.Pronoun
	}
	if len(p.Mods) > 0 {
		s += " (" + strings.Join(p.Mods, " ") + ")"
	}
	for _, c := range p.Counts {
		s += " #" + c.Written
	}
	return strings.TrimSpace(p.Prep + " " + p.Quantity + " " + s)
}

// FuzzRead reads any bytes: what is found stands in the sentence, and the same
// sentence is read alike twice.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"“A, b,” said the c. He d’n’t to", "to to not was been to", "who which that, and but; if 5 of 6", "\xff\xfe of the", "no one no longer no", "…'s 's"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		first, second := grammar.Read(s), grammar.Read(s)
		if diff := cmp.Diff(list(first), list(second)); diff != "" {
			t.Fatal(diff)
		}
		for _, sentence := range first {
			for _, p := range sentence.Predicates {
				if p.Start < 0 || p.Start >= len(sentence.Words) || p.Key == "" {
					t.Fatalf("predicate %q at %d of %q", p.Key, p.Start, sentence.Words)
				}
			}
			for _, p := range sentence.Phrases {
				if p.Start < 0 || p.Start >= p.End || p.End > len(sentence.Words) {
					t.Fatalf("phrase %d to %d of %q", p.Start, p.End, sentence.Words)
				}
			}
		}
	})
}

func list(sentences []grammar.Sentence) string {
	var b strings.Builder
	for _, s := range sentences {
		for _, p := range s.Predicates {
			fmt.Fprintln(&b, describe(p))
		}
	}
	return b.String()
}

// TestHostileSentences wants what makes the rules look far not to make them
// slow.
func TestHostileSentences(t *testing.T) {
	const size = 4000
	for _, unit := range []string{"a ", "said ", "to ", "not ", "A, ", "if ", "“", "of ", "killing, ", "who said ", "and killed ", "he said, ", "12 ", "Speaking, ", "was the ", "that "} {
		s := strings.Repeat(unit, size/len(unit))
		began := time.Now()
		grammar.ReadSentence(s)
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%q: %v", unit, took)
		}
	}
}
