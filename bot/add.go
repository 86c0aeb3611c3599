package bot

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

// addArticle answers /article add: a link is fetched, a file read; with
// neither, a form opens to paste into.
func (b *Bot) addArticle(_ context.Context, c *call) (reply, error) {
	if links := linksIn(c.options["url"]); len(links) > 1 && c.file == nil {
		return b.addLinks(c, links)
	}
	given, err := givenBy(c.options)
	if err != nil {
		return nil, err
	}
	switch {
	case c.file != nil:
		return later{private: true, work: func(ctx context.Context) (card, error) {
			return b.attach(ctx, c, []*discordgo.MessageAttachment{c.file}, given)
		}}, nil
	case given.URL != "":
		return later{private: true, work: func(ctx context.Context) (card, error) { return b.fetch(ctx, c, given) }}, nil
	}
	return articleForm(given), nil
}

// givenBy reads what somebody says of an article, as options or in a form.
func givenBy(fields map[string]string) (claims.Given, error) {
	given := claims.Given{URL: fields["url"], Outlet: plain(fields["outlet"]), Title: plain(fields["title"])}
	if given.URL != "" {
		u, err := url.Parse(given.URL)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return given, claims.Errorf(claims.EInvalid, "%q is not a web address; write it as https://example.org/page.", cut(given.URL, 100))
		}
	}
	var err error
	given.PublishedAt, err = readTime(fields["published"])
	return given, err
}

// readTime reads a day or a time with its zone, in the forms that people write.
func readTime(s string) (claims.Time, error) {
	s = plain(s)
	if s == "" {
		return "", nil
	}
	if t, err := claims.ParseTime(s); err == nil {
		return t, nil
	}
	for _, layout := range []string{"2 Jan 2006", "2 January 2006", "January 2, 2006", "Jan 2, 2006", "2.1.2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return claims.DayOf(t), nil
		}
	}
	for _, layout := range []string{"2006-01-02 15:04 -07:00", "2006-01-02 15:04 -0700", "2006-01-02 15:04Z", "2006-01-02 15:04 MST", "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil && !isUnknownZone(t) {
			return claims.Instant(t), nil
		}
	}
	return "", claims.Errorf(claims.EInvalid, "%q is not a date that I can read; write a day as 2026-03-14, or a time with its zone as 2026-03-14 08:40 +02:00.", cut(s, 60))
}

// isUnknownZone says whether a zone's abbreviation was read whose offset nobody
// told: Go takes those for UTC.
func isUnknownZone(t time.Time) bool {
	name, offset := t.Zone()
	return offset == 0 && name != "UTC" && name != "GMT" && name != ""
}

// fetch loads a page; where that fails, its text can be pasted.
func (b *Bot) fetch(ctx context.Context, c *call, given claims.Given) (card, error) {
	address := given.URL
	given.URL = ""
	return b.load(ctx, c, func(ctx context.Context, ws string) ([]ingest.Result, error) {
		r, err := b.o.Articles.Fetch(ctx, ws, address, given, c.who.signature())
		return []ingest.Result{r}, err
	}, func(err error) card { return b.offerPaste(c, address, given, err) })
}

// offerPaste tells why a page could not be fetched, and opens a form for its
// text in which the link stands already.
func (b *Bot) offerPaste(c *call, address string, given claims.Given, err error) card {
	out := b.errorCard(err)
	out.link = address
	given.URL = address
	b.given.put(c.id, pasting{given})
	out.rows = [][]control{{{label: "Paste text", id: customID(verbPaste, c.id), style: styleMain}}}
	return out
}

// load does the work of a load when its turn comes, and tells what became of
// it. mend makes a card of what failed, where there is more to offer than the
// error.
func (b *Bot) load(ctx context.Context, c *call, work func(context.Context, string) ([]ingest.Result, error), mend func(error) card) (card, error) {
	ws, err := b.workspace(ctx, c.server)
	if err != nil {
		return card{}, err
	}
	if err := b.loads.Acquire(ctx, 1); err != nil {
		return card{}, err
	}
	defer b.loads.Release(1)
	results, err := work(ctx, ws)
	if err == nil && len(results) == 1 {
		err = results[0].Err
	}
	switch {
	case err != nil && mend != nil && ctx.Err() == nil:
		return mend(err), nil
	case err != nil:
		return card{}, err
	case len(results) != 1:
		return loadedList(results), nil
	}
	return b.loadedCard(ctx, ws, results[0])
}

func (b *Bot) loadedCard(ctx context.Context, ws string, r ingest.Result) (card, error) {
	view, err := b.o.Library.Article(ctx, ws, r.Article.ID)
	if err != nil {
		return card{}, err
	}
	return loaded{result: r, row: view.ArticleRow, claims: unproven(view.Current)}.card(), nil
}

// maxFile is how large a file may be.
const maxFile = 25_000_000

// attach loads files that were attached.
func (b *Bot) attach(ctx context.Context, c *call, files []*discordgo.MessageAttachment, given claims.Given) (card, error) {
	return b.load(ctx, c, func(ctx context.Context, ws string) ([]ingest.Result, error) {
		var all []ingest.Result
		for _, f := range files {
			results, err := b.attachOne(ctx, c, ws, f, given)
			if err != nil {
				results = []ingest.Result{{Name: f.Filename, Err: err}}
			}
			all = append(all, results...)
		}
		return all, nil
	}, nil)
}

func (b *Bot) attachOne(ctx context.Context, c *call, ws string, f *discordgo.MessageAttachment, given claims.Given) ([]ingest.Result, error) {
	if f.Size > maxFile {
		return nil, claims.Errorf(claims.EInvalid, "%s is larger than %d MB; attach a smaller file.", cut(plain(f.Filename), 60), maxFile/1_000_000)
	}
	data, err := b.o.Discord.Download(ctx, f.URL, maxFile)
	if err != nil {
		return nil, err
	}
	mediaType, _, _ := strings.Cut(f.ContentType, ";")
	return b.o.Articles.Attach(ctx, ws, f.Filename, strings.TrimSpace(mediaType), data, given, c.who.signature())
}
