package storagetest

import (
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/llm"
	"github.com/claimbot/claimbot/storage"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"
)

// asked fills every field.
func asked(id string) ask.Waiting {
	return ask.Waiting{
		ID: id, Workspace: "local", Question: "How high is the “river”?", Earlier: []string{"Which river?", ""}, By: "ann",
		Channel: "1", Message: "2", App: "3", Token: "secret", At: noon,
	}
}

func testInbox(t *testing.T, open func(*testing.T) storage.Store) {
	take := func(d *desk, w ask.Waiting) bool {
		d.t.Helper()
		fresh, err := d.Take(d.t.Context(), w)
		d.ok(err)
		return fresh
	}
	waiting := func(d *desk) (ids []string) {
		d.t.Helper()
		all, err := d.Waiting(d.t.Context())
		d.ok(err)
		for _, w := range all {
			ids = append(ids, w.ID)
		}
		return ids
	}

	t.Run("TakenOnceSettledOnce", func(t *testing.T) {
		d := openDesk(t, open)
		d.want("fresh", []any{take(d, asked("q1")), take(d, asked("q1"))}, []any{true, false})
		all, err := d.Waiting(t.Context())
		d.ok(err)
		if diff := cmp.Diff([]ask.Waiting{asked("q1")}, all); diff != "" {
			t.Error(diff)
		}
		for range 2 {
			d.ok(d.Settle(t.Context(), "q1"))
		}
		d.ok(d.Settle(t.Context(), "nothing"))
		d.want("waiting", waiting(d), []string(nil))
		d.want("fresh after it was settled", take(d, asked("q1")), false)
	})

	t.Run("OldestFirst", func(t *testing.T) {
		d := openDesk(t, open)
		for _, id := range []string{"b", "c", "a", "d"} {
			take(d, ask.Waiting{ID: id})
		}
		d.ok(d.Settle(t.Context(), "c"))
		d.want("waiting", waiting(d), []string{"b", "a", "d"})
		all, err := d.Waiting(t.Context())
		d.ok(err)
		d.want("with the time at which it was taken", all[0].At.IsZero(), false)
	})

	t.Run("Forget", func(t *testing.T) {
		d := openDesk(t, open)
		take(d, asked("waits"))
		take(d, asked("settled"))
		d.ok(d.Settle(t.Context(), "settled"))
		d.ok(d.Forget(t.Context(), time.Now().Add(-time.Hour)))
		d.want("fresh, settled a moment ago", take(d, asked("settled")), false)
		d.ok(d.Forget(t.Context(), time.Now().Add(time.Hour)))
		d.want("fresh, forgotten", take(d, asked("settled")), true)
		d.want("what waits is not forgotten", waiting(d), []string{"waits", "settled"})
	})

	t.Run("FreshForOneAlone", func(t *testing.T) {
		d := openDesk(t, open)
		fresh := make([]bool, 8)
		var g errgroup.Group
		for i := range fresh {
			g.Go(func() (err error) {
				fresh[i], err = d.Take(t.Context(), asked("q1"))
				return err
			})
		}
		d.ok(g.Wait())
		n := 0
		for _, f := range fresh {
			if f {
				n++
			}
		}
		d.want("fresh", n, 1)
	})
}

func testLedger(t *testing.T, open func(*testing.T) storage.Store) {
	d := openDesk(t, open)
	spent := func(day string) llm.Usage {
		t.Helper()
		u, err := d.Spent(t.Context(), day)
		d.ok(err)
		return u
	}
	d.want("nothing yet", spent("2025-03-14"), llm.Usage{})
	var g errgroup.Group
	for range 4 {
		for _, purpose := range []string{"extract", "compose"} {
			for _, model := range []string{"small", "large"} {
				g.Go(func() error {
					return d.Spend(t.Context(), "2025-03-14", model, purpose, llm.Usage{Calls: 1, Prompt: 100, Completion: 10, USD: 0.25})
				})
			}
		}
	}
	d.ok(g.Wait())
	d.ok(d.Spend(t.Context(), "2025-03-15", "small", "extract", llm.Usage{Calls: 1, Prompt: 1, Completion: 1, USD: 0.0000015}))
	d.want("of all models and purposes", spent("2025-03-14"), llm.Usage{Calls: 16, Prompt: 1600, Completion: 160, USD: 4})
	d.want("each day by itself", spent("2025-03-15"), llm.Usage{Calls: 1, Prompt: 1, Completion: 1, USD: 0.0000015})
}
