package sqlite

import (
	"context"
	"database/sql"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
)

// SaveLook stores what a look at a feed gave.
func (s *Store) SaveLook(ctx context.Context, ws, id string, look feed.Look) (fresh int, err error) {
	err = s.write(ctx, "save a look at a feed", func(tx *transaction) error {
		if _, err := findFeed(ctx, tx, ws, id); err != nil {
			return err
		}
		if look.Listed {
			if fresh, err = relist(ctx, tx, ws, id, look); err != nil {
				return err
			}
		}
		every, next := look.Every, look.Next
		if fresh > 0 {
			every, next = look.EveryIfFresh, look.NextIfFresh
		}
		_, err := tx.ExecContext(ctx, `UPDATE feeds SET every = ?, next = ?, checked_at = ?, failures = ?, reason = ?, paused = max(paused, ?),
			changed_at = CASE WHEN ? THEN ? ELSE changed_at END WHERE workspace = ? AND id = ?`,
			int64(every/time.Second), next.UnixMilli(), look.At.UnixMilli(), look.Failures, look.Reason, look.Pause,
			fresh > 0, look.At.UnixMilli(), ws, id)
		if err != nil || !look.Had {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE feeds SET etag = ?3, last_modified = ?4, title = CASE ?5 WHEN '' THEN title ELSE ?5 END,
			url = CASE WHEN ?6 = '' OR EXISTS (SELECT 1 FROM feeds WHERE workspace = ?1 AND url = ?6) THEN url ELSE ?6 END WHERE workspace = ?1 AND id = ?2`,
			ws, id, look.Validators.ETag, look.Validators.LastModified, look.Title, look.URL)
		return err
	})
	return fresh, err
}

// relist notes which entries a feed lists now, and forgets those that it has
// not listed for long.
func relist(ctx context.Context, tx *transaction, ws, id string, look feed.Look) (fresh int, err error) {
	if _, err := tx.ExecContext(ctx, `UPDATE feed_entries SET gone_at = ? WHERE workspace = ? AND feed = ? AND gone_at IS NULL`, look.At.UnixMilli(), ws, id); err != nil {
		return 0, err
	}
	if fresh, err = insertEntries(ctx, tx, ws, id, look.At, look.Entries); err != nil {
		return 0, err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM feed_entries WHERE workspace = ? AND feed = ? AND gone_at < ? AND state <> 'waiting'`,
		ws, id, look.At.Add(-feed.Remembered).UnixMilli()); err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM feed_entries WHERE n IN (SELECT n FROM feed_entries WHERE workspace = ? AND feed = ?
		ORDER BY gone_at IS NOT NULL, gone_at DESC, n DESC LIMIT -1 OFFSET ?)`, ws, id, feed.MostKept)
	return fresh, err
}

// insertEntries stores entries, which come newest first, and says how many
// were not known.
func insertEntries(ctx context.Context, tx *transaction, ws, id string, at time.Time, entries []feed.Entry) (fresh int, err error) {
	redacted, err := redactedPages(ctx, tx, ws)
	if err != nil {
		return 0, err
	}
	for _, e := range slices.Backward(entries) {
		known, err := tx.ExecContext(ctx, `UPDATE feed_entries SET gone_at = NULL WHERE workspace = ? AND feed = ? AND key = ?`, ws, id, e.Key)
		if err != nil {
			return fresh, err
		}
		if n, err := known.RowsAffected(); err != nil || n > 0 {
			if err != nil {
				return fresh, err
			}
			continue
		}
		if blocked, err := isBlocked(ctx, tx, ws, e.URL, ""); err != nil || blocked {
			if err != nil {
				return fresh, err
			}
			continue // what was purged is not even named
		}
		title, summary := redacted[e.URL].cover(e.Title), redacted[e.URL].cover(e.Summary)
		if e.State != feed.Waiting {
			summary = ""
		}
		fresh++
		_, err = tx.ExecContext(ctx, `INSERT INTO feed_entries (workspace, feed, key, url, title, summary, published_at, state, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			ws, id, e.Key, e.URL, title, summary, string(e.At), string(e.State), at.UnixMilli())
		if err != nil {
			return fresh, err
		}
	}
	return fresh, nil
}

// redactedPages are the redactions of articles, by the addresses of these.
func redactedPages(ctx context.Context, tx *transaction, ws string) (map[string]redactions, error) {
	pages := map[string]redactions{}
	err := each(ctx, tx, `SELECT r.url, d.salt, d.length, d.hash FROM redactions d JOIN revisions r USING (workspace, article) WHERE d.workspace = ?1
		UNION SELECT c.final_url, d.salt, d.length, d.hash FROM redactions d JOIN captures c USING (workspace, article) WHERE d.workspace = ?1`, []any{ws}, func(row *sql.Rows) error {
		var url string
		var r redaction
		err := row.Scan(&url, &r.salt, &r.length, &r.hash)
		pages[url] = append(pages[url], r)
		return err
	})
	return pages, err
}

// coverEntry takes out of an entry what was redacted in its article: only now
// it is known which that is.
func coverEntry(ctx context.Context, tx *transaction, ws, id, key, article string) error {
	all, err := redactionsOf(ctx, tx, ws, article)
	if err != nil || len(all) == 0 {
		return err
	}
	var title string
	const one = ` WHERE workspace = ? AND feed = ? AND key = ?`
	if err := tx.QueryRowContext(ctx, `SELECT title FROM feed_entries`+one, ws, id, key).Scan(&title); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE feed_entries SET title = ?`+one, all.cover(title), ws, id, key)
	return err
}

const entryColumns = `e.key, e.url, e.title, e.summary, e.published_at, e.state, e.tries, e.next, e.reason, e.article, e.seen_at`

func scanEntry(scan func(...any) error) (e feed.Entry, err error) {
	err = scan(&e.Key, &e.URL, &e.Title, &e.Summary, &e.At, &e.State, &e.Tries, (*moment)(&e.Next), &e.Reason, &e.Article, (*moment)(&e.SeenAt))
	if e.State != feed.Waiting || e.Tries == 0 {
		e.Next = time.Time{}
	}
	return e, err
}

// NextEntry gives the longest waiting entry of a feed that is due.
func (s *Store) NextEntry(ctx context.Context, ws, id string, now time.Time) (e feed.Entry, err error) {
	err = s.read(ctx, "find a waiting entry", func(tx *transaction) error {
		e, err = scanEntry(tx.QueryRowContext(ctx, `SELECT `+entryColumns+` FROM feed_entries e JOIN feeds f ON f.workspace = e.workspace AND f.id = e.feed
			WHERE e.workspace = ? AND e.feed = ? AND e.state = 'waiting' AND e.next <= ? AND f.paused = 0 ORDER BY e.n LIMIT 1`, ws, id, now.UnixMilli()).Scan)
		if isNone(err) {
			return claims.Errorf(claims.ENotFound, "No entry of the feed waits.")
		}
		return err
	})
	return e, err
}

// SettleEntry stores what became of an entry that waits.
func (s *Store) SettleEntry(ctx context.Context, ws, id, key string, v feed.Verdict) error {
	next := v.Next
	if next.IsZero() {
		next = time.UnixMilli(0)
	}
	return s.write(ctx, "settle an entry", func(tx *transaction) error {
		settled, err := tx.ExecContext(ctx, `UPDATE feed_entries SET state = ?4, tries = ?5, next = ?6, reason = ?7, article = ?8, title = CASE WHEN ?9 THEN '' ELSE title END, summary = CASE ?4 WHEN 'waiting' THEN summary ELSE '' END
			WHERE workspace = ?1 AND feed = ?2 AND key = ?3 AND state = 'waiting'`, ws, id, key, string(v.State), v.Tries, next.UnixMilli(), v.Reason, v.Article, v.Purged)
		if err != nil {
			return err
		}
		n, err := settled.RowsAffected()
		if err != nil || n == 0 {
			return err
		}
		if err := coverEntry(ctx, tx, ws, id, key, v.Article); err != nil {
			return err
		}
		if v.State == feed.Loaded {
			if _, err := tx.ExecContext(ctx, `UPDATE feeds SET loaded = loaded + 1 WHERE workspace = ? AND id = ?`, ws, id); err != nil {
				return err
			}
		}
		if v.Rest.IsZero() {
			return nil
		}
		return restHost(ctx, tx, ws, id, key, v.Rest)
	})
}

// restHost has the waiting entries of a feed that are on the host of one of
// them wait until then: of the other hosts nothing is known.
func restHost(ctx context.Context, tx *transaction, ws, id, key string, until time.Time) error {
	var host string
	waiting := map[int64]string{}
	err := each(ctx, tx, `SELECT n, key, url, state FROM feed_entries WHERE workspace = ?1 AND feed = ?2 AND (state = 'waiting' OR key = ?3)`, []any{ws, id, key}, func(row *sql.Rows) error {
		var n int64
		var k, address, state string
		err := row.Scan(&n, &k, &address, &state)
		at := hostOf(address)
		if k == key {
			host = at
		}
		if state == string(feed.Waiting) {
			waiting[n] = at
		}
		return err
	})
	for n, at := range waiting {
		if err == nil && at == host {
			_, err = tx.ExecContext(ctx, `UPDATE feed_entries SET next = max(next, ?) WHERE n = ?`, until.UnixMilli(), n)
		}
	}
	return err
}

func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil {
		return strings.ToLower(u.Hostname())
	}
	return ""
}

// Entries lists what was seen in a feed, newest first.
func (s *Store) Entries(ctx context.Context, ws, id string, limit int) (all []feed.Entry, err error) {
	err = s.read(ctx, "list the entries of a feed", func(tx *transaction) error {
		return each(ctx, tx, `SELECT `+entryColumns+` FROM feed_entries e WHERE e.workspace = ? AND e.feed = ? ORDER BY e.n DESC LIMIT ?`, []any{ws, id, atMost(limit)}, func(row *sql.Rows) error {
			e, err := scanEntry(row.Scan)
			all = append(all, e)
			return err
		})
	})
	return all, err
}

// Standing says how an article stands in the workspace.
func (s *Store) Standing(ctx context.Context, ws, article string) (st feed.Standing, err error) {
	err = s.read(ctx, "look for an article", func(tx *transaction) error {
		err := tx.QueryRowContext(ctx, `SELECT coalesce(l.by, r.loaded_by) FROM `+articleTables+` WHERE r.workspace = ? AND r.article = ? AND r.current = 1`, ws, article).Scan(&st.LoadedBy)
		if st.Has = err == nil; !isNone(err) {
			return err
		}
		return tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM articles WHERE workspace = ? AND id = ?)`, ws, article).Scan(&st.Had)
	})
	return st, err
}
