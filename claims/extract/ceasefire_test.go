package extract_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/claimbot/claimbot/claims"
)

// position writes a ceasefire claim as "accepts Morland P30D if …".
func position(c claims.Claim) string {
	f := c.Ceasefire
	parts := []string{string(f.Act)}
	for _, s := range []string{f.Party, f.Duration, f.Start} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if f.Counterparty != "" {
		parts = append(parts, "with "+f.Counterparty)
	}
	if len(f.Terms) > 0 {
		parts = append(parts, "on "+strings.Join(f.Terms, ", "))
	}
	if len(f.Conditions) > 0 {
		parts = append(parts, "if "+strings.Join(f.Conditions, ", "))
	}
	if c.Modality != claims.Asserted {
		parts = append(parts, string(c.Modality))
	}
	return strings.Join(parts, " ")
}

func TestCeasefires(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"Morland proposed a 30-day ceasefire.", []string{"proposes Morland P30D"}},
		{"The two-week truce plan was the talk of the day.", []string{"proposes P2W"}},
		{"Morland accepted the truce.", []string{"accepts Morland"}},
		{"Morland's leader Ada Noor said she is ready to accept a ceasefire – but only if Harland stops shelling the port.", []string{"accepts_conditionally Morland if Harland stops shelling the port"}},
		{"Morland will accept the armistice on condition that Harland withdraws.", []string{"accepts_conditionally Morland if Harland withdraws predicted"}},
		{"Harland is yet to accept the ceasefire proposal.", []string{"undecided Harland"}},
		{"Harland has not yet responded to the truce offer.", []string{"undecided Harland"}},
		{"Harland has not accepted the truce yet.", []string{"undecided Harland"}},
		{"Harland has still not decided whether to accept the 30-day ceasefire that Morland proposed this week.", []string{"undecided Harland P30D", "proposes Morland P30D"}},
		{"Harland has yet to decide on the truce.", []string{"undecided Harland"}},
		{"Harland has not replied to the truce offer.", []string{"undecided Harland"}},
		{"There was no immediate response from Harland to the truce offer.", []string{"undecided Harland"}},
		{"It is unclear whether Harland will accept the ceasefire.", []string{"undecided Harland"}},
		{"Harland did not respond to a request for comment on the truce.", nil},
		{"Finland’s foreign minister Elina Valtonen said her country backed the truce.", []string{"accepts Finland"}},
		{"French President Emmanuel Macron proposed a two-week truce.", []string{"proposes France P2W"}},
		{"Morland will accept the truce, but only if Harland leaves the valley, President Ada Noor said on Thursday.", []string{"accepts_conditionally Morland if Harland leaves the valley predicted"}},
		{"Harland rejected the cease-fire.", []string{"rejects Harland"}},
		{"Harland did not accept the ceasefire.", []string{"rejects Harland"}},
		{"Harland has ruled out a halt to the fighting.", []string{"rejects Harland"}},
		{"The rebels announced a unilateral ceasefire.", []string{"announces rebels"}},
		{"The army declared a ceasefire starting on 8 May 2025.", []string{"announces army 2025-05-08"}},
		{"The truce came into force at midnight.", []string{"announces"}},
		{"The ceasefire was extended by two days.", []string{"extends P2D"}},
		{"Morland accused Harland of violating the truce.", []string{"violates Harland"}},
		{"Monitors counted 40 violations of the truce by Harland troops.", []string{"violates Harland troops"}},
		{"Ada Noor proposed extending the truce to 30 days.", []string{"extends Ada Noor P30D proposed"}},
		{"Harland has not agreed to extend the truce.", []string{"extends Harland denied"}},
		{"Harland does not want a ceasefire.", []string{"rejects Harland"}},
		{"Harland rejected a proposal from Morland and Norland for a full 30-day ceasefire.", []string{"rejects Harland P30D"}},
		{"The truce collapsed after a week.", []string{"ends"}},
		{"Harland withdrew from the truce.", []string{"ends Harland"}},
		{"Both sides agreed to a 72-hour ceasefire.", []string{"accepts Both sides PT72H"}},
		{"Morland signed a peace deal with Harland.", []string{"accepts Morland with Harland"}},
		{"Morland offered a truce covering energy infrastructure only and an exchange of prisoners.", []string{"proposes Morland on energy infrastructure only, exchange of prisoners"}},
		{"Ada Noor urged Harland to accept the ceasefire.", []string{"accepts Harland demanded"}},
		{"Harland denied that it had violated the ceasefire.", []string{"violates Harland denied"}},
		{"Will Harland accept the ceasefire?", []string{"accepts Harland questioned"}},

		{"Harland broke with tradition and cut taxes.", nil},
		{"What has Noor said about the ceasefire plan?", nil},
		{"The ceasefire line runs along the river.", nil},
		{"The company accepted the proposal.", nil},
	} {
		var got []string
		for _, c := range found(t, tt.in, claims.KindCeasefire) {
			got = append(got, position(c))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.in, diff)
		}
	}
}
