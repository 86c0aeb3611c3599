package articles

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/claimbot/claimbot/claims"
)

// Bounds of a page. News pages have some thousands of tags and are nested some
// dozens deep; the parser itself refuses what is nested more than 512 deep.
// What it takes to read a page grows with the sum of the depths of its nodes.
const (
	maxTags   = 80_000
	maxDepths = 2_000_000
)

// decodePage gives the page as UTF-8: see toUTF8.
func decodePage(raw []byte, contentType string) []byte {
	return toUTF8(raw, headerCharset(contentType), metaCharset(raw))
}

// tameMarkup makes tags that only style letters ordinary ones. The rules of
// HTML reopen such tags in each block after the one that they were left open
// in, so that a small page could grow into millions of elements.
func tameMarkup(markup []byte) ([]byte, error) {
	out := make([]byte, 0, len(markup)+len(markup)/32)
	tokens := html.NewTokenizer(bytes.NewReader(markup))
	for tags := 0; ; {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return out, nil
		}
		if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
			out = append(out, tokens.Raw()...)
			continue
		}
		if tags++; tags > maxTags {
			return nil, claims.Errorf(claims.EUnreadable, "This page has too many elements to be that of an article; paste the text instead.")
		}
		raw := bytes.Clone(tokens.Raw())
		name, _ := tokens.TagName()
		if !isStyling(atom.Lookup(name)) {
			out = append(out, raw...)
			continue
		}
		slash := bytes.Index(raw, []byte("<")) + 1
		if kind == html.EndTagToken {
			slash++
		}
		out = append(out, raw[:slash]...)
		out = append(out, "span"...)
		out = append(out, raw[slash+len(name):]...)
	}
}

func isStyling(a atom.Atom) bool {
	switch a {
	case atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}

func parseTree(markup []byte) (*html.Node, error) {
	doc, err := html.Parse(bytes.NewReader(markup))
	if err != nil {
		return nil, claims.WrapErrorf(claims.EUnreadable, err, "This page is nested too deeply to be read; paste the text instead.")
	}
	if isDeep(doc) {
		return nil, claims.Errorf(claims.EUnreadable, "This page is nested too deeply to be read; paste the text instead.")
	}
	return doc, nil
}

// isDeep says whether the depths of all nodes add up to too much. It does not
// go deep itself.
func isDeep(doc *html.Node) bool {
	depth, depths := 0, 0
	for n := doc; n != nil; {
		if depths += depth; depths > maxDepths {
			return true
		}
		if n.FirstChild != nil {
			n, depth = n.FirstChild, depth+1
			continue
		}
		for n != nil && n.NextSibling == nil {
			n, depth = n.Parent, depth-1
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	return false
}

// walk goes through n and all below it, parents first, as long as enter wants
// to go into a node.
func walk(n *html.Node, enter func(*html.Node) bool) {
	if !enter(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, enter)
	}
}

// find gives the first element of a kind at or below n.
func find(n *html.Node, a atom.Atom) *html.Node {
	var found *html.Node
	walk(n, func(n *html.Node) bool {
		if found == nil && n.Type == html.ElementNode && n.DataAtom == a {
			found = n
		}
		return found == nil
	})
	return found
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// textOf gives the text at and below n on one line.
func textOf(n *html.Node) string {
	var b strings.Builder
	walk(n, func(n *html.Node) bool {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && (isBlock(n) || n.DataAtom == atom.Br):
			b.WriteByte(' ')
		}
		return !isUnseen(n)
	})
	return oneLine(b.String())
}

// isBlock says whether an element begins and ends a paragraph.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Div,
		atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Header, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.Option, atom.P, atom.Pre, atom.Section,
		atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul:
		return true
	}
	return false
}
