package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/user"
	"time"

	"golang.org/x/term"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/workspace"
	"github.com/claimbot/claimbot/config"
	"github.com/claimbot/claimbot/storage"
)

// app is one call of the program: its settings and streams, and what commands
// are wired from. The store is opened when a command first needs it.
type app struct {
	cfg       config.Config
	global    Global
	log       *slog.Logger
	now       func() time.Time
	getenv    func(string) string
	stdin     io.Reader
	out, errs io.Writer

	opened storage.Store
}

// store opens the database that --db, the environment or the default names.
func (a *app) store(ctx context.Context) (storage.Store, error) {
	if a.opened != nil {
		return a.opened, nil
	}
	dsn := a.cfg.DB
	if a.global.DB != "" {
		if err := dsn.UnmarshalText([]byte(a.global.DB)); err != nil {
			return nil, &usageError{"--db takes a file's path or postgres://user:password@host/database"}
		}
	}
	var err error
	a.opened, err = storage.Open(ctx, dsn.Reveal(), a.log)
	return a.opened, err
}

func (a *app) close() {
	if a.opened == nil {
		return
	}
	if err := a.opened.Close(); err != nil {
		a.log.Error("close the database", "err", err)
	}
	a.opened = nil
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

// makeWorkspace is inWorkspace, and makes a workspace that is not there yet.
func (a *app) makeWorkspace(ctx context.Context) (storage.Store, string, error) {
	store, id, err := a.inWorkspace(ctx)
	if claims.ErrorCode(err) != claims.ENotFound || store == nil {
		return store, id, err
	}
	key := a.workspaceKey()
	if err := store.CreateWorkspace(ctx, key, key); err != nil {
		return nil, "", err
	}
	if key != workspace.Local {
		fmt.Fprintf(a.errs, "Made the workspace %q.\n", key)
	}
	return store, key, nil
}

func (a *app) reader() *articles.Reader {
	return articles.New(articles.Options{
		Stdin: a.stdin, Now: a.now, Log: a.log,
		Timeout: a.cfg.FetchTimeout, MaxBytes: int64(a.cfg.FetchMaxBytes),
	})
}

func (a *app) loader(store ingest.Store) *ingest.Loader {
	return ingest.NewLoader(a.reader(), extract.NewOffline(), store, a.cfg.Workers, a.log)
}

func (a *app) asker(store storage.Store) *ask.Asker {
	return ask.New(store, store, a.now, a.log)
}

// by names who uses the terminal, for the audit trail.
func (a *app) by() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "terminal"
}

// printJSON writes one object as one line.
func (a *app) printJSON(v any) error {
	encoder := json.NewEncoder(a.out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// reportFailure tells of one input that failed while the others go on.
func (a *app) reportFailure(name string, err error) {
	message := claims.ErrorMessage(err)
	if message == "" {
		if errors.Is(err, context.Canceled) {
			return
		}
		a.log.Error("internal error", "input", name, "err", err)
		message = "Internal error; the log says more."
	}
	fmt.Fprintf(a.errs, "claimbot: %s: %s\n", name, message)
}

// isTerminal says whether a person sees or types at the other end.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
