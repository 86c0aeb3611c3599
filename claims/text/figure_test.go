package text_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/claimbot/claimbot/claims/text"
)

// show writes a figure as "words: min-max qualifier", an open end as "min-".
func show(s string, f text.FigureMention) string {
	upper := ""
	if f.Max != nil {
		upper = fmt.Sprint(*f.Max)
	}
	return fmt.Sprintf("%s: %d-%s %s", s[f.Start:f.End], f.Min, upper, f.Qualifier)
}

func TestFindFigures(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"five people were hurt", []string{"five: 5-5 exact"}},
		{"AT LEAST 12 SAILORS", []string{"AT LEAST 12: 12- at_least"}},
		{"more than 1,500 residents", []string{"more than 1,500: 1500- at_least"}},
		{"no fewer than three", []string{"no fewer than three: 3- at_least"}},
		{"no more than 30 passengers", []string{"no more than 30: 0-30 at_most"}},
		{"as many as 40 miners", []string{"as many as 40: 0-40 at_most"}},
		{"up to two hundred guests", []string{"up to two hundred: 0-200 at_most"}},
		{"about 50 guests", []string{"about 50: 50-50 about"}},
		{"some 3,000 workers and nearly 40 pupils", []string{"some 3,000: 3000-3000 about", "nearly 40: 40-40 about"}},
		{"20 or so swimmers", []string{"20 or so: 20-20 about"}},
		{"at least some 50 singers", []string{"at least some 50: 50- at_least"}},
		{"between 12 and 15 climbers", []string{"between 12 and 15: 12-15 exact"}},
		{"12 to 15 climbers", []string{"12 to 15: 12-15 exact"}},
		{"12-15 climbers", []string{"12-15: 12-15 exact"}},
		{"three or four men", []string{"three or four: 3-4 exact"}},
		{"rose from 12 to 15 people", []string{"12: 12-12 exact", "15: 15-15 exact"}},
		{"dozens of farmers", []string{"dozens: 12- vague"}},
		{"tens of thousands of visitors", []string{"tens of thousands: 10000- vague"}},
		{"hundreds were there", []string{"hundreds: 100- vague"}},
		{"several hundred people", []string{"several hundred: 200- vague"}},
		{"a dozen cooks", []string{"a dozen: 12-12 exact"}},
		{"more than a dozen cooks", []string{"more than a dozen: 12- at_least"}},
		{"two dozen cooks", []string{"two dozen: 24-24 exact"}},
		{"half a dozen cooks", []string{"half a dozen: 6-6 exact"}},
		{"a couple of cooks", []string{"a couple: 2-2 exact"}},
		{"a handful of cooks", []string{"a handful: 2- vague"}},
		{"several cooks and a number of waiters", []string{"several: 2- vague", "a number of: 2- vague"}},
		{"no one was on board", []string{"no one: 0-0 exact"}},
		{"No casualties were reported, nobody fell", []string{"No: 0-0 exact", "nobody: 0-0 exact"}},
		{"no serious injuries, none missing", []string{"no: 0-0 exact", "none: 0-0 exact"}},
		{"a 47-year-old woman and an elderly man", []string{"a: 1-1 exact", "an: 1-1 exact"}},
		{"another five and one other", []string{"another five: 5-5 exact", "one: 1-1 exact"}},
		{"an average day, a long walk", nil},
		{"on 6 January 1990 at 08:40, 12 km away, 30 per cent, $40 and 5 years", nil},
		{"in 1994 the village", nil},
		{"1994 people signed", []string{"1994: 1994-1994 exact"}},
		{"25 million people", []string{"25 million: 25000000-25000000 exact"}},
	} {
		var got []string
		for _, f := range text.FindFigures(tt.in) {
			got = append(got, show(tt.in, f))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" && len(tt.want)+len(got) > 0 {
			t.Errorf("FindFigures(%q) (-want +got):\n%s", tt.in, diff)
		}
	}
}

func TestPersonNoun(t *testing.T) {
	for word, want := range map[string]text.People{
		"woman": text.OnePerson, "47-year-old": text.OnePerson, "schoolchildren": text.ManyPeople, "ex-soldier": text.OnePerson,
		"firefighters": text.ManyPeople, "families": text.NotPeople, "family": text.AGroup, "bomb": text.NotPeople, "bishops": text.ManyPeople,
	} {
		if got := text.PersonNoun(word); got != want {
			t.Errorf("PersonNoun(%q) = %v, want %v", word, got, want)
		}
	}
}

// FuzzFindFigures holds that figures are in order, never negative, and that
// spans and tokens agree.
func FuzzFindFigures(f *testing.F) {
	for _, s := range []string{"at least 12 to 15 dozen", "no one of tens of thousands", "between 3 and", "a half dozen or more 99999999999999999999", "\xff 12,345,67 -5 1e9 people"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tokens := text.Tokens(s)
		end := 0
		for _, m := range text.FiguresIn(s, tokens) {
			if err := m.Validate(); err != nil {
				t.Fatal(err)
			}
			if m.Start < end || m.End <= m.Start || m.End > len(s) || tokens[m.First].Start != m.Start || tokens[m.Last-1].End != m.End {
				t.Fatalf("span %d-%d (tokens %d-%d) is out of order in %q", m.Start, m.End, m.First, m.Last, s)
			}
			end = m.End
		}
	})
}
