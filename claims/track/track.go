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
	"slices"

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

// Link links one article with its copies and gives those, with the ones
// that were known before it first. Where it is linked already it does nothing. What was extracted anew
// meanwhile is left for its own turn.
func (l *Linker) Link(ctx context.Context, workspace, article string) (copies []claims.Copy, err error) {
	turn, ok, err := l.store.ToLink(ctx, workspace, article)
	if err != nil || !ok {
		return nil, err
	}
	own := shingled(turn.Text)
	candidates, err := l.store.Print(ctx, workspace, turn, own.shingles.Marks(), own.shingles.Probes())
	if err == nil && len(candidates) > 0 {
		copies, err = l.linkWith(ctx, workspace, turn, own, candidates)
	}
	if claims.ErrorCode(err) == claims.EConflict {
		l.log.Debug("the article changed while it was linked", "article", article)
		return nil, nil
	}
	return copies, err
}

// hopeless is how many candidates in a row turn out to be none before the
// others, which share less, are not looked at: outlets put the same lines under
// all their articles.
const hopeless = 4

func (l *Linker) linkWith(ctx context.Context, workspace string, turn Turn, own reading, candidates []string) (copies []claims.Copy, err error) {
	var links Links
	for none := 0; len(candidates) > 0 && none < hopeless; {
		texts, err := l.store.Texts(ctx, workspace, candidates[:min(len(candidates), hopeless)])
		if err != nil {
			return nil, err
		}
		links.Compared = append(links.Compared, candidates[:min(len(candidates), hopeless)]...)
		candidates = candidates[min(len(candidates), hopeless):]
		for _, t := range texts {
			same, ok := compare(own, shingled(t))
			if !ok {
				none++
				continue
			}
			none = 0
			links.Copies = append(links.Copies, CopyOf{Article: t.Article.ID, Share: same.share, Whole: same.whole})
			copies = append(copies, claims.Copy{
				Article: t.Article.Head(), Share: same.share, Part: same.whole != "", Order: claims.CopyOrder(t.KnownSince, turn.KnownSince),
			})
		}
	}
	if links.Repeats, err = l.repeatsOf(ctx, workspace, turn.Article.ID, copies); err != nil {
		return nil, err
	}
	slices.SortStableFunc(copies, func(a, b claims.Copy) int { return rank(a) - rank(b) })
	return copies, l.store.SaveLinks(ctx, workspace, turn, links)
}

// repeatsOf pairs the claims of an article with those of its copies.
func (l *Linker) repeatsOf(ctx context.Context, workspace, article string, copies []claims.Copy) (pairs [][2]string, err error) {
	if len(copies) == 0 {
		return nil, nil
	}
	ids := []string{article}
	for _, c := range copies {
		ids = append(ids, c.Article.ID)
	}
	made, err := l.store.ClaimsOf(ctx, workspace, ids)
	if err != nil {
		return nil, err
	}
	claimed := quotedOf(made[article])
	for _, id := range ids[1:] {
		pairs = append(pairs, repeats(claimed, quotedOf(made[id]))...)
	}
	return pairs, nil
}

// rank orders copies: those that were known before come first.
func rank(c claims.Copy) int {
	switch c.Order {
	case claims.CopyEarlier:
		return 0
	case claims.CopyLater:
		return 2
	}
	return 1
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
		_, err := l.Link(ctx, workspace, id)
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
