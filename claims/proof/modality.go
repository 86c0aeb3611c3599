package proof

import (
	"slices"
	"sync"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof/grammar"
	"github.com/claimbot/claimbot/claims/text"
)

// stances are the verbs, and the nouns of their stem, by which something is put
// otherwise than as a fact.
var stances = sync.OnceValue(func() map[claims.Modality]map[string]bool {
	return map[claims.Modality]map[string]bool{
		claims.Denied:      keys(`deny denial dismiss reject refute rebut dispute disavow refuse decline contradict`),
		claims.Proposed:    keys(`propose proposal suggest suggestion offer recommend unveil draft plan initiative consider idea seek urge`),
		claims.Demanded:    keys(`demand urge call ask plead beg order appeal implore exhort request require petition advise press want insist tell need push warn convince persuade`),
		claims.Promised:    keys(`promise pledge vow swear commit commitment guarantee assure intend intention plan aim goal ready willing willingness determined offer agree prepare`),
		claims.Threatened:  keys(`threaten threat warn warning consequence retaliate retaliation`),
		claims.Predicted:   keys(`predict prediction forecast expect expectation foresee anticipate project hope fear estimate likely probable believe think warn warning chance risk`),
		claims.Questioned:  keys(`question doubt wonder ask unclear unknown inquire`),
		claims.Conditional: keys(`condition depend contingent provided`),
	}
})

// bound are verbs of speech that allow one way alone: who vows does not say
// that it is so.
var bound = sync.OnceValue(func() map[claims.Modality]map[string]bool {
	return map[claims.Modality]map[string]bool{
		claims.Denied:     keys(`deny refute`),
		claims.Promised:   keys(`promise pledge vow`),
		claims.Threatened: keys(`threaten`),
		claims.Demanded:   keys(`demand urge`),
		claims.Predicted:  keys(`predict forecast`),
		claims.Proposed:   keys(`propose`),
	}
})

func keys(list string) map[string]bool {
	m := map[string]bool{}
	for _, t := range text.Terms(list) {
		m[text.Meaning(t)] = true
	}
	return m
}

// puts are the ways of putting a verb that show a modality.
var puts = map[claims.Modality]grammar.Put{
	claims.Denied:      grammar.Negated,
	claims.Proposed:    grammar.Future | grammar.Possible | grammar.Due,
	claims.Demanded:    grammar.Due,
	claims.Promised:    grammar.Future,
	claims.Threatened:  grammar.Conditional,
	claims.Predicted:   grammar.Future | grammar.Possible | grammar.Hedged,
	claims.Questioned:  grammar.Asked,
	claims.Conditional: grammar.Conditional,
}

// checkModality wants the words to put the claim as its modality says.
func (s *scene) checkModality() *Problem {
	m := s.claim.Modality
	if m != claims.Asserted {
		if s.shows(m) {
			return nil
		}
		return &Problem{TextUnsupported, "no words for " + string(m)}
	}
	if c := s.claim.Attribution; c != nil && s.claim.Kind == claims.KindStatement {
		cue := cueKey(c.Cue, s.read)
		for other, words := range bound() {
			if words[cue] {
				return &Problem{TextUnsupported, "asserted, but " + string(other)}
			}
		}
	}
	if s.claim.Kind == claims.KindCasualty && s.neverReal() {
		return &Problem{TextUnsupported, "asserted, but put otherwise"}
	}
	return nil
}

// shows says whether some word of the quote, or its cue, puts something so.
func (s *scene) shows(m claims.Modality) bool {
	if c := s.claim.Attribution; c != nil && c.Cue != nil && hasKey(stances()[m], text.Terms(c.Cue.Text)) {
		return true
	}
	for _, sentence := range s.evidence[0] {
		for _, p := range sentence.Predicates {
			if p.Put&puts[m] != 0 || stances()[m][p.Key] || hasKey(stances()[m], p.Governors) {
				return true
			}
		}
		for _, p := range sentence.Phrases {
			if hasKey(stances()[m], p.Heads) || hasKey(stances()[m], p.Mods) || m == claims.Denied && (p.Quantity == "no" || p.Quantity == "neither") {
				return true
			}
		}
	}
	return m == claims.Conditional && modalityWords[m].MatchString(s.claim.Quote)
}

func hasKey(set map[string]bool, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return set[text.Meaning(w)] })
}

// unreal are the governors under which nothing has come to pass.
var unreal = sync.OnceValue(func() map[string]bool {
	return keys(`threaten plan vow promise pledge want hope intend fear expect predict refuse fail decline deny try attempt seek demand urge call ask order warn propose consider prevent avoid`)
})

// neverReal says whether every verb that tells the claim's outcome puts it as
// what may be, or is to be, or is denied.
func (s *scene) neverReal() bool {
	outcome := text.Meaning(text.Stem(string(s.claim.Casualty.Outcome)))
	found := false
	for _, sentence := range s.evidence[0] {
		for _, p := range sentence.Predicates {
			if p.Key != outcome {
				continue
			}
			if p.Put&(grammar.Future|grammar.Possible|grammar.Conditional|grammar.Asked) == 0 && !hasKey(unreal(), p.Governors) {
				return false
			}
			found = true
		}
		for _, p := range sentence.Phrases {
			if slices.Contains(p.Heads, outcome) {
				return false
			}
		}
	}
	return found
}
