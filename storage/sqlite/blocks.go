package sqlite

import (
	"context"

	"github.com/claimbot/claimbot/claims"
)

// Blocked says whether an address or a text was purged.
func (s *Store) Blocked(ctx context.Context, ws, url, textHash string) (blocked bool, err error) {
	err = s.read(ctx, "look for a block", func(tx *transaction) error {
		blocked, err = isBlocked(ctx, tx, ws, url, textHash)
		return err
	})
	return blocked, err
}

func isBlocked(ctx context.Context, tx *transaction, ws, url, textHash string) (blocked bool, err error) {
	err = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM blocks WHERE workspace = ? AND hash IN (?, ?, ?))`, ws, urlHash(url), textHash, nameOf(textHash)).Scan(&blocked)
	return blocked, err
}

// nameOf is what a text of this hash names its revision, "" for none.
func nameOf(textHash string) string {
	if textHash == "" {
		return ""
	}
	a := claims.Article{SHA256: textHash}
	a.Identify()
	return a.Revision
}

// refuseBlocked refuses what was purged: a text, and an address but for an
// article that is there under it.
func refuseBlocked(ctx context.Context, tx *transaction, ws string, a claims.Article, isNew bool) error {
	if !isNew {
		a.URL = ""
	}
	blocked, err := isBlocked(ctx, tx, ws, a.URL, a.SHA256)
	if err != nil || !blocked {
		return err
	}
	return claims.Errorf(claims.EConflict, "This article was purged here and does not come back by itself; `claimbot load --even-if-purged` loads it all the same.")
}

// Unblock lets an address and a text come back.
func (s *Store) Unblock(ctx context.Context, ws, url, textHash string) error {
	return s.write(ctx, "lift a block", func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM blocks WHERE workspace = ? AND hash IN (?, ?, ?)`, ws, urlHash(url), textHash, nameOf(textHash))
		return err
	})
}

// block keeps hashes from coming back; "" is none.
func (s *Store) block(ctx context.Context, tx *transaction, ws string, hashes ...string) error {
	for _, hash := range hashes {
		if hash == "" {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO blocks (workspace, hash, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, ws, hash, s.stamp()); err != nil {
			return err
		}
	}
	return nil
}

// urlHash is what is kept of an address, "" for none.
func urlHash(url string) string {
	if url == "" {
		return ""
	}
	return claims.HashText(url)
}
