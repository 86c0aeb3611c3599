package proof

import (
	"cmp"
	"slices"
	"sync"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// Gate checks proposed claims against the bytes of the article that they were
// read from, never against what a model says of it.
type Gate struct{ workspace string }

// NewGate makes the gate of a workspace; claims get their ids there.
func NewGate(workspace string) *Gate { return &Gate{workspace} }

// Check accepts or rejects each proposed claim, with the reason. Accepted
// claims come in text order, whole: with ids, exact offsets, the article's own
// bytes as quote, and the times at which they were reported and known.
// knownSince is claims.Article.KnownSince of the revision; in an entry of a live
// blog, the entry's time is both.
func (g *Gate) Check(a claims.Article, knownSince claims.Time, proposed []claims.Claim) ([]Claim, []Rejection) {
	e := newExamination(a)
	var good []claims.Claim
	var rejected []Rejection
	seen := map[place]bool{}
	for _, c := range proposed {
		c.ArticleID, c.Revision = a.ID, a.Revision
		c.ReportedAt, c.KnownSince = a.PublishedAt, knownSince
		c.State, c.Status = claims.Current, claims.StatusNone
		accepted, problem := e.examine(c)
		at := place{accepted.IdentityKey(), accepted.Start, accepted.End}
		if problem == nil && seen[at] {
			problem = &Problem{Reason: Duplicate}
		}
		if problem != nil {
			rejected = append(rejected, Rejection{problem.Reason, problem.Words, c})
			continue
		}
		seen[at] = true
		good = append(good, accepted)
	}
	return g.identify(good), rejected
}

// place is what two proposals share when they are one claim.
type place struct {
	identity   string
	start, end int
}

// identify orders claims by the text and gives each its id.
func (g *Gate) identify(good []claims.Claim) []Claim {
	slices.SortStableFunc(good, func(a, b claims.Claim) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.IdentityKey(), b.IdentityKey()))
	})
	occurrences := map[string]int{}
	out := make([]Claim, len(good))
	for i, c := range good {
		key := c.IdentityKey()
		c.ID = claims.ClaimID(g.workspace, c, occurrences[key])
		occurrences[key]++
		out[i] = Claim{c.Clone()}
	}
	return out
}

// examination is one article under the gate.
type examination struct {
	article   claims.Article
	words     *words
	sentences []text.Sentence
	dates     []claims.When // every date of the text, resolved against when it was published

	read  reading
	whole func() *support    // everything that stands in the article
	names func() []text.Name // everyone whom it names

	places func() []text.PlaceMention // every place
}

func newExamination(a claims.Article) *examination {
	read := reading{}
	return &examination{
		read:      read,
		article:   a,
		words:     newWords(a.Text),
		sentences: text.Sentences(a.Text),
		dates:     text.ArticleDates(a),
		names:     sync.OnceValue(func() []text.Name { return text.FindNames(a.Text) }),
		places:    sync.OnceValue(func() []text.PlaceMention { return text.FindPlaces(a.Text) }),
		whole: sync.OnceValue(func() *support {
			s := newSupport(read)
			s.addText(a.Text)
			s.addText(a.Outlet)
			return s
		}),
	}
}

// examine gives the claim with exact spans, or the problem for which to reject it.
func (e *examination) examine(c claims.Claim) (claims.Claim, *Problem) {
	quote, ok := e.words.settle(claims.Span{Text: c.Quote, Start: c.Start, End: c.End}, c.Start)
	if !ok {
		return c, &Problem{QuoteNotFound, c.Quote}
	}
	c.Quote, c.Start, c.End = quote.Text, quote.Start, quote.End
	if entry, ok := e.article.EntryAt(c.Start); ok {
		c.ReportedAt, c.KnownSince = entry.At, entry.At
	}
	if err := c.Validate(); err != nil {
		return c, &Problem{DetailsMissing, claims.ErrorMessage(err)}
	}
	steps := []func(*claims.Claim) *Problem{e.settleFields, e.settleContext, e.settleAttribution, e.checkSpeaker, e.settleWhen, e.settleWhere, e.checkOrder, e.checkDetails, e.checkText}
	for _, step := range steps {
		if problem := step(&c); problem != nil {
			return c, problem
		}
	}
	return c, nil
}

// near gives the words that a claim's details may be derived from: its quote
// and its context.
func near(c *claims.Claim) []claims.Span {
	return append([]claims.Span{{Text: c.Quote, Start: c.Start, End: c.End}}, c.Context...)
}

func (e *examination) settleContext(c *claims.Claim) *Problem {
	settled := make([]claims.Span, 0, len(c.Context))
	for _, span := range c.Context {
		exact, ok := e.words.settle(span, c.Start)
		if !ok {
			return &Problem{SpanOutside, span.Text}
		}
		if !slices.Contains(settled, exact) {
			settled = append(settled, exact)
		}
	}
	c.Context = settled
	return nil
}

// settleAttribution makes source, cue, content and via exact. Each must stand
// in the quote or in a sentence that is then kept as context; the content must
// touch the quote.
func (e *examination) settleAttribution(c *claims.Claim) *Problem {
	if c.Attribution == nil {
		return nil
	}
	a := *c.Attribution
	quote := claims.Span{Start: c.Start, End: c.End}
	settle := func(span *claims.Span) (*claims.Span, bool) {
		if span == nil {
			return nil, true
		}
		exact, ok := e.words.settleBeside(*span, claims.Span{Text: c.Quote, Start: c.Start, End: c.End})
		if ok {
			ok = e.keepAsContext(c, exact)
		}
		return &exact, ok
	}
	var okSource, okCue bool
	a.Source, okSource = settle(a.Source)
	a.Cue, okCue = settle(a.Cue)
	if !okSource {
		return &Problem{SpanOutside, a.Source.Text}
	}
	if !okCue {
		return &Problem{SpanOutside, a.Cue.Text}
	}
	if a.Content != nil {
		content := *a.Content
		exact, ok := settle(&content.Span)
		if !ok {
			return &Problem{SpanOutside, content.Text}
		}
		touches := overlaps(*exact, quote)
		content.Span, content.More = *exact, nil
		for _, more := range a.Content.More {
			exact, ok := settle(&more)
			if !ok {
				return &Problem{SpanOutside, more.Text}
			}
			content.More = append(content.More, *exact)
			touches = touches || overlaps(*exact, quote)
		}
		if !touches {
			return &Problem{SpanOutside, content.Text}
		}
		a.Content = &content
	}
	a.Via = slices.Clone(a.Via)
	for i, via := range a.Via {
		exact, ok := settle(&via.Span)
		if !ok || !e.sameWords(via.Name, exact.Text) {
			return &Problem{SpanOutside, via.Name}
		}
		a.Via[i].Span = *exact
	}
	c.Attribution = &a
	return nil
}

// keepAsContext makes sure that a span lies in the quote or in the context, if
// need be by adding the sentence around it.
func (e *examination) keepAsContext(c *claims.Claim, span claims.Span) bool {
	for _, known := range near(c) {
		if within(span, known) {
			return true
		}
	}
	first, ok := sentenceAround(e.sentences, e.words.text, span.Start)
	if !ok {
		return false
	}
	if span.End > first.End { // a span over several sentences is its own context
		first = claims.Span{Text: e.words.text[first.Start:span.End], Start: first.Start, End: span.End}
	}
	c.Context = append(c.Context, first)
	return true
}
