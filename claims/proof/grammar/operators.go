package grammar

import (
	"strings"
	"sync"
)

// Operator is a small word that changes what the words beside it say: "only",
// "still", "before".
type Operator struct {
	Word   string
	Start  int      // in Words
	Behind []string // keys of the content words behind it, up to four
	Before string   // key of the content word before it
}

// operators are the words that no sentence may add, nor leave out where they
// take something back.
var operators = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`only just even still again already ever once twice always often soon first last ago far almost nearly rather too very quite
		all every each both most many few more less fewer half another other others same own such
		because since before after until till while although though despite unless if so
		against without during between under over above below within instead than except until beyond amid versus like not never`) {
		m[w] = true
	}
	return m
})

// limiting are operators that take something back: to leave one out is to say
// more.
var limiting = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`only almost nearly allegedly reportedly apparently probably possibly perhaps presumably supposedly purportedly maybe potentially seemingly partly partially hardly barely scarcely rarely seldom sometimes`) {
		m[w] = true
	}
	return m
})

// Limits says whether to leave the operator out is to say more.
func (o Operator) Limits() bool { return limiting()[o.Word] }

// nearWords is how many content words an operator is held to.
const nearWords = 4

// Operators gives the operators of the sentence, in order.
func (s *Sentence) Operators() []Operator {
	var out []Operator
	before := ""
	for i, w := range s.words {
		if operators()[w.low] || limiting()[w.low] {
			out = append(out, Operator{Word: w.low, Start: w.start, Behind: s.contentBehind(i), Before: before})
			continue
		}
		if k := w.content(); k != "" {
			before = k
		}
	}
	return out
}

func (s *Sentence) contentBehind(i int) []string {
	var keys []string
	for _, w := range s.words[i+1:] {
		if k := w.content(); k != "" && !operators()[w.low] {
			if keys = append(keys, k); len(keys) == nearWords {
				break
			}
		}
	}
	return keys
}

// content gives the key of a word that says something by itself, "" for others.
func (w word) content() string {
	switch {
	case w.tag == tagDate:
		return "date"
	case w.tag == tagNum && w.count != nil:
		return w.count.Written
	case len(w.keys) > 0:
		return w.keys[len(w.keys)-1]
	case w.tag == tagPron:
		return w.low
	}
	return ""
}

// Has says whether the sentence has all of these keys, one close behind the
// other.
func (s *Sentence) Has(keys []string) bool {
	for i, w := range s.words {
		if w.content() != keys[0] {
			continue
		}
		behind := s.contentBehind(i)
		found := true
		for _, k := range keys[1:] {
			found = found && len(behind) > 0 && (behind[0] == k || len(behind) > 1 && behind[1] == k)
		}
		if found {
			return true
		}
	}
	return false
}

// StandsIn says whether the words of a phrase of s, and the preposition before
// it, stand in o one by one, with a pronoun where they are among names.
func (s *Sentence) StandsIn(p *Phrase, o *Sentence, names map[string]bool) bool {
	want := s.words[p.first:p.last]
	if p.first > 0 && s.words[p.first-1].tag == tagPrep {
		want = s.words[p.first-1 : p.last]
	}
	for i := range o.words {
		if standsAt(want, o.words[i:], names) {
			return true
		}
	}
	return false
}

func standsAt(want, has []word, names map[string]bool) bool {
	pronoun := false
	for _, w := range want {
		named := len(w.keys) > 0 && names[w.keys[len(w.keys)-1]]
		switch {
		case w.tag == tagPoss || named && pronoun: // "his" for "Lind's", "he" for "Goran Lind"
			continue
		case len(has) == 0:
			return false
		case named && isAnyPronoun(has[0]):
			pronoun, has = true, has[1:]
			for len(has) > 0 && (has[0].tag == tagPoss || has[0].low == "'s") {
				has = has[1:]
			}
			continue
		case has[0].low != w.low:
			return false
		}
		pronoun, has = false, has[1:]
	}
	return true
}

func isAnyPronoun(w word) bool {
	switch w.low {
	case "his", "her", "its", "their", "my", "our":
		return true
	}
	return w.tag == tagPron
}

// IsPronoun says whether a key is that of a pronoun.
func IsPronoun(key string) bool { return listed()[key] == tagPron }
