package bot

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
)

// privately is a command's later work in its server's workspace, for the eyes
// of who called alone. Discord lets nobody through to it who may not.
func (b *Bot) privately(work func(ctx context.Context, c *call, ws string) (card, error)) handler {
	return func(ctx context.Context, c *call) (reply, error) {
		if err := b.mayTend(ctx, c); err != nil {
			return nil, err
		}
		return later{private: true, work: func(ctx context.Context) (card, error) {
			ws, err := b.workspace(ctx, c.server)
			if err != nil {
				return card{}, err
			}
			return work(ctx, c, ws)
		}}, nil
	}
}

// addFeed answers /feed add.
func (b *Bot) addFeed(ctx context.Context, c *call, ws string) (card, error) {
	address := strings.Trim(c.options["url"], "<>")
	if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return card{}, claims.Errorf(claims.EInvalid, "%q is not a web address; write it as https://example.org/feed.", cut(address, 100))
	}
	filter, err := feed.ParseFilter(c.options["words"], c.options["kinds"])
	if err != nil {
		return card{}, err
	}
	f, there, err := b.o.Feeds.Add(ctx, ws, address, filter, c.who.signature())
	if err != nil {
		return card{}, err
	}
	did := "Followed from now on: "
	if there {
		did = "Followed already; it has this filter now: "
	}
	return feedCard(did, f), nil
}

// pauseFeed, resumeFeed and removeFeed answer the commands of their names.
func (b *Bot) pauseFeed(ctx context.Context, c *call, ws string) (card, error) {
	f, err := b.o.Feeds.Pause(ctx, ws, c.options["feed"], c.who.signature())
	return feedCard("Paused: ", f), err
}

func (b *Bot) resumeFeed(ctx context.Context, c *call, ws string) (card, error) {
	f, err := b.o.Feeds.Resume(ctx, ws, c.options["feed"], c.who.signature())
	return feedCard("Followed again: ", f), err
}

func (b *Bot) removeFeed(ctx context.Context, c *call, ws string) (card, error) {
	f, err := b.o.Feeds.Remove(ctx, ws, c.options["feed"], c.who.signature())
	if err != nil {
		return card{}, err
	}
	return note("**Not followed any more: " + escapedFit(f.Name(), maxHeadline) + "**\nThe " + countOf(f.Loaded, "article") + " that came by it stay; follow it again with `/feed add`."), nil
}

func feedCard(did string, f feed.Feed) card {
	return note("**" + did + escapedFit(f.Name(), maxHeadline) + "**\n" + strings.Join(feedFacts(f), "\n"))
}

// feedFacts are what there is to say of a feed beneath its name.
func feedFacts(f feed.Feed) []string {
	filter := "everything in it is loaded"
	if !f.Filter.IsZero() {
		filter = "only " + f.Filter.String()
	}
	facts := []string{"-# " + escapedFit(domain(f.URL), 60) + " · " + escapedFit(filter, 300)}
	counts := countOf(f.Loaded, "article") + " loaded"
	if f.Waiting > 0 {
		counts += ", " + strconv.Itoa(f.Waiting) + " waiting"
	}
	if f.GivenUp > 0 {
		counts += ", " + strconv.Itoa(f.GivenUp) + " not readable"
	}
	if !f.CheckedAt.IsZero() {
		counts += " · looked at " + moment(claims.Instant(f.CheckedAt.UTC()))
	}
	if !f.Paused && !f.Next.IsZero() {
		counts += " · again " + moment(claims.Instant(f.Next.UTC()))
	}
	facts = append(facts, "-# "+counts)
	switch {
	case f.Paused && f.Reason != "":
		facts = append(facts, "-# ⏸ paused: "+escapedFit(f.Reason, maxFallback))
	case f.Paused:
		facts = append(facts, "-# ⏸ paused")
	case f.Failures > 0:
		facts = append(facts, "-# ⚠ failed "+countOf(f.Failures, "time")+": "+escapedFit(f.Reason, maxFallback))
	}
	return facts
}

// listFeeds answers /feed list, turnFeeds its pages.
func (b *Bot) listFeeds(_ context.Context, c *call) (reply, error) {
	page := firstPage(c, "")
	return later{private: true, work: func(ctx context.Context) (card, error) { return b.feedsPage(ctx, c, page) }}, nil
}

func (b *Bot) turnFeeds(ctx context.Context, c *call) (reply, error) {
	page, err := b.turn(ctx, c)
	if err != nil {
		return nil, err
	}
	return later{private: true, update: true, work: func(ctx context.Context) (card, error) { return b.feedsPage(ctx, c, page) }}, nil
}

func (b *Bot) feedsPage(ctx context.Context, c *call, page turned) (card, error) {
	ws, err := b.workspace(ctx, c.server)
	if err != nil {
		return card{}, err
	}
	feeds, err := b.o.Feeds.List(ctx, ws)
	if err != nil {
		return card{}, err
	}
	if len(feeds) == 0 {
		return note("No feeds are followed here yet; follow one with `/feed add`."), nil
	}
	var blocks []string
	for _, f := range feeds {
		name := escapedFit(f.Name(), 150)
		if address := linkable(f.URL, 200); address != "" {
			name = "[" + name + "](" + address + ")"
		}
		blocks = append(blocks, name+"\n"+strings.Join(feedFacts(f), "\n"))
	}
	return blocksCard("Feeds", page, verbFeeds, blocks, feedsPerPage), nil
}

const feedsPerPage = 4

// blocksCard is a page of a list whose entries are all at hand.
func blocksCard(title string, page turned, verb string, blocks []string, perPage int) card {
	from := min((page.page-1)*perPage, len(blocks))
	to := min(from+perPage, len(blocks))
	head := "**" + title + "** · " + strconv.Itoa(len(blocks))
	if len(blocks) > perPage {
		head += " · page " + strconv.Itoa(page.page)
	}
	out := note(strings.Join(append([]string{head}, blocks[from:to]...), "\n"))
	if len(blocks) > perPage {
		out.rows, out.expires = [][]control{page.pager(verb, to < len(blocks))}, true
	}
	return out
}

// offerFeeds offers feeds by words of their title or address.
func (b *Bot) offerFeeds(ctx context.Context, c *call) (reply, error) {
	if c.focused == "kinds" {
		return offerKinds(c.options["kinds"]), nil
	}
	ws, err := b.workspace(ctx, c.server)
	if err != nil {
		return nil, err
	}
	feeds, err := b.o.Feeds.List(ctx, ws)
	if err != nil {
		return nil, err
	}
	out := choices{}
	for _, f := range feeds {
		if len(out) == maxChoices || !containsFold(f.Name()+" "+f.URL, c.options[c.focused]) {
			continue
		}
		label := cut(plain(f.Name()), 60) + " · " + domain(f.URL)
		if f.Paused {
			label += " · paused"
		}
		out = append(out, option{label: label, value: f.ID})
	}
	return out, nil
}

// offerKinds offers the kinds of claims, beside those that are typed already.
func offerKinds(typed string) choices {
	chosen := ""
	if i := strings.LastIndexAny(typed, ", "); i >= 0 {
		chosen, typed = strings.TrimRight(typed[:i], ", ")+", ", typed[i+1:]
	}
	out := choices{}
	for _, k := range claims.Kinds {
		if s := chosen + string(k); containsFold(string(k), typed) && !containsFold(chosen, string(k)) {
			out = append(out, option{label: s, value: s})
		}
	}
	return out
}
