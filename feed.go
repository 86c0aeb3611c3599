package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/storage"
)

type feedCommand struct {
	List   feedListCommand   `cmd:"" default:"1" help:"List the feeds that are followed."`
	Add    feedAddCommand    `cmd:"" help:"Follow a feed: RSS, Atom or JSON."`
	Show   feedShowCommand   `cmd:"" help:"Show what was seen in a feed and what became of it."`
	Pause  feedPauseCommand  `cmd:"" help:"Leave a feed alone until it is resumed."`
	Resume feedResumeCommand `cmd:"" help:"Go on with a paused feed."`
	Remove feedRemoveCommand `cmd:"" help:"Follow a feed no more; its articles stay."`
	Check  feedCheckCommand  `cmd:"" help:"Look at the feeds that are due, or at one now, and load what is new."`
}

type feedAddCommand struct {
	URL   string `arg:"" help:"Address of the feed."`
	Words string `placeholder:"WORDS" help:"Keep only articles in which one of these words stands; phrases in quotation marks."`
	Kinds string `placeholder:"KINDS" help:"Keep only articles that make a claim of these kinds: casualty, ceasefire, statement, event."`
	Later bool   `help:"Load nothing yet: serve, or feed check, will."`
}

// Help shows examples.
func (feedAddCommand) Help() string {
	return "Example: claimbot feed add https://example.org/rss --words 'ceasefire, \"black sea\"' --kinds casualty,ceasefire\n\n" +
		fmt.Sprintf("The newest %d entries are loaded at once, and all new ones from then on while claimbot serve runs, or whenever claimbot feed check is called. ", feed.FirstLoaded) +
		"A feed that is followed already takes the words and kinds that are given."
}

// Run follows the feed, and loads what it has.
func (c *feedAddCommand) Run(ctx context.Context, a *app) error {
	filter, err := feed.ParseFilter(c.Words, c.Kinds)
	if err != nil {
		return &usageError{claims.ErrorMessage(err)}
	}
	store, workspace, err := a.makeWorkspace(ctx)
	if err != nil {
		return err
	}
	keeper := a.keeper(store)
	f, there, err := keeper.Add(ctx, workspace, c.URL, filter, a.by())
	if err != nil {
		return err
	}
	if !a.global.JSON {
		fmt.Fprintln(a.out, addedWords(f, there))
	}
	if !there && !c.Later {
		fmt.Fprintf(a.errs, "Reading %s…\n", countedEntries(f.Waiting))
		done, err := keeper.ReadWaiting(ctx, workspace, f.ID)
		if err != nil {
			return err
		}
		done.Fresh = f.Waiting
		if !a.global.JSON {
			a.printChecked(done)
		}
		f = done.Feed
	}
	if a.global.JSON {
		return a.printJSON(f)
	}
	return a.refineFed(ctx, store, workspace)
}

// addedWords say what Add did.
func addedWords(f feed.Feed, there bool) string {
	words := "Following"
	if there {
		words = "Followed already:"
	}
	words += " " + printable(f.Name()) + " (" + f.ID + ")"
	if filter := f.Filter.String(); filter != "" {
		words += ", only " + printable(filter)
	} else if there {
		words += ", all of it"
	}
	return words + "."
}

func countedEntries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

// refineFed has the model read what came of feeds, as load does.
func (a *app) refineFed(ctx context.Context, store storage.Store, workspace string) error {
	_, err := a.refine(ctx, store, a.loader(store), workspace)
	return err
}

type feedListCommand struct{}

// Help shows an example.
func (feedListCommand) Help() string { return "Example: claimbot feed" }

// Run lists the feeds.
func (*feedListCommand) Run(ctx context.Context, a *app) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	feeds, err := store.Feeds(ctx, workspace)
	if err != nil {
		return err
	}
	if a.global.JSON {
		for _, f := range feeds {
			if err := a.printJSON(f); err != nil {
				return err
			}
		}
		return nil
	}
	if len(feeds) == 0 {
		fmt.Fprintln(a.out, "No feed is followed here yet; follow one with: claimbot feed add URL")
		return nil
	}
	t := a.table("id", "feed", "loaded", "next", "only")
	t.SetColumnConfigs([]table.ColumnConfig{{Name: "feed", WidthMax: 40}, {Name: "next", WidthMax: 24}, {Name: "only", WidthMax: 22, WidthMaxEnforcer: text.WrapSoft}})
	for _, f := range feeds {
		t.AppendRow(table.Row{f.ID, feedTitle(f), f.Loaded, strings.Join(a.feedNext(f), "\n"), printable(f.Filter.String())})
	}
	t.Render()
	for _, f := range feeds {
		if f.Reason != "" {
			a.line(0, 2, plain, f.ID+": "+f.Reason)
		}
	}
	return nil
}

// feedTitle is a feed's title with its address.
func feedTitle(f feed.Feed) string {
	if f.Title == "" {
		return printable(f.URL)
	}
	return printable(f.Title) + "\n" + printable(f.URL)
}

// feedNext says when a feed is looked at again, and what waits.
func (a *app) feedNext(f feed.Feed) (parts []string) {
	switch {
	case f.Paused:
		parts = append(parts, "paused")
	case !f.Next.After(a.now()):
		parts = append(parts, "now")
	default:
		parts = append(parts, localTime(f.Next))
	}
	if f.Failures > 0 {
		parts = append(parts, fmt.Sprintf("failed %d×", f.Failures))
	}
	if f.Waiting > 0 {
		parts = append(parts, countedEntries(f.Waiting)+" waiting")
	}
	if f.GivenUp > 0 {
		parts = append(parts, fmt.Sprintf("%d given up", f.GivenUp))
	}
	return parts
}

// localTime is a moment of our own as the person at the terminal reads it.
func localTime(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

type feedShowCommand struct {
	ID    string `arg:"" help:"Id of the feed, its beginning, or its URL."`
	Limit int    `default:"30" help:"At most so many entries."`
}

// Help shows an example.
func (feedShowCommand) Help() string { return "Example: claimbot feed show w1a2b" }

// Run shows a feed and its entries.
func (c *feedShowCommand) Run(ctx context.Context, a *app) error {
	if c.Limit < 1 {
		return &usageError{"--limit takes a number from 1 on"}
	}
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	f, err := store.Feed(ctx, workspace, c.ID)
	if err != nil {
		return err
	}
	entries, err := store.Entries(ctx, workspace, f.ID, c.Limit)
	if err != nil {
		return err
	}
	if a.global.JSON {
		return a.printJSON(struct {
			feed.Feed
			Entries []feed.Entry `json:"entries"`
		}{f, append([]feed.Entry{}, entries...)})
	}
	a.printFeed(f)
	t := a.table("entry", "became", "article")
	t.SetColumnConfigs([]table.ColumnConfig{{Name: "entry", WidthMax: 40, WidthMaxEnforcer: text.WrapSoft}, {Name: "became", WidthMax: 34, WidthMaxEnforcer: text.WrapSoft}})
	for _, e := range entries {
		t.AppendRow(table.Row{printable(nonEmpty(e.Title, e.URL)[0]), printable(entryBecame(e)), e.Article})
	}
	t.Render()
	return nil
}

func (a *app) printFeed(f feed.Feed) {
	a.line(0, 2, bold, f.Name())
	about := []string{f.ID, countOf(f.Loaded, "article"), "next look " + strings.Join(a.feedNext(f), ", ")}
	if !f.CheckedAt.IsZero() {
		about = append(about, "last "+localTime(f.CheckedAt))
	}
	a.line(2, 2, faint, strings.Join(about, " · "))
	a.line(2, 2, faint, f.URL)
	if filter := f.Filter.String(); filter != "" {
		a.line(2, 2, plain, "only "+filter)
	}
	if f.Reason != "" {
		a.line(2, 2, plain, f.Reason)
	}
}

func entryBecame(e feed.Entry) string {
	words := string(e.State)
	if e.State == feed.Waiting && !e.Next.IsZero() {
		words += " until " + localTime(e.Next)
	}
	if e.Reason != "" {
		words += ": " + e.Reason
	}
	return words
}

type feedPauseCommand struct {
	ID string `arg:"" help:"Id of the feed, its beginning, or its URL."`
}

// Help shows an example.
func (feedPauseCommand) Help() string { return "Example: claimbot feed pause w1a2b" }

// Run pauses the feed.
func (c *feedPauseCommand) Run(ctx context.Context, a *app) error {
	return a.tendFeed(ctx, c.ID, (*feed.Keeper).Pause, func(f feed.Feed) string {
		return "Paused. Go on with: claimbot feed resume " + f.ID
	})
}

type feedResumeCommand struct {
	ID string `arg:"" help:"Id of the feed, its beginning, or its URL."`
}

// Help shows an example.
func (feedResumeCommand) Help() string { return "Example: claimbot feed resume w1a2b" }

// Run resumes the feed.
func (c *feedResumeCommand) Run(ctx context.Context, a *app) error {
	return a.tendFeed(ctx, c.ID, (*feed.Keeper).Resume, func(f feed.Feed) string {
		return "It goes on. Look at it now with: claimbot feed check " + f.ID
	})
}

type feedRemoveCommand struct {
	ID string `arg:"" help:"Id of the feed, its beginning, or its URL."`
}

// Help shows an example.
func (feedRemoveCommand) Help() string { return "Example: claimbot feed remove w1a2b" }

// Run removes the feed.
func (c *feedRemoveCommand) Run(ctx context.Context, a *app) error {
	return a.tendFeed(ctx, c.ID, (*feed.Keeper).Remove, func(f feed.Feed) string {
		return fmt.Sprintf("Followed no more; %s that came by it stay. Follow it again with: claimbot feed add %s", countOf(f.Loaded, "article"), printable(f.URL))
	})
}

func (a *app) tendFeed(ctx context.Context, id string, act func(*feed.Keeper, context.Context, string, string, string) (feed.Feed, error), say func(feed.Feed) string) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	f, err := act(a.keeper(store), ctx, workspace, id, a.by())
	if err != nil {
		return err
	}
	return a.done(f, printable(f.Name())+"\n"+say(f))
}
