package proof

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// words is an article's text with its folded form, to find spans in.
type words struct {
	text   string
	folded text.Folded
}

func newWords(s string) *words { return &words{text: s, folded: text.Fold(s)} }

// reproduces says whether span's offsets hold exactly its words.
func (w *words) reproduces(s claims.Span) bool {
	return s.Start >= 0 && s.Start < s.End && s.End <= len(w.text) && s.Text != "" && w.text[s.Start:s.End] == s.Text
}

// locate finds want in the article, white space, quotation marks and dashes
// apart, at the occurrence nearest to the byte offset near, and gives the
// article's own bytes.
func (w *words) locate(want string, near int) (claims.Span, bool) {
	needle := strings.TrimSpace(text.Fold(want).Text)
	if !strings.ContainsFunc(needle, isLetterOrDigit) {
		return claims.Span{}, false
	}
	best, found := claims.Span{}, false
	for from := 0; from < len(w.folded.Text); {
		i := strings.Index(w.folded.Text[from:], needle)
		if i < 0 {
			break
		}
		i += from
		from = i + 1
		if !wholeWords(w.folded.Text, i, i+len(needle)) {
			continue
		}
		start, end := w.folded.Original(i, i+len(needle))
		if !found || distance(start, near) < distance(best.Start, near) {
			best, found = claims.Span{Text: w.text[start:end], Start: start, End: end}, true
		} else if start > near {
			break // further occurrences are only further away
		}
	}
	return best, found
}

// settle makes span exact: as it is if it reproduces its words, else where
// its words stand nearest to the offset near.
func (w *words) settle(span claims.Span, near int) (claims.Span, bool) {
	if w.reproduces(span) {
		return span, true
	}
	if span.Text == "" {
		return span, false
	}
	if span.Start > 0 && span.Start < len(w.text) {
		near = span.Start
	}
	return w.locate(span.Text, near)
}

// settleBeside is settle for a part of what a quote says: where its words stand
// in the quote, they are meant there.
func (w *words) settleBeside(span, quote claims.Span) (claims.Span, bool) {
	if !w.reproduces(span) {
		if in, ok := newWords(quote.Text).locate(span.Text, 0); ok {
			return claims.Span{Text: in.Text, Start: quote.Start + in.Start, End: quote.Start + in.End}, true
		}
	}
	return w.settle(span, quote.Start)
}

// sentenceAround gives the sentence of the text that holds the offset.
func sentenceAround(sentences []text.Sentence, full string, at int) (claims.Span, bool) {
	for _, s := range sentences {
		if at >= s.Start && at < s.End {
			return claims.Span{Text: full[s.Start:s.End], Start: s.Start, End: s.End}, true
		}
	}
	return claims.Span{}, false
}

func within(inner, outer claims.Span) bool {
	return inner.Start >= outer.Start && inner.End <= outer.End
}

func overlaps(a, b claims.Span) bool { return a.Start < b.End && b.Start < a.End }

func distance(a, b int) int { return max(a-b, b-a) }
