package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/claims/review"
)

const feedColumns = `f.id, f.url, f.title, f.paused, f.filter, f.every, f.next, f.checked_at, f.changed_at, f.failures, f.reason, f.loaded,
	f.etag, f.last_modified, f.added_by, f.added_at,
	(SELECT count(*) FROM feed_entries e WHERE e.workspace = f.workspace AND e.feed = f.id AND e.state = 'waiting'),
	(SELECT count(*) FROM feed_entries e WHERE e.workspace = f.workspace AND e.feed = f.id AND e.state = 'given up')`

func scanFeed(scan func(...any) error, more ...any) (f feed.Feed, err error) {
	var filter, added string
	var every int64
	err = scan(append(more, &f.ID, &f.URL, &f.Title, &f.Paused, &filter, &every, (*moment)(&f.Next), (*moment)(&f.CheckedAt), (*moment)(&f.ChangedAt), &f.Failures, &f.Reason, &f.Loaded,
		&f.Validators.ETag, &f.Validators.LastModified, &f.AddedBy, &added, &f.Waiting, &f.GivenUp)...)
	if err != nil {
		return f, err
	}
	f.Every, f.AddedAt = time.Duration(every)*time.Second, parseStamp(added)
	if err := json.Unmarshal([]byte(filter), &f.Filter); err != nil {
		return f, fmt.Errorf("read the filter of feed %s: %w", f.ID, err)
	}
	return f, nil
}

// moment scans a column of milliseconds; NULL is no time.
type moment time.Time

// Scan reads the column.
func (m *moment) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*m = moment{}
	case int64:
		*m = moment(time.UnixMilli(v).UTC())
	default:
		return fmt.Errorf("a column of moments holds a %T", src)
	}
	return nil
}

// millis is the moment as a column keeps it, NULL for none.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// AddFeed follows a feed, unless it is followed already.
func (s *Store) AddFeed(ctx context.Context, ws string, f feed.Feed, entries []feed.Entry) (out feed.Feed, there bool, err error) {
	filter, err := json.Marshal(f.Filter)
	if err != nil {
		return out, false, fmt.Errorf("write a feed's filter: %w", err)
	}
	err = s.write(ctx, "follow a feed", func(tx *transaction) error {
		if err := requireWorkspace(ctx, tx, ws); err != nil {
			return err
		}
		known, err := scanFeed(tx.QueryRowContext(ctx, `SELECT `+feedColumns+` FROM feeds f WHERE f.workspace = ? AND f.url = ?`, ws, f.URL).Scan)
		if there = err == nil; there {
			out, err = s.refilter(ctx, tx, ws, known, f, string(filter))
			return err
		}
		if !isNone(err) {
			return err
		}
		if err := s.insertFeed(ctx, tx, ws, f, string(filter)); err != nil {
			return err
		}
		if _, err := insertEntries(ctx, tx, ws, f.ID, f.AddedAt, entries); err != nil {
			return err
		}
		if err := s.note(ctx, tx, ws, review.Act{By: f.AddedBy, Act: review.ActFollow, To: f.URL}); err != nil {
			return err
		}
		out, err = findFeed(ctx, tx, ws, f.ID)
		return err
	})
	return out, there && err == nil, err
}

func (s *Store) insertFeed(ctx context.Context, tx *transaction, ws string, f feed.Feed, filter string) error {
	var n int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM feeds WHERE workspace = ?`, ws).Scan(&n); err != nil {
		return err
	}
	if n >= feed.MostFeeds {
		return claims.Errorf(claims.EConflict, "This workspace follows %d feeds already, which is the most; remove one first.", n)
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO feeds (workspace, id, url, title, filter, every, next, checked_at, changed_at, etag, last_modified, added_by, added_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, ws, f.ID, f.URL, f.Title, filter, int64(f.Every/time.Second), f.Next.UnixMilli(),
		f.CheckedAt.UnixMilli(), f.ChangedAt.UnixMilli(), f.Validators.ETag, f.Validators.LastModified, f.AddedBy, stampOf(f.AddedAt))
	return err
}

// refilter gives a followed feed another filter.
func (s *Store) refilter(ctx context.Context, tx *transaction, ws string, known, f feed.Feed, filter string) (feed.Feed, error) {
	if known.Filter.Equal(f.Filter) {
		return known, nil
	}
	if _, err := tx.ExecContext(ctx, `UPDATE feeds SET filter = ? WHERE workspace = ? AND id = ?`, filter, ws, known.ID); err != nil {
		return known, err
	}
	was := known.Filter
	known.Filter = f.Filter
	return known, s.note(ctx, tx, ws, review.Act{By: f.AddedBy, Act: review.ActFilter, From: was.String(), To: f.Filter.String()})
}

// Feeds lists the feeds of a workspace.
func (s *Store) Feeds(ctx context.Context, ws string) (all []feed.Feed, err error) {
	err = s.read(ctx, "list feeds", func(tx *transaction) error {
		return each(ctx, tx, `SELECT `+feedColumns+` FROM feeds f WHERE f.workspace = ? ORDER BY f.n`, []any{ws}, func(row *sql.Rows) error {
			f, err := scanFeed(row.Scan)
			all = append(all, f)
			return err
		})
	})
	return all, err
}

// Feed finds one.
func (s *Store) Feed(ctx context.Context, ws, id string) (f feed.Feed, err error) {
	err = s.read(ctx, "find feed", func(tx *transaction) error {
		f, err = findFeed(ctx, tx, ws, id)
		return err
	})
	return f, err
}

func findFeed(ctx context.Context, tx *transaction, ws, key string) (feed.Feed, error) {
	const query = `SELECT ` + feedColumns + ` FROM feeds f WHERE f.workspace = ? AND `
	f, err := scanFeed(tx.QueryRowContext(ctx, query+`f.url = ?`, ws, key).Scan)
	if !isNone(err) {
		return f, err
	}
	id, err := resolve(ctx, tx, "feed", `SELECT id FROM feeds`, ws, key)
	if err != nil {
		return f, err
	}
	return scanFeed(tx.QueryRowContext(ctx, query+`f.id = ?`, ws, id).Scan)
}

// PauseFeed pauses a feed, or resumes it.
func (s *Store) PauseFeed(ctx context.Context, ws, id string, paused bool, by string, at time.Time) (f feed.Feed, err error) {
	act, change := review.ActResume, `UPDATE feeds SET paused = 0, failures = 0, reason = '', next = ?3 WHERE workspace = ?1 AND id = ?2`
	if paused {
		act, change = review.ActPause, `UPDATE feeds SET paused = 1 WHERE workspace = ?1 AND id = ?2 AND ?3 = ?3`
	}
	err = s.write(ctx, "pause or resume a feed", func(tx *transaction) error {
		if f, err = findFeed(ctx, tx, ws, id); err != nil || f.Paused == paused {
			return err
		}
		if _, err := tx.ExecContext(ctx, change, ws, f.ID, at.UnixMilli()); err != nil {
			return err
		}
		if err := s.note(ctx, tx, ws, review.Act{By: by, Act: act, To: f.URL}); err != nil {
			return err
		}
		f, err = findFeed(ctx, tx, ws, f.ID)
		return err
	})
	return f, err
}

// RemoveFeed forgets a feed and its entries.
func (s *Store) RemoveFeed(ctx context.Context, ws, id, by string) (f feed.Feed, err error) {
	err = s.write(ctx, "remove a feed", func(tx *transaction) error {
		if f, err = findFeed(ctx, tx, ws, id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM feeds WHERE workspace = ? AND id = ?`, ws, f.ID); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, review.Act{By: by, Act: review.ActUnfollow, From: f.URL})
	})
	return f, err
}

// DueFeeds lists the feeds of which something is to be done.
func (s *Store) DueFeeds(ctx context.Context, ws string, now time.Time) (due []feed.Due, err error) {
	const query = `SELECT f.workspace, ` + feedColumns + ` FROM feeds f WHERE f.paused = 0 AND (?1 = '' OR f.workspace = ?1) AND (f.next <= ?2 OR f.next > ?3
		OR EXISTS (SELECT 1 FROM feed_entries e WHERE e.workspace = f.workspace AND e.feed = f.id AND e.state = 'waiting' AND e.next <= ?2)) ORDER BY f.next, f.n`
	err = s.read(ctx, "list the feeds that are due", func(tx *transaction) error {
		return each(ctx, tx, query, []any{ws, now.UnixMilli(), now.Add(feed.Farthest).UnixMilli()}, func(row *sql.Rows) (err error) {
			var d feed.Due
			d.Feed, err = scanFeed(row.Scan, &d.Workspace)
			due = append(due, d)
			return err
		})
	})
	return due, err
}
