// Package storagetest is what a store must do, as tests. Every engine runs
// [Test]; what is not asserted here is no promise of a store.
package storagetest

import (
	"testing"

	"github.com/claimbot/claimbot/storage"
)

// Test runs all stories. open gives the same database every time it is called
// with the same t, an empty one to begin with; whoever opens a store closes
// it.
func Test(t *testing.T, open func(t *testing.T) storage.Store) {
	for name, story := range map[string]func(*testing.T, func(*testing.T) storage.Store){
		"Workspaces":  testWorkspaces,
		"Articles":    testArticles,
		"Extractions": testExtractions,
		"Review":      testReview,
		"Search":      testSearch,
		"Answers":     testAnswers,
		"Isolation":   testIsolation,
		"Concurrency": testConcurrency,
	} {
		t.Run(name, func(t *testing.T) { story(t, open) })
	}
}
