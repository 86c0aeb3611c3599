package bot

import (
	"context"
	"fmt"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
)

// tended is a handler's later work on one article, which only those who may
// load articles reach: by the command, or by a control on a message that only
// they see.
func (b *Bot) tended(id func(*call) string, work func(ctx context.Context, c *call, ws string, a ingest.ArticleView) (card, error)) handler {
	return func(ctx context.Context, c *call) (reply, error) {
		if err := b.mayTend(ctx, c); err != nil {
			return nil, err
		}
		return later{private: true, work: func(ctx context.Context) (card, error) {
			ws, err := b.workspace(ctx, c.server)
			if err != nil {
				return card{}, err
			}
			view, err := b.o.Library.Article(ctx, ws, id(c))
			if err != nil {
				return card{}, err
			}
			return work(ctx, c, ws, view)
		}}, nil
	}
}

// mayTend holds a control to who may use it. Of commands Discord itself lets
// nobody through who may not.
func (b *Bot) mayTend(ctx context.Context, c *call) error {
	if c.server == "" {
		return claims.Errorf(claims.EForbidden, "Articles belong to a server; use /article there.")
	}
	if c.custom == "" || c.isPrivate() || b.mayModerate(ctx, c) {
		return nil
	}
	return claims.Errorf(claims.EForbidden, "Only those who may use /article can do that; ask a moderator.")
}

func pickedArticle(c *call) string { return c.options["article"] }

func controlledArticle(c *call) string { return c.args(1)[0] }

// removeArticle answers /article remove.
func (b *Bot) removeArticle(ctx context.Context, c *call, ws string, a ingest.ArticleView) (card, error) {
	removed, err := b.o.Articles.Remove(ctx, ws, a.ID, c.who.signature())
	if err != nil {
		return card{}, err
	}
	out := note("**Removed: " + escapedFit(headline(a.Article), maxHeadline) + "**\nNo answer uses its " + countOf(removed.Claims, "claim") + " any more; " + countOf(removed.Answers, "answer") + " given before rested on it.\n-# id `" + idShown(a.ID) + "`")
	out.rows = [][]control{{button("Undo", customID(verbUndo, a.ID))}}
	return out, nil
}

// idShown is an id within backticks.
func idShown(id string) string {
	return strings.ReplaceAll(cut(plain(id), 100), "`", "'")
}

// undo takes back the newest act on an article: by /article undo, or by the
// button. What was removed is found by its id alone.
func (b *Bot) undo(id func(*call) string) handler {
	return func(ctx context.Context, c *call) (reply, error) {
		if err := b.mayTend(ctx, c); err != nil {
			return nil, err
		}
		return later{private: true, work: func(ctx context.Context) (card, error) {
			ws, err := b.workspace(ctx, c.server)
			if err != nil {
				return card{}, err
			}
			undone, err := b.o.Articles.Undo(ctx, ws, id(c), c.who.signature())
			if err != nil {
				return card{}, err
			}
			return undoneCard(undone), nil
		}}, nil
	}
}

func undoneCard(u ingest.Undone) card {
	said := map[string]string{
		review.ActLoad:     "It is not loaded any more: no answer uses it.",
		review.ActRevision: "Its version before counts again.",
		review.ActRemove:   "It is back, with its claims.",
		review.ActDate:     "Its date is the one before again: " + orUndated(moment(u.Article.PublishedAt)) + ".",
	}[u.Act]
	return note("**Undone: " + escapedFit(headline(u.Article), maxHeadline) + "**\n" + said)
}

// redoArticle answers /article redo.
func (b *Bot) redoArticle(ctx context.Context, c *call, ws string, a ingest.ArticleView) (card, error) {
	if err := b.loads.Acquire(ctx, 1); err != nil {
		return card{}, err
	}
	defer b.loads.Release(1)
	change, err := b.o.Articles.RedoOne(ctx, ws, a.ID, c.who.signature())
	if err == nil {
		err = change.Err
	}
	return changeCard("Read again", change), err
}

// changeCard tells what a new extraction changed.
func changeCard(did string, x ingest.Change) card {
	lines := []string{"**" + did + ": " + escapedFit(headline(x.Article), maxHeadline) + "**",
		fmt.Sprintf("%s new, %d gone, %d as before, by the %s engine.", countOf(len(x.Added), "claim"), len(x.Gone), x.Kept, x.Engine)}
	lines = append(lines, changed("+", unproven(x.Added))...)
	lines = append(lines, changed("−", unproven(x.Gone))...)
	if x.Hidden > 0 {
		lines = append(lines, "-# "+countOf(x.Hidden, "claim")+" that moderators hid stay hidden")
	}
	if x.Note != "" {
		lines = append(lines, "-# "+escapedFit(x.Note, maxFallback))
	}
	out := note(strings.Join(lines, "\n"))
	out.rows = [][]control{{button("Claims", customID(verbClaims, "1", "", x.Article.ID))}}
	return out
}

// maxChanged is how many units the claims on one side of a change may take.
const maxChanged = 1500

func changed(sign string, list []claims.Claim) []string {
	var out []string
	for i, c := range list {
		if length(out)+units(claimLine(c)) > maxChanged {
			return append(out, "-# "+sign+" "+countOf(len(list)-i, "more claim"))
		}
		out = append(out, sign+" "+claimLine(c))
	}
	return out
}

// date answers Wrong date: the button opens a form, which comes back under the
// same name.
func (b *Bot) date(ctx context.Context, c *call) (reply, error) {
	if c.isForm() {
		return b.tended(controlledArticle, b.setDate)(ctx, c)
	}
	return b.askDate(ctx, c)
}

// askDate opens the form for an article's date.
func (b *Bot) askDate(ctx context.Context, c *call) (reply, error) {
	if err := b.mayTend(ctx, c); err != nil {
		return nil, err
	}
	ws, err := b.workspace(ctx, c.server)
	if err != nil {
		return nil, err
	}
	view, err := b.o.Library.Article(ctx, ws, controlledArticle(c))
	if err != nil {
		return nil, err
	}
	return form{id: c.custom, title: "When was it published?", inputs: []input{{
		id: "published", label: "Published", about: "2026-03-14, or 2026-03-14 08:40 +02:00", value: string(view.PublishedAt), required: true, most: 40,
	}}}, nil
}

// setDate corrects an article's date as its form says.
func (b *Bot) setDate(ctx context.Context, c *call, ws string, a ingest.ArticleView) (card, error) {
	published, err := readTime(c.inputs["published"])
	if err != nil {
		return card{}, err
	}
	if err := b.loads.Acquire(ctx, 1); err != nil {
		return card{}, err
	}
	defer b.loads.Release(1)
	change, err := b.o.Articles.SetPublished(ctx, ws, a.ID, published, c.who.signature())
	if err == nil {
		err = change.Err
	}
	out := changeCard("Published "+orUndated(moment(published)), change)
	out.rows[0] = append(out.rows[0], button("Undo", customID(verbUndo, a.ID)))
	return out, err
}
