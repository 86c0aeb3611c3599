package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/storage"
)

type articlePurgeCommand struct {
	ID  string `arg:"" help:"Id of the article, its beginning, or its URL; that of a removed one, too."`
	Yes bool   `short:"y" help:"Do not ask."`
}

// Help shows an example and says what it does.
func (articlePurgeCommand) Help() string {
	return "Example: claimbot article purge u8d2c\n\n" +
		"Deletes the article's texts, captures, claims and index rows, and clears the file of them; nothing undoes it. " +
		"Answers that rested on it keep the question and what rests on other articles. Its address and text are blocked from coming back by a feed; " +
		"claimbot load --even-if-purged loads it all the same. " + ingest.Unreached
}

// Run purges the article.
func (c *articlePurgeCommand) Run(ctx context.Context, a *app) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	if err := a.confirm(ctx, store, workspace, c.ID, "Purge", c.Yes); err != nil {
		return err
	}
	p, err := a.loader(store).Purge(ctx, workspace, c.ID, a.by())
	if err != nil {
		return err
	}
	if a.global.JSON {
		return a.printJSON(struct {
			Act string `json:"act"`
			ingest.Purged
		}{review.ActPurge, p})
	}
	fmt.Fprintf(a.out, "%s\nPurged for good: %s, %s, %s. %s.\nIt does not come back by a feed.\n",
		headline(p.Article), countOf(p.Revisions, "text"), countOf(p.Captures, "capture"), countOf(p.Claims, "claim"), changedAnswers(p.Answers))
	a.printLeft(p.Left)
	return nil
}

type articleRedactCommand struct {
	ID    string `arg:"" help:"Id of the article, its beginning, or its URL; that of a removed one, too."`
	Words string `arg:"" help:"The words to take out, as one argument."`
	Yes   bool   `short:"y" help:"Do not ask."`
}

// Help shows an example and says what it does.
func (articleRedactCommand) Help() string {
	return "Example: claimbot article redact u8d2c \"Jane Roe\"\n\n" +
		"Takes the words out of the article's texts, title and author, however they are written there (case, accents, 's); blocks stand in their place. " +
		"The claims that depend on them go, and so do the bytes of the article's captures. When the page is loaded again they are taken out again. " +
		"Other words for the same person (a surname alone, another ending) are to be redacted by a call of their own; an address that holds the words stays. " +
		"Nothing undoes it. " + ingest.Unreached
}

// Run takes the words out.
func (c *articleRedactCommand) Run(ctx context.Context, a *app) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	if err := a.confirm(ctx, store, workspace, c.ID, fmt.Sprintf("Take %q out of", c.Words), c.Yes); err != nil {
		return err
	}
	r, err := a.loader(store).Redact(ctx, workspace, c.ID, c.Words, a.by())
	if err != nil {
		return err
	}
	if a.global.JSON {
		return a.printJSON(struct {
			Act string `json:"act"`
			ingest.Redacted
		}{review.ActRedact, r})
	}
	fmt.Fprintf(a.out, "%s\nTaken out in %s, with %s; the bytes of %s were dropped. %s.\n",
		headline(r.Article), countOf(r.Places, "place"), countOf(r.Claims, "claim"), countOf(r.Captures, "capture"), changedAnswers(r.Answers))
	if r.InURL {
		fmt.Fprintln(a.out, "The article's address holds the words, too, and stays; purge the article if it must go.")
	}
	a.printLeft(r.Left)
	return nil
}

func changedAnswers(n int) string {
	if n == 0 {
		return "No answer rested on it"
	}
	return countOf(n, "answer") + " rested on it, and what did is out of what is kept of them"
}

// printLeft says what was not reached.
func (a *app) printLeft(left ingest.Left) {
	if left.Unscrubbed != "" {
		fmt.Fprintln(a.out, left.Unscrubbed)
	}
	if len(left.Copies) > 0 {
		fmt.Fprintln(a.out, "These files look like copies of the database, and may still hold it:")
		for _, name := range left.Copies {
			fmt.Fprintln(a.out, "  "+printable(name))
		}
	}
	fmt.Fprintln(a.out, ingest.Unreached)
}

// confirm asks whoever sits at the terminal whether to do what cannot be
// undone. Elsewhere it must have been said beforehand.
func (a *app) confirm(ctx context.Context, store storage.Store, workspace, id, what string, yes bool) error {
	if yes {
		return nil
	}
	if !isTerminal(a.stdin) {
		return &usageError{"this cannot be undone; add --yes to do it without being asked"}
	}
	name := printable(id)
	view, err := store.Article(ctx, workspace, id)
	switch {
	case err == nil:
		name = headline(view.Article)
	case claims.ErrorCode(err) != claims.ENotFound: // it may be a removed one
		return err
	}
	fmt.Fprintf(a.errs, "%s: %s\nThis cannot be undone. Type yes to do it: ", what, name)
	answer, err := bufio.NewReader(a.stdin).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if strings.TrimSpace(strings.ToLower(answer)) != "yes" {
		return claims.Errorf(claims.EInvalid, "Nothing was done.")
	}
	return nil
}
