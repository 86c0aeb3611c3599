package articles

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// declared is what the head of a page, and marks in its body, say of it.
type declared struct {
	meta      map[string]string // by name, property or itemprop, in small letters: the first
	authors   []string          // of article:author, author and the like
	title     string            // of <title>
	h1        string
	canonical string
	times     []string // of <time>, those that are marked as published first
	props     map[string]string
}

// readMetadata says what a page says of its article. What is written for
// machines about the article wins over what is written about the page.
func readMetadata(doc *html.Node, data structured, at *url.URL) page {
	d := readDeclared(doc)
	p := page{
		Author:    authorOf(data, d),
		Canonical: canonicalIn(d, at),
		Language:  languageOf(doc, d),
	}
	p.Outlet = firstName(data.publisher, d.meta["og:site_name"], d.meta["application-name"], d.meta["dc.publisher"])
	p.Title = titleOf(data, d, p.Outlet)
	p.Published, p.Modified = timesOf(doc, data, d)
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
	if n.DataAtom == atom.Time && len(d.times) < 20 {
		if when := firstOf(attr(n, "datetime"), textOf(n)); when != "" {
			d.times = append(d.times, when)
		}
	}
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

func titleOf(data structured, d declared, outlet string) string {
	title := firstOf(data.headline, d.meta["og:title"], d.h1, d.meta["twitter:title"], d.title)
	return withoutOutlet(oneLine(html.UnescapeString(title)), outlet)
}

// withoutOutlet cuts the outlet's name off the end of a title.
func withoutOutlet(title, outlet string) string {
	for _, mark := range []string{" | ", " - ", " – ", " — ", " :: ", " » "} {
		at := strings.LastIndex(title, mark)
		if at <= 0 {
			continue
		}
		head, tail := title[:at], title[at+len(mark):]
		if outlet != "" && (strings.EqualFold(tail, outlet) || strings.EqualFold(plainName(tail), plainName(outlet))) {
			return strings.TrimSpace(head)
		}
	}
	return title
}

func plainName(s string) string {
	s = strings.ToLower(strings.TrimPrefix(strings.ToLower(s), "the "))
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '.' || r == '-' || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, s)
}

func authorOf(data structured, d declared) string {
	var names []string
	for _, list := range [][]string{data.authors, d.authors, {d.props["author"]}} {
		for _, name := range list {
			name = oneLine(name)
			if firstName(name) != "" {
				names = append(names, name)
			}
		}
		if len(names) > 0 {
			break
		}
	}
	return strings.Join(names, ", ")
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
