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

// inserts are the statements that each claim of an extraction goes through.
type inserts struct{ claims, spans, index *sql.Stmt }

func prepareInserts(ctx context.Context, tx *sql.Tx) (in inserts, err error) {
	for _, p := range []struct {
		stmt  **sql.Stmt
		query string
	}{
		{&in.claims, `INSERT INTO claims (workspace, id, article, revision, kind, from_day, to_day, known_unix, made, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, 'current')
			ON CONFLICT (workspace, id) DO UPDATE SET revision = excluded.revision, kind = excluded.kind, from_day = excluded.from_day, to_day = excluded.to_day,
				known_unix = excluded.known_unix, made = 1, state = CASE state WHEN 'replaced' THEN 'current' ELSE state END
			WHERE article = excluded.article RETURNING n, live`},
		{&in.spans, `INSERT INTO claim_spans (workspace, article, revision, claim, start, "end", extraction, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (workspace, article, revision, claim) DO UPDATE SET start = excluded.start, "end" = excluded."end", extraction = excluded.extraction, body = excluded.body`},
		{&in.index, insertIndex},
	} {
		if *p.stmt, err = tx.PrepareContext(ctx, p.query); err != nil {
			in.close()
			return in, err
		}
	}
	return in, nil
}

func (in inserts) close() {
	for _, stmt := range []*sql.Stmt{in.claims, in.spans, in.index} {
		if stmt != nil {
			_ = stmt.Close() // of the transaction, which tells
		}
	}
}

// claim stores one claim that extraction n makes, and its index row if it is
// live.
func (in inserts) claim(ctx context.Context, ws string, rev revision, n int64, e *encoded) error {
	from, to := days(e.claim, rev.Article)
	var row int64
	var live bool
	err := in.claims.QueryRowContext(ctx, ws, e.ID, rev.ID, rev.Revision, string(e.claim.Kind), from, to, unix(rev.KnownSince)).Scan(&row, &live)
	if isNone(err) {
		return claims.Errorf(claims.EInternal, "claim %s belongs to another article than %s", e.ID, rev.ID)
	}
	if err != nil {
		return err
	}
	if _, err := in.spans.ExecContext(ctx, ws, rev.ID, rev.Revision, e.ID, e.Start, e.End, n, e.Body); err != nil {
		return err
	}
	if !live {
		return nil
	}
	_, err = in.index.ExecContext(ctx, indexRow(row, ws, e.claim, rev.Article)...)
	return err
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

// Claim finds a claim by its id, or by a prefix that fits one id alone.
func (s *Store) Claim(ctx context.Context, ws, id string) (p proof.Claim, a claims.Article, err error) {
	err = s.read(ctx, "find claim", func(tx *sql.Tx) error {
		whole, err := resolve(ctx, tx, "claim", `SELECT id FROM claims`, ws, id)
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
func resolve(ctx context.Context, tx *sql.Tx, noun, selectIDs, ws, id string) (string, error) {
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
