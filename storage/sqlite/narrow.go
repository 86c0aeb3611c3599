package sqlite

import (
	"context"
	"math"
	"strings"

	"github.com/claimbot/claimbot/claims/ask"
)

// narrowing is what a query asks besides words: exactly, as SQL about claims
// c, and ahead of that, where they leave little, as tags inside MATCH.
type narrowing struct {
	tags  [][]string // one of each group
	where string
	args  []any
	sides sides
}

// tagShare bounds what is asked for by tag, to one in so many claims: the
// index reads all rows of a tag to weigh it, and a tag that most rows have
// costs more than looking at the rows that the words left.
const tagShare = 8

func (s *Store) narrow(ctx context.Context, tx *transaction, ws string, q ask.Query, sides sides) (n narrowing, err error) {
	n.sides = sides
	n.where, n.args = exactly(ws, q)
	var all, here int
	err = tx.QueryRowContext(ctx, `SELECT coalesce(sum(claims), 0), coalesce(max(CASE id WHEN ? THEN claims END), 0) FROM workspaces`, ws).Scan(&all, &here)
	if err != nil {
		return n, err
	}
	if here <= all/tagShare {
		n.tags = append(n.tags, []string{workspaceTag(ws)})
	}
	var kinds []string
	for _, k := range q.Kinds {
		kinds = append(kinds, kindTag(k))
	}
	months, ok := monthTags(q.From, q.To)
	if ok && len(months) > 0 {
		months = append(months, longTag)
	}
	for _, group := range [][]string{kinds, months} {
		rows, err := s.terms.count(ctx, tx, group)
		if err != nil {
			return n, err
		}
		if len(group) > 0 && rows <= all/tagShare {
			n.tags = append(n.tags, group)
		}
	}
	return n, nil
}

// exactly writes what a query asks besides words.
func exactly(ws string, q ask.Query) (where string, args []any) {
	where, args = `c.workspace = ? AND c.live = 1`, []any{ws}
	if len(q.Kinds) > 0 {
		where += ` AND c.kind IN (?` + strings.Repeat(`, ?`, len(q.Kinds)-1) + `)`
		for _, k := range q.Kinds {
			args = append(args, string(k))
		}
	}
	if q.From != "" || q.To != "" {
		where += ` AND c.from_day <> ''`
	}
	if q.From != "" {
		where, args = where+` AND c.to_day >= ?`, append(args, q.From)
	}
	if q.To != "" {
		where, args = where+` AND c.from_day <= ?`, append(args, q.To)
	}
	return where, args
}

// ask runs one expression. Scores are FTS5's bm25, turned so that higher is
// better: a word among the names counts double, in the article's head a third.
func (n narrowing) ask(ctx context.Context, tx *transaction, expression string, limit int, take func(candidate)) error {
	m := matches{
		score: `bm25(claim_index, 1.0, 2.0, 0.3, 0.0)`,
		from:  `claim_index JOIN claims c ON c.n = claim_index.rowid WHERE claim_index MATCH ? AND ` + n.where,
		args:  append([]any{matching(expression, n.tags)}, n.args...),
		order: `claim_index.rowid DESC`,
		most:  maxScored,
	}
	return n.sides.ask(ctx, tx, m, limit, func(c candidate) {
		c.score = math.Max(0, -c.score)
		take(c)
	})
}
