package track

import (
	"fmt"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

// wire is a text of an agency as it came over the wire.
const wire = `PORT ERSEL, March 14 (Agency) - At least 12 people were killed and 31 others were injured when a ferry ran aground off Port Ersel in heavy seas on Saturday, the harbour authority said.

The Lady Marrow had left Varnholm with 214 passengers and 19 crew shortly after 06:00 and struck the Kellet shoal 40 minutes later, Harbour Master Ines Dahl told reporters.

"We heard two knocks and then the lights went out," said Jonas Reuter, 34, who had been on his way to a wedding with six cousins. "People were handing children down the stairs."

Rescuers brought 187 people ashore in boats that fishermen had lent them. The search went on through the night with two helicopters and a navy tug, although the wind reached 70 knots.

Prime Minister Orla Venn called the loss unbearable and promised an inquiry that would report within 60 days. The operator, Strait Lines, said that the vessel had passed its inspection in January and carried rafts for all on board.

The shoal has been marked by a light buoy since 1962. Pilots had asked twice last year for a second one, a request that the coast guard said it was still weighing.`

func paragraphs(s string, from, to int) string {
	return strings.Join(strings.Split(s, "\n\n")[from:to], "\n\n")
}

const (
	localEnd   = "Among the passengers were four teachers of the Halvick school, which stayed closed on Monday. Parish priest Tomas Quill said that the church would be open all night for whoever wished to light a candle or sit for a while."
	outletLine = "Sign up for our morning letter and get the news of the coast before breakfast. Follow us on every channel, share this page with friends, and tell our editors what we should look into next. This page is kept by readers like you: become a member for the price of one coffee a month and read without advertisements. Our newsroom stands on its own feet and answers to nobody else."
)

// TestCompare: what outlets do to a wire text leaves it one text.
func TestCompare(t *testing.T) {
	edited := strings.NewReplacer("At least 12", "At least twelve", "heavy seas", "rough seas", "told reporters", "said", "brought", "took", "unbearable", "“unbearable”",
		"lent them", "offered", "Saturday", "Saturday morning", "weighing", "considering").Replace(wire)
	for name, c := range map[string]struct {
		a, b string
		copy bool
	}{
		"Same":                      {wire, wire, true},
		"Typesetting":               {wire, strings.ToUpper(strings.ReplaceAll(wire, `"`, "”")), true},
		"AnotherHeadline":           {wire, "Horror off the coast: a dozen dead as ferry strikes the shoal in a storm\n\n" + wire, true},
		"OtherBoilerplate":          {wire, "Listen to this article, 4 minutes.\n\n" + wire + "\n\n" + outletLine, true},
		"CutShort":                  {wire, paragraphs(wire, 0, 3), true},
		"CutShorter":                {wire, paragraphs(wire, 0, 2), true},
		"CutToItsLead":              {wire, paragraphs(wire, 0, 1), true},
		"CutShortAndOther":          {wire, "Ferry aground\n\n" + paragraphs(wire, 0, 3) + "\n\n" + localEnd, true},
		"LocalParagraphAtTheEnd":    {wire, wire + "\n\n" + localEnd, true},
		"LocalParagraphAtTheTop":    {wire, localEnd + "\n\n" + wire, true},
		"MinorEdits":                {wire, edited, true},
		"Empty":                     {"", "", false},
		"NothingInCommon":           {wire, localEnd, false},
		"OneQuoteInCommon":          {wire, localEnd + "\n\n" + paragraphs(wire, 2, 3) + "\n\n" + localEnd[40:] + " " + outletLine, false},
		"SharedBackground":          {"A man was arrested in Halvick over the theft of a boat.\n\n" + outletLine, "The mayor of Sund opened a bridge of oak and steel.\n\n" + outletLine, false},
		"SharedBackgroundOfAnother": {"The second ferry of the line stays in port until the court has heard its owner, who did not come.\n\n" + paragraphs(wire, 4, 6), "Divers found the bell of the wreck in the sand below the shoal and raised it before the tide turned.\n\n" + paragraphs(wire, 4, 6), false},
	} {
		t.Run(name, func(t *testing.T) {
			for _, order := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
				same, ok := compare(article("a", "Metro", order[0]), article("b", "Metro", order[1]))
				if ok != c.copy || same.whole != "" {
					t.Errorf("copy is %v (%+v), want %v", ok, same, c.copy)
				}
			}
		})
	}
}

// TestReportsOfOneForm: bulletins of one template with other figures are
// other reports; with the same figures they are copies.
func TestReportsOfOneForm(t *testing.T) {
	bulletin := func(day, killed, hurt, houses, drones int, town string) string {
		return fmt.Sprintf(`The regional military administration published its daily bulletin on the morning of %d March. Over the past day %d people were killed and %d were injured in the region as a result of shelling, the administration said.
The town of %s and the villages around it came under fire. %d houses, a farm and a power line were damaged. Air defence shot down %d drones. Rescue workers are at the scene and repair crews are restoring the supply of electricity to those who have been cut off.
Residents are asked to stay in shelters during an alert and not to publish pictures of where shells have fallen. The administration will report again tomorrow morning.`, day, killed, hurt, town, houses, drones)
	}
	first := bulletin(14, 3, 12, 21, 9, "Orvik")
	for name, c := range map[string]struct {
		text string
		copy bool
	}{
		"TheSame":          {bulletin(14, 3, 12, 21, 9, "Orvik"), true},
		"NextDay":          {bulletin(15, 5, 7, 33, 14, "Orvik"), false},
		"SameDeadByChance": {bulletin(15, 3, 7, 33, 14, "Orvik"), false},
		"AnotherTown":      {bulletin(15, 2, 9, 17, 4, "Halvick"), false},
	} {
		if _, ok := compare(article("a", "One", first), article("b", "Two", c.text)); ok != c.copy {
			t.Errorf("%s: copy is %v, want %v", name, ok, c.copy)
		}
	}
	brief := "Police arrested a man of %d in %s on suspicion of burglary. He will appear in court on Monday. Anyone who saw something is asked to call the station."
	if _, ok := compare(article("a", "One", fmt.Sprintf(brief, 34, "Leeds")), article("b", "One", fmt.Sprintf(brief, 27, "Bath"))); ok {
		t.Error("two arrests are one")
	}
}

// TestRoundUp: what contains a whole report among others is more than its copy.
func TestRoundUp(t *testing.T) {
	roundUp := article("r", "Metro", localEnd+"\n\n"+outletLine+"\n\n"+strings.Repeat("Nothing of this kind had been seen since the mill burned down. ", 20)+"\n\n"+paragraphs(wire, 0, 3))
	same, ok := compare(article("a", "Agency", paragraphs(wire, 0, 3)), roundUp)
	if !ok || same.whole != "r" {
		t.Errorf("%+v, %v", same, ok)
	}
}

func article(id, outlet, words string) reading {
	return shingled(Text{Article: claims.Article{ID: id, Outlet: outlet, Text: words}})
}
