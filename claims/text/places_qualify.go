package text

import (
	"slices"
)

// listed says whether the match stands in a list with an accepted place: "in
// Odesa and Dnipro", "Sumy, Kharkiv and Lviv".
func (r *placeReader) listed(i int) bool {
	if i > 0 && r.matches[i-1].accepted && r.joined(r.matches[i-1].upto, r.matches[i].from) {
		return true
	}
	return i+1 < len(r.matches) && r.matches[i+1].accepted && r.joined(r.matches[i].upto, r.matches[i+1].from)
}

// joined says whether only a comma, "and" or "or" stands between two atoms.
func (r *placeReader) joined(from, to int) bool {
	if to-from < 1 || to-from > 2 {
		return false
	}
	for k := from; k < to; k++ {
		if w := r.word(k); w != "and" && w != "or" && w != "&" && r.mark(k) != "," {
			return false
		}
	}
	return true
}

// qualify settles a match by the place named right beside it: "Odessa,
// Texas", "Kursk (Russia)", "Ukraine's Odesa", "the Ukrainian city of Odesa".
func (r *placeReader) qualify(i int) {
	m := &r.matches[i]
	if r.isPartOfName(m) || r.isWord(m) && (r.atoms[m.from].shouted || r.atoms[m.from].initial) && !m.located {
		return
	}
	if i+1 < len(r.matches) {
		next := &r.matches[i+1]
		gap := next.from - m.upto
		mark := r.mark(m.upto)
		if gap == 1 && (mark == "," || mark == "(") || gap == 2 && mark == "," && r.word(m.upto+1) == "in" {
			r.qualifyBy(m, next)
		}
	}
	if m.chosen == nil {
		r.qualifyBefore(i)
	}
	if m.chosen != nil {
		m.accepted = true
	}
}

// qualifyBy settles both places of "Odessa, Texas".
func (r *placeReader) qualifyBy(m, in *placeMatch) {
	if m.key == in.key {
		return
	}
	outers := slices.Clone(in.entries)
	slices.SortStableFunc(outers, func(a, b placeEntry) int { return rank(b) - rank(a) }) // countries first
	for k := range outers {
		outer := &outers[k]
		if outer.kind != 'n' && outer.kind != 'r' {
			continue
		}
		inside := func(e *placeEntry) bool {
			return e.country == outer.country && e.isPlace() && e.kind != 'n' && (outer.kind == 'n' || e.isTown() && e.admin == outer.admin)
		}
		e := r.best(m, inside)
		for j := 0; e == nil && j < len(m.entries); j++ { // the most populous
			if inside(&m.entries[j]) {
				e = &m.entries[j]
			}
		}
		if e != nil {
			m.chosen, in.chosen, in.accepted = e, outer, true
			return
		}
	}
}

// qualifyBefore looks for a country in the few words before the match.
func (r *placeReader) qualifyBefore(i int) {
	m := &r.matches[i]
	if len(m.entries) == 1 && m.accepted {
		return
	}
	for k := m.from - 1; k >= 0 && k >= m.from-5; k-- {
		a := r.atoms[k]
		if a.kind == Punct || a.kind == Quote || a.newline {
			return
		}
		if a.kind != Word || !a.capital {
			continue
		}
		_, code, ok := lookupWord(a.in(r.s), 'd')
		if !ok && r.possessive(k+1) {
			_, code, ok = lookupWord(a.in(r.s), 'n')
		}
		if !ok {
			return
		}
		between := k + 2
		if r.possessive(k + 1) {
			between++
		}
		if m.from > between+2 {
			return
		}
		m.chosen = r.best(m, func(e *placeEntry) bool { return e.country == code && e.kind != 'n' })
		return
	}
}
