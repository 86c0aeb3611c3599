package ingest

import (
	"context"

	"github.com/claimbot/claimbot/claims"
)

// Linker finds what an extracted article repeats. The store knows what is
// still to be linked, so that a call that is not made, or fails, is made up for
// by the next Resume.
type Linker interface {
	// Link links one article and gives its copies, those known before it first.
	Link(ctx context.Context, workspace, article string) ([]claims.Copy, error)
	// Resume links what is still to be, in one workspace or, for "", in all.
	Resume(ctx context.Context, workspace string) (linked int, err error)
}

// link links an article whose extraction has become current. That it fails
// does not undo that: the article answers, and is linked another time.
func (l *Loader) link(ctx context.Context, workspace, article string) []claims.Copy {
	if l.o.Linker == nil {
		return nil
	}
	copies, err := l.o.Linker.Link(ctx, workspace, article)
	if err != nil && ctx.Err() == nil {
		l.o.Log.Warn("an article could not be linked with its copies; it is left for later", "article", article, "err", err)
	}
	return copies
}

// resumeLinks links what an earlier run had extracted and not linked.
func (l *Loader) resumeLinks(ctx context.Context, workspace string) error {
	if l.o.Linker == nil {
		return nil
	}
	n, err := l.o.Linker.Resume(ctx, workspace)
	if n > 0 {
		l.o.Log.Info("linked articles that an earlier run had extracted", "articles", n)
	}
	return err
}
