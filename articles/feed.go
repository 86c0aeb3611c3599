package articles

import (
	"bytes"
	"cmp"
	"context"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
)

// maxFeed is how much of a feed is read, unpacked; entries beyond it are not
// missed, for feeds list the newest first.
const maxFeed = 24 << 20

const feedForms = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5"

var _ feed.Source = (*Reader)(nil)

// Feed fetches a feed, RSS, Atom or JSON Feed, as [Reader.Refetch] fetches a
// page. A web page that names a feed stands for that feed, whose address is the
// URL of what is given. Entries that are broken cost none of the others.
func (r *Reader) Feed(ctx context.Context, address string, known feed.Validators) (feed.Page, error) {
	u, err := parseAddress(address)
	if err != nil {
		return feed.Page{}, err
	}
	a, page, err := r.visitFeed(ctx, u, known)
	if err != nil {
		return feed.Page{}, err
	}
	if page.Unchanged {
		return page, nil
	}
	if named := namedFeed(a); named != nil {
		if a, page, err = r.visitFeed(ctx, named, feed.Validators{}); err != nil {
			return feed.Page{}, err
		}
	}
	if page.Entries, err = r.readFeed(a, &page); err != nil {
		return feed.Page{}, err
	}
	if page.Broken > 0 || page.LeftOut > 0 {
		r.log.Info("not all entries of a feed were taken", "url", page.URL, "taken", len(page.Entries), "broken", page.Broken, "left_out", page.LeftOut)
	}
	return page, nil
}

// visitFeed asks for a feed, or a page that may name one.
func (r *Reader) visitFeed(ctx context.Context, u *url.URL, known feed.Validators) (answer, feed.Page, error) {
	v := visit{url: u, own: true, accept: feedForms, most: maxFeed, cut: true, known: known}
	a, err := r.visit(ctx, v)
	if err != nil {
		return a, feed.Page{}, err
	}
	page := feed.Page{URL: plainAddress(a.moved), MaxAge: maxAge(a.header, 0), Validators: a.validators()}
	if a.unchanged(v) {
		page.Unchanged, page.Validators = true, cmp.Or(page.Validators, known)
		return a, page, nil
	}
	return a, page, a.refusal(checkAnswer(a, u, r.now()))
}

// plainAddress is an address without its fragment.
func plainAddress(u *url.URL) string {
	plain := *u
	plain.Fragment, plain.RawFragment = "", ""
	return plain.String()
}

// readFeed reads what came as a feed.
func (r *Reader) readFeed(a answer, page *feed.Page) ([]feed.Item, error) {
	what := "The feed on " + a.url.Hostname()
	if kind := binaryKind(a.raw[:min(len(a.raw), sniffLength)]); kind != "" {
		return nil, claims.Errorf(claims.EUnreadable, "%s is %s; give the address of an RSS, Atom or JSON feed.", what, kind)
	}
	l := &listing{page: page, base: a.url, dates: calendar{r.now()}}
	text := strings.TrimSpace(string(toUTF8(a.raw, xmlCharset(a.raw), headerCharset(a.header.Get("Content-Type")))))
	read := l.readXML
	if strings.HasPrefix(text, "{") {
		read = l.readJSON
	}
	if err := unbrokenFeed(func() error { return read(text) }); err != nil {
		return nil, claims.WrapErrorf(claims.EUnreadable, err, "%s cannot be read as an RSS, Atom or JSON feed; check the address, or give the page that names its feed.", what)
	}
	return l.newest(), nil
}

// namedFeed is the feed that a web page names first, nil if what came is no
// web page, or names none.
func namedFeed(a answer) *url.URL {
	head := a.raw[:min(len(a.raw), sniffLength)]
	if !isPage(head) && (!strings.Contains(a.header.Get("Content-Type"), "html") || startsFeed(head)) {
		return nil
	}
	base := a.url
	tokens := html.NewTokenizer(bytes.NewReader(decodePage(a.raw[:min(len(a.raw), maxFeedHead)], a.header.Get("Content-Type"))))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return nil
		case html.StartTagToken, html.SelfClosingTagToken:
		default:
			continue
		}
		token := tokens.Token()
		switch token.DataAtom {
		case atom.Base:
			if u, err := base.Parse(attribute(token, "href")); err == nil && isPageAddress(u) {
				base = u
			}
		case atom.Link:
			if u, err := base.Parse(strings.TrimSpace(attribute(token, "href"))); err == nil && isPageAddress(u) && isFeedLink(token) {
				return u
			}
		}
	}
}

// maxFeedHead is how far into a page a link to its feed is looked for.
const maxFeedHead = 1 << 20

func isFeedLink(link html.Token) bool {
	alternate := false
	for word := range strings.FieldsSeq(strings.ToLower(attribute(link, "rel"))) {
		alternate = alternate || word == "alternate"
	}
	media, _, _ := strings.Cut(strings.ToLower(attribute(link, "type")), ";")
	switch strings.TrimSpace(media) {
	case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml":
		return alternate && attribute(link, "href") != ""
	}
	return false
}

func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// startsFeed says whether head begins a feed, whatever it is called.
func startsFeed(head []byte) bool {
	return rootAt(string(trimBOM(head))) >= 0 || startsObject(head)
}
