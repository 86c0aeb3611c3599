package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

// TestSeedArticle reads the news page that the project began with, which is
// not ours to ship: seed-article.txt in CLAIMBOT_EVAL_DIR.
func TestSeedArticle(t *testing.T) {
	dir := os.Getenv("CLAIMBOT_EVAL_DIR")
	if dir == "" {
		t.Skip("CLAIMBOT_EVAL_DIR is not set")
	}
	db := filepath.Join(t.TempDir(), "seed.db")
	mustRun(t, "load", "--db", db, "--outlet", "Metro", "--published", "2025-03-14", filepath.Join(dir, "seed-article.txt"))
	var row struct{ ID string }
	if err := json.Unmarshal(mustRun(t, "articles", "--db", db, "--json"), &row); err != nil {
		t.Fatal(err)
	}
	var view struct {
		Text    string
		Current []claims.Claim `json:"current_claims"`
	}
	if err := json.Unmarshal(mustRun(t, "article", "--db", db, "--json", row.ID), &view); err != nil {
		t.Fatal(err)
	}
	has := func(name string, fits func(claims.Claim) bool) {
		t.Helper()
		if !slices.ContainsFunc(view.Current, fits) {
			t.Errorf("not found: %s", name)
		}
	}
	has("one killed in Kryvyi Rih", func(c claims.Claim) bool { return tolls(c, claims.Killed, 1, claims.Exact, "Kryvyi Rih") })
	has("five injured in Kryvyi Rih", func(c claims.Claim) bool { return tolls(c, claims.Injured, 5, claims.Exact, "Kryvyi Rih") })
	has("at least one injured in Odesa and Dnipro", func(c claims.Claim) bool {
		return tolls(c, claims.Injured, 1, claims.AtLeast, "Odesa", "Dnipro") && c.Casualty.Joint
	})
	has("the 30-day proposal", func(c claims.Claim) bool { return c.Ceasefire != nil && c.Ceasefire.Duration == "P30D" })
	has("the conditional yes", func(c claims.Claim) bool {
		return acts(c, claims.AcceptsConditionally) && c.Speaker != nil && strings.HasSuffix(c.Speaker.Name, "Zelensky")
	})
	has("the not-yet", func(c claims.Claim) bool { return acts(c, claims.Undecided) && c.Ceasefire.Party == "Russia" })
	has("the taking of Kursk", func(c claims.Claim) bool {
		return c.Event != nil && c.When != nil && c.When.From == "2024-08-06" && strings.Contains(c.Event.Target, "Kursk")
	})
	has("Peskov via Reuters", func(c claims.Claim) bool {
		return speaks(c, "Dmitry Peskov") && len(c.Attribution.Via) == 1 && c.Attribution.Via[0].Name == "Reuters"
	})
	for name, want := range map[string]int{"Donald Trump": 3, "Vladimir Putin": 3, "Marco Rubio": 1} {
		n := 0
		for _, c := range view.Current {
			if c.Kind == claims.KindStatement && speaks(c, name) {
				n++
			}
		}
		if n < want {
			t.Errorf("%d statements by %s, want %d", n, name, want)
		}
	}
	for _, c := range view.Current {
		if view.Text[c.Start:c.End] != c.Quote {
			t.Errorf("%s: the quote does not stand at its offsets", c.ID)
		}
	}
	for _, noise := range []string{"JavaScript", "HTML5", "Get in touch", "news page"} {
		if strings.Contains(view.Text, noise) {
			t.Errorf("boilerplate was taken for text: %s", noise)
		}
	}
	answers(t, db)
}

func answers(t *testing.T, db string) {
	t.Helper()
	for question, want := range map[string]string{
		"How many people were hurt in Kryvyi Rih?": "5 injured in Kryvyi Rih",
		"What did Rubio say?":                      "Marco Rubio",
		"Has Russia accepted the ceasefire?":       "Not according to the articles loaded here",
		"What did Macron say?":                     "No article loaded here reports anything Macron said",
	} {
		if got := mustRun(t, "ask", "--db", db, question); !bytes.HasPrefix(got, []byte(want)) {
			t.Errorf("%s\n%s", question, got)
		}
	}
}

func tolls(c claims.Claim, outcome claims.Outcome, least int, qualifier claims.Qualifier, places ...string) bool {
	if c.Casualty == nil || c.Casualty.Outcome != outcome || c.Casualty.Min != least || c.Casualty.Qualifier != qualifier {
		return false
	}
	for _, p := range places {
		if !slices.ContainsFunc(c.Where, func(w claims.Place) bool { return w.Name == p }) {
			return false
		}
	}
	return true
}

func acts(c claims.Claim, act claims.Act) bool { return c.Ceasefire != nil && c.Ceasefire.Act == act }

func speaks(c claims.Claim, name string) bool { return c.Speaker != nil && c.Speaker.Name == name }
