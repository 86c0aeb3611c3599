package extract

import (
	"strings"
	"unicode"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// pronounParty gives whom "he", "her country" or a quoted "we" at token i
// stands for: who is speaking, else the first name to its left, else who the
// same pronoun was found to be as a speaker.
func (r *truceReader) pronounParty(i int) string {
	at := r.tokens[i].Start
	w := r.word(i)
	gender := pronounGender(w)
	if a := r.d.speechAround(span{at, r.tokens[i].End}); a != nil && a.entity >= 0 {
		who := r.d.names.entities[a.entity]
		own := w == "we" || w == "i" || w == "our" || w == "my"
		if own || gender != noPronoun && who.person && gender.fits(who.gender) && !r.d.rivalBefore(a.content[0], at, a.entity, gender) {
			return who.name
		}
	}
	if name := r.speakerBefore(i); name != "" {
		return name
	}
	for _, a := range r.d.attributions {
		if a.source.start == at && a.entity >= 0 {
			return r.d.names.entities[a.entity].name
		}
	}
	return ""
}

// settleParty puts the country for the person who speaks for it: of "Ukraine's
// leader Volodymyr Zelensky" the party is Ukraine. Where the country stands
// outside of the sentence, the sentence that tells it becomes context.
func (r *truceReader) settleParty(c *claims.Claim) {
	party := c.Ceasefire.Party
	if party == "" {
		return
	}
	for e, who := range r.d.names.entities {
		if !who.person || who.affiliation == "" || !sharesName(party, who.name) || !r.names(e) {
			continue
		}
		nation, ok := nationOf(who)
		if !ok {
			continue
		}
		c.Ceasefire.Party = nation
		if c.Speaker == nil && strings.Contains(r.s.In(r.d.text), party) {
			c.Speaker = r.d.asEntity(e, r.d.names.entities[e].full).speaker
		}
		if told := r.d.whereTold(e, who.affiliation); !told.empty() {
			r.d.addContext(c, span{c.Start, c.End}, told)
		}
		return
	}
}

// names says whether entity e is named in the sentence, or speaks in it.
func (r *truceReader) names(e int) bool {
	for _, m := range r.d.names.in(r.s.Start, r.s.End) {
		if m.entity == e {
			return true
		}
	}
	for _, a := range r.d.attributions {
		if whole := a.whole(); a.entity == e && whole.start < r.s.End && r.s.Start < whole.end {
			return true
		}
	}
	return false
}

// sharesName says whether words end in the last name of a person's full name.
func sharesName(words, full string) bool {
	return strings.EqualFold(shortName(words), shortName(full))
}

// nationOf gives the country, or the body, that a person speaks for: a listed
// country under its name, another only where the role is an office of state.
func nationOf(who entity) (string, bool) {
	if country, _, ok := text.CountryOf(who.affiliation); ok {
		if _, _, adjective := text.Demonym(who.affiliation); adjective {
			return country, true
		}
		return who.affiliation, true
	}
	if first := firstLetter(who.affiliation); !unicode.IsUpper(first) || strings.HasSuffix(who.affiliation, "ian") || strings.HasSuffix(who.affiliation, "ish") {
		return "", false
	}
	for w := range strings.FieldsSeq(strings.ToLower(who.role)) {
		if offices()[w] {
			return who.affiliation, true
		}
	}
	return "", false
}

var offices = wordSetOnce(`president premier chancellor leader minister king queen emir ruler chairman monarch`)

// whereTold finds the words of entity e's affiliation beside its name.
func (d *document) whereTold(e int, affiliation string) span {
	for _, m := range d.names.namings {
		if m.entity != e {
			continue
		}
		s := d.around(m.span)
		if at := strings.Index(s.in(d.text), affiliation); at >= 0 {
			return span{s.start + at, s.start + at + len(affiliation)}
		}
	}
	return span{}
}
