// Package storagetest is what a store must do, as tests. Every engine runs
// [Test]; what is not asserted here is no promise of a store.
package storagetest

import (
	"testing"

	"github.com/claimbot/claimbot/storage"
)

// Test runs all stories. open gives the same database whenever it is called
// with the same t, an empty one the first time; a story closes what it opens.
func Test(t *testing.T, open func(t *testing.T) storage.Store) {
	for name, story := range map[string]func(*testing.T, func(*testing.T) storage.Store){
		"Workspaces":  testWorkspaces,
		"Articles":    testArticles,
		"Extractions": testExtractions,
		"Shelf":       testShelf,
		"Purge":       testPurge,
		"Captures":    testCaptures,
		"Redact":      testRedact,
		"Wanted":      testWanted,
		"Redo":        testRedo,
		"Inbox":       testInbox,
		"Ledger":      testLedger,
		"Feeds":       testFeeds,
		"FeedEntries": testFeedEntries,
		"Revisits":    testRevisits,
		"Copies":      testCopies,
		"Review":      testReview,
		"Outlets":     testOutlets,
		"OutletDesk":  testOutletDesk,
		"Excluded":    testExcluded,
		"Search":      testSearch,
		"Versions":    testVersions,
		"Answers":     testAnswers,
		"Isolation":   testIsolation,
		"Concurrency": testConcurrency,
		"Reopening":   testReopening,
	} {
		t.Run(name, func(t *testing.T) { story(t, open) })
	}
}
