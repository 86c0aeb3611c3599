package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
)

type feedCheckCommand struct {
	ID string `arg:"" optional:"" help:"Id of one feed, its beginning, or its URL: it is looked at now, due or not."`
}

// Help shows an example.
func (feedCheckCommand) Help() string {
	return "Example: claimbot feed check\n\nclaimbot serve does this by itself. A feed that fails is reported and the others go on; the exit code is 1 then."
}

// Run checks what is due, or one feed.
func (c *feedCheckCommand) Run(ctx context.Context, a *app) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	if _, err := a.loader(store).Resume(ctx, workspace); err != nil {
		return err
	}
	keeper, checks := a.keeper(store), &checkPrinter{app: a}
	if c.ID == "" {
		err = keeper.Check(ctx, workspace, checks.print)
	} else {
		var done feed.Checked
		if done, err = keeper.CheckOne(ctx, workspace, c.ID); err == nil {
			checks.print(done)
		}
	}
	if err == nil && !a.global.JSON {
		if checks.n == 0 {
			fmt.Fprintln(a.out, "No feed is due; claimbot feed says when each is looked at next.")
		}
		err = a.refineFed(ctx, store, workspace)
	}
	return cmp.Or(err, checks.err)
}

// checkPrinter prints checks of feeds as they are done.
type checkPrinter struct {
	app *app
	n   int
	err error // that some failed, which was told already
}

func (p *checkPrinter) print(done feed.Checked) {
	p.n++
	if done.Err != nil {
		p.err = &reportedError{1}
		p.app.reportFailure(done.Feed.URL, done.Err)
	}
	if !p.app.global.JSON {
		p.app.printChecked(done)
		return
	}
	err := p.app.printJSON(struct {
		feed.Checked
		Error string `json:"error,omitempty"`
	}{done, errorText(done.Err)})
	p.err = cmp.Or(err, p.err)
}

func (a *app) printChecked(done feed.Checked) {
	f := done.Feed
	words := fmt.Sprintf("%s (%s): %d new, %d loaded, %d left out, %d failed", f.Name(), f.ID, done.Fresh, done.Loaded, done.Passed, done.Failed)
	if f.Waiting > 0 {
		words += ", " + countedEntries(f.Waiting) + " waiting"
	}
	a.line(0, 2, plain, words+".")
}

// keeper follows the feeds of the store: one for all, so that no feed is looked
// at twice at a time.
func (a *app) keeper(store storage.Store) *feed.Keeper {
	if a.feeds != nil {
		return a.feeds
	}
	reader := a.reader()
	a.feeds = feed.New(feed.Options{
		Store: store, Source: reader, Loader: feedDesk{a.loader(store), reader},
		Blocks: store, Now: a.now, Log: a.log, OnDue: a.feedDue,
	})
	return a.feeds
}

// feedDesk is where entries of feeds are read and loaded.
type feedDesk struct {
	loader *ingest.Loader
	reader *articles.Reader
}

// Fetch reads the page of an entry.
func (d feedDesk) Fetch(ctx context.Context, url string) (claims.Document, error) {
	doc, _, _, err := d.reader.Refetch(ctx, url, feed.Validators{})
	return doc, err
}

// Kinds tells of which kinds the claims of an article are, as the offline
// engine has them: a filter must not wait for a model.
func (feedDesk) Kinds(ctx context.Context, workspace string, a claims.Article) (kinds []claims.Kind, err error) {
	found, _, _, err := ingest.Extract(ctx, extract.NewOffline(), workspace, ingest.Pending{Article: a})
	for _, c := range found {
		kinds = append(kinds, c.Claim().Kind)
	}
	return kinds, err
}

// Keep stores an article and its claims.
func (d feedDesk) Keep(ctx context.Context, workspace string, doc claims.Document, by string) error {
	return d.loader.LoadDocument(ctx, workspace, doc, by).Err
}

// visitor looks at pages of a store again.
func (a *app) visitor(store storage.Store) *ingest.Visitor {
	return ingest.NewVisitor(ingest.VisitorOptions{Revisits: store, Pages: pages{a.reader()}, Loader: a.loader(store), Now: a.now, Log: a.log})
}

// pages fetches pages again.
type pages struct{ reader *articles.Reader }

// Again fetches a page again.
func (p pages) Again(ctx context.Context, page ingest.Page) (again ingest.Again, err error) {
	doc, next, changed, err := p.reader.Refetch(ctx, page.URL, feed.Validators{ETag: page.ETag, LastModified: page.LastModified})
	if refusal, ok := errors.AsType[*feed.Refusal](err); ok {
		again.Gone, again.After = refusal.Gone, refusal.After
	}
	if _, unknown := errors.AsType[*net.DNSError](err); claims.ErrorCode(err) == claims.ENotFound && !unknown {
		again.Gone = true
	}
	again.Document, again.Unchanged = doc, !changed
	again.Page = ingest.Page{URL: page.URL, ETag: next.ETag, LastModified: next.LastModified}
	return again, err
}
