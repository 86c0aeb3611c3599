package bot

import (
	"context"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
)

// completed lets a command's autocomplete and the command itself share a route.
func completed(offer, h handler) handler {
	return func(ctx context.Context, c *call) (reply, error) {
		if c.isCompleting() {
			return offer(ctx, c)
		}
		return h(ctx, c)
	}
}

// offerArticles offers articles by words of their title, outlet or link.
func (b *Bot) offerArticles(ctx context.Context, c *call) (reply, error) {
	ws, err := b.workspace(ctx, c.server)
	if err != nil {
		return nil, err
	}
	rows, err := b.o.Library.Articles(ctx, ws, ingest.ArticleQuery{Words: c.options[c.focused], Limit: maxChoices})
	if err != nil {
		return nil, err
	}
	out := choices{}
	for _, r := range rows {
		out = append(out, option{label: cut(plain(headline(r.Article)), 60) + " · " + outlet(r.Article) + " · " + day(r.PublishedAt), value: r.ID})
	}
	return out, nil
}

// offerClaims offers claims by their words, the newest while nothing is typed.
func (b *Bot) offerClaims(ctx context.Context, c *call) (reply, error) {
	ws, err := b.workspace(ctx, c.server)
	if err != nil {
		return nil, err
	}
	q := ask.SearchQuery{Words: c.options[c.focused], Limit: maxChoices}
	if strings.TrimSpace(q.Words) == "" {
		q.Kinds = claims.Kinds
	}
	found, err := b.o.Claims.Search(ctx, ws, q)
	if err != nil {
		return nil, err
	}
	out := choices{}
	for _, f := range found {
		out = append(out, claimOption(f.Claim))
	}
	return out, nil
}

func claimOption(c claims.Claim) option { return option{label: c.Text, value: c.ID} }

// acted is how far back in the trail hidden claims are looked for.
const acted = 200

// offerHidden offers the claims that were hidden last, to moderators.
func (b *Bot) offerHidden(ctx context.Context, c *call) (reply, error) {
	out := choices{}
	if !b.mayModerate(ctx, c) {
		return out, nil
	}
	ws, err := b.workspace(ctx, c.server)
	if err != nil {
		return nil, err
	}
	acts, err := b.o.Claims.Audit(ctx, ws, "", acted)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, a := range acts {
		if a.Act != review.ActHide || seen[a.Claim] || len(out) == maxChoices {
			continue
		}
		seen[a.Claim] = true
		found, _, err := b.o.Claims.Claim(ctx, ws, a.Claim)
		claim := found.Claim()
		if err == nil && claim.State == claims.Removed && containsFold(claim.Text, c.options[c.focused]) {
			out = append(out, claimOption(claim))
		}
	}
	return out, nil
}

func containsFold(s, words string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(strings.TrimSpace(words)))
}
