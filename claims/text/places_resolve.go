package text

import (
	"github.com/claimbot/claimbot/claims"
)

// resolve says which place is meant, nil if that stays open.
func (r *placeReader) resolve(m *placeMatch) *placeEntry {
	top := r.best(m, anyEntry)
	if top == nil && m.asTown { // "the capital of North Darfur"
		m.asTown = false
		top = r.best(m, anyEntry)
	}
	if top == nil {
		return r.bySupport(m)
	}
	if e := r.bySupport(m); e != nil && e.country != top.country && top.population < 8*e.population && top.kind != 'n' && top.kind != 'v' {
		return e
	}
	if r.isElsewhere(m, top) {
		return nil
	}
	return top
}

// isElsewhere says whether a lesser place, of several that bear the name, lies
// in a country that the text does not speak of, while it speaks of others.
func (r *placeReader) isElsewhere(m *placeMatch, top *placeEntry) bool {
	if top.kind == 'n' || top.kind == 'v' || top.kind == 'c' || top.population >= 300_000 || onlyOne(m) != nil {
		return false
	}
	if r.support[top.country] > r.lent[lender{m.key, r.par[m.from]}] {
		return false
	}
	for country, n := range r.support {
		if n >= 4 && country != top.country {
			return true
		}
	}
	return false
}

func anyEntry(*placeEntry) bool { return true }

// best gives the entry that outranks the others that pass, nil if none does.
func (r *placeReader) best(m *placeMatch, pass func(*placeEntry) bool) *placeEntry {
	var first, second *placeEntry
	for i := range m.entries {
		e := &m.entries[i]
		if !e.isPlace() || !pass(e) || m.asTown && !e.isTown() {
			continue
		}
		switch {
		case first == nil || r.prefers(m, e, first):
			if first != nil && !sameSpot(e, first) {
				second = first
			}
			first = e
		case (second == nil || rank(*e) > rank(*second)) && !sameSpot(e, first):
			second = e
		}
	}
	switch {
	case first == nil || second == nil:
		return first
	case m.asRegion && first.kind == 'r' && second.kind != 'r':
		return first
	case first.kind == 'n' && second.kind == 'n':
		return nil
	case first.kind == 'n' && second.kind == 'r' && second.population > 3_000_000 && second.country != first.country:
		return nil // Georgia
	case first.kind == 'n' || first.kind == 'v':
		return first
	case first.kind == 'c' && first.population > 100_000 && first.population >= 3*second.population:
		return first
	case first.population >= 50_000 && first.population >= 8*second.population:
		return first
	}
	return nil
}

// prefers orders two entries of one name as they would be meant here.
func (r *placeReader) prefers(m *placeMatch, e, than *placeEntry) bool {
	if m.asRegion && (e.kind == 'r') != (than.kind == 'r') {
		return e.kind == 'r'
	}
	if e.country == than.country && e.isTown() != than.isTown() && e.kind != 'n' && than.kind != 'n' {
		return e.isTown() && e.population >= 20_000
	}
	return rank(*e) > rank(*than)
}

// sameSpot says whether two entries are a region and its town, between which
// the text need not tell.
func sameSpot(a, b *placeEntry) bool {
	if a.country != b.country {
		return false
	}
	near := a.located && b.located && abs(a.lat-b.lat) < 0.35 && abs(a.lon-b.lon) < 0.35
	return near || (a.kind == 'r') != (b.kind == 'r')
}

func abs(x float64) float64 { return max(x, -x) }

// bySupport gives the entry in the one country that the paragraph, or else
// the text, is about.
func (r *placeReader) bySupport(m *placeMatch) *placeEntry {
	own := ""
	if e := r.best(m, anyEntry); e != nil {
		own = e.country
	}
	lent := r.lent[lender{m.key, r.par[m.from]}]
	if e := r.supported(m, r.local[r.par[m.from]], own, lent); e != nil {
		return e
	}
	return r.supported(m, r.support, own, lent)
}

// supported leaves out what the name itself lent to the country own.
func (r *placeReader) supported(m *placeMatch, about map[string]int, own string, lent int) *placeEntry {
	support := map[string]int{}
	for _, e := range m.entries {
		if support[e.country] = about[e.country]; e.country == own {
			support[e.country] -= lent
		}
	}

	most, next := "", ""
	for _, e := range m.entries {
		if !e.isPlace() || support[e.country] <= 0 || e.country == most {
			continue
		}
		if most == "" || support[e.country] > support[most] {
			most, next = e.country, most
		} else if next == "" || support[e.country] > support[next] {
			next = e.country
		}
	}
	if most == "" || next != "" && support[most] < 3*support[next] {
		return nil
	}
	return r.best(m, func(e *placeEntry) bool { return e.country == most })
}

// mentions gives the accepted matches.
func (r *placeReader) mentions() []PlaceMention {
	var out []PlaceMention
	for i := range r.matches {
		m := &r.matches[i]
		if !m.accepted {
			continue
		}
		to := m.to
		if m.asRegion && m.upto > m.to && (m.chosen == nil || m.chosen.kind == 'r') {
			to = m.upto
		}
		start, end := r.atoms[m.from].start, r.atoms[to-1].end
		p := PlaceMention{}
		if m.chosen != nil {
			e := m.chosen.public()
			p.Place, p.Kind = e.Place, e.Kind
		} else {
			p.Name = r.s[start:end]
			for _, e := range m.entries {
				if e.isPlace() {
					p.Candidates = append(p.Candidates, e.public())
				}
			}
			p.Kind = p.Candidates[0].Kind
		}
		p.Span = claims.Span{Text: r.s[start:end], Start: start, End: end}
		out = append(out, p)
	}
	return out
}
