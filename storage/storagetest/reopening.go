package storagetest

import (
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/llm"
	"github.com/claimbot/claimbot/storage"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// testReopening closes a store that holds some of everything, opens it again
// and finds all as it was.
func testReopening(t *testing.T, open func(*testing.T) storage.Store) {
	s := open(t)
	before := &desk{t, s, "w1"}
	before.ok(s.CreateWorkspace(t.Context(), "w1", "Newsroom"))
	before.ok(s.BindServer(t.Context(), "777", "w1"))
	answer := citing(before, "river")
	id, err := s.SaveAnswer(t.Context(), "w1", ask.Entry{Answer: proof.RestoreAnswer(answer), By: "ann"})
	before.ok(err)
	before.load("a2", marketDay)
	before.save("a2", riverFell)
	hidden := before.search("bridge")[0].Claim.Claim().ID
	before.ok(s.SetState(t.Context(), "w1", hidden, claims.Removed, "ann"))
	_, err = s.Take(t.Context(), asked("q1"))
	before.ok(err)
	before.load("a3", marketDay)
	before.ok(errorOf(s.Remove(t.Context(), "w1", "a3", "ann")))
	_, err = s.SetPublished(t.Context(), "w1", "a2", "2025-03-01", "ann")
	before.ok(err)
	before.ok(s.Spend(t.Context(), "2025-03-14", "small", "extract", llm.Usage{Calls: 1, USD: 0.5}))
	want := everything(before, id)
	before.ok(s.Close())

	after := openDesk(t, open)
	after.ws = "w1"
	if diff := cmp.Diff(want, everything(after, id), cmp.Comparer(sameClaim), cmp.Comparer(sameAnswer), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	after.want("to be done", after.save("a2", riverFell).Extracted, false)
}

func sameClaim(a, b proof.Claim) bool   { return cmp.Equal(a.Claim(), b.Claim()) }
func sameAnswer(a, b proof.Answer) bool { return cmp.Equal(a.Answer(), b.Answer()) }

// everything is what all ways of reading give.
func everything(d *desk, answer string) map[string]any {
	d.t.Helper()
	ctx := d.t.Context()
	all := map[string]any{"search": d.search("river bridge market"), "newest": d.search(""), "a1": d.article("a1"), "a2": d.article("a2")}
	note := func(what string, got any, err error) {
		d.t.Helper()
		d.ok(err)
		all[what] = got
	}
	kept, err := d.Answer(ctx, d.ws, answer)
	note("answer", kept, err)
	pending, err := d.Unfinished(ctx, d.ws)
	note("unfinished", pending, err)
	acts, err := d.Audit(ctx, d.ws, "", 0)
	note("audit", acts, err)
	stats, err := d.Stats(ctx, d.ws)
	note("stats", stats, err)
	w, err := d.Workspace(ctx, "777")
	note("workspace", w, err)
	waiting, err := d.Waiting(ctx)
	note("waiting", waiting, err)
	spent, err := d.Spent(ctx, "2025-03-14")
	note("spent", spent, err)
	redo, err := d.ToRedo(ctx, d.ws, ingest.RedoQuery{})
	note("redo", redo, err)
	return all
}
