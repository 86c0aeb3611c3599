package text_test

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims/text"
)

// article is about 5 kB of news of our own, in places that exist, with
// nothing bad happening in them.
var article = strings.Repeat(`Mayor Jane Doe opened a new bridge in Odesa on Tuesday, March 11, with guests from Lviv, Kharkiv and Kryvyi Rih. "It took two years," said Doe, who met Olena Koval, 43, an engineer from Poltava, at the river.
The bridge was planned in early January 2023 by the Ministry of Infrastructure, Reuters reported last week. Ukraine's transport minister, Ivan Petrenko, said yesterday that 1,200 people would cross it every day.
Dmitry Sokolov, a spokesman for the Port Authority, told the BBC on Thursday that ships from Turkey, Romania and the United States may pass from April. "We have waited since last summer," he said. John Smith of the University of Vienna agreed.
`, 6)

func BenchmarkNamesPlacesDates(b *testing.B) {
	b.SetBytes(int64(len(article)))
	for b.Loop() {
		tokens := text.Tokens(article)
		names := text.NamesIn(article, tokens)
		text.PlacesIn(article, tokens, names)
		text.DatesIn(article, tokens, "2025-03-14")
	}
}

func BenchmarkNames(b *testing.B) {
	tokens := text.Tokens(article)
	b.SetBytes(int64(len(article)))
	for b.Loop() {
		text.NamesIn(article, tokens)
	}
}

func BenchmarkPlaces(b *testing.B) {
	tokens := text.Tokens(article)
	names := text.NamesIn(article, tokens)
	b.SetBytes(int64(len(article)))
	for b.Loop() {
		text.PlacesIn(article, tokens, names)
	}
}

func BenchmarkDates(b *testing.B) {
	tokens := text.Tokens(article)
	b.SetBytes(int64(len(article)))
	for b.Loop() {
		text.DatesIn(article, tokens, "2025-03-14")
	}
}

func BenchmarkLookupPlace(b *testing.B) {
	for b.Loop() {
		text.LookupPlace("Kryvyi Rih")
	}
}

// Odd and huge texts must be read in linear time and give spans of the text.
func TestHostileTexts(t *testing.T) {
	for _, unit := range []string{"A", "A ", "Al-", "al-al-", "San ", "Minister of ", "March ", "12-", "a few ", "Mr. ", "\n\nKyiv, ", "the ", "New York, ", "said. ", "Bank of ", "in in ", "\xff\xf0", "é", "Paris and ", "in Xabc John Smith said. ", "X Y, the "} {
		s := strings.Repeat(unit, (1<<18)/len(unit))
		tokens := text.Tokens(s)
		names := text.NamesIn(s, tokens)
		for _, n := range names {
			if s[n.Start:n.End] != n.Text {
				t.Fatalf("%q: span of %q is wrong", unit, n.Text)
			}
		}
		for _, p := range text.PlacesIn(s, tokens, names) {
			if s[p.Start:p.End] != p.Text {
				t.Fatalf("%q: span of %q is wrong", unit, p.Text)
			}
		}
		text.DatesIn(s, tokens, "2025-03-14")
		text.DurationsIn(s, tokens)
		text.NewRoster(names)
		text.Dateline(s, "")
	}
}

func FuzzNamesAndPlaces(f *testing.F) {
	for _, s := range []string{article[:400], "US-Russia talks in al-Bab, St. Petersburg", "MR. A. B. C OF THE D", "\xffKyiv's", "Port-au-Prince—Kyiv", "Ministry of the", "January, Jan. 3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		names := text.FindNames(s)
		end := 0
		for _, n := range names {
			if n.Start < end || s[n.Start:n.End] != n.Text || n.Text == "" {
				t.Fatalf("span %d-%d of %q overlaps or is not of the text", n.Start, n.End, n.Text)
			}
			end = n.End
		}
		roster := text.NewRoster(names)
		end = 0
		for _, p := range text.FindPlaces(s) {
			if p.Start < end || s[p.Start:p.End] != p.Text || p.Text == "" || p.Name == "" {
				t.Fatalf("place %+v overlaps or is not of the text", p)
			}
			if (p.Lat == nil) != (p.Lon == nil) || len(p.Candidates) > 0 && p.Lat != nil {
				t.Errorf("place %+v has half a position, or one although it is ambiguous", p)
			}
			end = p.End
			roster.Resolve(p.Text)
		}
		text.FindDurations(s)
		text.Dateline(s, "2025-03-14")
	})
}
