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
