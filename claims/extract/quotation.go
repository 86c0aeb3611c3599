package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims/text"
)

// quotation is what stands between quotation marks, marks included. Of nested
// quotations only the outermost is kept. One that runs over several paragraphs
// is one quotation a paragraph, each but the first marked as going on.
type quotation struct {
	span
	goesOn bool // continues the quotation before it
	closed bool // its closing mark is there
}

// findQuotations pairs the quotation marks of each paragraph.
func findQuotations(d *document) []quotation {
	var out []quotation
	open := rune(0) // the kind of mark that the last paragraph left open
	for i, p := range d.paragraphs {
		s := quoteScanner{body: d.text, start: p.Start, end: p.End}
		if i+1 < len(d.paragraphs) {
			s.next = markKind(first(d.text[d.paragraphs[i+1].Start:]))
		}
		s.index()
		found := s.scan()
		if len(found) > 0 && open != 0 && found[0].start == p.Start && markKind(first(d.text[p.Start:])) == open {
			found[0].goesOn = true
		}
		open = 0
		if n := len(found); n > 0 && !found[n-1].closed && found[n-1].end == p.End {
			open = markKind(first(d.text[found[n-1].start:]))
		}
		out = append(out, found...)
	}
	return dropUnclosed(out)
}

// dropUnclosed leaves out quotations whose closing mark is missing and that
// nothing continues and that go on for too long to be one.
func dropUnclosed(all []quotation) []quotation {
	const tooLong = 600
	kept := all[:0]
	for i, q := range all {
		continued := i+1 < len(all) && all[i+1].goesOn
		if q.closed || q.goesOn || continued || q.end-q.start <= tooLong {
			kept = append(kept, q)
		}
	}
	return kept
}

// Kinds of marks.
const (
	doubleMark = '"'
	singleMark = '\''
)

func markKind(r rune) rune {
	switch r {
	case '"', '“', '”', '„', '«', '»':
		return doubleMark
	case '\'', '‘', '’', '`', '‚':
		return singleMark
	}
	return 0
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// quoteScanner pairs the marks of one paragraph in one pass.
type quoteScanner struct {
	body       string
	start, end int
	next       rune // the kind of mark that the next paragraph begins with
	marks      []mark
}

// mark is one quotation mark that may open or close.
type mark struct {
	at, size     int
	kind         rune
	opens        bool
	closes       bool
	maybe        bool // a closing mark that may be the apostrophe of a plural
	closerFollow bool // a later mark of this kind closes, before another opens
	strayOpener  bool // a ” with another ” to follow, before any “
}

// index finds the marks and what each can be.
func (s *quoteScanner) index() {
	prev := rune(' ')
	for i := s.start; i < s.end; {
		r, n := utf8.DecodeRuneInString(s.body[i:s.end])
		if kind := markKind(r); kind != 0 {
			next := rune(' ')
			if i+n < s.end {
				next = first(s.body[i+n : s.end])
			}
			if m, ok := readMark(r, kind, prev, next); ok {
				m.at, m.size = i, n
				s.marks = append(s.marks, m)
			}
		}
		prev = r
		i += n
	}
	follow := map[rune]bool{s.next: s.next != 0} // a quotation that the next paragraph goes on with needs no mark here
	nextDouble := rune(0)
	for i := len(s.marks) - 1; i >= 0; i-- {
		m := &s.marks[i]
		m.closerFollow = follow[m.kind]
		if m.kind == doubleMark {
			r := first(s.body[m.at:])
			m.strayOpener = r == '”' && nextDouble == '”'
			nextDouble = r
		}
		switch {
		case m.closes && !m.opens:
			follow[m.kind] = true
		case m.opens && !m.closes:
			follow[m.kind] = false
		}
	}
}

// readMark says what a mark between prev and next can be; ok is false for an
// apostrophe inside a word.
func readMark(r, kind, prev, next rune) (m mark, ok bool) {
	before := unicode.IsSpace(prev) || prev == '(' || prev == '[' || prev == '—' || prev == '–' || prev == '-' || text.IsQuote(prev)
	after := unicode.IsSpace(next) || unicode.IsPunct(next)
	wordNext := unicode.IsLetter(next) || unicode.IsDigit(next)
	m.kind = kind
	switch r {
	case '“', '„', '«':
		m.opens = true
	case '”', '»':
		m.closes = true
	case '‘', '`', '‚':
		m.opens = before
	case '’':
		m.closes = !wordNext && !unicode.IsSpace(prev)
		m.maybe = prev == 's' && unicode.IsSpace(next)
	case '"':
		m.opens = before && !unicode.IsSpace(next)
		m.closes = !unicode.IsSpace(prev) && (after || !before)
	default:
		m.opens = before && wordNext || before && text.IsQuote(next)
		m.closes = !wordNext && !unicode.IsSpace(prev)
		m.maybe = prev == 's' && unicode.IsSpace(next)
	}
	return m, m.opens || m.closes
}

// scan pairs the marks.
func (s *quoteScanner) scan() []quotation {
	var out []quotation
	var open []mark // at most an outer and an inner quotation
	for _, m := range s.marks {
		n := len(open)
		switch {
		case n > 0 && m.kind == open[n-1].kind && m.closes && !(m.maybe && m.closerFollow) && !(m.opens && !m.closes):
			if open = open[:n-1]; n == 1 {
				out = append(out, quotation{span: span{open[:1][0].at, m.at + m.size}, closed: true})
			}
		case n == 0 && m.strayOpener: // typeset with ” at both ends
			open = append(open, m)
		case n > 0 && m.closes && !m.opens && m.kind == open[0].kind && !m.maybe:
			out = append(out, quotation{span: span{open[0].at, m.at + m.size}, closed: true})
			open = open[:0]
		case m.opens && n == 0:
			if m.kind == doubleMark || m.closerFollow || m.at == s.start || m.kind == s.next {
				open = append(open, m)
			}
		case m.opens && n == 1 && m.kind != open[0].kind:
			if m.closerFollow {
				open = append(open, m)
			}
		case m.opens && !m.closes && m.kind == open[0].kind:
			out = append(out, quotation{span: span{open[0].at, m.at}})
			open = append(open[:0], m)
		}
	}
	if len(open) > 0 {
		out = append(out, quotation{span: span{open[0].at, s.end}})
	}
	for i := range out {
		out[i].start = s.pastStray(out[i].span)
	}
	return out
}

// pastStray moves the start past a ” that opens and stands at the end of the
// word before: the quotation begins with the word after it.
func (s *quoteScanner) pastStray(q span) int {
	if first(s.body[q.start:]) != '”' {
		return q.start
	}
	rest := s.body[q.start+len("”") : q.end]
	trimmed := strings.TrimLeftFunc(rest, unicode.IsSpace)
	if trimmed == "" || len(trimmed) == len(rest) {
		return q.start
	}
	return q.end - len(trimmed)
}
