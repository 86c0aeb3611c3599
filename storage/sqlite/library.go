package sqlite

import (
	"context"
	"database/sql"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/claims/review"
)

// articleColumns and articleTables complete a revision to an article's row:
// who loaded it is who did so first, since it was there last.
const articleColumns = revisionColumns + `,
	(SELECT count(*) FROM revisions h WHERE h.workspace = r.workspace AND h.article = r.article),
	(SELECT claims FROM articles a WHERE a.workspace = r.workspace AND a.id = r.article),
	coalesce(l.at, r.loaded_at), coalesce(l.by, r.loaded_by),
	coalesce((SELECT note FROM extractions x WHERE x.workspace = r.workspace AND x.article = r.article AND x.revision = r.id ORDER BY n DESC LIMIT 1), ''),
	(SELECT count(*) FROM copies c WHERE c.workspace = r.workspace AND c.a = r.article AND EXISTS (SELECT 1 FROM revisions p WHERE p.workspace = c.workspace AND p.article = c.b AND p.current = 1)) +
	(SELECT count(*) FROM copies c WHERE c.workspace = r.workspace AND c.b = r.article AND EXISTS (SELECT 1 FROM revisions p WHERE p.workspace = c.workspace AND p.article = c.a AND p.current = 1)),
	EXISTS (SELECT 1 FROM to_link t WHERE t.workspace = r.workspace AND t.article = r.article)`

const articleTables = `revisions r LEFT JOIN acts l ON l.n = (SELECT max(n) FROM acts WHERE workspace = r.workspace AND article = r.article AND act = 'load' AND undone = 0)`

func scanArticle(row *sql.Rows) (a ingest.ArticleRow, err error) {
	var r revision
	var loadedAt string
	var toLink bool
	err = row.Scan(append(r.fields(), &a.Revisions, &a.Claims, &loadedAt, &a.LoadedBy, &a.Note, &a.Carried, &toLink)...)
	a.Article, a.State, a.KnownSince, a.LoadedAt = r.Article, r.State, r.KnownSince, parseStamp(loadedAt)
	if a.State == ingest.StateExtracted && !toLink {
		a.State = ingest.StateLinked
	}
	return a, err
}

// Articles lists the articles of a workspace, newest known first.
func (s *Store) Articles(ctx context.Context, ws string, q ingest.ArticleQuery) (all []ingest.ArticleRow, err error) {
	query, args := `SELECT `+articleColumns+` FROM `+articleTables+` WHERE r.workspace = ? AND r.current = 1`, []any{ws}
	if q.Words != "" {
		query += ` AND (instr(lower(r.title), lower(?2)) OR instr(lower(r.outlet), lower(?2)) OR instr(lower(r.url), lower(?2)) OR instr(lower(r.article), lower(?2)))`
		args = append(args, q.Words)
	}
	query += ` ORDER BY r.known_unix DESC, r.article DESC LIMIT ? OFFSET ?`
	args = append(args, atMost(q.Limit), max(0, q.Offset))
	err = s.read(ctx, "list articles", func(tx *transaction) error {
		return each(ctx, tx, query, args, func(row *sql.Rows) error {
			a, err := scanArticle(row)
			all = append(all, a)
			return err
		})
	})
	return all, err
}

// Article finds one by its id, its URL, or a prefix that fits one id alone.
func (s *Store) Article(ctx context.Context, ws, id string) (v ingest.ArticleView, err error) {
	err = s.read(ctx, "find article", func(tx *transaction) error {
		id, err := resolveArticle(ctx, tx, ws, id)
		if err != nil {
			return err
		}
		err = each(ctx, tx, `SELECT `+articleColumns+` FROM `+articleTables+` WHERE r.workspace = ? AND r.article = ? AND r.current = 1`, []any{ws, id}, func(row *sql.Rows) error {
			v.ArticleRow, err = scanArticle(row)
			return err
		})
		if err != nil {
			return err
		}
		if err := readHistory(ctx, tx, ws, &v); err != nil {
			return err
		}
		if err := readClaims(ctx, tx, ws, &v); err != nil {
			return err
		}
		v.Copies, err = readCopies(ctx, tx, ws, v.ArticleRow)
		return err
	})
	return v, err
}

func resolveArticle(ctx context.Context, tx *transaction, ws, key string) (string, error) {
	var found []string
	err := each(ctx, tx, `SELECT article FROM revisions WHERE workspace = ? AND url = ? AND url <> '' AND current = 1 LIMIT 2`, []any{ws, key}, func(row *sql.Rows) error {
		found = append(found, "")
		return row.Scan(&found[len(found)-1])
	})
	switch {
	case err != nil:
		return "", err
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return "", claims.Errorf(claims.EInvalid, "Several articles came from %s; give the id of one.", shortened(key))
	}
	id, err := resolve(ctx, tx, "article", presentArticles, ws, key)
	if claims.ErrorCode(err) == claims.ENotFound {
		err = orPurged(ctx, tx, ws, key, err)
	}
	return id, err
}

// orPurged tells of an article that was purged that it was, and err of others.
func orPurged(ctx context.Context, tx *transaction, ws, id string, err error) error {
	act, fault := scanAct(tx.QueryRowContext(ctx, actColumns+` WHERE workspace = ? AND article = ? AND act = ? ORDER BY n DESC LIMIT 1`, ws, id, review.ActPurge).Scan)
	switch {
	case isNone(fault):
		return err
	case fault != nil:
		return fault
	}
	return claims.Errorf(claims.ENotFound, "Article %s was purged on %s by %s.", shortened(id), act.At.Format("2 January 2006"), act.By)
}

func readHistory(ctx context.Context, tx *transaction, ws string, v *ingest.ArticleView) error {
	query := `SELECT ` + revisionColumns + `, r.text FROM revisions r WHERE r.workspace = ? AND r.article = ? ORDER BY r.seq`
	return each(ctx, tx, query, []any{ws, v.ID}, func(row *sql.Rows) error {
		var r revision
		err := row.Scan(append(r.fields(), &r.Text)...)
		v.History = append(v.History, ingest.RevisionRow{
			Article: r.Article, State: r.State, Current: r.Current, KnownSince: r.KnownSince, LoadedAt: parseStamp(r.LoadedAt), LoadedBy: r.LoadedBy,
		})
		if r.Current {
			v.Text = r.Text
		}
		return err
	})
}

func readClaims(ctx context.Context, tx *transaction, ws string, v *ingest.ArticleView) error {
	query := `SELECT ` + claimColumns + ` FROM ` + claimTables + ` WHERE c.workspace = ? AND c.article = ? ORDER BY s.start, c.n`
	return each(ctx, tx, query, []any{ws, v.ID}, func(row *sql.Rows) error {
		c, err := scanClaim(row.Scan)
		if c.claim.State == claims.Current {
			v.Current = append(v.Current, proof.RestoreClaim(c.claim))
		} else {
			v.Others = append(v.Others, proof.RestoreClaim(c.claim))
		}
		return err
	})
}
