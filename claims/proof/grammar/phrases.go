package grammar

import (
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims/text"
)

// elem is a piece of a sentence: a noun phrase, a verb group, or a link or
// mark between them.
type elem struct {
	kind   tag     // tagNoun for a phrase, tagVerb for a verb group, else the tag of the word
	low    string  // of a link
	phrase *Phrase // of a phrase
	verb   *group  // of a verb group

	predicate int // of a verb group
}

// cutPhrases cuts the words into elements.
func (s *Sentence) cutPhrases() {
	s.Phrases = make([]Phrase, 0, len(s.words)/2+1) // never grown: elements point into it
	for i := 0; i < len(s.words); {
		switch w := s.words[i]; w.tag {
		case tagVerb, tagBe, tagHave, tagDo, tagModal, tagNot, tagTo:
			g, n := s.groupAt(i)
			if g == nil {
				i += n
				continue
			}
			s.elems = append(s.elems, elem{kind: tagVerb, low: w.low, verb: g})
			i += n
		case tagNoun, tagName, tagNum, tagDet, tagPron, tagPoss:
			i = s.addPhrase(i, "", false)
		case tagPrep:
			i = s.afterPrep(i)
		case tagSub:
			i = s.afterSub(i)
		case tagAdv, tagDate:
			i++
		case tagQuote:
			s.elems = append(s.elems, elem{kind: tagQuote, low: s.opensOrCloses(i)})
			i++
		default:
			s.elems = append(s.elems, elem{kind: w.tag, low: w.low})
			i++
		}
	}
}

// opensOrCloses tells which a quotation mark does: by its form, or as the one
// before it of the same form did not.
func (s *Sentence) opensOrCloses(i int) string {
	switch mark := s.words[i].low; mark {
	case "“", "‘", "«", "„":
		return opens
	case "\"", "'":
		n := 0
		for _, w := range s.words[:i] {
			if w.tag == tagQuote && w.low == mark {
				n++
			}
		}
		if n%2 == 0 {
			return opens
		}
	}
	return ""
}

// opens marks the element of an opening quotation mark.
const opens = "opens"

// afterPrep reads the phrase behind a preposition, or behind the last of
// several: "out of", "because of".
func (s *Sentence) afterPrep(i int) int {
	prep := s.words[i].low
	j := i + 1
	for j < len(s.words) && (s.words[j].tag == tagPrep || s.words[j].tag == tagAdv) {
		if s.words[j].tag == tagPrep {
			prep = joinPreps(prep, s.words[j].low)
		}
		j++
	}
	if j < len(s.words) && s.words[j].tag == tagDate {
		return j // "on Tuesday", and what goes on behind it
	}
	if j < len(s.words) && beginsPhrase(s.words[j].tag) {
		return s.addPhrase(j, prep, false)
	}
	s.elems = append(s.elems, elem{kind: tagPrep, low: prep})
	return j
}

// joinPreps makes one preposition of two: the first tells more, but for "out
// of" and "of".
func joinPreps(a, b string) string {
	switch {
	case a == "out" && b == "of":
		return "from"
	case a == "up" || a == "down" || a == "out" || a == "over" && b == "to":
		return b
	}
	return a
}

func beginsPhrase(t tag) bool {
	return t == tagNoun || t == tagName || t == tagNum || t == tagDet || t == tagPron || t == tagPoss
}

// afterSub reads what a conjunction begins; "after" and its like may be
// prepositions too.
func (s *Sentence) afterSub(i int) int {
	w := s.words[i]
	s.elems = append(s.elems, elem{kind: tagSub, low: w.low})
	if (w.low == "after" || w.low == "before" || w.low == "since" || w.low == "until" || w.low == "as") && i+1 < len(s.words) && beginsPhrase(s.words[i+1].tag) {
		return s.addPhrase(i+1, w.low, true)
	}
	return i + 1
}

// addPhrase reads the noun phrase at word i and gives the word behind it.
func (s *Sentence) addPhrase(i int, prep string, clause bool) int {
	j := i
	for j < len(s.words) && s.inPhrase(i, j) {
		j++
	}
	if j == i { // a stray possessive
		return i + 1
	}
	s.Phrases = append(s.Phrases, s.phraseOf(i, j, prep, clause))
	s.elems = append(s.elems, elem{kind: tagNoun, phrase: &s.Phrases[len(s.Phrases)-1]})
	return j
}

// inPhrase says whether word j goes on with the phrase that begins at i.
func (s *Sentence) inPhrase(i, j int) bool {
	w := s.words[j]
	if j > i && s.words[j-1].tag == tagPron {
		return w.tag == tagPoss
	}
	switch w.tag {
	case tagName:
		return !s.beginsContact(i, j)
	case tagNoun, tagNum, tagPoss:
		return true
	case tagDate: // "the Tuesday attack", "Tuesday's attack"
		next := after(s.words, j)
		return j > i && (nounLike(next) || next.tag == tagPoss)
	case tagDet:
		return j == i || s.words[j-1].tag == tagDet || s.words[j-1].tag == tagNum && (w.low == "other" || w.low == "more") || s.words[j-1].tag == tagNum && strings.HasSuffix(s.words[j-1].low, " of")
	case tagPron:
		return j == i
	case tagAdv: // "a very large crowd"
		return j > i && nounLike(after(s.words, j)) && s.words[j-1].tag == tagDet
	}
	return false
}

// beginsContact says whether the name at word j begins a clause about the
// phrase from i on: "the trade Page pioneered".
func (s *Sentence) beginsContact(i, j int) bool {
	if j == i || !specific(s.words[i]) || s.words[j-1].tag != tagNoun || text.PersonNoun(s.words[j-1].low) != text.NotPeople {
		return false
	}
	for j < len(s.words) && s.words[j].tag == tagName {
		j++
	}
	t := after(s.words, j-1).tag
	return t == tagVerb || t == tagBe || t == tagHave || t == tagModal
}

// specific says whether a word begins a phrase for one thing that is known.
func specific(w word) bool {
	switch w.low {
	case "the", "a", "an", "some", "his", "her", "its", "their", "our", "my":
		return true
	}
	return false
}

// phraseOf reads words [i,j) as one noun phrase.
func (s *Sentence) phraseOf(i, j int, prep string, clause bool) Phrase {
	p := Phrase{Start: s.words[i].start, End: s.words[j-1].end, Prep: prep, clause: clause, first: i, last: j}
	if i > 0 && s.words[i-1].tag == tagComma {
		t := after(s.words, j-1).tag
		p.Apposed = t == tagComma || t == tagStop
	}
	core := i
	for k := i; k < j; k++ {
		switch w := s.words[k]; w.tag {
		case tagPron:
			p.Pronoun = w.low
		case tagDet:
			if q := quantity(w.low); q != "" {
				p.Quantity = q
			}
			switch w.low {
			case "his", "her", "its", "their", "our", "my", "your", "whose":
				p.Whose = w.low
			}
		case tagNum:
			p.Counts = append(p.Counts, *w.count)
		case tagPoss:
			for _, o := range s.words[core:k] {
				p.Owners = append(p.Owners, o.keys...)
			}
			core = k + 1
		}
	}
	p.Mods = slices.Clone(p.Owners)
	s.nameHeads(&p, core, j)
	if p.Pronoun != "" && (core > i || len(p.Heads) > 0) {
		p.Pronoun = ""
	}
	if len(p.Heads) == 0 && len(p.Counts) == 0 && p.Pronoun == "" { // "this", "her", "many"
		p.Pronoun = s.words[j-1].low
	}
	return p
}

// nameHeads finds what words [core,j) name: the name that ends them and the
// title before it, or their last noun.
func (s *Sentence) nameHeads(p *Phrase, core, j int) {
	last := j - 1
	for last >= core && s.words[last].tag != tagNoun && s.words[last].tag != tagName {
		last--
	}
	if last < core {
		return
	}
	first := last
	p.Noun = s.words[last].low
	p.Plural = s.isPlural(s.words[last])
	if s.words[last].tag == tagName {
		p.Named = true
		for first > core && s.words[first-1].tag == tagName {
			first--
		}
		if first > core && s.words[first-1].tag == tagNoun {
			first--
		}
	}
	for k := core; k < j; k++ {
		if k >= first && k <= last {
			p.Heads = append(p.Heads, s.words[k].keys...)
		} else if s.words[k].tag != tagNum {
			p.Mods = append(p.Mods, s.words[k].keys...)
		}
	}
}

// isPlural says whether a noun names several. Of words in capitals only those
// for people tell: names end in "s" too.
func (s *Sentence) isPlural(w word) bool {
	switch text.PersonNoun(w.low) {
	case text.ManyPeople:
		return true
	case text.OnePerson:
		return false
	}
	return w.tag == tagNoun && !w.capital && !s.flat && plural(w.low)
}

// quantity gives the word with which a phrase says of how many it speaks, ""
// where that makes no difference.
func quantity(det string) string {
	switch det {
	case "no", "neither", "few", "fewer", "less", "all", "every", "each", "most", "both", "many", "half", "another", "any", "more", "either":
		return det
	}
	return ""
}
