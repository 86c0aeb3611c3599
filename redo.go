package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/schollz/progressbar/v3"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
)

type redoCommand struct {
	Articles  []string `arg:"" optional:"" name:"article" help:"Only these articles: their ids, the beginnings of them, or URLs."`
	EngineWas string   `enum:",offline,llm" default:"" placeholder:"ENGINE" help:"Only articles whose claims are by this engine: offline or llm."`
	OlderThan string   `placeholder:"VERSION" help:"Only articles that an older version of an engine read, such as offline-2."`
	Since     string   `placeholder:"DAY" help:"Only articles that were loaded on this day or later."`
	DryRun    bool     `help:"Only show what would change."`
}

// Help shows an example.
func (redoCommand) Help() string {
	return "Example: claimbot redo --engine-was offline --since 2025-03-01\n\n" +
		"Extracts claims again, with the model if one is set up, else offline, and shows what that changed. What was done by hand stays: " +
		"a hidden claim stays hidden. Without a model, articles that one has read are left alone unless they are asked for."
}

// Run extracts again.
func (c *redoCommand) Run(ctx context.Context, a *app) error {
	since, err := startOfDay(c.Since)
	if err != nil {
		return err
	}
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	q := ingest.RedoQuery{Articles: c.Articles, Engine: c.EngineWas, OlderThan: c.OlderThan, Since: since, By: a.by(), Dry: c.DryRun}
	wanted, err := store.ToRedo(ctx, workspace, q)
	if err != nil {
		return err
	}
	p := &redoPrinter{app: a, bar: a.progress("reading again", len(wanted))}
	sum, err := a.loader(store).Redo(ctx, workspace, q, p.print)
	p.bar.clear()
	if err = errors.Join(p.err, err); err != nil {
		return err
	}
	if !a.global.JSON {
		a.printRedone(sum, c.DryRun)
	}
	if sum.Why != nil {
		a.reportFailure(fmt.Sprintf("%s left", countOf(sum.Left, "article")), sum.Why)
	}
	if failed := sum.Failed + sum.Left; failed > 0 {
		return &reportedError{failed}
	}
	return nil
}

// startOfDay gives the first moment of a day here, or an instant.
func startOfDay(s string) (time.Time, error) {
	t, err := claims.ParseTime(s)
	if err != nil {
		return time.Time{}, &usageError{fmt.Sprintf("--since: %s.", claims.ErrorMessage(err))}
	}
	if t.IsDay() {
		return time.ParseInLocation(time.DateOnly, string(t), time.Local)
	}
	at, _ := t.Std() // the zero time, if it was not given
	return at, nil
}

// redoPrinter prints changes as they come.
type redoPrinter struct {
	app *app
	bar bar
	err error // the first of what could not be printed
}

// redoneArticle is an article of redo as --json prints it.
type redoneArticle struct {
	Article string         `json:"article"`
	Title   string         `json:"title,omitempty"`
	Engine  string         `json:"engine"`
	Added   []claims.Claim `json:"added"`
	Gone    []claims.Claim `json:"gone"`
	Kept    int            `json:"kept"`
	Hidden  int            `json:"hidden"`
	Note    string         `json:"note,omitempty"`
	Error   string         `json:"error,omitempty"`
}

func (p *redoPrinter) print(c ingest.Change) {
	p.bar.clear()
	defer p.bar.step()
	if c.Err != nil {
		p.app.reportFailure(c.Article.ID, c.Err)
	}
	if p.app.global.JSON {
		p.err = errors.Join(p.err, p.app.printJSON(redoneArticle{
			Article: c.Article.ID, Title: c.Article.Title, Engine: c.Engine, Added: plainClaims(c.Added), Gone: plainClaims(c.Gone),
			Kept: c.Kept, Hidden: c.Hidden, Note: c.Note, Error: errorText(c.Err),
		}))
		return
	}
	if c.Err == nil {
		p.app.printChange(c)
	}
}

func plainClaims(all []proof.Claim) []claims.Claim {
	out := make([]claims.Claim, len(all))
	for i, c := range all {
		out[i] = c.Claim()
	}
	return out
}

// printChange prints what another extraction changed, nothing if that is
// nothing.
func (a *app) printChange(c ingest.Change) {
	if len(c.Added)+len(c.Gone) == 0 {
		return
	}
	a.line(0, 2, bold, headline(c.Article))
	about := []string{c.Article.ID, c.Engine + " engine", fmt.Sprintf("%d added, %d gone, %d kept", len(c.Added), len(c.Gone), c.Kept)}
	if c.Hidden > 0 {
		about = append(about, fmt.Sprintf("%d hidden by hand", c.Hidden))
	}
	a.line(2, 2, faint, strings.Join(about, " · "))
	if c.Note != "" {
		a.line(2, 2, plain, c.Note)
	}
	for _, list := range []struct {
		mark   string
		style  text.Colors
		claims []proof.Claim
	}{{"+", text.Colors{text.FgGreen}, c.Added}, {"-", text.Colors{text.FgRed}, c.Gone}} {
		for _, p := range list.claims {
			v := p.Claim()
			a.line(2, 4, list.style, strings.Join(nonEmpty(list.mark, string(v.Kind), ask.Brief(v), "·", v.Text), " "))
		}
	}
	fmt.Fprintln(a.out)
}

func nonEmpty(all ...string) (some []string) {
	for _, s := range all {
		if s != "" {
			some = append(some, s)
		}
	}
	return some
}

func (a *app) printRedone(sum ingest.Redone, dry bool) {
	doing := ""
	if dry {
		doing = " Nothing was stored."
	}
	fmt.Fprintf(a.out, "Articles: %d read again, %d changed, %d failed, %d left. Claims: %d added, %d gone, %d kept, %d hidden.%s\n",
		sum.Articles, sum.Changed, sum.Failed, sum.Left, sum.Added, sum.Gone, sum.Kept, sum.Hidden, doing)
}

// bar is a progress bar on a terminal, and nothing elsewhere.
type bar struct{ *progressbar.ProgressBar }

// progress makes a bar of so many steps, -1 if that is not known.
func (a *app) progress(what string, steps int) bar {
	if !isTerminal(a.errs) || steps == 0 {
		return bar{}
	}
	return bar{progressbar.NewOptions(steps,
		progressbar.OptionSetDescription(what), progressbar.OptionSetWriter(a.errs), progressbar.OptionShowCount(),
		progressbar.OptionShowIts(), progressbar.OptionSetItsString("articles"), progressbar.OptionClearOnFinish(), progressbar.OptionSpinnerType(14))}
}

func (b bar) clear() {
	if b.ProgressBar != nil {
		_ = b.Clear() // a bar that cannot be drawn is no loss
	}
}

func (b bar) shown() bool { return b.ProgressBar != nil }

func (b bar) describe(what string) {
	if b.ProgressBar != nil {
		b.Describe(what)
	}
}

func (b bar) step() {
	if b.ProgressBar != nil {
		_ = b.Add(1)
	}
}
