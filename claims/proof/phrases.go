package proof

import (
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims/proof/grammar"
)

// checkPhrases wants each noun phrase of a sentence to stand in the evidence as
// it does there: behind the same preposition, with the same owner, adjectives,
// number and "all", "no" or "few".
func (s *scene) checkPhrases(told *grammar.Sentence) *Problem {
	for i := range told.Phrases {
		p := &told.Phrases[i]
		if len(p.Heads) == 0 || s.isVoice(told, p) {
			continue
		}
		known, fits := false, false
		s.eachPhrase(func(f *grammar.Phrase, in *grammar.Sentence) bool {
			if !s.sameThing(p, f) {
				return true
			}
			known = true
			fits = s.standsSo(p, f, in)
			return !fits
		})
		if (known && !fits || !known && p.Named && !s.isKnown(p)) && !s.standsWithPronoun(told, p) {
			return &Problem{TextUnsupported, "stands otherwise: " + told.Words[p.Start:p.End]}
		}
	}
	return nil
}

// eachPhrase calls do for each phrase of the evidence until it says no.
func (s *scene) eachPhrase(do func(*grammar.Phrase, *grammar.Sentence) bool) {
	for _, span := range s.evidence {
		for i := range span {
			for j := range span[i].Phrases {
				if !do(&span[i].Phrases[j], &span[i]) {
					return
				}
			}
		}
	}
}

// sameThing says whether two phrases can name the same: they share what they
// name, or the evidence has a pronoun or another word for the speaker.
func (s *scene) sameThing(p, f *grammar.Phrase) bool {
	return slices.Contains(f.Heads, head(p)) || s.speaker[head(p)] && (f.Pronoun != "" || s.speaker[head(f)])
}

func head(p *grammar.Phrase) string {
	if len(p.Heads) == 0 {
		return ""
	}
	return p.Heads[len(p.Heads)-1]
}

// isVoice says whether a phrase only names the speaker, whom other checks hold
// to the article.
func (s *scene) isVoice(told *grammar.Sentence, p *grammar.Phrase) bool {
	if !s.speaker[head(p)] {
		return false
	}
	for i := range told.Predicates {
		if v := &told.Predicates[i]; v.Speech && slices.Contains(v.Agent, p) {
			return true
		}
	}
	return false
}

// standsWithPronoun says whether the words of a phrase stand in the evidence
// one by one, with a pronoun where they name the speaker.
func (s *scene) standsWithPronoun(told *grammar.Sentence, p *grammar.Phrase) bool {
	for _, span := range s.evidence {
		for i := range span {
			if told.StandsIn(p, &span[i], s.speaker) {
				return true
			}
		}
	}
	return false
}

// isKnown says whether a name that the evidence has nowhere as a phrase was
// checked as a detail: the speaker's, a place.
func (s *scene) isKnown(p *grammar.Phrase) bool {
	return s.speaker[head(p)] || s.places[head(p)]
}

// standsSo says whether p stands as f does.
func (s *scene) standsSo(p, f *grammar.Phrase, in *grammar.Sentence) bool {
	return s.prepFits(p, f) && s.modsFit(p, f, in) && quantityFits(p.Quantity, f.Quantity) && s.countsFit(p, f)
}

// prepFits compares the prepositions before two phrases. The sides of a verb
// are compared elsewhere.
func (s *scene) prepFits(p, f *grammar.Phrase) bool {
	switch {
	case p.Prep == f.Prep, p.Prep == "", alike(p.Prep, f.Prep):
		return true
	case locative(p.Prep) && s.places[head(p)]:
		return true
	case p.Prep == "by" || p.Prep == "of" || p.Prep == "in" || p.Prep == "on" || p.Prep == "against":
		return f.Prep == "" // a side of a verb that another word tells
	}
	return false
}

// alike says whether two prepositions can tell the same.
func alike(a, b string) bool {
	for _, group := range prepositions {
		if slices.Contains(group, a) && slices.Contains(group, b) {
			return true
		}
	}
	return false
}

var prepositions = [][]string{
	{"in", "at", "on", "near", "inside", "within", "around", "across", "throughout", "over", "of"},
	{"about", "on", "over", "of", "regarding", "concerning"},
	{"to", "into", "toward", "towards", "onto", "upon"},
	{"during", "in", "throughout", "amid"},
	{"including", "like", "among", "with"},
	{"from", "off", "of"},
	{"with", "alongside", "and"},
	{"by", "from", "of"},
	{"as", "like"},
}

func locative(prep string) bool {
	switch prep {
	case "in", "at", "on", "near", "inside", "outside", "around", "across", "over", "of":
		return true
	}
	return false
}

// modsFit wants each owner and adjective of p to be one of f, or to hang on f
// by "of" or "from", or to be the speaker's.
func (s *scene) modsFit(p, f *grammar.Phrase, in *grammar.Sentence) bool {
	for _, m := range p.Mods {
		owner := slices.Contains(p.Owners, m)
		switch {
		case slices.Contains(f.Mods, m) && (!owner || slices.Contains(f.Owners, m) || f.Named), slices.Contains(f.Heads, m):
		case owner && f.Whose != "", s.speaker[m] && (f.Whose != "" || f.Pronoun != "" || s.speaker[head(p)]):
		case hangsOn(m, f, in):
		default:
			return false
		}
	}
	return true
}

// hangsOn says whether a word stands in a phrase that "of" or the like joins to
// f: "the minister of Tarvonia", or beside it in apposition.
func hangsOn(m string, f *grammar.Phrase, in *grammar.Sentence) bool {
	for i := range in.Phrases {
		if &in.Phrases[i] != f {
			continue
		}
		for _, g := range []int{i - 1, i + 1, i + 2} {
			if g < 0 || g >= len(in.Phrases) {
				continue
			}
			o := &in.Phrases[g]
			near := strings.TrimSpace(in.Words[min(f.End, o.End):max(f.Start, o.Start)])
			apposed := near == ","
			if (o.Prep == "of" || o.Prep == "from" || o.Prep == "by" || o.Prep == "in" || apposed) && (slices.Contains(o.Heads, m) || slices.Contains(o.Mods, m)) {
				return true
			}
		}
	}
	return false
}

// quantityFits compares "all", "no", "few" and the like: none may be added,
// and of those that take something back none may be left out.
func quantityFits(told, has string) bool {
	if told == has {
		return true
	}
	if told != "" && told != "any" {
		return false
	}
	switch has {
	case "no", "neither", "few", "fewer", "less", "half":
		return false
	}
	return true
}

// countsFit wants each number of p to stand in f, or to be the claim's figure.
func (s *scene) countsFit(p, f *grammar.Phrase) bool {
	for _, n := range p.Counts {
		same := func(m grammar.Count) bool {
			return m.Written == n.Written || m.Min == n.Min && m.Qualifier == n.Qualifier || m.Max != nil && n.Max != nil && *m.Max == *n.Max
		}
		if !slices.ContainsFunc(f.Counts, same) && !s.isFigure(n) {
			return false
		}
	}
	return true
}

// isFigure says whether a number is a bound of the claim's figure.
func (s *scene) isFigure(n grammar.Count) bool {
	f := s.claim.Casualty
	return f != nil && (n.Min == f.Min || n.Max != nil && f.Max != nil && *n.Max == *f.Max)
}
