package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims/text"
)

// tagTokens gives every token its tag and says which quotation holds it.
func (d *document) tagTokens() {
	d.tags = make([]tag, len(d.tokens))
	d.quoted = make([]int32, len(d.tokens))
	d.markQuoted()
	for _, t := range d.tokens {
		if t.Kind == text.Word && negates(t.lower) {
			d.negations = append(d.negations, t.Start)
		}
	}
	for i := range d.sentences {
		s := &d.sentences[i]
		s.flat = d.isFlat(*s)
		for j := s.First; j < s.Last; j++ {
			d.tags[j] = d.tagOf(j, *s)
		}
		for j := s.First; j < s.Last; j++ {
			d.tagVerbAt(j, *s)
		}
	}
}

// markQuoted notes for each token the quotation that holds it, or -1.
func (d *document) markQuoted() {
	q := 0
	for i, t := range d.tokens {
		for q < len(d.quotations) && d.quotations[q].end <= t.Start {
			q++
		}
		d.quoted[i] = -1
		if q < len(d.quotations) && d.quotations[q].start <= t.Start && t.End <= d.quotations[q].end {
			d.quoted[i] = int32(q)
		}
	}
}

// isFlat says whether capitals tell nothing in s: a headline in title case, an
// upper-case wire text.
func (d *document) isFlat(s sentence) bool {
	long, capital := 0, 0
	for _, t := range d.tokens[s.First:s.Last] {
		if t.Kind == text.Word && t.End-t.Start > 3 {
			long++
			if unicode.IsUpper(first(d.text[t.Start:])) {
				capital++
			}
		}
	}
	return long >= 3 && capital*10 >= long*7
}

// tagOf reads one token by closed lists and spelling.
func (d *document) tagOf(i int, s sentence) tag {
	t := d.tokens[i]
	switch t.Kind {
	case text.Number:
		return tagNum
	case text.Possessive:
		return tagPoss
	case text.Quote:
		if d.quoted[i] < 0 && i > s.First && strings.HasSuffix(d.tokens[i-1].lower, "s") {
			return tagPoss
		}
		return tagQuote
	case text.Punct:
		if t.lower == "." && i > s.First && i+1 < s.Last && d.tokens[i-1].End == t.Start && d.tokens[i-1].Kind == text.Word && d.tokens[i+1].Start > t.End && d.quoted[i] == d.quoted[i+1] {
			return tagName // the full stop of "Rep." and "Paul D."
		}
		return punctTag(t.In(d.text))
	}
	capital := unicode.IsUpper(first(d.text[t.Start:])) && !s.flat && i > s.First && d.tags[i-1] != tagQuote && d.tags[i-1] != tagStop
	known, ok := wordTags()[t.lower]
	switch {
	case ok && known == tagPron && t.In(d.text) == "US": // not "us"
		return tagName
	case ok && capital && (known == tagAux || known == tagVerb || known == tagAdv || known == tagSub):
		return tagName
	case ok:
		return known
	case capital:
		return tagName
	case isManner(t.lower):
		return tagAdv
	}
	return tagNoun
}

func punctTag(mark string) tag {
	r, _ := utf8.DecodeRuneInString(mark)
	switch r {
	case ',':
		return tagComma
	case '(', '[':
		return tagOpen
	case ')', ']':
		return tagClose
	case '–', '—', '-', '―':
		return tagDash
	case '&':
		return tagAnd
	}
	return tagStop
}

// isManner says whether w is an adverb in -ly.
func isManner(w string) bool {
	if len(w) < 6 || !strings.HasSuffix(w, "ly") {
		return false
	}
	switch w {
	case "family", "supply", "assembly", "monopoly", "anomaly", "elderly", "friendly", "deadly", "costly", "likely", "unlikely", "weekly", "monthly", "yearly":
		return false
	}
	return true
}

// tagVerbAt marks the token as a verb where it is one: a cue, or a word whose
// ending and neighbours say so.
func (d *document) tagVerbAt(i int, s sentence) {
	if d.tags[i] != tagNoun && d.tags[i] != tagName {
		return
	}
	t := d.tokens[i]
	if v, ok := cueVerbs()[t.lower]; ok && d.tags[i] == tagNoun {
		if d.readsAsVerb(i, s, v) {
			d.tags[i] = tagVerb
		}
		return
	}
	if d.tags[i] == tagName {
		return
	}
	prev := d.prevTag(i, s)
	switch {
	case strings.HasSuffix(t.lower, "ed") && len(t.lower) > 4, strings.HasSuffix(t.lower, "ing") && len(t.lower) > 5:
		if prev != tagDet && prev != tagPrep && prev != tagPoss && prev != tagNum {
			d.tags[i] = tagVerb
		}
	case prev == tagTo || prev == tagPron && d.tokens[i-1].lower != "one":
		d.tags[i] = tagVerb
	case prev == tagAux && (isModal(d.tokens[i-1].lower) || d.tokens[i-1].lower == "not" && i-2 >= s.First && isModal(d.tokens[i-2].lower)):
		d.tags[i] = tagVerb
	}
}

func isModal(w string) bool {
	switch w {
	case "will", "would", "could", "should", "can", "may", "might", "must", "shall", "cannot", "do", "does", "did", "don't", "doesn't", "didn't", "won't", "wouldn't", "couldn't", "shouldn't", "can't":
		return true
	}
	return false
}

func isBe(w string) bool {
	switch w {
	case "is", "are", "was", "were", "be", "been", "being", "am", "isn't", "aren't", "wasn't", "weren't":
		return true
	}
	return false
}

// prevTag gives the tag before token i within s; a full stop at its start.
func (d *document) prevTag(i int, s sentence) tag {
	if i <= s.First {
		return tagStop
	}
	return d.tags[i-1]
}

// nextTag gives the tag after token i within s; a full stop at its end.
func (d *document) nextTag(i int, s sentence) tag {
	if i+1 >= s.Last {
		return tagStop
	}
	return d.tags[i+1]
}

func (d *document) lowerAt(i int) string {
	if i < 0 || i >= len(d.tokens) {
		return ""
	}
	return d.tokens[i].lower
}

// readsAsVerb says whether the form of a cue verb at i is a verb there, and
// not the noun or adjective that is spelled alike.
func (d *document) readsAsVerb(i int, s sentence, v cueVerb) bool {
	j := i // the first token of what modifies the verb
	for j > s.First && (d.tags[j-1] == tagAdv || d.tokens[j-1].lower == "not") {
		j--
	}
	prev, next := d.prevTag(j, s), d.nextTag(i, s)
	before := d.lowerAt(j - 1)
	if prev == tagDet && before != "this" && before != "that" && before != "all" && before != "both" && before != "many" && before != "some" && before != "others" && before != "another" || prev == tagPoss || prev == tagNum && v.form != formPast {
		return false
	}
	switch v.form {
	case formPast, formPart:
		return prev != tagPrep && prev != tagTo
	case formIng:
		return prev != tagPrep || before == "by" || before == "in" || before == "after" || before == "before" || before == "without" || before == "of" || before == "from"
	case formS:
		if prev == tagPrep || prev == tagAux || prev == tagTo || prev == tagVerb || prev == tagAnd && v.takes&asNoun != 0 {
			return false
		}
		if v.takes&asNoun != 0 && (d.lowerAt(i+1) == "of" || next == tagStop || next == tagComma || next == tagAux || next == tagVerb || next == tagAnd) {
			return next == tagStop && (d.lowerAt(i+1) == ":" || prev == tagName && j-2 >= s.First)
		}
		if v.takes&asNoun != 0 && prev == tagNoun && strings.HasSuffix(before, "s") && !strings.HasSuffix(before, "ss") {
			return false
		}
		return true
	}
	return d.baseReadsAsVerb(v, prev, before)
}

// baseReadsAsVerb decides on a form like "claim", "support", "say".
func (d *document) baseReadsAsVerb(v cueVerb, prev tag, before string) bool {
	switch prev {
	case tagTo:
		return true
	case tagAux:
		return isModal(before)
	case tagPron:
		switch before {
		case "they", "we", "i", "you", "they'll", "we'll", "i'll", "you'll", "he'll", "she'll", "they'd", "we'd", "i'd", "he'd", "she'd", "everyone", "let's":
			return true
		}
		return false
	case tagWh:
		return before != "that" || v.takes&asNoun == 0
	case tagNoun, tagName, tagClose:
		if v.takes&asNoun == 0 && v.takes&takesClause != 0 && v.takes&weak == 0 {
			return true
		}
		return isPlural(before) && (v.takes&asNoun == 0 || prev == tagNoun)
	case tagComma, tagDet:
		return v.takes&asNoun == 0 && v.takes&takesClause != 0
	case tagAnd:
		return v.takes&asNoun == 0
	}
	return false
}

func isPlural(w string) bool {
	switch w {
	case "people", "police", "men", "women", "children", "media", "staff", "majority", "many", "others", "some":
		return true
	}
	return strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is")
}
