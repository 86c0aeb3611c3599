package extract

import (
	"testing"

	"github.com/claimbot/claimbot/claims"
)

// TestPassagesOfEntries: a model is told the day of each entry, so no passage
// holds entries of two days.
func TestPassagesOfEntries(t *testing.T) {
	const text = "Lead.\n\nOne.\n\nTwo.\n\nThree."
	d := parse(claims.Article{Text: text, PublishedAt: "2025-03-15", Entries: []claims.Entry{
		{Start: 7, End: 11, At: "2025-03-15T08:00:00Z"}, {Start: 13, End: 17, At: "2025-03-15T07:00:00Z"}, {Start: 19, End: 25, At: "2025-03-14T23:00:00Z"},
	}})
	all, _ := passages(d)
	if len(all) != 2 || all[1].in(text) != "Three." {
		t.Fatalf("%+v", all)
	}
	if got := [2]claims.Time{d.publishedIn(all[0]), d.publishedIn(all[1])}; got != [2]claims.Time{"2025-03-15", "2025-03-14T23:00:00Z"} {
		t.Errorf("published %v", got)
	}
}
