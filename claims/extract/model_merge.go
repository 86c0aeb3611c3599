package extract

import (
	"cmp"
	"slices"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/claims/text"
)

// refine lays the model's claims over those of the rules. Whatever takes the
// place of another claim must be one that will be accepted, so the gate is
// asked here, before the engine proposes anything: an invalid claim of the
// model displaces none. Its second look, at what the engine then proposes,
// accepts the same, and reports the same rejections.
func refine(d *document, ruled Proposal, found []claims.Claim) Proposal {
	g := gatekeeper{proof.NewGate(""), d}
	read, badRead := g.check(found)
	read = slices.DeleteFunc(read, d.orphaned)
	mended, badRead := g.mend(badRead)
	rules, badRules := g.check(ruled.Claims)
	rules = untouched(rules, read)
	mended = untouched(untouched(mended, rules), read)
	out := slices.Concat(read, mended, rules)
	slices.SortStableFunc(out, func(a, b claims.Claim) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	p := Proposal{Claims: out, Note: ruled.Note}
	for _, r := range slices.Concat(badRead, badRules) {
		p.Claims = append(p.Claims, r.Claim)
	}
	if len(read)+len(mended) > 0 { // it was read after all
		p.Note = ""
	}
	return p
}

// gatekeeper asks the gate about claims of one article.
type gatekeeper struct {
	gate *proof.Gate
	d    *document
}

// check parts what the gate accepts from what it rejects; what only repeats
// another proposal is left out.
func (g gatekeeper) check(proposed []claims.Claim) (good []claims.Claim, bad []proof.Rejection) {
	accepted, rejected := g.gate.Check(g.d.article, "", proposed)
	for _, c := range accepted {
		good = append(good, c.Claim())
	}
	for _, r := range rejected {
		if r.Reason != proof.Duplicate {
			bad = append(bad, r)
		}
	}
	return good, bad
}

// mend gives rejected claims whose quote stands in the article the sentence
// that the rules make of it: a figure need not be lost for a word that the model
// found for itself. Details are held to the same words as before. Where the
// article negates or denies, the details may be of what is not so: there
// nothing is mended but plain speech.
func (g gatekeeper) mend(bad []proof.Rejection) (good []claims.Claim, still []proof.Rejection) {
	var again []claims.Claim
	for _, r := range bad {
		c := r.Claim.Clone()
		if r.Reason == proof.BadPlace { // the rest need not be lost with it
			c.Where = nil
		}
		if !worded(r.Reason) || !g.d.plainlyQuotes(c) || !g.d.reword(&c) {
			still = append(still, r)
			continue
		}
		again = append(again, c)
	}
	good, unmended := g.check(again)
	for _, u := range unmended {
		still = append(still, original(u, bad))
	}
	return good, still
}

// reword gives c a sentence in the quote's own words. Those of a statement are
// the quote itself, under its speaker's name; it must hold who says it, and
// what.
func (d *document) reword(c *claims.Claim) bool {
	if c.Kind != claims.KindStatement {
		d.alone(c)
		return true
	}
	a, quote := c.Attribution, span{c.Start, c.End}
	if a == nil || a.Source == nil || a.Content == nil || c.Speaker == nil || a.Content.End-a.Content.Start >= len(c.Quote) {
		return false
	}
	source := span{a.Source.Start, a.Source.End}
	if !quote.holds(source) || source.empty() {
		return false
	}
	who := source.in(d.text)
	if isBarePronoun(who) {
		who = c.Speaker.Name
	}
	c.Text = finish(d.text[quote.start:source.start] + who + d.text[source.end:quote.end])
	return true
}

// worded says whether a claim can have been rejected for its sentence, or its
// place, alone.
func worded(r proof.Reason) bool {
	return r == proof.TextUnsupported || r == proof.BadDate || r == proof.BadNumber || r == proof.BadPlace
}

// plainlyQuotes says whether c's quote stands where c says, in sentences that
// deny nothing and, but for speech, negate nothing.
func (d *document) plainlyQuotes(c claims.Claim) bool {
	if c.Start >= c.End || d.text[c.Start:c.End] != c.Quote {
		return false
	}
	first, last := d.sentenceAt(c.Start), d.sentenceAt(c.End-1)
	if first < 0 {
		return false
	}
	for _, t := range d.words(d.sentences[first].Start, d.sentences[last].End) {
		if denials()[t.lower] {
			return false
		}
	}
	return c.Kind == claims.KindStatement || !d.negatedIn(d.sentences[first].Start, d.sentences[last].End)
}

var denials = wordSetOnce("deny denies denied denying denial denials dismissed dismisses dismissing rejected rejects rejecting refuted refutes disputed disputes false untrue wrong")

// original gives the rejection of the sentence that the model wrote.
func original(u proof.Rejection, bad []proof.Rejection) proof.Rejection {
	for _, r := range bad {
		if r.Claim.Start == u.Claim.Start && r.Claim.IdentityKey() == u.Claim.IdentityKey() {
			return r
		}
	}
	return u
}

// untouched gives the claims of the rules that none of the model's says
// better. Of figures, positions and events each of the model's replaces one,
// the likest first: two figures in one sentence are two claims.
func untouched(rules, read []claims.Claim) []claims.Claim {
	replaced := make([]bool, len(rules))
	used := make([]bool, len(read))
	for _, alike := range []func(r, m claims.Claim) bool{sameDetails, likeDetails} {
		for i, m := range read {
			for k, r := range rules {
				if !used[i] && !replaced[k] && r.Kind == m.Kind && meet(r, m) && alike(r, m) {
					used[i], replaced[k] = true, true
				}
			}
		}
	}
	var out []claims.Claim
	for k, r := range rules {
		if !replaced[k] && !saidBy(r, read) {
			out = append(out, r)
		}
	}
	return out
}

// meet says whether the quotes of two claims share words.
func meet(a, b claims.Claim) bool { return a.Start < b.End && b.Start < a.End }

// sameDetails says whether two claims of one kind say the same.
func sameDetails(r, m claims.Claim) bool {
	switch r.Kind {
	case claims.KindCasualty:
		return likeDetails(r, m) && r.Casualty.Min == m.Casualty.Min
	case claims.KindCeasefire:
		return likeDetails(r, m) && sameTerms(r.Ceasefire.Party, m.Ceasefire.Party)
	case claims.KindEvent:
		return r.Event.Nature == m.Event.Nature && likeDetails(r, m)
	}
	return false
}

// likeDetails says whether one of two claims of one kind can take the other's
// place: the same outcome, the same act, by and to nobody else.
func likeDetails(r, m claims.Claim) bool {
	switch r.Kind {
	case claims.KindCasualty:
		return r.Casualty.Outcome == m.Casualty.Outcome && r.Casualty.Cumulative == m.Casualty.Cumulative
	case claims.KindCeasefire:
		return r.Ceasefire.Act == m.Ceasefire.Act && (r.Ceasefire.Party == "" || shareTerm(r.Ceasefire.Party, m.Ceasefire.Party))
	case claims.KindEvent:
		return (r.Event.Target != "" && shareTerm(r.Event.Target, m.Event.Target)) || r.Event.Target == "" && shareTerm(r.Event.Actor, m.Event.Actor)
	}
	return false
}

func sameTerms(a, b string) bool { return slices.Equal(text.Terms(a), text.Terms(b)) }

func shareTerm(a, b string) bool {
	have := text.Terms(b)
	return slices.ContainsFunc(text.Terms(a), func(t string) bool { return slices.Contains(have, t) })
}

// saidBy says whether r is a statement whose content the model's claims by the
// same speaker fill for the better part: one long statement, in pieces.
func saidBy(r claims.Claim, read []claims.Claim) bool {
	if r.Kind != claims.KindStatement || r.Attribution == nil || r.Attribution.Content == nil {
		return false
	}
	size, filled := 0, 0
	for _, part := range parts(r) {
		size += part.end - part.start
		filled += covered(part, r, read)
	}
	return filled*2 >= size
}

// parts gives the spans of what a claim claims: its content, else its quote.
func parts(c claims.Claim) []span {
	if c.Attribution == nil || c.Attribution.Content == nil {
		return []span{{c.Start, c.End}}
	}
	out := []span{{c.Attribution.Content.Start, c.Attribution.Content.End}}
	for _, more := range c.Attribution.Content.More {
		out = append(out, span{more.Start, more.End})
	}
	return out
}

// covered counts the bytes of part that claims of r's speaker claim too.
func covered(part span, r claims.Claim, read []claims.Claim) int {
	var over []span
	for _, m := range read {
		if !sameSpeaker(r.Speaker, m.Speaker) {
			continue
		}
		for _, p := range parts(m) {
			if s := (span{max(p.start, part.start), min(p.end, part.end)}); !s.empty() {
				over = append(over, s)
			}
		}
	}
	slices.SortFunc(over, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	n, at := 0, part.start
	for _, s := range over {
		if s.end > at {
			n += s.end - max(s.start, at)
			at = s.end
		}
	}
	return n
}

// sameSpeaker says whether two speakers are, or may be, the same.
func sameSpeaker(a, b *claims.Speaker) bool {
	if a == nil || b == nil || a.Name == "" || b.Name == "" {
		return a == nil && b == nil || a != nil && b != nil && a.Name == b.Name
	}
	return text.SameName(a.Name, b.Name) || shareTerm(a.Name, b.Name)
}
