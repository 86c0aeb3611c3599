package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/claimbot/claimbot/claims/review"
)

type outletCommand struct {
	List    outletListCommand    `cmd:"" default:"1" help:"List the outlets, and what is said of them."`
	Note    outletNoteCommand    `cmd:"" help:"Label an outlet, an agency or a speaker, or show what is said of it."`
	Exclude outletExcludeCommand `cmd:"" help:"Leave the articles of an outlet out of answers."`
	Include outletIncludeCommand `cmd:"" help:"Take the articles of an outlet in again."`
}

// Help shows an example.
func (outletCommand) Help() string {
	return "Example: claimbot outlet note \"Border Herald\" --label \"state media\"\n\n" +
		"An outlet is named as articles name it, in whatever case, or by its domain (example.org, with all beneath it). " +
		"A label changes no figure and no answer's words; it is shown behind the name, as a label."
}

type outletListCommand struct{}

// Help shows an example.
func (outletListCommand) Help() string { return "Example: claimbot outlet list" }

// Run lists the outlets.
func (*outletListCommand) Run(ctx context.Context, a *app) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	all, err := review.NewOutlets(store).List(ctx, workspace)
	if err != nil {
		return err
	}
	if !a.global.JSON {
		a.printOutlets(all)
		return nil
	}
	for _, o := range all {
		if err := a.printJSON(o); err != nil {
			return err
		}
	}
	return nil
}

type outletNoteCommand struct {
	Name      string  `arg:"" help:"Name of the outlet, the agency or the speaker, or a domain."`
	Label     *string `help:"A few words shown behind the name: \"state media\", \"party to the war\", \"unknown\", or your own; \"\" for none."`
	Note      *string `help:"More about it, shown with the evidence; \"\" for none."`
	NoRecheck bool    `xor:"recheck,clear" help:"Do not check its pages again for changes."`
	Recheck   bool    `xor:"recheck,clear" help:"Check its pages again."`
	Clear     bool    `xor:"clear" help:"Forget all that is said of it, that it is excluded too."`
}

// Help shows an example.
func (outletNoteCommand) Help() string {
	return "Example: claimbot outlet note herald.example --label \"state media\" --note \"owned by the ministry\"\n\n" +
		"Without flags it shows what is said. Undo it with: claimbot outlet note herald.example --clear"
}

// Run changes what is said, or shows it.
func (c *outletNoteCommand) Run(ctx context.Context, a *app) error {
	if c.Clear && (c.Label != nil || c.Note != nil) {
		return &usageError{"--clear takes no --label and no --note beside it"}
	}
	return a.onOutlet(ctx, func(o *review.Outlets, workspace string) (review.Outlet, error) {
		change := review.MarkChange{Label: c.Label, Note: c.Note}
		if c.NoRecheck || c.Recheck {
			change.NoRecheck = &c.NoRecheck
		}
		switch {
		case c.Clear:
			return o.Clear(ctx, workspace, c.Name, a.by())
		case change == review.MarkChange{}:
			return o.Find(ctx, workspace, c.Name)
		}
		return o.Note(ctx, workspace, c.Name, change, a.by())
	}, "")
}

type outletExcludeCommand struct {
	Name string `arg:"" help:"Name of the outlet, or its domain."`
}

// Help shows an example.
func (outletExcludeCommand) Help() string {
	return "Example: claimbot outlet exclude \"Border Herald\"\n\n" +
		"Nothing is removed: its claims are left out of answers, and the answer counts them. Searches still show them, marked. " +
		"Answers that cite it are stale as long as it is excluded. Undo it with: claimbot outlet include \"Border Herald\""
}

// Run excludes the outlet.
func (c *outletExcludeCommand) Run(ctx context.Context, a *app) error {
	return a.onOutlet(ctx, func(o *review.Outlets, workspace string) (review.Outlet, error) {
		return o.Exclude(ctx, workspace, c.Name, a.by())
	}, "Its claims are left out of answers now. Undo with: claimbot outlet include")
}

type outletIncludeCommand struct {
	Name string `arg:"" help:"Name of the outlet, or its domain."`
}

// Help shows an example.
func (outletIncludeCommand) Help() string {
	return "Example: claimbot outlet include \"Border Herald\""
}

// Run includes the outlet.
func (c *outletIncludeCommand) Run(ctx context.Context, a *app) error {
	return a.onOutlet(ctx, func(o *review.Outlets, workspace string) (review.Outlet, error) {
		return o.Include(ctx, workspace, c.Name, a.by())
	}, "Answers use its claims. Leave them out with: claimbot outlet exclude")
}

// onOutlet does something to an outlet and says how it stands with it then.
func (a *app) onOutlet(ctx context.Context, act func(*review.Outlets, string) (review.Outlet, error), done string) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	o, err := act(review.NewOutlets(store), workspace)
	if err != nil {
		return err
	}
	if a.global.JSON {
		return a.printJSON(o)
	}
	about := strings.Join(append(o.Domains, countOf(o.Articles, "article"), countOf(o.Claims, "claim")), ", ")
	if o.Articles == 0 {
		about = "no article here is from it yet"
	}
	a.line(0, 2, plain, o.String()+" ("+about+")")
	if done != "" {
		fmt.Fprintf(a.out, "%s %q\n", done, printable(o.Name))
	}
	return nil
}

func (a *app) printOutlets(all []review.Outlet) {
	if len(all) == 0 {
		fmt.Fprintln(a.out, "No outlets are known here yet; load an article with: claimbot load FILE or URL")
		return
	}
	t := a.table("outlet", "domains", "articles", "claims", "said of it here")
	t.SetColumnConfigs([]table.ColumnConfig{{Name: "outlet", WidthMax: 24}, {Name: "domains", WidthMax: 24}, {Name: "said of it here", WidthMax: 26}})
	for _, o := range all {
		_, said, _ := strings.Cut(o.String(), o.Name)
		t.AppendRow(table.Row{printable(o.Name), printable(strings.Join(o.Domains, " ")), o.Articles, o.Claims, printable(strings.TrimPrefix(said, ": "))})
	}
	t.Render()
}
