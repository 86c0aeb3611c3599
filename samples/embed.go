// Package samples holds a few news articles in our own words, and questions
// to ask about them, so that the program can be tried before it has articles
// of its own. Countries, towns and people in them are invented (but for a
// quiet jetty in Lindau), and their addresses end in .example.
//
// They hold what news holds: two outlets that disagree on a toll, a toll that
// rose within a day, a position with a condition and one that is still open,
// figures that two towns share, a page copied with all that stands around the
// text, and an article in a language that the offline engine does not read.
package samples

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed articles questions.txt
var files embed.FS

// Files holds the articles: .html pages, a copied page as .txt, and wire.jsonl
// with one article a line.
func Files() fs.FS {
	articles, err := fs.Sub(files, "articles")
	if err != nil { // the name is fixed above: cannot happen
		panic("samples: " + err.Error())
	}
	return articles
}

// Questions lists six questions about the articles: a look-up, what somebody
// said, a position on a ceasefire, a toll on which two reports disagree, a toll
// that was updated, and what somebody who is only mentioned said, which is
// refused.
func Questions() []string {
	text, err := files.ReadFile("questions.txt")
	if err != nil { // the name is fixed above: cannot happen
		panic("samples: " + err.Error())
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}
