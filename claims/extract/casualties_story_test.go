package extract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/claimbot/claimbot/claims"
)

// TestFamilyStories reads whole articles: each file under testdata/families holds an
// article and the claims that must come out, one a line. CLAIMBOT_UPDATE=1
// rewrites them.
func TestFamilyStories(t *testing.T) {
	files, err := filepath.Glob("testdata/families/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			story, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			article, want := string(story.Files[0].Data), string(story.Files[1].Data)
			got := tellFamilies(t, article)
			if os.Getenv("CLAIMBOT_UPDATE") != "" {
				story.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(story), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// tellFamilies writes the claims of the three families, one a line.
func tellFamilies(t *testing.T, article string) string {
	var b strings.Builder
	for _, c := range found(t, article, claims.KindCasualty) {
		b.WriteString("casualty: " + casualty(c) + whereAndWhen(c) + "\n")
	}
	for _, c := range found(t, article, claims.KindCeasefire) {
		b.WriteString("ceasefire: " + position(c) + "\n")
	}
	for _, c := range found(t, article, claims.KindEvent) {
		b.WriteString("event: " + happened(c) + "\n")
	}
	return b.String()
}

func whereAndWhen(c claims.Claim) string {
	var s string
	for _, p := range c.Where {
		s += " @" + p.Name
	}
	if c.When != nil {
		s += " " + c.When.From.Day()
	}
	return s
}
