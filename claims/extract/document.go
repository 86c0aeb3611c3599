package extract

import (
	"slices"
	"sort"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// document is one article as every family of rules sees it: parsed once, read
// only from then on. Every offset is into text.
type document struct {
	article    claims.Article
	text       string
	tokens     []token
	tags       []tag   // of each token
	quoted     []int32 // for each token, the quotation that holds it, or -1
	negations  []int   // where the words that negate begin
	sentences  []sentence
	paragraphs []text.Sentence
	quotations []quotation
	dates      []claims.When
	places     []claims.Place
	names      nameIndex

	attributions []attribution
	given        map[string]bool // casualties that are taken for given, by givenKey
}

// token is a word, number or mark with its words in lower case, so that rules
// read upper-case wire texts like any other.
type token struct {
	text.Token
	lower string
}

// sentence is a sentence and its tokens: d.tokens[First:Last].
type sentence struct {
	text.Sentence
	First, Last int
	flat        bool // capitals tell nothing in it
}

// span is a piece of the text: text[start:end].
type span struct{ start, end int }

func (s span) empty() bool           { return s.end <= s.start }
func (s span) holds(o span) bool     { return s.start <= o.start && o.end <= s.end }
func (s span) in(body string) string { return body[s.start:s.end] }

// parse reads an article once for all families of rules.
func parse(a claims.Article) *document {
	d := &document{article: a, text: a.Text, paragraphs: text.Paragraphs(a.Text), given: map[string]bool{}}
	plain := text.Tokens(a.Text)
	d.tokens = lowered(a.Text, plain)
	d.sentences = cutSentences(a.Text, d.tokens)
	d.quotations = findQuotations(d)
	d.tagTokens()
	d.dates = findDates(d)
	names := text.NamesIn(d.text, plain)
	d.places = findPlaces(d, plain, names)
	d.placeDatelines()
	d.names = findNames(d, names)
	d.attributions = findAttributions(d)
	d.nameSpeakers()
	return d
}

// lowered gives the tokens of body their lower-case words.
func lowered(body string, plain []text.Token) []token {
	tokens := make([]token, len(plain))
	for i, t := range plain {
		tokens[i] = token{t, strings.ReplaceAll(strings.ToLower(t.In(body)), "’", "'")}
	}
	return tokens
}

// cutSentences gives the sentences of body with the tokens that each holds.
func cutSentences(body string, tokens []token) []sentence {
	plain := apartFromDatelines(body, text.Sentences(body))
	out := make([]sentence, 0, len(plain))
	next := 0
	for _, s := range plain {
		for next < len(tokens) && tokens[next].Start < s.Start {
			next++
		}
		first := next
		for next < len(tokens) && tokens[next].End <= s.End {
			next++
		}
		out = append(out, sentence{Sentence: s, First: first, Last: next})
	}
	return out
}

// placeDatelines adds the place that a dateline begins with where the gazetteer
// does not know it.
func (d *document) placeDatelines() {
	for i, s := range d.sentences {
		if i > 0 && d.sentences[i-1].Paragraph == s.Paragraph || i+1 == len(d.sentences) || d.sentences[i+1].Paragraph != s.Paragraph || datelineOf(d.text[s.Start:d.sentences[i+1].End]) == 0 {
			continue
		}
		name := strings.TrimRight(s.In(d.text)[:strings.IndexAny(s.In(d.text)+",", ",([/")], " ")
		if in := d.placesIn(s.Start, s.Start+len(name)); len(in) > 0 || name == "" || strings.Contains(name, ":") {
			continue
		}
		place := claims.Place{Name: text.Titled(strings.ToLower(name)), Span: d.span(s.Start, s.Start+len(name))}
		at := sort.Search(len(d.places), func(k int) bool { return d.places[k].Start >= s.Start })
		d.places = slices.Insert(d.places, at, place)
	}
}

// apartFromDatelines makes the dateline of a paragraph a sentence of its own:
// it says where, and is no part of what is said.
func apartFromDatelines(body string, plain []text.Sentence) []text.Sentence {
	out := make([]text.Sentence, 0, len(plain))
	for i, s := range plain {
		if i == 0 || plain[i-1].Paragraph != s.Paragraph {
			if n := datelineOf(s.In(body)); n > 0 && n < s.End-s.Start {
				line := s
				line.End = s.Start + len(strings.TrimRight(body[s.Start:s.Start+n], " —–―-\n\t"))
				s.Start += n
				out = append(out, line)
			}
		}
		out = append(out, s)
	}
	return out
}

// span makes the claims.Span of text[start:end].
func (d *document) span(start, end int) claims.Span {
	return claims.Span{Text: d.text[start:end], Start: start, End: end}
}

// sentenceAt gives the index of the sentence that holds the byte at offset, or
// of the nearest before it; -1 if there is none.
func (d *document) sentenceAt(offset int) int {
	return sort.Search(len(d.sentences), func(i int) bool { return d.sentences[i].Start > offset }) - 1
}

// tokenAt gives the index of the first token that begins at offset or later.
func (d *document) tokenAt(offset int) int {
	return sort.Search(len(d.tokens), func(i int) bool { return d.tokens[i].Start >= offset })
}

// words gives the tokens of text[start:end].
func (d *document) words(start, end int) []token {
	first, last := d.tokenAt(start), d.tokenAt(end)
	for first < last && d.tokens[last-1].End > end {
		last--
	}
	return d.tokens[first:last]
}

// datesIn gives the dates whose words stand within text[start:end].
func (d *document) datesIn(start, end int) []claims.When {
	return within(d.dates, start, end, func(w claims.When) claims.Span { return w.Span })
}

// placesIn gives the places whose names stand within text[start:end].
func (d *document) placesIn(start, end int) []claims.Place {
	return within(d.places, start, end, func(p claims.Place) claims.Span { return p.Span })
}

// within gives the items, sorted by place in the text, that stand within
// text[start:end].
func within[T any](items []T, start, end int, at func(T) claims.Span) []T {
	first := sort.Search(len(items), func(i int) bool { return at(items[i]).Start >= start })
	last := first
	for last < len(items) && at(items[last]).Start < end {
		last++
	}
	for last > first && at(items[last-1]).End > end {
		last--
	}
	return items[first:last]
}

// contextReach is how many sentences back a place or a date is looked for
// when the sentence of an event names none.
const contextReach = 2

// distance is how many bytes lie between s and text[start:end].
func distance(s claims.Span, start, end int) int {
	return max(s.Start-end, start-s.End, 0)
}
