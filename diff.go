package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/diff"
)

type articleDiffCommand struct {
	ID  string   `arg:"" help:"Id of the article, its beginning, or its URL."`
	Rev []string `arg:"" optional:"" name:"rev" help:"The versions to compare: numbers as first loaded, or ids. Default: the one that counts now, and the one before."`
}

// Help shows examples.
func (articleDiffCommand) Help() string {
	return "Example: claimbot article diff u8d2c\nExample: claimbot article diff u8d2c 1 3"
}

// Run prints what changed between two versions of an article.
func (c *articleDiffCommand) Run(ctx context.Context, a *app) error {
	if len(c.Rev) == 1 || len(c.Rev) > 2 {
		return &usageError{"article diff takes two versions, or none for the last two"}
	}
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	d, err := diff.New(store).Compare(ctx, workspace, c.ID, c.Rev...)
	if err != nil {
		return err
	}
	if a.global.JSON {
		return a.printJSON(d)
	}
	a.printDiff(d)
	return nil
}

var (
	gone = text.Colors{text.FgRed}
	came = text.Colors{text.FgGreen}
)

func (a *app) printDiff(d diff.Article) {
	a.line(0, 2, bold, headline(d.Of))
	a.line(2, 4, faint, "from "+versionLine(d.Before))
	a.line(2, 4, faint, "to   "+versionLine(d.After))
	if d.Before.Title != d.After.Title {
		a.line(0, 2, gone, "- "+d.Before.Title)
		a.line(0, 2, came, "+ "+d.After.Title)
	}
	for _, n := range d.Notes {
		a.line(0, 2, bold, "The outlet notes a correction: “"+n+"”")
	}
	if d.IsSame() {
		a.line(0, 0, plain, "Nothing changed but white space.")
	}
	a.printClaimChanges(d)
	a.printTextChanges(d.Text)
}

// versionLine is "version 1 (r3f09…), known since 2026-03-10 08:40".
func versionLine(v diff.Version) string {
	out := fmt.Sprintf("version %d (%s)", v.Number, v.Revision)
	if v.KnownSince != "" {
		out += ", known since " + moment(v.KnownSince)
	}
	if !v.Read {
		out += ", its claims are not read yet"
	}
	return out
}

func (a *app) printClaimChanges(d diff.Article) {
	c := d.Claims
	a.line(0, 0, faint, fmt.Sprintf("Claims: %d altered, %d added, %d dropped, %d as before", len(c.Altered), len(c.Added), len(c.Dropped), c.Kept))
	for _, t := range c.Altered {
		a.line(0, 2, plain, "~ "+turnedLine(t))
		a.line(4, 4, faint, "“"+t.After.Quote+"”")
	}
	for _, list := range []struct {
		sign  string
		style text.Colors
		all   []claims.Claim
	}{{"+ ", came, c.Added}, {"- ", gone, c.Dropped}} {
		for _, claim := range list.all {
			a.line(0, 2, list.style, list.sign+claim.Text)
		}
	}
}

// turnedLine is "killed in Halvick: 4 → 6".
func turnedLine(t diff.Turned) string {
	subject := t.Subject()
	if subject == "" {
		subject = t.After.Text
	}
	var parts []string
	for _, turn := range t.Turns {
		words := orNone(turn.Before) + " → " + orNone(turn.After)
		if turn.What != diff.Figure && turn.What != diff.Position {
			words = turn.What + " " + words
		}
		parts = append(parts, words)
	}
	return subject + ": " + strings.Join(parts, "; ")
}

func orNone(s string) string {
	if s == "" {
		return "not told"
	}
	return s
}

// printTextChanges prints changed paragraphs: on a terminal each once, its
// words struck out and added in colour; else as lines that begin with - and +.
func (a *app) printTextChanges(list []diff.Paragraph) {
	a.line(0, 0, faint, "Text: "+countOf(len(list), "paragraph")+" changed")
	for _, p := range list {
		if p.Change == diff.Altered && a.isColoured() {
			fmt.Fprintf(a.out, "~ %s\n", a.inColour(p.Words))
			continue
		}
		if p.Change != diff.Added {
			a.line(0, 2, gone, "- "+p.Before())
		}
		if p.Change != diff.Dropped {
			a.line(0, 2, came, "+ "+p.After())
		}
	}
}

// inColour gives an altered paragraph in one: what went struck out in red,
// what came in green. The terminal wraps it: styles have no width.
func (a *app) inColour(words []diff.Run) string {
	var parts []string
	for _, r := range words {
		style := plain
		switch r.Change {
		case diff.Dropped:
			style = text.Colors{text.FgRed, text.CrossedOut}
		case diff.Added:
			style = came
		}
		parts = append(parts, a.styled(style, printable(r.Text)))
	}
	return strings.Join(parts, " ")
}
