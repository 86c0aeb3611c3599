package sqlite

import (
	"context"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
)

// Remove takes an article out of the workspace. It is then one that has no
// current revision, and makes no claim; what is hidden stays so.
func (s *Store) Remove(ctx context.Context, ws, article, by string) (removed ingest.Removed, err error) {
	err = s.write(ctx, "remove article", func(tx *transaction) error {
		r, err := currentRevision(ctx, tx, ws, article)
		if err != nil {
			return err
		}
		removed.Article = r.Head()
		err = tx.QueryRowContext(ctx, `SELECT claims, (SELECT count(DISTINCT k.answer) FROM claims c JOIN citations k ON k.workspace = c.workspace AND k.claim = c.id
			WHERE c.workspace = a.workspace AND c.article = a.id) FROM articles a WHERE workspace = ? AND id = ?`, ws, r.ID).Scan(&removed.Claims, &removed.Answers)
		if err != nil {
			return err
		}
		if err := takeAway(ctx, tx, ws, r.ID); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, review.Act{By: by, Act: review.ActRemove, Article: r.ID, From: r.Revision})
	})
	return removed, err
}

// Undo takes back the newest act on an article that is not undone yet.
func (s *Store) Undo(ctx context.Context, ws, article, by string) (u ingest.Undone, err error) {
	err = s.write(ctx, "undo", func(tx *transaction) error {
		id, err := resolveLoaded(ctx, tx, ws, article)
		if err != nil {
			return err
		}
		act, err := newestToUndo(ctx, tx, ws, id)
		if isNone(err) {
			return claims.Errorf(claims.EConflict, "Nothing that was done to article %s can be undone any more.", shortened(id))
		}
		if err != nil {
			return err
		}
		if act.Act.Act == review.ActRemove && s.now().Sub(act.At) > ingest.RemovedFor {
			return claims.Errorf(claims.EConflict, "Article %s was removed on %s, and a removal can be undone for %d days; load it again to have it back.",
				shortened(id), act.At.Format("2 January 2006"), int(ingest.RemovedFor.Hours()/24))
		}
		if u, err = takeBack(ctx, tx, ws, act); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE acts SET undone = 1 WHERE n = ?`, act.n); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, review.Act{By: by, Act: review.ActUndo, Article: id, From: act.Act.Act})
	})
	return u, err
}

func takeBack(ctx context.Context, tx *transaction, ws string, act actRow) (u ingest.Undone, err error) {
	u.Act = act.Act.Act
	var r revision
	switch u.Act {
	case review.ActLoad:
		r, err = findRevision(ctx, tx, `r.workspace = ? AND r.article = ? AND r.id = ?`, ws, act.Article, act.To)
		if err == nil {
			err = takeAway(ctx, tx, ws, act.Article)
		}
		u.Article = r.Head()
		return u, err
	case review.ActDate:
		if r, err = currentRevision(ctx, tx, ws, act.Article); err == nil {
			r, err = correctDate(ctx, tx, ws, r, claims.Time(act.From))
		}
	default:
		r, err = bringBack(ctx, tx, ws, act.Article, act.From)
	}
	u.Article = r.Head()
	if err == nil && r.State == ingest.StateRead {
		u.Pending = &ingest.Pending{Article: r.Article, KnownSince: r.KnownSince}
	}
	return u, err
}

// SetPublished corrects when the current revision was published.
func (s *Store) SetPublished(ctx context.Context, ws, article string, published claims.Time, by string) (p ingest.Pending, err error) {
	if published, err = claims.ParseTime(string(published)); err != nil {
		return p, err
	}
	err = s.write(ctx, "correct a date", func(tx *transaction) error {
		r, err := currentRevision(ctx, tx, ws, article)
		if err != nil {
			return err
		}
		was := r.PublishedAt
		if was != published {
			if r, err = correctDate(ctx, tx, ws, r, published); err != nil {
				return err
			}
			err = s.note(ctx, tx, ws, review.Act{By: by, Act: review.ActDate, Article: r.ID, From: string(was), To: string(published)})
		}
		p = ingest.Pending{Article: r.Article, KnownSince: r.KnownSince}
		return err
	})
	return p, err
}

// Pending gives an article's current revision, to extract.
func (s *Store) Pending(ctx context.Context, ws, article string) (p ingest.Pending, err error) {
	err = s.read(ctx, "find article", func(tx *transaction) error {
		r, err := currentRevision(ctx, tx, ws, article)
		p = ingest.Pending{Article: r.Article, KnownSince: r.KnownSince}
		return err
	})
	return p, err
}

// currentRevision finds an article's current revision, with its text.
func currentRevision(ctx context.Context, tx *transaction, ws, article string) (revision, error) {
	id, err := resolveArticle(ctx, tx, ws, article)
	if err != nil {
		return revision{}, err
	}
	return findRevision(ctx, tx, `r.workspace = ? AND r.article = ? AND r.current = 1`, ws, id)
}

// resolveLoaded finds an article by its id, its URL or a prefix, whether it was
// removed or not. Those that were not come first.
func resolveLoaded(ctx context.Context, tx *transaction, ws, key string) (string, error) {
	id, err := resolveArticle(ctx, tx, ws, key)
	if claims.ErrorCode(err) != claims.ENotFound {
		return id, err
	}
	var removed string
	err = tx.QueryRowContext(ctx, `SELECT article FROM revisions r WHERE workspace = ? AND url = ? AND url <> ''
		ORDER BY (SELECT max(n) FROM acts a WHERE a.workspace = r.workspace AND a.article = r.article) DESC LIMIT 1`, ws, key).Scan(&removed)
	if !isNone(err) {
		return removed, err
	}
	if removed, err = resolve(ctx, tx, "article", `SELECT id FROM articles`, ws, key); claims.ErrorCode(err) == claims.ENotFound {
		err = orPurged(ctx, tx, ws, key, err)
	}
	return removed, err
}

// takeAway leaves an article without a current revision and without claims.
func takeAway(ctx context.Context, tx *transaction, ws, article string) error {
	gone, err := tx.ExecContext(ctx, `UPDATE revisions SET current = 0 WHERE workspace = ? AND article = ? AND current = 1`, ws, article)
	if err != nil {
		return err
	}
	if n, err := gone.RowsAffected(); err != nil || n == 0 {
		return err
	}
	if err := retireClaims(ctx, tx, ws, article); err != nil {
		return err
	}
	if err := recount(ctx, tx, ws, article); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE articles SET excluded = 0 WHERE workspace = ? AND id = ? AND excluded = 1`, ws, article); err != nil {
		return err
	}
	return countArticle(ctx, tx, ws, -1)
}

// bringBack makes a stored revision its article's current one, with what was
// extracted from it.
func bringBack(ctx context.Context, tx *transaction, ws, article, id string) (r revision, err error) {
	was, err := tx.ExecContext(ctx, `UPDATE revisions SET current = 0 WHERE workspace = ? AND article = ? AND current = 1`, ws, article)
	if err != nil {
		return r, err
	}
	n, err := was.RowsAffected()
	if err == nil && n == 0 {
		err = countArticle(ctx, tx, ws, 1)
	}
	if err != nil {
		return r, err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE revisions SET current = 1 WHERE workspace = ? AND article = ? AND id = ?`, ws, article, id); err != nil {
		return r, err
	}
	if r, err = findRevision(ctx, tx, `r.workspace = ? AND r.article = ? AND r.id = ?`, ws, article, id); err != nil {
		return r, err
	}
	if err := excludeArticle(ctx, tx, ws, r.Article); err != nil || r.State != ingest.StateExtracted {
		return r, err
	}
	return r, restoreExtraction(ctx, tx, ws, r)
}

// countArticle keeps in step how many articles a workspace has.
func countArticle(ctx context.Context, tx *transaction, ws string, more int) error {
	_, err := tx.ExecContext(ctx, `UPDATE workspaces SET articles = articles + ? WHERE id = ?`, more, ws)
	return err
}
