package grammar

import (
	"slices"

	"github.com/claimbot/claimbot/claims/text"
)

// findPredicates makes a predicate of each verb group.
func (s *Sentence) findPredicates() {
	for i, e := range s.elems {
		if e.kind == tagVerb {
			s.elems[i].predicate = len(s.Predicates)
			s.Predicates = append(s.Predicates, s.predicateAt(i))
		}
	}
	for i := range s.Predicates { // objects first: an infinitive looks for its governor's
		s.fillObjects(&s.Predicates[i])
	}
	for i := range s.Predicates {
		s.fillSubject(i)
	}
	for i := range s.Predicates {
		s.govern(i)
	}
	s.addAccording()
	s.condition()
}

func (s *Sentence) predicateAt(i int) Predicate {
	g := s.elems[i].verb
	return Predicate{Key: g.key, Start: g.start, Put: g.put, Speech: isSpeech(g.key), elem: i}
}

func (s *Sentence) groupOf(p *Predicate) *group { return s.elems[p.elem].verb }

// at gives element i, or a full stop outside of the sentence.
func (s *Sentence) at(i int) elem {
	if i < 0 || i >= len(s.elems) {
		return elem{kind: tagStop}
	}
	return s.elems[i]
}

// fillObjects finds what stands behind the verb: its object, who did it ("by
// …"), and what other prepositions add.
func (s *Sentence) fillObjects(p *Predicate) {
	g := s.groupOf(p)
	i := p.elem + 1
	p.inverted = s.isInverted(p)
	if p.inverted {
		return
	}
	if e := s.at(i); e.kind == tagNoun && e.phrase.Prep == "" && !s.isSubjectOfNext(p, i) {
		var object Slot
		object, i = s.joined(i)
		if g.passive {
			p.Others = append(p.Others, object...)
		} else {
			p.Patient = object
		}
	}
	for ; ; i++ {
		switch e := s.at(i); {
		case e.kind == tagNoun && e.phrase.Prep != "" && !(e.phrase.clause && s.beginsClause(i)):
			if e.phrase.Prep == "by" && (g.passive || g.bare && g.forms&text.VerbPart != 0 && len(p.Patient) == 0) {
				p.Agent = append(p.Agent, e.phrase)
				g.passive = true
			} else {
				p.Others = append(p.Others, e.phrase)
			}
		case e.kind == tagSub && s.at(i+1).kind == tagNoun && s.at(i+1).phrase.clause && !s.beginsClause(i+1):
		case (e.kind == tagComma || e.kind == tagAnd) && s.at(i+1).kind == tagNoun && s.at(i+1).phrase.Prep != "":
		case e.kind == tagQuote:
		default:
			return
		}
	}
}

// joined reads the phrases from element i on that "and" or commas join, with
// what "of" adds to each; it gives the element behind them.
func (s *Sentence) joined(i int) (Slot, int) {
	slot := Slot{s.elems[i].phrase}
	i++
	for {
		j := i
		for s.at(j).kind == tagNoun && s.at(j).phrase.Prep == "of" {
			j++
		}
		k := j
		for s.at(k).kind == tagComma || s.at(k).kind == tagAnd {
			k++
		}
		next := s.at(k)
		if k == j || next.kind != tagNoun || next.phrase.Prep != "" || s.beginsClause(k) {
			return slot, i
		}
		slot = append(slot, next.phrase)
		i = k + 1
	}
}

// beginsClause says whether the phrase at element i is the subject of a verb
// behind it.
func (s *Sentence) beginsClause(i int) bool {
	for j := i + 1; ; j++ {
		switch e := s.at(j); e.kind {
		case tagNoun:
			if e.phrase.Prep == "" {
				return false
			}
		case tagVerb:
			return !e.verb.infinitive && !(e.verb.ing && e.verb.bare)
		default:
			return false
		}
	}
}

// isSubjectOfNext says whether the phrase at element i, behind the verb of p,
// begins what is said: "said the army had withdrawn".
func (s *Sentence) isSubjectOfNext(p *Predicate, i int) bool {
	if !s.beginsClause(i) {
		return false
	}
	for j := i + 1; ; j++ {
		if e := s.at(j); e.kind == tagVerb {
			return isSpeech(p.Key) || !e.verb.bare && !s.groupOf(p).be
		}
	}
}

// isInverted says whether the subject of a verb of speech stands behind it:
// "…," said the mayor.
func (s *Sentence) isInverted(p *Predicate) bool {
	if !invertible()[p.Key] || s.groupOf(p).passive || !s.groupOf(p).bare {
		return false
	}
	prev, next := s.at(p.elem-1), s.at(p.elem+1)
	if next.kind != tagNoun || next.phrase.Prep != "" || next.phrase.Pronoun == "him" || next.phrase.Pronoun == "them" {
		return false
	}
	switch prev.kind {
	case tagQuote:
		return p.elem > 1
	case tagComma:
		if s.at(p.elem-2).kind == tagQuote {
			return true
		}
		return !s.beginsClause(p.elem+1) && s.firstVerb() < p.elem && s.insertionStart(p.elem-1) < 0
	}
	return false
}

// firstVerb gives the element of the first verb.
func (s *Sentence) firstVerb() int {
	for i, e := range s.elems {
		if e.kind == tagVerb {
			return i
		}
	}
	return len(s.elems)
}

// fillSubject finds the subject of predicate n and puts it where the verb's
// form has it.
func (s *Sentence) fillSubject(n int) {
	p := &s.Predicates[n]
	g := s.groupOf(p)
	var subject Slot
	if p.inverted {
		subject, _ = s.joined(p.elem + 1)
	} else {
		subject = s.subjectOf(n)
	}
	switch {
	case g.passive:
		p.Patient = append(subject, p.Patient...)
	case isUnaccusative(g):
		p.Patient = append(p.Patient, subject...)
	default:
		p.Agent = append(p.Agent, subject...)
		p.Either = g.bare && !g.ing && !g.infinitive && g.forms&text.VerbPart != 0 && len(p.Patient) == 0 && !p.Speech
	}
}

// subjectOf finds the subject of predicate n to its left.
func (s *Sentence) subjectOf(n int) Slot {
	p := &s.Predicates[n]
	g := s.groupOf(p)
	if g.infinitive {
		return s.subjectOfInfinitive(n)
	}
	if prev := s.at(p.elem - 1); g.ing && g.bare && prev.kind == tagVerb {
		return s.slotOfVerb(p.elem - 1)
	} else if prev.kind == tagPrep && g.ing && prev.low != "by" && prev.low != "in" { // "accused Harland of breaking"
		if e := s.at(p.elem - 2); e.kind == tagNoun && e.phrase.Prep == "" && s.at(p.elem-3).kind == tagVerb {
			return Slot{e.phrase}
		}
	}
	if g.ing {
		p.Also = s.mainSubject(n)
	}
	relative := false
	for i := p.elem - 1; i >= 0; i-- {
		switch e := s.elems[i]; e.kind {
		case tagNoun:
			if e.phrase.Prep != "" && !e.phrase.clause && !relative {
				continue
			}
			if j := s.behindRelative(i); j >= 0 {
				if !g.bare || g.forms&text.VerbPart == 0 {
					return s.leftJoined(j, true)
				}
				p.Also = s.leftJoined(j, true) // "an attack that left four children injured"
			}
			if p.Speech && s.at(p.elem+1).kind == tagComma && s.at(i-1).kind == tagComma { // "Rebels, the army said, killed"
				return Slot{e.phrase}
			}
			return s.leftJoined(i, relative)
		case tagWh:
			if relative {
				return nil
			}
			relative = true
		case tagComma, tagDash:
			if relative {
				continue
			}
			if j := s.insertionStart(i); j >= 0 && !(g.bare && g.ing) {
				return append(s.subjectBefore(j, n), s.apposed(j+1, i)...)
			}
			if e := s.at(i - 1); e.kind == tagNoun && (n == 0 || g.bare && !g.ing && g.forms&text.VerbPart != 0) { // "Putin, appearing on television, …"
				return s.leftJoined(i-1, false)
			}
			p.Also = s.mainSubject(n)
			return s.doer(n)
		case tagSub:
			if !g.bare {
				return nil // "why was nobody told"
			}
			return s.inherited(n)
		case tagAnd, tagBut:
			p.Also = s.mainSubject(n)
			if s.at(i-1).kind == tagComma || s.at(i-1).kind == tagDash {
				p.Also, p.Loose = append(p.Also, s.resumed(n)...), true
			}
			return s.inherited(n)
		case tagPrep:
			p.Also = s.mainSubject(n)
			return s.inherited(n)
		case tagVerb:
			if e.verb.bare && e.verb.forms&(text.VerbPart|text.VerbIng) != 0 { // "the man accused of it said"
				return s.slotOfVerb(i)
			}
			if j := s.relativeAround(i); j >= 0 {
				return s.leftJoined(j, true)
			}
			return nil
		case tagStop:
			return s.inheritedAcross(n, i)
		}
	}
	return s.subjectAhead(n)
}

// subjectAhead gives the subject of the verb behind a participle that begins
// its sentence: "Speaking in Odesa, the minister said".
func (s *Sentence) subjectAhead(n int) Slot {
	g := s.groupOf(&s.Predicates[n])
	if !g.bare || !g.ing && g.forms&text.VerbPart == 0 || n+1 >= len(s.Predicates) {
		return nil
	}
	next := s.Predicates[n+1].elem
	if s.at(next-1).kind != tagNoun || s.at(next-1).phrase.Prep != "" || !s.commaBetween(s.Predicates[n].elem, next) {
		return nil
	}
	return s.leftJoined(next-1, false)
}

func (s *Sentence) commaBetween(i, j int) bool {
	for ; i < j; i++ {
		if s.elems[i].kind == tagComma {
			return true
		}
	}
	return false
}

// leftJoined gives the phrase at element i, and those that "and" or an
// apposition joins to it on its left.
func (s *Sentence) leftJoined(i int, relative bool) Slot {
	slot := Slot{s.elems[i].phrase}
	if relative && s.elems[i].phrase.Prep != "" { // "the brother of the mayor, who"
		for j := i - 1; j >= 0 && s.elems[j].kind == tagNoun; j-- {
			slot = append(slot, s.elems[j].phrase)
		}
		return slot
	}
	for {
		j := i - 1
		for j > 0 && (s.elems[j].kind == tagAnd || s.elems[j].kind == tagComma) {
			j--
		}
		and := j < i-1 && (s.elems[i-1].kind == tagAnd || s.elems[j+1].kind == tagAnd)
		for and && j > 0 && s.elems[j].kind == tagNoun && s.elems[j].phrase.Prep != "" && !s.elems[j].phrase.clause {
			j--
		}
		if j == i-1 || j < 0 || s.elems[j].kind != tagNoun || s.elems[j].phrase.Prep != "" || !s.isFree(j) {
			return slot
		}
		slot = append(slot, s.elems[j].phrase)
		i = j
	}
}

// isFree says whether the phrase at element i is no object of a verb before it
// and hangs on no other phrase.
func (s *Sentence) isFree(i int) bool {
	switch e := s.at(i - 1); e.kind {
	case tagVerb:
		return invertible()[e.verb.key]
	case tagNoun:
		return false
	}
	return true
}

// insertionStart finds the comma that opens the insertion which the mark at
// element i closes, -1 if there is none.
func (s *Sentence) insertionStart(i int) int {
	kind := s.elems[i].kind
	for j := i - 1; j > 0; j-- {
		switch e := s.elems[j]; {
		case e.kind == kind:
			return j
		case e.kind == tagStop:
			return -1
		}
	}
	return -1
}

// subjectBefore gives the subject that an insertion, opened at element j,
// parts from its verb.
func (s *Sentence) subjectBefore(j, n int) Slot {
	for i := j - 1; i >= 0; i-- {
		switch e := s.elems[i]; e.kind {
		case tagNoun:
			if e.phrase.Prep == "" || e.phrase.clause {
				return s.leftJoined(i, false)
			}
		case tagVerb:
			if e.verb.bare && e.verb.forms&text.VerbPart != 0 {
				return s.slotOfVerb(i)
			}
			return s.inherited(n)
		case tagQuote:
		case tagWh:
			if s.at(i-1).kind == tagNoun {
				return s.leftJoined(i-1, true)
			}
			return s.inherited(n)
		default:
			return s.inherited(n)
		}
	}
	return s.inherited(n)
}

// behindRelative gives the phrase of which a relative clause tells that ends
// with the object at element i: "critics who say the bridge is narrow have
// asked"; -1 if there is none.
func (s *Sentence) behindRelative(i int) int {
	if prev := s.at(i - 1); s.elems[i].phrase.Prep != "" || prev.kind != tagVerb || invertible()[prev.verb.key] {
		return -1
	}
	return s.relativeAround(i - 1)
}

// relativeAround gives the phrase of which the relative clause tells whose verb
// is element i, -1 if it is the verb of none.
func (s *Sentence) relativeAround(i int) int {
	for j := i; j > 0; j-- {
		switch e := s.elems[j]; e.kind {
		case tagWh:
			if s.at(j-1).kind == tagNoun {
				return j - 1
			}
			return -1
		case tagNoun:
			if e.phrase.Whose == "whose" && s.at(j-1).kind == tagNoun {
				return j - 1
			}
		case tagVerb:
		default:
			return -1
		}
	}
	return -1
}

// apposed gives the phrases of an insertion, elements [from,to), that are not
// a clause of their own.
func (s *Sentence) apposed(from, to int) Slot {
	var slot Slot
	for i := from; i < to; i++ {
		switch e := s.elems[i]; {
		case e.kind == tagWh || e.kind == tagSub || e.kind == tagVerb:
			return nil
		case e.kind == tagNoun && e.phrase.Prep == "":
			slot = append(slot, e.phrase)
		}
	}
	return slot
}

// inherited gives the subject of the verb before predicate n, which has none
// of its own: "seized the town and killed the mayor". What is said goes on
// from what was said: "said that it was safe but warned".
func (s *Sentence) inherited(n int) Slot {
	speech := s.Predicates[n].Speech
	for k := n - 1; k >= 0; k-- {
		p := &s.Predicates[k]
		if speech && (p.Speech || k == 0) || !speech && !s.isParenthetical(p) {
			return s.slotOfVerb(p.elem)
		}
	}
	return nil
}

// resumed gives the subject that a verb behind ", but" goes on with: of the
// verb of speech before, rather than of what was said.
func (s *Sentence) resumed(n int) Slot {
	for k := n - 1; k >= 0; k-- {
		if p := &s.Predicates[k]; p.Speech && !s.isParenthetical(p) {
			return s.slotOfVerb(p.elem)
		}
	}
	return s.inherited(n)
}

// mainSubject gives the subject of the sentence's first verb, with which any
// later one may go on.
func (s *Sentence) mainSubject(n int) Slot {
	if n == 0 {
		return nil
	}
	return slices.Clip(s.slotOfVerb(s.Predicates[0].elem))
}

// isParenthetical says whether a verb of speech stands between commas or
// behind what is said.
func (s *Sentence) isParenthetical(p *Predicate) bool {
	return p.inverted || p.Speech && s.standsBehind(p)
}

// doer is inherited for what a participle adds behind a comma: "…, killing
// five", whose doer is that of the verb before it.
func (s *Sentence) doer(n int) Slot {
	if n > 0 && s.groupOf(&s.Predicates[n]).ing && len(s.Predicates[n-1].Agent) > 0 {
		return s.Predicates[n-1].Agent
	}
	return s.inherited(n)
}

// inheritedAcross is inherited unless a full stop parts the two.
func (s *Sentence) inheritedAcross(n, stop int) Slot {
	if low := s.elems[stop].low; low == ";" || low == ":" {
		return nil
	}
	return s.inherited(n)
}

// slotOfVerb gives the subject of the verb at element i: what it was found to
// be, wherever its form puts it.
func (s *Sentence) slotOfVerb(i int) Slot {
	p := &s.Predicates[s.elems[i].predicate]
	if g := s.groupOf(p); g.passive || isUnaccusative(g) {
		return p.Patient
	}
	return p.Agent
}

// subjectOfInfinitive gives who is to do it: the object of the verb that it
// hangs on, or else that verb's subject.
func (s *Sentence) subjectOfInfinitive(n int) Slot {
	p := &s.Predicates[n]
	for i := p.elem - 1; i >= 0; i-- {
		switch e := s.elems[i]; e.kind {
		case tagNoun:
			if e.phrase.Prep == "for" || e.phrase.Prep == "on" || e.phrase.Prep == "" && i > 0 && s.elems[i-1].kind == tagVerb && !s.elems[i-1].verb.be {
				return Slot{e.phrase}
			}
		case tagVerb:
			return s.slotOfVerb(i)
		case tagStop:
			return nil
		}
	}
	return nil
}

// addAccording makes a predicate of speech of "according to …".
func (s *Sentence) addAccording() {
	for i, e := range s.elems {
		if e.kind != tagVerb && e.kind != tagNoun {
			continue
		}
		var at int
		switch {
		case e.kind == tagVerb && e.verb.key == accord:
			at = e.verb.start
		default:
			continue
		}
		if next := s.at(i + 1); next.kind == tagNoun && next.phrase.Prep == "to" {
			slot, _ := s.joined(i + 1)
			for n := range s.Predicates {
				if p := &s.Predicates[n]; p.Start == at {
					p.Agent, p.Patient, p.Others, p.Speech, p.Key, p.Either = slot, nil, nil, true, say, false
				}
			}
		}
	}
}
