package articles

import (
	"slices"
	"strings"
	"testing"
)

func TestCredits(t *testing.T) {
	const text = "The mill in Ostby stays open, its chair said on Monday."
	for _, tc := range []struct{ author, outlet, text, want string }{
		{"", "", "LONDON, March 3 (AP) - " + text, "AP"},
		{"", "", "OSTBY (Reuters) — " + text, "Reuters"},
		{"", "", "(AFP) - " + text, "AFP"},
		{"", "", "Ostby, 14 March (RIA Novosti) – " + text, "RIA Novosti"},
		{"", "", text + "\n\nReuters contributed to this report.", "Reuters"},
		{"", "", text + "\n\nThe Associated Press and Agence France-Presse contributed reporting.", "AP|AFP"},
		{"", "", text + "\n\nWith reporting by AFP", "AFP"},
		{"", "", text + "\n\nAdditional reporting by Anna Kovrin and Reuters.", "Reuters"},
		{"", "", text + "\n\nSource: Interfax", "Interfax"},
		{"", "", text + "\n\nSources: TASS, RIA Novosti", "TASS|RIA Novosti"},
		{"", "", text + " (ANI)", "ANI"},
		{"", "", text + "\n\n(AFP/Reuters)", "AFP|Reuters"},
		{"", "", text + "\n\n— Reuters", "Reuters"},
		{"Reuters", "", text, "Reuters"},
		{"Staff and agencies", "", text, "news agencies"},
		{"Guardian staff and Reuters", "", text, "Reuters"},
		{"Agence France-Presse in Ostby", "", text, "AFP"},
		{"Associated Press", "AP News", "OSTBY (AP) — " + text, ""},
		{"", "Reuters", "OSTBY (Reuters) - " + text, ""},
		{"", "", "The Reuters building was hit. " + text, ""},
		{"", "", "The mayor told Reuters that " + text, ""},
		{"", "", text + "\n\nHe spoke to the agency (Reuters) on Monday.", ""},
		{"", "", "Wafa (a nurse) said " + text, ""},
		{"", "", text + "\n\nSource: city council", ""},
		{"Anna Kovrin", "", text, ""},
		{"Tass Brown", "", text, ""},
	} {
		if got := strings.Join(creditsOf(tc.author, tc.outlet, nil, strings.Split(tc.text, "\n\n")), "|"); got != tc.want {
			t.Errorf("%q by %q credits %q, want %q", tc.text, tc.author, got, tc.want)
		}
	}
}

// TestCreditsOfPage: credits in the data and under the text, which is cut off.
func TestCreditsOfPage(t *testing.T) {
	const text = `<p>The council of Ostby voted on Monday to keep the mill open for another year, its chair said after a meeting that went on into the night.</p>`
	p, err := parsePage([]byte(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Mill","sourceOrganization":{"name":"Kyodo News"}}</script><article>`+text+text+`<p>Reuters contributed to this report</p></article>`), "", harbour, today)
	if err != nil {
		t.Fatal(err)
	}
	if got := creditsOf(p.Author, p.Outlet, p.Credited, strings.Split(p.Text, "\n\n")); !slices.Equal(got, []string{"Kyodo", "Reuters"}) {
		t.Errorf("credits %q", got)
	}
}

func FuzzCredits(f *testing.F) {
	f.Add("Staff and agencies", "LONDON (Reuters) - x.\n\n— AP/\xff")
	f.Fuzz(func(t *testing.T, author, text string) {
		for _, n := range creditsOf(author, "Reuters", nil, strings.Split(text, "\n\n")) {
			if n == "" || n == "Reuters" || n != anyAgency && agency(n) != n {
				t.Fatalf("%q is no agency's name", n)
			}
		}
	})
}
