package extract

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// resolved is who a source means: an entity, or -1; and the sentence that the
// full name was taken from, if it is not the attribution's own.
type resolved struct {
	speaker *claims.Speaker
	entity  int
	from    span
}

// nameSpeakers finds out, in text order, who each attribution's source is.
func (d *document) nameSpeakers() {
	for i := range d.attributions {
		a := &d.attributions[i]
		r := d.resolve(a, d.attributions[:i])
		a.speaker, a.entity, a.named = r.speaker, r.entity, r.from
	}
}

// resolve finds who the source of a is. earlier are the attributions before.
func (d *document) resolve(a *attribution, earlier []attribution) resolved {
	if a.source.empty() {
		return resolved{entity: -1}
	}
	words := strings.ToLower(a.source.in(d.text))
	switch {
	case pronounGender(words) != noPronoun:
		return d.resolvePronoun(a, pronounGender(words), earlier)
	case words == "who" || words == "which" || words == "that":
		return d.resolveRelative(a)
	case isPlainPronoun(words):
		return resolved{entity: -1}
	}
	if m, ok := d.headMention(a.source); ok {
		return d.asEntity(m.entity, a.source)
	}
	return resolved{speaker: d.unnamedSpeaker(a.source), entity: -1}
}

// headMention gives the name that a source is about: the first in it that is
// not the owner or the affiliation of an unnamed head ("Ukraine's army").
func (d *document) headMention(s span) (naming, bool) {
	in := d.names.in(s.start, s.end)
	core := d.coreEnd(s)
	for i := len(in) - 1; i >= 0; i-- { // the last name of the phrase before any apposition
		if in[i].start < core && d.names.entities[in[i].entity].person && d.isHead(s, in[i], core) {
			return in[i], true
		}
	}
	for _, m := range in {
		if d.names.entities[m.entity].person && d.startsApposition(s, m) {
			return m, true
		}
	}
	for _, m := range in {
		if m.start < core && d.isHead(s, m, core) {
			return m, true
		}
	}
	return naming{}, false
}

// coreEnd is where the first comma, bracket or relative clause of s begins.
func (d *document) coreEnd(s span) int {
	for _, i := range d.tokensIn(s) {
		if t := d.tags[i]; t == tagComma || t == tagOpen || t == tagDash || t == tagWh {
			return d.tokens[i].Start
		}
	}
	return s.end
}

// startsApposition says whether "the leader, X," has m as its second part.
func (d *document) startsApposition(s span, m naming) bool {
	i := d.tokenAt(m.start)
	return i > 0 && d.tags[i-1] == tagComma && d.tokens[i-1].Start > s.start
}

// isHead says whether m is what the phrase is about: nothing but titles come
// after it, and no preposition stands before it.
func (d *document) isHead(s span, m naming, core int) bool {
	if home := d.homeAfter(m.end); home.end == core {
		core = m.end
	}
	for _, i := range d.tokensIn(span{s.start, core}) {
		t := d.tokens[i]
		if t.Start < m.start && (d.tags[i] == tagPrep || d.tags[i] == tagAnd) {
			return false
		}
		if t.Start >= m.end && (d.tags[i] == tagPoss || d.tags[i] == tagNoun || d.tags[i] == tagName || d.tags[i] == tagAnd) {
			return false
		}
	}
	return true
}

// homeAfter gives the country after a name that ends at the byte at: the
// "Russia" of "Vladimir Putin of Russia".
func (d *document) homeAfter(at int) span {
	i := d.tokenAt(at)
	if d.lowerAt(i) != "of" || i+1 >= len(d.tokens) {
		return span{}
	}
	home := span{d.tokens[i+1].Start, d.tokens[i+1].End}
	if _, _, ok := text.CountryOf(home.in(d.text)); !ok {
		return span{}
	}
	return home
}

// tokensIn gives the indexes of the tokens of s.
func (d *document) tokensIn(s span) []int {
	var out []int
	for i := d.tokenAt(s.start); i < len(d.tokens) && d.tokens[i].End <= s.end; i++ {
		out = append(out, i)
	}
	return out
}

// asEntity gives entity e as a speaker whose name stands in source or, in
// full, elsewhere.
func (d *document) asEntity(e int, source span) resolved {
	who := d.names.entities[e]
	s := &claims.Speaker{Name: who.name, Role: who.role, Affiliation: who.affiliation, Type: claims.SpeakerOrganization}
	switch {
	case who.person:
		s.Type = claims.SpeakerPerson
	case outletName(who.name) != "":
		s.Type = claims.SpeakerOutlet
	}
	r := resolved{speaker: s, entity: e}
	if !source.holds(who.full) && !strings.Contains(source.in(d.text), who.name) {
		if r.from = d.around(who.full); d.negatesItself(r.from) {
			r.from = who.full // the name alone: what its sentence negates is another matter
		}
	}
	return r
}

// negatesItself says whether words outside of quotation marks negate in s.
func (d *document) negatesItself(s span) bool {
	for _, at := range d.negations {
		if at >= s.start && at < s.end && !d.isQuotedAt(at) {
			return true
		}
	}
	return false
}

// around is the sentence that s stands in.
func (d *document) around(s span) span {
	if i := d.sentenceAt(s.start); i >= 0 {
		return span{d.sentences[i].Start, d.sentences[i].End}
	}
	return s
}

// unnamedSpeaker tells "police" and "five witnesses" from "a senior official".
func (d *document) unnamedSpeaker(s span) *claims.Speaker {
	words := strings.TrimRight(d.text[s.start:d.coreEnd(s)], " ")
	if words == "" {
		words = strings.TrimRight(s.in(d.text), ", ")
	}
	if name := outletName(words); name != "" {
		return &claims.Speaker{Name: name, Type: claims.SpeakerOutlet}
	}
	speaker := &claims.Speaker{Name: words, Type: claims.SpeakerUnnamed}
	head := headNoun(words)
	switch in := d.placesIn(s.start, s.end); {
	case len(in) == 1 && strings.EqualFold(strings.TrimPrefix(strings.TrimPrefix(words, "the "), "The "), in[0].Text):
		speaker.Type = claims.SpeakerOrganization
	case isBody(head):
		speaker.Type = claims.SpeakerOrganization
	case text.PersonNoun(head) == text.OnePerson:
	case text.PersonNoun(head) != text.NotPeople || isPlural(head):
		speaker.Type = claims.SpeakerGroup
	}
	return speaker
}

// headNoun gives the noun that a phrase is about: the last word for people or
// bodies before any preposition, else its last word.
func headNoun(s string) string {
	head := ""
	for _, f := range strings.Fields(strings.ToLower(s)) {
		w := strings.Trim(f, ".,;:'’\"“”")
		if wordTags()[w] == tagPrep {
			break
		}
		if text.PersonNoun(w) != text.NotPeople || isBody(w) {
			head = w
		}
	}
	if head != "" {
		return head
	}
	return lastWord(s)
}

func lastWord(s string) string {
	fields := strings.Fields(strings.ToLower(s))
	if len(fields) == 0 {
		return ""
	}
	return strings.Trim(fields[len(fields)-1], ".,;:'’\"“”")
}

// isBody says whether a noun names a body: "ministry", "the army".
func isBody(w string) bool {
	switch w {
	case "ministry", "government", "army", "navy", "military", "force", "forces", "agency", "office", "court", "commission", "committee", "council", "parliament", "senate", "congress",
		"party", "police", "department", "administration", "campaign", "company", "bank", "university", "union", "group", "kremlin", "house", "pentagon", "embassy", "unit", "service", "authority", "authorities", "institute", "organization", "organisation", "report", "study", "statement", "poll":
		return true
	}
	return false
}

// Pronouns that can be a source.
type heOrShe uint8

const (
	noPronoun heOrShe = iota
	pronounHe
	pronounShe
)

func pronounGender(w string) heOrShe {
	switch w {
	case "he", "his", "him":
		return pronounHe
	case "she", "her":
		return pronounShe
	}
	return noPronoun
}

func isPlainPronoun(w string) bool {
	switch w {
	case "they", "we", "i", "you", "it", "this", "these", "those", "their", "its", "our", "my", "your", "everyone", "nobody", "someone", "some", "others", "many", "there", "anyone", "one":
		return true
	}
	return false
}

func (p heOrShe) fits(g gender) bool {
	return g == anyGender || p == pronounHe && g == male || p == pronounShe && g == female
}

// pronounReach is how many sentences back the person meant by a pronoun is
// looked for.
const pronounReach = 3

// sourceReach bounds how many attributions back are looked at, and nameReach
// how many bytes: no sentence that a person wrote is longer.
const (
	sourceReach = 40
	nameReach   = 3000
)

// resolvePronoun finds the person meant by "he" or "she": the subject of the
// nearest earlier sentence that fits, or the only person there who does. Where
// two persons fit alike nobody is named.
func (d *document) resolvePronoun(a *attribution, p heOrShe, earlier []attribution) resolved {
	none := resolved{entity: -1, speaker: nil}
	here := d.sentenceAt(a.source.start)
	if here < 0 {
		return none
	}
	if e := d.lastSource(earlier, here, a.source.start, p); e >= 0 {
		return d.asEntity(e, a.source)
	}
	for i := here; i >= 0 && here-i <= pronounReach && d.sentences[here].Paragraph-d.sentences[i].Paragraph <= 1; i-- {
		end := d.sentences[i].End
		if i == here {
			end = a.source.start
		}
		e, found := d.personIn(i, end, p)
		if e < 0 && i < here {
			e, found = d.sourceIn(earlier, i, p, found)
		}
		if e >= 0 {
			return d.asEntity(e, a.source)
		}
		if found {
			return none
		}
	}
	return none
}

// lastSource gives the person who already spoke in sentence i before at.
func (d *document) lastSource(earlier []attribution, i, at int, p heOrShe) int {
	for j := len(earlier) - 1; j >= max(0, len(earlier)-sourceReach) && earlier[j].sentence >= i; j-- {
		e := earlier[j]
		if e.sentence == i && e.entity >= 0 && e.source.start < at && d.names.entities[e.entity].person && p.fits(d.names.entities[e.entity].gender) {
			return e.entity
		}
	}
	return -1
}

// sourceIn gives the person who speaks in sentence i, by name or as a pronoun
// that was resolved.
func (d *document) sourceIn(earlier []attribution, i int, p heOrShe, found bool) (int, bool) {
	for j := len(earlier) - 1; j >= max(0, len(earlier)-sourceReach) && earlier[j].sentence >= i; j-- {
		e := earlier[j]
		if e.sentence == i && e.entity >= 0 && d.names.entities[e.entity].person && p.fits(d.names.entities[e.entity].gender) {
			return e.entity, true
		}
	}
	return -1, found
}

// personIn gives the person in sentence i, before the byte at end, whom the
// pronoun can mean: its subject, else the only one who fits. found says
// whether anyone there fits.
func (d *document) personIn(i, end int, p heOrShe) (e int, found bool) {
	s := d.sentences[i]
	var fitting []int
	subject := -1
	for _, m := range d.names.in(max(s.Start, end-nameReach), end) {
		t := d.tokenAt(m.start)
		who := d.names.entities[m.entity]
		if t >= len(d.tokens) || d.quoted[t] >= 0 || !who.person || !p.fits(who.gender) {
			continue
		}
		if n := d.tokenAt(m.end); n < len(d.tokens) && d.tags[n] == tagPoss {
			continue
		}
		if subject < 0 && d.isSubject(t, s) {
			subject = m.entity
		}
		if len(fitting) == 0 || fitting[len(fitting)-1] != m.entity {
			fitting = append(fitting, m.entity)
		}
	}
	switch {
	case subject >= 0 && (len(fitting) == 1 || end == s.End): // two in the pronoun's own sentence leave it open
		return subject, true
	case len(fitting) == 1:
		return fitting[0], true
	}
	return -1, len(fitting) > 0
}

// isSubject says whether the name at token t is the subject of its sentence:
// no preposition and no verb stands before it.
func (d *document) isSubject(t int, s sentence) bool {
	for j := t - 1; j >= s.First; j-- {
		switch d.tags[j] {
		case tagVerb, tagAux:
			return j == s.First // "Dressed in a uniform, Putin …"
		case tagPrep:
			if j == t-1 {
				return false
			}
		case tagComma, tagQuote:
			return j > s.First
		}
	}
	return true
}

// resolveRelative names the person before "who".
func (d *document) resolveRelative(a *attribution) resolved {
	t := d.tokenAt(a.source.start)
	i := d.sentenceAt(a.source.start)
	if i < 0 || t >= len(d.tokens) {
		return resolved{entity: -1}
	}
	r := speech{d: d, s: d.sentences[i], index: i}
	e := t
	if e > r.s.First && d.tags[e-1] == tagComma {
		e--
	}
	start := r.phraseBefore(e)
	if start >= e {
		return resolved{entity: -1}
	}
	phrase := r.toks(start, e)
	if m, ok := d.headMention(phrase); ok {
		return d.asEntity(m.entity, span{d.sentences[i].Start, d.sentences[i].End})
	}
	return resolved{speaker: d.unnamedSpeaker(phrase), entity: -1}
}
