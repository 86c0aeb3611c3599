package articles

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/claims/ingest"
)

// entriesRead is how many pages are read of a feed that a person loads once:
// whoever wants them all follows it.
const entriesRead = 100

// readAddress reads the page at an address, or the pages that a feed there
// lists, in its order, which begins with the newest.
func (r *Reader) readAddress(ctx context.Context, input string, given claims.Given, yield yielder) {
	name := displayName(input)
	u, a, err := r.ask(ctx, input, given)
	if err != nil || !isFeed(a) {
		var doc claims.Document
		if err == nil {
			doc, err = r.documentOf(ctx, a, u, given)
		}
		yield(ingest.Item{Name: name, Document: doc}, err)
		return
	}
	if given.ID != "" {
		yield(ingest.Item{Name: name}, severalError(name, given))
		return
	}
	page := feed.Page{URL: plainAddress(a.moved)}
	entries, err := r.readFeed(a, &page)
	if err != nil || len(entries) == 0 {
		if err == nil {
			err = claims.Errorf(claims.EUnreadable, "The feed on %s lists no pages now; try again later.", u.Hostname())
		}
		yield(ingest.Item{Name: name}, err)
		return
	}
	if left := len(entries) - entriesRead; left > 0 {
		r.log.Warn("only the newest entries of a feed are loaded; follow it to load all that come", "url", page.URL, "loaded", entriesRead, "left_out", left)
		entries = entries[:entriesRead]
	}
	for _, e := range entries {
		if ctx.Err() != nil {
			return
		}
		doc, err := r.fetch(ctx, e.URL, given)
		if !yield(ingest.Item{Name: displayName(e.URL), Document: doc}, err) {
			return
		}
	}
}

// ask visits the address of a page for a person.
func (r *Reader) ask(ctx context.Context, input string, given claims.Given) (*url.URL, answer, error) {
	u, err := parseAddress(input)
	if err != nil {
		return nil, answer{}, err
	}
	if given.URL != "" {
		return u, answer{}, claims.Errorf(claims.EInvalid, "A page that is fetched has the address that it was fetched from; leave --url out, or load the page from a file.")
	}
	if u, err = readableAddress(u); err != nil {
		return nil, answer{}, err
	}
	a, err := r.visit(ctx, visit{url: u, accept: pageForms, most: r.maxBytes})
	return u, a, err
}

// isFeed says whether an answer is a feed, by what it is called and how it
// begins.
func isFeed(a answer) bool {
	if a.status != http.StatusOK || len(a.raw) == 0 {
		return false
	}
	head := a.raw[:min(len(a.raw), sniffLength)]
	media := strings.ToLower(a.header.Get("Content-Type"))
	if strings.Contains(media, "feed+json") || strings.Contains(media, "json") && strings.Contains(string(head), "jsonfeed.org/version") {
		return startsObject(head)
	}
	return rootAt(string(trimBOM(head))) >= 0 && !isPage(head)
}

// feedError says what to do with a feed where a page was asked for.
func feedError(host string) error {
	return claims.Errorf(claims.EUnsupported, "%s gives a feed there, not a page; follow it with /feed add or claimbot feed add, or give the address of one of its pages.", host)
}
