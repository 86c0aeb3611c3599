package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/workspace"
	"github.com/claimbot/claimbot/storage"
)

// defaultDB is where the database is unless told otherwise, as config has it.
const defaultDB = "claimbot.db"

// dsn is what --db, the environment or the default names.
func (a *app) dsn() (string, error) {
	dsn := a.cfg.DB
	if a.global.DB != "" {
		if err := dsn.UnmarshalText([]byte(a.global.DB)); err != nil {
			return "", &usageError{"--db takes a file's path or postgres://user:password@host/database"}
		}
	}
	return dsn.Reveal(), nil
}

// makeStore opens the database, and makes it if it is not there yet.
func (a *app) makeStore(ctx context.Context) (storage.Store, error) {
	if a.opened != nil {
		return a.opened, nil
	}
	dsn, err := a.dsn()
	if err != nil {
		return nil, err
	}
	a.opened, err = storage.Open(ctx, dsn, a.log)
	return a.opened, err
}

// store opens the database for a command that has nothing to put into a new
// one. Where one is named, it must be there; where none is, and nothing has
// been loaded in this folder yet, an empty one that is gone afterwards answers
// as a new one would.
func (a *app) store(ctx context.Context) (storage.Store, error) {
	dsn, err := a.dsn()
	if err != nil {
		return nil, err
	}
	if a.opened != nil || !isMissing(dsn) {
		return a.makeStore(ctx)
	}
	if a.global.DB != "" || dsn != defaultDB {
		return nil, missingError(dsn)
	}
	fmt.Fprintln(a.errs, "There is no database "+dsn+" here yet; load an article first.")
	if a.scratch, err = os.MkdirTemp("", "claimbot-empty-"); err != nil {
		return nil, missingError(dsn)
	}
	a.opened, err = storage.Open(ctx, filepath.Join(a.scratch, defaultDB), a.log)
	return a.opened, err
}

// isMissing says whether dsn is a path at which there is nothing.
func isMissing(dsn string) bool {
	if strings.Contains(dsn, "://") {
		return false
	}
	_, err := os.Stat(dsn)
	return errors.Is(err, fs.ErrNotExist)
}

func missingError(dsn string) error {
	return claims.Errorf(claims.ENotFound, "There is no database at %s; check the path, or load an article first, which makes it.", dsn)
}

func (a *app) close() {
	if a.opened != nil {
		if err := a.opened.Close(); err != nil {
			a.log.Error("close the database", "err", err)
		}
		a.opened = nil
	}
	if a.scratch != "" {
		if err := os.RemoveAll(a.scratch); err != nil {
			a.log.Error("remove the empty database", "err", err)
		}
		a.scratch = ""
	}
}

// workspaceKey is what --workspace, the environment or the default names.
func (a *app) workspaceKey() string {
	if a.global.Workspace != "" {
		return a.global.Workspace
	}
	return a.cfg.Workspace
}

// inWorkspace opens the store and finds the workspace.
func (a *app) inWorkspace(ctx context.Context) (storage.Store, string, error) {
	store, err := a.store(ctx)
	if err != nil {
		return nil, "", err
	}
	w, err := store.Workspace(ctx, a.workspaceKey())
	return store, w.ID, err
}

// makeWorkspace is inWorkspace, and makes what is not there yet.
func (a *app) makeWorkspace(ctx context.Context) (storage.Store, string, error) {
	store, err := a.makeStore(ctx)
	if err != nil {
		return nil, "", err
	}
	key := a.workspaceKey()
	w, err := store.Workspace(ctx, key)
	if claims.ErrorCode(err) != claims.ENotFound {
		return store, w.ID, err
	}
	if err := store.CreateWorkspace(ctx, key, key); err != nil {
		return nil, "", err
	}
	if key != workspace.Local {
		fmt.Fprintf(a.errs, "Made the workspace %q.\n", key)
	}
	return store, key, nil
}
