package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os/user"
	"time"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/track"
	"github.com/claimbot/claimbot/config"
	"github.com/claimbot/claimbot/llm"
	"github.com/claimbot/claimbot/llm/openai"
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

	model  *openai.Client   // nil where no model is set up
	guard  *llm.Guard       // before model, once something asks it
	notify func(llm.Notice) // told when the model stops and when it is back; may be nil
	wanted func()           // told that there is something for the model to read; may be nil

	feedDue func()           // told that a feed has become due; may be nil
	web     *articles.Reader // made when it is first needed
	feeds   *feed.Keeper     // likewise

	opened  storage.Store
	scratch string // a folder to remove at the end
}

// reader is one for all who fetch, so that they wait for one another where
// they ask the same site.
func (a *app) reader() *articles.Reader {
	if a.web != nil {
		return a.web
	}
	a.web = articles.New(articles.Options{
		Stdin: a.stdin, Now: a.now, Log: a.log,
		Timeout: a.cfg.FetchTimeout, MaxBytes: int64(a.cfg.FetchMaxBytes),
	})
	return a.web
}

func (a *app) loader(store storage.Store) *ingest.Loader {
	return ingest.NewLoader(ingest.Options{
		Reader: a.reader(), Engine: extract.NewOffline(), Refiner: a.modelEngine(store),
		Linker: track.New(store, a.log), Store: store, Workers: a.cfg.Workers, Log: a.log, OnWanted: a.wanted,
	})
}

func (a *app) asker(store storage.Store) *ask.Asker {
	o := ask.Options{Index: store, Outlets: store, Copies: track.New(store, a.log), Log: store, Now: a.now, Slog: a.log, Within: a.cfg.AnswerWithin}
	if guard := a.guardModel(store); guard != nil {
		o.Model = guard
	}
	return ask.New(o)
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
	message := messageOf(err)
	if message == "" {
		if errors.Is(err, context.Canceled) {
			return
		}
		a.log.Error("internal error", "input", name, "err", err)
		message = "Internal error; the log says more."
	}
	fmt.Fprintf(a.errs, "claimbot: %s: %s\n", name, message)
}
