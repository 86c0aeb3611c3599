package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/proof"
)

// SaveAnswer keeps a question with its answer and what that cites.
func (s *Store) SaveAnswer(ctx context.Context, ws string, e ask.Entry) (id string, err error) {
	a := e.Answer.Answer()
	body, err := json.Marshal(a)
	if err != nil {
		return "", fmt.Errorf("write answer: %w", err)
	}
	earlier, fallen, err := encodeThread(e)
	if err != nil {
		return "", err
	}
	id = randomID()
	err = s.write(ctx, "save answer", func(tx *transaction) error {
		if err := requireWorkspace(ctx, tx, ws); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO answers (workspace, id, question, refused, body, asked_at, asked_by, earlier, fallen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			ws, id, a.Question, a.Refused, string(body), s.stamp(), e.By, earlier, fallen)
		if err != nil {
			return err
		}
		for claim, revision := range cited(a) {
			if _, err := tx.ExecContext(ctx, `INSERT INTO citations (workspace, answer, claim, revision) VALUES (?, ?, ?, ?)`, ws, id, claim, revision); err != nil {
				return err
			}
		}
		return nil
	})
	return id, err
}

func encodeThread(e ask.Entry) (earlier, fallen string, err error) {
	questions, err := json.Marshal(e.Earlier)
	if err != nil {
		return "", "", fmt.Errorf("write the earlier questions: %w", err)
	}
	sentences, err := json.Marshal(e.Fallen)
	if err != nil {
		return "", "", fmt.Errorf("write the sentences that fell: %w", err)
	}
	return string(questions), string(sentences), nil
}

// cited gives the claims that an answer rests on, with the revisions whose
// words it shows.
func cited(a claims.Answer) map[string]string {
	all := map[string]string{}
	note := func(ids []string) {
		for _, id := range ids {
			all[id] = ""
		}
	}
	for _, s := range a.Sentences {
		note(s.Citations)
	}
	for _, f := range a.Facts {
		note(f.Claims)
	}
	for _, c := range a.Conflicts {
		for _, side := range c.Sides {
			note(side.Citations)
		}
	}
	for _, e := range a.Evidence {
		all[e.ID] = e.Revision
	}
	return all
}

// Answer finds a kept answer by id, or by a prefix that fits one id alone.
func (s *Store) Answer(ctx context.Context, ws, id string) (kept ask.Kept, err error) {
	err = s.read(ctx, "find answer", func(tx *transaction) error {
		if kept.ID, err = resolve(ctx, tx, "answer", `SELECT id FROM answers`, ws, id); err != nil {
			return err
		}
		var body, at, earlier, fallen string
		err := tx.QueryRowContext(ctx, `SELECT body, asked_at, asked_by, earlier, fallen, EXISTS (
				SELECT 1 FROM citations k LEFT JOIN claims c ON c.workspace = k.workspace AND c.id = k.claim
				WHERE k.workspace = a.workspace AND k.answer = a.id AND (coalesce(c.live, 0) = 0 OR `+isExcluded+`))
			FROM answers a WHERE workspace = ? AND id = ?`, ws, kept.ID).Scan(&body, &at, &kept.By, &earlier, &fallen, &kept.Stale)
		if err != nil {
			return err
		}
		var a claims.Answer
		for from, to := range map[*string]any{&body: &a, &earlier: &kept.Earlier, &fallen: &kept.Fallen} {
			if err := json.Unmarshal([]byte(*from), to); err != nil {
				return fmt.Errorf("read answer %s: %w", kept.ID, err)
			}
		}
		kept.Answer, kept.At = proof.RestoreAnswer(a), parseStamp(at)
		return nil
	})
	return kept, err
}
