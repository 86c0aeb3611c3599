package sqlite

import (
	"context"
	"database/sql"
	"errors"
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

// askBoth walks the rows from the best on, until it has as many as are wanted
// of outlets that are not excluded: to ask of each of thousands whether it is
// would take longer than to score them. Where those walked are too few because
// excluded ones took the place of others, these are then asked for alone.
func (m matches) askBoth(ctx context.Context, tx *transaction, limit int, take func(candidate)) error {
	query := `WITH m AS MATERIALIZED (SELECT n, score FROM (SELECT c.n AS n, ` + m.score + ` AS score FROM ` + m.from + ` ORDER BY ` + m.order + ` LIMIT ?) ORDER BY score, n DESC LIMIT ?)
		SELECT n, score, (SELECT ` + isExcluded + ` FROM claims c WHERE c.n = m.n) FROM m`
	var kept, excluded []candidate
	most := min(m.most, crowding*limit)
	err := each(ctx, tx, query, m.with(m.most, most), func(row *sql.Rows) error {
		var c candidate
		if err := row.Scan(&c.n, &c.score, &c.excluded); err != nil {
			return err
		}
		if c.excluded {
			excluded = append(excluded, c)
		} else if kept = append(kept, c); len(kept) == limit {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	for _, c := range excluded[:min(len(excluded), limit)] {
		take(c)
	}
	if len(excluded) > 0 && len(kept) < limit && len(kept)+len(excluded) == most {
		return oneSide.ask(ctx, tx, m, limit, take)
	}
	for _, c := range kept {
		take(c)
	}
	return nil
}

// crowding is how many rows are walked for each that is wanted.
const crowding = 4

// errEnough ends the reading of rows.
var errEnough = errors.New("enough rows")

func (m matches) with(more ...any) []any { return append(slices.Clone(m.args), more...) }
