package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
)

// found gives the claims of one kind that the offline engine proposes.
func found(t testing.TB, body string, kind claims.Kind) []claims.Claim {
	t.Helper()
	p, err := extract.NewOffline().Extract(t.Context(), claims.Article{ID: "a", Text: body, Language: "en", PublishedAt: "2025-03-14"})
	if err != nil {
		t.Fatal(err)
	}
	var out []claims.Claim
	for _, c := range p.Claims {
		if body[c.Start:c.End] != c.Quote {
			t.Errorf("quote %q does not stand at its offsets", c.Quote)
		}
		if c.Kind == kind {
			out = append(out, c)
		}
	}
	return out
}

// casualty writes a casualty as "killed 12+ people", with what sets it apart.
func casualty(c claims.Claim) string {
	f := c.Casualty
	n := fmt.Sprint(f.Min)
	switch {
	case f.Max == nil:
		n += "+"
	case *f.Max != f.Min:
		n += fmt.Sprintf("-%d", *f.Max)
	}
	parts := []string{string(f.Outcome), n}
	if f.Qualifier == claims.Vague || f.Qualifier == claims.About {
		parts = append(parts, string(f.Qualifier))
	}
	if f.Who != "" {
		parts = append(parts, f.Who)
	}
	if f.PartOf != "" {
		parts = append(parts, "of "+f.PartOf)
	}
	if f.Cumulative {
		parts = append(parts, "cumulative")
	}
	if f.Joint {
		parts = append(parts, "joint")
	}
	if c.Modality != claims.Asserted {
		parts = append(parts, string(c.Modality))
	}
	return strings.Join(parts, " ")
}

func casualtiesIn(t testing.TB, body string) []string {
	var out []string
	for _, c := range found(t, body, claims.KindCasualty) {
		out = append(out, casualty(c))
	}
	return out
}

func TestCasualties(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"passive", "Nine climbers were killed on the north face.", []string{"killed 9 climbers"}},
		{"passive with a list", "Six sailors and their two guides were shot dead.", []string{"killed 2 guides", "killed 6 sailors"}},
		{"taken for given by a demand", "The guild asked for leave after six divers were killed.", []string{"killed 6 divers"}},
		{"taken for given by a rejection", "All parties rejected the murder of Ana Mora.", []string{"killed 1 Ana Mora"}},
		{"taken for given in a relative clause", "He wants to find those who massacred six shepherds.", []string{"killed 6 shepherds"}},
		{"denied itself", "The guild denied that six divers were killed.", []string{"killed 6 divers denied"}},
		{"none of two groups", "Officials said that none of the 4 nurses and about 100 patients were hurt.", []string{"injured 0 patients", "injured 0 4 nurses"}},
		{"dead or wounded", "There are more than 100 dead or wounded in the valley.", nil},
		{"dead and wounded", "The raid left 12 dead and 30 wounded.", []string{"killed 12", "injured 30"}},
		{"arrested for a crime", "Police arrested two men suspected of the robbery.", nil},
		{"arrested in a protest", "Police arrested 22 students during the march.", []string{"arrested 22 students"}},
		{"over a period", "In the past 8 days 12 drivers have been killed.", []string{"killed 12 drivers cumulative"}},
		{"in a war", "It was a civil war in which more than 70,000 people died.", []string{"killed 70000+ people cumulative"}},
		{"behind what a comma parts", "After the murder of Ana Mora, the 40 judges of the region went home.", []string{"killed 1 Ana Mora"}},
		{"by the gunmen", "Three masked men shot and killed 65-year-old minister Jan Weiss.", []string{"killed 1 65-year-old minister"}},
		{"who of several", "They attended the funeral of six nuns, five of them Spaniards, who were killed on Thursday.", []string{"killed 6 nuns", "killed 5 Spaniards of six nuns"}},
		{"by and by", "Many shepherds have died for their convictions.", []string{"killed 2+ vague shepherds cumulative"}},
		{"one strike", "Dozens have been killed in an airstrike.", []string{"killed 12+ vague"}},
		{"explained by a plural", "Two members of the escort, members of the coast guard, were hurt.", []string{"injured 2 members"}},
		{"people in a name", "It is a committee of relatives of missing and murdered people.", nil},
		{"losses", "The fire resulted in the injury of six people and millions in losses.", []string{"injured 6 people"}},
		{"two clauses", "A 52-year-old baker was killed and four others injured.", []string{"killed 1 52-year-old baker", "injured 4 others"}},
		{"active", "The avalanche killed three skiers and injured at least 12.", []string{"killed 3 skiers", "injured 12+"}},
		{"gerunds", "A boiler exploded, killing three and wounding several.", []string{"killed 3", "injured 2+ vague"}},
		{"left dead", "The storm left 5 dead and 14 injured.", []string{"killed 5", "injured 14"}},
		{"lives", "The fire claimed the lives of four cooks.", []string{"killed 4 cooks"}},
		{"lives counted", "The fire claimed four lives.", []string{"killed 4"}},
		{"lost their lives", "Seven miners lost their lives.", []string{"killed 7 miners"}},
		{"death of", "The death of two farmers shook the valley.", []string{"killed 2 farmers"}},
		{"ages of several", "Two deckhands, aged 29 and 51, were taken to hospital.", []string{"injured 2 deckhands"}},
		{"death toll far from its figure", "The death toll from the landslide on a camp in the upper valley has risen to five.", []string{"killed 5"}},
		{"death toll by some", "The storm's death toll rose by two to eight.", []string{"killed 8"}},
		{"bare toll", "Two more bodies were found, bringing the toll there to eight.", []string{"killed 2", "killed 8"}},
		{"road toll", "The toll road was closed for two hours.", nil},
		{"of the dead", "Three of the dead came from Lyon.", []string{"killed 3 of the dead"}},
		{"by place", "Nineteen hikers died in Lyon, eight in Marseille and four in the hamlet of Nice.", []string{"killed 19 hikers", "killed 8 hikers", "killed 4 hikers"}},
		{"in hospital", "Six guests were being treated in hospital.", []string{"injured 6 guests"}},
		{"death toll", "The death toll has risen from 12 to 15.", []string{"killed 15"}},
		{"number of", "The number of people injured has climbed to 230.", []string{"injured 230"}},
		{"deaths", "The ministry counted 31 deaths.", []string{"killed 31"}},
		{"bodies", "The bodies of two divers were found on the beach.", []string{"killed 2 divers"}},
		{"all on board", "The crash killed all 62 people on board.", []string{"killed 62 people"}},
		{"parts", "At least 12 people, including two children, were killed.", []string{"killed 12+ people", "killed 2 children of At least 12 people"}},
		{"parts after", "Thirty guests were hurt in the collapse, including three waiters.", []string{"injured 30 guests", "injured 3 waiters of Thirty guests"}},
		{"parts of them", "Three people died, two of them children.", []string{"killed 3 people", "killed 2 children of Three people"}},
		{"named", "Journalist Ana Mora was murdered outside her home.", []string{"killed 1 Journalist Ana Mora"}},
		{"two names", "Ana Mora and Luis Prado were killed.", []string{"killed 1 Luis Prado", "killed 1 Ana Mora"}},
		{"relative clause", "The nurse who was killed had worked there for years.", []string{"killed 1 nurse"}},
		{"age is no figure", "Prado, 38, was shot six times and died on the spot.", []string{"killed 1 Prado"}},
		{"range", "Between 12 and 15 runners were hurt.", []string{"injured 12-15 runners"}},
		{"at most", "Up to 30 hikers were injured.", []string{"injured 0-30 hikers"}},
		{"vague", "Dozens of fans were injured.", []string{"injured 12+ vague fans"}},
		{"about", "Some 3,000 residents were evacuated.", []string{"displaced 3000 about residents"}},
		{"nobody", "No one was hurt when the roof fell in.", []string{"injured 0"}},
		{"no casualties", "There were no casualties.", []string{"killed 0", "injured 0"}},
		{"missing", "Rescuers said 25 people are still missing.", []string{"missing 25 people"}},
		{"arrested", "Officers arrested 40 demonstrators.", []string{"arrested 40 demonstrators"}},
		{"abducted", "Pirates kidnapped 11 crewmen.", []string{"abducted 11 crewmen"}},
		{"cumulative", "Since the war began more than 4,000 people have been killed.", []string{"killed 4000+ people cumulative"}},
		{"this year", "So far this year 12 cyclists have died.", []string{"killed 12 cyclists cumulative"}},
		{"predicted", "Hundreds of people could be killed.", []string{"killed 100+ vague people predicted"}},
		{"conditional", "If the dam breaks 500 people would be killed.", []string{"killed 500 people conditional"}},
		{"capitals", "TWO TEACHERS WERE KILLED AND FIVE PUPILS WERE WOUNDED.", []string{"killed 2 teachers", "injured 5 pupils"}},
		{"joint", "Odesa and Dnipro were flooded, injuring at least one person.", []string{"injured 1+ person joint"}},
		{"counted elsewhere", "Three nurses were killed. The nurses were killed at night.", []string{"killed 3 nurses"}},

		{"things", "Hundreds of trees were lost and 20 cars burned.", nil},
		{"surrounded", "Thousands of troops are completely surrounded.", nil},
		{"aim", "He wanted to kill the manager.", nil},
		{"attempt", "It was an attempt to kill two judges.", nil},
		{"negated", "Twelve guests were not hurt.", nil},
		{"idiom", "The plan was dead on arrival and the deal killed off.", nil},
		{"one arrest is an event", "A man was arrested.", nil},
		{"general", "The group is known for killing soldiers.", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := tt.want
			if tt.name == "capitals" {
				want = []string{"killed 2 TEACHERS", "injured 5 PUPILS"}
			}
			if diff := cmp.Diff(want, casualtiesIn(t, tt.in)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestCasualtyDetails(t *testing.T) {
	body := "Valley officials met on Monday. A landslide near Lyon killed four Belgian hikers on Tuesday."
	got := found(t, body, claims.KindCasualty)
	if len(got) != 1 {
		t.Fatalf("got %d claims, want 1", len(got))
	}
	c := got[0]
	if c.Casualty.Cause != "landslide" || c.Casualty.Side != "Belgian" || c.Casualty.Who != "Belgian hikers" {
		t.Errorf("cause %q, side %q, who %q", c.Casualty.Cause, c.Casualty.Side, c.Casualty.Who)
	}
	if len(c.Where) != 1 || c.Where[0].Name != "Lyon" {
		t.Errorf("where = %v, want Lyon", c.Where)
	}
	if c.When == nil || c.When.From != "2025-03-11" {
		t.Errorf("when = %v, want 2025-03-11", c.When)
	}
	if want := "A landslide near Lyon killed four Belgian hikers on 11 March 2025."; c.Text != want {
		t.Errorf("text = %q, want %q", c.Text, want)
	}
}

// FuzzFamilies holds that every claim is whole, stands at its offsets, and
// that figures are never below zero.
func FuzzFamilies(f *testing.F) {
	for _, s := range []string{
		"Nine climbers were killed, including two guides, and 12-15 hurt.", "THE DEATH TOLL ROSE FROM 3 TO 9; AMONG THE DEAD WAS A NURSE.",
		"Harland has not yet accepted the 30-day truce unless Morland withdraws.", "Troops took Harbour (the port) of and by [ with \xff, of whom three died",
		"and and , who was killed by of the the a", "If, unless, 10 died of them of whom",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := extract.NewOffline().Extract(t.Context(), claims.Article{ID: "a", Text: s, Language: "en", PublishedAt: "2025-03-14"})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range p.Claims {
			if c.Start < 0 || c.End > len(s) || c.Start > c.End || s[c.Start:c.End] != c.Quote {
				t.Fatalf("quote %q is not text[%d:%d]", c.Quote, c.Start, c.End)
			}
			if c.Kind != claims.KindStatement {
				if err := c.Validate(); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}
