package text

import "testing"

func TestVerb(t *testing.T) {
	tests := []struct {
		word, lemma string
		forms       VerbForm
	}{
		{"attack", "attack", VerbBase}, {"attacks", "attack", VerbS}, {"attacked", "attack", VerbPast | VerbPart}, {"attacking", "attack", VerbIng},
		{"struck", "strike", VerbPast | VerbPart}, {"fell", "fall", VerbPast}, {"fallen", "fall", VerbPart}, {"hit", "hit", VerbBase | VerbPast | VerbPart},
		{"kidnapped", "kidnap", VerbPast | VerbPart}, {"denies", "deny", VerbS}, {"denied", "deny", VerbPast | VerbPart}, {"fleeing", "flee", VerbIng},
		{"died", "die", VerbPast | VerbPart}, {"dying", "die", VerbIng}, {"criticized", "criticise", VerbPast | VerbPart}, {"signaled", "signal", VerbPast | VerbPart},
		{"signalling", "signal", VerbIng}, {"table", "", 0}, {"was", "", 0}, {"would", "", 0},
	}
	for _, tt := range tests {
		if lemma, forms := Verb(tt.word); lemma != tt.lemma || forms != tt.forms {
			t.Errorf("Verb(%q) = %q, %b; want %q, %b", tt.word, lemma, forms, tt.lemma, tt.forms)
		}
	}
}
