package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"

	"github.com/claimbot/claimbot/claims"
)

// held is what is there of a claim that the article made at some time.
type held struct {
	n      int64
	state  claims.State
	status claims.Status
}

// makeCurrent makes extraction n's claims those that the article makes. What
// it made before and makes no more becomes replaced; what a person removed
// stays removed.
func makeCurrent(ctx context.Context, tx *transaction, ws string, rev revision, n int64, made []extracted) error {
	before, err := heldClaims(ctx, tx, ws, rev.ID)
	if err != nil {
		return err
	}
	if len(before) > 0 {
		if err := retireClaims(ctx, tx, ws, rev.ID); err != nil {
			return err
		}
	}
	w, err := newClaimWriter(ctx, tx, ws, rev, n)
	if err != nil {
		return err
	}
	defer w.close()
	for i := range made {
		if err := w.write(ctx, before, &made[i]); err != nil {
			return fmt.Errorf("claim %s: %w", made[i].ID, err)
		}
	}
	return recount(ctx, tx, ws, rev.ID)
}

func heldClaims(ctx context.Context, tx *transaction, ws, article string) (map[string]held, error) {
	all := map[string]held{}
	err := each(ctx, tx, `SELECT id, n, state, status FROM claims WHERE workspace = ? AND article = ?`, []any{ws, article}, func(row *sql.Rows) error {
		var id string
		var h held
		err := row.Scan(&id, &h.n, &h.state, &h.status)
		all[id] = h
		return err
	})
	return all, err
}

// retireClaims takes back all that the article makes.
func retireClaims(ctx context.Context, tx *transaction, ws, article string) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM claim_index WHERE rowid IN (SELECT n FROM claims WHERE workspace = ? AND article = ? AND live = 1)`, ws, article)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE claims SET made = 0, state = CASE state WHEN 'current' THEN 'replaced' ELSE state END
		WHERE workspace = ? AND article = ? AND made = 1`, ws, article)
	return err
}

// claimWriter writes the claims of one extraction.
type claimWriter struct {
	ws         string
	rev        revision
	extraction int64
	next       int64  // the next claim's row
	head       string // as it is indexed

	insert, update, span, index *sql.Stmt
}

func newClaimWriter(ctx context.Context, tx *transaction, ws string, rev revision, extraction int64) (w *claimWriter, err error) {
	w = &claimWriter{ws: ws, rev: rev, extraction: extraction, head: headTerms(rev.Article)}
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(n), 0) + 1 FROM claims`).Scan(&w.next); err != nil {
		return nil, err
	}
	for _, p := range []struct {
		stmt  **sql.Stmt
		query string
	}{
		{&w.insert, `INSERT INTO claims (revision, kind, from_day, to_day, known_unix, made, state, n, workspace, id, article) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)`},
		{&w.update, `UPDATE claims SET revision = ?, kind = ?, from_day = ?, to_day = ?, known_unix = ?, made = 1, state = ? WHERE n = ?`},
		{&w.span, `INSERT INTO claim_spans (workspace, article, revision, claim, start, "end", extraction, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (workspace, article, revision, claim) DO UPDATE SET start = excluded.start, "end" = excluded."end", extraction = excluded.extraction, body = excluded.body`},
		{&w.index, insertIndex},
	} {
		if *p.stmt, err = tx.PrepareContext(ctx, p.query); err != nil {
			w.close()
			return nil, err
		}
	}
	return w, nil
}

func (w *claimWriter) close() {
	for _, stmt := range []*sql.Stmt{w.insert, w.update, w.span, w.index} {
		if stmt != nil {
			_ = stmt.Close() // what a statement has to say, its execution said
		}
	}
}

// write stores one claim, and its index row if it is live.
func (w *claimWriter) write(ctx context.Context, before map[string]held, e *extracted) error {
	from, to := days(e.claim, w.rev.Article)
	row := []any{w.rev.Revision, string(e.claim.Kind), from, to, unix(cmp.Or(e.claim.KnownSince, w.rev.KnownSince))}
	h, known := before[e.ID]
	if h.state != claims.Removed {
		h.state = claims.Current
	}
	stmt := w.update
	row = append(row, string(h.state))
	if known {
		row = append(row, h.n)
	} else {
		stmt, h.n = w.insert, w.next
		w.next++
		row = append(row, h.n, w.ws, e.ID, w.rev.ID)
	}
	if _, err := stmt.ExecContext(ctx, row...); err != nil {
		return err
	}
	if _, err := w.span.ExecContext(ctx, w.ws, w.rev.ID, w.rev.Revision, e.ID, e.Start, e.End, w.extraction, e.Body); err != nil {
		return err
	}
	if !isLive(h.state, h.status) {
		return nil
	}
	_, err := w.index.ExecContext(ctx, e.words.row(h.n, w.ws, w.head, e.claim, w.rev.Article)...)
	return err
}

// isLive says what the column claims.live says of a claim that is made.
func isLive(state claims.State, status claims.Status) bool {
	return state == claims.Current && status != claims.StatusRefuted && status != claims.StatusRetracted
}

// recount brings the counts of an article and its workspace in step.
func recount(ctx context.Context, tx *transaction, ws, article string) error {
	var was, is int
	err := tx.QueryRowContext(ctx, `SELECT claims, (SELECT count(*) FROM claims WHERE workspace = ?1 AND article = ?2 AND live = 1) FROM articles WHERE workspace = ?1 AND id = ?2`, ws, article).Scan(&was, &is)
	if err != nil || was == is {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE articles SET claims = ? WHERE workspace = ? AND id = ?`, is, ws, article); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE workspaces SET claims = claims + ? WHERE id = ?`, is-was, ws)
	return err
}
