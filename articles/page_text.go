package articles

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is a paragraph of a page and where it stands.
type block struct {
	text   string
	linked int        // how many bytes of text are links
	within *html.Node // the innermost block element around it
}

// blocksOf cuts what is at and below root into paragraphs.
func blocksOf(root *html.Node) []block {
	c := cutter{}
	c.visit(root, root, false)
	c.end(root)
	return c.blocks
}

type cutter struct {
	blocks []block
	text   strings.Builder
	linked int
	breaks int // line breaks with no words since
}

func (c *cutter) visit(n, within *html.Node, link bool) {
	switch n.Type {
	case html.TextNode:
		if strings.TrimSpace(n.Data) != "" {
			c.breaks = 0
		}
		c.text.WriteString(n.Data)
		if link {
			c.linked += len(strings.TrimSpace(n.Data))
		}
		return
	case html.ElementNode, html.DocumentNode:
	default:
		return
	}
	if isUnseen(n) {
		if isBlock(n) {
			c.end(within)
		}
		return
	}
	if n.DataAtom == atom.Br {
		c.lineBreak(within)
		return
	}
	blockish := isBlock(n)
	if blockish {
		c.end(within)
		within = n
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.visit(child, within, link || n.DataAtom == atom.A)
	}
	if blockish {
		c.end(within)
	}
}

// lineBreak parts paragraphs where two breaks follow each other.
func (c *cutter) lineBreak(within *html.Node) {
	c.text.WriteByte('\n')
	if c.breaks++; c.breaks >= 2 {
		c.end(within)
	}
}

func (c *cutter) end(within *html.Node) {
	text := oneLine(c.text.String())
	if text != "" {
		c.blocks = append(c.blocks, block{text: text, linked: min(c.linked, len(text)), within: within})
	}
	c.text.Reset()
	c.linked, c.breaks = 0, 0
}

// oneLine collapses white space and drops what is not seen: zero-width and
// control characters, byte-order marks, soft hyphens, the escapes of terminals.
func oneLine(s string) string {
	s = withoutEscapes(s)
	var b strings.Builder
	b.Grow(len(s))
	space, last := false, rune(0)
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || isLineEnd(r):
			space = b.Len() > 0
			continue
		case r == utf8.RuneError || isInvisible(r, last):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
