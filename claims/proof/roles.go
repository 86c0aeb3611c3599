package proof

import (
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof/grammar"
	"github.com/claimbot/claimbot/claims/text"
)

// scene is what the evidence says happened, to compare a sentence with: who
// does what to whom, and how it is put.
type scene struct {
	claim    *claims.Claim
	read     reading
	evidence [][]grammar.Sentence // quote first, then each context
	speaker  map[string]bool      // keys of the words that name the speaker
	places   map[string]bool      // keys of where it happened
	ops      []grammar.Operator   // of the evidence, once asked for
}

func newScene(c *claims.Claim, read reading) *scene {
	s := &scene{claim: c, read: read, speaker: map[string]bool{}, places: map[string]bool{}}
	for _, span := range near(c) {
		s.evidence = append(s.evidence, read.digest(span.Text).sentences())
	}
	s.evidence = append(s.evidence, contentOf(c, s.evidence, read))
	addKeys := func(set map[string]bool, words string) {
		for _, k := range text.Terms(words) {
			set[k] = true
		}
	}
	if c.Speaker != nil {
		addKeys(s.speaker, c.Speaker.Name)
		addKeys(s.speaker, c.Speaker.Role)
		addKeys(s.speaker, c.Speaker.Affiliation)
	}
	if c.Attribution != nil && c.Attribution.Source != nil {
		addKeys(s.speaker, c.Attribution.Source.Text)
	}
	for _, p := range c.Where {
		addKeys(s.places, p.Name)
		addKeys(s.places, p.Text)
		addKeys(s.places, text.CountryName(p.Country))
	}
	return s
}

// contentOf reads what is said as if nobody said it, so that words between its
// parts do not part them. A predicate that is put otherwise where it stands
// ("not", "if") is left out: the content was cut too short.
func contentOf(c *claims.Claim, evidence [][]grammar.Sentence, read reading) []grammar.Sentence {
	if c.Attribution == nil || c.Attribution.Content == nil {
		return nil
	}
	content := c.Attribution.Content
	parts := append([]claims.Span{content.Span}, content.More...)
	var joined strings.Builder
	var starts []int // of each part in joined
	for _, p := range parts {
		if joined.Len() > 0 {
			joined.WriteByte(' ')
		}
		words := strings.TrimLeft(p.Text, quotes)
		starts = append(starts, joined.Len()-len(p.Text)+len(words))
		joined.WriteString(strings.TrimRight(words, quotes))
	}
	put := map[int]grammar.Put{} // by offset in the article
	for i, span := range near(c) {
		for _, sentence := range evidence[i] {
			for _, p := range sentence.Predicates {
				put[span.Start+sentence.Start+p.Start] = p.Put
			}
		}
	}
	said := grammar.Read(joined.String())
	cue := cueKey(c.Attribution.Cue, read)
	for i := range said {
		kept := said[i].Predicates[:0]
		for _, p := range said[i].Predicates {
			at := said[i].Start + p.Start
			part := len(starts) - 1
			for part > 0 && starts[part] > at {
				part--
			}
			if there, ok := put[parts[part].Start+at-starts[part]]; ok && there != p.Put {
				continue
			}
			if len(p.Governors) == 0 && cue != "" {
				p.Governors, p.Loose = []string{cue}, i > 0
			}
			kept = append(kept, p)
		}
		said[i].Predicates = kept
	}
	return said
}

// cueKey gives the verb of speech of a cue that says more than "said".
func cueKey(cue *claims.Span, read reading) string {
	if cue == nil {
		return ""
	}
	for _, who := range []string{"They ", "She "} { // "deny", "denies"
		for _, sentence := range read.digest(who + cue.Text).sentences() {
			for _, p := range sentence.Predicates {
				if p.Speech && !p.Plain() {
					return p.Key
				}
			}
		}
	}
	return ""
}

// quotes are marks at the edges of what is said.
const quotes = ", \n\t\"'“”‘’„«»"

// check gives the predicate of a sentence that the evidence does not have so,
// or nil.
func (s *scene) check(sentence string) *Problem {
	told := grammar.Read(sentence)
	for i := range told {
		for j := range told[i].Predicates {
			if problem := s.checkPredicate(&told[i].Predicates[j]); problem != nil {
				return problem
			}
		}
		if problem := s.checkPhrases(&told[i]); problem != nil {
			return problem
		}
	}
	return s.checkOperators(told)
}

func (s *scene) checkPredicate(p *grammar.Predicate) *Problem {
	if p.Plain() || p.Key == "have" {
		return nil
	}
	best := ""
	found := false
	for _, span := range s.evidence {
		for i := range span {
			for j := range span[i].Predicates {
				q := &span[i].Predicates[j]
				if q.Key != p.Key {
					continue
				}
				found = true
				why := s.differs(p, q)
				if why == "" {
					return nil
				}
				if best == "" {
					best = why
				}
			}
		}
	}
	if !found {
		return nil
	}
	return &Problem{TextUnsupported, "who does what: " + best}
}

// differs says in which way predicate p is told otherwise than the evidence
// has q, "" if it is not.
func (s *scene) differs(p, q *grammar.Predicate) string {
	switch {
	case p.Put != q.Put:
		return p.Key + ": put otherwise"
	case !sameGovernors(p.Governors, q.Governors) && !(p.Loose && len(q.Governors) == 0) && !(q.Loose && len(p.Governors) == 0):
		return p.Key + ": hangs on another"
	}
	for _, agent := range []grammar.Slot{p.Agent, p.Also} {
		if agent == nil && len(p.Agent) > 0 {
			continue
		}
		switch {
		case s.slotFits(agent, q.Agent, q.Also) && s.slotFits(p.Patient, q.Patient, nil):
			return ""
		case p.Either && s.slotFits(agent, q.Patient, nil):
			return ""
		case q.Either && s.slotFits(p.Patient, q.Agent, nil) && s.slotFits(agent, q.Patient, nil):
			return ""
		}
	}
	return p.Key + ": other sides"
}

func sameGovernors(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for _, k := range a {
		if !slices.Contains(b, k) {
			return false
		}
	}
	return true
}

// slotFits says whether every phrase that a sentence puts in a slot stands in
// that slot of the evidence.
func (s *scene) slotFits(a, b, also grammar.Slot) bool {
	if len(b) == 0 && len(also) == 0 {
		return !slices.ContainsFunc(a, func(p *grammar.Phrase) bool {
			return p.Pronoun == "" && len(p.Heads) > 0 && !s.speaker[p.Heads[len(p.Heads)-1]]
		})
	}
	for _, p := range a {
		fits := func(q *grammar.Phrase) bool { return s.phraseFits(p, q) }
		if !slices.ContainsFunc(b, fits) && !slices.ContainsFunc(also, fits) {
			return false
		}
	}
	return true
}

// phraseFits says whether p can name what q does.
func (s *scene) phraseFits(p, q *grammar.Phrase) bool {
	if p.Pronoun != "" {
		return true
	}
	if len(p.Heads) == 0 {
		return true
	}
	head := p.Heads[len(p.Heads)-1]
	if slices.Contains(q.Heads, head) {
		return true
	}
	if s.speaker[head] && (q.Pronoun != "" || slices.ContainsFunc(q.Heads, func(k string) bool { return s.speaker[k] })) {
		return true
	}
	if q.Pronoun != "" {
		return true
	}
	if person(head) && (len(q.Counts) > 0 || slices.ContainsFunc(q.Heads, person)) {
		return true
	}
	return false
}

// person says whether a key is that of a general word for people.
func person(key string) bool {
	switch key {
	case "peopl", "person", "other", "civilian", "men", "women", "man", "woman":
		return true
	}
	return false
}
