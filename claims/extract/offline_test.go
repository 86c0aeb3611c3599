package extract_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected claims in testdata")

// TestStories reads each story of testdata/speech: an article, and the
// statements that must come out of it.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/speech/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { tellStory(t, file) })
	}
}

func tellStory(t *testing.T, file string) {
	story, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a := claims.Article{PublishedAt: "2025-03-14", Outlet: "The Vale Courier"}
	want := -1
	for i, f := range story.Files {
		switch f.Name {
		case "article.txt":
			a.Text = strings.TrimSuffix(string(f.Data), "\n")
		case "language":
			a.Language = strings.TrimSpace(string(f.Data))
		case "claims.txt":
			want = i
		}
	}
	p, err := extract.NewOffline().Extract(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, a.Text, p.Claims)
	a.Identify()
	_, rejected := proof.NewGate("test").Check(a, a.PublishedAt, p.Claims)
	for _, r := range rejected {
		t.Errorf("the gate rejects %q: %s", r.Claim.Text, r.Reason)
	}
	got := describe(p)
	if *update {
		if want < 0 {
			story.Files = append(story.Files, txtar.File{Name: "claims.txt"})
			want = len(story.Files) - 1
		}
		story.Files[want].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(story), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want < 0 {
		t.Fatal("the story has no claims.txt; run with -update")
	}
	if diff := cmp.Diff(string(story.Files[want].Data), got); diff != "" {
		t.Errorf("claims differ (-want +got):\n%s", diff)
	}
}

// describe writes statements as a person reads them.
func describe(p extract.Proposal) string {
	var b strings.Builder
	if p.Note != "" {
		fmt.Fprintf(&b, "note: %s\n", p.Note)
	}
	for _, c := range p.Claims {
		if c.Kind != claims.KindStatement {
			fmt.Fprintf(&b, "%s\n", c.Kind)
			if c.Attribution == nil {
				continue
			}
		} else {
			fmt.Fprintf(&b, "%s: %s\n", c.Modality, c.Text)
		}
		a := c.Attribution
		for _, part := range []struct {
			name string
			span *claims.Span
		}{{"source", a.Source}, {"cue", a.Cue}, {"content", &a.Content.Span}} {
			if part.span != nil {
				fmt.Fprintf(&b, "  %s: %s\n", part.name, part.span.Text)
			}
		}
		for _, more := range a.Content.More {
			fmt.Fprintf(&b, "  more: %s\n", more.Text)
		}
		for _, via := range a.Via {
			fmt.Fprintf(&b, "  via: %s\n", via.Name)
		}
		if s := c.Speaker; s != nil {
			fmt.Fprintf(&b, "  speaker: %s | %s | %s | %s\n", s.Name, s.Role, s.Affiliation, s.Type)
		}
		for _, context := range c.Context {
			fmt.Fprintf(&b, "  context: %s\n", context.Text)
		}
		if c.When != nil {
			fmt.Fprintf(&b, "  when: %s\n", c.When.From)
		}
	}
	return b.String()
}

// checkSpans wants every span to reproduce its bytes.
func checkSpans(t *testing.T, body string, all []claims.Claim) {
	t.Helper()
	check := func(what string, s claims.Span) {
		if s.Start < 0 || s.End > len(body) || s.Start >= s.End || body[s.Start:s.End] != s.Text {
			t.Fatalf("%s %q does not stand at %d-%d", what, s.Text, s.Start, s.End)
		}
	}
	for _, c := range all {
		check("quote", claims.Span{Text: c.Quote, Start: c.Start, End: c.End})
		for _, s := range c.Context {
			check("context", s)
		}
		if c.When != nil {
			check("when", c.When.Span)
		}
		for _, p := range c.Where {
			check("where", p.Span)
		}
		if a := c.Attribution; a != nil {
			for _, s := range []*claims.Span{a.Source, a.Cue} {
				if s != nil {
					check("source or cue", *s)
				}
			}
			if a.Content != nil {
				check("content", a.Content.Span)
				for _, s := range a.Content.More {
					check("more", s)
				}
			}
			for _, v := range a.Via {
				check("via", v.Span)
			}
		}
		if !utf8.ValidString(c.Text) && utf8.ValidString(body) {
			t.Fatalf("text %q is not valid UTF-8", c.Text)
		}
		if err := c.Validate(); err != nil {
			t.Fatalf("claim %q: %v", c.Text, err)
		}
	}
}

func FuzzOffline(f *testing.F) {
	for _, s := range []string{
		"“We will stay,” said Ada Moss, the mayor of Vale. “We always have.”",
		"He said: ‘One.\n‘Two, three’s company,’ she added.\nAccording to police, five were hurt, Reuters reports.",
		"\"\"\"''' said said said that that, who , who told told to to “ ” ‘ ’",
		"X: “Y”. A, the b, c, d, e, said \xff\xfe, he said, but he said; “",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a := claims.Article{Text: s, Language: "en", PublishedAt: "2025-03-14"}
		first, err := extract.NewOffline().Extract(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		checkSpans(t, s, first.Claims)
		second, _ := extract.NewOffline().Extract(t.Context(), a)
		if !reflect.DeepEqual(first, second) {
			t.Fatal("the same article got other claims the second time")
		}
	})
}

// TestHostileInputIsBounded: what makes rules look far must not make them slow.
func TestHostileInputIsBounded(t *testing.T) {
	sizes := map[string]int{"\"": 1 << 20, "“": 1 << 20, "' ": 1 << 20}
	for _, unit := range []string{"\"", "“", "‘a ", "' ", "said ", "he said, ", "X, ", "(", "said that ", "according to ", "the ", "“a,” he said. ", "A: ", "- "} {
		t.Run(unit, func(t *testing.T) {
			size := max(sizes[unit], 1<<17)
			a := claims.Article{Text: strings.Repeat(unit, size/len(unit)), Language: "en"}
			begin := time.Now()
			if _, err := extract.NewOffline().Extract(t.Context(), a); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(begin); took > 30*time.Second {
				t.Errorf("%d bytes took %v", size, took)
			}
		})
	}
}

func BenchmarkOffline(b *testing.B) {
	a := claims.Article{Text: articleOf(5000), Language: "en", PublishedAt: "2025-03-14"}
	engine := extract.NewOffline()
	b.SetBytes(int64(len(a.Text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := engine.Extract(b.Context(), a); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// articleOf makes an article of about size bytes of the stories' sentences.
func articleOf(size int) string {
	files, _ := filepath.Glob("testdata/speech/*.txtar")
	var b strings.Builder
	for b.Len() < size {
		for _, file := range files {
			story, err := txtar.ParseFile(file)
			if err != nil {
				continue
			}
			for _, f := range story.Files {
				if f.Name == "article.txt" && b.Len() < size {
					b.Write(f.Data)
				}
			}
		}
		if b.Len() == 0 {
			return ""
		}
	}
	return b.String()
}
