package extract

import "github.com/claimbot/claimbot/claims"

// attributionOf gives a as the article's own words.
func (d *document) attributionOf(a attribution) *claims.Attribution {
	out := &claims.Attribution{Source: d.maybeSpan(a.source), Cue: d.maybeSpan(a.cue), Via: a.via}
	if len(a.content) > 0 {
		out.Content = &claims.Content{Span: d.span(a.content[0].start, a.content[0].end)}
		for _, s := range a.content[1:] {
			out.Content.More = append(out.Content.More, d.span(s.start, s.end))
		}
	}
	return out
}

// maybeSpan gives nil for an empty span.
func (d *document) maybeSpan(s span) *claims.Span {
	if s.empty() {
		return nil
	}
	out := d.span(s.start, s.end)
	return &out
}
