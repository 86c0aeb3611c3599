package grammar

import "github.com/claimbot/claimbot/claims/text"

// group is a verb with what stands before it: "has not yet been seen".
type group struct {
	first, last int // words [first,last)
	start       int // of the verb in the sentence
	key         string
	low         string
	forms       text.VerbForm
	put         Put
	infinitive  bool // "to" stands before it
	passive     bool // "be" does
	bare        bool // nothing does
	ing         bool
	be          bool // a mere "be"
}

// groupAt reads the verb group at word i; n is how many words it takes. It is
// nil where the words are no group, as a stray "not".
func (s *Sentence) groupAt(i int) (*group, int) {
	g := &group{first: i, bare: true}
	be := false
	for j := i; j < len(s.words); j++ {
		w := s.words[j]
		switch w.tag {
		case tagTo:
			if j > i { // "is to meet", "has to meet"
				return s.toMeet(g, i, j, be)
			}
			g.infinitive = true
		case tagModal:
			g.put |= modal(w.low)
			g.bare = false
		case tagNot:
			g.put ^= Negated
			if w.low == "cannot" {
				g.put |= Possible
			}
		case tagBe:
			be, g.bare = true, false
			g.be = true
		case tagHave, tagDo:
			be, g.bare = false, false
			g.be = false
		case tagAdv:
			g.put |= hedge(w.low)
		case tagVerb:
			return s.withVerb(g, j, be), j + 1 - i
		default:
			return s.withoutVerb(g, i, j, be)
		}
	}
	return s.withoutVerb(g, i, len(s.words), be)
}

// withVerb makes the group one of the verb at word j.
func (s *Sentence) withVerb(g *group, j int, be bool) *group {
	w := s.words[j]
	g.last, g.start, g.low, g.forms = j+1, w.start, w.low, w.forms
	g.key = w.keys[len(w.keys)-1]
	if w.lemma != "" {
		g.key = text.Meaning(text.Stem(text.Canonical(w.lemma)))
	}
	g.ing = w.forms&text.VerbIng != 0
	g.passive = be && !g.ing && w.forms&text.VerbPart != 0
	g.be = false
	return g
}

// withoutVerb makes words [i,j) a group of "be", "have" or "do" alone, or none.
func (s *Sentence) withoutVerb(g *group, i, j int, be bool) (*group, int) {
	n := max(j-i, 1)
	auxiliary := false
	for _, w := range s.words[i:j] {
		auxiliary = auxiliary || w.tag == tagBe || w.tag == tagHave || w.tag == tagDo
	}
	if !auxiliary {
		return nil, n
	}
	g.last, g.start = j, s.words[i].start
	g.key = "have"
	if be {
		g.key = "be"
	}
	return g, n
}

// toMeet reads "is to meet" and "has to meet", whose verb is the last one.
func (s *Sentence) toMeet(g *group, i, j int, be bool) (*group, int) {
	if prev := s.words[j-1]; prev.tag == tagAdv && prev.low != "yet" && prev.low != "still" && prev.low != "also" {
		return s.withoutVerb(g, i, j, be)
	}
	switch {
	case be:
		g.put |= Future
	case s.words[j-1].tag == tagHave || s.words[j-1].tag == tagAdv:
		g.put |= Due
	default:
		return s.withoutVerb(g, i, j, be)
	}
	for k := i; k < j; k++ {
		if s.words[k].low == "yet" { // "has yet to accept"
			g.put = g.put&^(Future|Due) ^ Negated
		}
	}
	rest, n := s.groupAt(j)
	if rest == nil {
		return s.withoutVerb(g, i, j, be)
	}
	rest.put |= g.put
	rest.first, rest.infinitive, rest.bare = i, false, false
	return rest, n + j - i
}

func modal(w string) Put {
	switch w {
	case "will", "would", "shall", "'ll", "'d":
		return Future
	case "should", "must", "ought":
		return Due
	}
	return Possible
}

// hedge gives how an adverb takes back what its verb says.
func hedge(w string) Put {
	switch w {
	case "allegedly", "reportedly", "apparently", "probably", "possibly", "perhaps", "presumably", "supposedly", "purportedly", "maybe", "nearly", "almost", "potentially", "ostensibly", "seemingly":
		return Hedged
	case "hardly", "barely", "scarcely", "rarely", "seldom":
		return Hedged
	}
	return 0
}
