package extract

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// endingAt gives the mention that ends right before token i.
func (r *reader) endingAt(i int) (people, bool) {
	if i > 0 && r.inNP[i-1] >= 0 {
		if p := r.people[r.inNP[i-1]]; p.last == i {
			return p, true
		}
	}
	return people{}, false
}

// startingAt gives the mention that begins at token i.
func (r *reader) startingAt(i int) (people, bool) {
	if i < len(r.tokens) && r.inNP[i] >= 0 {
		if p := r.people[r.inNP[i]]; p.first == i {
			return p, true
		}
	}
	return people{}, false
}

// joins gives how many tokens at i join two mentions of a list; 0 for none.
func (r *reader) joins(i int) int {
	n := 0
	if r.word(i) == "," || r.word(i) == ";" {
		n++
	}
	switch r.word(i + n) {
	case "and", "or", "plus", "&":
		return n + 1
	case "as":
		if r.has(i+n, []string{"as", "well", "as"}) {
			return n + 3
		}
	case "along", "together":
		if r.word(i+n+1) == "with" {
			return n + 2
		}
	}
	return n
}

// conjunctBefore gives the mention that p is joined to on its left; a short
// complement may stand between: "a man in his 50s and a woman".
func (r *reader) conjunctBefore(p people) (people, bool) {
	for k := p.first - 1; k >= 0 && k >= p.first-8; k-- {
		if r.inNP[k] < 0 {
			continue
		}
		q := r.people[r.inNP[k]]
		n := r.joins(q.last)
		if n > 0 && q.last+n == p.first {
			return q, true
		}
		if r.word(p.first-1) != "and" || !prepositions()[r.word(q.last)] || r.word(q.last) == "by" {
			return people{}, false
		}
		for j := q.last; j < p.first-1; j++ {
			if r.isHarm(j) || auxiliaries()[r.word(j)] || r.word(j) == "," || strings.HasSuffix(r.word(j), "ed") {
				return people{}, false
			}
		}
		return q, true
	}
	return people{}, false
}

// withConjuncts gives p and the mentions that are joined to it on its left: a
// subject that is a list.
func (r *reader) withConjuncts(p people) []people {
	out := []people{p}
	listed := false // an "and" makes what commas join before it a list
	for {
		q, ok := r.conjunctBefore(p)
		listed = listed || ok && r.word(p.first-1) != ","
		if ok && !listed && !r.appositive(q, p) {
			return out
		}
		if !ok || r.appositive(q, p) {
			if ok && len(out) > 0 { // "the priest, a teacher, was killed": one of them
				out[len(out)-1] = q
				p = q
				continue
			}
			return out
		}
		if r.isObjectOf(q) {
			return out
		}
		if r.shares(q, p) {
			out[len(out)-1] = q
		} else if q.none() { // "none of the priests and refugees"
			for i := range out {
				out[i].figure = q.figure
			}
			out = append(out, q)
		} else {
			out = append(out, q)
		}
		p = q
	}
}

// isObjectOf says whether a mention is already the object of a word of harm,
// so that what follows "and" begins anew: "killed two men and three were hurt".
func (r *reader) isObjectOf(p people) bool {
	h, ok := r.harmHolding(p.first - 1)
	return ok && (h.form == participle || h.form == gerund || h.form == present)
}

// appositive says whether q explains p rather than adding to it: "Juan Perez,
// mayor of", "the priest, a Jesuit,".
func (r *reader) appositive(p, q people) bool {
	if r.word(p.last) != "," || q.first != p.last+1 {
		return false
	}
	if !p.one() && q.sort == several && !q.definite && r.word(q.last) == "," { // "two members of the escort, policemen,"
		return true
	}
	if p.sort == counted && !p.one() && q.sort == several && !q.definite && r.word(q.last) == "of" && r.word(q.first-1) == "," { // "two members of the escort, members of the police,"
		return true
	}
	if p.one() && q.one() && (q.sort == named || p.sort == named || r.word(q.first) != "a" && r.word(q.first) != "an") {
		return true
	}
	return p.one() && q.one() && r.word(p.first) == "the"
}

// objects gives the people that begin at token i, and those joined to them.
func (r *reader) objects(i int) []people {
	p, ok := r.startingAt(i)
	for !ok && adverbs()[r.word(i)] {
		i++
		p, ok = r.startingAt(i)
	}
	if !ok {
		for k := i + 1; k < i+4 && !ok && r.plainWord(k-1); k++ { // "former liberal senator"
			p, ok = r.startingAt(k)
		}
		ok = ok && p.sort != counted && p.sort != pronominal && !p.definite
	}
	if !ok {
		if r.isName(i) && !r.isPlace(i) && !notPeopleAfter()[r.word(i+1)] {
			return []people{{first: i, last: i + 1, figure: claims.ExactFigure(1), sort: named, noun: -1}}
		}
		return nil
	}
	out, sure := []people{p}, 1
	for {
		n := r.joins(p.last)
		if n == 0 {
			return r.closed(out, sure)
		}
		q, ok := r.startingAt(p.last + n)
		if !ok || r.beginsClause(q) {
			return r.closed(out, sure)
		}
		if !r.appositive(p, q) && !r.shares(p, q) {
			out = append(out, q)
		}
		if n > 1 || r.word(p.last) != "," {
			sure = len(out)
		}
		p = q
	}
}

// closed gives a list without what commas alone join at its end, unless the
// clause ends there: "after the murder of Mora, the judges decided".
func (r *reader) closed(list []people, sure int) []people {
	last := list[len(list)-1].last
	if sure == len(list) || last >= len(r.tokens) || r.tokens[last].Kind == text.Punct {
		return list
	}
	return list[:sure]
}

// shares says whether a figure counts q too: "200 soldiers and guerrillas".
func (r *reader) shares(p, q people) bool {
	return p.sort == counted && !p.one() && p.noun >= 0 && q.sort == several && !q.definite && r.word(q.first-1) == "and"
}

// elsewhere finds the figures of a list by place that share the verb of the
// first: "nineteen people died in Vale, eight in Ness and four in Stenn".
func (r *reader) elsewhere(found []harmed) []harmed {
	var out []harmed
	for _, h := range found {
		if h.people.sort != counted || h.people.one() || h.partOf != "" {
			continue
		}
		from := max(h.last, h.people.last)
		for k := from; k < len(r.tokens); k++ {
			f, ok := r.figures[k]
			if !ok {
				if w := r.word(k); k > from && (r.isHarm(k) || w == ";" || w == "while" || w == "but") {
					break
				}
				continue
			}
			if before := r.word(k - 1); !f.Digits || before != "," && before != "and" || !r.locates(f.Last) {
				continue
			}
			p := people{first: f.First, last: r.placeEnd(f.Last), figure: f.Figure, sort: counted, noun: -1}
			out = append(out, harmed{harm: h.harm, people: p, like: &h.people})
		}
	}
	return out
}

// locates says whether "in", "at" or "near" and a place stand at token i.
func (r *reader) locates(i int) bool { return r.placeEnd(i) > i }

// placeEnd gives the token after the place that a preposition at token i leads
// to, with the noun before it ("in the hamlet of Stenn"); i if there is none.
func (r *reader) placeEnd(i int) int {
	switch r.word(i) {
	case "in", "at", "near", "outside":
	default:
		return i
	}
	const reach = 5
	for k := i + 1; k < len(r.tokens) && k <= i+reach; k++ {
		if r.isPlace(k) {
			for end := r.d.placesIn(r.tokens[k].Start, min(r.tokens[k].Start+longestPlace, r.s.End))[0].End; k < len(r.tokens) && r.tokens[k].End <= end; {
				k++
			}
			return k
		}
		if r.word(k) != "the" && r.word(k) != "of" && !r.plainWord(k) {
			break
		}
	}
	return i
}

// plainWord says whether token i is a word that can stand before a noun.
func (r *reader) plainWord(i int) bool {
	return i < len(r.tokens) && r.tokens[i].Kind == text.Word && !phraseEnds(r.word(i)) && !r.isHarm(i) && r.inNP[i] < 0
}

// beginsClause says whether a mention is the subject of what follows it.
func (r *reader) beginsClause(p people) bool {
	w := r.word(p.last)
	switch w {
	case "was", "were", "is", "are", "has", "have", "had", "will", "would", "could", "said", "remain", "remained":
		return true
	}
	h, ok := r.harmBeginning(p.last)
	return ok && (h.form == intransitive || h.form == participle || h.form == condition)
}
