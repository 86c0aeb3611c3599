package extract

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// wording says how people are mentioned.
type wording uint8

const (
	counted    wording = iota // "at least 12 sailors", "three": a figure stands there
	singled                   // "a woman", "the mayor": one
	several                   // "the sailors": more than one
	named                     // "Maria Lopez": one
	pronominal                // "he", "them"
)

// people is a mention of people: tokens [first:last), how many they are, and
// their noun.
type people struct {
	first, last int
	figure      claims.Figure
	sort        wording
	noun        int  // token of the noun, -1 if there is none
	definite    bool // "the", "his": they were told of before
	among       bool // "three of them": part of others
}

func (p people) one() bool { return p.figure.Max != nil && *p.figure.Max == 1 && p.figure.Min == 1 }

func (p people) none() bool { return p.figure.Max != nil && *p.figure.Max == 0 }

// bareFigure is what a plural without a number says.
var bareFigure = claims.Figure{Min: 2, Qualifier: claims.Vague}

// findPeople finds the mentions of people in the sentence.
func (r *reader) findPeople() {
	r.inNP = make([]int, len(r.tokens))
	for i := range r.inNP {
		r.inNP[i] = -1
	}
	for i := 0; i < len(r.tokens); {
		p, ok := r.peopleAt(i)
		if !ok {
			i++
			continue
		}
		for k := p.first; k < p.last; k++ {
			r.inNP[k] = len(r.people)
		}
		r.people = append(r.people, p)
		i = p.last
	}
}

// peopleAt reads the mention of people that begins at token i.
func (r *reader) peopleAt(i int) (people, bool) {
	w := r.word(i)
	if determiners()[w] || w == "these" || w == "those" || w == "all" {
		if f, ok := r.figures[i+1]; ok { // "the five sailors"
			p, ok := r.countedAt(i+1, f)
			p.first, p.definite = i, w != "all"
			return p, ok
		}
	}
	if f, ok := r.figures[i]; ok {
		if r.isAge(f) || r.word(i-1) == "in" && r.beginsAt(i-2) { // "one in five"
			return people{}, false
		}
		return r.countedAt(i, f)
	}
	switch w {
	case "he", "she", "him":
		return people{first: i, last: i + 1, figure: claims.ExactFigure(1), sort: pronominal, noun: -1, definite: true}, true
	case "they", "them":
		return people{first: i, last: i + 1, figure: bareFigure, sort: pronominal, noun: -1, definite: true}, true
	case "everyone", "everybody":
		return people{first: i, last: i + 1, figure: bareFigure, sort: pronominal, noun: -1}, true
	case "someone", "somebody", "anyone", "anybody":
		return people{first: i, last: i + 1, figure: claims.ExactFigure(1), sort: pronominal, noun: -1}, true
	}
	if determiners()[w] || w == "these" || w == "those" || w == "a" || w == "an" || w == "another" || w == "other" || w == "one" || w == "some" || w == "all" {
		if p, ok := r.nounAfter(i, i+1); ok {
			return p, true
		}
	}
	return r.bareAt(i)
}

// countedAt reads "at least 12 sailors", "five of the sailors", "three".
func (r *reader) countedAt(i int, f text.FigureMention) (people, bool) {
	p := people{first: i, last: f.Last, figure: f.Figure, sort: counted, noun: -1}
	next := f.Last
	for r.word(next) == "of" || r.word(next) == "more" || r.word(next) == "other" || r.word(next) == "additional" {
		if r.word(next) == "of" {
			if w := r.word(next + 1); w == "them" || w == "whom" {
				p.last, p.among = next+2, true
				if n, ok := r.findNoun(p.last); ok && n < p.last+3 {
					p.noun, p.last = n, n+1
				}
				return p, true
			}
		}
		next++
	}
	for determiners()[r.word(next)] || demonstratives[r.word(next)] {
		next++
	}
	if g, ok := r.figures[next]; ok && !f.Digits && next > f.Last { // "a group of 15 sailors"
		if p.last = g.Last; !p.none() {
			p.figure = g.Figure
		}
		next = g.Last
	}
	if n, ok := r.findNoun(next); ok {
		p.noun, p.last = n, n+1
		return p, true
	}
	if w := r.word(next); next < len(r.tokens) && r.tokens[next].Kind == text.Word && !phraseEnds(w) && !r.isHarm(next) {
		// A noun that is not known: people only if a verb of harm says so, and
		// only if it can be a plural like the number before it.
		n := next
		for n+1 < len(r.tokens) && n < next+3 && r.tokens[n+1].Kind == text.Word && !phraseEnds(r.word(n+1)) && !r.isHarm(n+1) {
			n++
		}
		if things()[r.word(n)] || things()[r.word(next)] {
			return p, false
		}
		last := r.word(n)
		if p.one() || last[len(last)-1] == 's' {
			p.noun, p.last = n, n+1
			return p, f.Digits || p.figure.Qualifier == claims.Vague
		}
		return p, false
	}
	if r.word(f.Last) == "in" && things()[r.word(f.Last+1)] { // "millions in losses"
		return p, false
	}
	return p, f.Digits || f.Qualifier == claims.Vague || p.none()
}

// isAge says whether a number is someone's age: "Vargas, 38, was".
func (r *reader) isAge(f text.FigureMention) bool {
	at := f.First
	alone := r.tokens[at].Kind == text.Number && text.PersonNoun(r.word(f.Last)) == text.NotPeople
	for alone && at >= 2 && (r.word(at-1) == "and" || r.word(at-1) == "," || r.word(at-1) == "to") && r.tokens[at-2].Kind == text.Number { // "aged 29 and 51"
		at -= 2
	}
	if w := r.word(at - 1); w == "aged" || w == "ages" || w == "age" {
		return true
	}
	before, after := r.word(f.First-1), r.word(f.Last)
	ends := after == "," || after == ";" || after == "." || after == "and"
	return before == "age" || before == "aged" || before == "," && ends && f.Last-f.First == 1 && r.tokens[f.First].Kind == text.Number && f.Min < 120 && r.isName(f.First-2)
}

// nounAfter reads "the young priests": a determiner at i and a noun from j on.
func (r *reader) nounAfter(i, j int) (people, bool) {
	n, ok := r.findNoun(j)
	if !ok {
		return people{}, false
	}
	p := people{first: i, last: n + 1, noun: n, definite: determiners()[r.word(i)]}
	if text.PersonNoun(r.word(n)) == text.OnePerson {
		p.figure, p.sort = claims.ExactFigure(1), singled
		if r.has(i, []string{"one", "of"}) {
			return p, false
		}
	} else {
		p.figure, p.sort = bareFigure, several
		if r.has(i, []string{"one", "of"}) { // "one of the priests"
			p.figure, p.sort = claims.ExactFigure(1), singled
		}
	}
	return p, true
}

// nounReach is how many words may stand between a number and its noun.
const nounReach = 6

// findNoun finds the noun for people that ends the noun phrase from token i.
func (r *reader) findNoun(i int) (int, bool) {
	found := -1
	for j := i; j < len(r.tokens) && j < i+nounReach; j++ {
		w := r.word(j)
		if r.tokens[j].Kind == text.Possessive {
			found = -1 // "the mayor's house": go on to its own noun
			continue
		}
		if r.tokens[j].Kind == text.Quote {
			continue
		}
		if w == "of" && j > i && j == i+1 && collectives[r.word(i)] { // "members of the crew"
			return i, true
		}
		if r.tokens[j].Kind != text.Word && r.tokens[j].Kind != text.Number || phraseEnds(w) {
			break
		}
		if outcomeAdjective[w] && found >= 0 || j > i && r.beginsFigure(j) {
			break
		}
		if outcomeAdjective[w] && j > i && !outcomeNoun[w] {
			if text.PersonNoun(r.word(j+1)) == text.NotPeople {
				break
			}
			continue
		}
		if text.PersonNoun(w) != text.NotPeople {
			found = j
			continue
		}
		if found >= 0 { // "police station", "student union": not people after all
			if next, ok := r.personSoon(j); ok {
				j = next - 1 // "Peruvian presidential guards"
				continue
			}
			if !r.isName(j) && !r.isHarm(j) && notPeopleAfter()[w] {
				return -1, false
			}
			break
		}
		if r.isHarm(j) && !(outcomeAdjective[w]) {
			break
		}
	}
	return found, found >= 0
}

// personSoon finds a plural noun for people within two plain words from token j.
func (r *reader) personSoon(j int) (int, bool) {
	for k := j; k < len(r.tokens) && k <= j+2; k++ {
		w := r.word(k)
		if r.tokens[k].Kind != text.Word || phraseEnds(w) || r.isHarm(k) || outcomeAdjective[w] || strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing") {
			return 0, false
		}
		if k > j && text.PersonNoun(w) == text.ManyPeople {
			return k, true
		}
	}
	return 0, false
}

// beginsFigure says whether a number begins at token j.
func (r *reader) beginsFigure(j int) bool {
	f, ok := r.figures[j]
	return r.tokens[j].Kind == text.Number || ok && f.Digits
}

// bareAt reads a mention without number or determiner: "soldiers", "mayor
// Juan Perez", "Maria Lopez".
func (r *reader) bareAt(i int) (people, bool) {
	w := r.word(i)
	switch text.PersonNoun(w) {
	case text.ManyPeople, text.AGroup:
		if outcomeAdjective[w] || bareNever[w] {
			return people{}, false
		}
		n, ok := r.findNoun(i)
		if !ok {
			return people{}, false
		}
		p := people{first: i, last: n + 1, figure: bareFigure, sort: several, noun: n}
		if text.PersonNoun(r.word(n)) == text.OnePerson {
			p.figure, p.sort = claims.ExactFigure(1), singled
		}
		if r.isName(p.last) && r.isName(p.last+1) { // "peasants Ana Mora and Luis Prado"
			p.figure, p.sort = claims.ExactFigure(1), named
			for r.isName(p.last) {
				p.last++
			}
		}
		return p, true
	case text.OnePerson:
		n, ok := r.findNoun(i)
		if !ok {
			return people{}, false
		}
		p := people{first: i, last: n + 1, figure: claims.ExactFigure(1), sort: singled, noun: n}
		if text.PersonNoun(r.word(n)) == text.ManyPeople {
			p.figure, p.sort = bareFigure, several
			return p, true
		}
		for r.isName(p.last) {
			p.last++
			p.sort = named
		}
		return p, true
	}
	last := i
	if r.isPlace(i) {
		return people{}, false
	}
	for r.isName(last) || last > i && nameParticles[r.word(last)] && r.isName(last+1) {
		last++
	}
	if last > i && text.PersonNoun(r.word(last)) == text.OnePerson { // "Harbour City mayor Ana Mora"
		if p, ok := r.bareAt(last); ok {
			p.first = i
			return p, true
		}
	}
	if last-i == 1 && r.word(last) == "," { // "Prado, 38,"
		if f, ok := r.figures[last+1]; ok && r.isAge(f) {
			return people{first: i, last: last, figure: claims.ExactFigure(1), sort: named, noun: -1}, true
		}
	}
	if last-i < 2 || notPeopleAfter()[r.word(last)] {
		return people{}, false
	}
	return people{first: i, last: last, figure: claims.ExactFigure(1), sort: named, noun: -1}, true
}

// longestPlace bounds the bytes of a place's name.
const longestPlace = 80

// isPlace says whether the name at token i is that of a place.
func (r *reader) isPlace(i int) bool {
	start := r.tokens[i].Start
	in := r.d.placesIn(start, min(start+longestPlace, r.s.End))
	return len(in) > 0 && in[0].Start == start
}

// isHarm says whether a word of harm begins at token i.
func (r *reader) isHarm(i int) bool {
	_, ok := r.harmBeginning(i)
	return ok
}

// harmBeginning gives the harm that begins at token i.
func (r *reader) harmBeginning(i int) (harm, bool) {
	h, ok := r.harmHolding(i)
	return h, ok && h.first == i
}

// harmHolding gives the harm that token i is part of.
func (r *reader) harmHolding(i int) (harm, bool) {
	if i < 0 || i >= len(r.harmAt) || r.harmAt[i] == 0 {
		return harm{}, false
	}
	return r.harms[r.harmAt[i]-1], true
}
