package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
)

// Purge deletes an article and all that is kept of it.
func (s *Store) Purge(ctx context.Context, ws, article, by string) (p ingest.Purged, err error) {
	err = s.write(ctx, "purge an article", func(tx *transaction) error {
		id, err := resolveLoaded(ctx, tx, ws, article)
		if err != nil {
			return err
		}
		if p, err = describe(ctx, tx, ws, id); err != nil {
			return err
		}
		if err := s.blockArticle(ctx, tx, ws, id); err != nil {
			return err
		}
		if p.Answers, err = purgeAnswers(ctx, tx, ws, id); err != nil {
			return err
		}
		if err := deleteArticle(ctx, tx, ws, id); err != nil {
			return err
		}
		if err := toScrub(ctx, tx); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, review.Act{By: by, Act: review.ActPurge, Article: id})
	})
	return p, err
}

// describe tells what there is of an article, as its newest revision reads.
func describe(ctx context.Context, tx *transaction, ws, id string) (p ingest.Purged, err error) {
	r, err := findRevision(ctx, tx, `r.workspace = ?1 AND r.article = ?2 AND r.seq =
		(SELECT seq FROM revisions WHERE workspace = ?1 AND article = ?2 ORDER BY current DESC, seq DESC LIMIT 1)`, ws, id)
	if err != nil && !isNone(err) {
		return p, err
	}
	p.Article = r.Head()
	p.Article.ID = id
	err = tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM revisions WHERE workspace = ?1 AND article = ?2),
		(SELECT count(*) FROM captures WHERE workspace = ?1 AND article = ?2), (SELECT count(*) FROM claims WHERE workspace = ?1 AND article = ?2)`, ws, id).
		Scan(&p.Revisions, &p.Captures, &p.Claims)
	return p, err
}

// blockArticle keeps the addresses and texts that the article had from coming
// back by themselves. The texts are known by the names of their revisions, too:
// where words were redacted, those alone tell how a text was when it came.
func (s *Store) blockArticle(ctx context.Context, tx *transaction, ws, id string) error {
	var hashes []string
	err := each(ctx, tx, `SELECT url, sha256 FROM revisions WHERE workspace = ?1 AND article = ?2
		UNION SELECT url, id FROM revisions WHERE workspace = ?1 AND article = ?2
		UNION SELECT final_url, '' FROM captures WHERE workspace = ?1 AND article = ?2
		UNION SELECT url, '' FROM revisits WHERE workspace = ?1 AND article = ?2
		UNION SELECT url, '' FROM feed_entries WHERE workspace = ?1 AND article = ?2`, []any{ws, id}, func(row *sql.Rows) error {
		var url, text string
		err := row.Scan(&url, &text)
		hashes = append(hashes, urlHash(url), text)
		return err
	})
	if err != nil {
		return err
	}
	return s.block(ctx, tx, ws, hashes...)
}

// deleteArticle deletes the rows of every table that has a workspace and an
// article, so that a table which comes later needs no word here: but for acts,
// which hold none of an article's words. What hangs on the article or on a
// claim of it by a foreign key goes along.
func deleteArticle(ctx context.Context, tx *transaction, ws, id string) error {
	if err := takeAway(ctx, tx, ws, id); err != nil {
		return err
	}
	if err := deleteEntries(ctx, tx, ws, id); err != nil {
		return err
	}
	tables, err := articleTablesOf(ctx, tx)
	if err != nil {
		return err
	}
	// Until the commit, so that the order does not matter.
	if _, err := tx.Tx.ExecContext(ctx, `PRAGMA defer_foreign_keys = ON`); err != nil {
		return err
	}
	for _, table := range tables {
		if _, err := tx.Tx.ExecContext(ctx, fmt.Sprintf(`DELETE FROM %q WHERE workspace = ? AND article = ?`, table), ws, id); err != nil {
			return fmt.Errorf("table %s: %w", table, err)
		}
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM articles WHERE workspace = ? AND id = ?`, ws, id)
	return err
}

func articleTablesOf(ctx context.Context, tx *transaction) (tables []string, err error) {
	err = each(ctx, tx, `SELECT m.name FROM sqlite_schema m WHERE m.type = 'table' AND m.name <> 'acts'
		AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'article') AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'workspace')`,
		nil, func(row *sql.Rows) error {
			tables = append(tables, "")
			return row.Scan(&tables[len(tables)-1])
		})
	return tables, err
}

// deleteEntries forgets what feeds told of the article. What is blocked they
// do not bring again.
func deleteEntries(ctx context.Context, tx *transaction, ws, id string) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM feed_entries WHERE workspace = ?1 AND (article = ?2 OR url IN
		(SELECT url FROM revisions WHERE workspace = ?1 AND article = ?2 UNION SELECT final_url FROM captures WHERE workspace = ?1 AND article = ?2))`, ws, id)
	return err
}
