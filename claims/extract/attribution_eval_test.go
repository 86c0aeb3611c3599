package extract

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

// TestAttributionPredictions writes, for the articles of
// $CLAIMBOT_EVAL_DIR/polnear-attributions-dev.jsonl, what the engine finds to
// the file that CLAIMBOT_EVAL_OUT names, for score_attributions.py to score.
func TestAttributionPredictions(t *testing.T) {
	dir, to := os.Getenv("CLAIMBOT_EVAL_DIR"), os.Getenv("CLAIMBOT_EVAL_OUT")
	if dir == "" || to == "" {
		t.Skip("CLAIMBOT_EVAL_DIR and CLAIMBOT_EVAL_OUT are not set")
	}
	in, err := os.Open(filepath.Join(dir, "polnear-attributions-dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	enc := json.NewEncoder(out)
	for lines.Scan() {
		var a claims.Article
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		p, err := NewOffline().Extract(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		if os.Getenv("CLAIMBOT_EVAL_RAW") != "" {
			p.Claims = rawAttributions(a)
		}
		if err := enc.Encode(map[string]any{"id": a.ID, "claims": p.Claims}); err != nil {
			t.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

func rawAttributions(a claims.Article) []claims.Claim {
	d := parse(a)
	var out []claims.Claim
	for _, at := range d.attributions {
		out = append(out, claims.Claim{Kind: claims.KindStatement, Text: at.lemma, Attribution: d.attributionOf(at)})
	}
	return out
}
