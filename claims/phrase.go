package claims

import "strconv"

// Phrase says the count as briefly as it may be said: "at least 4", "2 to 3".
func (f Figure) Phrase() string {
	n := grouped(f.Min)
	switch {
	case f.Max == nil && f.Qualifier == AtMost, f.Qualifier == AtMost:
		if f.Max != nil {
			n = grouped(*f.Max)
		}
		return "up to " + n
	case f.Qualifier == About:
		return "about " + n
	case f.Max == nil:
		return "at least " + n
	case *f.Max != f.Min:
		return n + " to " + grouped(*f.Max)
	}
	return n
}

// grouped writes thousands apart, as newspapers do.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
