package sqlite

import (
	"context"
	"database/sql"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
)

// revision is a row of revisions.
type revision struct {
	claims.Article
	Seq        int
	Current    bool
	State      string
	KnownSince claims.Time
	CapturedAt claims.Time
	LoadedAt   string
	LoadedBy   string
}

// SaveArticle stores the document as its article's current revision.
//
// A text that the article had before becomes its current revision again, with
// what was extracted from it then. What an unchanged text newly says of itself
// (title, outlet, published, …) is taken over, see [merge], and the article
// still counts as unchanged; where that bears on claims they are to be
// extracted again. A changed article's claims stay current until its new
// revision has been extracted.
func (s *Store) SaveArticle(ctx context.Context, ws string, doc claims.Document, by string) (saved ingest.Saved, err error) {
	a := doc.Article
	a.Revision, a.SHA256 = "", "" // named after the text, whatever the input says
	a.Identify()
	if err := a.Validate(); err != nil {
		return saved, err
	}
	capture, err := s.pack(doc.Capture)
	if err != nil {
		return saved, err
	}
	err = s.write(ctx, "save article", func(tx *transaction) error {
		if err := requireWorkspace(ctx, tx, ws); err != nil {
			return err
		}
		if err := requireCurrent(ctx, tx, ws, a.ID, doc.Replaces); err != nil {
			return err
		}
		saved, err = s.saveArticle(ctx, tx, ws, a, capture, by)
		return err
	})
	return saved, err
}

func (s *Store) saveArticle(ctx context.Context, tx *transaction, ws string, a claims.Article, capture *packed, by string) (saved ingest.Saved, err error) {
	if a, capture, err = redactDocument(ctx, tx, ws, a, capture); err != nil {
		return saved, err
	}
	current, err := findRevision(ctx, tx, `r.workspace = ? AND r.article = ? AND r.current = 1`, ws, a.ID)
	isNew := isNone(err)
	if err != nil && !isNew {
		return saved, err
	}
	if !isNew && current.Revision == a.Revision {
		saved.Status = ingest.Unchanged
		if current, err = s.refreshRevision(ctx, tx, ws, current, a, by); err != nil {
			return saved, err
		}
		if err := insertCapture(ctx, tx, ws, a.ID, a.Revision, capture, s.now()); err != nil {
			return saved, err
		}
		return withCounts(ctx, tx, ws, saved, current)
	}
	if err := refuseBlocked(ctx, tx, ws, a, isNew); err != nil {
		return saved, err
	}
	saved.Status = ingest.Changed
	act := review.Act{By: by, Act: review.ActRevision, Article: a.ID, From: current.Revision, To: a.Revision}
	if isNew {
		saved.Status, act.Act = ingest.New, review.ActLoad
		if err := insertArticle(ctx, tx, ws, a.ID); err != nil {
			return saved, err
		}
	}
	rev, err := s.makeRevisionCurrent(ctx, tx, ws, current, a, capture, by)
	if err != nil {
		return saved, err
	}
	if err := s.note(ctx, tx, ws, act); err != nil {
		return saved, err
	}
	if err := insertCapture(ctx, tx, ws, a.ID, a.Revision, capture, s.now()); err != nil {
		return saved, err
	}
	if err := planRevisits(ctx, tx, ws, a, capture, s.now(), isNew); err != nil {
		return saved, err
	}
	return withCounts(ctx, tx, ws, saved, rev)
}

// makeRevisionCurrent brings an earlier revision of the same text back, or
// inserts a new one, in the place of another. A date that a person corrected
// there holds on, as long as the page says of itself what it said then.
func (s *Store) makeRevisionCurrent(ctx context.Context, tx *transaction, ws string, before revision, a claims.Article, capture *packed, by string) (r revision, err error) {
	said, err := saidPublished(ctx, tx, ws, before)
	if err != nil {
		return r, err
	}
	carried := said != nil && a.PublishedAt == *said
	if carried {
		a.PublishedAt = before.PublishedAt
	}
	if _, err := tx.ExecContext(ctx, `UPDATE revisions SET current = 0 WHERE workspace = ? AND article = ? AND current = 1`, ws, a.ID); err != nil {
		return r, err
	}
	old, err := findRevision(ctx, tx, `r.workspace = ? AND r.article = ? AND r.id = ?`, ws, a.ID, a.Revision)
	switch {
	case isNone(err):
		r, err = s.insertRevision(ctx, tx, ws, a, capture, by)
	case err == nil:
		r, err = returnTo(ctx, tx, ws, old, a)
	}
	if err == nil {
		err = excludeArticle(ctx, tx, ws, r.Article)
	}
	if err != nil || !carried {
		return r, err
	}
	return r, setSaid(ctx, tx, ws, r, said)
}

// returnTo makes an earlier revision current, with what it newly says of itself.
func returnTo(ctx context.Context, tx *transaction, ws string, old revision, a claims.Article) (r revision, err error) {
	if _, err := tx.ExecContext(ctx, `UPDATE revisions SET current = 1 WHERE workspace = ? AND article = ? AND id = ?`, ws, a.ID, a.Revision); err != nil {
		return revision{}, err
	}
	old.Current = true
	if old, err = updateRevision(ctx, tx, ws, old, a); err != nil || old.State != ingest.StateExtracted {
		return old, err
	}
	return old, restoreExtraction(ctx, tx, ws, old)
}

func insertArticle(ctx context.Context, tx *transaction, ws, id string) error {
	if _, err := tx.ExecContext(ctx, `INSERT INTO articles (workspace, id) VALUES (?, ?) ON CONFLICT DO NOTHING`, ws, id); err != nil {
		return err // it is there already if it was removed
	}
	return countArticle(ctx, tx, ws, 1)
}

func (s *Store) insertRevision(ctx context.Context, tx *transaction, ws string, a claims.Article, capture *packed, by string) (revision, error) {
	now := s.now()
	captured := claims.Instant(now.UTC())
	if capture != nil && !capture.At.IsZero() {
		captured = claims.Instant(capture.At)
	}
	r := revision{Article: a, Current: true, State: ingest.StateRead, CapturedAt: captured, LoadedAt: stampOf(now), LoadedBy: by}
	err := tx.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) + 1 FROM revisions WHERE workspace = ? AND article = ?`, ws, a.ID).Scan(&r.Seq)
	if err != nil {
		return r, err
	}
	r.KnownSince = a.KnownSince(r.Seq == 1, captured)
	_, err = tx.ExecContext(ctx, `INSERT INTO revisions (workspace, article, id, seq, current, state, url, outlet, title, author, published_at, published_unix,
			modified_at, language, origin, path, text, sha256, known_since, known_unix, captured_at, loaded_at, loaded_by, extra)
		VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		ws, a.ID, a.Revision, r.Seq, r.State, a.URL, a.Outlet, a.Title, a.Author, string(a.PublishedAt), unix(a.PublishedAt),
		string(a.ModifiedAt), a.Language, a.Origin, a.Path, a.Text, a.SHA256, string(r.KnownSince), unix(r.KnownSince), string(captured), r.LoadedAt, by, extraOf(a))
	return r, err
}

// withCounts completes what is told of a saved article.
func withCounts(ctx context.Context, tx *transaction, ws string, saved ingest.Saved, r revision) (ingest.Saved, error) {
	saved.Pending = ingest.Pending{Article: r.Article, KnownSince: r.KnownSince}
	saved.Extracted = r.State == ingest.StateExtracted
	var at string
	err := tx.QueryRowContext(ctx, `SELECT coalesce(l.at, r.loaded_at), coalesce(l.by, r.loaded_by), (SELECT count(*) FROM claims WHERE workspace = ?1 AND article = ?2 AND state = 'removed')
		FROM `+articleTables+` WHERE r.workspace = ?1 AND r.article = ?2 AND r.current = 1`, ws, r.ID).Scan(&at, &saved.LoadedBy, &saved.Hidden)
	saved.LoadedAt = parseStamp(at)
	if err != nil || !saved.Extracted {
		return saved, err
	}
	err = tx.QueryRowContext(ctx, `SELECT engine, version, (SELECT count(*) FROM claims WHERE workspace = ?1 AND article = ?2 AND made = 1 AND state = 'current')
		FROM extractions WHERE workspace = ?1 AND article = ?2 AND revision = ?3 ORDER BY n DESC LIMIT 1`, ws, r.ID, r.Revision).Scan(&saved.Engine, &saved.Version, &saved.Claims)
	return saved, err
}

// Unfinished lists the current revisions that are still in state read.
func (s *Store) Unfinished(ctx context.Context, ws string) (pending []ingest.Pending, err error) {
	err = s.read(ctx, "list unfinished articles", func(tx *transaction) error {
		query := `SELECT ` + revisionColumns + `, r.text FROM revisions r WHERE r.workspace = ? AND r.current = 1 AND r.state = 'read' ORDER BY r.loaded_at, r.article`
		return each(ctx, tx, query, []any{ws}, func(row *sql.Rows) error {
			var r revision
			err := row.Scan(append(r.fields(), &r.Text)...)
			pending = append(pending, ingest.Pending{Article: r.Article, KnownSince: r.KnownSince})
			return err
		})
	})
	return pending, err
}

// revisionColumns are what fields scans: a revision without its text.
const revisionColumns = `r.article, r.id, r.url, r.outlet, r.title, r.author, r.published_at, r.modified_at, r.language, r.origin, r.path, r.sha256,
	r.seq, r.current, r.state, r.known_since, r.captured_at, r.loaded_at, r.loaded_by, r.extra`

func (r *revision) fields() []any {
	a := &r.Article
	return []any{&a.ID, &a.Revision, &a.URL, &a.Outlet, &a.Title, &a.Author, &a.PublishedAt, &a.ModifiedAt, &a.Language, &a.Origin, &a.Path, &a.SHA256,
		&r.Seq, &r.Current, &r.State, &r.KnownSince, &r.CapturedAt, &r.LoadedAt, &r.LoadedBy, &extra{a}}
}

// findRevision gives the one revision that fits, with its text.
func findRevision(ctx context.Context, tx *transaction, where string, args ...any) (r revision, err error) {
	err = tx.QueryRowContext(ctx, `SELECT `+revisionColumns+`, r.text FROM revisions r WHERE `+where, args...).Scan(append(r.fields(), &r.Text)...)
	return r, err
}

// unix gives the second that t is ordered by: a day's first; nil if not known.
func unix(t claims.Time) any {
	if at, ok := t.Std(); ok {
		return at.Unix()
	}
	return nil
}

func parseStamp(s string) time.Time {
	t, _ := time.Parse(time.RFC3339Nano, s) // written by stampOf
	return t
}
