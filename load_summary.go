package main

import (
	"cmp"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/claimbot/claimbot/claims/ingest"
)

// Loading makes much garbage and keeps little: with more of it let lie, a third
// of the time that collecting takes is saved. Beyond the bound it is collected
// as ever.
const (
	collectAt   = 300       // per cent of what is in use; Go's own is 100
	collectFrom = 200 << 20 // bytes
)

// collectSeldom sets that, and gives what sets it back.
func collectSeldom() func() {
	percent, limit := debug.SetGCPercent(collectAt), debug.SetMemoryLimit(collectFrom)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// printSummary shows what became of many articles.
func (a *app) printSummary(sum ingest.Summary) {
	fmt.Fprintln(a.out)
	t := a.table("articles", "", "claims", "")
	t.AppendRow(table.Row{"new", sum.New, "accepted", sum.Accepted})
	t.AppendRow(table.Row{"changed", sum.Changed, "rejected", sum.Rejected})
	t.AppendRow(table.Row{"unchanged", sum.Unchanged, "", ""})
	t.AppendRow(table.Row{"failed", sum.Failed, "", ""})
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 2, Align: text.AlignRight}, {Number: 4, Align: text.AlignRight}})
	t.Render()
	fmt.Fprintln(a.out)
}

// failures are the reasons for which articles were not loaded: how many of
// each, and one of them.
type failures struct {
	total   int
	reasons map[string]*failure
}

type failure struct {
	reason, first string
	count         int
}

// add counts a failed article, and says how many there are by now.
func (f *failures) add(r loadResult) int {
	f.total++
	if f.reasons == nil {
		f.reasons = map[string]*failure{}
	}
	if f.reasons[r.Error] == nil {
		f.reasons[r.Error] = &failure{reason: r.Error, first: r.Input}
	}
	f.reasons[r.Error].count++
	return f.total
}

const (
	reasonsShown = 12
	namesWidth   = 24 // of an input
	otherWidth   = 20 // of what else stands in a line
)

// printFailures shows why articles failed, where so many did that the lines
// about each do not tell it.
func (a *app) printFailures(f failures) {
	if f.total <= inFull {
		return
	}
	all := slices.SortedFunc(maps.Values(f.reasons), func(x, y *failure) int {
		return cmp.Or(y.count-x.count, cmp.Compare(x.reason, y.reason))
	})
	t := a.table("failed", "why", "the first of them")
	for _, one := range all[:min(len(all), reasonsShown)] {
		t.AppendRow(table.Row{one.count, one.reason, printable(one.first)})
	}
	if more := len(all) - reasonsShown; more > 0 {
		t.AppendFooter(table.Row{"", countOf(more, "other reason"), ""})
	}
	t.SetColumnConfigs([]table.ColumnConfig{
		{Number: 1, Align: text.AlignRight}, {Number: 2, WidthMax: max(namesWidth, a.width()-namesWidth-otherWidth), WidthMaxEnforcer: text.WrapSoft},
		{Number: 3, WidthMax: namesWidth, WidthMaxEnforcer: text.WrapHard},
	})
	t.Render()
	fmt.Fprintln(a.out)
}
