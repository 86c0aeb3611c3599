package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
)

// Take keeps a question before anything is done about it.
func (s *Store) Take(ctx context.Context, w ask.Waiting) (fresh bool, err error) {
	if w.ID == "" {
		return false, claims.Errorf(claims.EInternal, "a question without an id")
	}
	earlier, err := json.Marshal(w.Earlier)
	if err != nil {
		return false, fmt.Errorf("write the earlier questions: %w", err)
	}
	if w.At.IsZero() {
		w.At = s.now()
	}
	err = s.write(ctx, "take a question", func(tx *transaction) error {
		taken, err := tx.ExecContext(ctx, `INSERT INTO inbox (id, workspace, question, earlier, by, channel, message, app, token, at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
			w.ID, w.Workspace, w.Question, string(earlier), w.By, w.Channel, w.Message, w.App, w.Token, stampOf(w.At))
		if err != nil {
			return err
		}
		n, err := taken.RowsAffected()
		fresh = n > 0
		return err
	})
	return fresh && err == nil, err
}

// Settle marks a question as answered and forgets everything of it but its id.
func (s *Store) Settle(ctx context.Context, id string) error {
	return s.write(ctx, "settle a question", func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, `UPDATE inbox SET settled = ?, workspace = '', question = '', earlier = '[]', by = '', channel = '', message = '', app = '', token = ''
			WHERE id = ? AND settled IS NULL`, s.now().Unix(), id)
		return err
	})
}

// Waiting lists what was taken and not settled, oldest first.
func (s *Store) Waiting(ctx context.Context) (all []ask.Waiting, err error) {
	const query = `SELECT id, workspace, question, earlier, by, channel, message, app, token, at FROM inbox WHERE settled IS NULL ORDER BY n`
	err = s.read(ctx, "list waiting questions", func(tx *transaction) error {
		return each(ctx, tx, query, nil, func(row *sql.Rows) error {
			var w ask.Waiting
			var earlier, at string
			if err := row.Scan(&w.ID, &w.Workspace, &w.Question, &earlier, &w.By, &w.Channel, &w.Message, &w.App, &w.Token, &at); err != nil {
				return err
			}
			w.At = parseStamp(at)
			all = append(all, w)
			return json.Unmarshal([]byte(earlier), &all[len(all)-1].Earlier)
		})
	})
	return all, err
}

// Forget drops the ids of what was settled before a time.
func (s *Store) Forget(ctx context.Context, before time.Time) error {
	return s.write(ctx, "forget settled questions", func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM inbox WHERE settled < ?`, before.Unix())
		return err
	})
}
