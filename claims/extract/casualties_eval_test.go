package extract

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

// TestCasualtiesOnData runs the rules over a set of reports that is not part of
// this repository and prints how many figures of its gold they find. It writes
// what it finds in the form of the extract command to CLAIMBOT_EVAL_OUT.
func TestCasualtiesOnData(t *testing.T) {
	dir := os.Getenv("CLAIMBOT_EVAL_DIR")
	if dir == "" {
		t.Skip("CLAIMBOT_EVAL_DIR is not set")
	}
	docs := readEval(t, filepath.Join(dir, "muc-casualties-dev.jsonl"))
	var out *json.Encoder
	if path := os.Getenv("CLAIMBOT_EVAL_OUT"); path != "" {
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		out = json.NewEncoder(f)
	}
	var score evalScore
	for _, doc := range docs {
		found := casualties(parse(claims.Article{ID: doc.ID, Text: doc.Text}))
		for _, c := range found {
			if doc.Text[c.Start:c.End] != c.Quote {
				t.Errorf("%s: quote %q does not stand at its offsets", doc.ID, c.Quote)
			}
			if err := c.Validate(); err != nil {
				t.Errorf("%s: %v: %q", doc.ID, err, c.Quote)
			}
		}
		score.add(doc, found)
		if out != nil {
			if err := out.Encode(map[string]any{"id": doc.ID, "claims": append([]claims.Claim{}, found...)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Log(score)
}

type evalDoc struct {
	ID, Text string
	Gold     []struct {
		Outcome  claims.Outcome
		Min      int
		Max      *int
		Optional bool
	}
}

func readEval(t *testing.T, path string) []evalDoc {
	f, err := os.Open(path)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	var docs []evalDoc
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var d evalDoc
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs
}

// evalScore counts figures by outcome, lower and upper bound: those wanted,
// made in documents that want any, right, and made in the other documents.
type evalScore struct{ wanted, made, right, elsewhere int }

func (s *evalScore) add(doc evalDoc, found []claims.Claim) {
	have := map[string]bool{}
	for _, c := range found {
		f := c.Casualty
		if c.Modality != claims.Asserted || f.Cumulative || f.PartOf != "" || f.Max != nil && *f.Max == 0 {
			continue
		}
		switch {
		case f.Max != nil:
			have[fmt.Sprint(f.Outcome, f.Min, *f.Max)] = true
		case f.Qualifier == claims.AtLeast:
			have[fmt.Sprint(f.Outcome, f.Min, f.Min)] = true
		default:
			have[fmt.Sprint(f.Outcome, "many")] = true
		}
	}
	if len(doc.Gold) == 0 {
		s.elsewhere += len(have)
		return
	}
	s.made += len(have)
	want := map[string]bool{}
	for _, g := range doc.Gold {
		k := fmt.Sprint(g.Outcome, "many")
		if g.Max != nil {
			k = fmt.Sprint(g.Outcome, g.Min, *g.Max)
		}
		want[k] = true
	}
	s.wanted += len(want)
	for k := range want {
		if have[k] {
			s.right++
		}
	}
}

func (s evalScore) String() string {
	return fmt.Sprintf("wanted %d, made %d, right %d: recall %.3f, precision %.3f; made in other documents %d",
		s.wanted, s.made, s.right, float64(s.right)/float64(s.wanted), float64(s.right)/float64(s.made), s.elsewhere)
}
