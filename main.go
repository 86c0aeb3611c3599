// Command claimbot keeps every claim that news articles make, with the exact
// words that prove it, and answers questions with those words. This package
// is the commands and the wiring, nothing else: the way of an article is in
// claims/ingest, the way of a question in claims/ask.
package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/lmittmann/tint"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/config"
	"github.com/claimbot/claimbot/llm"
)

// Exit codes.
const (
	exitDone   = 0 // done; an article without claims and a refused question are done
	exitFailed = 1
	exitUsage  = 2
)

func main() { os.Exit(realMain()) }

func realMain() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	return exitCode(run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr), os.Stderr)
}

// exitCode tells the person what went wrong, and the caller how.
func exitCode(err error, stderr io.Writer) int {
	var usage *usageError
	var reported *reportedError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &reported):
		return exitFailed
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "claimbot: %s\n", usage.message)
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "claimbot: stopped; what was stored is whole, and the same command goes on from there")
		return exitFailed
	}
	message := messageOf(err)
	if message == "" {
		id := rand.Text()[:8]
		slog.Error("internal error", "id", id, "err", err)
		message = fmt.Sprintf("Internal error %s; the log above says more. If it comes again, report it with that line.", id)
	}
	fmt.Fprintf(stderr, "claimbot: %s\n", message)
	return exitFailed
}

// messageOf gives what a person may be told of an error, "" when it is none of
// those that were foreseen.
func messageOf(err error) string {
	if problems, ok := errors.AsType[*config.Error](err); ok {
		return problems.Error()
	}
	if fault, ok := errors.AsType[*llm.Error](err); ok {
		return fault.Message
	}
	return claims.ErrorMessage(err)
}

// usageError is a call that cannot be understood.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

// reportedError is a failure of which the person has been told already.
type reportedError struct{ failed int }

func (e *reportedError) Error() string { return fmt.Sprintf("%d inputs failed", e.failed) }

// run is the program: it parses the call, wires what the command needs, and
// does it. Data goes to stdout, all else to stderr.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) error {
	out := &output{to: stdout}
	call, command, err := parse(args, out, stderr)
	if err != nil || command == nil {
		return cmp.Or(out.fault(), err)
	}
	cfg, err := config.Load(getenv, ".env")
	if err != nil {
		return err
	}
	log := newLog(cfg, stderr)
	slog.SetDefault(log)
	model, err := newModel(cfg, log)
	if err != nil {
		return err
	}
	in := newInput(ctx, stdin)
	defer func() { _ = in.Close() }()
	app := &app{
		cfg: cfg, global: call.Global, log: log, now: time.Now, getenv: getenv,
		stdin: in, out: out, errs: stderr, model: model,
	}
	defer app.close()
	err = command(ctx, app)
	if _, told := errors.AsType[*reportedError](err); err == nil || told || errors.Is(err, out.err) {
		return cmp.Or(out.fault(), err)
	}
	return err
}

// newLog writes to stderr, in colour on a terminal.
func newLog(cfg config.Config, stderr io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: cfg.LogLevel}
	switch {
	case cfg.LogFormat == config.LogJSON:
		return slog.New(slog.NewJSONHandler(stderr, options))
	case isTerminal(stderr):
		return slog.New(tint.NewTextHandler(stderr, &tint.Options{Level: cfg.LogLevel, TimeFormat: time.TimeOnly}))
	}
	return slog.New(slog.NewTextHandler(stderr, options))
}
