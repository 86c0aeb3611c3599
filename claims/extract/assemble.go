package extract

import (
	"cmp"
	"slices"

	"github.com/claimbot/claimbot/claims"
)

// family is one set of rules: it proposes the claims of its kind, without
// attribution; quote, text, context, details, when and where are its own.
type family func(d *document) []claims.Claim

// assemble lets each family propose, gives its claims the attribution in whose
// content they stand, and keeps as statements what no other kind covers.
func assemble(d *document) []claims.Claim {
	var out []claims.Claim
	for _, propose := range []family{casualties, ceasefires, events} {
		out = append(out, propose(d)...)
	}
	for i := range out {
		d.attribute(&out[i])
	}
	out = append(out, statements(d, out)...)
	for i := range out {
		d.showSpeaker(&out[i])
		out[i].Engine = claims.EngineOffline
	}
	slices.SortStableFunc(out, func(a, b claims.Claim) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return out
}

// attribute gives c the attribution in whose content its quote stands: the
// innermost, where one quotes another.
func (d *document) attribute(c *claims.Claim) {
	best := -1
	for i, a := range d.attributions {
		if !a.carrier && a.form != formPassive && contentHolds(a, span{c.Start, c.End}, d) && (best < 0 || size(a) < size(d.attributions[best])) {
			best = i
		}
	}
	if c.Attribution != nil {
		return
	}
	if best < 0 {
		d.positionOf(c)
		return
	}
	a := d.attributions[best]
	c.Attribution, c.Speaker = d.attributionOf(a), a.speaker
	if m := d.modalityOfSpeech(&a); m != claims.Asserted && c.Modality == claims.Asserted && c.Kind != claims.KindCeasefire && !(c.Casualty != nil && d.given[givenKey(c)]) {
		c.Modality = m
	}
}

// longestQuote bounds, in bytes, a quote that is widened to show its speaker.
const longestQuote = 900

// showSpeaker widens a quote that is a part of what someone says to the whole
// sentence, and to the one beside it that names who says so: a proof that is
// shown must carry its speaker. A quote stays as it is where what would be
// added negates something else.
func (d *document) showSpeaker(c *claims.Claim) {
	if c.Kind == claims.KindStatement {
		return
	}
	core := span{c.Start, c.End}
	first, last := d.sentenceAt(c.Start), d.sentenceAt(c.End-1)
	if first < 0 || last < 0 {
		return
	}
	if a := d.speechAround(core); a != nil && d.sentences[a.sentence].Paragraph == d.sentences[first].Paragraph {
		if a.sentence == first-1 {
			first--
		}
		if a.sentence == last+1 {
			last++
		}
	}
	whole := span{d.sentences[first].Start, d.sentences[last].End}
	if whole == core || whole.end-whole.start > longestQuote || d.negatedIn(whole.start, core.start) || d.negatedIn(core.end, whole.end) {
		return
	}
	quote := d.span(whole.start, whole.end)
	c.Quote, c.Start, c.End = quote.Text, quote.Start, quote.End
	c.Context = slices.DeleteFunc(c.Context, func(s claims.Span) bool { return whole.holds(span{s.Start, s.End}) })
}

// positionOf gives a ceasefire position that its own verb tells ("he agreed to
// the truce") the person who takes it, by name.
func (d *document) positionOf(c *claims.Claim) {
	if c.Kind != claims.KindCeasefire {
		return
	}
	for i := range d.attributions {
		a := &d.attributions[i]
		if a.entity < 0 || !d.names.entities[a.entity].person || !(span{c.Start, c.End}).holds(a.cue) || !isPosition(a.lemma) || !d.namesTruce(a) {
			continue
		}
		c.Speaker = a.speaker
		if isBarePronoun(a.source.in(d.text)) {
			c.Text = d.standalone(a, c.When)
			if !a.named.empty() {
				d.addContext(c, span{c.Start, c.End}, a.named)
			}
		}
		return
	}
}

// contentHolds says whether what a claim rests on stands in a's content: all
// of it, or all but the words that say who says so.
func contentHolds(a attribution, quote span, d *document) bool {
	for _, s := range a.content {
		if s.holds(quote) {
			return true
		}
	}
	i := d.sentenceAt(a.cue.start)
	if i < 0 || a.form == formNounCue || a.form == formNominal {
		return false
	}
	sentence := span{d.sentences[i].Start, d.sentences[i].End}
	rest := sentence.end - sentence.start - (a.source.end - a.source.start) - (a.cue.end - a.cue.start)
	return sentence.holds(quote) && quote.holds(a.cue) && d.contentSize(&a) >= rest*2/3
}

func size(a attribution) int { w := a.whole(); return w.end - w.start }
