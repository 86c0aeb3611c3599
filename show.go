package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
)

type searchCommand struct {
	Query  []string `arg:"" optional:"" help:"Words to look for."`
	Kind   []string `enum:"casualty,ceasefire,statement,event" help:"Only claims of these kinds: casualty, ceasefire, statement, event."`
	From   string   `placeholder:"DAY" help:"Only what happened, or was reported, on this day or later."`
	To     string   `placeholder:"DAY" help:"Only what happened, or was reported, on this day or earlier."`
	Place  string   `help:"Only claims about this place."`
	Person string   `help:"Only claims by or about this person."`
	Limit  int      `default:"20" help:"At most so many."`
}

// Help shows an example.
func (searchCommand) Help() string {
	return "Example: claimbot search --kind casualty --from 2025-03-01 drone"
}

// Run prints the claims found.
func (c *searchCommand) Run(ctx context.Context, a *app) error {
	if c.Limit < 1 || c.Limit > 1000 {
		return &usageError{"--limit takes a number from 1 to 1000"}
	}
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	q := ask.SearchQuery{Words: strings.Join(c.Query, " "), From: c.From, To: c.To, Place: c.Place, Person: c.Person, Limit: c.Limit}
	for _, k := range c.Kind {
		q.Kinds = append(q.Kinds, claims.Kind(k))
	}
	found, err := a.asker(store).Search(ctx, workspace, q)
	if err != nil {
		return err
	}
	if !a.global.JSON {
		a.printFound(found)
		return nil
	}
	for _, f := range found {
		if err := a.printJSON(f); err != nil {
			return err
		}
	}
	return nil
}

type claimCommand struct {
	Show   claimShowCommand   `cmd:"" default:"withargs" help:"Show a claim with its proof."`
	Hide   claimHideCommand   `cmd:"" help:"Hide a wrong claim: no answer uses it from then on."`
	Unhide claimUnhideCommand `cmd:"" help:"Bring a hidden claim back."`
}

type claimShowCommand struct {
	ID string `arg:"" help:"Id of the claim, or its beginning."`
}

// Help shows an example.
func (claimShowCommand) Help() string { return "Example: claimbot claim c0f3a9" }

// Run prints the claim.
func (c *claimShowCommand) Run(ctx context.Context, a *app) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	claim, article, err := store.Claim(ctx, workspace, c.ID)
	if err != nil {
		return err
	}
	evidence := claims.Evidence{Claim: claim.Claim(), Article: article.Head(), URL: ask.EvidenceURL(article, claim.Claim().Quote)}
	if evidence.Labels, err = a.asker(store).Labels(ctx, workspace, evidence.Claim, article); err != nil {
		return err
	}
	if a.global.JSON {
		return a.printJSON(evidence)
	}
	acts, err := store.Audit(ctx, workspace, evidence.ID, 0)
	if err != nil {
		return err
	}
	a.printClaim(evidence, acts)
	return nil
}

type claimHideCommand struct {
	ID string `arg:"" help:"Id of the claim, or its beginning."`
}

// Help shows an example.
func (claimHideCommand) Help() string {
	return "Example: claimbot claim hide c0f3a9\n\nUndo it with: claimbot claim unhide c0f3a9"
}

// Run hides the claim.
func (c *claimHideCommand) Run(ctx context.Context, a *app) error {
	return a.review(ctx, c.ID, "Hidden; no answer uses it now. Undo with: claimbot claim unhide", (*review.Desk).Hide)
}

type claimUnhideCommand struct {
	ID string `arg:"" help:"Id of the claim, or its beginning."`
}

// Help shows an example.
func (claimUnhideCommand) Help() string { return "Example: claimbot claim unhide c0f3a9" }

// Run brings the claim back.
func (c *claimUnhideCommand) Run(ctx context.Context, a *app) error {
	return a.review(ctx, c.ID, "Back in use. Hide with: claimbot claim hide", (*review.Desk).Unhide)
}

func (a *app) review(ctx context.Context, id, done string, act func(*review.Desk, context.Context, string, string, string) (claims.Claim, error)) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	c, err := act(review.New(store), ctx, workspace, id, a.by())
	if err != nil {
		return err
	}
	if a.global.JSON {
		return a.printJSON(c)
	}
	fmt.Fprintf(a.out, "%s\n%s %s\n", c.Text, done, c.ID)
	return nil
}

type articleShowCommand struct {
	ID   string `arg:"" help:"Id of the article, its beginning, or its URL."`
	Text bool   `help:"Print the text as well."`
}

// Help shows an example.
func (articleShowCommand) Help() string { return "Example: claimbot article u8d2c --text" }

// Run prints the article.
func (c *articleShowCommand) Run(ctx context.Context, a *app) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	view, err := store.Article(ctx, workspace, c.ID)
	if err != nil {
		return err
	}
	page, err := pageOf(ctx, store, workspace, view.ID)
	if err != nil {
		return err
	}
	if a.global.JSON {
		out := viewJSON(view)
		out.Page = page
		return a.printJSON(out)
	}
	acts, err := store.Audit(ctx, workspace, view.ID, 0)
	if err != nil {
		return err
	}
	marks, err := store.Marks(ctx, workspace)
	if err != nil {
		return err
	}
	a.printArticle(view, page, marks.Of(view.Article), acts, c.Text)
	return nil
}

// articleJSON is an article as --json prints it.
type articleJSON struct {
	ingest.ArticleRow
	History []ingest.RevisionRow `json:"revision_history"`
	Current []claims.Claim       `json:"current_claims"`
	Others  []claims.Claim       `json:"other_claims"`
	Copies  []claims.Copy        `json:"copies,omitempty"`
	Page    *ingest.Revisit      `json:"page,omitempty"` // of one that was fetched
}

func viewJSON(v ingest.ArticleView) articleJSON {
	out := articleJSON{ArticleRow: v.ArticleRow, Current: []claims.Claim{}, Others: []claims.Claim{}, Copies: v.Copies}
	for _, r := range v.History {
		r.Article = r.Head()
		out.History = append(out.History, r)
	}
	for _, c := range v.Current {
		out.Current = append(out.Current, c.Claim())
	}
	for _, c := range v.Others {
		out.Others = append(out.Others, c.Claim())
	}
	return out
}

type articlesCommand struct {
	Words  []string `arg:"" optional:"" help:"Only articles whose title, outlet, URL or id holds these words."`
	Limit  int      `default:"50" help:"At most so many."`
	Offset int      `help:"Leave out so many first."`
}

// Help shows an example.
func (articlesCommand) Help() string { return "Example: claimbot articles --limit 10 metro" }

// Run lists the articles.
func (c *articlesCommand) Run(ctx context.Context, a *app) error {
	if c.Limit < 1 || c.Offset < 0 {
		return &usageError{"--limit takes a number from 1 on, --offset one from 0 on"}
	}
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	rows, err := store.Articles(ctx, workspace, ingest.ArticleQuery{Words: strings.Join(c.Words, " "), Limit: c.Limit, Offset: c.Offset})
	if err != nil {
		return err
	}
	if !a.global.JSON {
		a.printArticles(rows)
		return nil
	}
	for _, row := range rows {
		if err := a.printJSON(row); err != nil {
			return err
		}
	}
	return nil
}
