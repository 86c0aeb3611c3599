package sqlite

import (
	"context"

	"github.com/claimbot/claimbot/llm"
)

// Spent gives what was used on a day.
func (s *Store) Spent(ctx context.Context, day string) (u llm.Usage, err error) {
	err = s.read(ctx, "add up what was spent", func(tx *transaction) error {
		return tx.QueryRowContext(ctx, `SELECT coalesce(sum(calls), 0), coalesce(sum(prompt), 0), coalesce(sum(completion), 0), coalesce(sum(usd), 0.0) FROM spending WHERE day = ?`, day).
			Scan(&u.Calls, &u.Prompt, &u.Completion, &u.USD)
	})
	return u, err
}

// Spend adds to a day's use of a model for a purpose.
func (s *Store) Spend(ctx context.Context, day, model, purpose string, u llm.Usage) error {
	return s.write(ctx, "note what was spent", func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO spending (day, model, purpose, calls, prompt, completion, usd) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (day, model, purpose) DO UPDATE SET calls = calls + excluded.calls, prompt = prompt + excluded.prompt,
				completion = completion + excluded.completion, usd = usd + excluded.usd`,
			day, model, purpose, u.Calls, u.Prompt, u.Completion, u.USD)
		return err
	})
}
