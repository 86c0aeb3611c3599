package text

import (
	"strings"
	"time"
	"unicode"

	"github.com/claimbot/claimbot/claims"
)

// FindDates finds the times that a text names and resolves them against
// anchor, its published time. Without an anchor only what names its year is
// found. The rules:
//
//   - A day without a year, or a month, is the nearest one behind the anchor,
//     or ahead where that is within 75 days and no verb near it is of the
//     past, or where the words before it
//     tell of the future ("will meet on August 6", "by March").
//   - A weekday is the nearest one behind, the anchor's own day included;
//     "last" excludes it; "next", and words of the future, look ahead.
//   - "since" makes a range that ends with the anchor.
//   - "Early" is the first ten days of a month or four months of a year, and
//     so on; seasons are those of the northern hemisphere, of whole months.
//   - An hour is an instant in the anchor's own zone; where the anchor is only
//     a day, the day alone is given.
//   - What hangs on another event ("hours later") is left out; "a week
//     earlier" counts from the date before it in its paragraph.
//
// A span leaves out "on", "in" and "at". Times come in text order.
func FindDates(s string, anchor claims.Time) []claims.When {
	return DatesIn(s, Tokens(s), anchor)
}

// DatesIn is [FindDates] for a text whose tokens are at hand.
func DatesIn(s string, tokens []Token, anchor claims.Time) []claims.When {
	r := newDateReader(s, tokens, anchor)
	var out []claims.When
	for i := 0; i < len(tokens); {
		p, n := r.at(i)
		if n == 0 {
			i++
			continue
		}
		if w, ok := r.when(p, i, i+n); ok {
			out = append(out, w)
			r.last, r.lastEnd = p, tokens[i+n-1].End
		}
		i += n
	}
	return out
}

// period is a stretch of days, both ends included, or of minutes.
type period struct {
	from, to  time.Time
	precision string
	floating  bool // needs the anchor to be told
	yearless  bool // the year was not named
	clock     bool // from and to are instants
	skip      bool // read as a date, but not to be told
}

type dateReader struct {
	s       string
	tokens  []Token
	lower   []string  // the words in small letters, "" for all else
	today   time.Time // the anchor's day, as midnight UTC
	zone    *time.Location
	known   bool // there is an anchor
	last    period
	lastEnd int
}

func newDateReader(s string, tokens []Token, anchor claims.Time) *dateReader {
	r := &dateReader{s: s, tokens: tokens, lower: make([]string, len(tokens))}
	for i, t := range tokens {
		if t.Kind == Word {
			r.lower[i] = strings.ToLower(t.In(s))
		}
	}
	at, ok := anchor.Std()
	if !ok {
		return r
	}
	r.known = true
	if !anchor.IsDay() {
		r.zone = at.Location()
	}
	r.today = time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
	return r
}

// when makes the result of tokens[i:j].
func (r *dateReader) when(p period, i, j int) (claims.When, bool) {
	if p.skip || p.floating && !r.known || p.to.Before(p.from) || p.from.Year() < 1 || p.to.Year() > 9999 {
		return claims.When{}, false
	}
	start, end := r.tokens[i].Start, r.tokens[j-1].End
	w := claims.When{Precision: p.precision, Span: claims.Span{Text: r.s[start:end], Start: start, End: end}}
	if p.clock {
		w.From, w.To = claims.Instant(p.from), claims.Instant(p.to)
	} else {
		w.From, w.To = claims.DayOf(p.from), claims.DayOf(p.to)
	}
	return w, true
}

// at reads the time that begins at token i, and how many tokens it takes.
func (r *dateReader) at(i int) (period, int) {
	if !r.canBegin(i) {
		return period{}, 0
	}
	if p, n := r.rangeAt(i); n > 0 {
		return p, n
	}
	if p, n := r.clockAt(i); n > 0 {
		return p, n
	}
	p, n := r.plain(i)
	if n == 0 {
		return p, 0
	}
	return r.extend(p, i, n)
}

// canBegin sorts out nearly all words at once.
func (r *dateReader) canBegin(i int) bool {
	t := r.tokens[i]
	switch t.Kind {
	case Number:
		return true
	case Word:
		c := r.s[t.Start]
		if c >= '0' && c <= '9' {
			return true
		}
		_, ok := dateStarts()[r.word(i)]
		return ok
	}
	return false
}

// plain reads one time with no range and no hour.
func (r *dateReader) plain(i int) (period, int) {
	for _, read := range []func(*dateReader, int) (period, int){
		(*dateReader).isoDay, (*dateReader).weekdayDate, (*dateReader).monthDay, (*dateReader).dayMonth, (*dateReader).partOf, (*dateReader).month,
		(*dateReader).year, (*dateReader).decade, (*dateReader).season, (*dateReader).holiday,
		(*dateReader).dayWord, (*dateReader).weekday, (*dateReader).shifted, (*dateReader).ago, (*dateReader).lately,
	} {
		if p, n := read(r, i); n > 0 {
			return p, n
		}
	}
	return period{}, 0
}

// extend takes in what may follow a day: a part of the day, an hour.
func (r *dateReader) extend(p period, i, n int) (period, int) {
	if p.precision != claims.PrecisionDay || p.skip {
		return p, n
	}
	if dayParts()[r.word(i+n)] && r.gapIsSpace(i+n) {
		n++
	}
	at := i + n
	if r.mark(at) == "," {
		at++
	}
	if w := r.word(at); w == "at" || w == "around" || w == "about" {
		if w == "at" && (r.word(at+1) == "around" || r.word(at+1) == "about") {
			at++
		}
		if h, m, k, exact := r.hour(at + 1); k > 0 {
			return r.withHour(p, h, m, exact), at + 1 + k - i
		}
	}
	return p, n
}

// rangeAt reads "from A to B", "between A and B", "A to B", "12-15 March".
func (r *dateReader) rangeAt(i int) (period, int) {
	at, join := i, ""
	switch r.word(i) {
	case "from":
		at, join = i+1, "to"
	case "between":
		at, join = i+1, "and"
	case "since":
		return r.since(i)
	}
	if at >= len(r.tokens) {
		return period{}, 0
	}
	if p, n := r.daysOfMonth(at, join); n > 0 {
		return p, at + n - i
	}
	a, n := r.plain(at)
	if n == 0 || a.clock || a.skip {
		return period{}, 0
	}
	mid := at + n
	if !r.joins(mid, join) {
		return period{}, 0
	}
	b, k := r.plain(mid + 1)
	if k == 0 || b.clock || b.skip {
		return period{}, 0
	}
	if a.yearless && !b.floating { // "March 3 to 5 April 2024": the year stands once
		a.from = a.from.AddDate(b.from.Year()-a.from.Year(), 0, 0)
		a.floating = false
	}
	if b.to.Before(a.from) && b.floating {
		b.to = b.to.AddDate(1, 0, 0)
	}
	if b.to.Before(a.from) {
		return period{}, 0
	}
	return period{from: a.from, to: b.to, precision: claims.PrecisionRange, floating: a.floating || b.floating}, mid + 1 + k - i
}

// joins says whether token i joins the ends of a range. Without "from" or
// "between" before it only a dash, "to", "until" or "through" does.
func (r *dateReader) joins(i int, join string) bool {
	switch w := r.word(i); w {
	case "to", "until", "till", "through":
		return join != "and"
	case "and":
		return join == "and"
	}
	m := r.mark(i)
	return m == "-" || m == "–" || m == "—" && join != ""
}

// since reads "since last summer" as a range that ends with the anchor.
func (r *dateReader) since(i int) (period, int) {
	if !r.known || i+1 >= len(r.tokens) {
		return period{}, 0
	}
	p, n := r.plain(i + 1)
	if n == 0 || p.skip || p.from.After(r.today) {
		return period{}, 0
	}
	return period{from: p.from, to: r.today, precision: claims.PrecisionRange, floating: true}, n + 1
}

// word gives the lower-case word at token i, "" where there is none.
func (r *dateReader) word(i int) string {
	if i < 0 || i >= len(r.lower) {
		return ""
	}
	return r.lower[i]
}

func (r *dateReader) mark(i int) string {
	if i < 0 || i >= len(r.tokens) || r.tokens[i].Kind != Punct {
		return ""
	}
	return r.tokens[i].In(r.s)
}

// capital says whether token i is a word with a capital.
func (r *dateReader) capital(i int) bool {
	if r.word(i) == "" {
		return false
	}
	for _, c := range r.tokens[i].In(r.s) {
		return unicode.IsUpper(c)
	}
	return false
}

// gapIsSpace says whether token i follows the one before within a line.
func (r *dateReader) gapIsSpace(i int) bool {
	return i > 0 && i < len(r.tokens) && strings.Count(r.s[r.tokens[i-1].End:r.tokens[i].Start], "\n") < 2
}
