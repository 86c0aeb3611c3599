package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/track"
)

// Unlinked gives the articles whose newest extraction has not been linked yet.
func (s *Store) Unlinked(ctx context.Context, ws string) (ids []string, err error) {
	err = s.read(ctx, "list what is to be linked", func(tx *transaction) error {
		ids, err = stringsOf(ctx, tx, `SELECT article FROM to_link t WHERE workspace = ? AND `+isPresent("t")+` ORDER BY article`, ws)
		return err
	})
	return ids, err
}

// UnlinkedIn names the workspaces in which there are any.
func (s *Store) UnlinkedIn(ctx context.Context) (ids []string, err error) {
	err = s.read(ctx, "list what is to be linked", func(tx *transaction) error {
		ids, err = stringsOf(ctx, tx, `SELECT DISTINCT workspace FROM to_link t WHERE `+isPresent("t")+` ORDER BY workspace`)
		return err
	})
	return ids, err
}

// isPresent says of rows that name an article that it is not removed.
func isPresent(rows string) string {
	return `EXISTS (SELECT 1 FROM revisions there WHERE there.workspace = ` + rows + `.workspace AND there.article = ` + rows + `.article AND there.current = 1)`
}

func stringsOf(ctx context.Context, tx *transaction, query string, args ...any) (all []string, err error) {
	err = each(ctx, tx, query, args, func(row *sql.Rows) error {
		all = append(all, "")
		return row.Scan(&all[len(all)-1])
	})
	return all, err
}

// ToLink gives an article to link.
func (s *Store) ToLink(ctx context.Context, ws, article string) (t track.Turn, ok bool, err error) {
	err = s.read(ctx, "find what is to be linked", func(tx *transaction) error {
		err := tx.QueryRowContext(ctx, `SELECT turn FROM to_link WHERE workspace = ? AND article = ?`, ws, article).Scan(&t.N)
		if err == nil {
			t.Text, ok, err = textOf(ctx, tx, ws, article)
		}
		if isNone(err) {
			return nil
		}
		return err
	})
	return t, ok, err
}

// Texts gives those of the articles that are not removed.
func (s *Store) Texts(ctx context.Context, ws string, articles []string) (all []track.Text, err error) {
	err = s.read(ctx, "read texts", func(tx *transaction) error {
		for _, id := range articles {
			t, ok, err := textOf(ctx, tx, ws, id)
			if err != nil {
				return err
			}
			if ok {
				all = append(all, t)
			}
		}
		return nil
	})
	return all, err
}

func textOf(ctx context.Context, tx *transaction, ws, article string) (t track.Text, ok bool, err error) {
	r, err := findRevision(ctx, tx, `r.workspace = ? AND r.article = ? AND r.current = 1`, ws, article)
	if isNone(err) {
		return t, false, nil
	}
	if err != nil {
		return t, false, err
	}
	return track.Text{Article: r.Article, KnownSince: r.KnownSince}, true, nil
}

// ClaimsOf gives the claims that each of the articles makes.
func (s *Store) ClaimsOf(ctx context.Context, ws string, articles []string) (made map[string][]claims.Claim, err error) {
	made = map[string][]claims.Claim{}
	err = s.read(ctx, "read claims of articles", func(tx *transaction) error {
		for _, id := range articles {
			if made[id], err = madeBy(ctx, tx, ws, id); err != nil {
				return err
			}
		}
		return nil
	})
	return made, err
}

func madeBy(ctx context.Context, tx *transaction, ws, article string) (all []claims.Claim, err error) {
	query := `SELECT s.revision, c.id, s.start, s."end", s.body FROM claims c
		JOIN claim_spans s ON s.workspace = c.workspace AND s.article = c.article AND s.revision = c.revision AND s.claim = c.id
		WHERE c.workspace = ? AND c.article = ? AND c.made = 1 ORDER BY s.start, c.n`
	err = each(ctx, tx, query, []any{ws, article}, func(row *sql.Rows) error {
		var e encoded
		var revision string
		if err := row.Scan(&revision, &e.ID, &e.Start, &e.End, &e.Body); err != nil {
			return err
		}
		err := e.decode(article, revision)
		all = append(all, e.claim)
		return err
	})
	return all, err
}

// Print keeps the marks of an article's text and gives the articles that may
// be copies.
func (s *Store) Print(ctx context.Context, ws string, t track.Turn, marks, probes []int64) (candidates []string, err error) {
	list, err := jsonList(marks)
	if err != nil {
		return nil, err
	}
	asked, err := jsonList(probes)
	if err != nil {
		return nil, err
	}
	err = s.write(ctx, "keep marks", func(tx *transaction) error {
		if err := requireTurn(ctx, tx, ws, t); err != nil {
			return err
		}
		n, err := keepPrint(ctx, tx, ws, t.Article, list, len(marks))
		if err != nil {
			return err
		}
		if candidates, err = stringsOf(ctx, tx, similarPrints, ws, asked, n, len(marks)); err != nil {
			return err
		}
		linked, err := stringsOf(ctx, tx, linkedArticles, ws, t.Article.ID)
		if err != nil {
			return err
		}
		candidates = appendOther(linked, candidates)
		if len(candidates) > 0 {
			return nil
		}
		return endTurn(ctx, tx, ws, t)
	})
	return candidates, err
}

// jsonList writes numbers for json_each.
func jsonList(numbers []int64) (string, error) {
	if numbers == nil {
		numbers = []int64{}
	}
	list, err := json.Marshal(numbers)
	if err != nil {
		return "", fmt.Errorf("write marks: %w", err)
	}
	return string(list), nil
}

func appendOther(all, more []string) []string {
	had := map[string]bool{}
	for _, id := range all {
		had[id] = true
	}
	for _, id := range more {
		if !had[id] {
			all = append(all, id)
		}
	}
	return all
}

// requireTurn refuses what is not the article's turn any more.
func requireTurn(ctx context.Context, tx *transaction, ws string, t track.Turn) error {
	var still bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM to_link l JOIN revisions r ON r.workspace = l.workspace AND r.article = l.article
		WHERE l.workspace = ? AND l.article = ? AND l.turn = ? AND r.id = ? AND r.current = 1)`, ws, t.Article.ID, t.N, t.Article.Revision).Scan(&still)
	if err == nil && !still {
		err = claims.Errorf(claims.EConflict, "Article %s changed while its copies were looked for; that is done anew.", shortened(t.Article.ID))
	}
	return err
}

// endTurn takes an article from the list, unless it came on it anew.
func endTurn(ctx context.Context, tx *transaction, ws string, t track.Turn) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM to_link WHERE workspace = ? AND article = ? AND turn = ?`, ws, t.Article.ID, t.N)
	return err
}

// keepPrint keeps a text's marks under the number that it gives.
func keepPrint(ctx context.Context, tx *transaction, ws string, a claims.Article, marks string, count int) (n int64, err error) {
	var had string
	err = tx.QueryRowContext(ctx, `SELECT n, marks FROM prints WHERE workspace = ? AND article = ?`, ws, a.ID).Scan(&n, &had)
	switch {
	case isNone(err):
		err = tx.QueryRowContext(ctx, `INSERT INTO prints (workspace, article, revision, marks, count) VALUES (?, ?, ?, ?, ?) RETURNING n`, ws, a.ID, a.Revision, marks, count).Scan(&n)
	case err != nil:
		return 0, err
	default:
		_, err = tx.ExecContext(ctx, `UPDATE prints SET revision = ?, marks = ?, count = ? WHERE n = ?`, a.Revision, marks, count, n)
	}
	if err != nil || had == marks {
		return n, err
	}
	if had != "" {
		_, err := tx.ExecContext(ctx, `DELETE FROM marks WHERE workspace = ?1 AND mark IN (SELECT value FROM json_each(?2)) AND print = ?3`, ws, had, n)
		if err != nil {
			return n, err
		}
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO marks SELECT ?1, value, ?3 FROM json_each(?2)`, ws, marks, n)
	return n, err
}

// similarPrints gives the articles that share marks, most shared first. Of a
// mark that very many have, as that of an outlet's last line, those that came
// first are looked at; what shares a fifth of the marks is worth comparing.
var similarPrints = fmt.Sprintf(`SELECT p.article FROM (
		SELECT e.value AS print, count(*) AS shared FROM json_each(?2) k, json_each((
			SELECT json_group_array(print) FROM (SELECT print FROM marks m WHERE m.workspace = ?1 AND m.mark = k.value AND m.print <> ?3 ORDER BY print LIMIT 64)
		)) e GROUP BY 1 ORDER BY 2 DESC LIMIT 64
	) s CROSS JOIN prints p ON p.n = s.print AND p.workspace = ?1
	WHERE s.shared * 5 >= min(p.count, ?4) AND `+isPresent("p")+` ORDER BY s.shared * 1.0 / min(p.count, ?4) DESC, p.n LIMIT %d`, track.MaxCandidates)

const linkedArticles = `SELECT b FROM copies WHERE workspace = ?1 AND a = ?2 UNION ALL SELECT a FROM copies WHERE workspace = ?1 AND b = ?2`
