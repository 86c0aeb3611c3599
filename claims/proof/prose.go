package proof

import (
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// checkProse holds a writer's sentence to what the evidence says happened, and
// wants a statement to be told as somebody's.
func (s *scene) checkProse(sentence string) *Problem {
	if s.claim.Kind == claims.KindStatement && !s.namesSpeaker(sentence) {
		return &Problem{BadSpeaker, "what somebody said is told as a fact"}
	}
	return s.check(sentence)
}

// namesSpeaker says whether the sentence has a word of those who are said to
// say it. Where the evidence calls them "he" alone there is no such word to ask
// for.
func (s *scene) namesSpeaker(sentence string) bool {
	if len(s.speaker) == 0 {
		return true
	}
	for _, term := range text.Terms(sentence) {
		if s.speaker[term] {
			return true
		}
	}
	return false
}
