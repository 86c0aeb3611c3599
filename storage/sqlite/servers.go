package sqlite

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/workspace"
)

// Ensure gives the workspace that a server is bound to, and makes one if there
// is none. A workspace whose id is the server's, made by hand before the server
// came, is meant for it.
func (s *Store) Ensure(ctx context.Context, server, name string) (w workspace.Workspace, err error) {
	if strings.TrimSpace(server) == "" || len(server) > maxName || !utf8.ValidString(server) {
		return w, claims.Errorf(claims.EInvalid, "%q is not the id of a server.", server)
	}
	id, err := s.bound(ctx, server)
	if isNone(err) {
		id, err = s.bindNew(ctx, server, name)
	}
	if err != nil {
		return w, err
	}
	return s.Workspace(ctx, id)
}

// bound gives the workspace that a server is bound to.
func (s *Store) bound(ctx context.Context, server string) (id string, err error) {
	err = s.read(ctx, "find the workspace of a server", func(tx *transaction) error {
		return tx.QueryRowContext(ctx, `SELECT workspace FROM servers WHERE server = ?`, server).Scan(&id)
	})
	return id, err
}

func (s *Store) bindNew(ctx context.Context, server, name string) (id string, err error) {
	err = s.write(ctx, "make the workspace of a server", func(tx *transaction) error {
		err := tx.QueryRowContext(ctx, `SELECT workspace FROM servers WHERE server = ?`, server).Scan(&id)
		if !isNone(err) { // another was faster
			return err
		}
		id = server
		if name, err = freeName(ctx, tx, server, name); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO workspaces (id, name, made_at) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING`, id, name, s.stamp()); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO servers (server, workspace) VALUES (?, ?)`, server, id)
		return err
	})
	return id, err
}

// freeName makes a server's name one that no other workspace has.
func freeName(ctx context.Context, tx *transaction, server, name string) (string, error) {
	const suffix = 12 // bytes kept for " (2)" and the like
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, name))
	for len(name) > maxName-suffix {
		_, size := utf8.DecodeLastRuneInString(name)
		name = strings.TrimSpace(name[:len(name)-size])
	}
	if name == "" {
		name = "server " + server[:min(len(server), maxName-suffix-len("server "))]
	}
	for n, candidate := 1, name; ; candidate = fmt.Sprintf("%s (%d)", name, n) {
		var taken bool
		err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM workspaces WHERE id <> ?1 AND (name = ?2 OR id = ?2))`, server, candidate).Scan(&taken)
		if err != nil || !taken {
			return candidate, err
		}
		n++
	}
}
