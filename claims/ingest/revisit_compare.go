package ingest

import (
	"context"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// compare takes what a page shows now, where that is another text of the same
// article. An error is one of the store.
func (v *Visitor) compare(ctx context.Context, d *Visited, again Again) error {
	d.Failures, d.Reason, d.Next = 0, "", v.next(d.LoadedAt)
	was := d.Page
	d.Page.ETag, d.Page.LastModified = again.Page.ETag, again.Page.LastModified
	if again.Unchanged {
		return nil
	}
	view, err := v.o.Loader.o.Store.Article(ctx, d.Workspace, d.Article.ID)
	if claims.ErrorCode(err) == claims.ENotFound {
		return nil // taken out meanwhile
	}
	doc := again.Document
	if err != nil || doc.Article.Text == view.Text {
		return err
	}
	before, now := wordsOf(view.Text), wordsOf(doc.Article.Text)
	switch {
	case doc.Article.URL != view.URL && share(before, now) < sameArticle:
		d.gone("The address leads to another page now.")
		return nil
	case !sameSite(hostOf(doc.Article.URL), hostOf(d.Page.URL)):
		d.Page = was // those of another site are not for this one
		d.Reason = "The address leads to another site now; the text that was loaded is kept."
		return nil
	case len(now)*teaserOf < len(before) && share(now, before) > mostlyIn:
		d.Reason = "The page shows only a part of the article now; the text that was loaded is kept."
		return nil
	}
	doc.Article = carried(doc.Article, view.Article)
	doc.Replaces = view.Revision
	undone, err := v.o.Revisits.Undone(ctx, d.Workspace, doc.Article.ID, doc.Article.Revision)
	if err != nil || undone {
		return err // somebody did not want it, and is not asked again
	}
	r := v.o.Loader.LoadDocument(ctx, d.Workspace, doc, visitor)
	switch {
	case claims.ErrorCode(r.Err) == claims.EConflict: // changed or taken out meanwhile
		return nil
	case r.Err != nil && ctx.Err() != nil:
		return ctx.Err()
	case r.Err != nil:
		v.failed(d, r.Err, 0)
	default:
		d.Result = r
	}
	return nil
}

// sameSite says whether one host is the other, or stands above it: what a page
// says is told as its outlet's, and no other site speaks for that.
func sameSite(a, b string) bool {
	a, b = strings.TrimPrefix(strings.ToLower(a), "www."), strings.TrimPrefix(strings.ToLower(b), "www.")
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}

// carried is what a page shows now as the article that it is: what it does not
// say any more holds on, as does its outlet, which a person may have given.
func carried(now, before claims.Article) claims.Article {
	now.ID, now.URL, now.Outlet, now.Revision, now.SHA256 = before.ID, before.URL, before.Outlet, "", ""
	if now.Title == "" {
		now.Title = before.Title
	}
	if now.Author == "" {
		now.Author = before.Author
	}
	if now.PublishedAt == "" {
		now.PublishedAt = before.PublishedAt
	}
	now.Identify()
	return now
}

// What tells the same article from another page, and from its beginning alone.
const (
	sameArticle = 0.3 // of the words that it had stand there still
	teaserOf    = 3   // so many times shorter
	mostlyIn    = 0.8 // of the words that are left stood there before
)

func wordsOf(s string) map[string]bool {
	words := map[string]bool{}
	for _, w := range text.Terms(s) {
		words[w] = true
	}
	return words
}

// share is how many of the words stand in others too, from 0 to 1.
func share(words, others map[string]bool) float64 {
	if len(words) == 0 {
		return 0
	}
	n := 0
	for w := range words {
		if others[w] {
			n++
		}
	}
	return float64(n) / float64(len(words))
}
