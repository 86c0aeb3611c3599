package main

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/claimbot/claimbot/bot/discordtest"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/storage"
)

// TestServeLooksAtFeedsAndPages: serve looks at a feed and a page that are due
// by itself. Both are at addresses of this machine, which is refused and told.
func TestServeLooksAtFeedsAndPages(t *testing.T) {
	d := discordtest.New(t)
	d.Guild("North Desk")
	s := &served{t: t, discord: d, db: filepath.Join(t.TempDir(), "claims.db"), log: &lockedBuffer{}}
	const address = "http://127.0.0.1/feed"
	begin := time.Now().Add(-2 * time.Hour)
	inStore(t, s.db, func(ctx context.Context, store storage.Store) error {
		_, _, err := store.AddFeed(ctx, "local", feed.Feed{ID: "w1", URL: address, AddedAt: begin, Next: begin, CheckedAt: begin, ChangedAt: begin}, nil)
		_, errPage := store.SaveArticle(ctx, "local", claims.Document{
			Article: claims.Article{ID: "a1", URL: "http://127.0.0.1/page", Text: harbour, Origin: claims.OriginFetched},
			Capture: &claims.Capture{Raw: []byte(harbour), FinalURL: "http://127.0.0.1/page", At: begin},
		}, "ann")
		return errors.Join(err, errPage)
	})
	s.start(nil)
	s.log.until(t, "a feed could not be looked at", 1)
	s.log.until(t, "a page could not be looked at again", 1)
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	inStore(t, s.db, func(ctx context.Context, store storage.Store) error {
		f, err := store.Feed(ctx, "local", "w1")
		page, errPage := store.Revisit(ctx, "local", "a1")
		if f.Failures != 1 || f.Reason == "" || !f.Next.After(begin) {
			t.Errorf("feed %+v", f)
		}
		if page.Failures != 1 || page.Reason == "" || page.Next.Before(begin.Add(2*time.Hour)) {
			t.Errorf("page %+v", page)
		}
		return errors.Join(err, errPage)
	})
}

// inStore does something with the store at a path.
func inStore(t *testing.T, path string, do func(context.Context, storage.Store) error) {
	t.Helper()
	store, err := storage.Open(t.Context(), path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(do(t.Context(), store), store.Close()); err != nil {
		t.Fatal(err)
	}
}
