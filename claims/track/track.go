// Package track finds what articles have of one another. An article that was
// extracted is linked next: its text is cut into shingles, a few of which, its
// marks, look up the articles that may be copies; those are compared shingle by
// shingle; and where two are one text, their claims of one kind, with the same
// details and nearly the same quote, are linked as repeats. The store's list of
// what is to be linked is the truth: an article is linked when it was extracted
// and is not on it. Killed anywhere, the next run goes on from there; run
// twice, it changes nothing.
//
// Two texts are one when most of the shorter stands in the longer, with its
// figures, and one begins as the other does: see [compare]. What is copied
// makes one source, however it is passed on. An agency that two articles credit
// does not by itself: each may have taken another report of it.
package track

import (
	"context"
	"log/slog"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// Linker links articles, and tells which claims come from one source.
type Linker struct {
	store Store
	log   *slog.Logger
}

// New makes a Linker.
func New(store Store, log *slog.Logger) *Linker {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Linker{store, log}
}

// Link links one article with its copies. Where it is linked already it does
// nothing. What was extracted anew meanwhile is left for its own turn.
func (l *Linker) Link(ctx context.Context, workspace, article string) error {
	turn, ok, err := l.store.ToLink(ctx, workspace, article)
	if err != nil || !ok {
		return err
	}
	own := shingled(turn.Text)
	candidates, err := l.store.Print(ctx, workspace, turn, own.shingles.Marks())
	if err == nil && len(candidates) > 0 {
		err = l.linkWith(ctx, workspace, turn, own, candidates)
	}
	if claims.ErrorCode(err) == claims.EConflict {
		l.log.Debug("the article changed while it was linked", "article", article)
		return nil
	}
	return err
}

func (l *Linker) linkWith(ctx context.Context, workspace string, turn Turn, own reading, candidates []string) error {
	texts, err := l.store.Texts(ctx, workspace, candidates)
	if err != nil {
		return err
	}
	var links Links
	claimed := quotedOf(turn.Claims)
	for _, t := range texts {
		c, ok := compare(own, shingled(t))
		if !ok {
			continue
		}
		links.Copies = append(links.Copies, CopyOf{Article: t.Article.ID, Share: c.share, Whole: c.whole})
		links.Repeats = append(links.Repeats, repeats(claimed, quotedOf(t.Claims))...)
	}
	return l.store.SaveLinks(ctx, workspace, turn, links)
}

// Resume links what a run that was cut off had extracted and not linked, in
// one workspace or, for "", in all, and says how many articles that were. One
// that fails is logged and left for a next time.
func (l *Linker) Resume(ctx context.Context, workspace string) (linked int, err error) {
	workspaces := []string{workspace}
	if workspace == "" {
		if workspaces, err = l.store.UnlinkedIn(ctx); err != nil {
			return 0, err
		}
	}
	for _, ws := range workspaces {
		n, err := l.resume(ctx, ws)
		linked += n
		if err != nil {
			return linked, err
		}
	}
	return linked, nil
}

func (l *Linker) resume(ctx context.Context, workspace string) (linked int, err error) {
	list, err := l.store.Unlinked(ctx, workspace)
	if err != nil {
		return 0, err
	}
	for _, id := range list {
		err := l.Link(ctx, workspace, id)
		switch {
		case ctx.Err() != nil:
			return linked, ctx.Err()
		case err != nil:
			l.log.Warn("an article cannot be linked with its copies; it is left for later", "article", id, "err", err)
		default:
			linked++
		}
	}
	return linked, nil
}

// reading is a text and its shingles.
type reading struct {
	article  claims.Article
	shingles text.Shingles
}

func shingled(t Text) reading { return reading{t.Article, text.Shingle(t.Article.Text)} }
