package sqlite

import (
	"context"
	"database/sql"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

// requireCurrent refuses when another revision than this one is current.
func requireCurrent(ctx context.Context, tx *transaction, ws, article, revision string) error {
	if revision == "" {
		return nil
	}
	var there int
	err := tx.QueryRowContext(ctx, `SELECT 1 FROM revisions WHERE workspace = ? AND article = ? AND id = ? AND current = 1`, ws, article, revision).Scan(&there)
	if isNone(err) {
		return claims.Errorf(claims.EConflict, "The article %s was changed or taken out meanwhile.", shortened(article))
	}
	return err
}

// planRevisits plans when the page of a new article that was fetched is looked
// at again. That of a known one keeps its plan, but is there again.
func planRevisits(ctx context.Context, tx *transaction, ws string, a claims.Article, capture *packed, now time.Time, isNew bool) error {
	if a.Origin != claims.OriginFetched || capture == nil || capture.FinalURL == "" {
		return nil
	}
	if !isNew {
		_, err := tx.ExecContext(ctx, `UPDATE revisits SET gone_at = NULL, reason = '' WHERE workspace = ? AND article = ? AND gone_at IS NOT NULL`, ws, a.ID)
		return err
	}
	if !capture.At.IsZero() {
		now = capture.At
	}
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO revisits (workspace, article, url, etag, last_modified, loaded_at, next) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		ws, a.ID, capture.FinalURL, capture.Header["ETag"], capture.Header["Last-Modified"], now.UnixMilli(), ingest.NextRevisit(now, now).UnixMilli())
	return err
}

// revisitTables join a plan with the current revision of its article: of one
// that was taken out there is none.
const (
	revisitColumns = `v.workspace, v.article, r.id, r.url, r.outlet, r.title, v.url, v.etag, v.last_modified, v.loaded_at, v.next, v.checked_at, v.failures, v.gone_at, v.reason`
	revisitTables  = `revisits v JOIN revisions r ON r.workspace = v.workspace AND r.article = v.article AND r.current = 1`
)

func scanRevisit(scan func(...any) error) (v ingest.Revisit, err error) {
	a := &v.Article
	err = scan(&v.Workspace, &a.ID, &a.Revision, &a.URL, &a.Outlet, &a.Title, &v.Page.URL, &v.Page.ETag, &v.Page.LastModified,
		(*moment)(&v.LoadedAt), (*moment)(&v.Next), (*moment)(&v.CheckedAt), &v.Failures, (*moment)(&v.GoneAt), &v.Reason)
	return v, err
}

// DueRevisits lists the pages that are to be looked at again.
func (s *Store) DueRevisits(ctx context.Context, ws string, now time.Time, limit int) (due []ingest.Revisit, err error) {
	const query = `SELECT ` + revisitColumns + ` FROM ` + revisitTables + ` WHERE (v.next <= ?1 OR v.next > ?4) AND (?2 = '' OR v.workspace = ?2) ORDER BY v.next LIMIT ?3`
	err = s.read(ctx, "list the pages to look at again", func(tx *transaction) error {
		return each(ctx, tx, query, []any{now.UnixMilli(), ws, limit, now.Add(ingest.FarthestRevisit).UnixMilli()}, func(row *sql.Rows) error {
			v, err := scanRevisit(row.Scan)
			due = append(due, v)
			return err
		})
	})
	return due, err
}

// Revisit tells of the page of one article.
func (s *Store) Revisit(ctx context.Context, ws, article string) (v ingest.Revisit, err error) {
	err = s.read(ctx, "tell of a page", func(tx *transaction) error {
		v, err = scanRevisit(tx.QueryRowContext(ctx, `SELECT `+revisitColumns+` FROM `+revisitTables+` WHERE v.workspace = ? AND v.article = ?`, ws, article).Scan)
		if isNone(err) {
			return claims.Errorf(claims.ENotFound, "The page of article %s is not looked at again.", shortened(article))
		}
		return err
	})
	return v, err
}

// SaveRevisit stores what a look at a page gave.
func (s *Store) SaveRevisit(ctx context.Context, v ingest.Revisit) error {
	return s.write(ctx, "save a look at a page", func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, `UPDATE revisits SET etag = ?, last_modified = ?, next = ?, checked_at = ?, failures = ?, gone_at = ?, reason = ? WHERE workspace = ? AND article = ?`,
			v.Page.ETag, v.Page.LastModified, millis(v.Next), millis(v.CheckedAt), v.Failures, millis(v.GoneAt), v.Reason, v.Workspace, v.Article.ID)
		return err
	})
}

// Undone says whether somebody took back that a text became the article's, and
// it has not become that since.
func (s *Store) Undone(ctx context.Context, ws, article, revision string) (undone bool, err error) {
	err = s.read(ctx, "look for what was undone", func(tx *transaction) error {
		err := tx.QueryRowContext(ctx, `SELECT undone FROM acts WHERE workspace = ? AND article = ? AND claim = '' AND act IN ('load', 'revision') AND became = ? ORDER BY n DESC LIMIT 1`,
			ws, article, revision).Scan(&undone)
		if isNone(err) {
			return nil
		}
		return err
	})
	return undone, err
}
