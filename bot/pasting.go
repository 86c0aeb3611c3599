package bot

import (
	"context"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

// pasting is what was given for an article whose page could not be fetched.
type pasting struct{ given claims.Given }

// articleForm is the form for an article's text, filled in with what is known.
func articleForm(given claims.Given) form {
	return form{id: verbAdd, title: "Load an article", inputs: []input{
		{id: "url", label: "Link (optional)", about: "https://example.org/page", value: given.URL, most: 2000},
		{id: "outlet", label: "Outlet (optional)", about: "Who published it", value: given.Outlet, most: 100},
		{id: "published", label: "Published (optional)", about: "2026-03-14, or 2026-03-14 08:40 +02:00", value: string(given.PublishedAt), most: 40},
		{id: "title", label: "Title (optional)", value: given.Title, most: 300},
		{id: "text", label: "Text", about: "Longer than this box? Save it as .txt and use /article add file, or Load as article on a message.", long: true, required: true},
	}}
}

// paste answers the form for an article.
func (b *Bot) paste(_ context.Context, c *call) (reply, error) {
	given, err := givenBy(c.inputs)
	if err != nil {
		return nil, err
	}
	words := c.inputs["text"]
	if strings.TrimSpace(words) == "" {
		return nil, claims.Errorf(claims.EInvalid, "The form has no text; paste the article's text into it.")
	}
	return later{private: true, work: func(ctx context.Context) (card, error) { return b.pasteText(ctx, c, words, given) }}, nil
}

func (b *Bot) pasteText(ctx context.Context, c *call, words string, given claims.Given) (card, error) {
	return b.load(ctx, c, func(ctx context.Context, ws string) ([]ingest.Result, error) {
		r, err := b.o.Articles.Paste(ctx, ws, words, given, c.who.signature())
		return []ingest.Result{r}, err
	}, nil)
}

// pasteInstead opens the form for the text of a page that could not be fetched.
// What was given with the link is remembered for a while; the link stands in
// the message.
func (b *Bot) pasteInstead(_ context.Context, c *call) (reply, error) {
	if p, ok := b.given.get(c.args(1)[0]); ok {
		return articleForm(p.given), nil
	}
	given := claims.Given{}
	if c.message != nil && len(c.message.Embeds) > 0 && c.message.Embeds[0] != nil {
		given.URL = c.message.Embeds[0].URL
	}
	return articleForm(given), nil
}
