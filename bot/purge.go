package bot

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

// redaction is what waits for its confirmation. The words stand nowhere else:
// neither in a control nor in a log.
type redaction struct{ article, words string }

// askPurge answers /article purge: it says what would be destroyed, and has a
// button that does it.
func (b *Bot) askPurge(ctx context.Context, c *call, ws string) (card, error) {
	a, what, err := b.toDestroy(ctx, ws, pickedArticle(c))
	if err != nil {
		return card{}, err
	}
	out := note("**Delete for good: " + what + "?**\nIts texts, captures and claims are destroyed, and the answers that rest on it lose what they say. " +
		"It does not come back by a feed. **Nothing brings it back**; `/article remove` hides it and can be undone.")
	out.rows = confirmation("Delete for good", customID(verbPurge, c.who.id, a))
	return out, nil
}

// toDestroy finds an article by what was typed, one that was removed too: of
// that the id alone is known.
func (b *Bot) toDestroy(ctx context.Context, ws, typed string) (id, what string, err error) {
	view, err := b.o.Library.Article(ctx, ws, typed)
	switch {
	case claims.ErrorCode(err) == claims.ENotFound:
		return typed, "the removed article `" + idShown(typed) + "`", nil
	case err != nil:
		return "", "", err
	}
	return view.ID, escapedFit(headline(view.Article), maxHeadline) + " (" + countOf(view.Claims, "claim") + ")", nil
}

func confirmation(label, id string) [][]control {
	return [][]control{{{label: label, id: id, style: styleDanger}, button("Keep it", verbKeep)}}
}

// confirmed lets a control that destroys be used by the one it was shown to,
// while it is fresh.
func (b *Bot) confirmed(work func(ctx context.Context, c *call, ws, about string) (card, error)) handler {
	return func(ctx context.Context, c *call) (reply, error) {
		args := c.args(2)
		switch {
		case args[0] != c.who.id:
			return nil, claims.Errorf(claims.EForbidden, "Only the one who used the command can confirm it; use it yourself.")
		case b.isOver(c):
			return nil, claims.Errorf(claims.EConflict, "This question is out of date; use the command again.")
		}
		if err := b.mayTend(ctx, c); err != nil {
			return nil, err
		}
		return later{private: true, update: true, work: func(ctx context.Context) (card, error) {
			ws, err := b.workspace(ctx, c.server)
			if err != nil {
				return card{}, err
			}
			return work(ctx, c, ws, args[1])
		}}, nil
	}
}

// keepArticle answers the button that calls it off.
func (b *Bot) keepArticle(context.Context, *call) (reply, error) {
	return now{card: note("Nothing was deleted."), update: true}, nil
}

func (b *Bot) purge(ctx context.Context, c *call, ws, article string) (card, error) {
	p, err := b.o.Articles.Purge(ctx, ws, article, c.who.signature())
	if err != nil {
		return card{}, err
	}
	b.log.Info("an article was purged", "article", p.Article.ID, "server", c.server, "by", c.who.id)
	text := "**Deleted for good.**\n" + countOf(p.Revisions, "version") + ", " + countOf(p.Captures, "capture") + " and " + countOf(p.Claims, "claim") + " destroyed; " +
		countOf(p.Answers, "answer") + " rested on it, and " + pronoun(p.Answers, "says", "say") + " it no more."
	return note(text + leftLines(p.Left)), nil
}

func pronoun(n int, one, many string) string {
	if n == 1 {
		return "it " + one
	}
	return "they " + many
}

// mostCopies is how many copies of the database are named.
const mostCopies = 5

// leftLines say what destroying did not reach. Where files lie is for the
// operator to know: here stand their names.
func leftLines(l ingest.Left) string {
	lines := []string{"", "-# " + ingest.Unreached}
	if len(l.Copies) > 0 {
		var names []string
		for _, c := range l.Copies[:min(len(l.Copies), mostCopies)] {
			names = append(names, escapedFit(filepath.Base(c), 60))
		}
		lines = append(lines, "-# ⚠ "+countOf(len(l.Copies), "file")+" beside the database may be copies of it: "+strings.Join(names, ", ")+"; ask whoever runs this bot.")
	}
	if l.Unscrubbed != "" {
		lines = append(lines, "-# ⚠ "+escapedFit(l.Unscrubbed, maxFallback))
	}
	return strings.Join(lines, "\n")
}

// askRedact answers /article redact.
func (b *Bot) askRedact(ctx context.Context, c *call, ws string) (card, error) {
	words := strings.TrimSpace(c.options["words"])
	a, what, err := b.toDestroy(ctx, ws, pickedArticle(c))
	if err != nil {
		return card{}, err
	}
	b.redactions.put(c.id, redaction{a, words})
	out := note("**Take “" + escapedFit(words, maxHeadline) + "” out of " + what + "?**\nThe words go from every version of it, the claims that depend on them go, and so do the captures that hold them. **Nothing brings them back.**")
	out.rows = confirmation("Take them out", customID(verbRedact, c.who.id, c.id))
	return out, nil
}

func (b *Bot) redact(ctx context.Context, c *call, ws, key string) (card, error) {
	what, ok := b.redactions.get(key)
	if !ok {
		return card{}, claims.Errorf(claims.EConflict, "This question is out of date; use /article redact again.")
	}
	r, err := b.o.Articles.Redact(ctx, ws, what.article, what.words, c.who.signature())
	if err != nil {
		return card{}, err
	}
	b.redactions.forget(key)
	b.log.Info("words were taken out of an article", "article", r.Article.ID, "server", c.server, "by", c.who.id)
	text := "**Taken out of " + escapedFit(headline(r.Article), maxHeadline) + "**\n" + countOf(r.Places, "place") + "; " + countOf(r.Claims, "claim") + " that depended on the words went, and " +
		countOf(r.Answers, "answer") + " and " + countOf(r.Captures, "capture") + " were cleared of them."
	if r.InURL {
		text += "\n⚠ The article's address holds the words too, and keeps them; `/article purge` deletes all of it."
	}
	return note(text + leftLines(r.Left)), nil
}
