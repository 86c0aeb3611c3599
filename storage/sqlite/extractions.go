package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
)

// SaveExtraction makes x its article's current extraction.
func (s *Store) SaveExtraction(ctx context.Context, ws string, x ingest.Extraction) error {
	made, rejected, digest, err := encodeExtraction(x)
	if err != nil {
		return err
	}
	return s.write(ctx, "save extraction", func(tx *transaction) error {
		rev, err := findRevision(ctx, tx, `r.workspace = ? AND r.article = ? AND r.current = 1`, ws, x.ArticleID)
		if isNone(err) {
			return missing(ctx, tx, ws, x.ArticleID)
		}
		if err != nil {
			return err
		}
		if rev.Revision != x.Revision || x.Basis != "" && x.Basis != (ingest.Pending{Article: rev.Article}).Basis() {
			return claims.Errorf(claims.EConflict, "Article %q has changed while its claims were extracted; load it again.", x.ArticleID)
		}
		if known, err := isKnownExtraction(ctx, tx, ws, rev, digest); err != nil || known {
			return cmp.Or(err, want(ctx, tx, ws, rev, x.Wanted))
		}
		if made, err = withoutRedacted(ctx, tx, ws, rev, made); err != nil {
			return err
		}
		was, err := newestEngine(ctx, tx, ws, rev)
		if err != nil {
			return err
		}
		n, err := insertExtraction(ctx, tx, ws, x, rejected, digest, s.stamp())
		if err != nil {
			return err
		}
		if err := makeCurrent(ctx, tx, ws, rev, n, made); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE revisions SET state = 'extracted', wanted = ?, misread = 0 WHERE workspace = ? AND article = ? AND id = ?`, x.Wanted, ws, rev.ID, rev.Revision)
		if err != nil || x.By == "" {
			return err
		}
		return s.note(ctx, tx, ws, review.Act{By: x.By, Act: review.ActRedo, Article: rev.ID, From: was, To: x.Version})
	})
}

// missing says why an article that is not there is not.
func missing(ctx context.Context, tx *transaction, ws, article string) error {
	var there bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM articles WHERE workspace = ? AND id = ?)`, ws, article).Scan(&there)
	switch {
	case err != nil:
		return err
	case there:
		return claims.Errorf(claims.EConflict, "Article %s was removed while its claims were extracted; load it again if it is wanted.", shortened(article))
	}
	return claims.Errorf(claims.ENotFound, "There is no article %s here; load it first.", shortened(article))
}

// newestEngine gives the version of the engine that read a revision last.
func newestEngine(ctx context.Context, tx *transaction, ws string, rev revision) (version string, err error) {
	err = tx.QueryRowContext(ctx, `SELECT version FROM extractions WHERE workspace = ? AND article = ? AND revision = ? ORDER BY n DESC LIMIT 1`, ws, rev.ID, rev.Revision).Scan(&version)
	if isNone(err) {
		return "", nil
	}
	return version, err
}

// extracted is a claim of an extraction, ready for its rows.
type extracted struct {
	encoded
	words words
}

// encodeExtraction prepares the rows outside of the transaction.
func encodeExtraction(x ingest.Extraction) (made []extracted, rejected []byte, digest string, err error) {
	made = make([]extracted, 0, len(x.Claims))
	seen := map[string]bool{}
	for _, p := range x.Claims {
		c := p.Claim()
		c.ArticleID, c.Revision = x.ArticleID, x.Revision
		if c.ID == "" {
			return nil, nil, "", claims.Errorf(claims.EInternal, "a claim of article %s has no id", x.ArticleID)
		}
		if seen[c.ID] {
			continue // the same claim of the same words, told twice
		}
		seen[c.ID] = true
		e, err := encode(c)
		if err != nil {
			return nil, nil, "", err
		}
		made = append(made, extracted{e, wordsOf(c)})
	}
	if rejected, err = json.Marshal(x.Rejected); err != nil {
		return nil, nil, "", fmt.Errorf("write the rejected counts: %w", err)
	}
	all, err := json.Marshal(struct {
		Engine, Version, Note string
		Rejected              json.RawMessage
		Claims                []extracted
	}{x.Engine, x.Version, x.Note, rejected, made})
	if err != nil {
		return nil, nil, "", fmt.Errorf("digest an extraction: %w", err)
	}
	return made, rejected, claims.HashText(string(all)), nil
}

// isKnownExtraction says whether the article's current extraction is just this.
func isKnownExtraction(ctx context.Context, tx *transaction, ws string, rev revision, digest string) (bool, error) {
	if rev.State != ingest.StateExtracted {
		return false, nil
	}
	var was string
	err := tx.QueryRowContext(ctx, `SELECT digest FROM extractions WHERE workspace = ? AND article = ? AND revision = ? ORDER BY n DESC LIMIT 1`, ws, rev.ID, rev.Revision).Scan(&was)
	return was == digest, err
}

func insertExtraction(ctx context.Context, tx *transaction, ws string, x ingest.Extraction, rejected []byte, digest, at string) (n int64, err error) {
	result, err := tx.ExecContext(ctx, `INSERT INTO extractions (workspace, article, revision, engine, version, rejected, note, digest, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		ws, x.ArticleID, x.Revision, x.Engine, x.Version, string(rejected), x.Note, digest, at)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// restoreExtraction makes a revision's newest extraction current as it is.
func restoreExtraction(ctx context.Context, tx *transaction, ws string, rev revision) error {
	var n int64
	err := tx.QueryRowContext(ctx, `SELECT max(n) FROM extractions WHERE workspace = ? AND article = ? AND revision = ?`, ws, rev.ID, rev.Revision).Scan(&n)
	if err != nil {
		return err
	}
	var made []extracted
	err = each(ctx, tx, `SELECT claim, start, "end", body FROM claim_spans WHERE workspace = ? AND article = ? AND revision = ? AND extraction = ?`,
		[]any{ws, rev.ID, rev.Revision, n}, func(row *sql.Rows) error {
			var e encoded
			if err := row.Scan(&e.ID, &e.Start, &e.End, &e.Body); err != nil {
				return err
			}
			err := e.decode(rev.ID, rev.Revision)
			made = append(made, extracted{e, wordsOf(e.claim)})
			return err
		})
	if err != nil {
		return err
	}
	return makeCurrent(ctx, tx, ws, rev, n, made)
}
