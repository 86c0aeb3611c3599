package bot

import (
	"context"
	"slices"
	"strconv"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
)

// showProof shows the words that a citation of an answer rests on, to whoever
// asks for them.
func (b *Bot) showProof(_ context.Context, c *call) (reply, error) {
	args := c.args(3)
	n, err := strconv.Atoi(args[1])
	if err != nil {
		return nil, errUnknownRoute(c.custom)
	}
	return later{private: true, update: c.isPrivate(), work: func(ctx context.Context) (card, error) {
		ws, kept, err := b.kept(ctx, c, args[0], args[2])
		if err != nil {
			return card{}, err
		}
		return b.proofCard(ctx, c, ws, kept, n)
	}}, nil
}

// kept finds an answer as it was given, and the workspace that it is kept in.
func (b *Bot) kept(ctx context.Context, c *call, id, server string) (string, ask.Kept, error) {
	ws, err := b.workspaceOf(ctx, c, server)
	if err != nil {
		return "", ask.Kept{}, err
	}
	kept, err := b.o.Archive.Answer(ctx, ws, id)
	if claims.ErrorCode(err) == claims.ENotFound {
		err = claims.WrapErrorf(claims.ENotFound, err, "That answer is not kept any more; ask again with /ask.")
	}
	return ws, kept, err
}

func (b *Bot) proofCard(ctx context.Context, c *call, ws string, kept ask.Kept, n int) (card, error) {
	a := kept.Answer.Answer()
	if n < 1 || n > len(a.Evidence) {
		return card{}, claims.Errorf(claims.ENotFound, "That answer cites nothing under number %d.", n)
	}
	e := a.Evidence[n-1]
	if e.Quote == "" {
		return note(purgedClaim), nil
	}
	p := proven{
		evidence: e, number: n, of: len(a.Evidence), answer: kept.ID, server: c.args(3)[2],
		moderator: b.mayModerate(ctx, c),
	}
	view, err := b.o.Library.Article(ctx, ws, e.ArticleID)
	if err != nil && claims.ErrorCode(err) != claims.ENotFound {
		return card{}, err
	}
	p.text, p.loader = textOf(view, e.Revision), view.LoadedBy
	withheld, err := b.withheld(ctx, ws, e.ID)
	switch {
	case err != nil:
		return card{}, err
	case withheld != "" && !p.moderator:
		return note(withheld + " Its words are not shown any more."), nil
	case withheld != "":
		p.warning, p.hidden = withheld+" No answer cites it any more; only moderators see this.", withheld == hiddenClaim
	case kept.Stale:
		p.warning = "This answer is stale: something that it rests on has changed since. Ask again."
	}
	return p.card(), nil
}

const (
	hiddenClaim = "A moderator has hidden this claim."
	goneClaim   = "The article of this claim was removed."
	purgedClaim = "The words of this claim were purged or redacted since; they are not kept."
)

// withheld says why a claim's words are not shown to members any more, "" if
// they are.
func (b *Bot) withheld(ctx context.Context, ws, id string) (string, error) {
	found, _, err := b.o.Claims.Claim(ctx, ws, id)
	switch {
	case claims.ErrorCode(err) == claims.ENotFound:
		return goneClaim, nil
	case err == nil && found.Claim().State == claims.Removed:
		return hiddenClaim, nil
	}
	return "", err
}

// textOf is an article's text in the revision that a claim was read from.
func textOf(view ingest.ArticleView, revision string) string {
	i := slices.IndexFunc(view.History, func(r ingest.RevisionRow) bool { return r.Article.Revision == revision })
	if i < 0 {
		return ""
	}
	return view.History[i].Text
}
