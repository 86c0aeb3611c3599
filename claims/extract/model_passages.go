package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims/text"
)

const (
	// passageSize is how many bytes a passage has at most: few enough that a
	// small model reads all of it and that its claims fit into one reply.
	passageSize = 3500
	// maxPassages bounds what one article may cost.
	maxPassages = 40
	// beforeSize is how many bytes of whole sentences are shown before it.
	beforeSize = 500
)

// passage is a run of paragraphs that the model reads in one call.
type passage struct {
	span
	paragraphs []span
}

// passages cuts an article at its paragraphs. unread counts what is left out
// of one that is too long.
func passages(d *document) (out []passage, unread int) {
	var p passage
	for _, piece := range pieces(d) {
		if len(p.paragraphs) > 0 && (piece.end-p.start > passageSize || d.isOtherDay(p, piece)) {
			out = append(out, p)
			p = passage{}
		}
		p.add(piece)
	}
	if len(p.paragraphs) > 0 {
		out = append(out, p)
	}
	if len(out) > maxPassages {
		return out[:maxPassages], len(out) - maxPassages
	}
	return out, 0
}

func (p *passage) add(piece span) {
	if len(p.paragraphs) == 0 {
		p.start = piece.start
	}
	p.end = piece.end
	p.paragraphs = append(p.paragraphs, piece)
}

// halves cuts a passage in two; ok is false for one of a single piece.
func (p passage) halves() (first, second passage, ok bool) {
	if len(p.paragraphs) < 2 {
		return p, passage{}, false
	}
	for i, piece := range p.paragraphs {
		half := &second
		if i == 0 || piece.end-p.start <= (p.end-p.start)/2 {
			half = &first
		}
		half.add(piece)
	}
	return first, second, len(second.paragraphs) > 0
}

// pieces gives the paragraphs; one that is longer than a passage comes in
// pieces of whole sentences.
func pieces(d *document) []span {
	var out []span
	sentences := text.Sentences(d.text)
	for _, paragraph := range d.paragraphs {
		whole := span{paragraph.Start, paragraph.End}
		if whole.end-whole.start <= passageSize {
			out = append(out, whole)
			continue
		}
		for len(sentences) > 0 && sentences[0].Start < whole.start {
			sentences = sentences[1:]
		}
		piece := span{whole.start, whole.start}
		for len(sentences) > 0 && sentences[0].End <= whole.end {
			if sentences[0].End-piece.start > passageSize && !piece.empty() {
				out = append(out, piece)
				piece = span{sentences[0].Start, sentences[0].Start}
			}
			piece.end, sentences = sentences[0].End, sentences[1:]
		}
		piece.end = whole.end
		out = append(out, broken(d.text, piece)...)
	}
	return out
}

// broken cuts what has no sentences wherever a passage is full.
func broken(s string, piece span) []span {
	var out []span
	for piece.end-piece.start > passageSize {
		end := piece.start + passageSize
		if i := strings.LastIndexAny(s[piece.start:end], " \n\t"); i > passageSize/2 {
			end = piece.start + i
		}
		for !utf8.RuneStart(s[end]) {
			end--
		}
		out = append(out, span{piece.start, end})
		piece.start = end
	}
	return append(out, piece)
}

// before gives the sentences that stand right before a passage.
func (d *document) before(p passage) string {
	from := p.start
	for i := d.sentenceAt(p.start) - 1; i >= 0 && p.start-d.sentences[i].Start <= beforeSize; i-- {
		from = d.sentences[i].Start
	}
	return strings.TrimSpace(d.text[from:p.start])
}
