package sqlite

import (
	"context"
	"database/sql"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/diff"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
)

// Versions gives every version of an article, in the order of loading.
func (s *Store) Versions(ctx context.Context, ws, article string) (head claims.Article, all []diff.Version, err error) {
	err = s.read(ctx, "list versions", func(tx *transaction) error {
		id, err := resolveArticle(ctx, tx, ws, article)
		if err != nil {
			return err
		}
		query := `SELECT ` + revisionColumns + `, r.text FROM revisions r WHERE r.workspace = ? AND r.article = ? ORDER BY r.seq`
		return each(ctx, tx, query, []any{ws, id}, func(row *sql.Rows) error {
			var r revision
			err := row.Scan(append(r.fields(), &r.Text)...)
			if r.Current {
				head = r.Head()
			}
			all = append(all, diff.Version{
				Revision: r.Revision, Number: len(all) + 1, Title: r.Title, PublishedAt: r.PublishedAt, ModifiedAt: r.ModifiedAt,
				KnownSince: r.KnownSince, LoadedAt: parseStamp(r.LoadedAt), Current: r.Current, Read: r.State == ingest.StateExtracted, Text: r.Text,
			})
			return err
		})
	})
	return head, all, err
}

// RevisionClaims gives the claims that the newest extraction of a revision made.
func (s *Store) RevisionClaims(ctx context.Context, ws, article, rev string) (all []proof.Claim, err error) {
	const query = `SELECT c.state, c.status, s.claim, s.start, s."end", s.body
		FROM claim_spans s JOIN claims c ON c.workspace = s.workspace AND c.id = s.claim
		WHERE s.workspace = ?1 AND s.article = ?2 AND s.revision = ?3
		AND s.extraction = (SELECT max(n) FROM extractions WHERE workspace = ?1 AND article = ?2 AND revision = ?3)
		ORDER BY s.start, c.n`
	err = s.read(ctx, "read the claims of a version", func(tx *transaction) error {
		return each(ctx, tx, query, []any{ws, article, rev}, func(row *sql.Rows) error {
			var e encoded
			var state claims.State
			var status claims.Status
			if err := row.Scan(&state, &status, &e.ID, &e.Start, &e.End, &e.Body); err != nil {
				return err
			}
			if err := e.decode(article, rev); err != nil {
				return err
			}
			e.claim.State, e.claim.Status = state, status
			all = append(all, proof.RestoreClaim(e.claim))
			return nil
		})
	})
	return all, err
}
