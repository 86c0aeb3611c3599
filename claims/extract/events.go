package extract

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// events proposes a claim for each strike, capture, meeting, visit and the
// like that a finite verb tells of and that has a place, a day or a named
// actor. It would rather miss one than make one up.
func events(d *document) []claims.Claim {
	var out []claims.Claim
	for _, s := range d.sentences {
		r := &eventReader{truceReader: truceReader{d: d, s: s, tokens: d.tokens[s.First:s.Last]}}
		if r.isQuestion() {
			continue
		}
		seen := map[string]bool{}
		for i := 0; i < len(r.tokens); i++ {
			h, ok := r.happeningAt(i)
			if !ok {
				continue
			}
			if c, ok := r.claim(h); ok && !seen[h.nature] {
				seen[h.nature] = true
				out = append(out, c)
			}
			i = h.last - 1
		}
	}
	return out
}

// eventReader reads one sentence for events.
type eventReader struct{ truceReader }

// happening is an event: its verb at tokens [first:last), who did it and to
// whom or what, as tokens.
type happening struct {
	eventVerb
	first, last   int
	passive       bool
	actor, target span
}

// happeningAt reads the event whose verb begins at token i.
func (r *eventReader) happeningAt(i int) (happening, bool) {
	for _, v := range eventVerbs()[r.word(i)] {
		if !r.has(i, v.words) {
			continue
		}
		h := happening{eventVerb: v, first: i, last: i + len(v.words)}
		aux := r.auxBefore(i)
		if aux == "to" || r.negated(i) {
			return h, false
		}
		h.passive = aux == "be" && v.takes != subjectOnly
		r.arguments(&h)
		if !r.makesSense(h) {
			return h, false
		}
		if (h.needs == needsTraveller || h.nature == "accident") && !h.passive {
			h.actor = r.traveller(h.actor)
		}
		return h, true
	}
	return happening{}, false
}

// auxBefore tells what the verb at i depends on: "be" for a passive, "to" for
// an infinitive, "" for a plain past.
func (r *eventReader) auxBefore(i int) string {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		switch w := r.word(k); {
		case w == "was" || w == "were" || w == "been" || w == "being" || w == "is" || w == "are":
			return "be"
		case w == "to" || w == "will" || w == "would" || w == "could" || w == "might" || w == "may" || w == "can" || w == "should" || w == "must":
			return "to"
		case !adverbs()[w] && w != "by":
			return ""
		}
	}
	return ""
}

// arguments finds actor and target.
func (r *eventReader) arguments(h *happening) {
	before := h.first
	for before > 0 && (adverbs()[r.word(before-1)] || auxiliaries()[r.word(before-1)]) {
		before--
	}
	subject, object := r.subjectEnding(before), r.objectAt(h.last)
	if !h.passive {
		h.actor, h.target = subject, object
		return
	}
	h.target = subject
	for k := h.last; k < len(r.tokens) && k < h.last+8; k++ {
		if r.word(k) == "by" {
			h.actor = r.objectAt(k + 1)
			return
		}
	}
}

// subjectEnding finds the noun phrase that ends before token i, stepping over
// a relative clause or an apposition between commas.
func (r *eventReader) subjectEnding(i int) span {
	if i > 0 && (r.word(i-1) == "," || r.word(i-1) == "–" || r.word(i-1) == "—") {
		mark := r.word(i - 1)
		for k := i - 2; k >= 0 && k >= i-25; k-- {
			if r.word(k) == mark {
				i = k
				break
			}
		}
	}
	if w := r.word(i - 1); w == "who" || w == "which" || w == "that" {
		i--
		if r.word(i-1) == "," {
			i--
		}
	}
	first := i
	for first > 0 && i-first < 8 && r.inPhrase(first-1) {
		first--
	}
	for first < i && (r.word(first) == "the" || r.word(first) == "a" || r.word(first) == "an") {
		first++
	}
	if r.word(first-1) == "of" && first >= 2 && r.inPhrase(first-2) { // "the leader of Harland"
		return r.subjectOfPhrase(first-1, i)
	}
	return span{first, i}
}

// subjectOfPhrase widens a noun phrase over "of".
func (r *eventReader) subjectOfPhrase(of, end int) span {
	first := of
	for first > 0 && of-first < 6 && r.inPhrase(first-1) {
		first--
	}
	for first < of && (r.word(first) == "the" || r.word(first) == "a" || r.word(first) == "an") {
		first++
	}
	return span{first, end}
}

// inPhrase says whether token i can be part of a noun phrase.
func (r *eventReader) inPhrase(i int) bool {
	t := r.tokens[i]
	if t.Kind == text.Possessive || t.Kind == text.Number {
		return true
	}
	w := t.lower
	if w == "us" && r.isCapital(i) {
		return true
	}
	if w == "and" && i > 0 && i+1 < len(r.tokens) {
		return r.isCapital(i-1) && r.isCapital(i+1)
	}
	if t.Kind != text.Word || calendarWords()[w] {
		return false
	}
	if w == "last" || w == "next" || w == "late" || w == "early" {
		return false
	}
	if strings.HasSuffix(w, "ly") && !r.isCapital(i) {
		return false
	}
	return w == "the" || w == "a" || w == "an" || !phraseEnds(w) && !(strings.HasSuffix(w, "ed") && !r.isCapital(i)) || w == "his" || w == "her" || w == "their"
}

// objectAt reads the noun phrase that begins at token i; "of" goes on with it:
// "the city of Harbour Bay".
func (r *eventReader) objectAt(i int) span {
	first := i
	for first < len(r.tokens) && (r.word(first) == "the" || r.word(first) == "a" || r.word(first) == "an") {
		first++
	}
	last := first
	for last < len(r.tokens) && last-first < 9 {
		if last > first && r.beginsDate(last) {
			break
		}
		described := last == first && strings.HasSuffix(r.word(last), "ed") && last > i && last+1 < len(r.tokens) && r.inPhrase(last+1) // "a covered market"
		if (described || r.inPhrase(last)) && r.word(last) != "the" && r.word(last) != "a" && r.word(last) != "an" {
			last++
			continue
		}
		if w := r.word(last); w == "of" && last > first && last+1 < len(r.tokens) && (r.isCapital(last+1) || r.word(last+1) == "the" && r.isCapital(last+2)) {
			last += 2
			continue
		}
		break
	}
	return span{first, min(last, len(r.tokens))}
}

// beginsDate says whether a time begins at token i: "three days ago".
func (r *eventReader) beginsDate(i int) bool {
	in := r.d.datesIn(r.tokens[i].Start, r.s.End)
	return len(in) > 0 && in[0].Start == r.tokens[i].Start
}

// makesSense says whether actor and target fit the verb.
func (r *eventReader) makesSense(h happening) bool {
	switch h.needs {
	case needsPlaceTarget:
		return r.hasPlace(h.target)
	case needsBlow: // "missiles struck the port", "the town was hit": not "struck a deal"
		return r.hasPlace(h.target) && (h.passive || !r.isPerson(h.actor) || h.words[0] != "hit") || r.hasWeapon(h.actor) || h.passive && r.hasWeapon(span{h.last, min(h.last+8, len(r.tokens))}) && !h.target.empty()
	case needsForce:
		return r.hasPlace(h.target) || r.isForce(h.actor)
	case needsNamedActor:
		return r.hasName(h.actor) || h.passive && r.hasName(h.target)
	case needsNamedTarget:
		return r.hasName(h.target) || r.hasPlace(h.target)
	case needsBoth:
		return r.hasName(h.actor) && (r.hasName(h.target) || r.word(h.last) == "with")
	case needsTraveller:
		return (r.hasName(h.target) || r.hasPlace(h.target)) && r.travels(h)
	case needsActor:
		return !h.actor.empty()
	}
	return true
}

// travels says whether who is told to visit can: a person or a delegation, not
// "buses with the soldiers".
func (r *eventReader) travels(h happening) bool {
	if h.passive && h.actor.empty() {
		return true
	}
	who := r.headPhrase(h.actor)
	if who.empty() {
		return false
	}
	head := r.word(who.end - 1)
	if delegations()[head] || text.PersonNoun(head) == text.OnePerson {
		return true
	}
	for _, m := range r.d.names.in(r.tokens[who.start].Start, r.tokens[who.end-1].End) {
		if r.d.names.entities[m.entity].person && m.end == r.tokens[who.end-1].End {
			return true
		}
	}
	return head == "he" || head == "she" || r.isCapital(who.end-1) && !r.hasPlace(who) && text.PersonNoun(head) == text.NotPeople
}

// headPhrase gives the noun phrase that s only completes: of "a delegation from
// Harland" the delegation.
func (r *eventReader) headPhrase(s span) span {
	for s.start >= 2 && wordTags()[r.word(s.start-1)] == tagPrep {
		before := r.subjectEnding(s.start - 1)
		if before.empty() {
			break
		}
		s = before
	}
	return s
}

// traveller is the whole phrase of whoever visits.
func (r *eventReader) traveller(s span) span {
	if s.empty() {
		return s
	}
	return span{r.headPhrase(s).start, s.end}
}

var delegations = wordSetOnce(`delegation delegations delegates team leaders ministers envoys envoy officials president mediators negotiators inspectors monitors observers diplomats lawmakers mps senators pope king queen premier mission`)

func (r *eventReader) hasPlace(s span) bool {
	return !s.empty() && len(r.d.placesIn(r.tokens[s.start].Start, r.tokens[s.end-1].End)) > 0
}

func (r *eventReader) hasName(s span) bool {
	if isUpper(r.s.In(r.d.text)) {
		return false
	}
	for i := s.start; i < s.end; i++ {
		if r.isCapital(i) && (i > 0 || !isCommon(r.word(i))) {
			return true
		}
	}
	return false
}

func (r *eventReader) hasWeapon(s span) bool {
	for i := s.start; i < s.end; i++ {
		if weapons()[r.word(i)] {
			return true
		}
	}
	return false
}

// isForce says whether a noun phrase ends in soldiers, gunmen or the like: a
// politician who attacks another does it with words.
func (r *eventReader) isForce(s span) bool {
	if s.empty() {
		return false
	}
	w := r.word(s.end - 1)
	return text.PersonNoun(w) == text.ManyPeople || forces()[w] || weapons()[w]
}

func (r *eventReader) isPerson(s span) bool {
	return !s.empty() && text.PersonNoun(r.word(s.end-1)) == text.OnePerson
}

// claim makes the claim of an event; an event needs a place, a day, or an
// actor with a name.
func (r *eventReader) claim(h happening) (claims.Claim, bool) {
	from, to := r.tokens[h.first].Start, r.tokens[h.last-1].End
	quote := r.d.quoteAround(r.s, from, to)
	modality := modalityOf(r.tokens, h.first, h.last)
	if modality == claims.Conditional || modality == claims.Questioned {
		return claims.Claim{}, false
	}
	c := claims.Claim{
		Kind: claims.KindEvent, Quote: quote.Text, Start: quote.Start, End: quote.End, Modality: modality,
		Event:      &claims.Event{Nature: h.nature, Actor: r.phrase(h.actor), Target: r.phrase(h.target)},
		Confidence: 0.7,
	}
	r.d.situate(&c, from, to)
	if in := r.placesOf(h.target); len(in) > 0 && h.nature != "meeting" {
		c.Where, c.Context = in, nil
		if c.When != nil {
			r.d.supplement(&c)
		}
	}
	r.nameContext(&c)
	if len(c.Where) == 0 && c.When == nil && !r.hasName(h.actor) && !r.hasName(h.target) {
		return claims.Claim{}, false
	}
	if c.Event.Actor == "" && c.Event.Target == "" || h.nature == "arrest" && r.hasPlace(h.target) {
		return claims.Claim{}, false
	}
	r.d.alone(&c)
	return c, true
}

// nameContext adds the sentence where actor or target stand outside of quote
// and context.
func (r *eventReader) nameContext(c *claims.Claim) {
	if strings.Contains(c.Quote, c.Event.Actor) && strings.Contains(c.Quote, c.Event.Target) {
		return
	}
	c.Context = append(c.Context, r.d.span(r.s.Start, r.s.End))
}

func (r *eventReader) placesOf(s span) []claims.Place {
	if s.empty() {
		return nil
	}
	return r.d.placesIn(r.tokens[s.start].Start, r.tokens[s.end-1].End)
}

// phrase gives the text of a noun phrase; a pronoun names nobody.
func (r *eventReader) phrase(s span) string {
	if s.empty() {
		return ""
	}
	words := r.in(s.start, s.end)
	if text.IsStopWord(strings.ToLower(words)) {
		return ""
	}
	return words
}
