package storagetest

import (
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/storage"
	"github.com/google/go-cmp/cmp"
)

func testAnswers(t *testing.T, open func(*testing.T) storage.Store) {
	t.Run("ComeBackAsTheyWere", func(t *testing.T) {
		d := openDesk(t, open)
		want := citing(d, "river")
		earlier := []string{"Which river?", "The \"Vale\"?"}
		fallen := []proof.Fallen{{Sentence: claims.Sentence{Text: "By 3.", Citations: []string{"c1"}, Facts: []string{"f1"}}, Problem: proof.Problem{Reason: proof.BadNumber, Words: "3"}}}
		id, err := d.SaveAnswer(t.Context(), d.ws, ask.Entry{Answer: proof.RestoreAnswer(want), By: "ann", Earlier: earlier, Fallen: fallen})
		d.ok(err)
		for _, key := range []string{id, id[:len(id)-1]} {
			kept, err := d.Answer(t.Context(), d.ws, key)
			d.ok(err)
			d.want("kept", []any{kept.ID, kept.By, kept.Stale, kept.At.IsZero()}, []any{id, "ann", false, false})
			if diff := cmp.Diff(want, kept.Answer.Answer()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([]any{earlier, fallen}, []any{kept.Earlier, kept.Fallen}); diff != "" {
				t.Error(diff)
			}
		}
	})

	t.Run("EachHasAnIdOfItsOwn", func(t *testing.T) {
		d := openDesk(t, open)
		refusal := proof.RestoreAnswer(claims.Answer{Question: "Why?", Refused: true})
		first, err := d.SaveAnswer(t.Context(), d.ws, ask.Entry{Answer: refusal})
		d.ok(err)
		second, err := d.SaveAnswer(t.Context(), d.ws, ask.Entry{Answer: refusal})
		d.ok(err)
		if first == second || first == "" {
			t.Errorf("ids %q and %q", first, second)
		}
		_, err = d.SaveAnswer(t.Context(), "nowhere", ask.Entry{Answer: refusal})
		d.fails(err, claims.ENotFound)
		_, err = d.Answer(t.Context(), d.ws, "nothing")
		d.fails(err, claims.ENotFound)
	})

	t.Run("StaleWhenACitedClaimGoes", func(t *testing.T) {
		d := openDesk(t, open)
		a := citing(d, "river")
		id, err := d.SaveAnswer(t.Context(), d.ws, ask.Entry{Answer: proof.RestoreAnswer(a)})
		d.ok(err)
		stale := func() bool {
			kept, err := d.Answer(t.Context(), d.ws, id)
			d.ok(err)
			return kept.Stale
		}
		cited := a.Evidence[0].ID
		d.ok(d.SetState(t.Context(), d.ws, cited, claims.Removed, ""))
		d.want("hidden", stale(), true)
		d.ok(d.SetState(t.Context(), d.ws, cited, claims.Current, ""))
		d.want("brought back", stale(), false)
		d.load("a1", riverFell)
		d.want("replaced", stale(), true)
		d.load("a1", riverRose)
		d.want("made again", stale(), false)
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "a1", "")))
		d.want("article removed", stale(), true)
		_, err = d.Undo(t.Context(), d.ws, "a1", "")
		d.ok(err)
		d.want("article brought back", stale(), false)
	})
}

// citing loads an article and gives an answer that fills every field.
func citing(d *desk, words string) claims.Answer {
	d.t.Helper()
	d.load("a1", riverRose)
	hit := d.search(words)[0]
	c, most := hit.Claim.Claim(), 2
	return claims.Answer{
		Question: "How much did it rise?", Answer: "By two metres.",
		Sentences:    []claims.Sentence{{Text: "By two metres.", Citations: []string{c.ID}, Facts: []string{"f1"}}},
		Evidence:     []claims.Evidence{{Claim: c, Article: hit.Article, URL: "https://valley.example/1#:~:text=rose"}},
		Facts:        []claims.Fact{{ID: "f1", Kind: "range", Text: "1 to 2", Min: &most, Max: &most, Claims: []string{c.ID}}},
		Conflicts:    []claims.Conflict{{About: "the river", Sides: []claims.Side{{Text: "rose", Citations: []string{c.ID}}}}},
		NewestReport: "2025-03-14", Articles: 1, Engine: claims.EngineOffline, Tokens: claims.Tokens{Prompt: 1, Completion: 2}, MS: 3,
		Nearest: []claims.Claim{c},
	}
}
