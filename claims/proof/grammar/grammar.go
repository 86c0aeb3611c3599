// Package grammar reads English sentences as far as a comparison of two of
// them needs it: who does what to whom, where, how many, and how it is put:
// denied, planned, only possible, on a condition, or told by someone.
//
// It is no parser of the language. Closed lists, a lexicon of verbs and the
// neighbours of a word give it a part of speech (words.go); words become noun
// phrases, verb groups and links between them (phrases.go, verbs.go); and each
// verb group becomes a [Predicate] with what stands about it (predicates.go).
// The same words are always read alike, so that a sentence which repeats its
// evidence agrees with it even where both are misread.
package grammar

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// Sentence is one sentence as it was read.
type Sentence struct {
	Words      string
	Start      int // in the text that it was read from
	Phrases    []Phrase
	Predicates []Predicate

	words []word
	elems []elem
	flat  bool
}

// Read reads each sentence of s.
func Read(s string) []Sentence {
	s = strings.ReplaceAll(s, "…", "   ") // what is left out parts nothing
	var out []Sentence
	for _, part := range text.Sentences(s) {
		sentence := ReadSentence(part.In(s))
		sentence.Start = part.Start
		out = append(out, sentence)
	}
	return out
}

// ReadSentence reads s as one sentence.
func ReadSentence(s string) Sentence {
	r := Sentence{Words: s}
	r.words, r.flat = wordsOf(s)
	r.cutPhrases()
	r.findPredicates()
	return r
}

// Phrase is a noun phrase: "the two wounded soldiers", "mayor Ines Halvorsen".
type Phrase struct {
	Start, End int      // in Words
	Prep       string   // the preposition before it, "" if none
	Heads      []string // keys of what it names: its last noun, or each word of its name and the title before it
	Mods       []string // keys of its other words: adjectives, possessors
	Owners     []string // keys of possessors alone
	Counts     []Count  // numbers in it
	Pronoun    string   // lower case, where it is one
	Quantity   string   // "no", "all", "some", … where one begins it
	Whose      string   // "its", "his", where one begins it
	Noun       string   // its last noun, lower case
	Plural     bool     // which names several
	Apposed    bool     // it stands between commas
	Named      bool     // it ends in a name
	first      int      // its first word
	last       int      // behind its last word
	clause     bool     // the word before it can begin a clause too: "after the army …"
}

// Count is a number as it stands: "at least 12", "dozens of", "4.2".
type Count struct {
	claims.Figure        // with the bounds that its words give
	Written       string // in lower case
	Start         int    // in Words
}

// Slot is what fills one place beside a verb: phrases that "and" joins, and
// those that stand beside them in apposition.
type Slot []*Phrase

// Put says how a predicate is put.
type Put uint16

// The ways of putting it.
const (
	Negated     Put = 1 << iota // not, never, no longer
	Future                      // will, would, is to
	Possible                    // may, could
	Due                         // must, should, has to
	Conditional                 // if, unless, provided
	Asked                       // a question, or "whether"
	Hedged                      // allegedly, reportedly, nearly
)

// Predicate is a verb, or "be" with what it says of its subject, and what
// stands about it.
type Predicate struct {
	Key       string // the stem of its meaning
	Start     int    // of the verb in Words
	Put       Put
	Governors []string // what it hangs on: "vowed to …", "denied that …"
	Agent     Slot     // who does it
	Patient   Slot     // whom or what it is done to
	Also      Slot     // who else may be its subject: "said that it was safe, and left"
	Loose     bool     // it may hang on nothing all the same
	Either    bool     // Agent may be the patient: "the village shelled on Monday"
	Others    []*Phrase
	Speech    bool // a verb of speech

	elem     int
	inverted bool
}

// Plain says whether a predicate only says that something was said.
func (p *Predicate) Plain() bool { return plainSpeech()[p.Key] }
