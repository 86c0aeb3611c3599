package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"unicode"

	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/proof"
)

// Bounds of what a search takes on: a question may be 10,000 characters long.
const (
	maxWords  = 200 // looked up for how rare they are
	maxAsked  = 16  // the rarest of them, asked for
	maxWord   = 64  // bytes
	maxLimit  = 1000
	ftsWeight = `bm25(claim_index, 1.0, 2.0, 0.3, 0.0)` // body, names, head, tags
)

// Search gives the candidates for a query, best first. It asks in a ladder:
// all words, then the rarer half of them, then any; a claim of a higher rung
// always scores above those of a lower one. Without words it gives the newest.
func (s *Store) Search(ctx context.Context, ws string, q ask.Query) (hits []ask.Hit, err error) {
	limit := min(atMost(q.Limit), maxLimit)
	err = s.read(ctx, "search", func(tx *sql.Tx) error {
		var found []candidate
		if words := plainWords(q.Terms); len(words) > 0 {
			found, err = s.climb(ctx, tx, ws, q, words, limit)
		} else if len(q.Terms) == 0 {
			found, err = newest(ctx, tx, ws, q, limit)
		}
		if err != nil {
			return err
		}
		hits, err = loadHits(ctx, tx, ws, found)
		return err
	})
	return hits, err
}

// candidate is a row of claims with its score.
type candidate struct {
	n     int64
	score float64
}

// climb goes down the ladder until the limit is met.
func (s *Store) climb(ctx context.Context, tx *sql.Tx, ws string, q ask.Query, words []string, limit int) ([]candidate, error) {
	words, err := s.terms.rarestFirst(ctx, tx, words)
	if err != nil {
		return nil, err
	}
	words = words[:min(len(words), maxAsked)]
	rungs := []string{allOf(words)}
	if half := (len(words) + 1) / 2; half > 1 && half < len(words) {
		rungs = append(rungs, allOf(words[:half]))
	}
	if len(words) > 1 {
		rungs = append(rungs, anyOf(words))
	}
	var found []candidate
	had := map[int64]bool{}
	for i, rung := range rungs {
		if len(found) >= limit {
			break
		}
		base := float64(len(rungs) - 1 - i)
		err := s.ask(ctx, tx, ws, q, rung, limit, func(c candidate) {
			if !had[c.n] && len(found) < limit {
				had[c.n] = true
				found = append(found, candidate{c.n, base + c.score/(1+c.score)})
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// ask runs one expression. A limit for all rungs is enough: those that were
// had before are among the best of each lower rung or make room by being few.
func (s *Store) ask(ctx context.Context, tx *sql.Tx, ws string, q ask.Query, expression string, limit int, take func(candidate)) error {
	groups := [][]string{{workspaceTag(ws)}}
	if len(q.Kinds) > 0 {
		var kinds []string
		for _, k := range q.Kinds {
			kinds = append(kinds, kindTag(k))
		}
		groups = append(groups, kinds)
	}
	query, args := `SELECT rowid, `+ftsWeight+` AS score FROM claim_index WHERE claim_index MATCH ?`, []any{}
	if q.From != "" || q.To != "" {
		if months, ok := monthTags(q.From, q.To); ok && len(months) > 0 {
			groups = append(groups, append(months, longTag))
		}
		within, bounds := dayBounds(q)
		query = `SELECT claim_index.rowid, ` + ftsWeight + ` AS score FROM claim_index JOIN claims c ON c.n = claim_index.rowid WHERE claim_index MATCH ?` + within
		args = bounds
	}
	args = append(append([]any{matching(expression, groups)}, args...), limit)
	return each(ctx, tx, query+` ORDER BY score LIMIT ?`, args, func(row *sql.Rows) error {
		var c candidate
		err := row.Scan(&c.n, &c.score)
		c.score = math.Max(0, -c.score) // FTS5's is lower for better
		take(c)
		return err
	})
}

// dayBounds narrows claims c to those that touch the days asked for.
func dayBounds(q ask.Query) (where string, args []any) {
	where = ` AND c.from_day <> ''`
	if q.From != "" {
		where, args = where+` AND c.to_day >= ?`, append(args, q.From)
	}
	if q.To != "" {
		where, args = where+` AND c.from_day <= ?`, append(args, q.To)
	}
	return where, args
}

// newest lists live claims by the time since when they are known.
func newest(ctx context.Context, tx *sql.Tx, ws string, q ask.Query, limit int) (found []candidate, err error) {
	query, args := `SELECT c.n FROM claims c WHERE c.workspace = ? AND c.live = 1`, []any{ws}
	if len(q.Kinds) > 0 {
		kinds, err := json.Marshal(q.Kinds)
		if err != nil {
			return nil, fmt.Errorf("write the kinds: %w", err)
		}
		query, args = query+` AND c.kind IN (SELECT value FROM json_each(?))`, append(args, string(kinds))
	}
	if q.From != "" || q.To != "" {
		within, bounds := dayBounds(q)
		query, args = query+within, append(args, bounds...)
	}
	err = each(ctx, tx, query+` ORDER BY c.known_unix DESC, c.n DESC LIMIT ?`, append(args, limit), func(row *sql.Rows) error {
		var c candidate
		err := row.Scan(&c.n)
		found = append(found, c)
		return err
	})
	for i := range found {
		found[i].score = 1 / float64(i+1)
	}
	return found, err
}

// loadHits reads the candidates' claims and the heads of their articles.
func loadHits(ctx context.Context, tx *sql.Tx, ws string, found []candidate) ([]ask.Hit, error) {
	if len(found) == 0 {
		return nil, nil
	}
	stmt, err := tx.PrepareContext(ctx, `SELECT `+claimColumns+` FROM `+claimTables+` WHERE c.n = ? AND c.workspace = ? AND c.live = 1`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = stmt.Close() }()
	hits := make([]ask.Hit, 0, len(found))
	for _, f := range found {
		row, err := scanClaim(stmt.QueryRowContext(ctx, f.n, ws).Scan)
		if err != nil {
			return nil, err
		}
		hits = append(hits, ask.Hit{Claim: proof.RestoreClaim(row.claim), Article: row.article, Score: f.score})
	}
	return hits, nil
}

// Stats counts what a question of the workspace is asked against.
func (s *Store) Stats(ctx context.Context, ws string) (stats ask.Stats, err error) {
	err = s.read(ctx, "count", func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT articles, claims FROM workspaces WHERE id = ?`, ws).Scan(&stats.Articles, &stats.Claims)
		if isNone(err) {
			return nil
		}
		if err != nil {
			return err
		}
		err = tx.QueryRowContext(ctx, `SELECT published_at FROM revisions WHERE workspace = ? AND current = 1 AND published_unix IS NOT NULL
			ORDER BY published_unix DESC LIMIT 1`, ws).Scan((*string)(&stats.NewestReport))
		if isNone(err) {
			return nil
		}
		return err
	})
	return stats, err
}

func isIndexed(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }
