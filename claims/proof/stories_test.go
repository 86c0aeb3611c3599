package proof_test

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// TestStories tells the stories of testdata/stories: articles, claims that a
// careful model would make of them, and what an honest and a lying one would
// say instead. The files of a story are, in order:
//
//	article DAY OUTLET    the text of an article
//	claim                 a claim of it, as JSON; the gate must accept it
//	honest, lies          what may, and must not, stand in the place of that
//	                      claim: a line is another sentence, or a JSON object
//	                      that is merged into the claim
//	answers, deceits      sentences of answers that may, and must not, be
//	                      shown; "[2]" cites the second claim of the story
//
// What the checks are known to get wrong stands under lost (honest, but
// rejected) and missed (a lie, but accepted), so that nobody takes the rules
// for better than they are.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	total := map[string]int{}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := story{total: total}
			for _, f := range archive.Files {
				s.tell(t, f.Name, strings.TrimSuffix(string(f.Data), "\n"))
			}
		})
	}
	t.Logf("lines: %v", total)
}

// story is what has been told of one so far.
type story struct {
	article  claims.Article
	claim    claims.Claim
	accepted []proof.Retrieved
	total    map[string]int
}

func (s *story) tell(t *testing.T, name, body string) {
	t.Helper()
	head, rest, _ := strings.Cut(name, " ")
	switch head {
	case "article":
		day, outlet, _ := strings.Cut(rest, " ")
		s.article = claims.Article{Text: body, PublishedAt: claims.Time(day), Outlet: outlet}
		s.article.Identify()
	case "claim":
		s.claim = claims.Claim{Confidence: 0.8, Modality: claims.Asserted}
		merge(t, &s.claim, body)
		accepted, rejected := s.gate(s.claim)
		if len(accepted) != 1 {
			t.Fatalf("the gate rejects %q: %s %s", s.claim.Text, rejected[0].Reason, rejected[0].Words)
		}
		s.accepted = append(s.accepted, proof.Retrieved{Claim: accepted[0], Article: s.article.Head()})
	case "honest", "lost", "lies", "missed":
		for line := range strings.SplitSeq(body, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				s.propose(t, line, head)
			}
		}
	case "answers", "deceits", "lostanswers", "misseddeceits":
		for line := range strings.SplitSeq(body, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				s.answer(t, line, head)
			}
		}
	default:
		t.Fatalf("a story has no %q", name)
	}
}

func (s *story) gate(c claims.Claim) ([]proof.Claim, []proof.Rejection) {
	return proof.NewGate("local").Check(s.article, s.article.PublishedAt, []claims.Claim{c})
}

// propose puts a line in the place of the claim's sentence, or merges it in.
func (s *story) propose(t *testing.T, line, kind string) {
	t.Helper()
	s.total[kind]++
	c := s.claim.Clone()
	if strings.HasPrefix(line, "{") {
		merge(t, &c, line)
	} else {
		c.Text = line
	}
	accepted, rejected := s.gate(c)
	switch want := kind == "honest" || kind == "missed"; {
	case want && len(accepted) == 0:
		t.Errorf("%s, but rejected (%s: %s): %s", kind, rejected[0].Reason, rejected[0].Words, line)
	case !want && len(accepted) > 0:
		t.Errorf("%s, but accepted: %s", kind, line)
	}
}

var citation = regexp.MustCompile(`\[(\d+)\]`)

// answer lets the verifier look at a sentence with its citations.
func (s *story) answer(t *testing.T, line, kind string) {
	t.Helper()
	s.total[kind]++
	sentence := claims.Sentence{Text: strings.TrimSpace(citation.ReplaceAllString(line, ""))}
	for _, m := range citation.FindAllStringSubmatch(line, -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil || n < 1 || n > len(s.accepted) {
			t.Fatalf("no claim %s: %s", m[0], line)
		}
		sentence.Citations = append(sentence.Citations, s.accepted[n-1].Claim.Claim().ID)
	}
	_, fallen, ok := proof.Verify(proof.Draft{Answer: claims.Answer{Question: "?", Sentences: []claims.Sentence{sentence}}, Retrieved: s.accepted, Prose: true})
	switch want := kind == "answers" || kind == "misseddeceits"; {
	case want && !ok:
		t.Errorf("%s, but fell (%s: %s): %s", kind, fallen[0].Problem.Reason, fallen[0].Problem.Words, line)
	case !want && ok:
		t.Errorf("%s, but shown: %s", kind, line)
	}
}

func merge(t *testing.T, c *claims.Claim, patch string) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(patch))
	d.DisallowUnknownFields()
	if err := d.Decode(c); err != nil {
		t.Fatalf("%v: %s", err, patch)
	}
}
