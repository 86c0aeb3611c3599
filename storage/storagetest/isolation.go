package storagetest

import (
	"testing"

	"github.com/claimbot/claimbot/storage"
)

func testIsolation(t *testing.T, open func(*testing.T) storage.Store) {}

func testConcurrency(t *testing.T, open func(*testing.T) storage.Store) {}
