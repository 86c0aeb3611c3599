package articles

import (
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"golang.org/x/net/html"
)

// leastText is how many characters the text of an article has at least.
const leastText = 140

// findWall says what a page asks for before it shows anything, "" if nothing.
func findWall(doc *html.Node) string { return "" }

// notAnArticle refuses what is too little to be an article.
func notAnArticle(paragraphs []string, wall string) error {
	length := 0
	for _, p := range paragraphs {
		length += utf8.RuneCountInString(p)
	}
	if length >= leastText {
		return nil
	}
	return claims.Errorf(claims.EUnreadable, "This page shows no article text; paste the text instead.")
}
