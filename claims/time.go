package claims

import (
	"strings"
	"time"
)

// Time is a moment as far as it is known: a day ("2025-03-14") or an instant
// (RFC 3339, "2025-03-14T08:40:00+02:00"). "" means not known.
type Time string

// ParseTime reads a day or an RFC 3339 instant.
func ParseTime(s string) (Time, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return Time(s), nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return Instant(t), nil
	}
	return "", Errorf(EInvalid, "%q is not a time; write a day as 2025-03-14 or an instant as 2025-03-14T08:40:00Z", s)
}

// Instant makes a Time that is known to the second.
func Instant(t time.Time) Time { return Time(t.Truncate(time.Second).Format(time.RFC3339)) }

// DayOf makes a Time that is known to the day, in t's own zone.
func DayOf(t time.Time) Time { return Time(t.Format(time.DateOnly)) }

// IsDay says whether only the day is known.
func (t Time) IsDay() bool { return len(t) == len(time.DateOnly) }

// Day gives the day in the zone that the time was written in, "" if unknown.
func (t Time) Day() string {
	if len(t) < len(time.DateOnly) {
		return ""
	}
	return string(t[:len(time.DateOnly)])
}

// Std gives the instant, or the day's midnight in UTC; ok is false if unknown.
func (t Time) Std() (at time.Time, ok bool) {
	layout := time.RFC3339
	if t.IsDay() {
		layout = time.DateOnly
	}
	at, err := time.Parse(layout, string(t))
	return at, err == nil
}

// Before says whether t is known to be before u. A time that is known only to
// the day is never ordered within that day; days compare as they were written.
func (t Time) Before(u Time) bool {
	if t == "" || u == "" {
		return false
	}
	if t.IsDay() || u.IsDay() {
		return t.Day() < u.Day()
	}
	a, okA := t.Std()
	b, okB := u.Std()
	return okA && okB && a.Before(b)
}
