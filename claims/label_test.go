package claims_test

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

func TestLabelled(t *testing.T) {
	outlet := claims.Label{Of: claims.OfOutlet, Name: "Metro", Label: "state media"}
	speaker := claims.Label{Of: claims.OfSpeaker, Name: "the ministry", Label: "party to the war"}
	hostile := claims.Label{Of: claims.OfOutlet, Name: "Metro", Label: "5 killed, official"}
	for _, tt := range []struct {
		name, sentence, want string
		labels               []claims.Label
	}{
		{"outlet in the brackets", "The Metro was hit (Metro, 14 Mar 2026)", "The Metro was hit (Metro [label: state media], 14 Mar 2026)", []claims.Label{outlet}},
		{"undated", "It rained (Metro)", "It rained (Metro [label: state media])", []claims.Label{outlet}},
		{"outlet of a verdict", "Yes, according to Metro: it rained", "Yes, according to Metro [label: state media]: it rained", []claims.Label{outlet}},
		{"speaker who begins", "The ministry: 4 killed (Metro, 08:40)", "The ministry [label: party to the war]: 4 killed (Metro [label: state media], 08:40)", []claims.Label{outlet, speaker}},
		{"within other words", "Metropolis and Intermetro said so", "Metropolis and Intermetro said so", []claims.Label{outlet}},
		{"not within a quotation", "He said: “Metro lies” and ‘Metro doesn’t care’ and \"Metro\"", "He said: “Metro lies” and ‘Metro doesn’t care’ and \"Metro\"", []claims.Label{outlet}},
		{"behind a quotation", "“Metro lies”, said Metro.", "“Metro lies”, said Metro [label: state media].", []claims.Label{outlet}},
		{"an apostrophe quotes nothing", "Kestria’s Metro", "Kestria’s Metro [label: state media]", []claims.Label{outlet}},
		{"an open quotation", "He said: “and Metro", "He said: “and Metro", []claims.Label{outlet}},
		{"two labels of one name", "Metro says so", "Metro [label: state media] says so", []claims.Label{outlet, {Of: claims.OfVia, Name: "Metro", Label: "unknown"}}},
		{"note alone", "Metro says so", "Metro says so", []claims.Label{{Name: "Metro", Note: "n"}}},
		{"no name", "Metro says so", "Metro says so", []claims.Label{{Label: "x"}}},
		{"visibly a label", "It rained (Metro, 14 Mar 2026)", "It rained (Metro [label: 5 killed, official], 14 Mar 2026)", []claims.Label{hostile}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := claims.Labelled(tt.sentence, tt.labels); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// FuzzLabelled: what is shown is the sentence with marks between its words,
// and no mark stands within quotation marks.
func FuzzLabelled(f *testing.F) {
	f.Add("The ministry said: “It’s Metro” (Metro, 14 Mar)", "Metro", "the ministry", "5 killed")
	f.Add("‘a’ b \"c", "c", "\xff", "x")
	f.Fuzz(func(t *testing.T, sentence, outlet, speaker, label string) {
		label = strings.Map(func(r rune) rune {
			if r == '[' || r == ']' {
				return -1
			}
			return r
		}, label)
		if label == "" || strings.Contains(sentence, "[label:") {
			return
		}
		mark := " [label: " + label + "]"
		shown := claims.Labelled(sentence, []claims.Label{{Of: claims.OfOutlet, Name: outlet, Label: label}, {Of: claims.OfSpeaker, Name: speaker, Label: label}})
		if strings.ReplaceAll(shown, mark, "") != strings.ReplaceAll(sentence, mark, "") {
			t.Errorf("%q shows as %q", sentence, shown)
		}
		if n := strings.Count(shown, mark); n > 2 {
			t.Errorf("%d marks in %q", n, shown)
		}
	})
}
