package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/track"
)

// SaveLinks ends a turn.
func (s *Store) SaveLinks(ctx context.Context, ws string, t track.Turn, links track.Links) error {
	compared, err := json.Marshal(links.Compared)
	if err != nil {
		return fmt.Errorf("write a list of articles: %w", err)
	}
	return s.write(ctx, "save links", func(tx *transaction) error {
		if err := requireTurn(ctx, tx, ws, t); err != nil {
			return err
		}
		if err := saveCopies(ctx, tx, ws, t.Article.ID, string(compared), links.Copies); err != nil {
			return err
		}
		if err := saveRepeats(ctx, tx, ws, t.Article.ID, string(compared), links.Repeats); err != nil {
			return err
		}
		return endTurn(ctx, tx, ws, t)
	})
}

// saveCopies puts the copies of an article in the place of those it had among
// the articles compared. One that was purged meanwhile is left out.
func saveCopies(ctx context.Context, tx *transaction, ws, article, compared string, copies []track.CopyOf) error {
	for _, ends := range [][2]string{{"a", "b"}, {"b", "a"}} {
		query := `DELETE FROM copies WHERE workspace = ?1 AND ` + ends[0] + ` = ?2 AND ` + ends[1] + ` IN (SELECT value FROM json_each(?3))`
		if _, err := tx.ExecContext(ctx, query, ws, article, compared); err != nil {
			return err
		}
	}
	for _, c := range copies {
		a, b := min(article, c.Article), max(article, c.Article)
		_, err := tx.ExecContext(ctx, `INSERT INTO copies SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?2 <> ?3
			AND EXISTS (SELECT 1 FROM prints WHERE workspace = ?1 AND article = ?2) AND EXISTS (SELECT 1 FROM prints WHERE workspace = ?1 AND article = ?3)
			ON CONFLICT DO NOTHING`, ws, a, b, c.Share, c.Whole)
		if err != nil {
			return err
		}
	}
	return nil
}

// saveRepeats puts the repeats of an article's claims in the place of those it
// had in the articles compared, but for those that a person has decided on.
func saveRepeats(ctx context.Context, tx *transaction, ws, article, compared string, repeats [][2]string) error {
	for _, ends := range [][2]string{{"a", "b"}, {"b", "a"}} {
		_, err := tx.ExecContext(ctx, `DELETE FROM links WHERE workspace = ?1 AND kind = 'repeats' AND state = 'suggested'
			AND `+ends[0]+` IN (SELECT id FROM claims WHERE workspace = ?1 AND article = ?2)
			AND EXISTS (SELECT 1 FROM claims o WHERE o.workspace = ?1 AND o.id = links.`+ends[1]+` AND o.article IN (SELECT value FROM json_each(?3)))`, ws, article, compared)
		if err != nil {
			return err
		}
	}
	for _, pair := range repeats {
		_, err := tx.ExecContext(ctx, `INSERT INTO links SELECT ?1, ?2, ?3, 'repeats', 'suggested' WHERE ?2 <> ?3
			AND EXISTS (SELECT 1 FROM claims WHERE workspace = ?1 AND id = ?2) AND EXISTS (SELECT 1 FROM claims WHERE workspace = ?1 AND id = ?3)
			ON CONFLICT DO NOTHING`, ws, min(pair[0], pair[1]), max(pair[0], pair[1]))
		if err != nil {
			return err
		}
	}
	return nil
}

// CopiesOf gives the links between the articles named and all others.
func (s *Store) CopiesOf(ctx context.Context, ws string, articles []string) (all []track.CopyLink, err error) {
	list, err := json.Marshal(articles)
	if err != nil {
		return nil, fmt.Errorf("write a list of articles: %w", err)
	}
	query := func(end string) string {
		return `SELECT c.a, c.b, c.share, c.whole, ra.extra, rb.extra FROM json_each(?2) l JOIN copies c ON c.workspace = ?1 AND c.` + end + ` = l.value
			JOIN revisions ra ON ra.workspace = c.workspace AND ra.article = c.a AND ra.current = 1
			JOIN revisions rb ON rb.workspace = c.workspace AND rb.article = c.b AND rb.current = 1`
	}
	err = s.read(ctx, "find copies", func(tx *transaction) error {
		return each(ctx, tx, query("a")+" UNION "+query("b")+" ORDER BY 1, 2", []any{ws, string(list)}, func(row *sql.Rows) error {
			var l track.CopyLink
			var a, b claims.Article
			err := row.Scan(&l.A, &l.B, &l.Share, &l.Whole, &extra{&a}, &extra{&b})
			l.ViaA, l.ViaB = a.Via, b.Via
			all = append(all, l)
			return err
		})
	})
	return all, err
}

// RepeatsOf gives the pairs of claims that repeat one another of which one at
// least is among these.
func (s *Store) RepeatsOf(ctx context.Context, ws string, ids []string) (all [][2]string, err error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, fmt.Errorf("write a list of claims: %w", err)
	}
	query := func(end string) string {
		return `SELECT l.a, l.b FROM json_each(?2) x JOIN links l ON l.workspace = ?1 AND l.` + end + ` = x.value WHERE l.kind = 'repeats' AND l.state <> 'dismissed'`
	}
	err = s.read(ctx, "find repeats", func(tx *transaction) error {
		return each(ctx, tx, query("a")+" UNION "+query("b")+" ORDER BY 1, 2", []any{ws, string(list)}, func(row *sql.Rows) error {
			var pair [2]string
			err := row.Scan(&pair[0], &pair[1])
			all = append(all, pair)
			return err
		})
	})
	return all, err
}

// readCopies gives the articles that carry the text of one, earliest known
// first.
func readCopies(ctx context.Context, tx *transaction, ws string, a ingest.ArticleRow) (all []claims.Copy, err error) {
	query := `SELECT c.share, c.whole <> '', ` + revisionColumns + ` FROM (
			SELECT b AS other, share, whole FROM copies WHERE workspace = ?1 AND a = ?2 UNION ALL SELECT a, share, whole FROM copies WHERE workspace = ?1 AND b = ?2
		) c JOIN revisions r ON r.workspace = ?1 AND r.article = c.other AND r.current = 1 ORDER BY r.known_unix, r.article`
	err = each(ctx, tx, query, []any{ws, a.ID}, func(row *sql.Rows) error {
		var c claims.Copy
		var r revision
		err := row.Scan(append([]any{&c.Share, &c.Part}, r.fields()...)...)
		c.Article, c.Order = r.Article, claims.CopyOrder(r.KnownSince, a.KnownSince)
		all = append(all, c)
		return err
	})
	return all, err
}
