package main

import (
	"context"
	"fmt"

	"github.com/schollz/progressbar/v3"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

type loadCommand struct {
	given
	Inputs  []string `arg:"" name:"input" help:"URL, file (.html, .md, .txt, .jsonl), folder, or - for standard input."`
	Verbose bool     `short:"v" help:"Print the claims of every article, however many there are."`
}

// Help shows an example.
func (loadCommand) Help() string {
	return "Example: claimbot load --outlet Metro --published 2025-03-14 page.txt\n\n" +
		"An article that is there already with the same text is left as it is; a changed text becomes its new revision. " +
		"A bad input is reported and the others go on; the exit code is 1 then. A workspace that is not there yet is made."
}

// inFull is how many articles are printed with their claims.
const inFull = 5

// Run loads the inputs.
func (c *loadCommand) Run(ctx context.Context, a *app) error {
	known, err := c.parse()
	if err != nil {
		return err
	}
	store, workspace, err := a.makeWorkspace(ctx)
	if err != nil {
		return err
	}
	p := &loadPrinter{app: a, all: c.Verbose, bar: a.progress("loading")}
	order := ingest.Order{Workspace: workspace, Inputs: c.Inputs, Given: known, By: a.by()}
	sum, err := a.loader(store).Load(ctx, order, p.print)
	p.clear()
	if perr := p.finish(sum); perr != nil {
		return perr
	}
	switch {
	case err != nil:
		return err
	case sum.Failed > 0:
		return &reportedError{sum.Failed}
	}
	return nil
}

// progress makes a bar on a terminal, and nothing elsewhere.
func (a *app) progress(what string) *progressbar.ProgressBar {
	if !isTerminal(a.errs) {
		return nil
	}
	return progressbar.NewOptions(-1,
		progressbar.OptionSetDescription(what), progressbar.OptionSetWriter(a.errs), progressbar.OptionShowCount(),
		progressbar.OptionShowIts(), progressbar.OptionSetItsString("articles"), progressbar.OptionClearOnFinish(), progressbar.OptionSpinnerType(14))
}

// loadPrinter prints results as they come.
type loadPrinter struct {
	app     *app
	all     bool
	bar     *progressbar.ProgressBar
	results []loadResult
	printed int
}

// loadResult is one article of the JSON summary.
type loadResult struct {
	Input    string        `json:"input"`
	ID       string        `json:"id,omitempty"`
	Revision string        `json:"revision,omitempty"`
	Title    string        `json:"title,omitempty"`
	Status   ingest.Status `json:"status,omitempty"`
	Claims   int           `json:"claims"`
	Rejected int           `json:"rejected"`
	Note     string        `json:"note,omitempty"`
	Error    string        `json:"error,omitempty"`
}

func (p *loadPrinter) print(r ingest.Result) {
	p.clear()
	defer p.step()
	if r.Err != nil {
		p.app.reportFailure(r.Name, r.Err)
	}
	if p.app.global.JSON {
		p.results = append(p.results, jsonResult(r))
		return
	}
	if r.Err != nil {
		return
	}
	p.printed++
	if p.all || p.printed <= inFull {
		p.app.printLoaded(r)
		return
	}
	fmt.Fprintf(p.app.out, "%-9s %s: %s\n", r.Status, headline(r.Article), countOf(r.Count, "claim"))
}

func jsonResult(r ingest.Result) loadResult {
	out := loadResult{
		Input: r.Name, ID: r.Article.ID, Revision: r.Article.Revision, Title: r.Article.Title, Status: r.Status,
		Claims: r.Count, Rejected: len(r.Rejected), Note: r.Note,
	}
	if r.Err != nil {
		if out.Error = claims.ErrorMessage(r.Err); out.Error == "" {
			out.Error = "internal error"
		}
	}
	return out
}

func (p *loadPrinter) clear() {
	if p.bar != nil {
		_ = p.bar.Clear() // a bar that cannot be drawn is no loss
	}
}

func (p *loadPrinter) step() {
	if p.bar != nil {
		_ = p.bar.Add(1)
	}
}

func (p *loadPrinter) finish(sum ingest.Summary) error {
	if p.app.global.JSON {
		return p.app.printJSON(struct {
			ingest.Summary
			Articles []loadResult `json:"articles"`
		}{sum, p.results})
	}
	if sum.Resumed > 0 {
		fmt.Fprintf(p.app.out, "Finished %s that an earlier run had begun.\n", countOf(sum.Resumed, "article"))
	}
	fmt.Fprintf(p.app.out, "Articles: %d new, %d changed, %d unchanged, %d failed. Claims: %d accepted, %d rejected.\n",
		sum.New, sum.Changed, sum.Unchanged, sum.Failed, sum.Accepted, sum.Rejected)
	return nil
}
