package sqlite_test

import (
	"log/slog"
	"path/filepath"
	"testing"

	"github.com/claimbot/claimbot/storage"
	"github.com/claimbot/claimbot/storage/storagetest"
)

func TestStore(t *testing.T) {
	storagetest.Test(t, func(t *testing.T) storage.Store {
		return open(t, filepath.Join(t.TempDir(), "claims.db"))
	})
}

func open(t testing.TB, path string) storage.Store {
	t.Helper()
	s, err := storage.Open(t.Context(), path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
