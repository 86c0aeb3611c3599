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

// topLines is how many paragraphs under a headline are looked at for one that
// is text, and overLines how many of a standfirst and of captions may stand
// between the lines that say who wrote and when.
const (
	topLines  = 5
	overLines = 3
)

// assemble makes a page of paragraphs: boilerplate is left out, and a headline,
// a byline and dates at the top are told from the text.
func assemble(paragraphs []string, title string) page {
	p := page{Title: title}
	paragraphs = cleanParagraphs(paragraphs)
	rest := p.readHead(paragraphs)
	if p.Title == "" && len(rest) > 1 && isHeadline(rest[0]) {
		p.Title = rest[0]
		if rest = p.readHead(rest[1:]); !slices.ContainsFunc(rest[:min(len(rest), topLines)], isSentence) { // a list of short lines
			p, rest = page{}, paragraphs
		}
	}
	p.Text = strings.Join(dropCredits(rest), "\n\n")
	return p
}

// readHead takes bylines and dates off the beginning of paragraphs, but never
// the last of them. Under a headline a standfirst and captions may stand above
// and between them, which stay.
func (p *page) readHead(paragraphs []string) []string {
	var over []string
	rest, sentences := paragraphs, 0
	for at := 0; at < len(rest)-1 && !headsEntry(rest[at:]); {
		if n := p.headLines(rest[at:]); n > 0 {
			over, rest, at = append(over, rest[:at]...), rest[at+n:], 0
			continue
		}
		if isFinished(rest[at]) {
			sentences++
		}
		if at++; p.Title == "" || sentences > 1 || len(over)+at > overLines {
			break
		}
	}
	return append(over, rest...)
}

// headLines says how many paragraphs at the beginning say who wrote and when
// and nothing else, and takes what they say. It never looks at the last.
func (p *page) headLines(paragraphs []string) int {
	h := heads()
	line := paragraphs[0]
	if h.label.MatchString(line) && len(paragraphs) > 2 && p.readLine(line+" "+paragraphs[1]) {
		return 2 // what the date is stands above it
	}
	switch {
	case h.day.MatchString(line) && !p.isPublished(line):
		return 0
	case p.readLine(line):
		return 1
	case p.Title == "" || !isName(line):
		return 0
	case len(paragraphs) > 2 && h.role.MatchString(paragraphs[1]):
		return 2
	case isHead(paragraphs[1]):
		return 1
	}
	return 0
}

// isPublished says whether a day may be that of publication: no other was read
// before.
func (p *page) isPublished(line string) bool {
	_, day := dayOf(line)
	return p.Published == "" || day == p.Published
}

// headsEntry says whether the day that stands by itself at the beginning of
// paragraphs is that of a chronicle's first entry: text stands under it, and
// then under another day.
func headsEntry(paragraphs []string) bool {
	day := heads().day.MatchString
	if len(paragraphs) < 4 || !day(paragraphs[0]) || isHead(paragraphs[1]) {
		return false
	}
	return slices.ContainsFunc(paragraphs[2:len(paragraphs)-1], day)
}

// isName says whether a line may name who wrote.
func isName(s string) bool {
	return heads().name.MatchString(s) && !strings.HasPrefix(strings.ToLower(s), "by ")
}

// isHead says whether a paragraph is a byline, a date or a label of one.
func isHead(s string) bool {
	return heads().label.MatchString(s) || new(page).readLine(s)
}

// readLine reads a line of bylines, dates and hours, which strokes may part. It
// takes nothing from a line that holds anything else.
func (p *page) readLine(s string) bool {
	if utf8.RuneCountInString(s) > noticeLength {
		return false
	}
	h := heads()
	read := *p
	parts := h.stroke.Split(s, -1)
	for _, part := range parts {
		m := h.byline.FindStringSubmatch(part)
		switch {
		case m != nil && read.Author == "":
			read.Author = m[1]
		case h.ago.MatchString(part), read.readDate(part):
		case len(parts) > 1 && (isBoilerplate(part) || isName(part) && part != parts[len(parts)-1]):
		default:
			return false
		}
	}
	*p = read
	return true
}

// readDate reads a line that is a date and nothing else: "Published 14 March
// 2025, 08:40 GMT".
func (p *page) readDate(s string) bool {
	label, day := dayOf(s)
	switch {
	case day == "":
		return false
	case strings.Contains(label, "updated") || strings.Contains(label, "modified"):
		p.Modified = day
	case p.Published == "":
		p.Published = day
	}
	return true
}

// dayOf gives the day that a line names, "" if it is anything but a date, and
// what is said of it. Only the day is taken: zones are too often left out.
func dayOf(s string) (label string, day claims.Time) {
	m := heads().date.FindStringSubmatch(s)
	if m == nil {
		return "", ""
	}
	words := plainTime(m[2])
	for _, layout := range []string{"2 January 2006", "January 2 2006", "2 Jan 2006", "Jan 2 2006", "2006-01-02"} {
		if at, err := time.Parse(layout, words); err == nil {
			return strings.ToLower(m[1]), claims.DayOf(at)
		}
	}
	return "", ""
}

// dropCredits leaves out what stands under a text to say who reported it.
func dropCredits(paragraphs []string) []string {
	for len(paragraphs) > 1 {
		last := paragraphs[len(paragraphs)-1]
		if !matchesAny(heads().credits, last) || boilerplate().reported.MatchString(last) {
			break
		}
		paragraphs = paragraphs[:len(paragraphs)-1]
	}
	return paragraphs
}

type headRules struct {
	byline *regexp.Regexp
	name   *regexp.Regexp // who may have written it, beside other lines of a head
	role   *regexp.Regexp // what they are, under their name
	label  *regexp.Regexp // of the date in the next line
	date   *regexp.Regexp
	day    *regexp.Regexp // a date that nothing is said of, also without its year
	ago    *regexp.Regexp
	stroke *regexp.Regexp // parts what stands in one line

	credits []*regexp.Regexp // at the end
}

const (
	dateLabel = `(?:(?:first |originally )?(?:published|posted)|(?:last )?(?:updated|modified))`
	clock     = `\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: ?\(?[a-z]{2,4}(?:[+-]\d{1,2})?\)?)?`
	weekday   = `(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?`
	dayMonth  = `(?:\d{1,2}(?:st|nd|rd|th)? ` + months + `|` + months + ` \d{1,2}(?:st|nd|rd|th)?)`

	// Names have two or three words with capitals, and what may stand between.
	person  = `\p{Lu}[\p{L}'’.-]*(?: ` + between + `\p{Lu}[\p{L}'’.-]*){1,2}`
	between = `(?:(?:de|da|del|der|van|von|di|al|bin|la|le) )*`
	persons = person + `(?:(?:, | and | & |, and )` + person + `)*`
	roles   = `(?:reporter|correspondent|editor|journalist|writer|columnist|producer|analyst|staff)`
)

var heads = sync.OnceValue(func() headRules {
	return headRules{
		byline: regexp.MustCompile(`^(?:By|BY)[: ]\s*(\p{Lu}[\p{L}'’.-]*(?:(?:, and | and | & | |, )` + between + `\p{Lu}[\p{L}'’.-]*){1,6}?)` +
			`(?:(?: | - |, )(?:for|FOR|in|IN|at|AT) \p{Lu}.{1,60}|,? (?:\p{Lu}[\p{L}-]* ){0,3}(?i:` + roles + `)(?:(?:,| in| at| for) .{2,60})?)?$`),
		name:  regexp.MustCompile(`^` + persons + `(?: in \p{Lu}[\p{L}'’.-]*(?:(?: and |, | )\p{Lu}[\p{L}'’.-]*){0,4})?$`),
		role:  regexp.MustCompile(`^\p{Lu}?(?:[\p{L}'’&-]* ){0,4}(?i:` + roles + `)(?:(?:,| in| at| for|,? reporting from)(?: [^\s.]+){1,6})?$`),
		label: regexp.MustCompile(`(?i)^` + dateLabel + `(?: on| at)?:?$`),
		date: regexp.MustCompile(`(?i)^(` + dateLabel + `?(?: on| at)?):? ?(?:` + clock + `,? )?` + weekday +
			`(\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}\.?,? \d{4}|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})` +
			`(?:(?:,| at|, at| [-–—])? ?` + clock + `)?$`),
		day:    regexp.MustCompile(`(?i)^` + weekday + `(?:\d{4}-\d\d-\d\d|` + dayMonth + `(?:,? \d{4})?)(?:(?:,| at)? ` + clock + `)?:?$`),
		ago:    regexp.MustCompile(`(?i)^(?:` + dateLabel + `:? )?(?:(?:about |over |almost )?(?:\d+|an?) ?(?:s|sec|m|min|h|hr|d|second|minute|hour|day|week|month)s? ago|just now)$`),
		stroke: regexp.MustCompile(` ?[|•·] ?`),
		credits: []*regexp.Regexp{
			regexp.MustCompile(`^[(\[](?i:additional )?(?i:reporting|writing|editing|compiled|written)(?: and (?:writing|editing))? by \p{Lu}[^()\[\]]{2,400}[)\]]\.?$`),
			regexp.MustCompile(`^(?i:additional )?(?i:reporting|writing|editing|compiled|written)(?: and (?:writing|editing))? by ` + persons + `(?: in \p{Lu}\p{L}+)?` +
				`(?:[;,.] ?(?:(?i:additional )?(?i:reporting|writing|editing) by )?` + persons + `(?: in \p{Lu}\p{L}+)?)*\.?$`),
			regexp.MustCompile(`^` + persons + `(?: in \p{Lu}\p{L}+)?(?: also)? contributed (?:to this (?:report|story|article)|reporting)\.?$`),
			regexp.MustCompile(`^(?i:sources?): \p{Lu}[^.:]{1,80}$`),
		},
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
