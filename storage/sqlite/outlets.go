package sqlite

import (
	"context"
	"database/sql"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/review"
)

// maxOutletMarks bounds how many marks a workspace has: each question reads
// them all.
const maxOutletMarks = 1000

// Publishers lists under which names, from which domains articles came.
func (s *Store) Publishers(ctx context.Context, ws string) (all []review.Publisher, err error) {
	err = s.read(ctx, "list outlets", func(tx *transaction) error {
		at := map[[2]string]int{}
		return each(ctx, tx, `SELECT r.outlet, r.url, a.claims FROM revisions r JOIN articles a ON a.workspace = r.workspace AND a.id = r.article
			WHERE r.workspace = ? AND r.current = 1 ORDER BY r.article`, []any{ws}, func(row *sql.Rows) error {
			var name, address string
			var made int
			if err := row.Scan(&name, &address, &made); err != nil {
				return err
			}
			key := [2]string{name, claims.Domain(address)}
			if key == [2]string{} {
				return nil
			}
			i, ok := at[key]
			if !ok {
				i, at[key] = len(all), len(all)
				all = append(all, review.Publisher{Name: name, Domain: key[1]})
			}
			all[i].Articles, all[i].Claims = all[i].Articles+1, all[i].Claims+made
			return nil
		})
	})
	return all, err
}

// Marks gives what is said of outlets, agencies and speakers.
func (s *Store) Marks(ctx context.Context, ws string) (m claims.Marks, err error) {
	err = s.read(ctx, "read what is said of outlets", func(tx *transaction) error {
		m, err = readMarks(ctx, tx, ws)
		return err
	})
	return m, err
}

func readMarks(ctx context.Context, tx *transaction, ws string) (claims.Marks, error) {
	all := claims.Marks{}
	err := each(ctx, tx, `SELECT key, name, label, note, excluded, no_recheck FROM outlets WHERE workspace = ?`, []any{ws}, func(row *sql.Rows) error {
		var key string
		var m claims.Mark
		err := row.Scan(&key, &m.Name, &m.Label, &m.Note, &m.Excluded, &m.NoRecheck)
		all[key] = m
		return err
	})
	return all, err
}

// RecheckOff says whether the pages of an outlet are not to be checked again.
func (s *Store) RecheckOff(ctx context.Context, ws, outlet, domain string) (bool, error) {
	m, err := s.Marks(ctx, ws)
	return m.OfOutlet(outlet, domain).NoRecheck, err
}

// SetMark changes what is said of an outlet.
func (s *Store) SetMark(ctx context.Context, ws, name string, change review.MarkChange, by string) (m claims.Mark, err error) {
	key := claims.MarkKey(name)
	if key == "" {
		return m, claims.Errorf(claims.EInvalid, "An outlet without a name cannot be marked.")
	}
	err = s.write(ctx, "mark an outlet", func(tx *transaction) error {
		if err := requireWorkspace(ctx, tx, ws); err != nil {
			return err
		}
		all, err := readMarks(ctx, tx, ws)
		if err != nil {
			return err
		}
		was, known := all[key]
		m = was
		if !known {
			m.Name = name
		}
		if m = change.Apply(m); m == was || !known && m.IsEmpty() {
			return nil
		}
		if !known && len(all) >= maxOutletMarks {
			return claims.Errorf(claims.EConflict, "%d outlets, agencies and speakers are marked here already, as many as there may be; clear one that is not needed.", maxOutletMarks)
		}
		if err := writeMark(ctx, tx, ws, key, m); err != nil {
			return err
		}
		if all[key] = m; m.Excluded != was.Excluded {
			if err := excludeArticles(ctx, tx, ws, all); err != nil {
				return err
			}
		}
		act := review.Act{By: by, Act: review.ActOutlet, To: m.String()}
		if known {
			act.From = was.String()
		}
		return s.note(ctx, tx, ws, act)
	})
	return m, err
}

func writeMark(ctx context.Context, tx *transaction, ws, key string, m claims.Mark) error {
	if m.IsEmpty() {
		_, err := tx.ExecContext(ctx, `DELETE FROM outlets WHERE workspace = ? AND key = ?`, ws, key)
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO outlets (workspace, key, name, label, note, excluded, no_recheck) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (workspace, key) DO UPDATE SET label = excluded.label, note = excluded.note, excluded = excluded.excluded, no_recheck = excluded.no_recheck`,
		ws, key, m.Name, m.Label, m.Note, m.Excluded, m.NoRecheck)
	return err
}

// excludeArticles brings in step which articles of a workspace are left out.
func excludeArticles(ctx context.Context, tx *transaction, ws string, marks claims.Marks) error {
	turn := map[string]bool{}
	err := each(ctx, tx, `SELECT r.article, r.outlet, r.url, a.excluded FROM revisions r JOIN articles a ON a.workspace = r.workspace AND a.id = r.article
		WHERE r.workspace = ? AND r.current = 1`, []any{ws}, func(row *sql.Rows) error {
		var a claims.Article
		var was bool
		if err := row.Scan(&a.ID, &a.Outlet, &a.URL, &was); err != nil {
			return err
		}
		if is := marks.Of(a).Excluded; is != was {
			turn[a.ID] = is
		}
		return nil
	})
	for id, is := range turn {
		if err == nil {
			_, err = tx.ExecContext(ctx, `UPDATE articles SET excluded = ? WHERE workspace = ? AND id = ?`, is, ws, id)
		}
	}
	return err
}

// excludeArticle is excludeArticles for one article, of which this is the
// current revision.
func excludeArticle(ctx context.Context, tx *transaction, ws string, a claims.Article) error {
	var found bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM outlets WHERE workspace = ?1 AND excluded = 1)
		OR EXISTS (SELECT 1 FROM articles WHERE workspace = ?1 AND id = ?2 AND excluded = 1)`, ws, a.ID).Scan(&found)
	if err != nil || !found {
		return err
	}
	marks, err := readMarks(ctx, tx, ws)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE articles SET excluded = ?1 WHERE workspace = ?2 AND id = ?3 AND excluded <> ?1`, marks.Of(a).Excluded, ws, a.ID)
	return err
}
