package bot

import (
	"context"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
)

// showClaim answers /claim show.
func (b *Bot) showClaim(_ context.Context, c *call) (reply, error) {
	return later{private: true, work: func(ctx context.Context) (card, error) {
		ws, err := b.workspace(ctx, c.server)
		if err != nil {
			return card{}, err
		}
		return b.claimCard(ctx, c, ws, c.options["claim"])
	}}, nil
}

func (b *Bot) claimCard(ctx context.Context, c *call, ws, id string) (card, error) {
	found, article, err := b.o.Claims.Claim(ctx, ws, id)
	if claims.ErrorCode(err) == claims.ENotFound {
		err = claims.WrapErrorf(claims.ENotFound, err, "No claim here has that id; type some of its words and pick it from the list.")
	}
	if err != nil {
		return card{}, err
	}
	claim := found.Claim()
	moderator := b.mayModerate(ctx, c)
	if claim.State == claims.Removed && !moderator {
		return note(hiddenClaim + " Its words are not shown any more."), nil
	}
	view, err := b.o.Library.Article(ctx, ws, claim.ArticleID)
	if err != nil && claims.ErrorCode(err) != claims.ENotFound {
		return card{}, err
	}
	labels, err := b.o.Claims.Labels(ctx, ws, claim, article)
	if err != nil {
		return card{}, err
	}
	p := proven{
		evidence: claims.Evidence{Claim: claim, Article: article, URL: ask.EvidenceURL(article, claim.Quote), Labels: labels},
		text:     textOf(view, claim.Revision), loader: view.LoadedBy, moderator: moderator, hidden: claim.State == claims.Removed,
	}
	return p.withDetails(), nil
}

// withDetails is the proof of a single claim, with what is known of it.
func (p proven) withDetails() card {
	out := p.card()
	e := p.evidence
	about := []string{string(e.Kind)}
	for _, s := range []string{ask.Brief(e.Claim), speaker(e.Speaker), when(e.When), where(e.Where), state(e.Claim)} {
		if s != "" {
			about = append(about, s)
		}
	}
	out.text += "\n-# " + escapedFit(strings.Join(about, " · "), maxDetails) + "\n-# id `" + idShown(e.ID) + "`"
	return out
}

const maxDetails = 400

func speaker(s *claims.Speaker) string {
	switch {
	case s == nil:
		return ""
	case s.Name == "":
		return s.Role
	}
	return s.Name
}

func when(w *claims.When) string {
	switch {
	case w == nil || w.From == "":
		return ""
	case w.To != "" && w.To.Day() != w.From.Day():
		return day(w.From) + " to " + day(w.To)
	}
	return day(w.From)
}

func where(places []claims.Place) string {
	var names []string
	for _, p := range places {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

func state(c claims.Claim) string {
	switch {
	case c.State == claims.Removed:
		return "hidden by a moderator"
	case c.State == claims.Replaced:
		return "replaced: its article does not say so any more"
	case c.Status != claims.StatusNone:
		return string(c.Status)
	}
	return ""
}

// hideClaim hides the claim that id finds, from /claim hide, a button or a menu.
func (b *Bot) hideClaim(id func(*call) string) handler {
	return b.reviewed(func(ctx context.Context, c *call, ws string) (card, error) {
		claim, err := b.o.Claims.Hide(ctx, ws, id(c), c.who.signature())
		if err != nil {
			return card{}, err
		}
		b.log.Info("a claim was hidden", "claim", claim.ID, "server", c.server, "by", c.who.id)
		out := note("**Hidden: " + escapedFit(claim.Text, maxSentence) + "**\nNo answer uses it any more; answers that cite it are stale.\n-# id `" + idShown(claim.ID) + "`")
		out.rows = [][]control{{button("Unhide", customID(verbUnhide, claim.ID))}}
		return out, nil
	})
}

// unhideClaim brings a hidden claim back.
func (b *Bot) unhideClaim(id func(*call) string) handler {
	return b.reviewed(func(ctx context.Context, c *call, ws string) (card, error) {
		claim, err := b.o.Claims.Unhide(ctx, ws, id(c), c.who.signature())
		if err != nil {
			return card{}, err
		}
		return note("**Brought back: " + escapedFit(claim.Text, maxSentence) + "**\nAnswers may use it again."), nil
	})
}

// reviewed is a moderator's later work on a claim.
func (b *Bot) reviewed(work func(ctx context.Context, c *call, ws string) (card, error)) handler {
	return b.moderated(func(_ context.Context, c *call) (reply, error) {
		return later{private: true, work: func(ctx context.Context) (card, error) {
			ws, err := b.workspace(ctx, c.server)
			if err != nil {
				return card{}, err
			}
			return work(ctx, c, ws)
		}}, nil
	})
}

func pickedClaim(c *call) string { return c.options["claim"] }

func controlledClaim(c *call) string { return c.args(1)[0] }

func chosenClaim(c *call) string {
	if len(c.values) == 0 {
		return ""
	}
	return c.values[0]
}
