package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

// written gives a paragraph's change as [-what went-] and {+what came+}.
func written(list []Paragraph) string {
	var lines []string
	for _, p := range list {
		var parts []string
		for _, r := range p.Words {
			switch r.Change {
			case Added:
				parts = append(parts, "{+"+r.Text+"+}")
			case Dropped:
				parts = append(parts, "[-"+r.Text+"-]")
			default:
				parts = append(parts, r.Text)
			}
		}
		lines = append(lines, fmt.Sprintf("%s %d: %s", p.Change, p.Number, strings.Join(parts, " ")))
	}
	return strings.Join(lines, "\n")
}

func TestParagraphs(t *testing.T) {
	tests := []struct{ name, before, after, want string }{
		{"Same", "One two.\n\nThree.", "One  two.\n\n\nThree.\n", ""},
		{"Word", "Four people died in Halvick.", "Six people died in Halvick.", "altered 1: [-Four-] {+Six+} people died in Halvick."},
		{"Added", "One.\n\nTwo.", "One.\n\nNew words here.\n\nTwo.", "added 2: {+New words here.+}"},
		{"Dropped", "One.\n\nOld words here.\n\nTwo.", "One.\n\nTwo.", "dropped 2: [-Old words here.-]"},
		{"Unlike", "The market is open today.", "Rain fell over Varnholm.", "dropped 1: [-The market is open today.-]\nadded 1: {+Rain fell over Varnholm.+}"},
		{"AlteredAmidNew", "Start.\n\nThe fire killed four people in Halvick.", "Start.\n\nA headline of its own.\n\nThe fire killed six people in Halvick.",
			"added 2: {+A headline of its own.+}\naltered 3: The fire killed [-four-] {+six+} people in Halvick."},
		{"LoneWordAmidChanges", "a very old red car drove the long way home today", "a very new blue bus took the short cut home today",
			"altered 1: a very [-old red car drove the long way-] {+new blue bus took the short cut+} home today"},
		{"FromNothing", "", "One.", "added 1: {+One.+}"},
		{"ToNothing", "One.", "", "dropped 1: [-One.-]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := written(Paragraphs(tt.before, tt.after)); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// TestLongTexts compares texts that no table holds: with anchors they part
// there, without them one takes the place of the other.
func TestLongTexts(t *testing.T) {
	var a, b []string
	for i := range 5000 {
		a = append(a, fmt.Sprintf("paragraph number %d", i))
		b = append(b, fmt.Sprintf("paragraph number %d", i))
		if i%2 == 0 {
			b = append(b, "inserted again")
		}
	}
	b[0] = "other"
	got := Paragraphs(strings.Join(a, "\n\n"), strings.Join(b, "\n\n"))
	if len(got) != 2502 {
		t.Errorf("%d paragraphs differ", len(got))
	}
	same := strings.Repeat("a b ", 40_000)
	if got := Paragraphs(same+"end", same+"same"); len(got) != 1 || len(got[0].Words) > 3 {
		t.Errorf("%d differ: %.100s", len(got), written(got))
	}
	x, y := strings.Repeat("a b ", 20_000), strings.Repeat("b b a ", 20_000)
	checkWords(t, x, y)
}

func checkWords(t *testing.T, before, after string) {
	t.Helper()
	for _, p := range Paragraphs(before, after) {
		if p.Change == Altered && (!slices.Contains(paragraphsOf(before), p.Before()) || paragraphsOf(after)[p.Number-1] != p.After()) {
			t.Errorf("the words of %+v do not make up the paragraph", p)
		}
	}
}

// FuzzParagraphs holds that what is left of the old text and what came make up
// the new one.
func FuzzParagraphs(f *testing.F) {
	f.Add("One.\n\nTwo words.", "Two words!\n\nThree.")
	f.Add("a a a b", "b a a")
	f.Fuzz(func(t *testing.T, before, after string) {
		checkWords(t, before, after)
		was, is := paragraphsOf(before), paragraphsOf(after)
		left := len(was)
		came := 0
		for _, p := range Paragraphs(before, after) {
			switch p.Change {
			case Dropped:
				left--
				if was[p.Number-1] != p.Before() || p.After() != "" {
					t.Errorf("dropped %+v", p)
				}
			case Added:
				came++
				if is[p.Number-1] != p.After() || p.Before() != "" {
					t.Errorf("added %+v", p)
				}
			}
		}
		if left+came != len(is) {
			t.Errorf("%d paragraphs stayed and %d came, but there are %d", left, came, len(is))
		}
		notesOf(after)
	})
}

func figureClaim(id, where, speaker string, n int, quote string) claims.Claim {
	c := claims.Claim{ID: id, Kind: claims.KindCasualty, Quote: quote, Modality: claims.Asserted, Casualty: &claims.Casualty{Outcome: claims.Killed, Figure: claims.ExactFigure(n)}}
	if where != "" {
		c.Where = []claims.Place{{Name: where}}
	}
	if speaker != "" {
		c.Speaker = &claims.Speaker{Name: speaker}
	}
	return c
}

// told writes what changed in claims, each in a line.
func told(c Claims) string {
	var lines []string
	for _, t := range c.Altered {
		line := t.Before.ID + "→" + t.After.ID
		for _, turn := range t.Turns {
			line += fmt.Sprintf(" %s %q→%q", turn.What, turn.Before, turn.After)
		}
		lines = append(lines, line)
	}
	for _, a := range c.Added {
		lines = append(lines, "+"+a.ID)
	}
	for _, d := range c.Dropped {
		lines = append(lines, "-"+d.ID)
	}
	return strings.Join(append(lines, fmt.Sprintf("kept %d", c.Kept)), ", ")
}

func TestCompareClaims(t *testing.T) {
	four := figureClaim("a", "Halvick", "Ana Moe", 4, "Four people were killed in Halvick, Ana Moe said")
	with := func(c claims.Claim, id string, change func(*claims.Claim)) claims.Claim {
		c = c.Clone()
		c.ID = id
		change(&c)
		return c
	}
	six := figureClaim("b", "Halvick", "Ana Moe", 6, "Six people were killed in Halvick, Ana Moe said")
	statement := claims.Claim{ID: "s", Kind: claims.KindStatement, Modality: claims.Asserted, Speaker: &claims.Speaker{Name: "Ana Moe"}, Quote: "The fire is out in all of the town, Ana Moe said"}
	peace := claims.Claim{ID: "p", Kind: claims.KindCeasefire, Modality: claims.Asserted, Quote: "Kestria accepts the truce plan", Ceasefire: &claims.Ceasefire{Party: "Kestria", Act: claims.Accepts}}
	tests := []struct {
		name          string
		before, after []claims.Claim
		want          string
	}{
		{"Figure", []claims.Claim{four}, []claims.Claim{six}, `a→b figure "4"→"6", kept 0`},
		{"SameClaim", []claims.Claim{four, statement}, []claims.Claim{statement, four}, "kept 2"},
		{"OtherPlace", []claims.Claim{four}, []claims.Claim{figureClaim("c", "Varnholm", "Ana Moe", 6, six.Quote)}, "+c, -a, kept 0"},
		{"OtherWho", []claims.Claim{four}, []claims.Claim{with(six, "c", func(c *claims.Claim) { c.Casualty.Who = "children" })}, "+c, -a, kept 0"},
		{"OtherOutcome", []claims.Claim{four}, []claims.Claim{with(six, "c", func(c *claims.Claim) { c.Casualty.Outcome = claims.Injured })}, "+c, -a, kept 0"},
		{"Cumulative", []claims.Claim{four}, []claims.Claim{with(six, "c", func(c *claims.Claim) { c.Casualty.Cumulative = true })}, "+c, -a, kept 0"},
		{"BySpeaker", []claims.Claim{four, figureClaim("d", "Halvick", "Bo Lund", 5, "Bo Lund: five killed in Halvick")},
			[]claims.Claim{figureClaim("e", "Halvick", "Bo Lund", 7, "Bo Lund: seven killed in Halvick"), six}, `a→b figure "4"→"6", d→e figure "5"→"7", kept 0`},
		{"Reworded", []claims.Claim{four}, []claims.Claim{with(four, "c", func(c *claims.Claim) { c.Quote = "Ana Moe put the dead in Halvick at four" })}, "kept 1"},
		{"OpenFigure", []claims.Claim{four}, []claims.Claim{with(four, "c", func(c *claims.Claim) { c.Casualty.Max, c.Casualty.Qualifier = nil, claims.AtLeast })}, `a→c figure "4"→"at least 4", kept 0`},
		{"Modality", []claims.Claim{four}, []claims.Claim{with(four, "c", func(c *claims.Claim) { c.Modality = claims.Denied })}, `a→c modality "asserted"→"denied", kept 0`},
		{"TimeOfTheSameClaim", []claims.Claim{with(four, "a", func(c *claims.Claim) {
			c.When = &claims.When{From: "2026-03-10", To: "2026-03-10"}
		})}, []claims.Claim{with(four, "a", func(c *claims.Claim) {
			c.When = &claims.When{From: "2026-03-11", To: "2026-03-12"}
		})}, `a→a when "2026-03-10"→"2026-03-11 to 2026-03-12", kept 0`},
		{"Position", []claims.Claim{peace}, []claims.Claim{with(peace, "q", func(c *claims.Claim) {
			c.Ceasefire.Act, c.Quote = claims.Rejects, "Kestria rejects the truce plan"
		})}, `p→q position "accepts"→"rejects", kept 0`},
		{"Statement", []claims.Claim{statement}, []claims.Claim{with(statement, "t", func(c *claims.Claim) { c.Quote = "The fire is out in half of the town, Ana Moe said" })},
			`s→t wording "The fire is out in all of the town, Ana Moe said"→"The fire is out in half of the town, Ana Moe said", kept 0`},
		{"OtherKind", []claims.Claim{four}, []claims.Claim{statement}, "+s, -a, kept 0"},
		{"None", nil, nil, "kept 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := told(CompareClaims(tt.before, tt.after)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	if got := (Turned{four, six, nil}).Subject(); got != "killed in Halvick" {
		t.Errorf("subject %q", got)
	}
}

func TestNotes(t *testing.T) {
	for words, want := range map[string]bool{
		"Correction: An earlier version named the wrong mayor.":                     true,
		"Correction, March 14: the figure was 4.":                                   true,
		"CORRECTION (15 March 2025) — The town is Halvick.":                         true,
		"This article was amended on 14 March 2025 because it named the wrong day.": true,
		"An earlier version of this story misspelled a name.":                       true,
		"Editor’s note: this was corrected.":                                        true,
		"The correction of the market came on Tuesday.":                             false,
		"He said an earlier version of this law was better.":                        false,
		"This story was told by many people.":                                       false,
	} {
		if got := len(notesOf("The fire is out.\n\n"+words)) == 1; got != want {
			t.Errorf("%q is a correction: %v", words, got)
		}
	}
	if got := newNotes("Correction: a.", "Correction: a.\n\nCorrection: b."); !slices.Equal(got, []string{"Correction: b."}) {
		t.Errorf("new notes %q", got)
	}
}

func TestPick(t *testing.T) {
	versions := []Version{{Revision: "raa1", Number: 1}, {Revision: "rab2", Number: 2}, {Revision: "rbb3", Number: 3, Current: true}}
	back := []Version{{Revision: "raa1", Number: 1, Current: true}, {Revision: "rab2", Number: 2}}
	tests := []struct {
		name     string
		versions []Version
		named    []string
		want     string
	}{
		{"LastTwo", versions, nil, "rab2 rbb3"},
		{"BackToTheFirst", back, nil, "rab2 raa1"},
		{"ByNumber", versions, []string{"1", "3"}, "raa1 rbb3"},
		{"ById", versions, []string{"rbb", "raa1"}, "rbb3 raa1"},
		{"Ambiguous", versions, []string{"ra", "3"}, `Several versions of this article begin with "ra"; give more of the one.`},
		{"Unknown", versions, []string{"1", "9"}, `This article has no version "9"; its versions are 1 (raa1), 2 (rab2), 3 (rbb3).`},
		{"OneNamed", versions, []string{"1"}, "Name both versions to compare, or none for the last two."},
		{"OneOnly", versions[2:], nil, "This article has one version only: nothing has changed since it was loaded."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, b, err := pick(tt.versions, tt.named)
			got := ""
			if err != nil {
				got = claims.ErrorMessage(err)
			} else {
				got = a.Revision + " " + b.Revision
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
