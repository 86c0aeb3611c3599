package storagetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/storage"
)

func testOutletDesk(t *testing.T, open func(*testing.T) storage.Store) {
	begin := func(t *testing.T) (*desk, *review.Outlets) {
		d := openDesk(t, open)
		d.publish("a1", "Example Times", "https://www.example.org/1")
		d.publish("a2", "Example Times", "https://example.org/2")
		d.publish("a3", "Example Sport", "https://sport.example.org/3")
		d.publish("a4", "Border Herald", "https://herald.example/4")
		return d, review.NewOutlets(d)
	}
	list := func(d *desk, o *review.Outlets) string {
		d.t.Helper()
		all, err := o.List(t.Context(), d.ws)
		d.ok(err)
		var lines []string
		for _, v := range all {
			lines = append(lines, fmt.Sprintf("%s %v %d/%d", v.Mark, v.Domains, v.Articles, v.Claims))
		}
		return strings.Join(lines, "\n")
	}

	t.Run("ListNoteAndClear", func(t *testing.T) {
		d, o := begin(t)
		found, err := o.Note(t.Context(), d.ws, "EXAMPLE  times", review.MarkChange{Label: ptr(" State  Media "), Note: ptr("since\n2019")}, "ann")
		d.ok(err)
		d.want("noted", []any{found.Mark, found.Domains, found.Articles, found.Claims}, "[Example Times: state media, since 2019 [example.org] 2 2]")
		_, err = o.Note(t.Context(), d.ws, "https://herald.example/about", review.MarkChange{NoRecheck: ptr(true)}, "ann")
		d.ok(err)
		_, err = o.Note(t.Context(), d.ws, "border herald", review.MarkChange{Label: ptr("unknown")}, "ann") // the same outlet, known by its domain
		d.ok(err)
		_, err = o.Note(t.Context(), d.ws, "TASS", review.MarkChange{Label: ptr("own words")}, "ann")
		d.ok(err)
		d.want("list", list(d, o), strings.Join([]string{
			"Example Times: state media, since 2019 [example.org] 2/2",
			"Border Herald: unknown, not checked again [herald.example] 1/1",
			"Example Sport [sport.example.org] 1/1",
			"TASS: own words [] 0/0",
		}, "\n"))
		marks, err := d.Marks(t.Context(), d.ws)
		d.ok(err)
		d.want("one mark for each", len(marks), 3)
		for _, name := range []string{"Border Herald", "example times", "tass"} {
			cleared, err := o.Clear(t.Context(), d.ws, name, "ann")
			d.ok(err)
			d.want("cleared", cleared.IsEmpty(), true)
		}
		marks, err = d.Marks(t.Context(), d.ws)
		d.ok(err)
		d.want("marks left", len(marks), 0)
	})

	t.Run("ExcludeAndInclude", func(t *testing.T) {
		d, o := begin(t)
		excluded := func() string {
			all, err := o.List(t.Context(), d.ws)
			d.ok(err)
			var names []string
			for _, v := range all {
				if v.Excluded {
					names = append(names, v.Name)
				}
			}
			slices.Sort(names)
			return strings.Join(names, ", ")
		}
		_, err := o.Exclude(t.Context(), d.ws, "example times", "ann")
		d.ok(err)
		d.want("by name", excluded(), "Example Times")
		_, err = o.Include(t.Context(), d.ws, "Example Times", "ann")
		d.ok(err)
		d.want("again", excluded(), "")

		_, err = o.Exclude(t.Context(), d.ws, "example.org", "ann")
		d.ok(err)
		d.want("by domain, and what is beneath it", excluded(), "Example Sport, Example Times")
		_, err = o.Include(t.Context(), d.ws, "Example Sport", "ann")
		d.fails(err, claims.EConflict)
		_, err = o.Include(t.Context(), d.ws, "example.org", "ann")
		d.ok(err)
		d.want("again", excluded(), "")

		_, err = o.Exclude(t.Context(), d.ws, "herald.example", "ann")
		d.ok(err)
		_, err = o.Include(t.Context(), d.ws, "Border Herald", "ann") // is all that comes from there
		d.ok(err)
		d.want("included by its name", excluded(), "")
	})

	t.Run("WordsThatCannotBeShown", func(t *testing.T) {
		d, o := begin(t)
		for _, words := range []string{"a\x00b", "a\x1b[31m", "\u202egnp", "zero\u200bwidth", "\xff", "]bracket", strings.Repeat("x", review.MaxLabel+1)} {
			_, err := o.Note(t.Context(), d.ws, "TASS", review.MarkChange{Label: &words}, "ann")
			d.fails(err, claims.EInvalid)
		}
		for _, name := range []string{"", " ", "a\x00b", "\u202egnp", strings.Repeat("x", review.MaxOutletName+1)} {
			for _, act := range []func() error{
				func() error {
					_, err := o.Note(t.Context(), d.ws, name, review.MarkChange{Label: ptr("x")}, "")
					return err
				},
				func() error { _, err := o.Exclude(t.Context(), d.ws, name, ""); return err },
				func() error { _, err := o.Include(t.Context(), d.ws, name, ""); return err },
				func() error { _, err := o.Clear(t.Context(), d.ws, name, ""); return err },
				func() error { _, err := o.Find(t.Context(), d.ws, name); return err },
			} {
				d.fails(act(), claims.EInvalid)
			}
		}
		_, err := o.Note(t.Context(), d.ws, "TASS", review.MarkChange{Note: ptr(strings.Repeat("ж", review.MaxNote+1))}, "ann")
		d.fails(err, claims.EInvalid)
		_, err = o.Note(t.Context(), d.ws, "TASS", review.MarkChange{Note: ptr(strings.Repeat("ж", review.MaxNote))}, "ann")
		d.ok(err)
	})
}
