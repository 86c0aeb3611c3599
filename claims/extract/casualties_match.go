package extract

import (
	"cmp"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// harmed is what a sentence says came over some people.
type harmed struct {
	harm
	people people
	partOf string // the words of the total, if it is part of one

	like *people // of whom its verb is told: "nine nurses died in Vale, two in Ness"
}

// match finds for each word of harm the people that it happened to.
func (r *reader) match() []harmed {
	var out []harmed
	for _, h := range r.harms {
		for _, p := range r.withParts(h, r.peopleOf(h)) {
			if !r.nonsense(h, p) {
				out = append(out, harmed{harm: h, people: p, partOf: cmp.Or(r.totalOf(p), r.listTotal(h))})
			}
		}
	}
	out = append(out, r.counts()...)
	return append(out, r.elsewhere(out)...)
}

// peopleOf gives the people that h happened to.
func (r *reader) peopleOf(h harm) []people {
	if at := r.inNP[h.first]; at >= 0 && h.form != noun { // "two wounded sailors", "12 injured"
		p := r.people[at]
		if p.noun >= h.first || p.noun < 0 {
			return r.describedBy(p)
		}
	}
	switch h.form {
	case participle:
		return r.ofParticiple(h)
	case gerund, present:
		if h.form == present && r.word(h.first-1) == "of" { // "thousands of murders"
			return nil
		}
		if r.word(h.last) == "of" || determiners()[r.word(h.first-1)] {
			return r.ofNoun(h)
		}
		return r.ofObject(h)
	case lives:
		return r.ofObject(h)
	case intransitive:
		return r.subject(h.first, 0)
	case condition:
		return r.ofCondition(h)
	case noun:
		return r.ofNoun(h)
	}
	return nil
}

// describedBy handles a mention that holds its own word of harm.
func (r *reader) describedBy(p people) []people {
	if p.sort == counted || p.sort == singled && r.word(p.first) != "the" {
		return []people{p}
	}
	return nil
}

// ofParticiple tells "five were killed", "five killed" and "killed five".
func (r *reader) ofParticiple(h harm) []people {
	if aux, number := r.auxiliary(h.first); aux >= 0 {
		if number == perfect {
			return r.ofObject(h)
		}
		return r.subject(aux, number)
	}
	if objects := r.objects(h.last); len(objects) > 0 {
		return objects
	}
	if w := r.word(h.last); determiners()[w] || w == "a" || w == "an" || r.beginsAt(h.last) || h.last < len(r.tokens) && (startsDigit(w) || text.PersonNoun(w) != text.NotPeople) {
		return nil // "burned the house", "killed 65-year-old minister"
	}
	before := h.first
	for before > 0 && (adverbs()[r.word(before-1)] || (r.word(before-1) == "and" || r.word(before-1) == "or") && r.coordinated(before-2) || r.coordinated(before-1) && r.word(before) != "") {
		before--
	}
	if p, ok := r.endingAt(before); ok {
		return r.withConjuncts(p)
	}
	return nil
}

// beginsAt says whether a figure begins at token i.
func (r *reader) beginsAt(i int) bool {
	_, ok := r.figures[i]
	return ok
}

// ofObject gives what stands right of an active verb.
func (r *reader) ofObject(h harm) []people {
	if h.form == lives && (h.last-h.first == 1) { // "claimed 12 lives"
		objects := r.objects(h.last)
		for _, p := range objects {
			if w := r.nounWord(p); w != "lives" && w != "dead" && w != "deaths" || p.sort != counted {
				return nil
			}
		}
		return objects
	}
	return r.objects(h.last)
}

// ofCondition tells "left five dead", "five dead", "five were dead".
func (r *reader) ofCondition(h harm) []people {
	if p, ok := r.endingAt(h.first); ok {
		if p.sort == counted {
			return []people{p}
		}
		return nil
	}
	if aux, number := r.auxiliary(h.first); aux >= 0 && number != perfect {
		return r.subject(aux, number)
	}
	return nil
}

// ofNoun tells "the murder of the mayor" and "the mayor's murder".
func (r *reader) ofNoun(h harm) []people {
	if r.word(h.last) == "of" {
		return r.objects(h.last + 1)
	}
	if h.first > 0 && r.tokens[h.first-1].Kind == text.Possessive {
		if p, ok := r.endingAt(h.first - 1); ok && p.one() {
			return []people{p}
		}
		if r.isName(h.first - 2) {
			return []people{{first: h.first - 2, last: h.first - 1, figure: claims.ExactFigure(1), sort: named, noun: -1}}
		}
	}
	return nil
}

// nonsense says whether a pair of harm and people is none. Only deaths and
// injuries count people whom no figure counts: an arrest or a kidnapping of
// one is an event.
func (r *reader) nonsense(h harm, p people) bool {
	if h.outcome != claims.Killed && h.outcome != claims.Injured && (h.form == noun || p.sort != counted || p.definite || p.one() && h.outcome != claims.Missing) {
		return true
	}
	if !p.none() && r.eitherHarm(h) {
		return true
	}
	if p.sort == several && r.word(p.first-1) == "of" && r.word(p.first-2) == "number" {
		return true
	}
	if p.sort == pronominal && !p.one() || r.nounWord(p) == "deaths" && h.outcome != claims.Killed {
		return true
	}
	if p.sort == several && !p.definite && (h.form == gerund || h.form == present || h.form == participle && p.first == h.last) {
		return true // "for killing soldiers", "relatives of murdered people": in general
	}
	if h.outcome == claims.Arrested && r.answersCrime(p) {
		return true
	}
	unknown := p.sort == counted && p.noun >= 0 && text.PersonNoun(r.nounWord(p)) == text.NotPeople
	return unknown && (h.outcome != claims.Killed && h.outcome != claims.Injured || r.word(h.first) == "burned")
}

// crimeReach is how many words about people may say what they are held for.
const crimeReach = 14

// answersCrime says whether people are taken for something that they are said
// to have done: that is an event of the police, and nobody came to harm.
func (r *reader) answersCrime(p people) bool {
	for i := p.first - 2; i < p.last+crimeReach; i++ {
		if crimes()[r.word(i)] {
			return true
		}
		if i >= p.last && (r.word(i) == ";" || r.word(i) == ".") {
			break
		}
	}
	return false
}

var crimes = wordSetOnce(`suspect suspects suspected suspicion accused charged alleged allegedly involved involvement implicated connection connected linked responsible accomplices criminals criminal traffickers trafficker smugglers
	gang gangsters robbers thieves looters looting hitmen gunmen terrorists militants extremists insurgents rebels guerrillas fighters mafia cartel wanted fraud trafficking smuggling corruption terrorism`)

// eitherHarm says whether a harm stands beside another one that "or" parts from
// it, so that a figure counts both: "100 dead or wounded".
func (r *reader) eitherHarm(h harm) bool {
	other := func(g harm, ok bool) bool { return ok && g.outcome != h.outcome }
	if r.word(h.last) == "or" && other(r.harmBeginning(h.last+1)) {
		return true
	}
	return r.word(h.first-1) == "or" && other(r.harmHolding(h.first-2))
}

func startsDigit(w string) bool { return w != "" && '0' <= w[0] && w[0] <= '9' }
