package sqlite

import (
	"context"
	"database/sql"

	"github.com/claimbot/claimbot/claims/review"
)

// note writes an act into the audit trail, as done now.
func (s *Store) note(ctx context.Context, tx *transaction, ws string, a review.Act) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO acts (workspace, at, by, act, article, claim, was, became) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		ws, s.stamp(), a.By, a.Act, a.Article, a.Claim, a.From, a.To)
	return err
}

const actColumns = `SELECT n, at, by, act, article, claim, was, became, undone FROM acts`

// actRow is what actColumns are scanned into.
type actRow struct {
	n int64
	review.Act
}

func scanAct(scan func(...any) error) (a actRow, err error) {
	var at string
	err = scan(&a.n, &at, &a.By, &a.Act.Act, &a.Article, &a.Claim, &a.From, &a.To, &a.Undone)
	a.At = parseStamp(at)
	return a, err
}

// Audit lists the acts of a workspace, newest first.
func (s *Store) Audit(ctx context.Context, ws, of string, limit int) (acts []review.Act, err error) {
	query, args := actColumns+` WHERE workspace = ?`, []any{ws}
	if of != "" {
		query, args = query+` AND (claim = ? OR article = ?)`, append(args, of, of)
	}
	err = s.read(ctx, "read the audit trail", func(tx *transaction) error {
		return each(ctx, tx, query+` ORDER BY n DESC LIMIT ?`, append(args, atMost(limit)), func(row *sql.Rows) error {
			a, err := scanAct(row.Scan)
			acts = append(acts, a.Act)
			return err
		})
	})
	return acts, err
}

// newestToUndo gives the newest act on an article that can be undone and is
// not yet. What was done before it was purged cannot.
func newestToUndo(ctx context.Context, tx *transaction, ws, article string) (actRow, error) {
	return scanAct(tx.QueryRowContext(ctx, actColumns+` WHERE workspace = ? AND article = ? AND claim = '' AND undone = 0 AND act IN ('load', 'revision', 'remove', 'date')
		AND n > coalesce((SELECT max(n) FROM acts p WHERE p.workspace = acts.workspace AND p.article = acts.article AND p.act = 'purge'), 0)
		ORDER BY n DESC LIMIT 1`, ws, article).Scan)
}

// atMost gives the limit of a listing, 50 unless it is given.
func atMost(limit int) int {
	if limit <= 0 {
		return 50
	}
	return limit
}
