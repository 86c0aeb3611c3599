package main

import (
	"context"
	"fmt"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
)

type articleCommand struct {
	Show   articleShowCommand   `cmd:"" default:"withargs" help:"Show an article and its claims."`
	Remove articleRemoveCommand `cmd:"" help:"Take an article out: no answer uses its claims from then on."`
	Undo   articleUndoCommand   `cmd:"" help:"Undo what was last done to an article: its load, a new text, its removal, a corrected date."`
	Purge  articlePurgeCommand  `cmd:"" help:"Destroy an article and its claims for good."`
	Redact articleRedactCommand `cmd:"" help:"Take a name or other words out of an article, with the claims that depend on them."`
	Export articleExportCommand `cmd:"" help:"Write all that is kept of an article into a folder."`
	Date   articleDateCommand   `cmd:"" help:"Correct when an article was published."`
	Diff   articleDiffCommand   `cmd:"" help:"Show what changed between two versions of an article, in its text and its claims."`
}

// Help shows an example.
func (articleCommand) Help() string { return "Example: claimbot article u8d2c --text" }

type articleRemoveCommand struct {
	ID string `arg:"" help:"Id of the article, its beginning, or its URL."`
}

// Help shows an example.
func (articleRemoveCommand) Help() string {
	return "Example: claimbot article remove u8d2c\n\nNothing is destroyed. Undo it within 30 days with: claimbot article undo u8d2c\nTo destroy it for good: claimbot article purge u8d2c"
}

// Run removes the article.
func (c *articleRemoveCommand) Run(ctx context.Context, a *app) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	removed, err := store.Remove(ctx, workspace, c.ID, a.by())
	if err != nil {
		return err
	}
	if a.global.JSON {
		return a.printJSON(struct {
			Act string `json:"act"`
			ingest.Removed
		}{review.ActRemove, removed})
	}
	fmt.Fprintf(a.out, "%s\nRemoved, with %s; no answer uses it now. %s rested on it. Undo within 30 days with: claimbot article undo %s\n",
		headline(removed.Article), countOf(removed.Claims, "claim"), countOf(removed.Answers, "answer"), removed.Article.ID)
	return nil
}

type articleUndoCommand struct {
	ID string `arg:"" help:"Id of the article, its beginning, or its URL."`
}

// Help shows an example.
func (articleUndoCommand) Help() string { return "Example: claimbot article undo u8d2c" }

// Run undoes what was last done.
func (c *articleUndoCommand) Run(ctx context.Context, a *app) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	undone, err := a.loader(store).Undo(ctx, workspace, c.ID, a.by())
	if err != nil {
		return err
	}
	if a.global.JSON {
		return a.printJSON(undone)
	}
	fmt.Fprintf(a.out, "%s\n%s\n", headline(undone.Article), undoneWords(undone))
	return nil
}

func undoneWords(u ingest.Undone) string {
	switch u.Act {
	case review.ActLoad:
		return "Taken back: it is as if it had not been loaded. Load it again to have it back."
	case review.ActRevision:
		return "The text that it had before is back, with its claims."
	case review.ActRemove:
		return "It is back, with its claims."
	}
	if u.Article.PublishedAt == "" {
		return "When it was published is not known again."
	}
	return "Published " + moment(u.Article.PublishedAt) + " again."
}

type articleDateCommand struct {
	ID        string `arg:"" help:"Id of the article, its beginning, or its URL."`
	Published string `arg:"" help:"When it was published: 2025-03-14, or 2025-03-14T08:40:00Z."`
}

// Help shows an example.
func (articleDateCommand) Help() string {
	return "Example: claimbot article date u8d2c 2025-03-14\n\nThe dates in its claims are read anew. Undo it with: claimbot article undo u8d2c"
}

// Run corrects the date.
func (c *articleDateCommand) Run(ctx context.Context, a *app) error {
	published, err := claims.ParseTime(c.Published)
	if err != nil {
		return &usageError{claims.ErrorMessage(err)}
	}
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	change, err := a.loader(store).SetPublished(ctx, workspace, c.ID, published, a.by())
	if err != nil {
		return err
	}
	if a.global.JSON {
		return a.printJSON(change.Article)
	}
	fmt.Fprintf(a.out, "%s\nPublished %s; its claims were read anew. Undo with: claimbot article undo %s\n", headline(change.Article), moment(change.Article.PublishedAt), change.Article.ID)
	return nil
}
