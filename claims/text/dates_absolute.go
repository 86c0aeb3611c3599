package text

import (
	"strconv"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func oneDay(t time.Time) period { return period{from: t, to: t, precision: claims.PrecisionDay} }

func monthOf(y int, m time.Month) period {
	from := day(y, m, 1)
	return period{from: from, to: from.AddDate(0, 1, -1), precision: claims.PrecisionMonth}
}

func yearOf(y int) period {
	return period{from: day(y, 1, 1), to: day(y, 12, 31), precision: claims.PrecisionYear}
}

// validDay says whether the month has the day; a year of 0 is a leap year.
func validDay(y int, m time.Month, d int) bool {
	if y == 0 {
		y = 2024
	}
	return d >= 1 && day(y, m, d).Month() == m
}

// isoDay reads "2024-08-06", "14.03.2025" and "14/03/2025" where the order is
// beyond doubt.
func (r *dateReader) isoDay(i int) (period, int) {
	if r.tokens[i].Kind != Number {
		return period{}, 0
	}
	if f := strings.Split(r.tokens[i].In(r.s), "."); len(f) == 3 && len(f[2]) == 4 {
		return dayOfFields(f[2], f[1], f[0], 1)
	}
	if i+4 >= len(r.tokens) || r.tokens[i+4].End-r.tokens[i].Start > 10 || r.mark(i+1) != r.mark(i+3) {
		return period{}, 0
	}
	a, b, c := r.tokens[i].In(r.s), r.tokens[i+2].In(r.s), r.tokens[i+4].In(r.s)
	switch mark := r.mark(i + 1); {
	case mark == "-" && len(a) == 4 && len(b) == 2 && len(c) == 2:
		return dayOfFields(a, b, c, 5)
	case mark == "/" && len(c) == 4:
		if first, err := strconv.Atoi(a); err == nil && first > 12 {
			return dayOfFields(c, b, a, 5)
		}
		if second, err := strconv.Atoi(b); err == nil && second > 12 || a == b {
			return dayOfFields(c, a, b, 5)
		}
	}
	return period{}, 0
}

func dayOfFields(y, m, d string, n int) (period, int) {
	year, err1 := strconv.Atoi(y)
	month, err2 := strconv.Atoi(m)
	dd, err3 := strconv.Atoi(d)
	if err1 != nil || err2 != nil || err3 != nil || year < 1 || month < 1 || month > 12 || !validDay(year, time.Month(month), dd) {
		return period{}, 0
	}
	return oneDay(day(year, time.Month(month), dd)), n
}

// weekdayDate reads "Tuesday, August 6": the date is what counts.
func (r *dateReader) weekdayDate(i int) (period, int) {
	if _, ok := weekdays()[r.word(i)]; !ok {
		return period{}, 0
	}
	n := 1
	if m := r.mark(i + n); m == "," || m == "." {
		n++
	}
	if p, k := r.monthDay(i + n); k > 0 {
		return p, n + k
	}
	if p, k := r.dayMonth(i + n); k > 0 {
		return p, n + k
	}
	return period{}, 0
}

// monthName reads the name of a month and a full stop after its abbreviation.
func (r *dateReader) monthName(i int) (time.Month, int) {
	w := r.word(i)
	m, ok := months()[strings.TrimSuffix(w, ".")]
	if !ok {
		return 0, 0
	}
	if len(w) <= 4 && w != "may" && w != "june" && w != "july" && r.mark(i+1) == "." && r.tokens[i+1].Start == r.tokens[i].End {
		return m, 2
	}
	return m, 1
}

// dayNumber reads the number of a day: "6", "6th", "12".
func (r *dateReader) dayNumber(i int) (int, bool) {
	if i < 0 || i >= len(r.tokens) {
		return 0, false
	}
	w := r.tokens[i].In(r.s)
	if r.tokens[i].Kind == Word {
		if len(w) < 3 || len(w) > 4 {
			return 0, false
		}
		switch strings.ToLower(w[len(w)-2:]) {
		case "st", "nd", "rd", "th":
			w = w[:len(w)-2]
		default:
			return 0, false
		}
	}
	if len(w) > 2 {
		return 0, false
	}
	d, err := strconv.Atoi(w)
	return d, err == nil && d >= 1 && d <= 31
}

// monthDay reads "August 6", "Aug. 6th, 2024", "August 6 last year".
func (r *dateReader) monthDay(i int) (period, int) {
	m, n := r.monthName(i)
	if n == 0 {
		return period{}, 0
	}
	if r.word(i+n) == "the" {
		n++
	}
	d, ok := r.dayNumber(i + n)
	if !ok || !validDay(0, m, d) || r.isCount(i+n) {
		return period{}, 0
	}
	n++
	y, k := r.yearAfter(i + n)
	return r.dated(y, m, d, i, n+k), n + k
}

// isCount says whether the number at i counts something: "May 30 people",
// "March 5 km", "August 6%".
func (r *dateReader) isCount(i int) bool {
	return r.mark(i+1) == "%" || measureWords()[r.word(i+1)]
}

// dayMonth reads "6 August 2024", "the 6th of August", "3 JAN 90".
func (r *dateReader) dayMonth(i int) (period, int) {
	n := 0
	if r.word(i) == "the" {
		n++
	}
	d, ok := r.dayNumber(i + n)
	if !ok {
		return period{}, 0
	}
	n++
	if r.word(i+n) == "of" {
		n++
	}
	m, k := r.monthName(i + n)
	if k == 0 || !validDay(0, m, d) || !r.gapIsSpace(i+n) || r.word(i+n) == "may" && !r.capital(i+n) {
		return period{}, 0
	}
	n += k
	y, k := r.yearAfter(i + n)
	if k == 0 {
		y, k = r.shortYear(i + n)
	}
	return r.dated(y, m, d, i, n+k), n + k
}

// shortYear reads the "90" of "3 JAN 90".
func (r *dateReader) shortYear(i int) (int, int) {
	if i >= len(r.tokens) || r.tokens[i].Kind != Number || len(r.tokens[i].In(r.s)) != 2 || !r.gapIsSpace(i) || r.isCount(i) {
		return 0, 0
	}
	v, err := strconv.Atoi(r.tokens[i].In(r.s))
	if err != nil || r.word(i+1) != "" && !isUpperWord(r.tokens[i-1].In(r.s)) {
		return 0, 0
	}
	if v >= 50 {
		return 1900 + v, 1
	}
	return 2000 + v, 1
}

func isUpperWord(w string) bool { return w == strings.ToUpper(w) }

// yearAfter reads what names the year of a day or month before it: "2024", ",
// 2024", "last year", "of this year".
func (r *dateReader) yearAfter(i int) (int, int) {
	n := 0
	if r.mark(i) == "," {
		n++
	}
	if r.word(i+n) == "in" || r.word(i+n) == "of" {
		n++
	}
	if y, ok := r.yearNumber(i + n); ok {
		return y, n + 1
	}
	if !r.known || r.word(i+n+1) != "year" {
		return 0, 0
	}
	switch r.word(i + n) {
	case "last", "previous":
		return r.today.Year() - 1, n + 2
	case "this":
		return r.today.Year(), n + 2
	case "next":
		return r.today.Year() + 1, n + 2
	}
	return 0, 0
}

// yearNumber reads four digits of a year that the news may speak of.
func (r *dateReader) yearNumber(i int) (int, bool) {
	if i >= len(r.tokens) || r.tokens[i].Kind != Number || r.tokens[i].End-r.tokens[i].Start != 4 || !r.gapIsSpace(i) {
		return 0, false
	}
	y, err := strconv.Atoi(r.tokens[i].In(r.s))
	if err != nil || y < 1500 || y > 2199 || r.isCount(i) {
		return 0, false
	}
	return y, true
}

// dated makes a day of a month, whose year, if 0, the anchor tells.
func (r *dateReader) dated(y int, m time.Month, d, i, n int) period {
	if y != 0 {
		if !validDay(y, m, d) {
			return period{skip: true}
		}
		return oneDay(day(y, m, d))
	}
	if !r.known {
		return period{floating: true, skip: true, precision: claims.PrecisionDay}
	}
	p := period{precision: claims.PrecisionDay, floating: true, yearless: true}
	if !validDay(0, m, d) {
		p.skip = true
		return p
	}
	year := r.nearestYear(day(2024, m, d), i, n)
	for !validDay(year, m, d) { // 29 February
		year--
	}
	p.from = day(year, m, d)
	p.to = p.from
	return p
}

// nearestYear gives the year in which a day of some year is meant; see
// [FindDates].
func (r *dateReader) nearestYear(t time.Time, i, n int) int {
	y := r.today.Year()
	next := day(y, t.Month(), t.Day())
	if next.Before(r.today) {
		next = day(y+1, t.Month(), t.Day())
	}
	ahead := next.Sub(r.today).Hours() / 24
	switch {
	case ahead == 0:
		return next.Year()
	case ahead <= 75 && r.tense(i, n) >= 0, ahead <= 270 && r.tense(i, n) > 0:
		return next.Year()
	}
	return next.Year() - 1
}

// daysOfMonth reads ranges whose month stands once: "12-15 March", "March 3 to
// 5", "12 and 15 March" after "between".
func (r *dateReader) daysOfMonth(i int, join string) (period, int) {
	if a, ok := r.dayNumber(i); ok && r.joins(i+1, join) {
		b, okB := r.dayNumber(i + 2)
		p, n := r.dayMonth(i + 2)
		if !okB || n == 0 || p.skip || a >= b {
			return period{}, 0
		}
		from := day(p.from.Year(), p.from.Month(), a)
		return period{from: from, to: p.to, precision: claims.PrecisionRange, floating: p.floating}, n + 2
	}
	m, n := r.monthName(i)
	if n == 0 {
		return period{}, 0
	}
	a, ok := r.dayNumber(i + n)
	if !ok || !r.joins(i+n+1, join) {
		return period{}, 0
	}
	b, ok := r.dayNumber(i + n + 2)
	if !ok || b <= a || r.isCount(i+n+2) {
		return period{}, 0
	}
	if _, k := r.monthName(i + n + 3); k > 0 {
		return period{}, 0
	}
	y, k := r.yearAfter(i + n + 3)
	to := r.dated(y, m, b, i, n+3+k)
	if to.skip || !validDay(to.from.Year(), m, a) {
		return period{}, 0
	}
	return period{from: day(to.from.Year(), m, a), to: to.from, precision: claims.PrecisionRange, floating: to.floating}, n + 3 + k
}

// month reads a month by itself: "March 2024", "in March", "last March".
func (r *dateReader) month(i int) (period, int) {
	n := 0
	rel := r.word(i)
	if rel == "last" || rel == "next" || rel == "this" || rel == "past" {
		n++
	} else {
		rel = ""
	}
	m, k := r.monthName(i + n)
	if k == 0 {
		return period{}, 0
	}
	name := i + n
	n += k
	if rel == "" {
		if y, k := r.yearAfter(i + n); k > 0 {
			return monthOf(y, m), n + k
		}
		if _, ok := r.dayNumber(i + n); ok && !r.isCount(i+n) {
			return period{skip: true}, n + 1 // a day that the month has not
		}
		if !r.isMonth(name, n-(name-i)) {
			return period{}, 0
		}
	}
	if !r.known {
		return period{skip: true}, n
	}
	p := monthOf(r.monthYear(m, rel, i, n), m)
	p.floating, p.yearless = true, true
	return p, n
}

func (r *dateReader) monthYear(m time.Month, rel string, i, n int) int {
	y := r.today.Year()
	switch rel {
	case "last", "past":
		if m >= r.today.Month() {
			return y - 1
		}
		return y
	case "next":
		if m <= r.today.Month() {
			return y + 1
		}
		return y
	case "this":
		return y
	}
	switch tense := r.tense(i, n); {
	case m > r.today.Month() && tense <= 0:
		return y - 1
	case m < r.today.Month() && tense > 0:
		return y + 1
	}
	return y
}

// isMonth says whether a month's name that stands by itself is one: "may" and
// "march" are verbs, "April" and "June" people, "August" may be.
func (r *dateReader) isMonth(i, n int) bool {
	before := r.word(i - 1)
	prepositional := monthPrepositions()[before]
	switch w := r.word(i); w {
	case "may", "march":
		if !prepositional || before == "to" || before == "and" || before == "or" {
			return false
		}
		return r.capital(i) && !r.capital(i+n) || before == "in" || before == "since" || before == "last"
	case "april", "june", "august":
		return prepositional && !(r.capital(i+n) && r.gapIsSpace(i+n) && r.capital(i) && !isUpperWord(r.tokens[i].In(r.s)))
	case "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec":
		return prepositional && r.capital(i)
	}
	return true
}

// partOf reads "early January 2024", "mid-May", "the end of March", "late 2023".
func (r *dateReader) partOf(i int) (period, int) {
	n := 0
	part := r.word(i)
	var inner period
	var k int
	switch {
	case strings.HasPrefix(part, "mid-") || strings.HasPrefix(part, "mid‑"):
		m, ok := months()[strings.TrimPrefix(strings.TrimPrefix(part, "mid-"), "mid‑")]
		if !ok {
			return r.midYear(i, part)
		}
		n = 1
		if y, more := r.yearAfter(i + 1); more > 0 {
			inner, n = monthOf(y, m), 1+more
		} else if r.known {
			inner = monthOf(r.monthYear(m, "", i, 1), m)
			inner.floating = true
		} else {
			return period{skip: true}, 1
		}
		part = "mid"
	default:
		if part == "the" {
			n++
			part = r.word(i + n)
		}
		third, ok := partWords()[part]
		if !ok {
			return period{}, 0
		}
		part = third
		n++
		if r.word(i+n) == "of" || r.word(i+n) == "in" {
			n++
		}
		if r.mark(i+n) == "-" {
			n++
		}
		if inner, k = r.wholePart(i + n); k == 0 {
			return period{}, 0
		}
		n += k
	}
	if inner.skip {
		return inner, n
	}
	return third(inner, part), n
}

// wholePart reads the month or year of which a part is meant.
func (r *dateReader) wholePart(i int) (period, int) {
	if _, k := r.monthName(i); k > 0 {
		m, _ := r.monthName(i)
		if y, more := r.yearAfter(i + k); more > 0 {
			return monthOf(y, m), k + more
		}
		if !r.known {
			return period{skip: true}, k
		}
		p := monthOf(r.monthYear(m, "", i, k), m)
		p.floating, p.yearless = true, true
		return p, k
	}
	if y, ok := r.yearNumber(i); ok {
		return yearOf(y), 1
	}
	n := 0
	if r.word(i) == "the" {
		n++
	}
	if unit := r.word(i + n + 1); unit == "year" || unit == "month" || unit == "week" {
		if p, k := r.shifted(i + n); k > 0 {
			return p, n + k
		}
	}
	if n == 1 && (r.word(i+1) == "year" || r.word(i+1) == "month") && r.known {
		if r.word(i+1) == "year" {
			p := yearOf(r.today.Year())
			p.floating = true
			return p, 2
		}
		p := monthOf(r.today.Year(), r.today.Month())
		p.floating = true
		return p, 2
	}
	return period{}, 0
}

// midYear reads "mid-2023".
func (r *dateReader) midYear(i int, word string) (period, int) {
	y, err := strconv.Atoi(word[strings.IndexAny(word, "-‑")+1:])
	if err != nil || y < 1500 || y > 2199 {
		return period{}, 0
	}
	return third(yearOf(y), "mid"), 1
}

// third gives the early, middle or late part of a period.
func third(p period, part string) period {
	from, to := p.from, p.to
	switch {
	case p.precision == claims.PrecisionYear && part == "early":
		to = day(from.Year(), 4, 30)
	case p.precision == claims.PrecisionYear && part == "mid":
		from, to = day(from.Year(), 5, 1), day(from.Year(), 8, 31)
	case p.precision == claims.PrecisionYear:
		from = day(from.Year(), 9, 1)
	case p.precision == claims.PrecisionWeek && part == "early":
		to = from.AddDate(0, 0, 2)
	case p.precision == claims.PrecisionWeek && part == "mid":
		from, to = from.AddDate(0, 0, 2), from.AddDate(0, 0, 3)
	case p.precision == claims.PrecisionWeek:
		from = from.AddDate(0, 0, 3)
	case part == "early":
		to = from.AddDate(0, 0, 9)
	case part == "mid":
		from, to = from.AddDate(0, 0, 10), from.AddDate(0, 0, 19)
	default:
		from = from.AddDate(0, 0, 20)
	}
	p.from, p.to, p.precision = from, to, claims.PrecisionRange
	return p
}

// year reads "in 2022", "since 2014": a bare number is a year only where a
// word before it says so.
func (r *dateReader) year(i int) (period, int) {
	y, ok := r.yearNumber(i)
	if !ok || y < 1800 || y > 2099 || !yearPrepositions()[r.word(i-1)] {
		return period{}, 0
	}
	if w := r.word(i + 1); w != "" && PersonNoun(w) != NotPeople {
		return period{}, 0
	}
	return yearOf(y), 1
}

// decade reads "the 1990s".
func (r *dateReader) decade(i int) (period, int) {
	w := r.word(i)
	if len(w) == 6 && w[4] == '\'' {
		w = w[:4] + "s"
	}
	if len(w) != 5 || w[4] != 's' || w[3] != '0' {
		return period{}, 0
	}
	y, err := strconv.Atoi(w[:4])
	if err != nil || y < 1500 || y > 2090 {
		return period{}, 0
	}
	return period{from: day(y, 1, 1), to: day(y+9, 12, 31), precision: claims.PrecisionRange}, 1
}

// season reads "last summer", "the summer of 2023", "spring 2024".
func (r *dateReader) season(i int) (period, int) {
	n := 0
	rel := r.word(i)
	switch rel {
	case "last", "this", "next", "past":
		n++
	case "the":
		rel = ""
		n++
	default:
		rel = ""
	}
	first, ok := seasons()[r.word(i+n)]
	if !ok {
		return period{}, 0
	}
	n++
	if y, k := r.yearAfter(i + n); k > 0 && rel == "" {
		return seasonOf(y, first), n + k
	}
	if rel == "" {
		return period{}, 0
	}
	if !r.known {
		return period{skip: true}, n
	}
	y := r.today.Year()
	now := seasonOf(y, first)
	switch {
	case rel == "next" && !now.from.After(r.today):
		now = seasonOf(y+1, first)
	case (rel == "last" || rel == "past") && !now.to.Before(r.today):
		now = seasonOf(y-1, first)
	}
	now.floating = true
	return now, n
}

// seasonOf gives three whole months from the first, in a year; winter is that
// which begins in it.
func seasonOf(y int, first time.Month) period {
	from := day(y, first, 1)
	return period{from: from, to: from.AddDate(0, 3, -1), precision: claims.PrecisionRange}
}

// holiday reads fixed feasts: "Christmas Day", "New Year's Eve 2023".
func (r *dateReader) holiday(i int) (period, int) {
	w, n := r.word(i), 1
	if r.tokens[i].Kind != Word || !r.capital(i) {
		return period{}, 0
	}
	var m time.Month
	d := 0
	switch w {
	case "christmas":
		m, d = 12, 25
		switch r.word(i + 1) {
		case "day":
			n++
		case "eve":
			d, n = 24, 2
		default:
			if r.capital(i+1) || !monthPrepositions()[r.word(i-1)] && r.word(i-1) != "at" && r.word(i-1) != "on" {
				return period{}, 0
			}
		}
	case "new":
		k := 1
		if r.word(i+1) != "year" && r.word(i+1) != "years" {
			return period{}, 0
		}
		if i+2 < len(r.tokens) && r.tokens[i+2].Kind == Possessive {
			k++
		}
		switch r.word(i + k + 1) {
		case "day":
			m, d, n = 1, 1, k+2
		case "eve":
			m, d, n = 12, 31, k+2
		default:
			return period{}, 0
		}
	default:
		return period{}, 0
	}
	y, k := r.yearAfter(i + n)
	return r.dated(y, m, d, i, n+k), n + k
}
