package sqlite

import (
	"context"

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
		var article string
		err := tx.QueryRowContext(ctx, `SELECT article, state, made, live FROM claims c WHERE workspace = ? AND id = ? AND `+ofPresent, ws, id).Scan(&article, &was, &made, &wasLive)
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
		act := review.Act{By: by, Act: review.ActUnhide, Article: article, Claim: id, From: string(was), To: string(state)}
		if state == claims.Removed {
			act.Act = review.ActHide
		}
		return s.note(ctx, tx, ws, act)
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
