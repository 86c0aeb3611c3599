package text

import (
	"strconv"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
)

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
			return r.midYear(part)
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
func (r *dateReader) midYear(word string) (period, int) {
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

// year reads "in 2022", "since 2014", "the 2019 strike": a bare number is a
// year only where the words beside it say so.
func (r *dateReader) year(i int) (period, int) {
	y, ok := r.yearNumber(i)
	if !ok || y < 1800 || y > 2099 {
		return period{}, 0
	}
	remembered := r.word(i-1) == "the" && datedEvents()[r.word(i+1)]
	if !remembered && !yearPrepositions()[r.word(i-1)] {
		return period{}, 0
	}
	if w := r.word(i + 1); w != "" && PersonNoun(w) != NotPeople {
		return period{}, 0
	}
	return yearOf(y), 1
}

// datedEvents are what a year is put before to say which one is meant.
var datedEvents = lazySet(`attack attacks strike strikes bombing bombings shelling massacre war invasion siege battle raid shooting coup uprising revolution crisis
	earthquake quake flood floods storm hurricane cyclone tsunami wildfire fire eruption landslide crash collapse explosion blast disaster accident
	election elections referendum census summit truce ceasefire armistice accord agreement deal treaty pandemic outbreak famine drought`)

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
