package grammar

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// tag is what a word does, as far as lists, spelling and neighbours tell it.
type tag uint8

const (
	tagNoun  tag = iota // a noun, an adjective, or anything not known
	tagName             // a capital letter inside a sentence
	tagNum              // a count
	tagDate             // words of a date, made one
	tagDet              // the, his, some
	tagPron             // he, us, nobody
	tagPoss             // 's
	tagPrep             // of, in
	tagSub              // if, when, after: begins a clause
	tagWh               // who, which, that
	tagAnd              // and, or
	tagBut              // but, yet
	tagTo               // to, before a verb
	tagBe               // forms of be
	tagHave             // forms of have
	tagDo               // forms of do
	tagModal            // will, may
	tagNot              // not, never
	tagAdv              // adverbs
	tagVerb             // any other verb
	tagComma            // a comma
	tagDash             // a dash, a bracket
	tagStop             // what ends a clause
	tagQuote            // a quotation mark
)

type word struct {
	start, end int
	low        string // lower case, plain apostrophes
	keys       []string
	tag        tag
	capital    bool   // begins with one
	shouted    bool   // is written in capitals
	count      *Count // of a number
	lemma      string
	forms      text.VerbForm
}

// listed gives the tags of closed classes.
var listed = sync.OnceValue(func() map[string]tag {
	m := map[string]tag{}
	put := func(t tag, list string) {
		for w := range strings.FieldsSeq(list) {
			m[w] = t
		}
	}
	put(tagDet, `the a an this these those his her its their our my your some several all both no any each every another other more most such many much few either neither half fewer less what whose`)
	put(tagPron, `he she they we i you it him them us me himself herself themselves itself ourselves myself yourself everyone everybody nobody someone anyone anybody somebody nothing something anything everything none there mine ours theirs`)
	put(tagWh, `who which that whom`)
	put(tagPrep, `of in on at by for from with about against between during under over into through among toward towards upon near without within across behind beyond despite like amid around outside inside throughout along via than per off to
		above below beneath beside besides except including concerning regarding versus amongst onto underneath alongside aboard amidst excluding following given opposite past plus unlike up down out`)
	put(tagSub, `if unless whether when while because although though where why how once whenever wherever whereas lest provided providing after before since until till so as`)
	put(tagAnd, `and or nor &`)
	put(tagBut, `but`)
	put(tagBe, `is are was were be been being am 's 're 'm`)
	put(tagHave, `has have had having 've`)
	put(tagDo, `do does did`)
	put(tagModal, `will would could should can may might must shall 'll 'd ought`)
	put(tagNot, `not never n't cannot`)
	put(tagAdv, `yet also often long ever still just now already then further once recently previously later earlier again even only always soon meanwhile however instead moreover furthermore nevertheless perhaps therefore thus subsequently
		together too very quite rather almost nearly maybe today yesterday tomorrow tonight here away back forward well much-needed first last ago far else yes indeed otherwise twice`)
	return m
})

// wordsOf cuts a sentence into words: dates and numbers are one each,
// contractions are two. In a flat one capitals tell nothing.
func wordsOf(s string) (words []word, flat bool) {
	tokens := text.Tokens(s)
	spans := spansOf(s, tokens)
	words = make([]word, 0, len(tokens))
	for i := 0; i < len(tokens); {
		t := tokens[i]
		if len(spans) > 0 && t.Start >= spans[0].start {
			sp := spans[0]
			spans = spans[1:]
			if sp.end > t.Start {
				words = append(words, word{start: t.Start, end: sp.end, low: strings.ToLower(s[t.Start:sp.end]), tag: sp.tag, count: sp.count})
				for i < len(tokens) && tokens[i].Start < sp.end {
					i++
				}
				continue
			}
		}
		if !isInner(tokens, i, s) {
			words = appendToken(words, s, t)
		}
		i++
	}
	flat = isFlat(words)
	for i := range words {
		words[i].capital = words[i].capital && !flat
	}
	for i := range words {
		tagWord(words, i)
	}
	for i := range words {
		if words[i].low == "to" && isInfinitive(words, i+1) {
			words[i].tag = tagTo
		}
	}
	for i := range words {
		tagVerbAt(words, i)
	}
	return words, flat
}

// isInner says whether token i is the full stop of an abbreviation or a part of
// an address, which ends nothing.
func isInner(tokens []text.Token, i int, s string) bool {
	return tokens[i].In(s) == "." && i > 0 && i+1 < len(tokens) && tokens[i-1].End == tokens[i].Start && tokens[i-1].Kind == text.Word && tokens[i+1].Kind == text.Word
}

// spanned is a stretch of text that is one word.
type spanned struct {
	start, end int
	tag        tag
	count      *Count
}

// someDay lets dates be found that only count from a day: what day is not
// asked here.
const someDay = "2001-01-15"

// spansOf finds dates and numbers, in order; a number has its bounds with it,
// and the "of" of "dozens of".
func spansOf(s string, tokens []text.Token) []spanned {
	var out []spanned
	for _, d := range text.DatesIn(s, tokens, someDay) {
		out = append(out, spanned{d.Start, d.End, tagDate, nil})
	}
	add := func(start, end int, f claims.Figure) {
		if !slices.ContainsFunc(out, func(o spanned) bool { return start < o.end && o.start < end }) {
			out = append(out, spanned{start, end, tagNum, &Count{f, strings.ToLower(s[start:end]), start}})
		}
	}
	for _, f := range text.FiguresIn(s, tokens) {
		if !f.Digits && f.Qualifier != claims.Vague {
			continue // "a nurse", "nobody"
		}
		end := f.End
		if f.Last < len(tokens) && f.Qualifier == claims.Vague && tokens[f.Last].In(s) == "of" {
			end = tokens[f.Last].End
		}
		add(f.Start, end, f.Figure)
	}
	for _, n := range text.NumbersIn(s, tokens) {
		add(n.Start, n.End, claims.ExactFigure(int(n.Value)))
	}
	slices.SortFunc(out, func(a, b spanned) int { return a.start - b.start })
	return out
}

var apostrophes = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'")

// appendToken adds a token as one word, or as two: "don't", "we'll".
func appendToken(words []word, s string, t text.Token) []word {
	full := t.In(s)
	w := word{start: t.Start, end: t.End, low: strings.ToLower(full)}
	switch t.Kind {
	case text.Number:
		w.tag, w.count = tagNum, &Count{Written: w.low, Start: w.start} // a clock time, a decimal
		return append(words, w)
	case text.Quote:
		w.tag = tagQuote
		return append(words, w)
	case text.Possessive:
		w.low, w.tag = "'s", tagPoss
		if n := len(words); n > 0 {
			switch words[n-1].low {
			case "he", "she", "it", "that", "there", "here", "what", "who", "where", "how", "why", "when":
				w.tag = tagBe
			}
		}
		return append(words, w)
	case text.Punct:
		w.tag = markTag(full)
		return append(words, w)
	}
	w.low = apostrophes.Replace(w.low)
	first, _ := utf8.DecodeRuneInString(full)
	w.capital = unicode.IsUpper(first)
	w.shouted = len(full) > 1 && full == strings.ToUpper(full)
	i := strings.LastIndexByte(w.low, '\'')
	if strings.HasSuffix(w.low, "n't") {
		i--
	}
	if i > 0 && len(w.low) == len(full) {
		switch rest := w.low[i:]; rest {
		case "n't", "'ll", "'re", "'ve", "'d", "'m":
			head := w
			head.low, head.end = strings.TrimSuffix(w.low[:i], "'"), w.start+i
			if head.low == "ca" || head.low == "wo" {
				head.low = map[string]string{"ca": "can", "wo": "will"}[head.low]
			}
			return append(words, head, word{start: w.start + i, end: w.end, low: rest})
		}
	}
	return append(words, w)
}

func markTag(mark string) tag {
	switch mark {
	case ",":
		return tagComma
	case "…":
		return tagAdv
	case "(", ")", "[", "]", "–", "—", "-", "―":
		return tagDash
	case "&":
		return tagAnd
	}
	return tagStop
}

// isFlat says whether capitals tell nothing: a headline, a wire in capitals.
func isFlat(words []word) bool {
	long, capital := 0, 0
	for _, w := range words {
		if w.end-w.start > 3 && w.tag == tagNoun {
			long++
			if w.capital {
				capital++
			}
		}
	}
	return long >= 3 && capital*10 >= long*7
}

// tagWord reads one word by lists and spelling.
func tagWord(words []word, i int) {
	w := &words[i]
	if w.tag != tagNoun {
		return
	}
	inside := w.capital && i > 0 && words[i-1].tag != tagQuote && words[i-1].tag != tagStop
	t, ok := listed()[w.low]
	switch {
	case w.low == "no" && after(words, i).low == "one":
		w.tag, w.low = tagPron, "nobody"
		words[i+1].tag, words[i+1].low, words[i+1].count = tagAdv, "", nil
		return
	case w.low == "no" && after(words, i).low == "longer":
		w.tag, words[i+1].tag, words[i+1].low = tagNot, tagAdv, "yet"
		return
	case ok && w.low == "us" && w.shouted:
		ok = false // the country
	case ok && inside && !w.shouted && (t == tagModal || t == tagAdv || t == tagSub):
		ok = false // "Will", "Once"
	}
	if ok {
		w.tag = t
		return
	}
	w.keys = keysOf(w.low, w.capital)
	w.lemma, w.forms = text.Verb(w.low)
	switch {
	case inside:
		w.tag = tagName
	case isManner(w.low):
		w.tag = tagAdv
	}
}

// keysOf gives the stems by which a word is compared: of its meaning, and of
// the country whose people or adjective it is.
func keysOf(low string, capital bool) []string {
	if capital || strings.ContainsAny(low, "-.'") {
		full := low
		if low == "us" || low == "u.s." {
			full = strings.ToUpper(low)
		}
		if keys := text.Terms(full); len(keys) > 0 {
			return keys
		}
	}
	return []string{text.Meaning(text.Stem(text.Canonical(low)))}
}

func isManner(w string) bool {
	if len(w) < 6 || !strings.HasSuffix(w, "ly") {
		return false
	}
	switch w {
	case "family", "supply", "assembly", "monopoly", "anomaly", "elderly", "friendly", "deadly", "costly", "likely", "unlikely", "weekly", "monthly", "yearly", "daily", "reply", "imply", "apply", "comply", "multiply", "italy", "butterfly":
		return false
	}
	return true
}
