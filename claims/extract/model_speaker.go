package extract

import (
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// attribute gives c what the model copied of who says it.
func (r *copyReader) attribute(c *claims.Claim, item proposedClaim, quote span) {
	var a claims.Attribution
	if item.Source != "" {
		source := r.besideOf(string(item.Source), *c)
		a.Source = &source
	}
	if item.Cue != "" {
		around := quote
		if a.Source != nil && a.Source.End > 0 {
			around = span{a.Source.Start, a.Source.End}
		}
		cue := r.spanOf(string(item.Cue), around)
		a.Cue = &cue
	}
	a.Content = r.content(item.Content, quote)
	for _, name := range item.Via {
		if via := r.spanOf(name, quote); a.Source == nil || via.Text != a.Source.Text {
			a.Via = append(a.Via, claims.Via{Name: via.Text, Span: via})
		}
	}
	if a.Content == nil && (c.Kind == claims.KindStatement || a.Source != nil) {
		a.Content = &claims.Content{Span: r.d.span(quote.start, quote.end)}
	}
	if a.Source != nil || a.Cue != nil || len(a.Via) > 0 || c.Kind == claims.KindStatement {
		c.Attribution = &a
	}
	c.Speaker = r.speaker(item.Speaker, a.Source)
}

// besideOf gives the span of words that stand in the claim's quote, else in its
// context, else nearest to the quote: "he" is in every other sentence.
func (r *copyReader) besideOf(words string, c claims.Claim) claims.Span {
	quote := span{c.Start, c.End}
	for _, place := range append([]claims.Span{{Start: c.Start, End: c.End}}, c.Context...) {
		near := span{place.Start, place.End}
		if at, ok := r.find(words, near); ok && near.holds(at) {
			return r.d.span(at.start, at.end)
		}
	}
	return r.spanOf(words, quote)
}

// content gives the pieces of the quote that are claimed. Pieces that stand
// elsewhere are left out: the quote then is the content.
func (r *copyReader) content(pieces []string, quote span) *claims.Content {
	var out *claims.Content
	for _, words := range pieces {
		at, ok := r.find(words, quote)
		switch {
		case !ok || apart(at, quote) > 0:
		case out == nil:
			out = &claims.Content{Span: r.d.span(at.start, at.end)}
		default:
			out.More = append(out.More, r.d.span(at.start, at.end))
		}
	}
	return out
}

// speaker gives who the source is: the name that the model copied, or the
// source's own words where it has none.
func (r *copyReader) speaker(p proposedSpeaker, source *claims.Span) *claims.Speaker {
	s := &claims.Speaker{
		Name: clipped(string(p.Name)), Role: clipped(string(p.Role)), Affiliation: clipped(string(p.Affiliation)), Type: lower(p.Type),
	}
	if s.Name == "" {
		if source == nil || source.End == 0 || isBarePronoun(source.Text) {
			return nil
		}
		unnamed := r.d.unnamedSpeaker(span{source.Start, source.End})
		unnamed.Affiliation = s.Affiliation
		return unnamed
	}
	switch s.Type {
	case claims.SpeakerPerson, claims.SpeakerOrganization, claims.SpeakerGroup, claims.SpeakerUnnamed, claims.SpeakerOutlet:
	default:
		s.Type = claims.SpeakerPerson
	}
	return s
}

// contested says whether the rules read the same words as another person's.
// The gate cannot tell whom "he" means, nor whose words stand in a quote that
// comes without its source: where nothing beside the quote names the speaker
// and the two readings differ, what the model says of it is left out.
func (r *copyReader) contested(c claims.Claim) bool {
	if c.Speaker == nil || c.Speaker.Type != claims.SpeakerPerson || r.namedBeside(c) {
		return false
	}
	other := false
	for i := range r.d.attributions {
		a := &r.d.attributions[i]
		if a.entity < 0 || a.carrier || !r.d.names.entities[a.entity].person || !r.shares(a, c) {
			continue
		}
		if text.SameName(a.speaker.Name, c.Speaker.Name) {
			return false
		}
		other = true
	}
	return other
}

// orphaned says whether c gives as a fact of its own what the rules read as
// somebody's words, and nothing else: they have it with its speaker. A figure
// or a position may stand without.
func (d *document) orphaned(c claims.Claim) bool {
	if c.Speaker != nil || c.Kind == claims.KindCasualty || c.Kind == claims.KindCeasefire {
		return false
	}
	for _, a := range d.attributions {
		if a.speaker == nil || a.carrier || shareTerm(c.Text, a.speaker.Name+" "+a.speaker.Role) {
			continue
		}
		words := ""
		for _, s := range a.content {
			if s.start < c.End && c.Start < s.end {
				words += " " + s.in(d.text)
			}
		}
		if words != "" && holdsTerms(words, c.Text) {
			return true
		}
	}
	return false
}

// holdsTerms says whether all that a sentence says stands in words, but for
// the numbers of dates, which may have been told another way there.
func holdsTerms(words, sentence string) bool {
	have := text.Terms(words)
	return !slices.ContainsFunc(text.Terms(sentence), func(t string) bool {
		return !slices.Contains(have, t) && strings.Trim(t, "0123456789") != ""
	})
}

// namedBeside says whether the source stands in a sentence of the quote and
// names the speaker.
func (r *copyReader) namedBeside(c claims.Claim) bool {
	if c.Attribution == nil || c.Attribution.Source == nil || c.Attribution.Source.End == 0 {
		return false
	}
	source := *c.Attribution.Source
	first, last := r.d.sentenceAt(c.Start), r.d.sentenceAt(c.End-1)
	at := r.d.sentenceAt(source.Start)
	return first >= 0 && first <= at && at <= last && shareTerm(source.Text, c.Speaker.Name)
}

// shares says whether an attribution of the rules is about what c claims.
func (r *copyReader) shares(a *attribution, c claims.Claim) bool {
	for _, part := range parts(c) {
		for _, s := range a.content {
			if min(part.end, s.end)-max(part.start, s.start) > (part.end-part.start)/2 {
				return true
			}
		}
	}
	return false
}
