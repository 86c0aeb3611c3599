package text

import (
	"slices"
	"strings"
	"sync"

	"github.com/claimbot/claimbot/claims"
)

// readSurroundings notes what the words beside a match say of it.
func (r *placeReader) readSurroundings(m *placeMatch) {
	if word := r.word(m.to); regionNouns()[word] && (!r.atoms[m.to].newline) {
		m.asRegion = true
		m.upto = m.to + 1
		if next := r.word(m.upto); next == "oblast" || next == "region" || next == "province" || next == "republic" {
			m.upto++ // "Autonomous Region"
		}
	}
	before := m.from - 1
	if r.word(before) == "the" {
		before--
	}
	switch word := r.word(before); {
	case word == "of" || word == "in":
		switch noun := r.word(before - 1); {
		case regionNouns()[noun]:
			m.asRegion, m.located = true, true
		case townNouns()[noun]:
			m.asTown, m.located = true, true
		}
		m.located = m.located || word == "in"
		m.loosely = true
	case strictPrepositions()[word]:
		m.located, m.loosely = true, true
	case loosePrepositions()[word]:
		m.loosely = true
	case townNouns()[word]:
		m.loosely = true
	case directions()[word]:
		if w := r.word(before - 1); w == "in" || w == "the" || strictPrepositions()[w] || loosePrepositions()[w] {
			m.located = true
		}
		m.loosely = true
	}
}

// word gives the lower-case word at atom i, "" where there is none.
func (r *placeReader) word(i int) string {
	if i < 0 || i >= len(r.atoms) || r.atoms[i].kind != Word {
		return ""
	}
	return r.atoms[i].lower
}

func (r *placeReader) capitalAt(i int) bool {
	return i >= 0 && i < len(r.atoms) && r.atoms[i].kind == Word && r.atoms[i].capital
}

// mark gives the punctuation at atom i, "" where there is none.
func (r *placeReader) mark(i int) string {
	if i < 0 || i >= len(r.atoms) || r.atoms[i].kind != Punct {
		return ""
	}
	return r.atoms[i].in(r.s)
}

// choose decides which matches are places and which places they are. It goes
// over the text twice: what is plain lends its country to what is not.
func (r *placeReader) choose() {
	for i := range r.matches {
		m := &r.matches[i]
		if r.isPartOfName(m) || r.isInsideRun(m) || !r.isPlain(m) {
			continue
		}
		m.accepted = true
		if e := onlyOne(m); e != nil {
			r.supports(m.from, e.country, 3)
		} else if e := r.best(m, anyEntry); e != nil && e.country != "" {
			r.supports(m.from, e.country, 2)
			r.lent[lender{m.key, r.par[m.from]}] += 2
		}
		if e := r.best(m, anyEntry); e != nil && r.isDateline(m) {
			r.supports(m.from, e.country, 3)
			r.lent[lender{m.key, r.par[m.from]}] += 3
		}
	}
	for i := range r.matches {
		r.qualify(i)
	}
	known := map[string]bool{}
	for i := range r.matches {
		m := &r.matches[i]
		if m.accepted {
			known[m.key] = true
		}
	}
	for i := range r.matches {
		m := &r.matches[i]
		if !m.accepted && !r.isPartOfName(m) && !r.isInsideRun(m) {
			m.accepted = known[m.key] && !r.isWord(m) || r.isEvident(i)
		}
		if m.accepted {
			known[m.key] = true
		}
		if m.accepted && m.chosen == nil {
			m.chosen = r.resolve(m)
		}
	}
	r.repeat()
}

// repeat lets an unresolved name mean what it means elsewhere in the text.
func (r *placeReader) repeat() {
	meant := map[string]*placeEntry{}
	for _, m := range r.matches {
		if m.chosen != nil && !m.asRegion {
			if old, ok := meant[m.key]; ok && (old == nil || *old != *m.chosen) {
				meant[m.key] = nil
				continue
			}
			meant[m.key] = m.chosen
		}
	}
	for i := range r.matches {
		if m := &r.matches[i]; m.accepted && m.chosen == nil {
			m.chosen = meant[m.key]
		}
	}
}

// onlyOne gives the entry of a match that cannot mean another country.
func onlyOne(m *placeMatch) *placeEntry {
	var first *placeEntry
	for i := range m.entries {
		e := &m.entries[i]
		if !e.isPlace() || e.country == "" {
			continue
		}
		if first != nil && e.country != first.country {
			return nil
		}
		if first == nil {
			first = e
		}
	}
	return first
}

// isPartOfName says whether the match is a person's or organization's name, or
// part of one, or a surname that the text uses.
func (r *placeReader) isPartOfName(m *placeMatch) bool {
	if r.isTaken(r.atoms[m.from].start, r.atoms[m.to-1].end) {
		return true
	}
	return r.surnames[m.key] && !(m.located && !r.possessive(m.to))
}

// isTaken says whether a person's or organization's name lies in s[start:end].
func (r *placeReader) isTaken(start, end int) bool {
	at, _ := slices.BinarySearchFunc(r.taken, start, func(n Name, start int) int {
		if n.End <= start {
			return -1
		}
		return 1
	})
	return at < len(r.taken) && r.taken[at].Start < end
}

func (r *placeReader) possessive(i int) bool {
	return i < len(r.atoms) && r.atoms[i].kind == Possessive
}

// isInsideRun says whether a lesser name ends a longer one that the gazetteer
// does not know: "Vale" in "Sarnia Vale".
func (r *placeReader) isInsideRun(m *placeMatch) bool {
	before := m.from - 1
	if !r.capitalAt(before) || r.atoms[m.from].newline || r.atoms[before].shouted || r.atoms[m.from].hyphen {
		return false
	}
	w := r.word(before)
	if directions()[w] || isTitle(w) || stopWords[w] || townNouns()[w] || regionNouns()[w] || neverPlaces()[w] {
		return false
	}
	if _, _, ok := CountryOf(r.atoms[before].in(r.s)); ok {
		return false
	}
	top := 0
	for _, e := range m.entries {
		top = max(top, rank(e))
	}
	return top < 1_000_000
}

// isPlain says whether the name is that of a place wherever it stands.
func (r *placeReader) isPlain(m *placeMatch) bool {
	e := m.entries[0]
	for _, other := range m.entries {
		if rank(other) > rank(e) {
			e = other
		}
	}
	first := r.atoms[m.from]
	person := e.person && m.to-m.from == 1
	switch {
	case m.asRegion && !e.word:
		return true
	case r.isWord(m):
		return m.located && !first.initial && !first.shouted && e.population >= 100_000 && !r.possessive(m.to) && !r.capitalAt(m.to)
	case e.kind == 'n' || e.kind == 'v':
		return true
	case person && e.kind != 'c':
		return e.population >= 1_000_000 || m.located && e.population >= 100_000
	case e.kind == 'c':
		return e.population >= 20_000 || m.located
	case e.kind == 'r':
		return e.population >= 300_000 || e.population == 0 || m.located
	case first.shouted && m.to-m.from == 1:
		return e.population >= 300_000 || m.located && e.population >= 20_000
	}
	return e.population >= 100_000 || e.kind == 'a' && e.population >= 50_000
}

// rank orders entries of one name by how well known they are.
func rank(e placeEntry) int {
	switch e.kind {
	case 'n':
		return 1 << 40
	case 'v':
		return 1 << 39
	case 'c':
		return 1<<30 + e.population
	case 'd', 'm':
		return 0
	}
	return e.population
}

// isWord says whether the match reads as an English word: only what is beyond
// doubt a place counts then.
func (r *placeReader) isWord(m *placeMatch) bool {
	for _, e := range m.entries {
		if neverPlaces()[m.key] && e.kind != 'n' {
			return true
		}
		if e.kind == 'n' || e.kind == 'c' && e.population > 100_000 || e.kind == 'v' {
			return false
		}
	}
	if m.asRegion && r.atoms[m.upto-1].capital && !r.atoms[m.from].shouted {
		return false // "Northern Province"
	}
	return m.entries[0].word
}

// isEvident says whether the text around a lesser name shows it to be a place.
func (r *placeReader) isEvident(i int) bool {
	m := &r.matches[i]
	if r.isWord(m) {
		return false
	}
	if m.located || m.chosen != nil || m.asTown || m.asRegion {
		return !m.entries[0].person || m.located || m.chosen != nil || m.asTown
	}
	if r.isDateline(m) || r.listed(i) {
		return true
	}
	if m.entries[0].person {
		return false
	}
	supported := false
	for _, e := range m.entries {
		supported = supported || r.support[e.country] > 0 && (e.population >= 20_000 || !r.atoms[m.from].shouted)
	}
	return supported && (m.loosely || m.to-m.from > 1 || m.entries[0].population >= 20_000 && !r.atoms[m.from].initial)
}

// isDateline says whether the match opens a paragraph as "KYIV, March 14" or
// "KYIV (Reuters) -" do.
func (r *placeReader) isDateline(m *placeMatch) bool {
	mark := r.mark(m.to)
	return r.atoms[m.from].newline && r.atoms[m.from].upper && (mark == "," || mark == "(" || mark == "-" || mark == "—" || mark == "–")
}

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

var (
	regionNouns = lazySet("region oblast province department governorate state district county raion prefecture territory krai voivodeship canton regions oblasts provinces departments republic")
	townNouns   = lazySet("city town village port capital suburb municipality settlement hamlet resort neighborhood neighbourhood cities towns villages district outskirts airport camp")

	strictPrepositions = lazySet("in near outside inside around across throughout at into beyond within surrounding downtown central nearby")
	loosePrepositions  = lazySet("from to of toward towards over on for between through against via leaving reached entered")
	// neverAlone are names of regions that are words of direction: without the
	// rest of a name they are none.
	neverAlone = lazySet("north south east west northern southern eastern western central centre center university northeast northwest southeast southwest upper lower island islands state city county")

	directions = lazySet("northern southern eastern western north south east west northeastern northwestern southeastern southwestern central neighboring neighbouring occupied besieged greater downtown")
)

// lazySet makes a set of words when it is first asked for.
func lazySet(words string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for w := range strings.FieldsSeq(words) {
			m[w] = true
		}
		return m
	})
}

// lazyKeys makes a set of names, apart by bars or line breaks, under their keys.
func lazyKeys(names string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for name := range strings.FieldsFuncSeq(names, func(r rune) bool { return r == '|' || r == '\n' }) {
			m[PlaceKey(strings.TrimSpace(name))] = true
		}
		return m
	})
}
