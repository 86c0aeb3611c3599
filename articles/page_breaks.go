package articles

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// partByBreaks makes paragraphs of what pages part by two line breaks or more.
func partByBreaks(body *html.Node) {
	var parents []*html.Node
	walk(body, func(n *html.Node) bool {
		if n.DataAtom == atom.Br && nextIsBreak(n) && n.Parent != nil && (len(parents) == 0 || parents[len(parents)-1] != n.Parent) {
			parents = append(parents, n.Parent)
		}
		return true
	})
	for _, n := range parents {
		if isBlock(n) {
			wrapRuns(n)
		}
	}
}

// wrapRuns puts what stands between double breaks and blocks in n into
// paragraphs of its own.
func wrapRuns(n *html.Node) {
	if n.DataAtom == atom.P {
		n.DataAtom, n.Data = atom.Div, "div"
	}
	var run *html.Node
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.DataAtom == atom.Br && nextIsBreak(c):
			run = nil
			n.RemoveChild(c)
		case c.Type == html.ElementNode && isBlock(c):
			run = nil
		default:
			if run == nil {
				run = &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
				n.InsertBefore(run, c)
			}
			n.RemoveChild(c)
			run.AppendChild(c)
		}
		c = next
	}
}

// nextIsBreak says whether a line break follows br with no words between.
func nextIsBreak(br *html.Node) bool {
	for n := br.NextSibling; n != nil; n = n.NextSibling {
		switch {
		case n.DataAtom == atom.Br:
			return true
		case n.Type != html.TextNode || strings.TrimSpace(n.Data) != "":
			return false
		}
	}
	return false
}
