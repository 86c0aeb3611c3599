package articles

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dropUnseen takes everything out of the tree that a reader of the page does
// not see, so that nothing hidden can become text.
func dropUnseen(doc *html.Node) {
	var unseen []*html.Node
	walk(doc, func(n *html.Node) bool {
		if isUnseen(n) {
			unseen = append(unseen, n)
			return false
		}
		return true
	})
	for _, n := range unseen {
		n.Parent.RemoveChild(n)
	}
}

func isUnseen(n *html.Node) bool {
	switch n.Type {
	case html.CommentNode:
		return true
	case html.ElementNode:
	default:
		return false
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Embed, atom.Applet, atom.Svg, atom.Math,
		atom.Canvas, atom.Audio, atom.Video, atom.Map, atom.Select, atom.Datalist, atom.Textarea, atom.Button, atom.Input, atom.Noframes, atom.Noembed,
		atom.Progress, atom.Meter, atom.Frameset:
		return true
	case atom.Dialog:
		return !hasAttr(n, "open")
	case atom.Html, atom.Head, atom.Body:
		return false
	}
	return isHidden(n)
}

func isHidden(n *html.Node) bool {
	if hasAttr(n, "hidden") || strings.EqualFold(strings.TrimSpace(attr(n, "aria-hidden")), "true") {
		return true
	}
	for class := range strings.FieldsSeq(strings.ToLower(attr(n, "class"))) {
		switch class {
		case "hidden", "d-none", "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "screenreader", "screen-reader", "assistive-text", "u-hidden", "is-hidden", "element-invisible", "offscreen":
			return true
		}
	}
	return hidesByStyle(attr(n, "style"))
}

// hidesByStyle reads an element's own style.
func hidesByStyle(style string) bool {
	if style == "" {
		return false
	}
	for declaration := range strings.SplitSeq(strings.ToLower(style), ";") {
		property, value, _ := strings.Cut(declaration, ":")
		value, _, _ = strings.Cut(value, "!")
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(property) {
		case "display":
			if value == "none" {
				return true
			}
		case "visibility", "content-visibility":
			if value == "hidden" || value == "collapse" {
				return true
			}
		case "opacity", "font-size", "max-height", "max-width":
			if isZero(value) {
				return true
			}
		case "height", "width":
			if isZero(value) && strings.Contains(strings.ToLower(style), "overflow") {
				return true
			}
		case "left", "top", "text-indent", "right", "margin-left":
			if strings.HasPrefix(value, "-") && len(strings.TrimRight(value, "pxemr%vwh")) >= 5 { // -1000 or farther
				return true
			}
		}
	}
	return false
}

func isZero(value string) bool {
	number := strings.TrimRight(value, "pxemrthvwinc% ")
	return number != "" && strings.Trim(number, "0.") == ""
}
