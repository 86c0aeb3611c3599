package extract

import "sort"

// quoteInLastSentence reads “Why now?” X asked, where the question mark ended
// the sentence before.
func (r *speech) quoteInLastSentence(g group, source span, b int) bool {
	d := r.d
	if b != r.s.First || b == 0 || d.quoted[b-1] < 0 || d.sentences[max(r.index-1, 0)].Paragraph != r.s.Paragraph {
		return false
	}
	q := d.quotations[d.quoted[b-1]]
	if !q.closed || q.end > d.tokens[b].Start {
		return false
	}
	if len(r.found) > 0 {
		return false
	}
	switch d.lowerAt(b - 2) {
	case "?", "!", ",":
	default:
		return false
	}
	r.add(g, source, formClause, d.earlierParts(d.tokenAt(q.start), q.span)...)
	return true
}

// quoteInNextSentence reads: X said. “Next sentence.”
func (r *speech) quoteInNextSentence(g group, source span) {
	d := r.d
	if g.last+1 < r.s.Last || r.s.Last >= len(d.tokens) || d.quoted[r.s.Last] < 0 || source.empty() {
		return
	}
	q := d.quotations[d.quoted[r.s.Last]]
	last := max(d.sentenceAt(q.end-1), 0)
	if d.sentences[last].End > q.end { // it has a cue of its own: “…,” Y said
		return
	}
	if r.index+1 < len(d.sentences) && q.start == d.sentences[r.index+1].Start && g.verb.takes&weak == 0 {
		r.add(g, source, formClause, q.span)
	}
}

// earlierParts gives content with the paragraphs of the quotation that it
// goes on from; first is its first token.
func (d *document) earlierParts(first int, content span) []span {
	parts := []span{content}
	if first >= len(d.tokens) {
		return parts
	}
	for q := d.quoted[first]; q > 0 && d.quotations[q].goesOn; q-- {
		parts = append([]span{d.quotations[q-1].span}, parts...)
	}
	return parts
}

// continueQuotations adds to each attribution the quotations that go on after
// it: the next paragraphs of its own, and whole sentences of quotation that
// follow in the same paragraph and have no cue of their own.
func (d *document) continueQuotations(all []attribution) {
	taken := make([]bool, len(d.quotations))
	for i := range all {
		for _, s := range all[i].content {
			d.take(taken, s)
		}
	}
	for i := range all {
		a := &all[i]
		if i+1 < len(all) && all[i+1].sentence == a.sentence && all[i+1].form == formQuoted && a.form != formQuoted {
			continue
		}
		q := d.quotationAfter(a.whole().end)
		for q >= 0 && q < len(d.quotations) && !taken[q] && d.follows(q, a.whole().end) {
			taken[q] = true
			a.content = append(a.content, d.quotations[q].span)
			q++
		}
	}
}

// take marks the quotations that overlap s.
func (d *document) take(taken []bool, s span) {
	q := sort.Search(len(d.quotations), func(i int) bool { return d.quotations[i].end > s.start })
	for ; q < len(d.quotations) && d.quotations[q].start < s.end; q++ {
		taken[q] = true
	}
}

// quotationAfter gives the first quotation that begins at end or later.
func (d *document) quotationAfter(end int) int {
	for i := d.tokenAt(end); i < len(d.tokens); i++ {
		if d.quoted[i] >= 0 && d.quotations[d.quoted[i]].start >= end {
			return int(d.quoted[i])
		}
		if d.tokens[i].Start > end+300 {
			break
		}
	}
	return -1
}

// follows says whether quotation q is a whole sentence or paragraph that
// follows upon the sentence that ends at or soon after end.
func (d *document) follows(q, end int) bool {
	quote := d.quotations[q]
	if quote.goesOn {
		return true
	}
	first, at := d.sentenceAt(quote.start), d.sentenceAt(max(end-1, 0))
	if first < 0 || at < 0 || d.sentences[first].Start != quote.start || first > at+1 || d.sentences[first].Paragraph != d.sentences[at].Paragraph {
		return false
	}
	last := d.sentenceAt(quote.end - 1)
	return last >= 0 && d.sentences[last].End <= quote.end
}
