package extract

import (
	"cmp"
	"sort"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// harmed is what a sentence says came over some people.
type harmed struct {
	harm
	people people
	partOf string // the words of the total, if it is part of one
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
	return append(out, r.counts()...)
}

// listTotal gives "the dead" for "were among the dead".
func (r *reader) listTotal(h harm) string {
	if h.last-h.first < 4 || r.word(h.first+1) != "among" {
		return ""
	}
	return r.in(h.first+2, h.last)
}

// partsReach is how many words may stand before "including".
const partsReach = 10

// withParts adds the parts that are told after the harm: "12 were hurt in the
// blast, including three nurses".
func (r *reader) withParts(h harm, found []people) []people {
	if len(found) != 1 || found[0].one() {
		return found
	}
	from := max(h.last, found[0].last)
	for k := from; k < len(r.tokens) && k < from+partsReach; k++ {
		if p, ok := r.startingAt(k); ok && p.among && k > from && p.noun >= 0 {
			return append(found, p) // "three were killed, two of them children"
		}
		if w := r.word(k); w == "including" || w == "among" && r.word(k+1) == "them" {
			if w == "among" {
				k++
			}
			return append(found, r.objects(k+1)...)
		} else if r.isHarm(k) {
			break
		}
	}
	return found
}

// peopleOf gives the people that h happened to.
func (r *reader) peopleOf(h harm) []people {
	if at := r.inNP[h.first]; at >= 0 && h.form != noun { // "two wounded sailors", "12 injured"
		p := r.people[at]
		if p.noun >= h.first || p.noun < 0 {
			return r.describedBy(h, p)
		}
	}
	switch h.form {
	case participle:
		return r.ofParticiple(h)
	case gerund, present:
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
func (r *reader) describedBy(h harm, p people) []people {
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
	if w := r.word(h.last); determiners()[w] || w == "a" || w == "an" || r.beginsAt(h.last) {
		return nil // "burned the house"
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

// Agreement of an auxiliary with its subject.
const (
	anyNumber = iota
	singular
	plural
	perfect // "has killed": no passive at all
)

// auxiliary looks left from a participle for "was", "were", "have been"; -1
// if there is none.
func (r *reader) auxiliary(i int) (at, number int) {
	for j := i - 1; j >= 0 && j >= i-9; j-- {
		w := r.word(j)
		switch w {
		case "was", "is":
			return j, singular
		case "were", "are":
			return j, plural
		case "been":
			for k := j - 1; k >= 0 && k >= j-4; k-- {
				switch r.word(k) {
				case "has":
					return k, singular
				case "have":
					return k, plural
				case "had":
					return k, anyNumber
				}
				if !adverbs()[r.word(k)] {
					break
				}
			}
			return j, anyNumber
		case "being", "be", "got", "get", "gets", "getting":
			return j, anyNumber
		case "has", "have", "had":
			if j == i-1 || adverbs()[r.word(i-1)] {
				return j, perfect
			}
			return -1, 0
		}
		if adverbs()[w] || w == "and" || w == "or" || w == "," || w == "then" || w == "either" {
			continue
		}
		if strings.HasSuffix(w, "ed") && r.inNP[j] < 0 || r.coordinated(j) {
			continue
		}
		return -1, 0
	}
	return -1, 0
}

// coordinated says whether token j is part of another word of harm, which a
// participle can share its auxiliary with: "shot dead and burned".
func (r *reader) coordinated(j int) bool {
	h, ok := r.harmHolding(j)
	return ok && h.form == participle
}

// subject finds the people left of token i that agree with the verb there:
// the nearest that is no mere complement, with those joined to it; of "five
// people, including two children," all.
func (r *reader) subject(i, number int) []people {
	if name, ok := r.nameBefore(i); ok && number != plural {
		return []people{name}
	}
	var fallback, parts []people
	for k := r.peopleBefore(i); k >= 0; k-- {
		p := r.people[k]
		if i-p.last > subjectReach || r.parted(p.last, i) {
			break
		}
		if !r.agrees(p, number) {
			continue
		}
		chain := r.withConjuncts(p)
		first := chain[len(chain)-1]
		before := r.word(first.first - 1)
		relative := r.word(p.last) == "that" && i == p.last+1 || r.word(p.last) == "who" || r.word(p.last) == "," && r.word(p.last+1) == "who"
		switch {
		case first.among && len(chain) == 1 && r.word(first.first-1) == ",":
			parts = append(parts, first)
		case before == "including" || before == "them" && r.word(first.first-2) == "among":
			parts = append(parts, chain...)
			k -= len(chain) - 1
		case relative && p.last+3 >= i:
			return append(chain, parts...)
		case before == "by" || before == "against" || before == "to" && r.word(first.first-2) == "according":
		case prepositions()[before] && !(clauseOpeners[before] && p.last+2 >= i):
			if fallback == nil {
				fallback = chain
			}
		default:
			return append(chain, parts...)
		}
	}
	if fallback == nil {
		return parts
	}
	return append(fallback, parts...)
}

// clauseOpeners are prepositions that open clauses as well: "after a boy was".
var clauseOpeners = map[string]bool{"after": true, "before": true, "since": true, "until": true, "as": true}

// nameBefore gives a name of one word right before token i: "Mora was hurt".
func (r *reader) nameBefore(i int) (people, bool) {
	for i > 0 && adverbs()[r.word(i-1)] {
		i--
	}
	if i < 1 || r.inNP[i-1] >= 0 || !r.isName(i-1) || r.isPlace(i-1) || prepositions()[r.word(i-2)] || strings.HasSuffix(r.word(i-1), "s") && r.upper {
		return people{}, false
	}
	return people{first: i - 1, last: i, figure: claims.ExactFigure(1), sort: named, noun: -1}, true
}

// peopleBefore gives the index of the last mention that ends by token i, -1 if
// there is none.
func (r *reader) peopleBefore(i int) int {
	return sort.Search(len(r.people), func(k int) bool { return r.people[k].last > i }) - 1
}

// agrees says whether p can be the subject of a verb of that number.
func (r *reader) agrees(p people, number int) bool {
	switch number {
	case singular:
		return p.one() || p.none() || text.PersonNoun(r.nounWord(p)) == text.AGroup
	case plural:
		return !p.one() || r.isConjunct(p) || r.word(p.first-1) == "and"
	}
	return true
}

// subjectReach is how many tokens may stand between a subject and its verb.
const subjectReach = 28

func (r *reader) nounWord(p people) string {
	if p.noun < 0 {
		return ""
	}
	return r.word(p.noun)
}

// isConjunct says whether p is joined to another mention before it.
func (r *reader) isConjunct(p people) bool {
	_, ok := r.conjunctBefore(p)
	return ok
}

// parted says whether a mark between the tokens a and b ends a clause.
func (r *reader) parted(a, b int) bool {
	for i := a; i < b; i++ {
		switch r.word(i) {
		case ";", ":":
			return true
		case "that":
			if i+1 < b {
				return true
			}
		}
	}
	return false
}

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
	out := []people{p}
	for {
		n := r.joins(p.last)
		if n == 0 {
			return out
		}
		q, ok := r.startingAt(p.last + n)
		if !ok || r.beginsClause(q) {
			return out
		}
		if !r.appositive(p, q) && !r.shares(p, q) {
			out = append(out, q)
		}
		p = q
	}
}

// shares says whether a figure counts q too: "200 soldiers and guerrillas".
func (r *reader) shares(p, q people) bool {
	return p.sort == counted && !p.one() && p.noun >= 0 && q.sort == several && !q.definite && r.word(q.first-1) == "and"
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

// counts finds figures of harm that no verb carries: "12 deaths", "the death
// toll rose to 15", "the bodies of five men were found".
func (r *reader) counts() []harmed {
	var out []harmed
	for _, p := range r.people {
		switch r.nounWord(p) {
		case "deaths", "fatalities", "death", "fatality":
			if p.sort == counted {
				out = append(out, harmed{harm: harm{p.noun, p.noun + 1, claims.Killed, condition}, people: p})
			}
		case "":
		}
		if w := r.nounWord(p); (w == "hostage" || w == "hostages" || w == "captive" || w == "prisoner") && p.sort == counted {
			outcome := claims.Captured
			if w != "prisoner" {
				outcome = claims.Abducted
			}
			if t := r.word(p.first - 1); t == "took" || t == "taken" || t == "taking" || t == "held" || t == "holding" || t == "take" {
				out = append(out, harmed{harm: harm{p.noun, p.noun + 1, outcome, condition}, people: p})
			}
		}
		switch r.nounWord(p) {
		case "body", "bodies", "corpses", "corpse", "cadavers", "remains":
			if (p.sort != several || r.word(p.last) == "of") && (r.foundAfter(p.last) || r.foundBefore(p.first)) {
				q := p
				if r.word(p.last) == "of" {
					if o := r.objects(p.last + 1); len(o) > 0 && p.sort != counted {
						q = o[0]
					}
				}
				out = append(out, harmed{harm: harm{p.noun, p.noun + 1, claims.Killed, condition}, people: q})
			}
		}
	}
	out = append(out, r.listed()...)
	for i := range r.tokens {
		outcome, last, ok := r.tally(i)
		if !ok {
			continue
		}
		if f, ok := r.tollAfter(last); ok {
			out = append(out, harmed{harm: harm{i, last, outcome, condition}, people: people{first: f.First, last: f.Last, figure: f.Figure, sort: counted, noun: -1}})
		}
	}
	return append(out, r.noneHarmed()...)
}

// tally reads "death toll", "number of people killed", after which a figure
// comes.
func (r *reader) tally(i int) (outcome claims.Outcome, last int, ok bool) {
	if r.word(i) == "toll" && (r.word(i-1) == "death" || r.word(i-2) == "death") {
		return claims.Killed, i + 1, true
	}
	if r.word(i) != "number" || r.word(i+1) != "of" {
		return "", 0, false
	}
	for k := i + 2; k <= i+5; k++ {
		switch r.word(k) {
		case "killed", "dead", "deaths", "fatalities":
			return claims.Killed, k + 1, true
		case "injured", "wounded", "hurt", "injuries":
			return claims.Injured, k + 1, true
		case "missing":
			return claims.Missing, k + 1, true
		}
	}
	return "", 0, false
}

// noneHarmed reads "no casualties", "no deaths", "no injuries".
func (r *reader) noneHarmed() []harmed {
	var out []harmed
	for i, f := range r.figures {
		if f.Max == nil || *f.Max != 0 {
			continue
		}
		for k := f.Last; k < f.Last+3; k++ {
			for _, outcome := range noHarm[r.word(k)] {
				out = append(out, harmed{harm: harm{k, k + 1, outcome, condition}, people: people{first: i, last: f.Last, figure: f.Figure, sort: counted, noun: -1}})
			}
		}
	}
	return out
}

// noHarm are the outcomes that "no" before a noun denies.
var noHarm = map[string][]claims.Outcome{
	"casualties": {claims.Killed, claims.Injured}, "casualty": {claims.Killed, claims.Injured}, "victims": {claims.Killed, claims.Injured},
	"deaths": {claims.Killed}, "fatalities": {claims.Killed}, "injuries": {claims.Injured},
}

// listed finds "the dead include two nurses", "among the wounded was a judge".
func (r *reader) listed() []harmed {
	var out []harmed
	for i := range r.tokens {
		outcome, ok := listedOutcome[r.word(i)]
		if !ok || r.word(i-1) != "the" {
			continue
		}
		k := i + 1
		if text.PersonNoun(r.word(k)) != text.NotPeople {
			k++
		}
		switch r.word(k) {
		case "was", "were", "is", "are", "include", "included", "includes":
		default:
			continue
		}
		if k++; r.word(k) == ":" {
			k++
		}
		for _, p := range r.objects(k) {
			out = append(out, harmed{harm: harm{i, i + 1, outcome, condition}, people: p})
		}
	}
	return out
}

var listedOutcome = map[string]claims.Outcome{"dead": claims.Killed, "killed": claims.Killed, "deceased": claims.Killed, "wounded": claims.Injured, "injured": claims.Injured, "missing": claims.Missing}

// foundAfter says whether "were found" or the like follows token i soon.
func (r *reader) foundAfter(i int) bool {
	for k := i; k < len(r.tokens) && k < i+12; k++ {
		switch r.word(k) {
		case "found", "recovered", "discovered", "pulled", "retrieved", "appeared", "unearthed":
			return true
		}
	}
	return false
}

// foundBefore says whether "rescuers pulled" or the like stands before token i.
func (r *reader) foundBefore(i int) bool {
	switch r.word(i - 1) {
	case "found", "recovered", "discovered", "pulled", "retrieved", "recovering", "finding", "pulling":
		return true
	}
	return false
}

// tollAfter finds the figure of a death toll; of "from 12 to 15" the new one.
func (r *reader) tollAfter(i int) (text.FigureMention, bool) {
	for k := i; k < len(r.tokens) && k < i+12; k++ {
		if f, ok := r.figures[k]; ok && (f.Digits || f.Qualifier == claims.Vague) {
			if r.word(k-1) == "from" {
				continue
			}
			return f, true
		}
	}
	return text.FigureMention{}, false
}

// totalOf gives the words of the total that p is told to be part of.
func (r *reader) totalOf(p people) string {
	part := p.among
	at := p.first - 1
	if r.word(at) == "least" { // the qualifier stands in the figure already
		at -= 2
	}
	if w := r.word(at); w == "including" || w == "among" || w == "them" && r.word(at-1) == "among" {
		part = true
	}
	if q, ok := r.conjunctBefore(p); ok && !part { // "including a man and a child"
		return r.totalOf(q)
	}
	if !part {
		return ""
	}
	for k := r.peopleBefore(p.first); k >= 0; k-- {
		q := r.people[k]
		if !q.one() && q.sort != pronominal {
			if q.figure.Max != nil && *q.figure.Max < p.figure.Min {
				return ""
			}
			return r.in(q.first, q.last)
		}
	}
	return ""
}

// nonsense says whether a pair of harm and people is none. Only deaths and
// injuries count people whom no figure counts: an arrest or a kidnapping of
// one is an event.
func (r *reader) nonsense(h harm, p people) bool {
	if h.outcome != claims.Killed && h.outcome != claims.Injured && (h.form == noun || p.sort != counted || p.definite || p.one() && h.outcome != claims.Missing) {
		return true
	}
	if p.sort == several && r.word(p.first-1) == "of" && r.word(p.first-2) == "number" {
		return true
	}
	if p.sort == pronominal && !p.one() || r.nounWord(p) == "deaths" && h.outcome != claims.Killed {
		return true
	}
	if p.sort == several && !p.definite && (h.form == gerund || h.form == present) {
		return true // "for killing soldiers": in general
	}
	unknown := p.sort == counted && p.noun >= 0 && text.PersonNoun(r.nounWord(p)) == text.NotPeople
	return unknown && (h.outcome != claims.Killed && h.outcome != claims.Injured || r.word(h.first) == "burned")
}

var adverbs = wordSetOnce(`also both all either brutally cruelly seriously slightly reportedly allegedly apparently later fatally mortally critically badly severely gravely lightly presumably immediately instantly then already recently subsequently probably still either ruthlessly mercilessly treacherously cowardly savagely vilely accidentally deliberately instead reported believed feared confirmed thought presumed known not simultaneously finally eventually thus just only again too even ever never yesterday today`)

var prepositions = wordSetOnce(`of in on at by for from with to into onto upon near against among amongst during after before since until between about through over under without within across around behind beyond toward towards via per including like despite as`)
