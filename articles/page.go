package articles

import (
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
}

// parsePage reads a web page. contentType is the header that came with it and
// pageURL its address; both may be "". Times after now are not believed. Pages that show no article are refused
// with a sentence that says what they seem to show instead.
func parsePage(raw []byte, contentType, pageURL string, now time.Time) (page, error) {
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
	data := readStructured(doc)
	p := readMetadata(doc, data, at, now)
	wall := findWall(doc, p.Title)
	dropUnseen(doc)
	paragraphs := mainText(doc, data, p.Title)
	if err := notAnArticle(paragraphs, wall); err != nil {
		return page{}, err
	}
	p.Text = strings.Join(paragraphs, "\n\n")
	return p, nil
}
