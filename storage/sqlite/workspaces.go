package sqlite

import (
	"context"
	"database/sql"
	"strings"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/workspace"
)

// Workspace finds by id, bound server id, or name, in this order.
func (s *Store) Workspace(ctx context.Context, key string) (w workspace.Workspace, err error) {
	err = s.read(ctx, "find workspace", func(tx *transaction) error {
		const query = `SELECT id, name, articles, claims FROM workspaces
			WHERE id = ?1 OR name = ?1 OR id = (SELECT workspace FROM servers WHERE server = ?1)
			ORDER BY CASE WHEN id = ?1 THEN 0 WHEN id = (SELECT workspace FROM servers WHERE server = ?1) THEN 1 ELSE 2 END LIMIT 1`
		err := tx.QueryRowContext(ctx, query, key).Scan(&w.ID, &w.Name, &w.Articles, &w.Claims)
		if isNone(err) {
			return claims.Errorf(claims.ENotFound, "There is no workspace %q; `claimbot workspaces` lists those there are.", key)
		}
		if err != nil {
			return err
		}
		w.Servers, err = serversOf(ctx, tx, w.ID)
		return err
	})
	return w, err
}

// Workspaces lists all, by name.
func (s *Store) Workspaces(ctx context.Context) (all []workspace.Workspace, err error) {
	err = s.read(ctx, "list workspaces", func(tx *transaction) error {
		err := each(ctx, tx, `SELECT id, name, articles, claims FROM workspaces ORDER BY name`, nil, func(row *sql.Rows) error {
			var w workspace.Workspace
			err := row.Scan(&w.ID, &w.Name, &w.Articles, &w.Claims)
			all = append(all, w)
			return err
		})
		for i := range all {
			if err == nil {
				all[i].Servers, err = serversOf(ctx, tx, all[i].ID)
			}
		}
		return err
	})
	return all, err
}

func serversOf(ctx context.Context, tx *transaction, id string) (servers []string, err error) {
	err = each(ctx, tx, `SELECT server FROM servers WHERE workspace = ? ORDER BY server`, []any{id}, func(row *sql.Rows) error {
		var server string
		err := row.Scan(&server)
		servers = append(servers, server)
		return err
	})
	return servers, err
}

// maxName bounds ids and names of workspaces and servers, in bytes.
const maxName = 128

// CreateWorkspace makes a workspace.
func (s *Store) CreateWorkspace(ctx context.Context, id, name string) error {
	for _, key := range []string{id, name} {
		if strings.TrimSpace(key) == "" || len(key) > maxName || !utf8.ValidString(key) {
			return claims.Errorf(claims.EInvalid, "%q cannot name a workspace; give an id and a name of 1 to %d bytes each.", key, maxName)
		}
	}
	return s.write(ctx, "create workspace", func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO workspaces (id, name, made_at) VALUES (?, ?, ?)`, id, name, s.stamp())
		if isTaken(err) {
			return claims.Errorf(claims.EConflict, "There already is a workspace with the id %q or the name %q; choose others.", id, name)
		}
		return err
	})
}

// BindServer binds a server to a workspace, away from any other.
func (s *Store) BindServer(ctx context.Context, server, workspace string) error {
	if strings.TrimSpace(server) == "" || len(server) > maxName {
		return claims.Errorf(claims.EInvalid, "%q is not the id of a server.", server)
	}
	return s.write(ctx, "bind server", func(tx *transaction) error {
		if err := requireWorkspace(ctx, tx, workspace); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO servers (server, workspace) VALUES (?, ?) ON CONFLICT (server) DO UPDATE SET workspace = excluded.workspace`, server, workspace)
		return err
	})
}

func requireWorkspace(ctx context.Context, tx *transaction, id string) error {
	var there int
	err := tx.QueryRowContext(ctx, `SELECT 1 FROM workspaces WHERE id = ?`, id).Scan(&there)
	if isNone(err) {
		return claims.Errorf(claims.ENotFound, "There is no workspace %q; `claimbot workspaces` lists those there are.", id)
	}
	return err
}
