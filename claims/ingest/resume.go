package ingest

import (
	"context"

	"github.com/claimbot/claimbot/claims"
)

// Resume extracts what a run that was cut off had stored and not extracted, in
// one workspace or, for "", in all, says how many articles that were, and links
// what was not linked yet. One
// whose extraction fails again is logged and left for a next time: it must not
// keep others from being loaded.
func (l *Loader) Resume(ctx context.Context, workspace string) (finished int, err error) {
	workspaces, err := l.workspaces(ctx, workspace)
	if err != nil {
		return 0, err
	}
	for _, ws := range workspaces {
		n, err := l.resume(ctx, ws)
		finished += n
		if err != nil {
			return finished, err
		}
	}
	return finished, l.resumeLinks(ctx, workspace)
}

// workspaces gives the one, or for "" all in which something is left to do.
func (l *Loader) workspaces(ctx context.Context, workspace string) ([]string, error) {
	if workspace != "" {
		return []string{workspace}, nil
	}
	return l.o.Store.Begun(ctx)
}

func (l *Loader) resume(ctx context.Context, workspace string) (finished int, err error) {
	unfinished, err := l.o.Store.Unfinished(ctx, workspace)
	if err != nil {
		return 0, err
	}
	for _, p := range unfinished {
		x, _, err := l.readFirst(ctx, workspace, p)
		switch {
		case ctx.Err() != nil:
			return finished, ctx.Err()
		case claims.ErrorCode(err) == claims.EConflict:
			l.o.Log.Info("the article changed meanwhile", "article", p.Article.ID, "revision", p.Article.Revision)
		case isStoreFault(err):
			return finished, err
		case err != nil:
			l.o.Log.Warn("an article that an earlier run had begun fails again; the others go on", "article", p.Article.ID, "title", p.Article.Title, "err", err)
		default:
			finished++
			l.o.Log.Info("finished an article that an earlier run had begun", "article", p.Article.ID, "claims", len(x.Claims))
		}
	}
	return finished, nil
}
