package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/claimbot/claimbot/claims/ingest"
)

// ToRedo gives the ids of the articles whose extraction is to be done again.
func (s *Store) ToRedo(ctx context.Context, ws string, q ingest.RedoQuery) (ids []string, err error) {
	type row struct {
		id string
		at time.Time
	}
	var found []row
	query := `SELECT r.article, r.loaded_at, coalesce(x.engine, ''), coalesce(x.version, '') FROM revisions r
		LEFT JOIN extractions x ON x.n = (SELECT max(n) FROM extractions e WHERE e.workspace = r.workspace AND e.article = r.article AND e.revision = r.id)
		WHERE r.workspace = ? AND r.current = 1`
	if q.Wanted {
		query += ` AND r.wanted = 1`
	}
	err = s.read(ctx, "list articles to redo", func(tx *transaction) error {
		named, err := resolveArticles(ctx, tx, ws, q.Articles)
		if err != nil {
			return err
		}
		return each(ctx, tx, query, []any{ws}, func(rows *sql.Rows) error {
			var r row
			var at, engine, version string
			err := rows.Scan(&r.id, &at, &engine, &version)
			r.at = parseStamp(at)
			if (len(named) == 0 || named[r.id]) && q.Fits(engine, version, r.at) {
				found = append(found, r)
			}
			return err
		})
	})
	slices.SortStableFunc(found, func(a, b row) int { return a.at.Compare(b.at) })
	for _, r := range found {
		ids = append(ids, r.id)
	}
	return ids, err
}

func resolveArticles(ctx context.Context, tx *transaction, ws string, keys []string) (map[string]bool, error) {
	ids := map[string]bool{}
	for _, key := range keys {
		id, err := resolveArticle(ctx, tx, ws, key)
		if err != nil {
			return nil, err
		}
		ids[id] = true
	}
	return ids, nil
}

// Misread notes that the model's reading of a revision was rubbish.
func (s *Store) Misread(ctx context.Context, ws, article, revision string) error {
	return s.write(ctx, "note a failed reading", func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, `UPDATE revisions SET misread = misread + 1, wanted = CASE WHEN misread + 1 >= ? THEN 0 ELSE wanted END
			WHERE workspace = ? AND article = ? AND id = ?`, ingest.MostMisread, ws, article, revision)
		return err
	})
}

// want notes whether the model's pass over a revision is still to be done.
func want(ctx context.Context, tx *transaction, ws string, r revision, wanted bool) error {
	_, err := tx.ExecContext(ctx, `UPDATE revisions SET wanted = ?1, misread = 0 WHERE workspace = ?2 AND article = ?3 AND id = ?4 AND (wanted <> ?1 OR misread <> 0)`,
		wanted, ws, r.ID, r.Revision)
	return err
}

// Begun names the workspaces in which there is something left to extract.
func (s *Store) Begun(ctx context.Context) (workspaces []string, err error) {
	const query = `SELECT workspace FROM revisions WHERE current = 1 AND state = 'read' UNION SELECT workspace FROM revisions WHERE current = 1 AND wanted = 1 ORDER BY 1`
	err = s.read(ctx, "list unfinished workspaces", func(tx *transaction) error {
		return each(ctx, tx, query, nil, func(row *sql.Rows) error {
			var id string
			err := row.Scan(&id)
			workspaces = append(workspaces, id)
			return err
		})
	})
	return workspaces, err
}
