package text

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// PlaceKind says what sort of place a name names.
type PlaceKind uint8

// The kinds of places.
const (
	Town    PlaceKind = iota // a populated place
	Capital                  // the capital of a country
	Region                   // a part of one country
	Country
	Area // a sea, mountains, a part of the world: Country is ""
)

// PlaceEntry is a place that the gazetteer knows.
type PlaceEntry struct {
	claims.Place // without a span
	Kind         PlaceKind
	Admin        string // GeoNames code of the region within the country
	Population   int    // 0 where it is not known
}

// PlaceMention is a place named in a text. An ambiguous name has neither
// country nor coordinates, but Candidates, the most populous first.
type PlaceMention struct {
	claims.Place
	Kind       PlaceKind
	Candidates []PlaceEntry
}

// LookupPlace gives the places that bear a name, the most populous first
// within each kind. Spelling variants and diacritics do not matter.
//
// "Kursk region" and "province of Kursk" give the region alone.
func LookupPlace(name string) []PlaceEntry {
	key := PlaceKey(name)
	var out []PlaceEntry
	for _, e := range lookupKey(key) {
		if e.isPlace() {
			out = append(out, e.public())
		}
	}
	if base := regionBase(key); len(out) == 0 && base != "" {
		for _, e := range lookupKey(base) {
			if e.kind == 'r' {
				out = append(out, e.public())
			}
		}
	}
	return out
}

// regionBase gives the name in the key of "kursk region" or "province of
// kursk", "" where no such word stands in it.
func regionBase(key string) string {
	first, rest, _ := strings.Cut(key, " ")
	if name, ok := strings.CutPrefix(rest, "of "); ok && regionNouns()[first] {
		return name
	}
	base := ""
	for i := strings.LastIndexByte(key, ' '); i > 0 && regionNouns()[key[i+1:]]; i = strings.LastIndexByte(key, ' ') {
		key = key[:i]
		base = key
	}
	return base
}

// Demonym gives the country that an adjective or a word for its people names
// ("Ukrainian", "Israelis"): its English name and ISO code. Adjectives that
// several countries share ("Korean") are not resolved.
func Demonym(word string) (country, code string, ok bool) { return lookupWord(word, 'd') }

// Metonym gives the country whose government a name stands for: "the
// Kremlin", "White House". Capitals are not among them; see [Government].
func Metonym(name string) (country, code string, ok bool) { return lookupWord(name, 'm') }

// CountryOf gives the name and code of the country that a name means in any
// of its forms: name, abbreviation, adjective, seat of government.
func CountryOf(name string) (country, code string, ok bool) {
	found := lookupKey(PlaceKey(name))
	for _, kind := range []byte("ndm") {
		if country, code, ok = countryAmong(found, name, kind); ok {
			return country, code, true
		}
	}
	return "", "", false
}

// Government gives the country whose government a name can stand for: a
// metonym, or the name of the capital ("Kyiv said").
func Government(name string) (country, code string, ok bool) {
	if country, code, ok = Metonym(name); ok {
		return country, code, true
	}
	for _, e := range lookupKey(PlaceKey(name)) {
		if e.kind == 'c' {
			return CountryName(e.country), e.country, true
		}
	}
	return "", "", false
}

// CountryName gives the usual English name of a country by its ISO code, ""
// for a code that is not known.
func CountryName(code string) string {
	if found := lookupKey("=" + strings.ToLower(code)); len(found) > 0 {
		return found[0].name
	}
	return ""
}

func lookupWord(word string, kind byte) (country, code string, ok bool) {
	return countryAmong(lookupKey(PlaceKey(word)), word, kind)
}

// countryAmong gives the one country that the entries of a kind mean.
func countryAmong(found []placeEntry, word string, kind byte) (country, code string, ok bool) {
	for _, e := range found {
		if e.kind != kind || kind == 'n' && e.acronym && word == strings.ToLower(word) {
			continue
		}
		if ok && e.country != code {
			return "", "", false
		}
		country, code, ok = e.name, e.country, true
	}
	return country, code, ok
}

func (e placeEntry) isPlace() bool { return e.kind != 'd' && e.kind != 'm' }

func (e placeEntry) isTown() bool { return e.kind == 'p' || e.kind == 'a' || e.kind == 'c' }

func (e placeEntry) public() PlaceEntry {
	p := PlaceEntry{Place: claims.Place{Name: e.name, Country: e.country}, Admin: e.admin, Population: e.population}
	if e.located {
		lat, lon := e.lat, e.lon
		p.Lat, p.Lon = &lat, &lon
	}
	switch e.kind {
	case 'c':
		p.Kind = Capital
	case 'r':
		p.Kind = Region
	case 'n':
		p.Kind = Country
	case 'v':
		p.Kind = Area
	}
	return p
}

// FindPlaces finds the places that a text names. Names of persons and of
// organizations, adjectives and words for governments are not among them.
// countries are the ISO codes of those that the text is known to be about.
func FindPlaces(s string, countries ...string) []PlaceMention {
	tokens := Tokens(s)
	return PlacesIn(s, tokens, NamesIn(s, tokens), countries...)
}

// PlacesIn is [FindPlaces] for a text whose tokens and names are at hand.
func PlacesIn(s string, tokens []Token, names []Name, countries ...string) []PlaceMention {
	r := &placeReader{s: s, atoms: atomsOf(s, tokens), support: map[string]int{}, lent: map[lender]int{}}
	for _, c := range countries {
		r.support[c] += 3
	}
	r.notePersons(names)
	r.noteParagraphs()
	for i := 0; i < len(r.atoms); {
		i = max(i+1, r.match(i))
	}
	r.choose()
	return r.withUnlisted(r.mentions())
}

// placeReader reads the places of one text: first every name that the
// gazetteer knows, then which of them are meant as places, and which places.
type placeReader struct {
	s        string
	atoms    []atom
	matches  []placeMatch
	support  map[string]int   // country -> how much the text is about it
	local    []map[string]int // the same for each paragraph
	par      []int            // atom -> paragraph
	lent     map[lender]int   // what an ambiguous name itself added to them
	taken    []Name           // names of persons and organizations, by start
	surnames map[string]bool
}

// lender is an ambiguous name in a paragraph.
type lender struct {
	key string
	par int
}

// placeMatch is a name of the gazetteer in the text: atoms[from:to], of which
// a word like "region" may follow until upto.
type placeMatch struct {
	from, to, upto int
	key            string
	entries        []placeEntry
	asRegion       bool // "Kursk region", "region of Kursk"
	asTown         bool // "city of"
	located        bool // a word before it says that it is a place: "in", "near"
	loosely        bool // "from", "to", "of"
	accepted       bool
	chosen         *placeEntry
}

// notePersons keeps the names that are not places.
func (r *placeReader) notePersons(names []Name) {
	r.surnames = map[string]bool{}
	for _, n := range names {
		switch n.Type {
		case NamePerson:
			r.taken = append(r.taken, n)
			if last := LastName(n.Text); last != "" {
				r.surnames[PlaceKey(last)] = true
			}
		case NameOrganization:
			r.taken = append(r.taken, n)
		}
	}
}

// match finds the longest name of the gazetteer that begins at atom i, and
// gives the atom after it.
func (r *placeReader) match(i int) int {
	if !r.canBegin(i) {
		return 0
	}
	var best placeMatch
	key := ""
	for j, words := i, 0; j < len(r.atoms) && words < 6; j++ {
		a := r.atoms[j]
		if a.kind != Word {
			if j > i && a.in(r.s) == "." && r.abbreviates(j-1) {
				continue
			}
			break
		}
		if words > 0 && a.newline && strings.Count(r.s[r.atoms[j-1].end:a.start], "\n") > 1 {
			break
		}
		words++
		if key != "" {
			key += " "
		}
		key += keyWord(a.in(r.s))
		line, _ := lineAt(gazetteer, lowerBound(gazetteer, key))
		rest, ok := strings.CutPrefix(line, key)
		if !ok || rest == "" {
			break
		}
		if rest[0] == '\t' && (a.capital || a.hyphen) && (len(key) > 2 || a.upper) {
			best = placeMatch{from: i, to: j + 1, key: key}
		} else if rest[0] != '\t' && rest[0] != ' ' {
			if !r.continues(key) {
				break
			}
		}
	}
	if best.to == 0 {
		return 0
	}
	best.entries = r.spelledLike(best)
	if len(best.entries) == 0 || neverAlone()[best.key] || r.atoms[i].shouted && neverAlone()[regionBase(best.key)] {
		return 0
	}
	best.upto = best.to
	r.readSurroundings(&best)
	if !best.entries[0].isPlace() && !hasPlace(best.entries) {
		r.addSupport(i, best.entries, 2)
		return best.to
	}
	r.matches = append(r.matches, best)
	return best.to
}

// continues says whether some key goes on after these words. The first line at
// or above "kryvyi" may be "kryvyi-x" only if such a key exists at all.
func (r *placeReader) continues(key string) bool {
	line, _ := lineAt(gazetteer, lowerBound(gazetteer, key+" "))
	return strings.HasPrefix(line, key+" ")
}

// canBegin says whether a name of a place can begin at atom i.
func (r *placeReader) canBegin(i int) bool {
	a := r.atoms[i]
	if a.kind != Word {
		return false
	}
	if a.capital {
		return true
	}
	next := i + 1
	return next < len(r.atoms) && r.atoms[next].hyphen && r.atoms[next].capital && len(a.in(r.s)) < 4
}

func (r *placeReader) abbreviates(i int) bool {
	switch keyWord(r.atoms[i].in(r.s)) {
	case "saint", "fort", "mount":
		return r.atoms[i].end-r.atoms[i].start <= 3
	}
	return false
}

// spelledLike leaves out abbreviations where the text does not write one.
func (r *placeReader) spelledLike(m placeMatch) []placeEntry {
	first := r.atoms[m.from]
	word := first.in(r.s)
	out := lookupKey(m.key)
	kept := out[:0]
	for _, e := range out {
		dotted := strings.IndexByte(word, '.') > 0
		if e.acronym && !dotted && (!first.upper || first.shouted) {
			continue
		}
		kept = append(kept, e)
	}
	return kept
}

func hasPlace(entries []placeEntry) bool {
	for _, e := range entries {
		if e.isPlace() {
			return true
		}
	}
	return false
}

// addSupport notes that the text names a country at atom i, if it is but one.
func (r *placeReader) addSupport(i int, entries []placeEntry, weight int) {
	country := entries[0].country
	for _, e := range entries {
		if e.country != country {
			return
		}
	}
	r.supports(i, country, weight)
}

func (r *placeReader) supports(i int, country string, weight int) {
	if country == "" {
		return
	}
	r.support[country] += weight
	p := r.par[i]
	if r.local[p] == nil {
		r.local[p] = map[string]int{}
	}
	r.local[p][country] += weight
}

// noteParagraphs numbers the paragraph of each atom.
func (r *placeReader) noteParagraphs() {
	r.par = make([]int, len(r.atoms))
	for i := 1; i < len(r.atoms); i++ {
		r.par[i] = r.par[i-1]
		if a := r.atoms[i]; a.newline && strings.Count(r.s[r.atoms[i-1].end:a.start], "\n") > 1 {
			r.par[i]++
		}
	}
	if n := len(r.par); n > 0 {
		r.local = make([]map[string]int, r.par[n-1]+1)
	}
}
