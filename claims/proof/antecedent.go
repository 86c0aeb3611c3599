package proof

import (
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof/grammar"
	"github.com/claimbot/claimbot/claims/text"
)

// means says whether words that name nobody ("she", "the mayor") can mean who
// is called name: whoever was named last before them, the subject of a sentence
// shortly before, or the one whom the article calls so.
func (e *examination) means(words claims.Span, name string) bool {
	lower := strings.ToLower(words.Text)
	if isSelf(lower) {
		return true
	}
	gender := genderOf(lower)
	if gender == "" && e.isCalled(words.Text, name) {
		return true
	}
	same := func(n text.Name) bool { return text.SameName(n.Text, name) && agrees(n.Gender, gender) }
	before := e.namesBefore(words)
	if len(before) == 0 || !slices.ContainsFunc(before, same) {
		return e.namedLater(words, same)
	}
	return slices.ContainsFunc(lastFitting(before, gender), same) || slices.ContainsFunc(e.subjectsBefore(words, before), same)
}

// isSelf says whether words are those by which a speaker means himself: whose
// they are, the content around them tells.
func isSelf(lower string) bool {
	switch lower {
	case "i", "we", "me", "us", "who", "which", "that":
		return true
	}
	return false
}

// genderOf gives "m" or "f" for words that tell it.
func genderOf(lower string) string {
	switch lower {
	case "he", "him", "his":
		return "m"
	case "she", "her", "hers":
		return "f"
	}
	return ""
}

func agrees(a, b string) bool { return a == "" || b == "" || a == b }

// namesBefore gives the names before words, but for places and peoples.
func (e *examination) namesBefore(words claims.Span) []text.Name {
	var out []text.Name
	for _, n := range e.names() {
		if n.End <= words.Start && n.Type != text.NamePlace && n.Type != text.NameGroup {
			out = append(out, n)
		}
	}
	return out
}

// lastFitting gives the last name that words of a gender can mean, and those
// behind it of which it cannot be told what they name.
func lastFitting(names []text.Name, gender string) []text.Name {
	var out []text.Name
	for _, n := range slices.Backward(names) {
		if !agrees(n.Gender, gender) {
			continue
		}
		out = append(out, n)
		if n.Type == text.NamePerson || gender == "" && n.Type != text.NameUnknown {
			break
		}
	}
	return out
}

// namedLater says whether the sentence of words names the one behind them:
// "After he arrived, Lind said".
func (e *examination) namedLater(words claims.Span, same func(text.Name) bool) bool {
	sentence, ok := sentenceAround(e.sentences, e.words.text, words.Start)
	return ok && slices.ContainsFunc(e.names(), func(n text.Name) bool {
		return n.Start >= words.End && n.End <= sentence.End && same(n)
	})
}

// subjectReach is how many sentences with a named subject back the one may be
// who is meant: what one says often runs on over several that name nobody.
const subjectReach = 2

// leading is how near, in bytes, to the beginning of a sentence a name is its
// subject wherever its verb may be.
const leading = 40

// subjectsBefore gives the names in the subjects of the sentence that words
// stand in, as far as it goes before them, and of those shortly before.
func (e *examination) subjectsBefore(words claims.Span, names []text.Name) []text.Name {
	var out []text.Name
	at := slices.IndexFunc(e.sentences, func(s text.Sentence) bool { return s.End > words.Start })
	for named := 0; at >= 0 && named <= subjectReach; at-- {
		if found := e.subjectsOf(e.sentences[at], names); len(found) > 0 {
			out = append(out, found...)
			named++
		}
	}
	return out
}

// subjectsOf gives the names that stand in the subjects of a sentence.
func (e *examination) subjectsOf(s text.Sentence, names []text.Name) []text.Name {
	var out []text.Name
	named := inside(names, s.Start, s.End)
	if len(named) == 0 {
		return nil
	}
	if named[0].Start-s.Start < leading { // "Ines Halvorsen, 59, of Ersel, who …"
		out = append(out, named[0])
	}
	for _, sentence := range e.read.digest(s.In(e.words.text)).sentences() {
		for _, p := range sentence.Predicates {
			for _, f := range slices.Concat(p.Agent, p.Patient) {
				out = append(out, inside(names, s.Start+sentence.Start+f.Start, s.Start+sentence.Start+f.End)...)
			}
		}
	}
	return out
}

func inside(names []text.Name, from, to int) []text.Name {
	var out []text.Name
	for _, n := range names {
		if n.Start >= from && n.End <= to {
			out = append(out, n)
		}
	}
	return out
}

// besideName is how near to a name, in bytes, words stand that describe it.
const besideName = 80

// isCalled says whether the article uses the noun of a description beside the
// name, or the description is a part of the name.
func (e *examination) isCalled(words, name string) bool {
	noun := descriptive(words)
	if noun == "" {
		return false
	}
	if slices.Contains(text.Terms(name), noun) {
		return true
	}
	for _, n := range e.names() {
		if !text.SameName(n.Text, name) {
			continue
		}
		around := e.words.text[max(0, n.Start-besideName):min(len(e.words.text), n.End+besideName)]
		if slices.Contains(text.Terms(strings.ToValidUTF8(around, " ")), noun) {
			return true
		}
	}
	return false
}

// descriptive gives the key of the noun of a description, "" for a pronoun.
func descriptive(words string) string {
	for _, p := range grammar.ReadSentence(words).Phrases {
		if p.Pronoun == "" && len(p.Heads) > 0 {
			return p.Heads[len(p.Heads)-1]
		}
	}
	return ""
}
