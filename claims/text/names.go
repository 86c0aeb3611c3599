package text

import (
	"slices"
	"strings"
)

// NameType says what a name names.
type NameType string

// The types of names.
const (
	NamePerson       NameType = "person"
	NameOrganization NameType = "organization"
	NameGroup        NameType = "group" // a people or the members of a movement: "Israelis", "Democrats"
	NamePlace        NameType = "place"
	NameUnknown      NameType = "unknown"
)

// Name is a proper name in a text: text[Start:End] == Text, without titles
// and without the possessive ending.
type Name struct {
	Start, End  int
	Text        string
	Type        NameType
	Role        string // "secretary of state", as the text has it beside this name
	Affiliation string // "US", "Hamas": whose president or spokesman
	Gender      string // "m", "f" or "" where title and given name do not tell
}

// FindNames finds the proper names of persons, organizations, groups and
// places in a text. Adjectives ("Ukrainian") are not names.
func FindNames(s string) []Name { return NamesIn(s, Tokens(s)) }

// NamesIn is [FindNames] for a text whose tokens are at hand.
func NamesIn(s string, tokens []Token) []Name {
	r := &nameReader{s: s, atoms: atomsOf(s, tokens)}
	for i := 0; i < len(r.atoms); {
		if r.atoms[i].shouted {
			i = r.shouted(i)
			continue
		}
		i = r.chunk(i)
	}
	r.settle()
	slices.SortStableFunc(r.found, func(a, b Name) int { return a.Start - b.Start })
	return r.found
}

// nameReader reads the names of one text: runs of words with capitals, then
// what each run names by its words and those beside it.
type nameReader struct {
	s     string
	atoms []atom
	found []Name
	open  []openName // runs that only the rest of the text can settle
}

// openName is a run of which nothing beside it tells what it names.
type openName struct {
	name    Name
	initial bool // it begins a sentence
}

// chunk reads the run of capitals at atom i, and gives the atom after it.
func (r *nameReader) chunk(i int) int {
	if !r.opens(i) {
		return i + 1
	}
	end := r.runEnd(i)
	next := end
	for i < end && (r.isFunctionWord(i) || r.atoms[i].kind != Word) {
		i++
	}
	for i < end {
		cut := r.cutBefore(i, end)
		r.classify(i, cut)
		i = cut
	}
	return next
}

// opens says whether a name can begin at atom i.
func (r *nameReader) opens(i int) bool {
	a := r.atoms[i]
	if a.kind != Word || a.shouted {
		return false
	}
	if a.capital {
		return true
	}
	return i+1 < len(r.atoms) && r.atoms[i+1].hyphen && r.atoms[i+1].capital && (particles()[r.word(i)] || assimilated()[r.word(i)])
}

// maxRun bounds a name, so that a text of capitals is read in linear time.
const maxRun = 12

// runEnd gives the end of the run of capitals that begins at i: particles,
// initials and the "of" of organizations belong to it.
func (r *nameReader) runEnd(i int) int {
	j := i + 1
	for j < len(r.atoms) && j < i+maxRun {
		a := r.atoms[j]
		if a.newline && strings.Count(r.s[r.atoms[j-1].end:a.start], "\n") > 1 {
			return j
		}
		switch {
		case a.kind == Word && a.capital && !a.shouted:
			if a.hyphen && r.isCountry(j-1) {
				return j
			}
			j++
		case a.kind == Word && a.hyphen && !particles()[r.word(j)]:
			return j // "Gaza-based"
		case a.kind == Punct && r.mark(j) == "." && r.abbreviated(j-1) && r.capitalAt(j+1):
			j++
		case a.kind == Punct && r.mark(j) == "&" && r.capitalAt(j+1):
			j++
		default:
			k := r.bridge(i, j)
			if k == 0 {
				return j
			}
			j += k
		}
	}
	return j
}

// bridge says how many words in small letters at j join two parts of a name.
func (r *nameReader) bridge(from, j int) int {
	w := r.word(j)
	if w == "" {
		return 0
	}
	if particles()[w] || assimilated()[w] && j+1 < len(r.atoms) && r.atoms[j+1].hyphen {
		switch {
		case r.capitalAt(j + 1):
			return 1
		case particles()[r.word(j+1)] && r.capitalAt(j+2):
			return 2
		}
		return 0
	}
	if w != "of" && w != "for" && w != "and" && w != "at" {
		return 0
	}
	headed := false
	for k := from; k < j; k++ {
		w := r.word(k)
		headed = headed || organizationHeads()[w] || w == "secretary" && w != "for"
	}
	if !headed || w == "and" && r.word(j-2) != "of" && r.word(j-2) != "for" {
		return 0
	}
	switch {
	case r.capitalAt(j + 1):
		return 1
	case r.word(j+1) == "the" && r.capitalAt(j+2):
		return 2
	}
	return 0
}

func (r *nameReader) capitalAt(j int) bool {
	return j < len(r.atoms) && r.atoms[j].kind == Word && r.atoms[j].capital && !r.atoms[j].shouted
}

// abbreviated says whether the full stop after atom i is that of an initial or
// a title.
func (r *nameReader) abbreviated(i int) bool {
	w := r.word(i)
	if r.atoms[i].end-r.atoms[i].start == 1 {
		return true
	}
	return len(w) <= 4 && (honorifics()[w] || shortTitles()[w]) || w == "jr" || w == "sr"
}

// cutBefore gives the end of the part of the run that is one name: months and
// weekdays stand between names.
func (r *nameReader) cutBefore(i, end int) int {
	if r.isCalendar(i) {
		return i + 1
	}
	for j := i + 1; j < end; j++ {
		if r.isCalendar(j) && !(givenName(r.atoms[j-1].in(r.s)) != 0) {
			return j
		}
	}
	return end
}

func (r *nameReader) isCalendar(i int) bool {
	w := r.word(i)
	if _, ok := months()[w]; ok && len(w) > 2 {
		return true
	}
	_, ok := weekdays()[w]
	return ok && len(w) > 5
}

// isFunctionWord says whether the word at atom i has its capital from its
// place alone: it begins a sentence and is a function word or adverb.
func (r *nameReader) isFunctionWord(i int) bool {
	w := r.word(i)
	return w == "the" || w == "i" || stopWords[w] && !r.atoms[i].upper && w != "will" || openers()[w]
}

func (r *nameReader) isCountry(i int) bool {
	_, _, ok := CountryOf(r.atoms[i].in(r.s))
	return ok
}

func (r *nameReader) word(i int) string {
	if i < 0 || i >= len(r.atoms) || r.atoms[i].kind != Word {
		return ""
	}
	return r.atoms[i].lower
}

func (r *nameReader) mark(i int) string {
	if i < 0 || i >= len(r.atoms) || r.atoms[i].kind != Punct {
		return ""
	}
	return r.atoms[i].in(r.s)
}

func (r *nameReader) possessive(i int) bool {
	return i >= 0 && i < len(r.atoms) && r.atoms[i].kind == Possessive
}

// between gives the words of atoms[i:j] as they stand.
func (r *nameReader) between(i, j int) string { return r.s[r.atoms[i].start:r.atoms[j-1].end] }
