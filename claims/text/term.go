package text

import (
	"strings"
	"sync"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// Terms gives the content words of s as both the index and questions know
// them: lower case, spelling variants folded, stop words out, stemmed, words
// of one [Meaning] made one, a nation's adjective made its country's name.
// Numbers are kept, without separators.
func Terms(s string) []string {
	var out []string
	env := snowballstem.NewEnv("")
	for _, t := range Tokens(s) {
		switch t.Kind {
		case Word:
			for _, part := range Parts(t.In(s)) {
				if stopWords[part] {
					continue
				}
				if country, ok := nationOf(part); ok {
					out = append(out, country...)
				} else if w := stem(env, part); w != "" {
					out = append(out, Meaning(w))
				}
			}
		case Number:
			out = append(out, numberMarks.Replace(t.In(s)))
		}
	}
	return out
}

// nationOf gives the terms of the country whose adjective or people a word
// names: "russian" is found under "russia".
func nationOf(part string) ([]string, bool) {
	if !plainLetters(part) {
		part = PlaceKey(part)
	}
	terms, ok := nations()[part]
	return terms, ok
}

// nations gives the terms of the country of each word for a people, read from
// the gazetteer once: nearly every word that is asked for is none.
var nations = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for at := 0; ; {
		i := strings.Index(gazetteer[at:], "\td")
		if i < 0 {
			return m
		}
		start := strings.LastIndexByte(gazetteer[:at+i], '\n') + 1
		line, next := lineAt(gazetteer, start)
		at = next
		key, _, _ := strings.Cut(line, "\t")
		if country, code, ok := Demonym(key); ok {
			m[key] = countryTerms(country, code)
		}
	}
})

func countryTerms(country, code string) []string {
	if code == "US" {
		return []string{"usa"}
	}
	var terms []string
	for w := range strings.FieldsSeq(strings.ToLower(country)) {
		terms = append(terms, Stem(w))
	}
	return terms
}

// Parts gives the parts of a word token between its hyphens, in lower case,
// without full stops and apostrophes, spelling variants folded. "cease-fire"
// is the one part "ceasefire", and "US" in capitals the country, not the pronoun.
func Parts(word string) []string {
	if word == "US" || word == "U.S." {
		return []string{"usa"}
	}
	var parts []string
	for part := range strings.FieldsFuncSeq(joinCompound(strings.ToLower(word)), isHyphen) {
		if part = Canonical(withoutMarks(part)); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

var (
	marks       = strings.NewReplacer(".", "", "'", "", "’", "", "‘", "", "ʼ", "")
	numberMarks = strings.NewReplacer(",", "", ".", "", ":", "")
)

// withoutMarks takes full stops and apostrophes out of a word, which few have.
func withoutMarks(word string) string {
	for i := range len(word) {
		if c := word[i]; c == '.' || c == '\'' || c >= 0x80 {
			return marks.Replace(word)
		}
	}
	return word
}

// joinCompound writes as one word what is spelled both ways.
func joinCompound(w string) string {
	if rest, ok := strings.CutPrefix(w, "cease-"); ok {
		return "cease" + rest
	}
	return w
}

// Stem gives the stem of one lower-case English word (Porter's second
// algorithm, "Snowball English").
func Stem(word string) string { return stem(snowballstem.NewEnv(""), word) }

func stem(env *snowballstem.Env, word string) string {
	word = withoutMarks(word)
	env.SetCurrent(word)
	english.Stem(env)
	return env.Current()
}

// IsStopWord says whether a lower-case word is too common to look up by.
func IsStopWord(word string) bool { return stopWords[word] }

// stopWords are function words, the words that questions are made of, and
// "say", which nearly every claim holds.
var stopWords = func() map[string]bool {
	const list = `a an the this that these those there here it its he him his she her hers they them their theirs we us our ours you your yours i me my mine
		who whom whose which what when where why how whether
		is are was were be been being am do does did done has have had having will would shall should can could may might must
		and or but nor so yet if then than as of at by for from in into on onto to with within without about above after before against between during over under until up down out off again further once
		not no any all both each few more most other some such only own same too very just also ever even still already now
		say says said saying tell tells told according
		s t d ll m re ve dont didnt isnt wasnt doesnt hasnt havent wont
		please show give find know get got`
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}()
