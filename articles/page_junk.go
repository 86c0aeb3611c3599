package articles

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What marks an element as no part of the article. Words of the first kind
// name boxes that may hold sentences, such as those of other stories; those of
// the second name small things, and a box with more text is kept.
const (
	boxWords = " comments disqus respond related recommended recommendations recirc newsletter newsletters sidebar promo promos outbrain taboola cookie cookies consent gdpr footer nav navbar navigation menu breadcrumb breadcrumbs crumbs masthead sharedaddy jp-relatedposts mostpopular mostread trending paywall "
	tagWords = " caption captions figcaption wp-caption-text credit credits copyright byline bylines author authors bio share sharing sharebar social ad ads advert advertisement advertising sponsored sponsor timestamp dateline date time updated published meta postmeta subscribe subscription signup signin login popular trending toolbar tooltip popover popup modal overlay alert skip tags taxonomy kicker eyebrow rating votes disclaimer addthis sharethis print follow "
)

// Bounds of what may be dropped for its name: the share of a page's text, and
// the text and the long paragraphs of small things.
const (
	junkShare      = 0.35
	smallText      = 500
	longParagraph  = 110
	longParagraphs = 1
)

// dropJunk takes out of the tree what its names say is no part of an article.
func dropJunk(body *html.Node) {
	all := len(textOf(body))
	var junk []*html.Node
	walk(body, func(n *html.Node) bool {
		if n.Type == html.ElementNode && n != body && isJunk(n, all) {
			junk = append(junk, n)
			return false
		}
		return true
	})
	for _, n := range junk {
		n.Parent.RemoveChild(n)
	}
}

func isJunk(n *html.Node, all int) bool {
	box, small := junkKind(n)
	if !box && !small {
		return false
	}
	text := textOf(n)
	if holdsArticle(n) || float64(len(text)) > junkShare*float64(all) {
		return false
	}
	if !box && find(n, atom.Blockquote) != nil {
		// Quoted words, such as a post: Readability must not judge the box either.
		n.Attr, n.Data, n.DataAtom = nil, "blockquote", atom.Blockquote
		return false
	}
	return box || len(text) <= smallText && countLong(n) <= longParagraphs
}

func junkKind(n *html.Node) (box, small bool) {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer, atom.Form:
		return true, false
	case atom.Figcaption, atom.Caption:
		return false, true
	case atom.Body, atom.Main, atom.Article, atom.Html:
		return false, false
	}
	switch attr(n, "role") {
	case "navigation", "complementary", "contentinfo", "search", "dialog", "alert", "menu", "banner":
		return true, false
	}
	names := nameWords(attr(n, "class") + " " + attr(n, "id") + " " + attr(n, "data-component") + " " + attr(n, "data-testid"))
	for i, word := range names {
		box = box || strings.Contains(boxWords, " "+word+" ")
		small = small || strings.Contains(tagWords, " "+word+" ")
		if word == "rollover" && i < len(names)-1 && names[len(names)-1] == "block" {
			box = true
		}
	}
	return box, small
}

// nameWords cuts the names of an element into words: "relatedLinks_box" has
// related, links and box.
func nameWords(s string) []string {
	var words []string
	start, before := 0, ' '
	cut := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(s[start:end]))
		}
		start = end
	}
	for i, r := range s {
		switch {
		case !unicode.IsLetter(r):
			cut(i)
			start = i + len(string(r))
		case unicode.IsUpper(r) && unicode.IsLower(before):
			cut(i)
		}
		before = r
	}
	cut(len(s))
	return words
}

// holdsArticle says whether the page's headline or its marked body are in n.
func holdsArticle(n *html.Node) bool {
	found := false
	walk(n, func(n *html.Node) bool {
		found = found || n.Type == html.ElementNode && (n.DataAtom == atom.Main || strings.EqualFold(attr(n, "itemprop"), "articleBody"))
		return !found
	})
	return found
}

func countLong(n *html.Node) int {
	long := 0
	for _, b := range blocksOf(n) {
		if len(b.text) >= longParagraph && b.linked*2 < len(b.text) {
			long++
		}
	}
	return long
}
