package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/claims/text"
)

// Bounds of words to redact: a letter alone stands for too much.
const (
	leastRedacted = 2 // letters and digits
	mostRedacted  = 200
)

// Redact takes words out of an article.
func (s *Store) Redact(ctx context.Context, ws, article, words, by string) (r ingest.Redacted, err error) {
	key := text.PlainKey(words)
	if n := utf8.RuneCountInString(key); n < leastRedacted || n > mostRedacted {
		return r, claims.Errorf(claims.EInvalid, "Give the words to redact as they stand in the article, with %d to %d letters and digits.", leastRedacted, mostRedacted)
	}
	err = s.write(ctx, "redact an article", func(tx *transaction) error {
		id, err := resolveLoaded(ctx, tx, ws, article)
		if err != nil {
			return err
		}
		d := redacting{tx: tx, ws: ws, article: id, rule: newRedaction(key)}
		if r, err = d.run(ctx); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, review.Act{By: by, Act: review.ActRedact, Article: id})
	})
	return r, err
}

// redacting is one redaction on its way.
type redacting struct {
	tx      *transaction
	ws      string
	article string
	rule    redaction
	places  int
	texts   map[string]string // by revision, as they were
}

func (d *redacting) run(ctx context.Context) (r ingest.Redacted, err error) {
	if err := d.revisions(ctx, &r); err != nil {
		return r, err
	}
	own, gone, err := d.claims(ctx)
	if err != nil {
		return r, err
	}
	if r.Claims, r.Places = len(gone), d.places; r.Places+r.Claims == 0 {
		return r, claims.Errorf(claims.ENotFound, "These words stand nowhere in article %s; check how it writes them.", shortened(d.article))
	}
	for id := range gone {
		if err := d.dropClaim(ctx, id); err != nil {
			return r, err
		}
	}
	if err := recount(ctx, d.tx, d.ws, d.article); err != nil {
		return r, err
	}
	if err := d.reindex(ctx); err != nil {
		return r, err
	}
	if r.Captures, err = d.rest(ctx); err != nil {
		return r, err
	}
	e := erasure{article: d.article, claims: gone, own: own, cover: redactions{d.rule}.cover}
	if r.Answers, err = e.apply(ctx, d.tx, d.ws); err != nil {
		return r, err
	}
	_, err = d.tx.ExecContext(ctx, `INSERT INTO redactions (workspace, article, salt, length, hash) VALUES (?, ?, ?, ?, ?)`, d.ws, d.article, d.rule.salt, d.rule.length, d.rule.hash)
	if err != nil {
		return r, err
	}
	return r, toScrub(ctx, d.tx)
}

// revisions covers the words in each text and in what it says of itself.
func (d *redacting) revisions(ctx context.Context, r *ingest.Redacted) error {
	var all []revision
	query := `SELECT ` + revisionColumns + `, r.text FROM revisions r WHERE r.workspace = ? AND r.article = ? ORDER BY r.current, r.seq`
	err := each(ctx, d.tx, query, []any{d.ws, d.article}, func(row *sql.Rows) error {
		var one revision
		err := row.Scan(append(one.fields(), &one.Text)...)
		all = append(all, one)
		return err
	})
	if err != nil {
		return err
	}
	d.texts = map[string]string{}
	for _, old := range all {
		d.texts[old.Revision] = old.Text
		a, err := redactions{d.rule}.article(old.Article)
		if err != nil {
			return err
		}
		r.Article = a.Head()
		r.InURL = r.InURL || len(d.rule.find(old.URL)) > 0
		if a.Equal(old.Article) && len(d.rule.find(old.Path)) == 0 {
			continue
		}
		if err := d.storeRevision(ctx, old, a); err != nil {
			return err
		}
	}
	return nil
}

// storeRevision writes a covered text. Its state is set to what it is, which
// has what is told of the text elsewhere (its copies, say) told anew.
func (d *redacting) storeRevision(ctx context.Context, old revision, a claims.Article) error {
	for _, s := range []string{old.Text, old.Title, old.Author, old.Outlet, extraOf(old.Article)} {
		d.places += len(d.rule.find(s))
	}
	a.SHA256 = claims.HashText(a.Text)
	_, err := d.tx.ExecContext(ctx, `UPDATE revisions SET text = ?, sha256 = ?, title = ?, author = ?, outlet = ?, path = ?, extra = ?, state = state WHERE workspace = ? AND article = ? AND id = ?`,
		a.Text, a.SHA256, a.Title, a.Author, a.Outlet, redactions{d.rule}.cover(old.Path), extraOf(a), d.ws, d.article, old.Revision)
	return err
}

// claims tells which claims the article ever made, and which of them depend on
// the words: they hold them, or rest on a part of the text where they stood.
func (d *redacting) claims(ctx context.Context) (own, gone map[string]bool, err error) {
	own, gone = map[string]bool{}, map[string]bool{}
	parts := map[string][]text.Range{}
	for revision, s := range d.texts {
		parts[revision] = d.rule.find(s)
	}
	query := `SELECT claim, revision, start, "end", body FROM claim_spans WHERE workspace = ? AND article = ?`
	err = each(ctx, d.tx, query, []any{d.ws, d.article}, func(row *sql.Rows) error {
		var id, revision, body string
		var start, end int
		if err := row.Scan(&id, &revision, &start, &end, &body); err != nil {
			return err
		}
		own[id] = true
		held, err := redactions{d.rule}.holds(json.RawMessage(body))
		if err != nil {
			return fmt.Errorf("read claim %s: %w", id, err)
		}
		if held || overlaps(parts[revision], start, end) || spansOverlap(parts[revision], body) {
			gone[id] = true
		}
		return nil
	})
	return own, gone, err
}

func overlaps(parts []text.Range, start, end int) bool {
	for _, p := range parts {
		if start < p.End && p.Start < end {
			return true
		}
	}
	return false
}

// spansOverlap says whether a span of a claim, wherever it stands in its body,
// lies upon one of the parts.
func spansOverlap(parts []text.Range, body string) bool {
	var tree any
	if len(parts) == 0 || json.NewDecoder(strings.NewReader(body)).Decode(&tree) != nil {
		return false
	}
	return treeOverlaps(parts, tree)
}

func treeOverlaps(parts []text.Range, tree any) bool {
	switch v := tree.(type) {
	case []any:
		for _, e := range v {
			if treeOverlaps(parts, e) {
				return true
			}
		}
	case map[string]any:
		start, is := v["start"].(float64)
		end, also := v["end"].(float64)
		if is && also && overlaps(parts, int(start), int(end)) {
			return true
		}
		for _, e := range v {
			if treeOverlaps(parts, e) {
				return true
			}
		}
	}
	return false
}

func (d *redacting) dropClaim(ctx context.Context, id string) error {
	for _, statement := range []string{
		`DELETE FROM claim_index WHERE rowid IN (SELECT n FROM claims WHERE workspace = ? AND id = ? AND live = 1)`,
		`DELETE FROM claim_spans WHERE workspace = ?1 AND claim = ?2 AND article = (SELECT article FROM claims WHERE workspace = ?1 AND id = ?2)`,
		`DELETE FROM claims WHERE workspace = ? AND id = ?`,
	} {
		if _, err := d.tx.ExecContext(ctx, statement, d.ws, id); err != nil {
			return err
		}
	}
	return nil
}

// reindex writes the index rows of the claims that stay anew: the title stands
// in each.
func (d *redacting) reindex(ctx context.Context) error {
	var rows []claimRow
	query := `SELECT ` + claimColumns + ` FROM ` + claimTables + ` WHERE c.workspace = ? AND c.article = ? AND c.live = 1`
	err := each(ctx, d.tx, query, []any{d.ws, d.article}, func(row *sql.Rows) error {
		c, err := scanClaim(row.Scan)
		rows = append(rows, c)
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range rows {
		if _, err := d.tx.ExecContext(ctx, `DELETE FROM claim_index WHERE rowid = ?`, c.n); err != nil {
			return err
		}
		if _, err := d.tx.ExecContext(ctx, insertIndex, wordsOf(c.claim).row(c.n, d.ws, headTerms(c.article), c.claim, c.article)...); err != nil {
			return err
		}
	}
	return nil
}

// rest drops the bytes of captures, and covers the words in what else is told
// of the article.
func (d *redacting) rest(ctx context.Context) (captures int, err error) {
	dropped, err := d.tx.ExecContext(ctx, `UPDATE captures SET raw = x'', header = '{}', size = 0, dropped = 1 WHERE workspace = ? AND article = ? AND dropped = 0`, d.ws, d.article)
	if err != nil {
		return 0, err
	}
	n, err := dropped.RowsAffected()
	if err != nil {
		return 0, err
	}
	if err := d.column(ctx, "extractions", "note", `article = ?2`); err != nil {
		return 0, err
	}
	const tellsOf = `(article = ?2 OR url IN (SELECT url FROM revisions WHERE workspace = ?1 AND article = ?2
		UNION SELECT final_url FROM captures WHERE workspace = ?1 AND article = ?2))`
	for _, name := range []string{"title", "summary", "reason"} {
		if err := d.column(ctx, "feed_entries", name, tellsOf); err != nil {
			return 0, err
		}
	}
	return int(n), nil
}

// column covers the words in a column of the rows of a table that tell of the
// article.
func (d *redacting) column(ctx context.Context, table, name, tellsOf string) error {
	covered := map[int64]string{}
	err := each(ctx, d.tx, fmt.Sprintf(`SELECT n, %s FROM %s WHERE workspace = ?1 AND %s`, name, table, tellsOf), []any{d.ws, d.article}, func(row *sql.Rows) error {
		var n int64
		var s string
		err := row.Scan(&n, &s)
		if c := (redactions{d.rule}).cover(s); c != s {
			covered[n] = c
		}
		return err
	})
	if err != nil {
		return err
	}
	for n, s := range covered {
		if _, err := d.tx.ExecContext(ctx, fmt.Sprintf(`UPDATE %s SET %s = ? WHERE n = ?`, table, name), s, n); err != nil {
			return err
		}
	}
	return nil
}
