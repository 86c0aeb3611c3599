package sqlite

import (
	"cmp"
	"context"
	"slices"

	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/proof"
)

// Bounds of what a search takes on: a question may be 10,000 characters long,
// and its words may stand in half of all claims.
const (
	maxWords  = 200 // looked up for how rare they are
	maxAsked  = 16  // the rarest of them, asked for
	maxLimit  = 1000
	maxScored = 4000 // matches of one rung that are scored, those stored last
)

// Search gives the candidates for a query, best first. It asks in a ladder:
// all words, then the rarer half of them, then any of that half, then any at
// all; a claim of a higher rung always scores above those of a lower one.
// Without words it gives the newest.
func (s *Store) Search(ctx context.Context, ws string, q ask.Query) (hits []ask.Hit, err error) {
	limit := min(atMost(q.Limit), maxLimit)
	err = s.read(ctx, "search", func(tx *transaction) error {
		sides, err := sidesOf(ctx, tx, ws, q.Excluded)
		if err != nil {
			return err
		}
		var found []candidate
		if words := plainWords(q.Terms); len(words) > 0 {
			found, err = s.climb(ctx, tx, ws, q, words, sides, limit)
		} else if len(q.Terms) == 0 {
			found, err = newest(ctx, tx, ws, q, sides, limit)
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
	n        int64
	score    float64
	excluded bool
}

// climb goes down the ladder until the limit is met.
func (s *Store) climb(ctx context.Context, tx *transaction, ws string, q ask.Query, words []string, sides sides, limit int) ([]candidate, error) {
	if err := s.terms.refresh(ctx, tx); err != nil {
		return nil, err
	}
	words, err := s.terms.rarestFirst(ctx, tx, words)
	if err != nil {
		return nil, err
	}
	narrowed, err := s.narrow(ctx, tx, ws, q, sides)
	if err != nil {
		return nil, err
	}
	rungs := ladder(words[:min(len(words), maxAsked)])
	var found, excluded []candidate
	had := map[int64]bool{}
	for i, rung := range rungs {
		if len(found) >= limit {
			break
		}
		base := float64(len(rungs) - 1 - i)
		err := narrowed.ask(ctx, tx, rung, limit+max(len(found), len(excluded)), func(c candidate) {
			of := &found
			if c.excluded {
				of = &excluded
			}
			if !had[c.n] && len(*of) < limit {
				had[c.n] = true
				c.score = base + c.score/(1+c.score)
				*of = append(*of, c)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return byScore(found, excluded), nil
}

// byScore puts those of excluded outlets among the others.
func byScore(found, excluded []candidate) []candidate {
	if len(excluded) == 0 {
		return found
	}
	all := append(found, excluded...)
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return all
}

// ladder gives the expressions to ask one after the other; words are rarest
// first. The words of the commoner half do not find anything on the third
// rung, but they count for what the others find.
func ladder(words []string) []string {
	if len(words) == 1 {
		return []string{allOf(words)}
	}
	rare := words[:(len(words)+1)/2]
	rungs := []string{allOf(words)}
	if len(rare) > 1 {
		rungs = append(rungs, allOf(rare))
	}
	if len(rare) < len(words) {
		rungs = append(rungs, "("+anyOf(rare)+") AND ("+anyOf(words)+")")
	}
	return append(rungs, anyOf(words))
}

// newest lists live claims by the time since when they are known.
func newest(ctx context.Context, tx *transaction, ws string, q ask.Query, sides sides, limit int) (found []candidate, err error) {
	where, args := exactly(ws, q)
	m := matches{score: `-c.known_unix`, from: `claims c WHERE ` + where, args: args, order: `c.known_unix DESC, c.n DESC`, most: limit}
	if sides == bothSides {
		m.most = maxScored // the newest of an excluded outlet may be older than many others
	}
	err = sides.ask(ctx, tx, m, limit, func(c candidate) { found = append(found, c) })
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.score, b.score) })
	for i := range found {
		found[i].score = 1 / float64(i+1)
	}
	return found, err
}

// loadHits reads the candidates' claims and the heads of their articles.
func loadHits(ctx context.Context, tx *transaction, ws string, found []candidate) ([]ask.Hit, error) {
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
		hits = append(hits, ask.Hit{Claim: proof.RestoreClaim(row.claim), Article: row.article, Score: f.score, Excluded: f.excluded})
	}
	return hits, nil
}

// Stats counts what a question of the workspace is asked against.
func (s *Store) Stats(ctx context.Context, ws string) (stats ask.Stats, err error) {
	err = s.read(ctx, "count", func(tx *transaction) error {
		err := tx.QueryRowContext(ctx, `SELECT articles, claims FROM workspaces WHERE id = ?`, ws).Scan(&stats.Articles, &stats.Claims)
		if isNone(err) {
			return nil
		}
		if err != nil {
			return err
		}
		var made int
		err = tx.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(claims), 0) FROM articles WHERE workspace = ? AND excluded = 1`, ws).Scan(&stats.Excluded, &made)
		if err != nil {
			return err
		}
		stats.Articles, stats.Claims = stats.Articles-stats.Excluded, stats.Claims-made
		err = tx.QueryRowContext(ctx, `SELECT published_at FROM revisions c WHERE workspace = ? AND current = 1 AND published_unix IS NOT NULL AND NOT `+isExcluded+`
			ORDER BY published_unix DESC LIMIT 1`, ws).Scan((*string)(&stats.NewestReport))
		if isNone(err) {
			return nil
		}
		return err
	})
	return stats, err
}
