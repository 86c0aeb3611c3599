package bot

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
)

// maxProof is how many units of an article a proof shows, quote and all: enough
// to judge the quote by, too little to stand for the article.
const maxProof = 400

// proven is one cited claim as "Show proof" shows it.
type proven struct {
	evidence  claims.Evidence
	number    int    // of the citation, from 1
	of        int    // how many there are
	text      string // of the revision that the claim was read from; "" when it is gone
	loader    string
	answer    string // its id
	server    string
	moderator bool
	hidden    bool // by a moderator
	warning   string
}

// card shows the quote inside its paragraph, and where it stands.
func (p proven) card() card {
	e := p.evidence
	lines := []string{"**" + escapedFit(e.Text, maxSentence) + "**"}
	if p.of > 0 {
		lines = append([]string{fmt.Sprintf(`-# proof of \[%d\] · %d of %d`, p.number, p.number, p.of)}, lines...)
	}
	lines = append(lines, "> "+p.passage())
	for _, c := range e.Context {
		if words := escapedFit(c.Text, maxContext); words != "" && len(lines) < 6 {
			lines = append(lines, "-# also rests on: “"+words+"”")
		}
	}
	s := shown{loaders: map[string]string{e.ArticleID: p.loader}}
	lines = append(lines, "-# "+escapedFit(headline(e.Article), maxHeadline), "-# "+s.source(e.Article))
	lines = append(lines, labelLines(e.Labels)...)
	if p.text == "" {
		lines = append(lines, "-# The article is not here any more; these are the words that were kept.")
	}
	if p.warning != "" {
		lines = append(lines, "-# ⚠ "+p.warning)
	}
	return card{text: strings.Join(lines, "\n"), tone: toneNote, rows: p.controls(), private: true}
}

const (
	maxContext  = 160
	maxHeadline = 200
)

func (p proven) controls() [][]control {
	var row []control
	if p.of > 1 {
		back, on := p.number-1, p.number+1
		row = append(row,
			control{label: "◀", id: customID(verbProof, p.answer, fmt.Sprint(back), p.server), disabled: back < 1},
			control{label: "▶", id: customID(verbProof, p.answer, fmt.Sprint(on), p.server), disabled: on > p.of})
	}
	if address := linkable(p.evidence.URL, maxLink); address != "" {
		row = append(row, control{label: "Open the article", link: address})
	}
	switch {
	case p.moderator && p.hidden:
		row = append(row, button("Unhide", customID(verbUnhide, p.evidence.ID)))
	case p.moderator:
		row = append(row, control{label: "Hide", id: customID(verbHide, p.evidence.ID), style: styleDanger})
	}
	if len(row) == 0 {
		return nil
	}
	return [][]control{row}
}

// passage is the quote, bold and underlined, inside its paragraph.
func (p proven) passage() string {
	before, quote, after := around(p.text, p.evidence.Claim, maxProof)
	return marked(before) + "__**" + marked(quote) + "**__" + marked(after)
}

// around gives a claim's quote and what stands about it in its paragraph, at
// most n units in all. What is cut ends in an ellipsis.
func around(text string, c claims.Claim, n int) (before, quote, after string) {
	quote = plain(c.Quote)
	if units(quote) > n {
		return "", cut(quote, n), ""
	}
	if c.Start < 0 || c.End > len(text) || c.Start >= c.End || text[c.Start:c.End] != c.Quote {
		return "", quote, ""
	}
	left, right := text[:c.Start], text[c.End:]
	left = left[strings.LastIndexByte(left, '\n')+1:]
	if i := strings.IndexByte(right, '\n'); i >= 0 {
		right = right[:i]
	}
	room := n - units(quote)
	before, after = plain(left), plain(right)
	lead := min(units(before), max(room/2, room-units(after)-1))
	before = tail(before, lead)
	after = cutTo(after, room-units(before)-2)
	return joined(before, left, quote, right, after)
}

// joined puts back the spaces that plain took from where the parts meet.
func joined(before, left, quote, right, after string) (string, string, string) {
	if before != "" && endsInSpace(left) {
		before += " "
	}
	if after != "" && beginsWithSpace(right) {
		after = " " + after
	}
	return before, quote, after
}

func endsInSpace(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsSpace(r)
}

func beginsWithSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

// tail is the end of s in at most n units, at the beginning of a word.
func tail(s string, n int) string {
	if units(s) <= n {
		return s
	}
	if n < 2 {
		return ""
	}
	end := lastUnits(s, n-1)
	if i := strings.IndexByte(end, ' '); i >= 0 && i < len(end)/3 {
		end = end[i+1:]
	}
	return "…" + end
}

func cutTo(s string, n int) string {
	if n < 2 {
		return ""
	}
	return cut(s, n)
}
