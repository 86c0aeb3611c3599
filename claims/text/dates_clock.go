package text

import (
	"strconv"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// hour reads "3.20am", "08:40", "3 p.m.", "15:30 GMT", "noon", "midnight" at
// token i.
func (r *dateReader) hour(i int) (h, m, n int, exact bool) {
	if i < 0 || i >= len(r.tokens) {
		return 0, 0, 0, false
	}
	switch r.word(i) {
	case "noon", "midday":
		return 12, 0, 1, false
	case "midnight":
		return 0, 0, 1, false
	}
	w := strings.ToLower(r.tokens[i].In(r.s))
	n = 1
	half := ""
	for _, suffix := range []string{"am", "pm", "a.m", "p.m"} {
		if rest, ok := strings.CutSuffix(w, suffix); ok && rest != "" {
			w, half = rest, suffix[:1]
		}
	}
	if half == "" {
		switch next := strings.TrimRight(r.word(i+1), "."); next {
		case "am", "a.m", "pm", "p.m":
			half = next[:1]
			n++
		}
	}
	hours, minutes, colon := strings.Cut(w, ":")
	if !colon {
		hours, minutes, exact = strings.Cut(w, ".")
		if exact && half == "" {
			return 0, 0, 0, false
		}
	}
	exact = colon || exact
	h, err := strconv.Atoi(hours)
	if err != nil || len(hours) > 2 || exact && len(minutes) != 2 || !exact && half == "" {
		return 0, 0, 0, false
	}
	if exact {
		if m, err = strconv.Atoi(minutes); err != nil {
			return 0, 0, 0, false
		}
	}
	switch {
	case half != "" && (h < 1 || h > 12), h > 23, m > 59:
		return 0, 0, 0, false
	case half == "p" && h < 12:
		h += 12
	case half == "a" && h == 12:
		h = 0
	}
	if zone := r.word(i + n); zone == "gmt" || zone == "utc" || zone == "est" || zone == "edt" || zone == "cet" {
		n++
	} else if zone == "local" && r.word(i+n+1) == "time" {
		n += 2
	}
	return h, m, n, exact
}

// clockAt reads a time that begins with its hour: "3.20am on Thursday",
// "08:40", "8:40 p.m. Tuesday".
func (r *dateReader) clockAt(i int) (period, int) {
	if r.tokens[i].Kind == Word && !clockWords()[r.word(i)] && (r.s[r.tokens[i].Start] < '0' || r.s[r.tokens[i].Start] > '9') {
		return period{}, 0
	}
	h, m, n, exact := r.hour(i)
	if n == 0 {
		return period{}, 0
	}
	at := i + n
	if r.mark(at) == "," {
		at++
	}
	if w := r.word(at); w == "on" || w == "of" {
		at++
	}
	if at < len(r.tokens) && r.canBegin(at) {
		if p, k := r.plain(at); k > 0 && p.precision == claims.PrecisionDay && !p.skip {
			if dayParts()[r.word(at+k)] {
				k++
			}
			return r.withHour(p, h, m, exact), at + k - i
		}
	}
	if clockWords()[r.word(i)] || n == 1 && !clockPrepositions()[r.word(i-1)] && r.tokens[i].Kind == Number {
		return period{}, 0
	}
	p := r.relative(0)
	if r.lastEnd > 0 && r.last.precision == claims.PrecisionDay && !strings.Contains(r.s[r.lastEnd:r.tokens[i].Start], "\n\n") {
		p = r.last
	}
	return r.withHour(p, h, m, exact), n
}

// withHour sets the hour of a day where the anchor has a zone to give it in.
func (r *dateReader) withHour(p period, h, m int, exact bool) period {
	if r.zone == nil || p.clock || p.skip {
		return p
	}
	p.from = time.Date(p.from.Year(), p.from.Month(), p.from.Day(), h, m, 0, 0, r.zone)
	p.to, p.precision, p.clock = p.from, claims.PrecisionMinute, true
	if !exact && m == 0 {
		p.precision = claims.PrecisionHour
		p.to = p.from.Add(59*time.Minute + 59*time.Second)
	}
	return p
}
