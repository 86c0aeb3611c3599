package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
)

type loadCommand struct {
	given
	Inputs       []string `arg:"" name:"input" help:"URL of a page or a feed, file (.html, .md, .txt, .pdf, .docx, .jsonl), folder, or - for standard input."`
	EvenIfPurged bool     `help:"Load what was purged here, too, and let it come back from then on."`
	Verbose      bool     `short:"v" help:"Print the claims of every article, however many there are."`
	Report       string   `placeholder:"FILE" type:"path" help:"Write what became of each article to FILE, as it comes: CSV if the name ends in .csv, else a JSON object a line."`
}

// Help shows an example.
func (loadCommand) Help() string {
	return "Example: claimbot load --outlet Metro --published 2025-03-14 page.txt\n\n" +
		"An article that is there already with the same text is left as it is; a changed text becomes its new revision. " +
		"A bad input is reported and the others go on; the exit code is 1 then. A workspace that is not there yet is made.\n\n" +
		"Many at once: claimbot load --report report.csv folder/ batch.jsonl. Ctrl-C stops it, and the same command goes on from there."
}

// inFull is how many articles are printed with their claims.
const inFull = 5

// Run loads the inputs.
func (c *loadCommand) Run(ctx context.Context, a *app) error {
	known, err := c.parse()
	if err != nil {
		return err
	}
	if len(c.Inputs) > 1 && (c.ID != "" || c.URL != "") {
		return &usageError{"--id and --url say something of one article; load one input at a time with them"}
	}
	store, workspace, err := a.makeWorkspace(ctx)
	if err != nil {
		return err
	}
	if err := a.checkReport(c.Report, c.Inputs); err != nil {
		return err
	}
	report, err := openReport(c.Report)
	if err != nil {
		return err
	}
	loader := a.loader(store)
	defer collectSeldom()()
	p := &loadPrinter{app: a, all: c.Verbose, bar: a.progress("loading", a.steps(c.Inputs)), report: report}
	order := ingest.Order{Workspace: workspace, Inputs: c.Inputs, Given: known, By: a.by(), EvenIfPurged: c.EvenIfPurged}
	sum, err := loader.Load(ctx, order, p.print)
	p.bar.clear()
	err = errors.Join(err, report.close())
	if !a.global.JSON { // there, all is one object in the end
		p.finish(sum)
	}
	var refined ingest.Refined
	if err == nil {
		refined, err = a.refine(ctx, store, loader, workspace)
	}
	if a.global.JSON {
		err = errors.Join(p.finishJSON(sum, refined), err)
	}
	switch {
	case err != nil:
		return err
	case sum.Failed > 0:
		return &reportedError{sum.Failed}
	}
	return nil
}

// steps is how many articles a bar waits for, -1 if that cannot be told.
func (a *app) steps(inputs []string) int {
	if !isTerminal(a.errs) {
		return -1
	}
	if n, known := a.reader().Count(inputs); known {
		return n
	}
	return -1
}

// refine has the model read what waits for it in the workspace. Without one,
// and when it cannot be reached, what was read offline stands.
func (a *app) refine(ctx context.Context, store storage.Store, loader *ingest.Loader, workspace string) (ingest.Refined, error) {
	waiting, err := store.ToRedo(ctx, workspace, ingest.RedoQuery{Wanted: true})
	if err != nil || len(waiting) == 0 || a.model == nil {
		return ingest.Refined{}, err
	}
	bar := a.progress("the model reads", len(waiting))
	sum, err := loader.Refine(ctx, workspace, func(ingest.Result) { bar.step() })
	bar.clear()
	if err == nil && !a.global.JSON {
		fmt.Fprintf(a.out, "The model read %s again; of %d came nothing, and %d wait.\n", countOf(sum.Done, "article"), sum.Failed, sum.Left)
	}
	if sum.Why != nil {
		a.reportFailure("the model", sum.Why)
	}
	return sum, err
}

// loadPrinter prints results as they come.
type loadPrinter struct {
	app     *app
	all     bool
	bar     bar
	report  *report
	results []loadResult
	printed int
	failed  failures
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
	Copies   []claims.Copy `json:"copies,omitempty"`
	Error    string        `json:"error,omitempty"`
}

func (p *loadPrinter) print(r ingest.Result) {
	out := jsonResult(r)
	p.report.write(out)
	if r.Err != nil {
		p.bar.clear()
		p.app.reportFailure(r.Name, r.Err)
		p.bar.describe(fmt.Sprintf("loading, %d failed", p.failed.add(out)))
	}
	defer p.bar.step()
	switch {
	case p.app.global.JSON:
		p.results = append(p.results, out)
	case r.Err == nil:
		p.printLoaded(r)
	}
}

// printLoaded prints the first articles with their claims, and a line for each
// of the others where no bar tells that they come.
func (p *loadPrinter) printLoaded(r ingest.Result) {
	p.printed++
	switch {
	case p.all || p.printed <= inFull:
		p.bar.clear()
		p.app.printLoaded(r)
	case !p.bar.shown():
		fmt.Fprintf(p.app.out, "%-9s %s: %s%s\n", r.Status, headline(r.Article), countOf(r.Count, "claim"), copiesOf(r))
	}
}

func jsonResult(r ingest.Result) loadResult {
	out := loadResult{
		Input: r.Name, ID: r.Article.ID, Revision: r.Article.Revision, Title: r.Article.Title, Status: r.Status,
		Claims: r.Count, Rejected: len(r.Rejected), Note: r.Note,
		Copies: r.Copies,
	}
	out.Error = errorText(r.Err)
	return out
}

// errorText is what JSON says of an error, "" for none.
func errorText(err error) string {
	if err == nil {
		return ""
	}
	return cmp.Or(claims.ErrorMessage(err), "internal error")
}

func (p *loadPrinter) finishJSON(sum ingest.Summary, refined ingest.Refined) error {
	return p.app.printJSON(struct {
		ingest.Summary
		Refined  ingest.Refined `json:"refined,omitzero"`
		Articles []loadResult   `json:"articles"`
	}{sum, refined, p.results})
}

func (p *loadPrinter) finish(sum ingest.Summary) {
	if sum.Resumed > 0 {
		fmt.Fprintf(p.app.out, "Finished %s that an earlier run had begun.\n", countOf(sum.Resumed, "article"))
	}
	if p.printed > inFull {
		p.app.printSummary(sum)
	}
	p.app.printFailures(p.failed)
	fmt.Fprintf(p.app.out, "Articles: %d new, %d changed, %d unchanged, %d failed. Claims: %d accepted, %d rejected.\n",
		sum.New, sum.Changed, sum.Unchanged, sum.Failed, sum.Accepted, sum.Rejected)
}
