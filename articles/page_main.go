package articles

import (
	"codeberg.org/readeck/go-readability/v2"
	"github.com/go-shiori/dom"
	"golang.org/x/net/html"
)

// mainText gives the paragraphs of the article that a page shows.
func mainText(doc *html.Node, data structured, title string) []string {
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	parser.KeepClasses = true
	article, err := parser.ParseAndMutate(dom.Clone(doc, true), nil)
	if err != nil || article.Node == nil {
		return nil
	}
	var out []string
	for _, b := range blocksOf(article.Node, nil) {
		if b.text != title {
			out = append(out, b.text)
		}
	}
	return out
}
