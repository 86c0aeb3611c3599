package text

import (
	"strings"
	"testing"
)

// Notes as outlets write them, and sentences that only look like them.
func TestCorrections(t *testing.T) {
	for words, want := range map[string]bool{
		"Correction: An earlier version named the wrong mayor.":                                                true,
		"Correction, March 14: the figure was 4.":                                                              true,
		"Correction 14 March 2025: The bridge is in Halvick.":                                                  true,
		"CORRECTION (15 March 2025) — The town is Halvick.":                                                    true,
		"Correction — the mayor is Anna Kovrin.":                                                               true,
		"Clarification: The vote is on Friday.":                                                                true,
		"Corrections and clarifications: the river is the Ost.":                                                true,
		"• This article was amended on 14 March 2025 because it named the wrong day.":                          true,
		"This article was amended on 14 March 2025. An earlier version said 12 people were killed.":            true,
		"An earlier version of this story misspelled a name.":                                                  true,
		"An earlier version of this article incorrectly said 12 people had been killed.":                       true,
		"A previous version of this report gave the toll as 12.":                                               true,
		"Earlier versions of this story said 12 people were killed.":                                           true,
		"In an earlier version of this post, the mayor was said to be dead.":                                   true,
		"This story has been corrected to say that seven people were killed, not 12.":                          true,
		"This story has been updated to correct the number of the dead.":                                       true,
		"This story has been updated to reflect that the mayor was not hurt.":                                  true,
		"(This March 14 story has been corrected to change the toll to seven in paragraph 2)":                  true,
		"(Corrects paragraph 3 to show that seven people were killed)":                                         true,
		"(Corrects spelling of mayor’s name)":                                                                  true,
		"This version corrects that the toll is seven, not 12.":                                                true,
		"This story was first published on March 3, 2025. It was updated on March 4, 2025, to correct a name.": true,
		"A correction was made on March 14, 2025: An earlier version misstated the toll.":                      true,
		"Editor’s note: this was corrected.":                                                                   true,
		"Editor's note: An earlier version of this story said the bridge had fallen.":                          true,
		"Update: the headline wrongly said 12 were killed.":                                                    true,
		"Because of an editing error, the toll was given as 12.":                                               true,
		"The headline was amended to say seven.":                                                               true,
		"This article originally said that 12 people were killed.":                                             true,
		"The correction of the market came on Tuesday.":                                                        false,
		"Correction officers were hurt on Monday. Nine of them died.":                                          false,
		"He said an earlier version of this law was better.":                                                   false,
		"This story was told by many people.":                                                                  false,
		"Editor’s note: this story holds details that some may find hard to read.":                             false,
		"Update: nine people are now known to have died.":                                                      false,
		"This story has been updated with more details.":                                                       false,
		"An earlier version of this missile flew 90 km.":                                                       false,
		"The plan was amended to say seven.":                                                                   false,
		"“An earlier version of this article was written by my aide,” he said.":                                false,
		"The army corrected its toll to seven.":                                                                false,
		"The minister clarified that 12 were killed.":                                                          false,
	} {
		for _, s := range []string{words, words + "\n\nThe fire is out.", "The fire is out.\n\n" + words} {
			got := Corrections(s)
			if (len(got) == 1) != want || len(got) > 0 && got[0].Text != words {
				t.Errorf("%q has the notes %+v", s, got)
			}
		}
	}
}

// TestCorrectionPlaces: a label over its note, and a note behind other words.
func TestCorrectionPlaces(t *testing.T) {
	for s, want := range map[string]string{
		"The fire is out.\n\nCORRECTION\n\nThe toll is seven, not 12.\n\nThe end.":          "The toll is seven, not 12.",
		"The fire is out. (This story has been corrected to say seven.)":                    "(This story has been corrected to say seven.)",
		"Nine died. An earlier version of this article said 12 were killed. That is wrong.": "An earlier version of this article said 12 were killed. That is wrong.",
		"Correction: a.\n\nThe fire is out.\n\nClarification: b.":                           "Correction: a.|Clarification: b.",
		"Correction":       "",
		"":                 "",
		"The fire is out.": "",
	} {
		var got []string
		for _, n := range Corrections(s) {
			if s[n.Start:n.End] != n.Text {
				t.Errorf("%q is not at its place", n.Text)
			}
			got = append(got, n.Text)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q has the notes %q, want %q", s, got, want)
		}
	}
}

func FuzzCorrections(f *testing.F) {
	f.Add("Correction: a.\n\n(This story has been corrected.)")
	f.Add("CORRECTION\n\n\xff An earlier version of this article")
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, n := range Corrections(s) {
			if n.Start < end || n.End <= n.Start || n.End > len(s) || s[n.Start:n.End] != n.Text {
				t.Fatalf("%q has the note %+v behind %d", s, n, end)
			}
			end = n.End
		}
	})
}
