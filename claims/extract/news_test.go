package extract_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/proof"
)

// TestNews reads whole stories of the news under testdata/news, as the gate
// accepts them: each claim with what is shown of it.
func TestNews(t *testing.T) {
	files, err := filepath.Glob("testdata/news/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			story, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			a := claims.Article{PublishedAt: "2026-03-13", Outlet: "The Vale Courier", Text: strings.TrimSuffix(string(story.Files[0].Data), "\n")}
			p, err := extract.NewOffline().Extract(t.Context(), a)
			if err != nil {
				t.Fatal(err)
			}
			checkSpans(t, a.Text, p.Claims)
			a.Identify()
			accepted, rejected := proof.NewGate("test").Check(a, a.PublishedAt, p.Claims)
			for _, r := range rejected {
				t.Errorf("the gate rejects %q: %s %s", r.Claim.Text, r.Reason, r.Words)
			}
			var b strings.Builder
			for _, c := range accepted {
				b.WriteString(shown(t, c.Claim()))
			}
			if *update {
				story.Files = append(story.Files[:1], txtar.File{Name: "claims.txt", Data: []byte(b.String())})
				if err := os.WriteFile(file, txtar.Format(story), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(story.Files) < 2 {
				t.Fatal("the story has no claims.txt; run with -update")
			}
			if diff := cmp.Diff(string(story.Files[1].Data), b.String()); diff != "" {
				t.Errorf("claims differ (-want +got):\n%s", diff)
			}
		})
	}
}

// shown writes a claim as a person sees it: the sentence, the quote where the
// sentence is another, who speaks, what it says, when and where.
func shown(t *testing.T, c claims.Claim) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s: %s\n", c.Kind, c.Modality, c.Text)
	if c.Quote != c.Text {
		fmt.Fprintf(&b, "  quote: %s\n", strings.Join(strings.Fields(c.Quote), " "))
	}
	if s := c.Speaker; s != nil {
		fmt.Fprintf(&b, "  speaker: %s | %s | %s | %s\n", s.Name, s.Role, s.Affiliation, s.Type)
	}
	for _, details := range []any{c.Casualty, c.Ceasefire, c.Event} {
		if body, err := json.Marshal(details); err != nil {
			t.Fatal(err)
		} else if string(body) != "null" {
			fmt.Fprintf(&b, "  %s\n", body)
		}
	}
	if c.When != nil {
		fmt.Fprintf(&b, "  when: %s to %s (%s)\n", c.When.From, c.When.To, c.When.Text)
	}
	for _, p := range c.Where {
		fmt.Fprintf(&b, "  where: %s\n", p.Name)
	}
	return b.String()
}
