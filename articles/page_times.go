package articles

import (
	"regexp"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/claimbot/claimbot/claims"
)

// Years that pages may give: the web began in 1991, but archives date what
// they show by its day in print.
const (
	firstYear = 1800
	unixZero  = 1970 // 1 January 1970 is what programs write for "not known"

	nearHeadline = 6 // paragraphs in which a byline stands
	noHeadline   = -1 << 30
)

// timesOf says when an article was published and last modified: by structured
// data, by its metadata, by marks in the page, or last by what it shows. A
// modified time before the published one is none.
func timesOf(doc *html.Node, data structured, d declared, now time.Time) (published, modified claims.Time) {
	c, m := calendar{now}, d.meta
	published = c.best(data.published, m["article:published_time"], m["og:article:published_time"], m["article:published"], m["datepublished"],
		d.props["datepublished"], m["parsely-pub-date"], m["sailthru.date"], m["pubdate"], m["publishdate"], m["publish-date"], m["publish_date"],
		m["publication_date"], m["ptime"], m["dc.date.issued"], m["dcterms.created"], m["dcterms.date"], m["dc.date"], m["article.published"], m["cxenseparse:recs:publishtime"], m["date"])
	modified = c.best(data.modified, m["article:modified_time"], m["og:article:modified_time"], m["og:updated_time"], m["datemodified"],
		d.props["datemodified"], m["lastmod"], m["last-modified"], m["utime"], m["dcterms.modified"], m["dc.date.modified"], m["article.updated"])
	shownPublished, shownModified := claims.Time(""), claims.Time("")
	if published == "" || modified == "" {
		shownPublished, shownModified = c.shown(doc)
	}
	if published == "" {
		published = c.best(append([]string{string(shownPublished)}, d.times...)...)
	}
	if modified == "" {
		modified = shownModified
	}
	if modified != "" && published != "" && modified.Before(published) {
		modified = ""
	}
	return published, modified
}

// calendar reads times, and believes none that is yet to come.
type calendar struct{ now time.Time }

// read reads a time as pages write it, "" if it is none or not plausible.
func (c calendar) read(s string) claims.Time {
	const daysAhead = 2 // clocks and zones differ
	t := pageTime(s)
	if at, ok := t.Std(); !ok || at.After(c.now.AddDate(0, 0, daysAhead)) {
		return ""
	}
	return t
}

// best gives the first time among values, but rather the instant of the
// same day than that day alone.
func (c calendar) best(values ...string) claims.Time {
	var best claims.Time
	for _, v := range values {
		t := c.read(v)
		switch {
		case t == "":
		case !t.IsDay() && (best == "" || t.Day() == best.Day()):
			return t
		case best == "":
			best = t
		}
	}
	return best
}

// shown reads labelled dates that the page shows: "Published 14 March
// 2025", "Updated: ...". Only the first of each kind counts.
func (c calendar) shown(doc *html.Node) (published, modified claims.Time) {
	body := find(doc, atom.Body)
	if body == nil {
		return "", ""
	}
	under := noHeadline
	for _, b := range blocksOf(body) {
		if b.within.DataAtom == atom.H1 {
			under = 0
		} else if under++; published == "" && under > 0 && under <= nearHeadline && len(b.text) <= 80 {
			published = c.read(loneDate().FindString(b.text))
		}
		if len(b.text) > 200 {
			continue
		}
		for _, m := range shownDate().FindAllStringSubmatch(b.text, 4) {
			t := c.read(m[2])
			switch changed := strings.ContainsAny(strings.ToLower(m[1][:1]), "uml"); { // updated, modified, last …
			case changed && modified == "":
				modified = t
			case !changed && published == "":
				published = t
			}
		}
		if published != "" && modified != "" {
			break
		}
	}
	return published, modified
}

// loneDate finds the day in a byline, under the headline.
var loneDate = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)\b` + dayWords + `$|^` + dayWords + `\b`) })

var shownDate = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b((?:first |originally )?(?:published|posted)|(?:last )?(?:updated|modified)|last update|date)(?: on| at| by [^:\d]{2,40})?:? ?` +
		`(?:\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?,? (?:[A-Z]{2,4},? )?)?(?:at )?` +
		`((?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(?:` + dayWords + `)(?:(?:,| at|T)? ?\d{1,2}:\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)? ?(?:UTC|GMT|Z|[+-]\d\d:?\d\d)?)?)`)
})

// How pages write times. Those without a zone give the day only:
// what the clock showed says little without knowing where it hung.
var (
	zonedLayouts = []string{
		time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04-0700", "2006-01-02T15Z07:00",
		"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05-0700", "2006-01-02 15:04Z07:00", "2006-01-02 15:04:05 UTC",
		time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "20060102T150405Z0700", "2006-01-02T15:04:05 Z07:00",
		"January 2 2006 15:04 UTC", "January 2 2006 3:04 PM UTC", "2 January 2006 15:04 UTC", "2 January 2006 3:04 PM UTC", "Mon 2 Jan 2006 15:04:05 UTC", "2 Jan 2006 15:04:05 UTC", "2 Jan 2006 15:04 UTC", "Jan 2 2006 3:04 PM UTC", "Jan 2 2006 15:04 UTC",
	}
	dayLayouts = []string{
		"2006-01-02", "2006/01/02", "2006/1/2", "20060102", "January 2 2006", "Jan 2 2006", "2 January 2006", "2 Jan 2006", "2006-1-2", "2.1.2006",
	}
)

// pageTime reads a time as pages write it, "" if it is none or not plausible.
func pageTime(s string) claims.Time {
	s = oneLine(s)
	if s == "" || len(s) > 80 {
		return ""
	}
	plain := plainTime(s)
	for _, layout := range zonedLayouts {
		for _, form := range []string{s, plain} {
			if t, err := time.Parse(layout, form); err == nil {
				return plausible(t, claims.Instant(t))
			}
		}
	}
	s = plain
	for _, layout := range dayLayouts {
		for _, length := range []int{len(s), dayLength(s)} {
			if t, err := time.Parse(layout, s[:length]); err == nil {
				return plausible(t, claims.DayOf(t))
			}
		}
	}
	return ""
}

// plainTime writes a time with no commas, weekday, ordinals and dots.
func plainTime(s string) string {
	r := timeWords()
	s = r.marks.Replace(s)
	s = r.weekday.ReplaceAllString(s, "")
	s = r.ordinal.ReplaceAllString(s, "$1")
	s = r.month.ReplaceAllStringFunc(s, func(m string) string {
		m = strings.TrimSuffix(m, ".")
		if strings.EqualFold(m, "sept") {
			return "Sep"
		}
		return m
	})
	s = r.noon.ReplaceAllStringFunc(s, func(m string) string { return m[:len(m)-2] + " " + strings.ToUpper(m[len(m)-2:]) })
	return strings.Join(strings.Fields(s), " ")
}

// dayLength is where the day ends that s begins with.
func dayLength(s string) int {
	if at := timeWords().clock.FindStringIndex(s); at != nil {
		return len(strings.TrimSpace(s[:at[0]]))
	}
	return len(s)
}

type timeRules struct {
	marks                                *strings.Replacer
	weekday, ordinal, month, noon, clock *regexp.Regexp
}

var timeWords = sync.OnceValue(func() timeRules {
	return timeRules{
		marks:   strings.NewReplacer(",", " ", " at ", " ", "GMT", "UTC", "a.m.", "AM", "p.m.", "PM"),
		weekday: regexp.MustCompile(`(?i)^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.? `),
		ordinal: regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)\b`),
		month:   regexp.MustCompile(`(?i)\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?`),
		noon:    regexp.MustCompile(`(?i)\d(?:am|pm)\b`),
		clock:   regexp.MustCompile(`(?:T| |[-|] )\d{1,2}:\d\d.*$`),
	}
})

// plausible drops what no article was published at.
func plausible(t time.Time, as claims.Time) claims.Time {
	year, month, day := t.Date()
	if year < firstYear || year == unixZero && month == time.January && day == 1 || t.Year() == 1969 && t.YearDay() == 365 {
		return ""
	}
	return as
}
