package ingest

import (
	"context"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// LoadDocument stores one article that was read already and extracts its
// claims. What keeps it from that is the result's Err.
func (l *Loader) LoadDocument(ctx context.Context, workspace string, doc claims.Document, by string) Result {
	doc.Article.Identify()
	r, pending := l.save(ctx, Order{Workspace: workspace, By: by}, readItem{Item: Item{Name: doc.Article.ID, Document: doc}})
	if pending == nil {
		return r
	}
	return l.finish(ctx, workspace, r, *pending)
}

// save stores one document. Pending is what is left to do, nil for nothing.
func (l *Loader) save(ctx context.Context, o Order, item readItem) (Result, *Pending) {
	r := Result{Name: item.Name, Article: item.Document.Article.Head(), Err: item.err}
	if r.Err == nil {
		r.Err = item.Document.Article.Validate()
	}
	if a := item.Document.Article; r.Err == nil && o.EvenIfPurged {
		r.Err = l.o.Store.Unblock(ctx, o.Workspace, a.URL, claims.HashText(a.Text))
	}
	if r.Err != nil {
		return r, nil
	}
	saved, err := l.o.Store.SaveArticle(ctx, o.Workspace, item.Document, o.By)
	if err != nil {
		r.Err = err
		return r, nil
	}
	r.Article, r.Status, r.Count = saved.Article.Head(), saved.Status, saved.Claims
	r.LoadedAt, r.LoadedBy, r.hidden = saved.LoadedAt, saved.LoadedBy, saved.Hidden > 0
	// Another engine's work stands; that of another version of this one is
	// done again, since it may propose other claims now.
	outdated := saved.Engine == l.o.Engine.Name() && saved.Version != l.o.Engine.Version()
	if !saved.Extracted || outdated {
		return r, &saved.Pending
	}
	if saved.Status != Unchanged { // it came back with what was extracted then
		r.Claims, r.Err = l.currentClaims(ctx, o.Workspace, r.Article.ID)
		r.Copies = l.link(ctx, o.Workspace, r.Article.ID)
	}
	return r, nil
}

func (l *Loader) currentClaims(ctx context.Context, workspace, article string) ([]proof.Claim, error) {
	view, err := l.o.Store.Article(ctx, workspace, article)
	return view.Current, err
}

// finish extracts the claims of a stored revision, and stores them. What came
// between, a newer text or a removal, has its own way.
func (l *Loader) finish(ctx context.Context, workspace string, r Result, p Pending) Result {
	x, rejected, err := l.readFirst(ctx, workspace, p)
	if claims.ErrorCode(err) == claims.EConflict {
		l.o.Log.Info("the article changed meanwhile", "article", r.Article.ID, "revision", r.Article.Revision)
		return r
	}
	r.Err = err
	if err == nil {
		r.Claims, r.Count, r.Rejected, r.Note, r.Wanted = x.Claims, len(x.Claims), rejected, x.Note, x.Wanted
		r.accepted = len(x.Claims)
		r.Copies = l.link(ctx, workspace, r.Article.ID)
	}
	if err == nil && r.hidden {
		r.Claims, r.Err = l.currentClaims(ctx, workspace, r.Article.ID)
		r.Count = len(r.Claims)
	}
	return r
}
