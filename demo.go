package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/workspace"
	"github.com/claimbot/claimbot/samples"
)

type demoCommand struct{}

// Help says what it does.
func (demoCommand) Help() string {
	return "Example: claimbot demo\n\nIt works in a folder of its own that is removed at the end; no key and no network are needed. On a terminal it stays as a chat."
}

// Run loads the samples, asks the sample questions and stays as a chat.
func (*demoCommand) Run(ctx context.Context, a *app) (err error) {
	dir, err := os.MkdirTemp("", "claimbot-demo-")
	if err != nil {
		return claims.WrapErrorf(claims.EUnavailable, err, "No temporary folder can be made; set TMPDIR to a folder that can be written to.")
	}
	defer func() {
		a.close()
		err = errors.Join(err, os.RemoveAll(dir))
	}()
	a.global.DB, a.global.Workspace = filepath.Join(dir, "demo.db"), workspace.Local
	folder := filepath.Join(dir, "articles")
	if err := os.CopyFS(folder, samples.Files()); err != nil {
		return fmt.Errorf("lay out the samples: %w", err)
	}
	a.model = nil // whatever is set up: the demo asks nobody, and costs nothing
	store, id, err := a.makeWorkspace(ctx)
	if err != nil {
		return err
	}
	order := ingest.Order{Workspace: id, Inputs: []string{folder}, By: "demo"}
	if err := a.demoLoad(ctx, a.loader(store), order); err != nil {
		return err
	}
	asker := a.asker(store)
	for _, question := range samples.Questions() {
		reply, err := asker.Ask(ctx, ask.Request{Workspace: id, Question: question, By: "demo"})
		if err != nil {
			return err
		}
		if a.global.JSON {
			if err := a.printJSON(reply.Answer.Answer()); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintln(a.out)
		a.line(0, 2, bold, "» "+question)
		a.printAnswer(reply.Answer)
	}
	if !isTerminal(a.stdin) {
		return nil
	}
	fmt.Fprintln(a.out)
	return a.chat(ctx, asker, id)
}

func (a *app) demoLoad(ctx context.Context, loader *ingest.Loader, order ingest.Order) error {
	count := 0
	if err := fs.WalkDir(samples.Files(), ".", func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			count++
		}
		return err
	}); err != nil {
		return err
	}
	if !a.global.JSON {
		fmt.Fprintf(a.out, "Loading the sample articles from %s (invented countries, towns and people):\n", countOf(count, "file"))
	}
	sum, err := loader.Load(ctx, order, func(r ingest.Result) {
		switch {
		case r.Err != nil:
			a.reportFailure(r.Name, r.Err)
		case !a.global.JSON:
			a.line(2, 4, plain, demoLine(r))
			if r.Note != "" {
				a.line(4, 4, faint, r.Note)
			}
		}
	})
	if err == nil && sum.Failed > 0 {
		return &reportedError{sum.Failed}
	}
	return err
}

// demoLine is "Title (Outlet): 4 claims".
func demoLine(r ingest.Result) string {
	name := headline(r.Article)
	if r.Article.Title == "" && r.Article.URL == "" {
		name = filepath.Base(r.Name)
	}
	if r.Article.Outlet != "" {
		name += " (" + r.Article.Outlet + ")"
	}
	return name + ": " + countOf(r.Count, "claim")
}
