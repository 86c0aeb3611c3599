package articles

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// page is what was read of an article.
type page struct {
	Text      string // paragraphs parted by "\n\n", without the headline
	Title     string
	Author    string // names, parted by ", "
	Outlet    string // as the page names it: whoever fetched it decides whether to believe it
	Canonical string // absolute, on the site of the page's own address; "" if the page names none
	Language  string // ISO 639-1, "" if the page does not say
	Published claims.Time
	Modified  claims.Time

	Channel    string   // of a Telegram post: the outlet, safe to believe
	Credited   []string // whom its data and last lines credit
	Via        []string // through whom it came, surely
	Entries    []claims.Entry
	FactChecks []claims.FactCheck
}

// parsePage reads a web page. contentType is the header that came with it and
// pageURL its address; both may be "". Times after now are not believed. Pages that show no article are refused
// with a sentence that says what they seem to show instead.
func parsePage(raw []byte, contentType, pageURL string, now time.Time) (page, error) {
	return unbroken(func() (page, error) { return readPage(raw, contentType, pageURL, now) })
}

// unbroken makes an error of a panic in read: parsers of HTML have been brought
// down by pages made for it, and the next article is none the worse for that.
func unbroken(read func() (page, error)) (p page, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			p, err = page{}, claims.WrapErrorf(claims.EUnreadable, fmt.Errorf("panic: %v", broken), "This page is built in a way that cannot be read; paste the text of the article instead.")
		}
	}()
	return read()
}

func readPage(raw []byte, contentType, pageURL string, now time.Time) (page, error) {
	if kind := binaryKind(raw); kind != "" {
		return page{}, claims.Errorf(claims.EUnreadable, "This is %s, not a web page; open it and paste the text of the article instead.", kind)
	}
	markup, err := tameMarkup(decodePage(raw, contentType))
	if err != nil {
		return page{}, err
	}
	doc, err := parseTree(markup)
	if err != nil {
		return page{}, err
	}
	at, err := url.Parse(pageURL)
	if err != nil || at.Host == "" {
		at = nil
	}
	if channel, number, ok := telegramAddress(pageURL); ok {
		return readTelegram(doc, channel, number, now)
	}
	data := readStructured(doc)
	checks := factChecksOf(doc, at, now)
	p := readMetadata(doc, data, at, now)
	wall := findWall(doc, p.Title)
	p.FactChecks = checks
	objects := jsonObjects(doc)
	dropUnseen(doc)
	p.Credited = append(data.credits, creditLines(doc)...)
	entries := liveEntries(doc, objects, p, pageURL, calendar{now})
	paragraphs := mainText(doc, data, p.Title)
	if err := notAnArticle(paragraphs, wall); err != nil {
		return page{}, err
	}
	p.Text = strings.Join(paragraphs, "\n\n")
	if text, places, ok := liveText(paragraphs, entries); ok && len(entries) > 0 {
		p.Text, p.Entries = text, places
	}
	return p, nil
}
