package text_test

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims/text"
)

func TestFindDurations(t *testing.T) {
	tests := []struct{ in, want string }{
		{"a 30-day ceasefire", "30-day=P30D"},
		{"within 72 hours", "72 hours=PT72H"},
		{"two weeks of talks", "two weeks=P2W"},
		{"a six-month extension and a twenty-four-hour curfew", "six-month=P6M; twenty-four-hour=PT24H"},
		{"a week-long lull, a monthlong siege", "week-long=P1W; monthlong=P1M"},
		{"it lasted for a year", "a year=P1Y"},
		{"a 47-year-old woman, two days ago, 3 years old, five times a week", ""},
		{"three people, day 5, hours", ""},
		{"-day- 0 days", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, d := range text.FindDurations(tt.in) {
			if tt.in[d.Start:d.End] != d.Text {
				t.Errorf("%q: span %+v", tt.in, d)
			}
			got = append(got, d.Text+"="+d.ISO)
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%q: got %s, want %s", tt.in, s, tt.want)
		}
	}
	if iso := text.DurationISO("no less than ten minutes"); iso != "PT10M" {
		t.Errorf("DurationISO gave %q", iso)
	}
}

func TestDateline(t *testing.T) {
	tests := []struct{ in, place, country, when, agency string }{
		{"KYIV, March 14 (Reuters) - The bridge is open.", "Kyiv", "UA", "2025-03-14", "Reuters"},
		{"SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- THE MAYOR SAID", "San Salvador", "SV", "1990-01-03", "ACAN-EFE"},
		{"PARIS (AP) — A tram stopped.", "Paris", "FR", "", "AP"},
		{"\n  ODESA, Ukraine (AFP) - Rain fell.", "Odesa", "UA", "", "AFP"},
		{"Paris is nice - very nice.", "", "", "", ""},
		{"The bridge is open.", "", "", "", ""},
		{"", "", "", "", ""},
	}
	for _, tt := range tests {
		line, ok := text.Dateline(tt.in, "2025-03-15")
		if ok != (tt.place != "") {
			t.Errorf("%q: %v %+v", tt.in, ok, line)
			continue
		}
		if !ok {
			continue
		}
		when := ""
		if line.When != nil {
			when = string(line.When.From)
		}
		if line.Place.Name != tt.place || line.Place.Country != tt.country || when != tt.when || line.Agency != tt.agency {
			t.Errorf("%q: %+v, when %s", tt.in, line, when)
		}
		if tt.in[line.Start:line.End] != line.Text {
			t.Errorf("%q: span %+v", tt.in, line.Span)
		}
	}
}
