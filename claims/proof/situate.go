package proof

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// settleWhen wants the words to stand in the text, the days to be what those
// words mean or their month or year, and the words to tell when it happened.
func (e *examination) settleWhen(c *claims.Claim) *Problem {
	if c.When == nil {
		return nil
	}
	w := *c.When
	exact, ok := e.words.settleBeside(w.Span, claims.Span{Text: c.Quote, Start: c.Start, End: c.End})
	if !ok || !e.keepAsContext(c, exact) {
		return &Problem{BadDate, w.Text}
	}
	w.Span = exact
	c.When = &w
	means := func(d claims.When) bool {
		return overlaps(d.Span, exact) && w.From.Day() <= d.From.Day() && w.To.Day() >= d.To.Day() && !muchLonger(w, d)
	}
	if !slices.ContainsFunc(e.dates, means) || happens(c) && !e.isWhen(c, exact) {
		return &Problem{BadDate, w.Text}
	}
	return nil
}

// longest time, in days, that a day or a month may be given as.
const aYear = 366

// muchLonger says whether w is so much coarser than d that it says nothing.
func muchLonger(w, d claims.When) bool {
	length := func(w claims.When) float64 {
		from, _ := claims.Time(w.From.Day()).Std()
		to, _ := claims.Time(w.To.Day()).Std()
		return to.Sub(from).Hours() / 24
	}
	return length(w) > math.Max(aYear, length(d))
}

// happens says whether a claim tells of what happened somewhere, some day; a
// statement's place and day are those that it speaks of, or at which it was
// made.
func happens(c *claims.Claim) bool {
	return c.Kind == claims.KindCasualty || c.Kind == claims.KindEvent
}

// isWhen says whether a date can be that of what the quote tells: it stands
// there and is not when somebody said so, or no other date stands between.
func (e *examination) isWhen(c *claims.Claim, date claims.Span) bool {
	quote := claims.Span{Start: c.Start, End: c.End}
	others := func(from, to int) bool {
		return slices.ContainsFunc(e.dates, func(d claims.When) bool {
			same := d.From.Day() <= c.When.To.Day() && d.To.Day() >= c.When.From.Day()
			return d.Start >= from && d.End <= to && !overlaps(d.Span, date) && !same && !e.isSaying(d.Start) && namesDay(d)
		})
	}
	if within(date, quote) {
		return !e.isSaying(date.Start) || !others(quote.Start, quote.End)
	}
	return e.isNear(date, quote, func(from, to int) bool { // of two dates of one sentence either may be meant
		return others(max(from, e.sentenceEnd(date.End)), to)
	})
}

// namesDay says whether a date names a day or longer, not a mere hour.
func namesDay(d claims.When) bool {
	return d.Precision != claims.PrecisionHour && d.Precision != claims.PrecisionMinute && !clock.MatchString(d.Text)
}

// clock is a time of day alone.
var clock = regexp.MustCompile(`(?i)^(?:\d{1,2}(?:[:.]?\d\d)? ?(?:[ap]\.?m\.?|o'clock|hours|gmt)?|noon|midnight|dawn|dusk)$`)

// saying are the words before a date that make it the day of a report.
var saying = wordsOf(`(?:said|says|told|added|announced|reported|confirmed|stated|wrote|posted|tweeted|declared)(?: (?:\pL+ ){0,3}?)?(?:on|late|early|in|at|,)?`)

// isSaying says whether what stands before a date makes it the day on which
// somebody said something.
func (e *examination) isSaying(at int) bool {
	before := strings.TrimRight(e.words.text[max(0, at-48):at], " ")
	loc := saying.FindAllStringIndex(before, -1)
	return len(loc) > 0 && loc[len(loc)-1][1] >= len(before)
}

// isNear says whether what stands outside of a quote can tell of it: beside it,
// or before it with nothing of its kind between.
func (e *examination) isNear(at, quote claims.Span, others func(from, to int) bool) bool {
	first := e.sentenceStart(quote.Start)
	last := e.sentenceEnd(quote.End)
	switch {
	case at.Start >= first && at.End <= last: // in the sentences of the quote
		return true
	case at.Start >= last:
		return e.paragraphOf(at.Start) == e.paragraphOf(quote.Start) && !others(first, at.Start)
	}
	return !others(at.End, last)
}

func (e *examination) sentenceStart(at int) int {
	if s, ok := sentenceAround(e.sentences, e.words.text, at); ok {
		return s.Start
	}
	return at
}

func (e *examination) sentenceEnd(at int) int {
	if s, ok := sentenceAround(e.sentences, e.words.text, max(at-1, 0)); ok {
		return s.End
	}
	return at
}

// paragraphOf gives the number of the paragraph around an offset.
func (e *examination) paragraphOf(at int) int {
	for _, s := range e.sentences {
		if at < s.End {
			return s.Paragraph
		}
	}
	return -1
}

// settleWhere wants each place to stand in the text under its name, or under
// a name that the gazetteer has for it, and to be where it happened.
func (e *examination) settleWhere(c *claims.Claim) *Problem {
	where := slices.Clone(c.Where)
	for i, p := range where {
		exact, ok := e.words.settleBeside(p.Span, claims.Span{Text: c.Quote, Start: c.Start, End: c.End})
		if !ok || !e.keepAsContext(c, exact) || !e.namesPlace(p.Name, exact.Text) || !isListed(p) {
			return &Problem{BadPlace, p.Name}
		}
		where[i].Span = exact
	}
	c.Where = where
	if !happens(c) {
		return nil
	}
	for _, p := range c.Where {
		if !e.isWhere(c, p) {
			return &Problem{BadPlace, p.Name}
		}
	}
	return nil
}

// isListed says whether the gazetteer has a place with this country and these
// coordinates; what has neither needs no entry.
func isListed(p claims.Place) bool {
	if p.Country == "" && p.Lat == nil && p.Lon == nil {
		return true
	}
	fits := func(o text.PlaceEntry) bool {
		return p.Country == o.Country && (p.Lat == nil || o.Lat != nil && math.Abs(*p.Lat-*o.Lat) < 0.1) && (p.Lon == nil || o.Lon != nil && math.Abs(*p.Lon-*o.Lon) < 0.1)
	}
	return slices.ContainsFunc(text.LookupPlace(p.Name), fits) || slices.ContainsFunc(text.LookupPlace(p.Text), fits)
}

// isWhere says whether a place can be that of what the quote tells: it stands
// there, by the claim's figure if there are several with places of their own,
// or no other place stands between.
func (e *examination) isWhere(c *claims.Claim, place claims.Place) bool {
	quote := claims.Span{Start: c.Start, End: c.End}
	if within(place.Span, quote) {
		return !e.countsElsewhere(c, place)
	}
	return e.isNear(place.Span, quote, func(from, to int) bool { return e.placesBetween(c, from, to) })
}

// placesBetween says whether the text names a place, other than those of the
// claim, as the place of something.
func (e *examination) placesBetween(c *claims.Claim, from, to int) bool {
	return slices.ContainsFunc(e.places(), func(p text.PlaceMention) bool {
		return p.Start >= from && p.End <= to && e.isLocated(p.Start) && !slices.ContainsFunc(c.Where, func(own claims.Place) bool {
			return own.Name == p.Name || strings.Contains(own.Text, p.Text) || strings.Contains(p.Text, own.Text)
		})
	})
}

// located are the words before a place where something happens.
var located = wordsOf(`(?:in|at|near|on|outside|inside|around|across|off|over|of)(?: the| a| central| eastern| western| northern| southern| downtown| nearby)*(?: \pL+ of)?`)

func (e *examination) isLocated(at int) bool {
	before := strings.TrimRight(e.words.text[max(0, at-40):at], " \n")
	loc := located.FindAllStringIndex(before, -1)
	return len(loc) > 0 && loc[len(loc)-1][1] >= len(before)
}

// countsElsewhere says whether the quote gives the claim's figure to another
// place: on the way from it to this one stand another place and then another
// figure ("11 killed in A and 34 in B").
func (e *examination) countsElsewhere(c *claims.Claim, place claims.Place) bool {
	if c.Casualty == nil {
		return false
	}
	own, others := figuresOf(c)
	if len(own) == 0 {
		return false
	}
	return !slices.ContainsFunc(own, func(f text.FigureMention) bool {
		return !slices.ContainsFunc(others, func(o text.FigureMention) bool { return e.parts(c.Start, f, o, place) })
	})
}

// parts says whether a figure o, with a place of its own, stands between a
// figure f and a place. Both figures are counted from the quote's start.
func (e *examination) parts(start int, f, o text.FigureMention, place claims.Place) bool {
	here := &claims.Claim{Where: []claims.Place{place}}
	if place.Start >= start+f.End {
		return o.Start >= f.End && start+o.End <= place.Start && e.placesBetween(here, start+f.End, start+o.Start)
	}
	return o.End <= f.Start && start+o.Start >= place.End && e.placesBetween(here, start+o.End, start+f.Start)
}

// figuresOf gives the figures of a quote that are the claim's, and the others.
func figuresOf(c *claims.Claim) (own, others []text.FigureMention) {
	for _, f := range text.FindFigures(c.Quote) {
		if bounded(c.Casualty.Figure, f, c.Quote) {
			own = append(own, f)
		} else if f.Digits {
			others = append(others, f)
		}
	}
	return own, others
}
