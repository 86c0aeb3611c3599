package text

import (
	"strconv"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// relative makes a day so many days from the anchor.
func (r *dateReader) relative(days int) period {
	p := oneDay(r.today.AddDate(0, 0, days))
	p.floating = true
	return p
}

// dayWord reads "yesterday", "tonight", "last night", "this morning",
// "overnight", "earlier today", "the day before yesterday".
func (r *dateReader) dayWord(i int) (period, int) {
	w, next := r.word(i), r.word(i+1)
	switch w {
	case "today", "tonight":
		return r.relative(0), 1
	case "yesterday":
		return r.relative(-1), 1
	case "tomorrow":
		return r.relative(1), 1
	case "overnight":
		p := r.relative(-1)
		p.to, p.precision = r.today, claims.PrecisionRange
		return p, 1
	case "earlier":
		if next == "today" {
			return r.relative(0), 2
		}
	case "late":
		if next == "yesterday" {
			return r.relative(-1), 2
		}
	case "last":
		if next == "night" || next == "evening" {
			return r.relative(-1), 2
		}
	case "this":
		if dayParts()[next] {
			return r.relative(0), 2
		}
	case "the":
		if next != "day" || r.word(i+2) != "before" && r.word(i+2) != "after" {
			break
		}
		switch r.word(i + 3) {
		case "yesterday":
			return r.relative(-2), 4
		case "tomorrow":
			return r.relative(2), 4
		}
	}
	return period{}, 0
}

// weekday reads "Tuesday", "last Tuesday", "next Tuesday".
func (r *dateReader) weekday(i int) (period, int) {
	n := 0
	rel := r.word(i)
	switch rel {
	case "last", "past", "next", "this", "coming":
		n++
	default:
		rel = ""
	}
	wanted, ok := weekdays()[r.word(i+n)]
	if !ok || rel == "" && !r.isWeekday(i) {
		return period{}, 0
	}
	n++
	back := (int(r.today.Weekday()) - int(wanted) + 7) % 7
	ahead := (int(wanted) - int(r.today.Weekday()) + 7) % 7
	if ahead == 0 {
		ahead = 7
	}
	switch {
	case r.word(i+n) == "last" && r.word(i+n+1) == "week":
		monday := r.monday().AddDate(0, 0, -7)
		p := oneDay(monday.AddDate(0, 0, (int(wanted)+6)%7))
		p.floating = true
		return p, n + 2
	case r.word(i+n) == "next" && r.word(i+n+1) == "week":
		monday := r.monday().AddDate(0, 0, 7)
		p := oneDay(monday.AddDate(0, 0, (int(wanted)+6)%7))
		p.floating = true
		return p, n + 2
	case rel == "last" || rel == "past":
		if back == 0 {
			back = 7
		}
		return r.relative(-back), n
	case rel == "next" || rel == "coming":
		return r.relative(ahead), n
	case r.tense(i, n) > 0:
		return r.relative(ahead), n
	}
	return r.relative(-back), n
}

// isWeekday says whether the name of a weekday is written out; "Sun" and "Sat"
// are words of their own.
func (r *dateReader) isWeekday(i int) bool {
	return len(r.word(i)) > 5
}

// monday gives the first day of the anchor's week.
func (r *dateReader) monday() time.Time {
	return r.today.AddDate(0, 0, -(int(r.today.Weekday())+6)%7)
}

// shifted reads "last week", "this month", "next year", "the past year",
// "earlier this week".
func (r *dateReader) shifted(i int) (period, int) {
	n := 0
	for r.word(i+n) == "earlier" || r.word(i+n) == "later" {
		n++
	}
	if n > 1 {
		return period{}, 0
	}
	step := 0
	switch r.word(i + n) {
	case "last", "previous":
		step = -1
	case "this":
	case "next", "coming":
		step = 1
	default:
		return period{}, 0
	}
	p, ok := r.unitPeriod(r.word(i+n+1), step)
	if !ok {
		return period{}, 0
	}
	n += 2
	if step == 0 && p.precision != claims.PrecisionDay {
		switch r.word(i) {
		case "earlier":
			p.to = maxTime(p.from, r.today)
		case "later":
			p.from = r.today
		}
	}
	return p, n
}

func maxTime(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// unitPeriod gives the week, month, year or weekend so many steps away.
func (r *dateReader) unitPeriod(unit string, step int) (period, bool) {
	p := period{floating: true}
	first := day(r.today.Year(), r.today.Month(), 1)
	switch unit {
	case "week":
		p.from = r.monday().AddDate(0, 0, 7*step)
		p.to, p.precision = p.from.AddDate(0, 0, 6), claims.PrecisionWeek
	case "weekend":
		p.from = r.monday().AddDate(0, 0, 5+7*step)
		if step == 0 && p.from.After(r.today) && r.today.Weekday() <= time.Tuesday {
			p.from = p.from.AddDate(0, 0, -7) // on a Monday, "this weekend" is just over
		}
		p.to, p.precision = p.from.AddDate(0, 0, 1), claims.PrecisionRange
	case "month":
		p.from = first.AddDate(0, step, 0)
		p.to, p.precision = p.from.AddDate(0, 1, -1), claims.PrecisionMonth
	case "year":
		y := yearOf(r.today.Year() + step)
		p.from, p.to, p.precision = y.from, y.to, y.precision
	case "quarter":
		p.from = day(r.today.Year(), (r.today.Month()-1)/3*3+1, 1).AddDate(0, 3*step, 0)
		p.to, p.precision = p.from.AddDate(0, 3, -1), claims.PrecisionRange
	case "decade":
		y := r.today.Year()/10*10 + 10*step
		p.from, p.to, p.precision = day(y, 1, 1), day(y+9, 12, 31), claims.PrecisionRange
	default:
		return p, false
	}
	return p, true
}

// ago reads "two days ago", "three weeks earlier", "a year ago", "a few days
// ago". "Earlier", "later" and "before" count from the date before them.
func (r *dateReader) ago(i int) (period, int) {
	lo, hi, n := r.amount(i)
	if n == 0 {
		return period{}, 0
	}
	unit := strings.TrimSuffix(r.word(i+n), "s")
	if !dateUnits()[unit] {
		return period{}, 0
	}
	n++
	from, sign := r.today, -1
	p := period{floating: true}
	switch r.word(i + n) {
	case "ago":
	case "earlier", "later", "before", "after", "afterwards":
		near := r.lastEnd > 0 && !strings.Contains(r.s[r.lastEnd:r.tokens[i].Start], "\n\n") && r.tokens[i].Start-r.lastEnd < 400
		if !near || r.last.precision != claims.PrecisionDay || (r.word(i+n) == "before" || r.word(i+n) == "after") && !r.endsClause(i+n+1) {
			return period{}, 0
		}
		from = r.last.from
		p.floating = r.last.floating
		if w := r.word(i + n); w == "later" || w == "after" || w == "afterwards" {
			sign = 1
		}
	default:
		return period{}, 0
	}
	if unit == "hour" || unit == "minute" || unit == "second" {
		if r.word(i+n) != "ago" {
			return period{}, 0
		}
		return r.hoursAgo(unit, hi), n + 1
	}
	p.from, p.to = shift(from, unit, sign*hi), shift(from, unit, sign*lo)
	if p.to.Before(p.from) {
		p.from, p.to = p.to, p.from
	}
	p.precision = claims.PrecisionRange
	if lo == hi {
		p = around(p, unit)
	}
	return p, n + 1
}

// endsClause says whether nothing follows that "before" could belong to.
func (r *dateReader) endsClause(i int) bool {
	return i >= len(r.tokens) || r.mark(i) == "." || r.mark(i) == ","
}

// hoursAgo gives the days that so many hours ago can be in.
func (r *dateReader) hoursAgo(unit string, n int) period {
	p := r.relative(0)
	if unit == "hour" {
		p.from = r.today.AddDate(0, 0, -(n+23)/24)
	}
	if !p.from.Equal(p.to) {
		p.precision = claims.PrecisionRange
	}
	return p
}

// around widens "two weeks ago" to that week, and so on.
func around(p period, unit string) period {
	t := p.from
	switch unit {
	case "day":
		p.precision = claims.PrecisionDay
	case "week", "fortnight":
		p.from = t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
		p.to, p.precision = p.from.AddDate(0, 0, 6), claims.PrecisionWeek
	case "month":
		m := monthOf(t.Year(), t.Month())
		p.from, p.to, p.precision = m.from, m.to, m.precision
	default:
		y := yearOf(t.Year())
		p.from, p.to, p.precision = y.from, y.to, y.precision
		if unit == "decade" {
			p.from, p.to, p.precision = p.from.AddDate(-1, 0, 0), p.to.AddDate(1, 0, 0), claims.PrecisionRange
		}
	}
	return p
}

// shift moves a day by so many units; a month never spills into the next.
func shift(t time.Time, unit string, n int) time.Time {
	switch unit {
	case "day":
		return t.AddDate(0, 0, n)
	case "week":
		return t.AddDate(0, 0, 7*n)
	case "fortnight":
		return t.AddDate(0, 0, 14*n)
	case "month":
		first := day(t.Year(), t.Month(), 1).AddDate(0, n, 0)
		last := first.AddDate(0, 1, -1).Day()
		return day(first.Year(), first.Month(), min(t.Day(), last))
	case "decade":
		return t.AddDate(10*n, 0, 0)
	}
	return t.AddDate(n, 0, 0)
}

// amount reads how many: "two", "3", "a", "a few", "a couple of", "several".
func (r *dateReader) amount(i int) (lo, hi, n int) {
	if i >= len(r.tokens) {
		return 0, 0, 0
	}
	if r.tokens[i].Kind == Number {
		v, err := strconv.Atoi(r.tokens[i].In(r.s))
		if err != nil || v < 1 || v > 1000 {
			return 0, 0, 0
		}
		return v, v, 1
	}
	switch w := r.word(i); w {
	case "several", "few":
		return 2, 7, 1
	case "couple":
		if r.word(i+1) == "of" {
			return 2, 2, 2
		}
	case "a", "an":
		switch r.word(i + 1) {
		case "few":
			return 2, 5, 2
		case "couple":
			if r.word(i+2) == "of" {
				return 2, 2, 3
			}
			return 2, 2, 2
		}
		return 1, 1, 1
	default:
		if v, ok := smallNumbers()[w]; ok {
			return v, v, 1
		}
	}
	return 0, 0, 0
}

// lately reads "the past 24 hours", "the last two weeks", "the past year".
func (r *dateReader) lately(i int) (period, int) {
	n := 0
	if r.word(i) == "the" {
		n++
	}
	if w := r.word(i + n); w != "past" && w != "last" && w != "previous" {
		return period{}, 0
	}
	n++
	_, hi, k := r.amount(i + n)
	if k == 0 {
		hi = 1
		if n == 1 && r.word(i) != "past" || r.word(i+n-1) != "past" {
			return period{}, 0
		}
	}
	n += k
	unit := strings.TrimSuffix(r.word(i+n), "s")
	p := period{to: r.today, precision: claims.PrecisionRange, floating: true}
	switch {
	case unit == "hour":
		p.from = r.today.AddDate(0, 0, -(hi+23)/24)
	case dateUnits()[unit] && unit != "minute" && unit != "second":
		p.from = shift(r.today, unit, -hi)
	default:
		return period{}, 0
	}
	return p, n + 1
}
