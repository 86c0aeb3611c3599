package extract

import (
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

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

// counts finds figures of harm that no verb carries: "12 deaths", "the death
// toll rose to 15", "the bodies of five men were found", "took 20 hostages".
func (r *reader) counts() []harmed {
	var out []harmed
	for _, p := range r.people {
		switch r.nounWord(p) {
		case "deaths", "fatalities", "death", "fatality":
			if p.sort == counted {
				out = append(out, harmed{harm: r.harmBy(p, claims.Killed), people: p})
			}
		case "hostage", "hostages":
			if p.sort == counted && r.isTaken(p) {
				out = append(out, harmed{harm: r.harmBy(p, claims.Abducted), people: p})
			}
		case "captive", "captives", "prisoner", "prisoners":
			if p.sort == counted && r.isTaken(p) {
				out = append(out, harmed{harm: r.harmBy(p, claims.Captured), people: p})
			}
		case "body", "bodies", "corpses", "corpse", "cadavers", "remains":
			if (p.sort != several || r.word(p.last) == "of") && (r.foundAfter(p.last) || r.foundBefore(p.first)) {
				out = append(out, harmed{harm: r.harmBy(p, claims.Killed), people: r.ofBody(p)})
			}
		}
	}
	out = append(out, r.listed()...)
	for i := range r.tokens {
		if outcome, last, ok := r.tally(i); ok {
			if f, ok := r.tollAfter(last); ok && (!r.bareToll(i) || r.movesToll(f.First) && !r.isHarm(f.Last)) {
				out = append(out, harmed{harm: harm{i, last, outcome, condition}, people: people{first: f.First, last: f.Last, figure: f.Figure, sort: counted, noun: -1}})
			}
		}
	}
	return append(out, r.noneHarmed()...)
}

// harmBy is the harm that the noun of p itself says.
func (r *reader) harmBy(p people, outcome claims.Outcome) harm {
	return harm{p.noun, p.noun + 1, outcome, condition}
}

// isTaken says whether "took" or the like stands before p.
func (r *reader) isTaken(p people) bool {
	switch r.word(p.first - 1) {
	case "took", "taken", "taking", "take", "held", "holding":
		return true
	}
	return false
}

// ofBody gives whose bodies p are: of "the bodies of two divers" the divers.
func (r *reader) ofBody(p people) people {
	if r.word(p.last) == "of" && p.sort != counted {
		if whose := r.objects(p.last + 1); len(whose) > 0 {
			return whose[0]
		}
	}
	return p
}

// tally reads "death toll", "number of people killed", after which a figure
// comes.
func (r *reader) tally(i int) (outcome claims.Outcome, last int, ok bool) {
	if r.word(i) == "toll" && (r.word(i-1) == "death" || r.word(i-2) == "death") {
		return claims.Killed, i + 1, true
	}
	if r.bareToll(i) {
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

// bareToll says whether token i is "the toll" without "death", but not that of
// a road.
func (r *reader) bareToll(i int) bool {
	if r.word(i) != "toll" || r.word(i-1) == "death" || r.word(i-2) == "death" {
		return false
	}
	switch r.word(i - 1) {
	case "the", "its", "official", "confirmed", "overall", "total", "’s", "'s":
	default:
		return false
	}
	switch r.word(i + 1) {
	case "road", "roads", "booth", "booths", "plaza", "gate", "bridge", "charge", "charges", "on", "taken":
		return false
	}
	return true
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

// Reaches of a toll, in words: from it to its figure, from the verb that moves
// it to "to" or "at", and to a figure that no such verb leads to.
const (
	tollReach      = 30
	tollVerbReach  = 4
	plainTollReach = 12
)

// tollAfter finds the figure of a death toll: the one that its verb leads to
// ("from the strike on a bus in Halvick has risen to five"), else the nearest.
func (r *reader) tollAfter(i int) (text.FigureMention, bool) {
	var nearest *text.FigureMention
	for k := i; k < len(r.tokens) && k < i+tollReach && r.word(k) != ";"; k++ {
		f, ok := r.figures[k]
		if !ok || !f.Digits && f.Qualifier != claims.Vague || r.word(k-1) == "from" {
			continue
		}
		if r.word(k-1) == "by" { // "rose by two to eight"
			if f.Max == nil || *f.Max == f.Min {
				continue
			}
			f.Figure = claims.ExactFigure(*f.Max)
		}
		if k == i+1 || r.movesToll(k) {
			return f, true
		}
		if nearest == nil && k < i+plainTollReach {
			nearest = &f
		}
	}
	if nearest == nil {
		return text.FigureMention{}, false
	}
	return *nearest, true
}

// movesToll says whether the words before token k put a toll at what follows.
func (r *reader) movesToll(k int) bool {
	before := r.word(k - 1)
	if tollEquals()[before] {
		return true
	}
	if before != "to" && before != "at" {
		return false
	}
	for j := k - 2; j >= 0 && j > k-2-tollVerbReach; j-- {
		if tollVerbs()[r.word(j)] {
			return true
		}
	}
	return false
}

// tollEquals stand right before the figure of a toll, tollVerbs before "to"
// or "at" and the figure.
var (
	tollEquals = wordSetOnce(`reached reaches reaching passed passes passing exceeded exceeds exceeding surpassed surpasses topped tops hit hits is was : nears neared crossed`)
	tollVerbs  = wordSetOnce(`risen rose rise rises rising climbed climbs climbing climb jumped jumps grown grew grows increased increases revised raised soared mounted gone went came up now updated down
		stands stood stand standing remained remains put puts putting estimated given set brings brought bringing lowered cut fell fallen`)
)

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
