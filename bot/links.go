package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

// mostLinks is how many pages one command loads: at a bad page's worst, 20 take
// as long as an interaction lives.
const mostLinks = 20

// addLinks answers /article add with several links.
func (b *Bot) addLinks(c *call, links []string) (reply, error) {
	if plain(c.options["title"]) != "" {
		return nil, claims.Errorf(claims.EInvalid, "A title is that of one article; leave it away, or load the links one by one.")
	}
	options := map[string]string{"outlet": c.options["outlet"], "published": c.options["published"]}
	given, err := givenBy(options)
	if err != nil {
		return nil, err
	}
	return b.loadLinks(c, links, given), nil
}

// loadLinks loads the pages at several links, the first mostLinks of them.
func (b *Bot) loadLinks(c *call, links []string, given claims.Given) reply {
	return later{private: true, work: func(ctx context.Context) (card, error) {
		ws, err := b.workspace(ctx, c.server)
		if err != nil {
			return card{}, err
		}
		taken := links[:min(len(links), mostLinks)]
		results := b.fetchAll(ctx, c, ws, taken, given)
		if ctx.Err() != nil {
			return card{}, ctx.Err()
		}
		out := loadedList(results)
		if rest := len(links) - len(taken); rest > 0 {
			out.text += "\n" + fmt.Sprintf("⚠ The first %d of %d links were taken; give the other %d in further commands or messages, %d at a time.", len(taken), len(links), rest, mostLinks)
		}
		return out, nil
	}}
}

// fetchAll loads pages, as many at a time as there is a turn for, and gives the
// results in the order of the links. One that fails keeps none of the others.
func (b *Bot) fetchAll(ctx context.Context, c *call, ws string, links []string, given claims.Given) []ingest.Result {
	results := make([]ingest.Result, len(links))
	var working sync.WaitGroup
	for i, link := range links {
		working.Go(func() {
			results[i] = b.fetchOne(ctx, c, ws, link, given)
			results[i].Name = link
		})
	}
	working.Wait()
	return results
}

func (b *Bot) fetchOne(ctx context.Context, c *call, ws, link string, given claims.Given) (r ingest.Result) {
	if err := b.loads.Acquire(ctx, 1); err != nil {
		return ingest.Result{Err: err}
	}
	defer b.loads.Release(1)
	defer b.recovered(&r.Err)
	r, err := b.o.Articles.Fetch(ctx, ws, link, given, c.who.signature())
	if err != nil {
		r.Err = err
	}
	if r.Err != nil && claims.ErrorMessage(r.Err) == "" && ctx.Err() == nil {
		b.log.Error("internal error", "link", link, "err", r.Err)
	}
	return r
}

// linksIn gives the links of a text, each once, in order.
func linksIn(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n<>|\u00a0\u200b", r) }) {
		for _, link := range glued(w) {
			link = strings.TrimRight(strings.TrimLeft(link, `("'“*_-•`), `.,;:!)"'”*_`)
			if isLink(link) && !seen[link] {
				seen[link] = true
				out = append(out, link)
			}
		}
	}
	return out
}

// glued parts links that stand in one word, "https://a.example,https://b.example".
func glued(w string) []string {
	var out []string
	for {
		next := -1
		for _, scheme := range []string{"http://", "https://"} {
			for _, before := range []string{",", ";"} {
				if i := strings.Index(w, before+scheme); i >= 0 && (next < 0 || i < next) {
					next = i
				}
			}
		}
		if next < 0 {
			return append(out, w)
		}
		out, w = append(out, w[:next]), w[next+1:]
	}
}

// Bounds of what may stand beside the links of a list: a headline each, an
// introduction. The sentences of an article are longer.
const (
	maxBesideEach = 160 // units for each link
	maxBesideLine = 240 // units of one line
)

// isListOfLinks says whether a text is a list of links, rather than an article
// in which links stand.
func isListOfLinks(text string) bool {
	links, beside := linksIn(text), 0
	for line := range strings.Lines(text) {
		words := slices.DeleteFunc(strings.Fields(line), func(w string) bool { return len(linksIn(w)) > 0 })
		n := units(strings.Join(words, " "))
		if n > maxBesideLine {
			return false
		}
		beside += n
	}
	return beside <= maxBesideEach*len(links)
}

// onlyLinks counts the links of a text that is nothing else.
func onlyLinks(text string) int {
	for _, w := range strings.Fields(text) {
		if len(linksIn(w)) == 0 {
			return 0
		}
	}
	return len(linksIn(text))
}

// howToLoad is for who mentions the bot with links: loading is by command, so
// that the server's permissions hold for it.
func howToLoad(links int) string {
	what := "that link"
	if links > 1 {
		what = "those " + countOf(links, "link")
	}
	return "To load " + what + ", whoever may use `/article` right-clicks the message (or holds it) → Apps → **" + loadAsArticle + "**, or gives it to `/article add`."
}
