package sqlite_test

import (
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/storage"
	"github.com/claimbot/claimbot/storage/storagetest"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestStore(t *testing.T) {
	dir := t.TempDir()
	storagetest.Test(t, func(t *testing.T) storage.Store {
		return open(t, filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "-")+".db"))
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

func openAndClose(t testing.TB, path string) error {
	s, err := storage.Open(t.Context(), path, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	return s.Close()
}
