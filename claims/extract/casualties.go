package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// casualties proposes a claim for each figure of people who came to harm, from
// "12 were killed" to "the murder of the mayor": one claim for one outcome of
// one mention of people. Parts of a total and figures of a whole war are told
// apart, what is only feared or threatened has its modality.
func casualties(d *document) []claims.Claim {
	var out []claims.Claim
	var vague []int // claims of a bare plural, by their place in out
	counted := map[claims.Outcome]bool{}
	for _, s := range d.sentences {
		r := newReader(d, s)
		if len(r.people) == 0 && len(r.figures) == 0 {
			continue
		}
		seen := map[string]bool{}
		for _, h := range r.match() {
			k := string(h.outcome) + " " + r.in(h.people.first, h.people.last)
			if seen[k] {
				continue
			}
			seen[k] = true
			c, ok := r.claim(h)
			if !ok {
				continue
			}
			if h.people.sort == several {
				vague = append(vague, len(out))
			} else if c.Casualty.Min > 1 && !c.Casualty.Cumulative && c.Casualty.PartOf == "" {
				counted[h.outcome] = true
			}
			out = append(out, c)
		}
	}
	// "The priests were murdered" adds nothing where another sentence counts them.
	for i := len(vague) - 1; i >= 0; i-- {
		if at := vague[i]; counted[out[at].Casualty.Outcome] {
			out = slices.Delete(out, at, at+1)
		}
	}
	return out
}

// claim makes the claim of one harm.
func (r *reader) claim(h harmed) (claims.Claim, bool) {
	first, last := min(h.first, h.people.first), max(h.last, h.people.last)
	m := modalityOf(r.tokens, first, last)
	if r.unreal(h) {
		return claims.Claim{}, false
	}
	quote := r.quote(first, last)
	c := claims.Claim{
		Kind:     claims.KindCasualty,
		Quote:    quote.Text,
		Start:    quote.Start,
		End:      quote.End,
		Modality: m,
		Casualty: &claims.Casualty{
			Outcome:    h.outcome,
			Figure:     h.people.figure,
			Who:        r.who(h.people),
			Cause:      r.cause(first, last),
			Side:       r.side(h.people),
			Cumulative: !h.people.one() && r.cumulative(),
			PartOf:     h.partOf,
		},
		Confidence: confidenceOf(h),
	}
	if total := r.ofTheHarmed(h.people); total != "" && c.Casualty.PartOf == "" {
		c.Casualty.PartOf = total
	}
	if name := r.nameOf(h.people); name != "" {
		c.People = []string{name}
	}
	if h.like != nil {
		c.Casualty.Who = r.who(*h.like)
		first, last = h.people.first, h.people.last
	}
	c.Casualty.Joint = r.d.situate(&c, r.tokens[first].Start, r.tokens[last-1].End)
	if c.When == nil && c.Casualty.Cause == "" && r.overTime(h) {
		c.Casualty.Cumulative = true
	}
	if c.When != nil && !c.Casualty.Cumulative && strings.HasPrefix(strings.ToLower(c.When.Text), "since ") {
		c.When = nil
	}
	r.d.alone(&c)
	if r.given(h) {
		r.d.given[givenKey(&c)] = true
	}
	return c, true
}

// overTime says whether people without a number have come to harm by and by:
// "many have died for their convictions".
func (r *reader) overTime(h harmed) bool {
	if h.people.one() || h.people.figure.Qualifier != claims.Vague || h.form == noun {
		return false
	}
	aux, _ := r.auxiliary(h.first)
	for _, at := range []int{aux, h.first - 1} {
		switch r.word(at) {
		case "have", "has":
			return true
		}
	}
	return false
}

// givenReach is how many words before a harm may open the clause that takes it
// for given.
const givenReach = 12

// given says whether a harm is taken for given, so that how a speaker puts the
// sentence leaves it as it is: "condemned the murder of", "asked to leave after
// six were killed".
func (r *reader) given(h harmed) bool {
	first := min(h.first, h.people.first)
	if h.form == noun {
		if first < h.first { // "the mayor's murder"
			return true
		}
		for k := first - 1; k >= 0 && k >= first-4; k-- {
			switch w := r.word(k); {
			case w == "the" || w == "this" || determiners()[w]:
				return r.word(k-1) != "denied" && r.word(k-1) != "denies" && r.word(k-1) != "deny"
			case phraseEnds(w):
				return false
			}
		}
		return false
	}
	for k := first - 1; k >= 0 && k >= first-givenReach; k-- {
		switch r.word(k) {
		case "after", "since", "because", "following", "where", "when", "who", "whom", "which":
			return true
		case "that", "if", "whether", ";", ":", "\"":
			return false
		}
	}
	return false
}

// givenKey tells the casualties of a document apart.
func givenKey(c *claims.Claim) string {
	return fmt.Sprint(c.Start, " ", c.Casualty.Outcome, " ", c.Casualty.Min, " ", c.Casualty.Who)
}

// ofTheHarmed gives "the dead" of "three of the dead".
func (r *reader) ofTheHarmed(p people) string {
	f, ok := r.figures[p.first]
	if !ok || r.word(f.Last) != "of" || r.word(f.Last+1) != "the" && r.word(f.Last+1) != "those" {
		return ""
	}
	if _, ok := listedOutcome[r.word(f.Last+2)]; !ok && r.word(f.Last+2) != "victims" {
		return ""
	}
	return r.in(f.Last+1, f.Last+3)
}

// quote is the sentence, or the part of it that is someone's words.
func (r *reader) quote(first, last int) claims.Span {
	return r.d.quoteAround(r.s, r.tokens[first].Start, r.tokens[last-1].End)
}

// cause is the noun phrase of the sentence that names what did the harm, the
// nearest to tokens [first:last).
func (r *reader) cause(first, last int) string {
	best, at := 0, -1
	for i := range r.tokens {
		if !causes()[r.word(i)] || r.inNP[i] >= 0 {
			continue
		}
		if away := max(first-i, i-last+1, 0); at < 0 || away < best {
			best, at = away, i
		}
	}
	if at < 0 {
		return ""
	}
	from := at
	for from > 0 && from > at-3 && r.tokens[from-1].Kind == text.Word && !phraseEnds(r.word(from-1)) && !r.isHarm(from-1) && r.inNP[from-1] < 0 && wordTags()[r.word(from-1)] != tagDet && !strings.ContainsAny(r.word(from-1), "0123456789") && !adverbs()[r.word(from-1)] && !strings.HasSuffix(r.word(from-1), "ed") {
		from--
	}
	for at+1 < len(r.tokens) && causes()[r.word(at+1)] {
		at++
	}
	return r.in(from, at+1)
}

var causes = wordSetOnce(`missile missiles rocket rockets drone drones shelling bomb bombs bombing bombings blast blasts explosion explosions airstrike airstrikes strike strikes air-strike grenade grenades mine mines landmine gunfire shooting ambush attack attacks shell shells artillery mortar mortars
	earthquake quake tsunami flood floods flooding landslide mudslide avalanche hurricane cyclone typhoon tornado storm eruption wildfire fire blaze heatwave
	crash collision derailment accident collapse stampede crush outbreak famine poisoning dynamite machinegun stabbing raid clashes fighting crossfire`)

// side is the nationality in a mention of people: "Ukrainian soldiers".
func (r *reader) side(p people) string {
	for i := p.first; i < p.last; i++ {
		w := r.in(i, i+1)
		if _, _, ok := text.Demonym(w); ok {
			return w
		}
	}
	return ""
}

// unreal says whether a harm is none that the sentence tells as a fact or puts
// in any way: an aim ("to kill"), a negation of the verb ("was not hurt").
func (r *reader) unreal(h harmed) bool {
	before := r.word(h.first - 1)
	switch h.form {
	case present:
		return before == "to" || before == "and" && r.word(h.first-3) == "to"
	case gerund:
		if before == "or" || before == "of" || before == "for" || before == "at" {
			for k := h.first - 1; k >= 0 && k >= h.first-4; k-- {
				if aims()[r.word(k)] {
					return true
				}
			}
		}
		return before == "without" && !h.people.none()
	case participle, intransitive, condition:
		for k := h.first - 1; k >= 0 && k >= h.first-4; k-- {
			switch w := r.word(k); {
			case w == "not" || w == "never" || strings.HasSuffix(w, "n't"):
				return true
			case w == "be" && r.word(k-1) == "to":
				return true
			}
		}
	case noun:
		for k := h.first - 1; k >= 0 && k >= h.first-5; k-- {
			if aims()[r.word(k)] {
				return true
			}
		}
		return aims()[r.word(h.last)]
	}
	return false
}

// aims are nouns that make of a harm what someone meant to do.
var aims = wordSetOnce(`attempt attempts attempted objective objectives intention intentions aim aims purpose plan plans plot plots idea possibility risk threat threats danger trying tried frustrated thwarted failed prevent avoid avoiding preventing warrant warrants order orders`)

// confidenceOf says how sure the words make a harm: a number beside a verb .9,
// one person .8, a bare plural, or a noun as "the death of", .1 or .2 less.
func confidenceOf(h harmed) float64 {
	c := 0.8
	switch {
	case h.people.sort == several:
		c = 0.6
	case h.people.sort == counted && !h.people.one():
		c = 0.9
	}
	if h.form == noun || h.form == condition {
		c -= 0.1
	}
	return c
}

// nameOf is the proper name in a mention, "" if there is none.
func (r *reader) nameOf(p people) string {
	if p.sort != named {
		return ""
	}
	last := p.last
	first := last
	for first > p.first && (r.isName(first-1) || nameParticles[r.word(first-1)]) {
		first--
	}
	return r.in(first, last)
}

// who is the mention without its figure and determiner.
func (r *reader) who(p people) string {
	first := p.first
	if f, ok := r.figures[first]; ok {
		first = f.Last
	} else if f, ok := r.figures[first+1]; ok && (determiners()[r.word(first)] || demonstratives[r.word(first)] || r.word(first) == "all") {
		first = f.Last
	}
	for first < p.last && (determiners()[r.word(first)] || demonstratives[r.word(first)] || r.word(first) == "of" || r.word(first) == "all" || r.word(first) == "them" || r.word(first) == "whom" || r.word(first) == "more" && first+1 < p.last || r.word(first) == "a" || r.word(first) == "an") {
		first++
	}
	if first >= p.last || p.sort == pronominal || p.last-first == 1 && (outcomeAdjective[r.word(first)] || collectives[r.word(first)] && strings.HasPrefix(r.word(first), "bod") || bareNever[r.word(first)] && r.word(first) != "others") {
		return ""
	}
	return r.in(first, p.last)
}

// cumulative says whether the sentence counts over a war, a year or more.
func (r *reader) cumulative() bool {
	for i := range r.tokens {
		switch w := r.word(i); w {
		case "since":
			for k := i + 1; k < i+8; k++ {
				if w := r.word(k); isYear(w) || eras()[w] {
					if r.word(k+1) == "," && r.word(k+2) == "when" { // "the worst since 2009, when 12 died"
						return false
					}
					return true
				}
			}
		case "so", "already":
			if r.word(i+1) == "far" && r.word(i+2) != "no" || r.has(i+1, []string{"this", "year"}) {
				return true
			}
		case "war", "conflict", "insurgency", "rebellion":
			if r.word(i+1) == "in" && r.word(i+2) == "which" || (r.word(i+1) == "that" || r.word(i+1) == "which") && (r.word(i+2) == "has" || r.word(i+2) == "have") {
				return true // "a war in which 70,000 have died"
			}
		case "nationwide", "countrywide":
			return true
		case "past", "last", "during", "over", "in", "of":
			if (w == "past" || w == "last") && r.spans(i+1) || w == "past" && (r.word(i+1) == "week" || r.word(i+1) == "month") || w == "during" && isYear(r.word(i+1)) {
				return true
			}
			for k := i + 1; k <= i+3; k++ {
				if w := r.word(k); w == "years" || w == "decade" || w == "decades" || w == "months" && r.word(i) != "of" || w == "year" && k > i+1 && r.word(k-1) != "last" && r.tokens[k-1].Kind == text.Number {
					return true
				}
			}
		case "month-long", "1-month-long", "weeks-long", "months-long", "year-long", "decade-long", "years-long", "10-year-long", "10-year", "decade-old", "year-old":
			if eras()[r.word(i+1)] || eras()[r.word(i+2)] {
				return true
			}
		}
	}
	return false
}

// spans says whether a period of several days or more stands at token i, over
// which nobody counts one incident: "12 days", "few weeks".
func (r *reader) spans(i int) bool {
	w := r.word(i)
	f, ok := r.figures[i]
	if ok {
		i = f.Last - 1
	} else if w != "few" && w != "several" && !(i < len(r.tokens) && r.tokens[i].Kind == text.Number && w != "1") {
		return false
	}
	switch r.word(i + 1) {
	case "days", "weeks", "months":
		return true
	}
	return false
}

func isYear(w string) bool {
	return len(w) == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20")) && strings.Trim(w, "0123456789") == ""
}

var eras = wordSetOnce(`war began beginning start started conflict invasion uprising independence outbreak revolution hostilities january`)
