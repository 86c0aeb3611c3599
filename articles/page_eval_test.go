package articles

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestMainTextMeasured measures the main text of the pages in
// $CLAIMBOT_EVAL_DIR, as the article extraction benchmark of Scrapinghub
// defines it: the F1 of mean precision and mean recall of shingles of four
// words. The folder holds ground-truth.json and a packed page for each key.
func TestMainTextMeasured(t *testing.T) {
	dir := os.Getenv("CLAIMBOT_EVAL_DIR")
	if dir == "" {
		t.Skip("CLAIMBOT_EVAL_DIR is not set")
	}
	raw, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var truth map[string]struct {
		Body string `json:"articleBody"`
		URL  string `json:"url"`
	}
	if err := json.Unmarshal(raw, &truth); err != nil {
		t.Fatal(err)
	}
	var precision, recall float64
	for key, want := range truth {
		p, err := parsePage(readPacked(t, filepath.Join(dir, key+".html.gz")), "", want.URL, today)
		if err != nil {
			t.Logf("%.12s: %v", key, err)
		}
		exact, found := overlap(shingles(want.Body), shingles(p.Text))
		precision += exact / float64(len(truth))
		recall += found / float64(len(truth))
		if dump := os.Getenv("CLAIMBOT_EVAL_DUMP"); dump != "" {
			_ = os.WriteFile(filepath.Join(dump, key+".got"), []byte(p.Text), 0o600)
			_ = os.WriteFile(filepath.Join(dump, key+".want"), []byte(want.Body), 0o600)
			p.Text = ""
			_ = os.WriteFile(filepath.Join(dump, key+".meta"), fmt.Appendf(nil, "%.3f %.3f %s\n%+v\n", exact, found, want.URL, p), 0o600)
		}
	}
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("%d pages: precision %.4f, recall %.4f, F1 %.4f", len(truth), precision, recall, f1)
	if f1 < 0.95 {
		t.Errorf("F1 %.4f is worse than that of readability alone", f1)
	}
}

func readPacked(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

var evalWord = regexp.MustCompile(`[\p{L}\p{N}_]+`)

func shingles(s string) map[string]int {
	out := map[string]int{}
	words := evalWord.FindAllString(s, -1)
	if len(words) > 0 && len(words) < 4 {
		out[strings.Join(words, " ")]++
	}
	for i := 0; i+4 <= len(words); i++ {
		out[strings.Join(words[i:i+4], " ")]++
	}
	return out
}

func overlap(want, got map[string]int) (precision, recall float64) {
	shared, wanted, given := 0, 0, 0
	for s, n := range want {
		shared += min(n, got[s])
		wanted += n
	}
	for _, n := range got {
		given += n
	}
	if wanted+given == 0 {
		return 1, 1
	}
	return float64(shared) / float64(max(given, 1)), float64(shared) / float64(max(wanted, 1))
}
