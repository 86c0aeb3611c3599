package text

import (
	"slices"
	"strings"
	"sync"
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
