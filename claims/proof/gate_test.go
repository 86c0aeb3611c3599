package proof_test

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

const sample = `Shells fell on Port Ersel before dawn on Tuesday – a 47-year-old woman was killed and five others were injured, the mayor, Ines Halvorsen, said.

‘We will rebuild every street,’ Halvorsen said.

Tarvonia has not yet accepted the 30-day truce. Its foreign minister, Goran Selimek, denied that troops had crossed the river.`

func article() claims.Article {
	a := claims.Article{ID: "a1", Text: sample, PublishedAt: "2025-03-13", Outlet: "Ersel Post"}
	a.Identify()
	return a
}

// casualty is a good claim of the sample; tests bend it.
func casualty(change func(*claims.Claim)) claims.Claim {
	quote := "a 47-year-old woman was killed and five others were injured"
	c := claims.Claim{
		Kind: claims.KindCasualty, Modality: claims.Asserted, Confidence: 0.9,
		Text: "Five people were injured in Port Ersel, Ines Halvorsen said.", Quote: quote,
		Start: strings.Index(sample, quote), End: strings.Index(sample, quote) + len(quote),
		Casualty: &claims.Casualty{Outcome: claims.Injured, Figure: claims.ExactFigure(5)},
		Where:    []claims.Place{{Name: "Port Ersel", Span: spanOf("Port Ersel")}},
		Speaker:  &claims.Speaker{Name: "Ines Halvorsen", Role: "mayor", Type: claims.SpeakerPerson},
		Attribution: &claims.Attribution{
			Source: ptr(spanOf("the mayor, Ines Halvorsen,")), Cue: ptr(spanOf("said")), Content: &claims.Content{Span: spanOf(quote)},
		},
	}
	if change != nil {
		change(&c)
	}
	return c
}

func spanOf(words string) claims.Span {
	i := strings.Index(sample, words)
	return claims.Span{Text: words, Start: i, End: i + len(words)}
}

func ptr[T any](v T) *T { return &v }

func TestGateRejects(t *testing.T) {
	six := 6
	tests := []struct {
		name   string
		change func(*claims.Claim)
		want   proof.Reason // "" is accepted
	}{
		{"AsItIs", nil, ""},
		{"QuoteInvented", func(c *claims.Claim) { c.Quote = "a 47-year-old man was killed" }, proof.QuoteNotFound},
		{"QuoteTypesetOtherwise", func(c *claims.Claim) {
			c.Quote, c.Start, c.End = "dawn on Tuesday - a 47-year-old  woman was killed and five others were injured", 0, 0
		}, ""},
		{"QuoteCutInsideWord", func(c *claims.Claim) { c.Quote, c.Start, c.End = "ive others were injured", 0, 0 }, proof.QuoteNotFound},
		{"DigitChanged", func(c *claims.Claim) { c.Casualty.Figure = claims.ExactFigure(6) }, proof.BadNumber},
		{"UpperBoundInvented", func(c *claims.Claim) { c.Casualty.Max = &six }, proof.BadNumber},
		{"TextWithOtherNumber", func(c *claims.Claim) { c.Text = "Six people were injured in Port Ersel." }, proof.BadNumber},
		{"TextSwapsOutcomes", func(c *claims.Claim) { c.Text = "1 was injured in Port Ersel." }, proof.TextUnsupported},
		{"TextAddsAdjective", func(c *claims.Claim) { c.Text = "Five innocent people were injured in Port Ersel." }, proof.TextUnsupported},
		{"TextNamesOther", func(c *claims.Claim) { c.Text = "Five people were injured in Port Ersel, Mila Dorn said." }, proof.TextUnsupported},
		{"TextQuotesOtherWords", func(c *claims.Claim) { c.Text = "Ines Halvorsen said five were “injured badly”." }, proof.TextUnsupported},
		{"SpeakerInvented", func(c *claims.Claim) { c.Speaker.Name = "Mila Dorn" }, proof.BadSpeaker},
		{"SpeakerOfAnotherClaim", func(c *claims.Claim) { c.Speaker.Name = "Goran Selimek" }, proof.BadSpeaker},
		{"RoleInvented", func(c *claims.Claim) { c.Speaker.Role = "admiral" }, proof.BadSpeaker},
		{"PlaceInvented", func(c *claims.Claim) {
			c.Where = []claims.Place{{Name: "Halvick", Span: claims.Span{Text: "Halvick", Start: 3, End: 10}}}
		}, proof.BadPlace},
		{"PlaceRenamed", func(c *claims.Claim) { c.Where[0].Name = "Halvick" }, proof.BadPlace},
		{"SourceOutside", func(c *claims.Claim) { c.Attribution.Source = &claims.Span{Text: "a colonel", Start: 4, End: 13} }, proof.SpanOutside},
		{"ContentElsewhere", func(c *claims.Claim) {
			c.Attribution.Content.Span = spanOf("troops had crossed the river")
		}, proof.SpanOutside},
		{"ContextInvented", func(c *claims.Claim) { c.Context = []claims.Span{{Text: "It was a gas leak."}} }, proof.SpanOutside},
		{"WhenInvented", func(c *claims.Claim) {
			c.When = &claims.When{From: "2025-03-12", To: "2025-03-12", Precision: "day", Span: claims.Span{Text: "on Friday"}}
		}, proof.BadDate},
		{"WhenMovedADay", func(c *claims.Claim) {
			c.When = &claims.When{From: "2025-03-12", To: "2025-03-12", Precision: "day", Span: spanOf("Tuesday")}
		}, proof.BadDate},
		{"When", func(c *claims.Claim) {
			c.When = &claims.When{From: "2025-03-11", To: "2025-03-11", Precision: "day", Span: spanOf("Tuesday")}
			c.Text = "Five people were injured in Port Ersel on 11 March 2025."
		}, ""},
		{"TextDatedBesideOutcome", func(c *claims.Claim) {
			c.When = &claims.When{From: "2025-03-11", To: "2025-03-11", Precision: "day", Span: spanOf("Tuesday")}
			c.Text = "Ines Halvorsen said on 11 March 2025 that a woman was killed and five were injured in Port Ersel."
		}, ""},
		{"TextDatedOtherwise", func(c *claims.Claim) { c.Text = "Five people were injured in Port Ersel on 12 January 2025." }, proof.BadDate},
		{"NoDetails", func(c *claims.Claim) { c.Casualty = nil }, proof.DetailsMissing},
		{"WhoInvented", func(c *claims.Claim) { c.Casualty.Who = "children" }, proof.TextUnsupported},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			accepted, rejected := proof.NewGate("local").Check(article(), "2025-03-13", []claims.Claim{casualty(tt.change)})
			switch {
			case tt.want == "" && len(accepted) != 1:
				t.Fatalf("rejected: %+v", rejected)
			case tt.want != "" && len(accepted) != 0:
				t.Fatalf("accepted %q", accepted[0].Claim().Text)
			case tt.want != "" && rejected[0].Reason != tt.want:
				t.Fatalf("reason %s, want %s", rejected[0].Reason, tt.want)
			}
			for _, a := range accepted {
				if c := a.Claim(); sample[c.Start:c.End] != c.Quote {
					t.Fatalf("the quote %q does not stand at %d–%d", c.Quote, c.Start, c.End)
				}
			}
		})
	}
}

func TestGateDirection(t *testing.T) {
	truce := func(act claims.Act, words, quote string) claims.Claim {
		return claims.Claim{
			Kind: claims.KindCeasefire, Modality: claims.Asserted, Confidence: 0.8, Text: words, Quote: quote,
			Ceasefire: &claims.Ceasefire{Act: act, Party: "Tarvonia", Duration: "P30D"},
		}
	}
	quote := "Tarvonia has not yet accepted the 30-day truce."
	denial := "Its foreign minister, Goran Selimek, denied that troops had crossed the river."
	denied := func(words string) claims.Claim {
		return claims.Claim{
			Kind: claims.KindStatement, Modality: claims.Denied, Confidence: 0.8, Text: words, Quote: denial,
			Attribution: &claims.Attribution{Content: &claims.Content{Span: spanOf("troops had crossed the river")}},
		}
	}
	tests := []struct {
		name  string
		claim claims.Claim
		good  bool
	}{
		{"Undecided", truce(claims.Undecided, "Tarvonia has not yet accepted the 30-day truce.", quote), true},
		{"NegationDropped", truce(claims.Undecided, "Tarvonia has accepted the 30-day truce.", quote), false},
		{"CalledAccepted", truce(claims.Accepts, "Tarvonia has accepted the 30-day truce.", quote), false},
		{"DurationChanged", func() claims.Claim {
			c := truce(claims.Undecided, "Tarvonia has not yet accepted the truce.", quote)
			c.Ceasefire.Duration = "P60D"
			return c
		}(), false},
		{"Denied", denied("Goran Selimek denied that troops had crossed the river."), true},
		{"DenialCutOff", func() claims.Claim {
			c := denied("Troops had crossed the river.")
			c.Modality, c.Quote = claims.Asserted, "troops had crossed the river"
			return c
		}(), false},
		{"DenialDropped", denied("Goran Selimek said that troops had crossed the river."), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			accepted, rejected := proof.NewGate("local").Check(article(), "2025-03-13", []claims.Claim{tt.claim})
			if (len(accepted) == 1) != tt.good {
				t.Fatalf("accepted %d, rejected %+v", len(accepted), rejected)
			}
		})
	}
}

func TestGateIdentities(t *testing.T) {
	gate := proof.NewGate("local")
	first, rejected := gate.Check(article(), "2025-03-13", []claims.Claim{casualty(nil), casualty(nil)})
	if len(first) != 1 || len(rejected) != 1 || rejected[0].Reason != proof.Duplicate {
		t.Fatalf("the same claim twice: %d accepted, rejected %+v", len(first), rejected)
	}

	longer := article()
	longer.Text, longer.SHA256, longer.Revision = "Corrected.\n\n"+sample, "", ""
	longer.Identify()
	moved, _ := gate.Check(longer, "2025-03-14", []claims.Claim{casualty(nil)})
	if len(moved) != 1 || moved[0].Claim().ID != first[0].Claim().ID {
		t.Error("the same claim in the next revision has another id")
	}
	if moved[0].Claim().Start == first[0].Claim().Start {
		t.Error("the claim's offsets did not move with its words")
	}
	other, _ := proof.NewGate("elsewhere").Check(article(), "2025-03-13", []claims.Claim{casualty(nil)})
	if other[0].Claim().ID == first[0].Claim().ID {
		t.Error("two workspaces share a claim id")
	}
}

// FuzzGate lets any text, quote and sentence at the gate: what is accepted
// reproduces its quote, and every span its words.
func FuzzGate(f *testing.F) {
	f.Add(sample, "five others were injured", "five others were injured", 5)
	f.Add("‘a’ b\u00a0c", "'a' b c", "a", 1)
	f.Add("x\xff\xfe y", "y", "y", 0)
	f.Fuzz(func(t *testing.T, body, quote, sentence string, n int) {
		a := claims.Article{ID: "f", Text: body, PublishedAt: "2025-03-13"}
		a.Identify()
		c := claims.Claim{
			Kind: claims.KindCasualty, Modality: claims.Asserted, Text: sentence, Quote: quote,
			Casualty: &claims.Casualty{Outcome: claims.Killed, Figure: claims.ExactFigure(max(n, 0))},
			Context:  []claims.Span{{Text: sentence}},
		}
		accepted, _ := proof.NewGate("local").Check(a, "", []claims.Claim{c})
		for _, p := range accepted {
			got := p.Claim()
			for _, span := range append(got.Context, claims.Span{Text: got.Quote, Start: got.Start, End: got.End}) {
				if span.Start < 0 || span.End > len(body) || span.Start >= span.End || body[span.Start:span.End] != span.Text {
					t.Fatalf("span %+v does not reproduce its words", span)
				}
			}
		}
	})
}
