package extract

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// quoteAround is the sentence s without its dateline, or the part of it that
// is someone's words and holds text[start:end].
func (d *document) quoteAround(s sentence, start, end int) claims.Span {
	from, to := s.Start, s.End
	if body := withoutBrackets(withoutDateline(d.tokens[s.First:s.Last])); len(body) > 0 && body[0].Start <= start {
		from = body[0].Start
	}
	for _, a := range d.attributions {
		for _, content := range a.content {
			if content.start <= start && end <= content.end {
				from, to = max(from, content.start), min(to, content.end)
			}
		}
	}
	return d.span(from, to)
}

// situate gives c the places and the time of what is told in text[start:end],
// with the sentences that they were taken from as context. joint says whether
// several places share what is told.
func (d *document) situate(c *claims.Claim, start, end int) (joint bool) {
	i := d.sentenceAt(start)
	if i < 0 {
		return false
	}
	if c.When = d.whenOf(i, start, end); c.When == nil && c.Kind == claims.KindCasualty {
		d.dateFromBefore(c, i)
	}
	places, context := d.placesAround(i, start, end)
	if context == nil || c.Kind == claims.KindCasualty {
		c.Where = places
	}
	d.supplement(c)
	return d.joined(places)
}

// supplement adds what place and time rest on where the quote leaves it out.
func (d *document) supplement(c *claims.Claim) {
	quote := span{c.Start, c.End}
	for _, p := range c.Where {
		d.addContext(c, quote, span{p.Start, p.End})
	}
	if c.When != nil && c.When.End > c.When.Start {
		d.addContext(c, quote, span{c.When.Start, c.When.End})
	}
}

// addContext adds the sentence of need unless quote or context hold it.
func (d *document) addContext(c *claims.Claim, quote, need span) {
	if quote.holds(need) {
		return
	}
	for _, s := range c.Context {
		if (span{s.Start, s.End}).holds(need) {
			return
		}
	}
	if i := d.sentenceAt(need.start); i >= 0 {
		c.Context = append(c.Context, d.span(d.sentences[i].Start, d.sentences[i].End))
	}
}

// placesAround gives the group of places of sentence i that stands nearest to
// text[start:end], else those of an earlier sentence, which is context then.
func (d *document) placesAround(i, start, end int) ([]claims.Place, *claims.Span) {
	s := d.sentences[i]
	var best []claims.Place
	nearest := 0
	for _, group := range d.placeGroups(d.placesIn(s.Start, s.End)) {
		away := distance(claims.Span{Start: group[0].Start, End: group[len(group)-1].End}, start, end)
		if best == nil || away < nearest || away == nearest && len(group) > len(best) {
			best, nearest = group, away
		}
	}
	if best != nil {
		return best, nil
	}
	for j := i - 1; j >= 0 && i-j <= contextReach; j-- {
		e := d.sentences[j]
		if e.Paragraph != s.Paragraph && !d.tellsOfHarm(e) {
			continue
		}
		if groups := d.placeGroups(d.placesIn(e.Start, e.End)); len(groups) > 0 {
			if len(groups) > 1 && d.countsByPlace(e) {
				return nil, nil
			}
			context := d.span(e.Start, e.End)
			return groups[len(groups)-1], &context
		}
	}
	return nil, nil
}

// countsByPlace says whether a sentence has a figure for each of several
// places, so that what follows it is of none of them alone.
func (d *document) countsByPlace(s sentence) bool {
	n := 0
	for i := s.First; i < s.Last; i++ {
		if d.tags[i] == tagNum || d.tags[i] == tagDet && len(text.FindNumbers(d.tokens[i].lower)) > 0 {
			n++
		}
	}
	return n >= 2
}

// tellsOfHarm says whether a sentence has a word of harm or of what does it.
func (d *document) tellsOfHarm(s sentence) bool {
	for _, t := range d.tokens[s.First:s.Last] {
		if _, ok := harmWords()[t.lower]; ok || causes()[t.lower] {
			return true
		}
	}
	return false
}

// placeGroups cuts places into those that a list joins: "Odesa and Dnipro";
// what a comma alone joins is a place and the region that it lies in.
func (d *document) placeGroups(places []claims.Place) [][]claims.Place {
	var out [][]claims.Place
	for _, p := range places {
		if d.isOrigin(p) {
			continue
		}
		if n := len(out); n > 0 {
			last := out[n-1][len(out[n-1])-1]
			if p.Start < last.End {
				continue
			}
			gap := strings.ToLower(d.text[last.End:p.Start])
			if f := strings.Fields(strings.ReplaceAll(gap, ",", " ")); len(f) == 0 || len(f) == 1 && f[0] == "and" {
				out[n-1] = append(out[n-1], p)
				continue
			}
		}
		out = append(out, []claims.Place{p})
	}
	return out
}

// isOrigin says whether a place is where someone came from or whose leader is
// meant: "from Kyiv", "Ukraine's".
func (d *document) isOrigin(p claims.Place) bool {
	t := d.tokenAt(p.Start)
	if t > 0 && d.tokens[t-1].lower == "from" {
		return true
	}
	after := d.tokenAt(p.End)
	return after < len(d.tokens) && d.tokens[after].Start == p.End && (d.tokens[after].lower == "'s" || d.tokens[after].lower == "-")
}

// joined says whether places are several that "and" joins.
func (d *document) joined(places []claims.Place) bool {
	for k := 1; k < len(places); k++ {
		if strings.Contains(strings.ToLower(d.text[places[k-1].End:places[k].Start]), "and") {
			return true
		}
	}
	return false
}

// dateFromBefore gives c the day that an earlier sentence about harm, or of the
// same paragraph, names, with that sentence as context.
func (d *document) dateFromBefore(c *claims.Claim, i int) {
	for j := i - 1; j >= 0 && i-j <= contextReach; j-- {
		s := d.sentences[j]
		if s.Paragraph != d.sentences[i].Paragraph && !d.tellsOfHarm(s) {
			continue
		}
		if w := d.whenOf(j, s.Start, s.Start); w != nil && w.Precision == claims.PrecisionDay && d.namesDay(*w) {
			c.When = w
			c.Context = append(c.Context, d.span(s.Start, s.End))
			return
		}
	}
}

// namesDay says whether the words of a time name a day, not a mere hour.
func (d *document) namesDay(w claims.When) bool {
	for _, t := range d.words(w.Start, w.End) {
		if calendarWords()[t.lower] {
			return true
		}
	}
	return false
}

// whenOf gives the time in sentence i that is nearest to text[start:end]; when
// something was said is not when it happened.
func (d *document) whenOf(i, start, end int) *claims.When {
	s := d.sentences[i]
	var best *claims.When
	for _, w := range d.datesIn(s.Start, s.End) {
		if d.isSaying(w, s) || d.isAttribute(w) {
			continue
		}
		if best == nil || distance(w.Span, start, end) < distance(best.Span, start, end) {
			best = &w
		}
	}
	return best
}

// isAttribute says whether a year or decade belongs to a noun: "the 1972
// scandal", "a 1950s star".
func (d *document) isAttribute(w claims.When) bool {
	if w.Precision != claims.PrecisionYear && w.Precision != claims.PrecisionRange {
		return false
	}
	t := d.tokenAt(w.Start)
	return strings.HasSuffix(w.Text, "0s") || t > 0 && (d.tokens[t-1].lower == "the" || d.tokens[t-1].lower == "a")
}

// isSaying says whether a time is that of a verb of speech: "said on Friday".
func (d *document) isSaying(w claims.When, s sentence) bool {
	t := d.tokenAt(w.Start)
	for k := t - 1; k >= s.First && k >= t-3; k-- {
		switch d.tokens[k].lower {
		case "said", "says", "told", "reported", "announced", "added", "confirmed", "wrote", "stated":
			return true
		case "on", "late", "early", "in", "reporters", "journalists", "afp", "reuters":
		default:
			return false
		}
	}
	return false
}

// alone gives c the sentence that can be read alone: what its speaker says by
// name, or its quote with the day for "yesterday", led in by place and day
// where only the context names them. What the sentence rests on becomes
// context.
func (d *document) alone(c *claims.Claim) {
	quote := span{c.Start, c.End}
	if a := d.speechAround(quote); a != nil {
		for _, need := range []span{a.source, a.cue} {
			if !need.empty() {
				d.addContext(c, quote, need)
			}
		}
		if !a.named.empty() && !quote.holds(a.named) {
			c.Context = append(c.Context, d.span(a.named.start, a.named.end))
		}
		if d.contentSize(a) > 2*len(c.Quote) {
			a = d.only(a, quote)
		}
		if a != nil {
			c.Text = d.standalone(a, c.When)
			return
		}
	}
	body := finish(d.rewrite(quote, &attribution{entity: -1}, c.When))
	c.Text = d.leadOf(c, quote) + body
}

// only gives a as if its speaker had said no more than the words of part, which
// are one sentence of a longer quotation; nil where they are not quoted.
func (d *document) only(a *attribution, part span) *attribution {
	if !d.isQuotedAt(part.start) || a.form != formQuoted && a.form != formClause {
		return nil
	}
	short := *a
	short.content, short.form = []span{part}, formQuoted
	return &short
}

// speechAround gives the attribution in whose content the quote stands, the
// innermost; nil if there is none.
func (d *document) speechAround(quote span) *attribution {
	var best *attribution
	for i := range d.attributions {
		a := &d.attributions[i]
		for _, content := range a.content {
			if !a.carrier && a.form != formPassive && content.holds(quote) && (best == nil || size(*a) < size(*best)) {
				best = a
			}
		}
	}
	return best
}

// leadOf says where and when, as far as the quote does not: "In Harbour Bay,
// on 13 March 2025: ".
func (d *document) leadOf(c *claims.Claim, quote span) string {
	var lead []string
	var names []string
	for _, p := range c.Where {
		if !quote.holds(span{p.Start, p.End}) {
			names = append(names, p.Text)
		}
	}
	if len(names) > 0 && len(names) == len(c.Where) {
		lead = append(lead, "in "+strings.Join(names, ", "))
	}
	if w := c.When; w != nil && w.End > w.Start && !quote.holds(span{w.Start, w.End}) {
		if day := dayWords(*w); day != "" {
			lead = append(lead, day)
		}
	}
	if len(lead) == 0 {
		return ""
	}
	joined := strings.Join(lead, ", ")
	return strings.ToUpper(joined[:1]) + joined[1:] + ": "
}
