package articles

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
)

// assemble makes a page of paragraphs: boilerplate is left out, and a headline,
// a byline and dates at the top are told from the text.
func assemble(paragraphs []string, title string) page {
	p := page{Title: title}
	paragraphs = cleanParagraphs(paragraphs)
	rest := p.readHead(paragraphs)
	if p.Title == "" && len(rest) > 1 && isHeadline(rest[0]) {
		p.Title = rest[0]
		if rest = p.readHead(rest[1:]); !slices.ContainsFunc(rest[:min(len(rest), 3)], isSentence) { // a list of short lines
			p, rest = page{}, paragraphs
		}
	}
	p.Text = strings.Join(rest, "\n\n")
	return p
}

// readHead takes bylines and dates off the beginning of paragraphs, but never
// the last of them.
func (p *page) readHead(paragraphs []string) []string {
	for len(paragraphs) > 1 {
		head := paragraphs[0]
		if m := heads().byline.FindStringSubmatch(head); m != nil && p.Author == "" {
			p.Author = m[1]
		} else if !p.readDate(head) {
			break
		}
		paragraphs = paragraphs[1:]
	}
	return paragraphs
}

// readDate reads a line that is a date and nothing else: "Published 14 March
// 2025, 08:40 GMT". Only the day is taken: zones are too often left out.
func (p *page) readDate(s string) bool {
	m := heads().date.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	label, words := strings.ToLower(m[1]), strings.NewReplacer(",", "", ".", "").Replace(m[2])
	for _, layout := range []string{"2 January 2006", "January 2 2006", "2 Jan 2006", "Jan 2 2006", "2006-01-02"} {
		at, err := time.Parse(layout, words)
		if err != nil {
			continue
		}
		if strings.Contains(label, "updated") || strings.Contains(label, "modified") {
			p.Modified = claims.DayOf(at)
		} else if p.Published == "" {
			p.Published = claims.DayOf(at)
		}
		return true
	}
	return false
}

type headRules struct{ byline, date *regexp.Regexp }

var heads = sync.OnceValue(func() headRules {
	return headRules{
		byline: regexp.MustCompile(`^(?:By|BY)[: ]\s*(\p{Lu}[\p{L}'’.-]*(?:(?: and | |, )\p{Lu}[\p{L}'’.-]*){1,6})$`),
		date: regexp.MustCompile(`(?i)^((?:first )?(?:published|posted|(?:last )?(?:updated|modified))?(?: on| at)?):? ?` +
			`(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?` +
			`(\d{4}-\d\d-\d\d|\d{1,2} [a-z]{3,9}\.?,? \d{4}|[a-z]{3,9}\.? \d{1,2},? \d{4})` +
			`(?:,? (?:at )?\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: ?\(?[a-z]{2,4}\)?)?)?$`),
	}
})

// isSentence says whether a paragraph under a headline is text.
func isSentence(s string) bool {
	const least = 40
	return isFinished(s) && !strings.HasSuffix(s, ":") && utf8.RuneCountInString(s) >= least
}

// isHeadline says whether a paragraph is short and does not end as a sentence
// does: 3 to 20 words, at most 130 characters.
func isHeadline(s string) bool {
	words := strings.Fields(s)
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if len(words) < 3 || len(words) > 20 || utf8.RuneCountInString(s) > 130 || unicode.IsLower(first) {
		return false
	}
	return unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune("’'”\"%)?", last) && !strings.ContainsAny(s[:len(s)-1], ".!")
}
