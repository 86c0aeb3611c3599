package text_test

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// The anchor of these cases, 14 March 2025, is a Friday. A case is the text
// and, for each time that must be found, its words, days and precision.
func TestFindDates(t *testing.T) {
	tests := []struct{ in, want string }{
		{"He spoke yesterday.", "yesterday|2025-03-13|2025-03-13|day"},
		{"Talks resume today and tomorrow.", "today|2025-03-14|2025-03-14|day; tomorrow|2025-03-15|2025-03-15|day"},
		{"Sirens sounded last night and overnight.", "last night|2025-03-13|2025-03-13|day; overnight|2025-03-13|2025-03-14|range"},
		{"It rained this morning.", "this morning|2025-03-14|2025-03-14|day"},
		{"They met yesterday evening.", "yesterday evening|2025-03-13|2025-03-13|day"},
		{"the day before yesterday", "the day before yesterday|2025-03-12|2025-03-12|day"},
		{"He arrived on Tuesday.", "Tuesday|2025-03-11|2025-03-11|day"},
		{"He said on Friday that all was well.", "Friday|2025-03-14|2025-03-14|day"},
		{"He resigned last Friday.", "last Friday|2025-03-07|2025-03-07|day"},
		{"He resigned last Tuesday.", "last Tuesday|2025-03-11|2025-03-11|day"},
		{"They spoke by phone on Tuesday.", "Tuesday|2025-03-11|2025-03-11|day"},
		{"They will meet on Tuesday.", "Tuesday|2025-03-18|2025-03-18|day"},
		{"He said on Tuesday he would resign.", "Tuesday|2025-03-11|2025-03-11|day"},
		{"The talks are due to be held on Monday.", "Monday|2025-03-17|2025-03-17|day"},
		{"next Tuesday", "next Tuesday|2025-03-18|2025-03-18|day"},
		{"The vote is next week.", "next week|2025-03-17|2025-03-23|week"},
		{"what happened last week?", "last week|2025-03-03|2025-03-09|week"},
		{"Monday last week", "Monday last week|2025-03-03|2025-03-03|day"},
		{"troops crossed on August 6 last year", "August 6 last year|2024-08-06|2024-08-06|day"},
		{"the August 6 attack", "August 6|2024-08-06|2024-08-06|day"},
		{"on 6 August 2024", "6 August 2024|2024-08-06|2024-08-06|day"},
		{"on the 6th of August, 2024", "the 6th of August, 2024|2024-08-06|2024-08-06|day"},
		{"Aug. 6 and Feb. 3rd", "Aug. 6|2024-08-06|2024-08-06|day; Feb. 3rd|2025-02-03|2025-02-03|day"},
		{"on Tuesday, August 6, 2024, at dawn", "Tuesday, August 6, 2024|2024-08-06|2024-08-06|day"},
		{"elections will be held on August 6", "August 6|2025-08-06|2025-08-06|day"},
		{"March 20", "March 20|2025-03-20|2025-03-20|day"},
		{"December 30", "December 30|2024-12-30|2024-12-30|day"},
		{"in early January 2024", "early January 2024|2024-01-01|2024-01-10|range"},
		{"in late 2023", "late 2023|2023-09-01|2023-12-31|range"},
		{"by mid-May", "mid-May|2025-05-11|2025-05-20|range"},
		{"at the end of February", "the end of February|2025-02-21|2025-02-28|range"},
		{"ongoing since last summer", "since last summer|2024-06-01|2025-03-14|range"},
		{"since 2014", "since 2014|2014-01-01|2025-03-14|range"},
		{"in the summer of 2023", "the summer of 2023|2023-06-01|2023-08-31|range"},
		{"last month", "last month|2025-02-01|2025-02-28|month"},
		{"in March", "March|2025-03-01|2025-03-31|month"},
		{"in December", "December|2024-12-01|2024-12-31|month"},
		{"next May", "next May|2025-05-01|2025-05-31|month"},
		{"in March 2022 and in 2019", "March 2022|2022-03-01|2022-03-31|month; 2019|2019-01-01|2019-12-31|year"},
		{"last year", "last year|2024-01-01|2024-12-31|year"},
		{"two days ago", "two days ago|2025-03-12|2025-03-12|day"},
		{"three weeks ago", "three weeks ago|2025-02-17|2025-02-23|week"},
		{"a month ago", "a month ago|2025-02-01|2025-02-28|month"},
		{"a few days ago", "a few days ago|2025-03-09|2025-03-12|range"},
		{"The bridge fell on March 10. A week earlier, it had been closed.", "March 10|2025-03-10|2025-03-10|day; A week earlier|2025-03-03|2025-03-09|week"},
		{"over the past 24 hours", "the past 24 hours|2025-03-13|2025-03-14|range"},
		{"in the last two weeks", "the last two weeks|2025-02-28|2025-03-14|range"},
		{"between 12 and 15 March", "between 12 and 15 March|2025-03-12|2025-03-15|range"},
		{"from March 3 to March 5", "from March 3 to March 5|2025-03-03|2025-03-05|range"},
		{"March 3-5, 2024", "March 3-5, 2024|2024-03-03|2024-03-05|range"},
		{"from 2014 to 2016", "from 2014 to 2016|2014-01-01|2016-12-31|range"},
		{"SAN SALVADOR, 3 JAN 90 (ACAN)", "3 JAN 90|1990-01-03|1990-01-03|day"},
		{"ON 30 DECEMBER THE TOWN", "30 DECEMBER|2024-12-30|2024-12-30|day"},
		{"2024-08-06", "2024-08-06|2024-08-06|2024-08-06|day"},
		{"14/03/2025 and 14.03.2025", "14/03/2025|2025-03-14|2025-03-14|day; 14.03.2025|2025-03-14|2025-03-14|day"},
		{"at 3.20am on Thursday", "3.20am on Thursday|2025-03-13|2025-03-13|day"},
		{"on Thursday at 3.20am", "Thursday at 3.20am|2025-03-13|2025-03-13|day"},
		{"the 1990s", "1990s|1990-01-01|1999-12-31|range"},
		{"on Christmas Day", "Christmas Day|2024-12-25|2024-12-25|day"},
		{"on New Year's Eve", "New Year's Eve|2024-12-31|2024-12-31|day"},
		{"earlier this week", "earlier this week|2025-03-10|2025-03-14|week"},

		// What only looks like a time.
		{"He may march for a second in the sun and sat down.", ""},
		{"May I? March on! April said so, and June Carter too.", ""},
		{"Just hours after the talks, hours later, ", ""},
		{"a 30-day truce, 2,024 people, room 1984, 47-year-old", ""},
		{"at least 2014 people", ""},
		{"They will march 5 km; May 30 people come.", ""},
		{"The score was 3:1 after 12 rounds.", ""},
		{"February 30", ""},
		{"the last two prisoners and the past glory", ""},
		{"one of the days to come", ""},
		{"Boeing 737, Apollo 11, the year 12", ""},
	}
	for _, tt := range tests {
		if got := showDates(text.FindDates(tt.in, "2025-03-14")); got != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

func showDates(found []claims.When) string {
	var out []string
	for _, w := range found {
		out = append(out, w.Text+"|"+string(w.From)+"|"+string(w.To)+"|"+w.Precision)
	}
	return strings.Join(out, "; ")
}

// Without an anchor only what names its year is told.
func TestFindDatesUnanchored(t *testing.T) {
	const in = "On 6 August 2024, yesterday, last week, Tuesday, March 3, in March, since 2014, in early May 2020, two days ago."
	const want = "6 August 2024|2024-08-06|2024-08-06|day; 2014|2014-01-01|2014-12-31|year; early May 2020|2020-05-01|2020-05-10|range"
	if got := showDates(text.FindDates(in, "")); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestFindDatesInstant(t *testing.T) {
	tests := []struct{ in, want string }{
		{"at 3.20am on Thursday", "3.20am on Thursday|2025-03-13T03:20:00+02:00|2025-03-13T03:20:00+02:00|minute"},
		{"At 08:40, a tram stopped.", "08:40|2025-03-14T08:40:00+02:00|2025-03-14T08:40:00+02:00|minute"},
		{"yesterday at 5pm", "yesterday at 5pm|2025-03-13T17:00:00+02:00|2025-03-13T17:59:59+02:00|hour"},
	}
	for _, tt := range tests {
		if got := showDates(text.FindDates(tt.in, "2025-03-14T11:00:00+02:00")); got != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

func FuzzFindDates(f *testing.F) {
	for _, s := range []string{"on Tuesday, Aug. 6, 2024 at 3.20am", "from 31 March to 2 April", "29 February", "mid-May 2020", "the past 999 decades", "\xff March 3", "between 1 and 2 and 3 May 0000"} {
		f.Add(s, "2025-03-14")
	}
	f.Add("yesterday at 5pm", "2025-03-14T11:00:00+02:00")
	f.Add("a year ago", "0001-01-01")
	f.Fuzz(func(t *testing.T, s, anchor string) {
		end := 0
		for _, w := range text.FindDates(s, claims.Time(anchor)) {
			if w.Start < end || w.End > len(s) || s[w.Start:w.End] != w.Text || w.Text == "" {
				t.Fatalf("span %+v is not of the text, or overlaps", w.Span)
			}
			end = w.End
			for _, at := range []claims.Time{w.From, w.To} {
				if _, err := claims.ParseTime(string(at)); err != nil {
					t.Errorf("%q: %v", w.Text, err)
				}
			}
			if w.To.Before(w.From) {
				t.Errorf("%q ends before it begins: %s, %s", w.Text, w.From, w.To)
			}
		}
	})
}
