package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// encoded is a claim beside its row of claim_spans.
type encoded struct {
	ID         string
	Start, End int
	Body       string
	claim      claims.Claim // whole
}

// encode writes the body: the claim without what has columns of its own.
func encode(c claims.Claim) (encoded, error) {
	e := encoded{ID: c.ID, Start: c.Start, End: c.End, claim: c}
	c.ID, c.ArticleID, c.Revision, c.Start, c.End, c.State, c.Status = "", "", "", 0, 0, "", ""
	body, err := json.Marshal(c)
	if err != nil {
		return e, fmt.Errorf("write claim %s: %w", e.ID, err)
	}
	e.Body = string(body)
	return e, nil
}

func (e *encoded) decode(article, revision string) error {
	if err := json.Unmarshal([]byte(e.Body), &e.claim); err != nil {
		return fmt.Errorf("read claim %s: %w", e.ID, err)
	}
	c := &e.claim
	c.ID, c.ArticleID, c.Revision, c.Start, c.End = e.ID, article, revision, e.Start, e.End
	return nil
}

// days gives the days that a claim is about: when it happened, else when it
// was reported.
func days(c claims.Claim, a claims.Article) (from, to string) {
	switch {
	case c.When != nil && c.When.From != "":
		from, to = c.When.From.Day(), c.When.To.Day()
	case c.ReportedAt != "":
		from = c.ReportedAt.Day()
	default:
		from = a.PublishedAt.Day()
	}
	return from, max(from, to)
}

// claimColumns and claimTables read a claim, as the revision words it that
// makes it or made it last, with the head of its article.
const (
	claimColumns = `c.n, c.id, c.state, c.status, s.start, s."end", s.body, ` + revisionColumns
	claimTables  = `claims c JOIN claim_spans s ON s.workspace = c.workspace AND s.article = c.article AND s.revision = c.revision AND s.claim = c.id
		JOIN revisions r ON r.workspace = c.workspace AND r.article = c.article AND r.id = c.revision`
)

// claimRow is what claimColumns are scanned into.
type claimRow struct {
	n       int64
	claim   claims.Claim
	article claims.Article // head
}

func scanClaim(scan func(...any) error) (c claimRow, err error) {
	var e encoded
	var r revision
	var state claims.State
	var status claims.Status
	if err := scan(append([]any{&c.n, &e.ID, &state, &status, &e.Start, &e.End, &e.Body}, r.fields()...)...); err != nil {
		return c, err
	}
	if err := e.decode(r.ID, r.Revision); err != nil {
		return c, err
	}
	c.claim, c.article = e.claim, r.Article
	c.claim.State, c.claim.Status = state, status
	return c, nil
}

// What is taken out with its article is not there.
const (
	ofPresent       = `EXISTS (SELECT 1 FROM revisions p WHERE p.workspace = c.workspace AND p.article = c.article AND p.current = 1)`
	presentClaims   = `SELECT id FROM (SELECT c.workspace, c.id FROM claims c WHERE ` + ofPresent + `)`
	presentArticles = `SELECT id FROM (SELECT workspace, article AS id FROM revisions WHERE current = 1)`
)

// Claim finds a claim by its id, or by a prefix that fits one id alone.
func (s *Store) Claim(ctx context.Context, ws, id string) (p proof.Claim, a claims.Article, err error) {
	err = s.read(ctx, "find claim", func(tx *transaction) error {
		whole, err := resolve(ctx, tx, "claim", presentClaims, ws, id)
		if err != nil {
			return err
		}
		row, err := scanClaim(tx.QueryRowContext(ctx, `SELECT `+claimColumns+` FROM `+claimTables+` WHERE c.workspace = ? AND c.id = ?`, ws, whole).Scan)
		p, a = proof.RestoreClaim(row.claim), row.article
		return err
	})
	return p, a, err
}

// resolve gives the id that is id or alone begins with it.
func resolve(ctx context.Context, tx *transaction, noun, selectIDs, ws, id string) (string, error) {
	var found []string
	if id != "" {
		// Bytes compare as they are, and none of an id is 0xff.
		err := each(ctx, tx, selectIDs+` WHERE workspace = ? AND id >= ? AND id < ? ORDER BY id LIMIT 2`, []any{ws, id, id + "\xff"}, func(row *sql.Rows) error {
			found = append(found, "")
			return row.Scan(&found[len(found)-1])
		})
		if err != nil {
			return "", err
		}
	}
	switch {
	case len(found) == 0:
		return "", claims.Errorf(claims.ENotFound, "There is no %s %s in this workspace; check the id.", noun, shortened(id))
	case len(found) == 1 || found[0] == id:
		return found[0], nil
	}
	return "", claims.Errorf(claims.EInvalid, "Several %ss begin with %s; give more of the id.", noun, shortened(id))
}

// shortened quotes an id for a message, however long and odd it is.
func shortened(id string) string {
	if runes := []rune(id); len(runes) > 40 {
		id = string(runes[:40]) + "…"
	}
	return fmt.Sprintf("%q", id)
}
