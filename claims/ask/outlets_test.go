package ask_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/review"
)

// hostileLabels try to pass for words of an article or of the program.
var hostileLabels = []string{claims.LabelState, "5 killed", "9 killed, 14 Mar 2026)", "“Nobody was killed”, he said", "No, according to Metro:", "the mayor denied it"}

// TestLabelsChangeNothing: whatever outlets and speakers are labelled, the
// same is answered, from the same claims, in the same words, or refused.
func TestLabelsChangeNothing(t *testing.T) {
	eachStory(t, "testdata/*.txtar", func(t *testing.T, story *txtar.Archive) {
		plain := loaded(t, story)
		want, _ := answersOf(t, plain, questionsOf(story))
		for _, label := range hostileLabels {
			markAll(t, plain, label)
			got, labels := answersOf(t, plain, questionsOf(story))
			if got != want {
				t.Errorf("labelled %q:\n%s\nwithout:\n%s", label, got, want)
			}
			if labels == 0 {
				t.Error("no label is shown")
			}
		}
	})
}

// TestLabelsChangeNoComposition is the same for what a model composes; it is
// told of no label.
func TestLabelsChangeNoComposition(t *testing.T) {
	eachStory(t, "testdata/model/*.txtar", func(t *testing.T, story *txtar.Archive) {
		store := loaded(t, story)
		markAll(t, store, "5 killed")
		want := story.Files[len(story.Files)-1].Data
		if got := tellModelFrom(t, story, store); !bytes.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	})
}

// TestLabelIsVisiblyOne: what is shown of an answer is its words, and labels
// that are seen to be such.
func TestLabelIsVisiblyOne(t *testing.T) {
	eachStory(t, "testdata/toll.txtar", func(t *testing.T, story *txtar.Archive) {
		store := loaded(t, story)
		markAll(t, store, "5 killed")
		a := answer(t, store, "how many died in varnholm")
		var shown []string
		for _, s := range a.Sentences[:3] {
			shown = append(shown, claims.Labelled(s.Text, a.LabelsOf(s.Citations)))
		}
		want := "7 or 9 killed in Varnholm: sources disagree\n" +
			"The emergency service [label: 5 killed]: 9 killed (Meridian [label: 5 killed], 11 Mar 2026 08:05)\n" +
			"The regional governor [label: 5 killed]: 7 killed (Harbour Post [label: 5 killed], 11 Mar 2026 07:30)"
		if got := strings.Join(shown, "\n"); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		if strings.Contains(a.Answer, "label") {
			t.Errorf("the verified words hold a label: %s", a.Answer)
		}
	})
}

// TestExcludedIsAsNotLoaded: an excluded outlet leaves the answers, conflicts,
// nearest claims and counts that there were without its articles.
func TestExcludedIsAsNotLoaded(t *testing.T) {
	eachStory(t, "testdata/*.txtar", func(t *testing.T, story *txtar.Archive) {
		store, counted := loaded(t, story), 0
		publishers, err := store.Publishers(t.Context(), "local")
		if err != nil || len(publishers) == 0 {
			t.Fatal(publishers, err)
		}
		for _, p := range publishers {
			name := p.Name
			if name == "" {
				name = p.Domain
			}
			outlets := review.NewOutlets(store)
			if _, err := outlets.Exclude(t.Context(), "local", name, "ann"); err != nil {
				t.Fatal(err)
			}
			got, left := gistOf(t, store, questionsOf(story))
			counted += left
			without := loaded(t, story)
			removeAll(t, without, p)
			want, none := gistOf(t, without, questionsOf(story))
			if got != want || none != 0 {
				t.Errorf("%s excluded:\n%s\nnot loaded:\n%s", name, got, want)
			}
			if _, err := outlets.Include(t.Context(), "local", name, "ann"); err != nil {
				t.Fatal(err)
			}
		}
		if counted == 0 {
			t.Error("nothing that was left out was counted")
		}
	})
}

func TestExcludedIsCounted(t *testing.T) {
	eachStory(t, "testdata/toll.txtar", func(t *testing.T, story *txtar.Archive) {
		store := loaded(t, story)
		outlets := review.NewOutlets(store)
		exclude := func(name string) {
			if _, err := outlets.Exclude(t.Context(), "local", name, "ann"); err != nil {
				t.Fatal(err)
			}
		}
		exclude("meridian")
		a := answer(t, store, "how many died in varnholm")
		if a.Refused || !strings.Contains(a.Answer, "7 killed in Varnholm\n") || strings.Contains(a.Answer, "9 killed") || len(a.Conflicts) != 0 || a.LeftOut.String() != "1 claim of 1 excluded outlet" {
			t.Errorf("%+v, left out %v", a.Sentences, a.LeftOut)
		}
		if a := answer(t, store, "How many people were killed in Halvick?"); a.LeftOut != nil {
			t.Errorf("what does not answer is counted: %+v", a.LeftOut)
		}
		exclude("harbour post")
		a = answer(t, store, "how many died in varnholm")
		if !a.Refused || !strings.Contains(a.Reason, "only those of excluded outlets") || fmt.Sprint(a.LeftOut.Outlets) != "[Harbour Post Meridian]" {
			t.Errorf("%+v, %+v", a, a.LeftOut)
		}
		for _, e := range a.Evidence {
			if e.Article.Outlet != "Border Herald" {
				t.Errorf("an excluded claim comes nearest: %+v", e)
			}
		}
		exclude("border herald")
		a = answer(t, store, "how many died in varnholm")
		if !a.Refused || !strings.HasPrefix(a.Reason, "All articles loaded here are of excluded outlets") || len(a.Evidence) != 0 || a.LeftOut == nil || a.NewestReport != "" {
			t.Errorf("%+v, %+v", a, a.LeftOut)
		}
	})
}

// TestSearchShowsExcluded: who searches sees what is there, marked.
func TestSearchShowsExcluded(t *testing.T) {
	eachStory(t, "testdata/toll.txtar", func(t *testing.T, story *txtar.Archive) {
		store := loaded(t, story)
		if _, err := review.NewOutlets(store).Exclude(t.Context(), "local", "meridian", "ann"); err != nil {
			t.Fatal(err)
		}
		found, err := askerOf(store).Search(t.Context(), "local", ask.SearchQuery{Words: "killed in Varnholm"})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[bool]int{}
		for _, f := range found {
			seen[f.Excluded]++
			if f.Excluded != (f.Article.Outlet == "Meridian") {
				t.Errorf("%s: excluded is %t", f.Article.Outlet, f.Excluded)
			}
		}
		if seen[true] == 0 || seen[false] == 0 {
			t.Errorf("found %v", seen)
		}
	})
}

// TestWhoseLabel: a speaker is found by other spellings of the name.
func TestWhoseLabel(t *testing.T) {
	person := &claims.Speaker{Name: "Peskov", Role: "Kremlin spokesman", Type: claims.SpeakerPerson}
	group := &claims.Speaker{Name: "Russia’s defence ministry", Type: claims.SpeakerOrganization}
	ministry := &claims.Speaker{Name: "Defence Ministry", Type: claims.SpeakerOrganization}
	abroad := &claims.Speaker{Name: "Defence Ministry", Affiliation: "Russia", Type: claims.SpeakerOrganization}
	source := func(words string) *claims.Attribution { return &claims.Attribution{Source: &claims.Span{Text: words}} }
	for _, tt := range []struct {
		mark string
		c    claims.Claim
		a    claims.Article
		want string
	}{
		{"Russian Ministry of Defence", claims.Claim{Speaker: group}, claims.Article{}, "speaker Russia’s defence ministry"},
		{"russia's defence ministry", claims.Claim{Speaker: group}, claims.Article{}, "speaker Russia’s defence ministry"},
		{"Russian defence ministry", claims.Claim{Speaker: ministry, Attribution: source("Russia’s Defence Ministry")}, claims.Article{}, "speaker Defence Ministry"},
		{"Russian defence ministry", claims.Claim{Speaker: abroad}, claims.Article{}, "speaker Defence Ministry"},
		{"Russian defence ministry", claims.Claim{Speaker: ministry, Attribution: source("Ukraine’s Defence Ministry")}, claims.Article{}, ""},
		{"the mayor", claims.Claim{Attribution: source("the mayor")}, claims.Article{}, "speaker the mayor"},
		{"defence ministry", claims.Claim{Speaker: group}, claims.Article{}, ""},
		{"Dmitry Peskov", claims.Claim{Speaker: person}, claims.Article{}, "speaker Peskov"},
		{"Kremlin spokesman", claims.Claim{Speaker: person}, claims.Article{}, "speaker Kremlin spokesman"},
		{"Boris Ivanov", claims.Claim{Speaker: person}, claims.Article{}, ""},
		{"TASS", claims.Claim{}, claims.Article{Outlet: "Metro", Via: []string{"Tass"}}, "via Tass"},
		{"metro", claims.Claim{Speaker: person}, claims.Article{Outlet: "Metro"}, "outlet Metro"},
		{"metro.example", claims.Claim{}, claims.Article{URL: "https://www.metro.example/1"}, "outlet metro.example"},
	} {
		marks := claims.Marks{claims.MarkKey(tt.mark): {Name: tt.mark, Label: "x"}}
		labels, err := ask.New(ask.Options{Outlets: said(marks)}).Labels(t.Context(), "local", tt.c, tt.a)
		var got []string
		for _, l := range labels {
			got = append(got, l.Of+" "+l.Name)
		}
		if err != nil || strings.Join(got, ", ") != tt.want {
			t.Errorf("%s: %v, %v, want %s", tt.mark, got, err, tt.want)
		}
	}
}
