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
	}
	if err == nil && r.hidden {
		r.Claims, r.Err = l.currentClaims(ctx, workspace, r.Article.ID)
		r.Count = len(r.Claims)
	}
	return r
}

// Undo takes back the newest act on an article, as [Shelf] has it, and reads
// again what is to be read again for it. Where that fails it is left for
// [Loader.Resume].
func (l *Loader) Undo(ctx context.Context, workspace, article, by string) (Undone, error) {
	u, err := l.o.Store.Undo(ctx, workspace, article, by)
	if err != nil || u.Pending == nil {
		return u, err
	}
	if r := l.finish(ctx, workspace, Result{Article: u.Article}, *u.Pending); r.Err != nil {
		l.o.Log.Error("what was brought back cannot be read; it is left for later", "article", u.Article.ID, "err", r.Err)
	}
	return u, nil
}

// SetPublished corrects when an article was published and reads its claims'
// dates anew.
func (l *Loader) SetPublished(ctx context.Context, workspace, article string, published claims.Time, by string) Result {
	p, err := l.o.Store.SetPublished(ctx, workspace, article, published, by)
	r := Result{Name: article, Article: p.Article.Head(), Status: Unchanged, Err: err}
	if err != nil {
		return r
	}
	view, err := l.o.Store.Article(ctx, workspace, p.Article.ID)
	r.Claims, r.Count, r.LoadedAt, r.LoadedBy, r.Err = view.Current, len(view.Current), view.LoadedAt, view.LoadedBy, err
	r.hidden = len(view.Others) > 0
	if err != nil || view.State == StateExtracted { // it had this date already
		return r
	}
	return l.finish(ctx, workspace, r, p)
}
