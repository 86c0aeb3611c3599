package articles

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// declared is what the head of a page, and marks in its body, say of it.
type declared struct {
	meta      map[string]string // by name, property or itemprop, in small letters: the first
	authors   []string          // of article:author, author and the like
	title     string            // of <title>
	h1        string
	byline    string // of an element that is marked as such
	canonical string
	times     []string          // of <time>, in their order
	props     map[string]string // by itemprop, outside the head
}

// readMetadata says what a page says of its article. What is written for
// machines about the article wins over what is written about the page.
func readMetadata(doc *html.Node, data structured, at *url.URL, now time.Time) page {
	d := readDeclared(doc)
	p := page{
		Author:    authorOf(data, d),
		Canonical: canonicalIn(d, at),
		Language:  languageOf(doc, d),
	}
	p.Outlet = firstName(data.publisher, d.meta["og:site_name"], d.meta["application-name"], d.meta["dc.publisher"])
	p.Title = titleOf(data, d, p.Outlet, at)
	p.Published, p.Modified = timesOf(doc, data, d, now)
	return p
}

func readDeclared(doc *html.Node) declared {
	d := declared{meta: map[string]string{}, props: map[string]string{}}
	walk(doc, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return n.Type == html.DocumentNode
		}
		switch n.DataAtom {
		case atom.Meta:
			d.readMeta(n)
			return false
		case atom.Link:
			if d.canonical == "" && strings.EqualFold(attr(n, "rel"), "canonical") {
				d.canonical = attr(n, "href")
			}
			return false
		case atom.Title:
			if d.title == "" && n.Namespace == "" {
				d.title = textOf(n)
			}
		case atom.Script, atom.Style, atom.Template, atom.Svg, atom.Noscript:
			return false
		}
		if isUnseen(n) {
			return false
		}
		d.readElement(n)
		return true
	})
	return d
}

func (d *declared) readMeta(n *html.Node) {
	content := oneLine(attr(n, "content"))
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop"} {
		name := strings.ToLower(strings.TrimSpace(attr(n, key)))
		if name == "" {
			continue
		}
		switch name {
		case "author", "article:author", "dc.creator", "byl", "sailthru.author", "parsely-author":
			d.authors = append(d.authors, content)
		}
		if d.meta[name] == "" {
			d.meta[name] = content
		}
	}
}

func (d *declared) readElement(n *html.Node) {
	if n.DataAtom == atom.H1 && d.h1 == "" {
		d.h1 = textOf(n)
	}
	if prop := strings.ToLower(attr(n, "itemprop")); prop != "" && d.props[prop] == "" {
		d.props[prop] = firstOf(attr(n, "datetime"), attr(n, "content"), textOf(n))
	}
	if d.byline == "" && (strings.EqualFold(attr(n, "rel"), "author") || isByline(n)) {
		d.byline = textOf(n)
	}
	if n.DataAtom == atom.Time && len(d.times) < 20 {
		if when := firstOf(attr(n, "datetime"), textOf(n)); when != "" {
			d.times = append(d.times, when)
		}
	}
}

// isByline says whether an element is marked as the name of who wrote.
func isByline(n *html.Node) bool {
	for class := range strings.FieldsSeq(strings.ToLower(attr(n, "class"))) {
		switch class {
		case "byline", "author", "author-name", "byline-name", "byline__name", "byline__author", "article-author", "article__author", "entry-author", "post-author":
			return true
		}
	}
	return false
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v = oneLine(v); v != "" {
			return v
		}
	}
	return ""
}

// firstName gives the first value that is a name and not an address.
func firstName(values ...string) string {
	for _, v := range values {
		if v = oneLine(v); v != "" && !strings.Contains(v, "://") && !strings.HasPrefix(v, "@") {
			return v
		}
	}
	return ""
}

func titleOf(data structured, d declared, outlet string, at *url.URL) string {
	title := firstOf(data.headline, d.meta["og:title"], d.h1, d.meta["twitter:title"], d.title)
	label := ""
	if at != nil {
		label, _, _ = strings.Cut(site(at.Hostname()), ".")
	}
	return withoutOutlet(oneLine(html.UnescapeString(title)), outlet, label)
}

// withoutOutlet cuts the outlet, by its name or that of its site, off the end
// of a title, and what stands after a "|", which no headline has.
func withoutOutlet(title, outlet, label string) string {
	for _, mark := range []string{" | ", " - ", " – ", " — ", " :: ", " » "} {
		at := strings.LastIndex(title, mark)
		if at <= 0 {
			continue
		}
		head, tail := strings.TrimSpace(title[:at]), plainName(title[at+len(mark):])
		isName := tail != "" && (tail == plainName(outlet) || tail == plainName(label) || strings.HasPrefix(tail, plainName(label)) && label != "" && len(tail) <= len(label)+5)
		if isName || mark == " | " && len(strings.Fields(head)) > 3 && len(strings.Fields(title[at:])) <= 4 {
			return head
		}
	}
	return title
}

// plainName writes a name or a headline so that spellings of it are equal.
func plainName(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	if rest, ok := strings.CutPrefix(s, "the"); ok && rest != "" {
		return rest
	}
	return s
}

// authorOf gives the names of who wrote an article, each once.
func authorOf(data structured, d declared) string {
	for _, list := range [][]string{data.authors, d.authors, {d.meta["twitter:creator"], d.props["author"], d.byline}} {
		var names []string
		for _, name := range list {
			if name = authorName(name); name != "" && !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }) {
				names = append(names, name)
			}
		}
		if len(names) > 0 {
			return strings.Join(names, ", ")
		}
	}
	return ""
}

// authorName gives a name without "By"; addresses, accounts and whole bylines
// with dates in them are none.
func authorName(s string) string {
	s = firstName(html.UnescapeString(s))
	if head, rest, ok := strings.Cut(s, " "); ok && (strings.EqualFold(head, "by") || strings.EqualFold(head, "by:")) {
		s = strings.TrimSpace(rest)
	}
	s = strings.TrimRight(s, " ,;|")
	if strings.EqualFold(s, "admin") || len(s) > 120 || len(s) < 2 || strings.ContainsAny(s, "@<>{}") || strings.Contains(s, "www.") || strings.Contains(s, ".com/") || strings.ContainsAny(s, "0123456789") && len(s) > 40 {
		return ""
	}
	return s
}

// canonicalIn gives the address that a page names as its own, if that is on
// the site that it was fetched from.
func canonicalIn(d declared, at *url.URL) string {
	for _, said := range []string{d.canonical, d.meta["og:url"]} {
		u, err := url.Parse(strings.TrimSpace(said))
		if err != nil || said == "" {
			continue
		}
		if at != nil {
			u = at.ResolveReference(u)
		}
		if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || at != nil && site(u.Hostname()) != site(at.Hostname()) {
			continue
		}
		return u.String()
	}
	return ""
}

// languageOf gives the two letters of the page's own language mark.
func languageOf(doc *html.Node, d declared) string {
	said := ""
	if root := find(doc, atom.Html); root != nil {
		said = firstOf(attr(root, "lang"), attr(root, "xml:lang"))
	}
	said = strings.ToLower(firstOf(said, d.meta["og:locale"]))
	code, _, _ := strings.Cut(strings.ReplaceAll(said, "_", "-"), "-")
	if len(code) != 2 || code[0] < 'a' || code[0] > 'z' || code[1] < 'a' || code[1] > 'z' {
		return ""
	}
	return code
}
