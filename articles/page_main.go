package articles

import (
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/go-shiori/dom"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// shortText is how many bytes a pick has at least to be trusted unseen.
const shortText = 400

// mainText gives the paragraphs of the article that a page shows. Readability
// picks where it stands, in a tree without what is plainly none of it; where
// the pick is short, the longest of other picks is taken.
func mainText(doc *html.Node, data structured, title string) []string {
	body := find(doc, atom.Body)
	if body == nil {
		return nil
	}
	partByBreaks(body)
	whole := dom.Clone(doc, true)
	dropJunk(body)
	best := trim(readable(dom.Clone(doc, true)), title)
	if size(best) < shortText || size(best)*2 < len(data.body) {
		for _, other := range [][]block{densest(body), readable(dom.Clone(whole, true)), inBody(whole, data.body)} {
			if text := trim(other, title); size(text) > size(best)*5/4 {
				best = text
			}
		}
	}
	return best
}

func size(paragraphs []string) int {
	n := 0
	for _, p := range paragraphs {
		n += len(p)
	}
	return n
}

// readable gives what Readability picks. It changes doc.
func readable(doc *html.Node) []block {
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	parser.KeepClasses = true
	article, err := parser.ParseAndMutate(doc, nil)
	if err != nil || article.Node == nil {
		return nil
	}
	return blocksOf(article.Node)
}

// densest gives the paragraphs of the element with the most sentences right
// under it or one below.
func densest(body *html.Node) []block {
	scores := map[*html.Node]int{}
	var best *html.Node
	for _, b := range blocksOf(body) {
		if !endsSentence(b.text) || len(b.text) < 50 || b.linked*2 > len(b.text) {
			continue
		}
		weight := 2 * len(b.text)
		for n := b.within; n != nil && weight > 0; n = n.Parent {
			if scores[n] += weight; best == nil || scores[n] > scores[best] {
				best = n
			}
			weight = weight * 2 / 3
			if len(b.text) > weight*2 {
				break
			}
		}
	}
	if best == nil {
		return nil
	}
	return blocksOf(best)
}

// inBody gives the paragraphs of a page that its structured data name as text
// of the article: what is only there and not shown is not taken.
func inBody(doc *html.Node, said string) []block {
	said = plainName(oneLine(said))
	if said == "" {
		return nil
	}
	var out []block
	for _, b := range blocksOf(find(doc, atom.Body)) {
		if len(b.text) >= 30 && strings.Contains(said, plainName(b.text)) {
			out = append(out, b)
		}
	}
	return out
}
