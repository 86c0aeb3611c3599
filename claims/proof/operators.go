package proof

import (
	"slices"

	"github.com/claimbot/claimbot/claims/proof/grammar"
)

// checkOperators wants each "only", "before" or "against" of what is told to
// stand in the evidence by the same words, and none that takes something back
// to be left out.
func (s *scene) checkOperators(told []grammar.Sentence) *Problem {
	said, has := operatorsOf(told), s.operators()
	for _, o := range said {
		if !slices.ContainsFunc(has, func(e grammar.Operator) bool { return o.Word == e.Word && s.besideSame(o, e) }) {
			return &Problem{TextUnsupported, "added: " + o.Word}
		}
	}
	for _, e := range has {
		if !e.Limits() || len(e.Behind) == 0 || slices.ContainsFunc(said, func(o grammar.Operator) bool { return o.Word == e.Word }) {
			continue
		}
		if slices.ContainsFunc(told, func(t grammar.Sentence) bool { return t.Has(e.Behind[:min(len(e.Behind), 2)]) }) {
			return &Problem{TextUnsupported, "leaves out: " + e.Word}
		}
	}
	return nil
}

func operatorsOf(sentences []grammar.Sentence) []grammar.Operator {
	out := []grammar.Operator{}
	for i := range sentences {
		out = append(out, sentences[i].Operators()...)
	}
	return out
}

// operators gives those of the evidence.
func (s *scene) operators() []grammar.Operator {
	if s.ops == nil {
		s.ops = operatorsOf(slices.Concat(s.evidence...))
	}
	return s.ops
}

// besideSame says whether two operators stand beside the same words: the next
// one behind, or the one before where nothing is behind. A name may stand for
// a pronoun.
func (s *scene) besideSame(o, e grammar.Operator) bool {
	if len(o.Behind) == 0 || len(e.Behind) == 0 {
		return o.Before == e.Before || len(o.Behind) == len(e.Behind)
	}
	behind := o.Behind
	if s.speaker[behind[0]] && len(behind) > 1 && slices.ContainsFunc(e.Behind, grammar.IsPronoun) {
		behind = behind[1:]
	}
	return slices.Contains(e.Behind, behind[0]) || slices.Contains(behind, e.Behind[0])
}
