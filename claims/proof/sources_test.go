package proof

import (
	"testing"

	"github.com/claimbot/claimbot/claims"
)

// TestWhoRepeatsIt: that others repeat a report is said only of as many outlets
// as do, and only of those that have it of that text.
func TestWhoRepeatsIt(t *testing.T) {
	report := func(id, outlet, repeats string) Retrieved {
		quote := "Three people were killed in Varnholm, the emergency service said."
		return Retrieved{Source: "s", Repeats: repeats, Article: claims.Article{ID: "article of " + id, Outlet: outlet}, Claim: RestoreClaim(claims.Claim{
			ID: id, ArticleID: "article of " + id, Kind: claims.KindCasualty, Modality: claims.Asserted, Quote: quote, Text: quote,
			Casualty: &claims.Casualty{Outcome: claims.Killed, Figure: claims.ExactFigure(3)},
		})}
	}
	other := report("other", "Meridian", "")
	other.Source = ""
	retrieved := []Retrieved{report("wire", "Strait Wire", ""), report("copy", "Harbour Post", "wire"), report("again", "harbour post", "wire"), report("third", "Coast Daily", "wire"), other}
	for name, c := range map[string]struct {
		tail  string
		cited []string
		holds bool
	}{
		"Two":                 {" (Strait Wire; two outlets repeat it)", []string{"wire", "copy", "third"}, true},
		"AnOutletCountsOnce":  {" (Strait Wire; one outlet repeats it)", []string{"wire", "copy", "again"}, true},
		"NothingElseIsNamed":  {" (one outlet repeats it)", []string{"wire", "copy"}, true},
		"TooMany":             {" (Strait Wire; three outlets repeat it)", []string{"wire", "copy", "third"}, false},
		"TooFew":              {" (Strait Wire; one outlet repeats it)", []string{"wire", "copy", "third"}, false},
		"NoneIsCited":         {" (Strait Wire; one outlet repeats it)", []string{"wire"}, false},
		"WhoSaysItThemselves": {" (Strait Wire; one outlet repeats it)", []string{"wire", "other"}, false},
		"InOtherWords":        {" (Strait Wire; ninety outlets repeat it)", []string{"wire", "copy"}, false},
		"AnotherOutlet":       {" (Meridian; one outlet repeats it)", []string{"wire", "copy"}, false},
		"CopyAlone":           {" (Strait Wire)", []string{"copy"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			draft := Draft{Retrieved: retrieved, Answer: claims.Answer{Sentences: []claims.Sentence{{Text: "3 killed in Varnholm" + c.tail, Citations: c.cited}}}}
			answer, fallen, ok := Verify(draft)
			if ok != c.holds {
				t.Fatalf("holds is %v, want %v: %+v", ok, c.holds, fallen)
			}
			if ok && answer.Answer().Sources != 1 {
				t.Errorf("%d sources", answer.Answer().Sources)
			}
		})
	}
}

func TestIndependentSources(t *testing.T) {
	e := func(outlet, source, repeats string, known claims.Time, via ...string) claims.Evidence {
		return claims.Evidence{Claim: claims.Claim{KnownSince: known}, Article: claims.Article{Outlet: outlet, Via: via}, Source: source, Repeats: repeats}
	}
	for name, c := range map[string]struct {
		evidence []claims.Evidence
		want     int
	}{
		"None":                  {nil, 0},
		"TwelveOutletsOneText":  {[]claims.Evidence{e("A", "s", "", "2026-03-11"), e("B", "s", "x", "2026-03-11"), e("C", "s", "x", "2026-03-12")}, 1},
		"TwoTexts":              {[]claims.Evidence{e("A", "s", "", "2026-03-11"), e("B", "s", "x", "2026-03-11"), e("C", "t", "", "2026-03-12")}, 2},
		"AnOutletIsOne":         {[]claims.Evidence{e("A", "", "", "2026-03-11"), e("a", "", "", "2026-03-12")}, 1},
		"ItsTextAndItsOwn":      {[]claims.Evidence{e("A", "s", "", "2026-03-11"), e("B", "s", "x", "2026-03-12"), e("A", "", "", "2026-03-12")}, 1},
		"TheAgencysTextAndOwn":  {[]claims.Evidence{e("A", "s", "", "2026-03-11", "Reuters"), e("B", "s", "x", "2026-03-12", "Reuters"), e("A", "", "", "2026-03-12")}, 2},
		"OneAgencyTwoTexts":     {[]claims.Evidence{e("A", "s", "", "2026-03-11", "Reuters"), e("B", "t", "", "2026-03-12", "Reuters")}, 2},
		"CreditedButNotCarried": {[]claims.Evidence{e("A", "", "", "2026-03-11", "Reuters"), e("B", "", "", "2026-03-12", "Reuters")}, 2},
	} {
		if got := independentSources(c.evidence); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
