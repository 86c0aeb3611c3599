package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
)

// sides says which claims a search may give: where outlets of a workspace are
// excluded, those of the others, or both.
type sides int

const (
	allSides  sides = iota // no outlet is excluded: nothing is to be told apart
	oneSide                // those of excluded outlets are left out
	bothSides              // both, told apart
)

// isExcluded asks of a row that is called c whether its article is left out.
const isExcluded = `EXISTS (SELECT 1 FROM articles x WHERE x.workspace = c.workspace AND x.id = c.article AND x.excluded = 1)`

func sidesOf(ctx context.Context, tx *transaction, ws string, both bool) (sides, error) {
	var found bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM articles WHERE workspace = ? AND excluded = 1)`, ws).Scan(&found)
	switch {
	case err != nil || !found:
		return allSides, err
	case both:
		return bothSides, nil
	}
	return oneSide, nil
}

// matches is a query for claims c: the rows that come first by order, scored.
type matches struct {
	score string // an expression; less is better
	from  string
	args  []any
	order string
	most  int // rows that are looked at
}

// ask gives of each side the limit rows with the least score.
func (s sides) ask(ctx context.Context, tx *transaction, m matches, limit int, take func(candidate)) error {
	if s == bothSides {
		return m.askBoth(ctx, tx, limit, take)
	}
	if s == oneSide {
		m.from += ` AND NOT ` + isExcluded
	}
	query := `SELECT n, score FROM (SELECT c.n AS n, ` + m.score + ` AS score FROM ` + m.from + ` ORDER BY ` + m.order + ` LIMIT ?) ORDER BY score, n DESC LIMIT ?`
	return each(ctx, tx, query, m.with(m.most, limit), func(row *sql.Rows) error {
		var c candidate
		err := row.Scan(&c.n, &c.score)
		take(c)
		return err
	})
}

// askBoth looks at the rows once. Where there are more than are looked at,
// excluded ones took the place of others, which are then asked for alone.
func (m matches) askBoth(ctx context.Context, tx *transaction, limit int, take func(candidate)) error {
	query := `WITH m AS MATERIALIZED (SELECT c.n AS n, ` + m.score + ` AS score, ` + isExcluded + ` AS excluded FROM ` + m.from + ` ORDER BY ` + m.order + ` LIMIT ?)
		SELECT * FROM (SELECT n, score, 0 FROM m WHERE excluded = 0 ORDER BY score, n DESC LIMIT ?)
		UNION ALL SELECT * FROM (SELECT n, score, 1 FROM m WHERE excluded = 1 ORDER BY score, n DESC LIMIT ?)
		UNION ALL SELECT count(*), 0, 2 FROM m`
	var sides [2][]candidate
	var seen int
	err := each(ctx, tx, query, m.with(m.most, limit, limit), func(row *sql.Rows) error {
		var c candidate
		var side int
		err := row.Scan(&c.n, &c.score, &side)
		if side == len(sides) {
			seen = int(c.n)
			return err
		}
		c.excluded = side == 1
		sides[side] = append(sides[side], c)
		return err
	})
	if err != nil {
		return err
	}
	for i, side := range sides {
		if i == 0 && seen == m.most && len(sides[1]) > 0 {
			if err := oneSide.ask(ctx, tx, m, limit, take); err != nil {
				return err
			}
			continue
		}
		slices.SortFunc(side, func(a, b candidate) int { return cmp.Or(cmp.Compare(a.score, b.score), cmp.Compare(b.n, a.n)) })
		for _, c := range side {
			take(c)
		}
	}
	return nil
}

func (m matches) with(more ...any) []any { return append(slices.Clone(m.args), more...) }
