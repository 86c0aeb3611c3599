package main

import (
	"context"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/bot"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

// desk is where articles are loaded and tended one by one: what the reader
// reads goes to the loader.
type desk struct {
	*ingest.Loader
	reader *articles.Reader
}

var _ bot.Articles = desk{}

// Fetch loads the page at a web address.
func (d desk) Fetch(ctx context.Context, workspace, address string, given claims.Given, by string) (ingest.Result, error) {
	doc, err := d.reader.Fetch(ctx, address, given)
	if err != nil {
		return ingest.Result{}, err
	}
	r := d.LoadDocument(ctx, workspace, doc, by)
	return r, r.Err
}

// Paste loads a text that somebody typed or pasted.
func (d desk) Paste(ctx context.Context, workspace, text string, given claims.Given, by string) (ingest.Result, error) {
	doc, err := d.reader.Paste(text, given)
	if err != nil {
		return ingest.Result{}, err
	}
	r := d.LoadDocument(ctx, workspace, doc, by)
	return r, r.Err
}

// Attach loads a file, and gives a result for each article that it holds.
func (d desk) Attach(ctx context.Context, workspace, name, mediaType string, data []byte, given claims.Given, by string) (all []ingest.Result, err error) {
	for item, err := range d.reader.Attachment(ctx, name, mediaType, data, given) {
		if ctx.Err() != nil {
			return all, ctx.Err()
		}
		r := ingest.Result{Err: err}
		if err == nil {
			r = d.LoadDocument(ctx, workspace, item.Document, by)
		}
		r.Name = item.Name
		all = append(all, r)
	}
	return all, ctx.Err()
}

// Redo extracts an article again, by the best engine at hand.
func (d desk) Redo(ctx context.Context, workspace, article, by string) (ingest.Change, error) {
	return d.RedoOne(ctx, workspace, article, by)
}
