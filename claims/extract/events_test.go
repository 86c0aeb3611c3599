package extract_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/claimbot/claimbot/claims"
)

// happened writes an event as "capture Morland troops > Harbour 2024-08-06".
func happened(c claims.Claim) string {
	s := fmt.Sprintf("%s %s > %s", c.Event.Nature, c.Event.Actor, c.Event.Target)
	if c.When != nil {
		s += " " + c.When.From.Day()
	}
	for _, p := range c.Where {
		s += " @" + p.Name
	}
	return s
}

func TestEvents(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"Ada Noor visited Lyon on Monday.", []string{"visit Ada Noor > Lyon 2025-03-10 @Lyon"}},
		{"Lyon, which lies on the Rhône, was visited by Ada Noor on August 6 last year.", []string{"visit Ada Noor > Lyon 2024-08-06 @Lyon"}},
		{"Ada Noor resigned on 7 July 2022.", []string{"resignation Ada Noor >  2022-07-07"}},
		{"Ada Noor met with Luis Prado in Geneva.", []string{"meeting Ada Noor > Luis Prado @Geneva"}},
		{"An earthquake struck the Peruvian city of Arequipa on Sunday.", []string{"strike earthquake > Peruvian city of Arequipa 2025-03-09 @Arequipa"}},
		{"Thousands of people protested in Tbilisi on Tuesday.", []string{"protest Thousands of people >  2025-03-11 @Tbilisi"}},
		{"A bus crashed into a ravine near Cusco.", []string{"accident bus >  @Cusco"}},

		{"A delegation from Finland arrived in Lyon on Monday.", []string{"visit delegation from Finland > Lyon 2025-03-10 @Lyon"}},
		{"Buses with tired singers arrived in Lyon.", nil},
		{"The company struck a deal with its creditors in Lyon.", nil},
		{"The song hit number one in March.", nil},
		{"Ada Noor did not visit Lyon.", nil},
		{"Ada Noor wants to visit Lyon.", nil},
		{"Has Ada Noor visited Lyon?", nil},
		{"The ferry took two hours.", nil},
		{"If Ada Noor visited Lyon, she would be late.", nil},
	} {
		var got []string
		for _, c := range found(t, tt.in, claims.KindEvent) {
			got = append(got, happened(c))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" && len(tt.want)+len(got) > 0 {
			t.Errorf("%s (-want +got):\n%s", tt.in, diff)
		}
	}
}
