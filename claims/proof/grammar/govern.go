package grammar

import (
	"strings"
	"sync"

	"github.com/claimbot/claimbot/claims/text"
)

var (
	say    = key("say")
	accord = key("accord")
)

func key(w string) string { return text.Meaning(text.Stem(text.Canonical(w))) }

// keySet makes a set of the keys of a list.
func keySet(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for w := range strings.FieldsSeq(list) {
			m[key(w)] = true
		}
		return m
	})
}

// plainSpeech says no more than that something was said; any of these may
// stand for another.
var plainSpeech = keySet(`say tell add report announce state note explain write reply respond declare remark comment recall quote cite describe mention continue accord stress emphasise insist argue maintain reiterate repeat observe point inform brief post tweet conclude`)

// invertible are verbs of speech before which what is said often stands, with
// the speaker behind: they take no object.
var invertible = keySet(`say add note explain write reply respond remark comment recall observe insist argue maintain claim warn admit concede acknowledge declare stress caution continue conclude predict`)

// asking are verbs behind which "if" means "whether".
var asking = keySet(`ask wonder question know see decide say tell inquire determine learn doubt check consider explain understand`)

// contentNouns are nouns behind which "that" begins what they hold.
var contentNouns = keySet(`report claim allegation accusation rumour suggestion idea notion belief evidence sign hope fear warning denial statement news fact possibility chance risk likelihood doubt suspicion speculation assertion condition demand proposal promise pledge threat prediction`)

// colouredSpeech says more: that it was denied, threatened, believed.
var colouredSpeech = keySet(`deny claim warn threaten promise pledge vow swear predict expect believe think hope fear suspect allege suggest propose demand urge call ask doubt dispute reject dismiss rule refute question accuse admit concede acknowledge confirm
	confess reveal disclose estimate assume imagine pretend speculate hint imply indicate signal complain worry wonder forecast anticipate consider feel know find understand learn hear see show prove assert contend caution plead beg appeal joke quip complain advise recommend order request insist decide guess fancy`)

func isSpeech(key string) bool { return plainSpeech()[key] || colouredSpeech()[key] }

// factual are verbs before an infinitive that say it came to pass.
var factual = keySet(`manage begin start continue keep go come proceed help force use happen serve rush move return`)

// isUnaccusative says whether the subject of a verb is the one to whom it
// happens: "five people died" is "killed five people".
func isUnaccusative(g *group) bool {
	switch strings.ToLower(g.low) {
	case "die", "dies", "died", "dying", "perish", "perished", "disappear", "disappeared", "vanished":
		return true
	}
	return false
}

// govern notes what predicate n hangs on: the verb or noun before its "to",
// the verb of speech before or behind its clause, and an "if" or "whether".
func (s *Sentence) govern(n int) {
	p := &s.Predicates[n]
	if s.groupOf(p).infinitive {
		s.governInfinitive(p)
		return
	}
	if p.inverted || p.Speech && s.standsBehind(p) {
		return
	}
	for i := p.elem - 1; i >= 0; i-- {
		switch e := s.elems[i]; e.kind {
		case tagSub:
			if s.asks(i) {
				p.Put |= Asked
			}
			if e.low != "so" {
				return
			}
		case tagVerb:
			if i == p.elem-1 && s.groupOf(p).ing && s.groupOf(p).bare { // "denied shelling"
				if !factual()[e.verb.key] {
					p.Governors = append(p.Governors, e.verb.key)
				}
				return
			}
			if isSpeech(e.verb.key) && s.opensContent(i, p.elem) {
				s.governedBy(p, i)
				return
			}
		case tagPrep:
			if i == p.elem-1 && (e.low == "without" || e.low == "from" || e.low == "against") && s.groupOf(p).ing {
				p.Governors = append(p.Governors, e.low)
			}
			if i == p.elem-1 && s.groupOf(p).ing && e.low != "by" {
				for j := i - 1; j >= 0 && (s.elems[j].kind == tagNoun || s.elems[j].kind == tagVerb); j-- {
					if v := s.elems[j].verb; v != nil {
						if !v.be {
							p.Governors = append(p.Governors, v.key)
						}
						break
					}
				}
			}
		case tagBut, tagAnd: // "he claims he knew nothing, but we know"
			if i < p.elem-1 && (e.kind == tagBut || s.at(i-1).kind == tagComma) && s.at(i+1).kind == tagNoun {
				p.Loose = true
			}
		case tagWh:
			if prev := s.at(i - 1); prev.kind == tagNoun && !(e.low == "that" && s.holdsContent(i-1)) {
				return // of a relative clause
			} else if prev.kind == tagNoun && prev.phrase.Prep == "" && contentNouns()[prev.phrase.head()] {
				p.Governors = append(p.Governors, prev.phrase.head())
			}
		case tagStop:
			if e.low != ":" {
				i = -1
			}
		}
	}
	s.governedFromBehind(p)
}

// asks says whether the conjunction at element i begins a question that is
// told: "asked whether", "did not say if".
func (s *Sentence) asks(i int) bool {
	e, prev := s.elems[i], s.at(i-1)
	return e.low == "whether" || e.low == "if" && prev.kind == tagVerb && asking()[prev.verb.key]
}

// holdsContent says whether "that" behind the phrase at element i begins what
// is said: "told reporters that", "denied reports that".
func (s *Sentence) holdsContent(i int) bool {
	if contentNouns()[s.elems[i].phrase.head()] {
		return true
	}
	prev := s.at(i - 1)
	return prev.kind == tagVerb && isSpeech(prev.verb.key) && s.elems[i].phrase.Prep == ""
}

func (p *Phrase) head() string {
	if len(p.Heads) == 0 {
		return ""
	}
	return p.Heads[len(p.Heads)-1]
}

// opensContent says whether what the verb of speech at element i says goes on
// to element j: behind "that", a colon or a quotation mark, or bare.
func (s *Sentence) opensContent(i, j int) bool {
	k := i + 1
	for ; k < j; k++ {
		e := s.elems[k]
		if e.kind == tagWh && e.low == "that" || e.low == opens || e.low == ":" || e.kind == tagNoun && e.phrase.Prep == "" && s.beginsClause(k) {
			break
		}
		if e.kind != tagNoun {
			return false
		}
	}
	for ; k < j; k++ {
		if e := s.elems[k]; e.kind == tagStop && e.low != ":" || e.kind == tagVerb && e.verb.key == accord {
			return false
		}
	}
	return true
}

func (s *Sentence) governedBy(p *Predicate, i int) {
	v := s.elems[i].verb
	if !plainSpeech()[v.key] {
		p.Governors = append(p.Governors, v.key)
	}
	if v.put&Negated != 0 && v.key != say {
		p.Governors = append(p.Governors, "not")
	}
}

// governedFromBehind looks for a verb of speech behind the clause: "…, he
// claimed".
func (s *Sentence) governedFromBehind(p *Predicate) {
	for n := range s.Predicates {
		v := &s.Predicates[n]
		if v.elem <= p.elem || !v.Speech || s.groupOf(v).passive || s.groupOf(v).infinitive {
			continue
		}
		if v.inverted || s.standsBehind(v) {
			s.governedBy(p, v.elem)
			return
		}
	}
}

// standsBehind says whether a verb of speech ends its sentence with its
// subject: "…, the mayor claimed."
func (s *Sentence) standsBehind(v *Predicate) bool {
	if k := s.at(v.elem + 1).kind; k != tagStop && k != tagComma && k != tagNoun {
		return false
	}
	if e := s.at(v.elem + 1); e.kind == tagNoun && e.phrase.Prep == "" {
		return false
	}
	i := v.elem - 1
	for i >= 0 && s.elems[i].kind == tagNoun {
		i--
	}
	return i >= 0 && i < v.elem-1 && (s.elems[i].kind == tagComma || s.elems[i].kind == tagQuote)
}

// governInfinitive notes the verb, noun or adjective before "to".
func (s *Sentence) governInfinitive(p *Predicate) {
	for i := p.elem - 1; i >= 0; i-- {
		switch e := s.elems[i]; e.kind {
		case tagNoun:
			if i == p.elem-1 && len(e.phrase.Heads) > 0 && !e.phrase.Named {
				p.Governors = append(p.Governors, e.phrase.Heads[len(e.phrase.Heads)-1])
			}
		case tagVerb:
			if !factual()[e.verb.key] && !e.verb.be {
				p.Governors = append(p.Governors, e.verb.key)
			}
			if e.verb.put&Negated != 0 {
				p.Governors = append(p.Governors, "not")
			}
			p.Put |= e.verb.put &^ Negated
			return
		case tagSub:
			if e.low == "whether" {
				p.Put |= Asked
			}
		case tagComma, tagQuote, tagAnd:
		default:
			return
		}
	}
}

// condition marks every predicate of a stretch between full stops in which
// something hangs on an "if": neither side is then said outright. What is only
// added of something ("which …", ", but …") is a stretch of its own.
func (s *Sentence) condition() {
	begin := 0
	for i := 0; i <= len(s.elems); i++ {
		e := s.at(i)
		ends := i == len(s.elems) || e.kind == tagStop && e.low != ":" || e.kind == tagBut && s.at(i+1).kind != tagSub || e.kind == tagWh && e.low == "which" && s.at(i-1).kind == tagComma
		if !ends {
			continue
		}
		put := Put(0)
		if s.conditional(begin, i) {
			put = Conditional
		}
		s.mark(begin, i, put)
		if e.low == "?" {
			s.mark(max(begin, s.quoteBefore(i)), i, Asked)
		}
		begin = i + 1
	}
}

// mark adds to how the predicates of elements [from,to) are put.
func (s *Sentence) mark(from, to int, put Put) {
	for n := range s.Predicates {
		if p := &s.Predicates[n]; put != 0 && p.elem >= from && p.elem < to && !plainSpeech()[p.Key] {
			p.Put |= put
		}
	}
}

// quoteBefore gives the last quotation mark or colon before element i, where
// what is asked begins.
func (s *Sentence) quoteBefore(i int) int {
	for i--; i > 0 && s.elems[i].kind != tagQuote && s.elems[i].low != ":"; i-- {
	}
	return i
}

// isPhraseOnly says whether "if" hangs on nothing: "if anything,".
func (s *Sentence) isPhraseOnly(i int) bool {
	next := s.at(i + 1)
	return next.kind == tagNoun && next.phrase.Pronoun != "" && s.at(i+2).kind == tagComma
}

func (s *Sentence) conditional(from, to int) bool {
	for i := from; i < to; i++ {
		e := s.elems[i]
		if e.kind == tagSub && (e.low == "unless" || e.low == "provided" || e.low == "providing" || e.low == "lest" || e.low == "if" && !s.asks(i) && !s.isPhraseOnly(i)) {
			return true
		}
	}
	return false
}
