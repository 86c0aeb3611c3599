package sqlite

import (
	"context"
	"database/sql"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/review"
)

// SetState changes a claim's state by hand. A claim that its article no longer
// makes cannot be made current: brought back, it is replaced.
func (s *Store) SetState(ctx context.Context, ws, id string, state claims.State, by string) error {
	if state != claims.Current && state != claims.Removed {
		return claims.Errorf(claims.EInvalid, "A claim cannot be made %q by hand; it can be hidden and brought back.", state)
	}
	return s.write(ctx, "change claim", func(tx *transaction) error {
		var was claims.State
		var made, wasLive, isLive bool
		err := tx.QueryRowContext(ctx, `SELECT state, made, live FROM claims WHERE workspace = ? AND id = ?`, ws, id).Scan(&was, &made, &wasLive)
		if isNone(err) {
			return claims.Errorf(claims.ENotFound, "There is no claim %s in this workspace; check the id.", shortened(id))
		}
		if err != nil {
			return err
		}
		if state == claims.Current && !made {
			state = claims.Replaced
		}
		if was == state {
			return nil
		}
		err = tx.QueryRowContext(ctx, `UPDATE claims SET state = ? WHERE workspace = ? AND id = ? RETURNING live`, string(state), ws, id).Scan(&isLive)
		if err != nil {
			return err
		}
		if err := reindex(ctx, tx, ws, id, wasLive, isLive); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO audit (workspace, at, by, claim, was, became) VALUES (?, ?, ?, ?, ?, ?)`, ws, s.stamp(), by, id, string(was), string(state))
		return err
	})
}

// reindex brings claim_index and the counts in step with one claim.
func reindex(ctx context.Context, tx *transaction, ws, id string, wasLive, isLive bool) error {
	if wasLive == isLive {
		return nil
	}
	row, err := scanClaim(tx.QueryRowContext(ctx, `SELECT `+claimColumns+` FROM `+claimTables+` WHERE c.workspace = ? AND c.id = ?`, ws, id).Scan)
	if err != nil {
		return err
	}
	if isLive {
		_, err = tx.ExecContext(ctx, insertIndex, wordsOf(row.claim).row(row.n, ws, headTerms(row.article), row.claim, row.article)...)
	} else {
		_, err = tx.ExecContext(ctx, `DELETE FROM claim_index WHERE rowid = ?`, row.n)
	}
	if err != nil {
		return err
	}
	return recount(ctx, tx, ws, row.article.ID)
}

// Audit lists the acts of a workspace, newest first.
func (s *Store) Audit(ctx context.Context, ws, claim string, limit int) (acts []review.Act, err error) {
	query, args := `SELECT at, by, claim, was, became FROM audit WHERE workspace = ? ORDER BY n DESC LIMIT ?`, []any{ws, atMost(limit)}
	if claim != "" {
		query, args = `SELECT at, by, claim, was, became FROM audit WHERE workspace = ? AND claim = ? ORDER BY n DESC LIMIT ?`, []any{ws, claim, atMost(limit)}
	}
	err = s.read(ctx, "read the audit trail", func(tx *transaction) error {
		return each(ctx, tx, query, args, func(row *sql.Rows) error {
			var a review.Act
			var at string
			err := row.Scan(&at, &a.By, &a.Claim, &a.From, &a.To)
			a.At = parseStamp(at)
			acts = append(acts, a)
			return err
		})
	})
	return acts, err
}

// atMost gives the limit of a listing, 50 unless it is given.
func atMost(limit int) int {
	if limit <= 0 {
		return 50
	}
	return limit
}
