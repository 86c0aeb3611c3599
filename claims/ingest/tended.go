package ingest

import (
	"cmp"
	"context"

	"github.com/claimbot/claimbot/claims"
)

// Remove takes an article out of its workspace, as [Shelf] has it.
func (l *Loader) Remove(ctx context.Context, workspace, article, by string) (Removed, error) {
	return l.o.Store.Remove(ctx, workspace, article, by)
}

// Undo takes back the newest act on an article, as [Shelf] has it, and reads
// again what is to be read again for it. Where that fails it is left for
// [Loader.Resume].
func (l *Loader) Undo(ctx context.Context, workspace, article, by string) (Undone, error) {
	u, err := l.o.Store.Undo(ctx, workspace, article, by)
	if err == nil && u.Pending == nil {
		l.link(ctx, workspace, u.Article.ID)
	}
	if err != nil || u.Pending == nil {
		return u, err
	}
	if r := l.finish(ctx, workspace, Result{Article: u.Article}, *u.Pending); r.Err != nil {
		l.o.Log.Error("what was brought back cannot be read; it is left for later", "article", u.Article.ID, "err", r.Err)
	}
	return u, nil
}

// SetPublished corrects when an article was published, reads its claims anew,
// since their dates hang on it, and says what that changed. A claim with other
// dates is still the same claim.
func (l *Loader) SetPublished(ctx context.Context, workspace, article string, published claims.Time, by string) (Change, error) {
	before, err := l.o.Store.Article(ctx, workspace, article)
	if err != nil {
		return Change{}, err
	}
	p, err := l.o.Store.SetPublished(ctx, workspace, before.ID, published, by)
	c := Change{Article: p.Article.Head(), Engine: l.o.Engine.Name()}
	if err != nil {
		return c, err
	}
	now, err := l.o.Store.Article(ctx, workspace, before.ID)
	if err != nil || now.State != StateRead { // it had this date already
		c.Kept = len(now.Current)
		return c, err
	}
	x, _, err := l.readFirst(ctx, workspace, p)
	if claims.ErrorCode(err) == claims.EConflict {
		return c, nil // it changed once more meanwhile, and is read for that
	}
	if err == nil {
		l.link(ctx, workspace, before.ID)
		c.compare(before, x)
	}
	return c, err
}

// RedoOne is [Loader.Redo] of one article.
func (l *Loader) RedoOne(ctx context.Context, workspace, article, by string) (c Change, err error) {
	sum, err := l.Redo(ctx, workspace, RedoQuery{Articles: []string{article}, By: by}, func(one Change) { c = one })
	return c, cmp.Or(err, sum.Why, c.Err)
}
