package extract_test

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/proof"
)

// blog is a live blog of two entries, newest first, under a lead.
func blog() claims.Article {
	lead := "Four people were killed in Varnholm yesterday, the mayor said."
	late := "Five people were killed in Halvick yesterday, police said."
	early := "Six people were injured in Ostby this morning, police said."
	a := claims.Article{Text: strings.Join([]string{lead, late, early}, "\n\n"), PublishedAt: "2025-03-10", Outlet: "The Vale Courier", Language: "en"}
	for at, entry := range map[claims.Time]string{"2025-03-15T00:20:00+01:00": late, "2025-03-14T09:05:00+01:00": early} {
		start := strings.Index(a.Text, entry)
		a.Entries = append(a.Entries, claims.Entry{Start: start, End: start + len(entry), At: at})
	}
	if a.Entries[0].Start > a.Entries[1].Start {
		a.Entries[0], a.Entries[1] = a.Entries[1], a.Entries[0]
	}
	a.Identify()
	return a
}

// TestEntryTimes: what an entry says was known at the entry's time, and its
// "yesterday" is the day before that.
func TestEntryTimes(t *testing.T) {
	a := blog()
	p, err := extract.NewOffline().Extract(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	accepted, rejected := proof.NewGate("test").Check(a, "2025-03-16", p.Claims)
	for _, r := range rejected {
		t.Errorf("the gate rejects %q: %s %s", r.Claim.Text, r.Reason, r.Words)
	}
	want := map[string]struct{ reported, known, day claims.Time }{
		"Varnholm": {"2025-03-10", "2025-03-16", "2025-03-09"},
		"Halvick":  {"2025-03-15T00:20:00+01:00", "2025-03-15T00:20:00+01:00", "2025-03-14"},
		"Ostby":    {"2025-03-14T09:05:00+01:00", "2025-03-14T09:05:00+01:00", "2025-03-14"},
	}
	for _, made := range accepted {
		c := made.Claim()
		for place, w := range want {
			if !strings.Contains(c.Quote, place) || c.Kind != claims.KindCasualty {
				continue
			}
			if c.ReportedAt != w.reported || c.KnownSince != w.known || c.When == nil || c.When.From.Day() != string(w.day) {
				t.Errorf("%s: reported %s, known since %s, when %+v", place, c.ReportedAt, c.KnownSince, c.When)
			}
			delete(want, place)
		}
	}
	if len(want) > 0 {
		t.Errorf("no casualties in %v", want)
	}
}

// TestCorrectionNotes: what an earlier version said is not said any more.
func TestCorrectionNotes(t *testing.T) {
	for _, note := range []string{
		"Correction: An earlier version of this article said 12 people were killed in Halvick on Monday.",
		"This article was amended on 14 March 2025. An earlier version said that 12 people were killed in Halvick on Monday.",
		"(This story has been corrected to say seven people were killed in Halvick, not 12 people)",
	} {
		a := claims.Article{Text: "Seven people were killed in Halvick on Monday, police said.\n\n" + note, PublishedAt: "2025-03-14", Language: "en"}
		p, err := extract.NewOffline().Extract(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		killed := 0
		for _, c := range p.Claims {
			if c.End > len("Seven people were killed in Halvick on Monday, police said.") {
				t.Errorf("%q is a claim: %s", c.Quote, c.Text)
			}
			if c.Kind == claims.KindCasualty {
				killed++
			}
		}
		if killed != 1 {
			t.Errorf("%d figures beside %q", killed, note)
		}
	}
}
