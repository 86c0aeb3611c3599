// Package feed follows RSS, Atom and JSON feeds: it looks at each when it is
// due and leads what is new there into the workspace.
//
// The way through it: [Keeper.Check] takes the feeds that are due, a few hosts
// at a time, and fetches each feed on its condition. What it lists is stored
// in the same transaction as when to look again and on which condition, the
// new entries as waiting ones (check.go). Then each waiting entry's page is
// read, held to the feed's filter and kept (entry.go, filter.go); only when
// that is settled does the entry wait no more. So whoever is killed anywhere
// goes on where it was: nothing is lost, and what is done twice changes nothing.
//
// How soon a feed is looked at again hangs on how often it changes, and how
// soon a failing one on how often it failed (schedule.go). A feed that fails
// keeps its reason, and keeps none of the others waiting.
package feed
