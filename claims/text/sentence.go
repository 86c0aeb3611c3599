package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence is a sentence of a text: text[Start:End], white space at the ends
// left out. Paragraph counts from 0.
type Sentence struct {
	Start, End int
	Paragraph  int
}

// In gives the sentence's words in the text that it was cut from.
func (s Sentence) In(text string) string { return text[s.Start:s.End] }

// Sentences cuts s into sentences, in order. A paragraph's end always ends a
// sentence; inside a paragraph a full stop does, unless it belongs to an
// abbreviation, an initial or a number.
func Sentences(s string) []Sentence {
	var out []Sentence
	for i, p := range Paragraphs(s) {
		for start := p.Start; start < p.End; {
			end := sentenceEnd(s, start, min(p.End, longest(s, start)))
			if a, b := trimSpace(s, start, end); a < b {
				out = append(out, Sentence{a, b, i})
			}
			start = end
		}
	}
	return out
}

// maxSentence bounds a sentence, in bytes: nobody writes longer ones, and what
// reads sentences may take the square of their length.
const maxSentence = 4000

// longest gives the space before which a sentence from start ends at the
// latest.
func longest(s string, start int) int {
	if len(s)-start <= maxSentence {
		return len(s)
	}
	if i := strings.LastIndexAny(s[start:start+maxSentence], " \n\t"); i > 0 {
		return start + i
	}
	return runeStart(s, start+maxSentence)
}

// runeStart is the beginning of the rune that holds byte i.
func runeStart(s string, i int) int {
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// Paragraphs cuts s into paragraphs. A blank line always parts them; a single
// line end does unless the line looks as if it had been wrapped.
func Paragraphs(s string) []Sentence {
	var out []Sentence
	begin := 0
	flush := func(end int) {
		if a, b := trimSpace(s, begin, end); a < b {
			out = append(out, Sentence{a, b, len(out)})
		}
		begin = end
	}
	for i := 0; i < len(s); {
		nl := strings.IndexByte(s[i:], '\n')
		if nl < 0 {
			break
		}
		nl += i
		if !isWrapped(s[i:nl], s[nl+1:]) {
			flush(nl + 1)
		}
		i = nl + 1
	}
	flush(len(s))
	return out
}

// Width of lines that mail programs, terminals and wire services wrap at.
const (
	wrapMin = 40
	wrapMax = 100
)

// isWrapped says whether line was cut for its length only, and rest goes on
// with the same paragraph.
func isWrapped(line, rest string) bool {
	line = strings.TrimSpace(line)
	next, _, _ := strings.Cut(rest, "\n")
	next = strings.TrimSpace(next)
	if line == "" || next == "" {
		return false
	}
	width := utf8.RuneCountInString(line)
	last, _ := utf8.DecodeLastRuneInString(line)
	first, _ := utf8.DecodeRuneInString(next)
	if unicode.IsLower(first) {
		return last != '.' && last != ':'
	}
	if width < wrapMin || width > wrapMax {
		return false
	}
	// A full line that ends a sentence may be a paragraph of its own; what was
	// wrapped could have taken the next word as well.
	word, _, _ := strings.Cut(next, " ")
	return !endsSentence(last) || width+1+utf8.RuneCountInString(word) > 72 && utf8.RuneCountInString(next) >= wrapMin
}

func endsSentence(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '"', '”', '’', '\'', ')':
		return true
	}
	return false
}

// sentenceEnd finds the end of the sentence that begins at start.
func sentenceEnd(s string, start, limit int) int {
	for i := start; i < limit; {
		r, n := utf8.DecodeRuneInString(s[i:limit])
		if r != '.' && r != '!' && r != '?' && r != '…' {
			i += n
			continue
		}
		mark, markAt := r, i
		i = skipEnders(s, i, limit)
		closed := i
		for closed < limit {
			q, m := utf8.DecodeRuneInString(s[closed:limit])
			if !IsQuote(q) && q != ')' && q != ']' {
				break
			}
			closed += m
		}
		if isSentenceBreak(s, start, markAt, closed, limit, mark) {
			return closed
		}
		i = closed
	}
	return limit
}

// skipEnders skips a run of full stops, question and exclamation marks.
func skipEnders(s string, i, limit int) int {
	for i < limit {
		r, n := utf8.DecodeRuneInString(s[i:limit])
		if r != '.' && r != '!' && r != '?' && r != '…' {
			break
		}
		i += n
	}
	return i
}

// isSentenceBreak decides about the mark at markAt, whose closing quotation
// marks end at closed.
func isSentenceBreak(s string, start, markAt, closed, limit int, mark rune) bool {
	if closed >= limit {
		return true
	}
	space, n := utf8.DecodeRuneInString(s[closed:limit])
	if !unicode.IsSpace(space) {
		return false
	}
	next := strings.TrimLeftFunc(s[closed+n:limit], unicode.IsSpace)
	if next == "" {
		return true
	}
	first, firstLen := utf8.DecodeRuneInString(next)
	opener := first
	for IsQuote(first) || first == '(' || first == '[' {
		next = next[firstLen:]
		if first, firstLen = utf8.DecodeRuneInString(next); next == "" {
			return true
		}
	}
	if unicode.IsLower(first) {
		return false
	}
	if mark != '.' {
		// “Why now?” Peskov asked: the sentence goes on after the quote.
		quoted := closed > markAt+1 && !IsQuote(opener)
		return !quoted || !speechFollows(next)
	}
	if first == '-' || first == '–' || first == '—' || first == ',' || first == ';' {
		return false
	}
	if closed > markAt+1 { // a closing quotation mark or bracket: no abbreviation
		return true
	}
	return !endsInAbbreviation(s[start:markAt], next)
}

// speechFollows says whether within four words a verb of speech comes.
func speechFollows(next string) bool {
	fields := strings.Fields(next[:min(len(next), 80)])
	for _, f := range fields[:min(len(fields), 4)] {
		switch strings.ToLower(strings.Trim(f, ".,;:")) {
		case "said", "says", "asked", "asks", "wrote", "writes", "told", "added", "replied", "shouted", "cried", "declared":
			return true
		}
		if strings.HasSuffix(f, ".") {
			return false
		}
	}
	return false
}

// endsInAbbreviation says whether the full stop after before belongs to an
// abbreviation or an initial, with next to follow.
func endsInAbbreviation(before, next string) bool {
	word := before
	if i := strings.LastIndexFunc(before, func(r rune) bool { return unicode.IsSpace(r) || IsQuote(r) || r == '(' }); i >= 0 {
		_, n := utf8.DecodeRuneInString(before[i:])
		word = before[i+n:]
	}
	if word == "" {
		return false
	}
	lower := strings.ToLower(word)
	if abbreviations[lower] {
		return true
	}
	first, _ := utf8.DecodeRuneInString(next)
	if lower == "no" || lower == "nos" {
		return unicode.IsDigit(first)
	}
	if monthAbbreviations[lower] {
		return unicode.IsDigit(first)
	}
	runes := utf8.RuneCountInString(word)
	if r, _ := utf8.DecodeRuneInString(word); runes == 1 && unicode.IsUpper(r) {
		return true // an initial: "John F. Kennedy"
	}
	if strings.Contains(word, ".") && utf8.RuneCountInString(lastPart(word)) == 1 {
		// "U.S. Court" goes on, "in the U.S. He" ends: decided by what follows.
		return !startsSentence(next)
	}
	return false
}

func lastPart(word string) string { return word[strings.LastIndexByte(word, '.')+1:] }

// startsSentence says whether next begins with a word that opens sentences
// and hardly ever follows an abbreviation inside one.
func startsSentence(next string) bool {
	w, _, _ := strings.Cut(next, " ")
	switch strings.TrimRight(w, ",") {
	case "The", "A", "An", "He", "She", "They", "It", "We", "I", "You", "His", "Her", "Their", "But", "And", "In", "On", "At", "This", "That", "These", "Those", "There", "However", "Meanwhile", "If", "When", "While", "As", "For", "Some", "No", "Yet", "So", "Or", "After", "Before", "Since", "By", "What", "Why", "How":
		return true
	}
	return false
}

// abbreviations after whose full stop a capital letter does not begin a
// sentence, without that full stop.
var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "st": true, "sr": true, "jr": true, "messrs": true, "mme": true, "mlle": true,
	"gen": true, "lt": true, "col": true, "maj": true, "capt": true, "cpt": true, "sgt": true, "cmdr": true, "adm": true, "brig": true, "cpl": true, "pvt": true, "lieut": true,
	"sen": true, "rep": true, "gov": true, "pres": true, "hon": true, "rev": true, "msgr": true, "amb": true, "atty": true, "supt": true, "insp": true,
	"vs": true, "v": true, "e.g": true, "i.e": true, "cf": true, "approx": true, "dept": true, "ave": true, "mt": true, "ft": true,
	"lt.gen": true, "maj.gen": true,
}

var monthAbbreviations = map[string]bool{
	"jan": true, "feb": true, "mar": true, "apr": true, "jun": true, "jul": true, "aug": true, "sep": true, "sept": true, "oct": true, "nov": true, "dec": true,
}

// trimSpace moves start and end inwards past white space.
func trimSpace(s string, start, end int) (int, int) {
	cut := s[start:end]
	start += len(cut) - len(strings.TrimLeftFunc(cut, isBlank))
	return start, start + len(strings.TrimFunc(cut, isBlank))
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }
