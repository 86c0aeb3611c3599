package proof_test

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// evidence lets the sample's casualty and position through the gate.
func evidence(t *testing.T) (casualtyID, truceID string, retrieved []proof.Retrieved) {
	t.Helper()
	truce := claims.Claim{
		Kind: claims.KindCeasefire, Modality: claims.Asserted, Confidence: 0.8,
		Text: "Tarvonia has not yet accepted the 30-day truce.", Quote: "Tarvonia has not yet accepted the 30-day truce.",
		Ceasefire: &claims.Ceasefire{Act: claims.Undecided, Party: "Tarvonia"},
	}
	accepted, rejected := proof.NewGate("local").Check(article(), "2025-03-13", []claims.Claim{casualty(nil), truce})
	if len(accepted) != 2 {
		t.Fatalf("rejected: %+v", rejected)
	}
	for _, c := range accepted {
		retrieved = append(retrieved, proof.Retrieved{Claim: c, Article: article().Head()})
	}
	return accepted[0].Claim().ID, accepted[1].Claim().ID, retrieved
}

func TestVerify(t *testing.T) {
	hurt, truce, retrieved := evidence(t)
	tests := []struct {
		name, sentence string
		cites          []string
		good           bool
	}{
		{"Figure", "5 injured in Port Ersel (Ersel Post, 13 Mar 2025)", []string{hurt}, true},
		{"Synonym", "Five people were hurt in Port Ersel.", []string{hurt}, true},
		{"Position", "Not according to the articles loaded here: Tarvonia has not yet accepted the 30-day truce.", []string{truce}, true},
		{"NothingCited", "5 injured in Port Ersel", nil, false},
		{"CitesUnknown", "5 injured in Port Ersel", []string{"c0000"}, false},
		{"CitesTheOther", "5 injured in Port Ersel", []string{truce}, false},
		{"Digit", "6 injured in Port Ersel", []string{hurt}, false},
		{"Outcome", "5 killed in Port Ersel", []string{hurt}, false},
		{"Name", "5 injured in Halvick", []string{hurt}, false},
		{"Date", "5 injured in Port Ersel (Ersel Post, 14 Mar 2025)", []string{hurt}, false},
		{"QuotedWords", "Ines Halvorsen: “five others were killed”", []string{hurt}, false},
		{"NegationDropped", "Tarvonia has accepted the 30-day truce.", []string{truce}, false},
		{"Turned", "Tarvonia rejected the 30-day truce.", []string{truce}, false},
		{"Added", "5 injured in Port Ersel, which shocked everyone", []string{hurt}, false},
		{"NegationAdded", "Not five were injured in Port Ersel.", []string{hurt}, false},
		{"BoundAdded", "More than 5 injured in Port Ersel", []string{hurt}, false},
		{"ReportDayForEventDay", "5 injured in Port Ersel on 13 Mar 2025", []string{hurt}, false},
		{"MixesTwoClaims", "5 injured in Port Ersel by Tarvonia", []string{hurt, truce}, false},
		{"Empty", " ", []string{hurt}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			draft := proof.Draft{Answer: claims.Answer{Question: "?", Sentences: []claims.Sentence{{Text: tt.sentence, Citations: tt.cites}}}, Retrieved: retrieved}
			answer, fallen, ok := proof.Verify(draft)
			if ok != tt.good {
				t.Fatalf("ok = %v, fallen %+v", ok, fallen)
			}
			if v := answer.Answer(); ok && (v.Answer != tt.sentence || len(v.Evidence) != 1 || v.Evidence[0].ID != tt.cites[0]) {
				t.Errorf("answer %+v", v)
			}
		})
	}
}

func TestVerifyKeepsWhatHolds(t *testing.T) {
	hurt, truce, retrieved := evidence(t)
	draft := proof.Draft{Retrieved: retrieved, Answer: claims.Answer{
		Sentences: []claims.Sentence{
			{Text: "5 injured in Port Ersel", Citations: []string{hurt}},
			{Text: "50 injured in Port Ersel", Citations: []string{hurt}},
		},
		Conflicts: []claims.Conflict{{About: "injured", Sides: []claims.Side{
			{Text: "5 injured", Citations: []string{hurt}}, {Text: "7 injured", Citations: []string{truce}},
		}}},
	}}
	answer, fallen, ok := proof.Verify(draft)
	v := answer.Answer()
	if !ok || len(v.Sentences) != 1 || len(fallen) != 1 || fallen[0].Problem.Reason != proof.BadNumber {
		t.Fatalf("sentences %+v, fallen %+v", v.Sentences, fallen)
	}
	if len(v.Conflicts) != 0 {
		t.Errorf("a conflict with one side left was shown: %+v", v.Conflicts)
	}
}

func TestRefuse(t *testing.T) {
	_, _, retrieved := evidence(t)
	v := proof.Refuse(proof.Draft{Answer: claims.Answer{Question: "?", Sentences: []claims.Sentence{{Text: "unchecked"}}}}, "Nobody says.", retrieved[:1]).Answer()
	if !v.Refused || v.Answer != "Nobody says." || len(v.Sentences) != 0 || len(v.Nearest) != 1 {
		t.Errorf("refusal %+v", v)
	}
}

// FuzzVerify lets any sentence cite good claims: what is accepted has no
// number that the evidence has not.
func FuzzVerify(f *testing.F) {
	for _, s := range []string{"5 injured in Port Ersel", "“five others were injured”", "47 injured", "5 injured on 13 Mar 2025", "'We will' 5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, sentence string) {
		hurt, truce, retrieved := evidence(t)
		draft := proof.Draft{Answer: claims.Answer{Sentences: []claims.Sentence{{Text: sentence, Citations: []string{hurt, truce}}}}, Retrieved: retrieved}
		if _, _, ok := proof.Verify(draft); !ok {
			return
		}
		for _, digits := range strings.FieldsFunc(sentence, func(r rune) bool { return r < '0' || r > '9' }) {
			switch strings.TrimLeft(digits, "0") {
			case "", "5", "47", "30", "1", "13", "3", "03", "2025", "11":
			default:
				t.Errorf("accepted %q with the number %s", sentence, digits)
			}
		}
	})
}
