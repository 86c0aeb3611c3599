package extract

import (
	"sort"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

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
	if p, ok := r.apposed(i); ok && number != plural {
		return []people{p}
	}
	relative := r.word(i-1) == "who" || r.word(i-1) == "whom"
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
		defined := r.word(p.last) == "that" && i == p.last+1 || r.word(p.last) == "who" || r.word(p.last) == "," && r.word(p.last+1) == "who"
		switch {
		case first.among && len(chain) == 1 && r.word(first.first-1) == ",":
			parts = append(parts, first)
		case before == "including" || before == "them" && r.word(first.first-2) == "among":
			parts = append(parts, chain...)
			k -= len(chain) - 1
		case defined && p.last+3 >= i:
			return append(chain, parts...)
		case relative && len(parts) > 0: // "six priests, five of them Spaniards, who were"
			return append([]people{first}, parts...)
		case before == "by" || before == "against" || before == "to" && r.word(first.first-2) == "according":
		case prepositions()[before] && !(clauseOpeners[before] && p.last+2 >= i):
			if fallback == nil {
				fallback = chain
			}
		case before == "," && r.explained(first) != nil:
			return append([]people{*r.explained(first)}, parts...)
		default:
			return append(chain, parts...)
		}
	}
	if fallback == nil {
		return parts
	}
	return append(fallback, parts...)
}

// explained gives those of whom a bare plural only says more: "two members of
// the escort, members of the police, were hurt".
func (r *reader) explained(p people) *people {
	if p.sort != several || p.definite || p.noun < 0 {
		return nil
	}
	for k := r.peopleBefore(p.first); k >= 0; k-- {
		if q := &r.people[k]; q.sort == counted && !q.one() && r.nounWord(*q) == r.nounWord(p) {
			return q
		}
	}
	return nil
}

// clauseOpeners are prepositions that open clauses as well: "after a boy was".
var clauseOpeners = map[string]bool{"after": true, "before": true, "since": true, "until": true, "as": true}

// apposed gives the one that opens the sentence where what explains it ends
// before token i: "Ana Mora, who led the rescue, died".
func (r *reader) apposed(i int) (people, bool) {
	if r.word(i-1) != "," || len(r.people) == 0 {
		return people{}, false
	}
	p := r.people[0]
	return p, p.one() && p.first <= 2 && p.last < i-1 && r.word(p.last) == ","
}

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

var adverbs = wordSetOnce(`also both all either brutally cruelly seriously slightly reportedly allegedly apparently later fatally mortally critically badly severely gravely lightly presumably immediately instantly then already recently subsequently probably still either ruthlessly mercilessly treacherously cowardly savagely vilely accidentally deliberately instead reported believed feared confirmed thought presumed known not simultaneously finally eventually thus just only again too even ever never yesterday today`)

var prepositions = wordSetOnce(`of in on at amid amidst by for from with to into onto upon near against among amongst during after before since until between about through over under without within across around behind beyond toward towards via per including like despite as`)
