package extract

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// casualties proposes a claim for each figure of people who came to harm, from
// "12 were killed" to "the murder of the mayor": one claim for one outcome of
// one mention of people. Parts of a total and figures of a whole war are told
// apart, what is only feared or threatened has its modality.
func casualties(d *document) []claims.Claim {
	var out []claims.Claim
	for _, s := range d.sentences {
		r := newReader(d, s)
		if len(r.harms) == 0 {
			continue
		}
		seen := map[string]bool{}
		for _, h := range r.match() {
			k := string(h.outcome) + " " + r.in(h.people.first, h.people.last)
			if seen[k] {
				continue
			}
			seen[k] = true
			if c, ok := r.claim(h); ok {
				out = append(out, c)
			}
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
			Cumulative: r.cumulative(),
			PartOf:     h.partOf,
		},
		Confidence: 0.8,
	}
	c.Text = quote.Text
	return c, true
}

// quote is the sentence, or the part of it that is someone's words.
func (r *reader) quote(first, last int) claims.Span {
	from, to := r.tokens[first].Start, r.tokens[last-1].End
	start, end := r.s.Start, r.s.End
	for _, a := range r.d.attributions {
		for _, content := range a.content {
			if content.start <= from && to <= content.end {
				start, end = max(start, content.start), min(end, content.end)
			}
		}
	}
	return r.d.span(start, end)
}

// unreal says whether a harm is none that the sentence tells as a fact or puts
// in any way: an aim ("to kill"), a negation of the verb ("was not hurt").
func (r *reader) unreal(h harmed) bool {
	if h.form == present && r.word(h.first-1) == "to" {
		return true
	}
	if h.form == participle || h.form == intransitive {
		for k := h.first - 1; k >= 0 && k >= h.first-3; k-- {
			if w := r.word(k); w == "not" || w == "never" || strings.HasSuffix(w, "n't") {
				return true
			}
		}
	}
	return false
}

// who is the mention without its figure and determiner.
func (r *reader) who(p people) string {
	first := p.first
	if f, ok := r.figures[first]; ok {
		first = f.Last
	} else if f, ok := r.figures[first+1]; ok && determiners()[r.word(first)] {
		first = f.Last
	}
	for first < p.last && (determiners()[r.word(first)] || demonstratives[r.word(first)] || r.word(first) == "of" || r.word(first) == "a" || r.word(first) == "an") {
		first++
	}
	if first >= p.last || p.sort == pronoun {
		return ""
	}
	return r.in(first, p.last)
}

// cumulative says whether the sentence counts over a war or a year.
func (r *reader) cumulative() bool {
	for i := range r.tokens {
		switch r.word(i) {
		case "since":
			for k := i + 1; k < i+8; k++ {
				switch w := r.word(k); {
				case len(w) == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20")):
					return true
				case w == "war" || w == "began" || w == "beginning" || w == "start" || w == "started" || w == "conflict" || w == "invasion" || w == "uprising":
					return true
				}
			}
		case "so":
			if r.has(i, []string{"so", "far", "this"}) {
				return true
			}
		}
	}
	return false
}
