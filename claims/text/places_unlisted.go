package text

import (
	"cmp"
	"slices"

	"github.com/claimbot/claimbot/claims"
)

// Villages, streets' towns and places of fiction are in no gazetteer. A name
// with capitals is taken for one where the words before it say so ("in",
// "near", "the town of"), or the word behind it ("Varn province"); once told,
// it is the same place wherever the text names it. Such a place has neither
// country nor coordinates.

// unlistedWords bounds the words of such a name.
const unlistedWords = 4

// listedPlaces bounds how far a list of places is followed to its verb, so
// that reading stays linear in the text.
const listedPlaces = 8

// withUnlisted adds the places that the gazetteer does not know, in text order.
func (r *placeReader) withUnlisted(known []PlaceMention) []PlaceMention {
	names := map[string]bool{}
	for i := range r.atoms {
		if to := r.unlistedAt(i); to > 0 && r.isLocated(i, to) {
			names[r.s[r.atoms[i].start:r.atoms[to-1].end]] = true
		}
	}
	if len(names) == 0 {
		return known
	}
	out, next := slices.Clone(known), 0
	for i := 0; i < len(r.atoms); i++ {
		to := r.unlistedAt(i)
		if to == 0 {
			continue
		}
		span := claims.Span{Text: r.s[r.atoms[i].start:r.atoms[to-1].end], Start: r.atoms[i].start, End: r.atoms[to-1].end}
		for next < len(known) && known[next].End <= span.Start {
			next++
		}
		overlapping := next < len(known) && known[next].Start < span.End
		if names[span.Text] && !overlapping {
			out = append(out, PlaceMention{Place: claims.Place{Name: span.Text, Span: span}})
		}
		i = to - 1
	}
	slices.SortStableFunc(out, func(a, b PlaceMention) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// unlistedAt gives the end of the run of capitalised words that begins at atom
// i, 0 where none does that could be an unlisted place.
func (r *placeReader) unlistedAt(i int) int {
	if i > 0 && r.isNameWord(i-1) {
		return 0
	}
	to := i
	for to < len(r.atoms) && to-i <= unlistedWords && r.isNameWord(to) && (to == i || !r.atoms[to].newline) {
		to++
	}
	if to == i || to-i > unlistedWords {
		return 0
	}
	if r.isTaken(r.atoms[i].start, r.atoms[to-1].end) {
		return 0
	}
	return to
}

// isNameWord says whether an atom can be a word of a place's name.
func (r *placeReader) isNameWord(i int) bool {
	a := r.atoms[i]
	if a.kind != Word || !a.capital || a.shouted || a.upper || len(a.lower) < 3 || r.surnames[keyWord(a.lower)] {
		return false
	}
	if stopWords[a.lower] || neverPlaces()[a.lower] {
		return false
	}
	_, _, nation := Demonym(a.in(r.s))
	return !nation
}

// isLocated says whether the words around atoms[from:to] say that they name a
// place.
func (r *placeReader) isLocated(from, to int) bool {
	if next := r.word(to); next != "" && regionNouns()[next] && next != "state" && next != "states" {
		return true
	}
	if to < len(r.atoms) && r.atoms[to].kind == Possessive { // "in Orrin's view"
		return false
	}
	if r.isStruck(to) {
		return true
	}
	before := from - 1
	if r.word(before) == "the" {
		return false // "in the Senate", "at the Ministry"
	}
	word := r.word(before)
	if directions()[word] {
		word = r.word(before - 1)
	}
	switch {
	case word == "of":
		noun := r.word(before - 1)
		return townNouns()[noun] || regionNouns()[noun]
	case word == "in", word == "near", word == "outside", word == "around":
		return true
	case townNouns()[word]:
		return true
	}
	return false
}

// isStruck says whether the words at atom to tell of what happens to places:
// "was shelled", "and Castle Orr were also hit".
func (r *placeReader) isStruck(to int) bool {
	for range listedPlaces {
		if next := r.word(to); next != "and" && next != "or" && r.mark(to) != "," {
			break
		}
		if to+1 >= len(r.atoms) {
			return false
		}
		if to = r.unlistedAt(to + 1); to == 0 {
			return false
		}
	}
	for i := to; i < to+4; i++ {
		switch word := r.word(i); {
		case struck()[word]:
			return i > to
		case word == "hit", word == "struck": // people are, too
			return i > to && r.word(i+1) == "by" && (munitions()[r.word(i+2)] || munitions()[r.word(i+3)])
		case !strikeLinks()[word]:
			return false
		}
	}
	return false
}

var (
	struck      = lazySet("shelled bombed bombarded occupied evacuated besieged flooded liberated recaptured overrun encircled")
	munitions   = lazySet("rockets missiles drones shells shelling artillery airstrikes strikes bombs mortars missile drone rocket earthquake quake storm flood floods")
	strikeLinks = lazySet("was were is are been has have had being also again both heavily later")
)

var neverPlaces = lazySet(`january february march april may june july august september october november december
	monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter christmas easter ramadan
	parliament congress senate house cabinet court council ministry ministers government office department committee commission party union army navy force forces
	english arabic russian ukrainian french german spanish islam christianity god operation resolution article chapter section phase day group team
	twitter facebook telegram instagram tiktok youtube whatsapp truth social google reddit signal
	mr mrs ms dr sir lord lady president prime minister king queen prince pope general colonel captain sergeant mayor governor
	republican republicans democratic democrat democrats state black white prison uptown
	champions league cup games olympics series round act law treaty agreement accord deal plan street road avenue square bridge airport`)
