package articles

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"
	"golang.org/x/net/html"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
)

// Bounds of what is read of a feed.
const (
	entriesAPart = 100     // that are parsed together
	mostParsed   = 100_000 // entries; those after them are left out
	mostMended   = 1000    // broken entries, until which each is read by itself where a part fails
	mostTags     = 20_000  // of one entry
	mostMarkup   = 16_000  // bytes of an entry's summary
	mostAddress  = 2048
)

var errNoFeed = errors.New("no RSS, RDF or Atom root element")

// listing reads the entries of a feed.
type listing struct {
	page    *feed.Page
	base    *url.URL // that links are relative to
	dates   calendar
	entries []feed.Item
	seen    int // entries, broken or not
}

// unbrokenFeed makes an error of a panic: a parser that is brought down by one
// feed is no reason to fail the others.
func unbrokenFeed(read func() error) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("panic: %v", broken)
		}
	}()
	return read()
}

// readXML reads RSS and Atom.
func (l *listing) readXML(text string) error {
	c, ok := newCutFeed(text)
	if !ok {
		return errNoFeed
	}
	parser := newFeedParser()
	head, err := parser.ParseString(c.frame())
	if err != nil {
		if head, err = parser.ParseString(c.open + c.closing); err != nil {
			return fmt.Errorf("read the feed's head: %w", err)
		}
	}
	l.head(head)
	var part []string
	for entry := range c.entries() {
		if l.seen++; l.seen > mostParsed {
			l.page.LeftOut++
			continue
		}
		if part = append(part, entry); len(part) == entriesAPart {
			l.readPart(parser, c, part)
			part = part[:0]
		}
	}
	l.readPart(parser, c, part)
	return nil
}

func newFeedParser() *gofeed.Parser {
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	return p
}

// readPart reads some entries together, or each by itself where one of them is
// broken.
func (l *listing) readPart(parser *gofeed.Parser, c cutFeed, part []string) {
	if len(part) == 0 {
		return
	}
	if !slices.ContainsFunc(part, isMonstrous) {
		if read, err := parsePart(parser, c, part...); err == nil && len(read.Items) == len(part) && l.allNamed(read.Items) {
			l.take(read.Items)
			return
		}
	}
	for _, entry := range part {
		if l.page.Broken >= mostMended {
			l.page.Broken++
			continue
		}
		if l.readEntry(parser, c, entry) {
			continue
		}
		l.page.Broken++
		for inner := range c.swallowed(entry) {
			if l.seen++; l.seen > mostParsed {
				break
			}
			l.readEntry(parser, c, inner)
		}
	}
}

// readEntry reads one entry by itself, and says whether it could.
func (l *listing) readEntry(parser *gofeed.Parser, c cutFeed, entry string) bool {
	if isMonstrous(entry) {
		return false
	}
	read, err := parsePart(parser, c, entry)
	if err != nil || len(read.Items) != 1 || !l.allNamed(read.Items) {
		return false
	}
	l.take(read.Items)
	return true
}

// isMonstrous says whether an entry has more tags than the parser, which keeps
// the names that hold at each, is to be given.
func isMonstrous(entry string) bool { return strings.Count(entry, "<") > mostTags }

// allNamed says whether all items name a page.
func (l *listing) allNamed(items []*gofeed.Item) bool {
	return !slices.ContainsFunc(items, func(i *gofeed.Item) bool { return l.addressOf(i) == "" })
}

func parsePart(parser *gofeed.Parser, c cutFeed, entries ...string) (read *gofeed.Feed, err error) {
	err = unbrokenFeed(func() error {
		read, err = parser.ParseString(c.open + strings.Join(entries, "\n") + c.closing)
		return err
	})
	return read, err
}

// head takes what a feed says of itself.
func (l *listing) head(f *gofeed.Feed) {
	l.page.Title = plainMarkup(f.Title)
	if u, err := l.base.Parse(strings.TrimSpace(f.Link)); err == nil && isPageAddress(u) && site(u.Hostname()) == site(l.base.Hostname()) {
		l.base = u
	}
	l.page.MaxAge = min(max(l.page.MaxAge, lifeOf(f)), longestRest)
}

// lifeOf is how long a feed says that it stays as it is: minutes in RSS, a
// period and how often in it in the Syndication module.
func lifeOf(f *gofeed.Feed) time.Duration {
	var life time.Duration
	if r, ok := f.OriginalFeed().(*rss.Feed); ok {
		if n, err := strconv.ParseUint(strings.TrimSpace(r.TTL), 10, 16); err == nil {
			life = time.Duration(n) * time.Minute
		}
	}
	said := func(name string) string {
		if e := f.Extensions["sy"][name]; len(e) > 0 {
			return strings.ToLower(strings.TrimSpace(e[0].Value))
		}
		return ""
	}
	period := map[string]time.Duration{"hourly": time.Hour, "daily": longestRest, "weekly": 7 * longestRest, "monthly": 30 * longestRest, "yearly": 365 * longestRest}[said("updatePeriod")]
	often, err := strconv.ParseUint(said("updateFrequency"), 10, 16)
	if err != nil || often == 0 {
		often = 1
	}
	return max(life, period/time.Duration(often))
}

// take keeps entries, of which each names a page.
func (l *listing) take(items []*gofeed.Item) {
	for _, item := range items {
		l.entries = append(l.entries, l.entry(item))
	}
	if len(l.entries) > 2*feed.MostEntries {
		l.trim()
	}
}

func (l *listing) entry(item *gofeed.Item) feed.Item {
	return feed.Item{
		ID:          strings.Clone(strings.TrimSpace(item.GUID)),
		URL:         l.addressOf(item),
		Title:       plainMarkup(item.Title),
		Summary:     plainMarkup(cmp.Or(item.Description, item.Content)),
		PublishedAt: cmp.Or(l.dates.read(item.Published), l.dates.read(dateOf(item.PublishedParsed)), l.dates.read(item.Updated), l.dates.read(dateOf(item.UpdatedParsed))),
	}
}

// addressOf is the page that an entry names: its link, else its id if that is
// a whole address.
func (l *listing) addressOf(item *gofeed.Item) string {
	for _, link := range append([]string{item.Link}, item.Links...) {
		if link = strings.TrimSpace(link); link == "" || len(link) > mostAddress {
			continue
		}
		if u, err := l.base.Parse(link); err == nil && isPageAddress(u) {
			return u.String()
		}
	}
	id := strings.TrimSpace(item.GUID)
	if u, err := url.Parse(id); err == nil && isPageAddress(u) && len(id) <= mostAddress {
		return u.String()
	}
	return ""
}

// dateOf writes a time that gofeed could read, for it knows forms that pages
// do not have.
func dateOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return string(claims.Instant(*t))
}

// newest gives the entries, the newest where there are too many.
func (l *listing) newest() []feed.Item {
	l.trim()
	return l.entries
}

// trim keeps the newest entries, which are the first ones where not all have a
// time.
func (l *listing) trim() {
	if len(l.entries) <= feed.MostEntries {
		return
	}
	at := make(map[claims.Time]time.Time, len(l.entries))
	dated := true
	for _, e := range l.entries {
		t, ok := e.PublishedAt.Std()
		at[e.PublishedAt], dated = t, dated && ok
	}
	if dated {
		slices.SortStableFunc(l.entries, func(a, b feed.Item) int { return at[b.PublishedAt].Compare(at[a.PublishedAt]) })
	}
	l.page.LeftOut += len(l.entries) - feed.MostEntries
	clear(l.entries[feed.MostEntries:])
	l.entries = l.entries[:feed.MostEntries]
}

// plainMarkup is the text of a title or a summary, on one line.
func plainMarkup(s string) string {
	if len(s) > mostMarkup {
		s = strings.ToValidUTF8(s[:mostMarkup], "")
	}
	if !strings.ContainsAny(s, "<&") {
		return oneLine(s)
	}
	var b strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(s))
	hidden := false
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return oneLine(b.String())
		case html.TextToken:
			if !hidden {
				b.WriteString(html.UnescapeString(string(tokens.Raw())))
			}
		case html.StartTagToken:
			name, _ := tokens.TagName()
			hidden = string(name) == "script" || string(name) == "style"
			b.WriteString(gapOf(string(name)))
		default:
			name, _ := tokens.TagName()
			hidden = false
			b.WriteString(gapOf(string(name)))
		}
	}
}

// gapOf is what parts the words around a tag.
func gapOf(name string) string {
	switch name {
	case "p", "br", "div", "li", "ul", "ol", "td", "tr", "h1", "h2", "h3", "h4", "img", "blockquote", "figure", "hr":
		return " "
	}
	return ""
}
