package text

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// Line is the dateline of an agency's report: "KYIV, March 14 (Reuters) -".
// Place, When and Agency are empty where it does not name them.
type Line struct {
	claims.Span
	Place  PlaceMention
	When   *claims.When
	Agency string
}

// Dateline reads the dateline that opens a text: a place in capitals, then a
// date, an agency in brackets, a dash. It wants the place and one of the
// others.
func Dateline(s string, anchor claims.Time) (Line, bool) {
	start := len(s) - len(strings.TrimLeft(s, " \t\r\n"))
	head := s[start:]
	if end := strings.IndexByte(head, '\n'); end >= 0 {
		head = head[:end]
	}
	head = head[:min(len(head), 160)]
	end, ok := datelineEnd(head)
	if !ok {
		return Line{}, false
	}
	line := Line{Span: claims.Span{Text: head[:end], Start: start, End: start + end}}
	if open := strings.IndexByte(line.Text, '('); open >= 0 {
		if inner, _, ok := strings.Cut(line.Text[open+1:], ")"); ok {
			line.Agency = strings.TrimSpace(inner)
		}
	}
	for _, p := range FindPlaces(s[:start+end]) {
		if p.Start <= start+1 {
			line.Place = p
		} else if line.Place.Name != "" && line.Place.Country == "" {
			line.Place.Country = p.Country
		}
	}
	if found := FindDates(line.Text, anchor); len(found) > 0 {
		found[0].Start += start
		found[0].End += start
		line.When = &found[0]
	}
	upper := true
	for _, w := range strings.FieldsFunc(head[:strings.IndexAny(head[:end]+",", ",(-–—")], isKeySeparator) {
		_, all := caseOf(w)
		upper = upper && all
	}
	whole := upper && line.Place.Name != "" && (line.When != nil || line.Agency != "")
	return line, whole
}

// datelineEnd finds the dash that ends a dateline, with the dash.
func datelineEnd(head string) (int, bool) {
	for _, dash := range []string{" --", " -", " –", " —", ") -", ")-", ")—", ")–"} {
		if i := strings.Index(head, dash); i > 2 && i < 120 {
			end := i + len(dash)
			for end < len(head) && head[end] == '-' {
				end++
			}
			return end, true
		}
	}
	return 0, false
}
