package track

import (
	"bufio"
	"encoding/json"
	"math/bits"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

// TestEvalCopies prints how well copies are told among the articles of
// CLAIMBOT_EVAL_DIR: pairs of different articles, and what outlets make of one.
func TestEvalCopies(t *testing.T) {
	dir := os.Getenv("CLAIMBOT_EVAL_DIR")
	if dir == "" {
		t.Skip("CLAIMBOT_EVAL_DIR is not set")
	}
	for _, name := range []string{"ecbplus-incidents-dev.jsonl", "muc-casualties-dev.jsonl"} {
		t.Run(name, func(t *testing.T) {
			articles := readEval(t, filepath.Join(dir, name))
			evalPairs(t, articles)
			evalVariants(t, articles)
		})
	}
}

func readEval(t *testing.T, path string) (all []reading) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var a claims.Article
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		a.Outlet = a.ID // none is named: each has its own
		all = append(all, shingled(Text{Article: a}))
	}
	return all
}

// evalPairs prints each pair that is found, to be judged by eye.
func evalPairs(t *testing.T, all []reading) {
	pairs, found, marked, banded, near := 0, 0, 0, 0, 0
	hashes, banding := make([]uint64, len(all)), make([][bands][2]uint64, len(all))
	for i, a := range all {
		hashes[i], banding[i] = simhash(a), minhash(a)
	}
	for i, a := range all {
		for j, b := range all[:i] {
			pairs++
			if shareMark(a, b) {
				marked++
			}
			if sharesBand(banding[i], banding[j]) {
				banded++
			}
			if bits.OnesCount64(hashes[i]^hashes[j]) <= simhashBits {
				near++
			}
			if same, ok := compare(a, b); ok {
				found++
				t.Logf("%s = %s: %.2f", a.article.ID, b.article.ID, same.share)
			}
		}
	}
	t.Logf("%d articles: %d of %d pairs share marks, %d a band of minhash, %d are near by simhash; %d are copies", len(all), marked, pairs, banded, near, found)
}

func shareMark(a, b reading) bool {
	marks, n := b.shingles.Marks(), 0
	own := a.shingles.Marks()
	for _, m := range a.shingles.Probes() {
		if _, ok := slices.BinarySearch(marks, m); ok {
			n++
		}
	}
	return n > 0 && n*5 >= min(len(own), len(marks))
}

// evalVariants prints how many of each kind of variant are found, by their
// marks and then by their shingles.
func evalVariants(t *testing.T, all []reading) {
	r := rand.New(rand.NewPCG(3, 1))
	sentences := func(s string) []string { return strings.SplitAfter(s, ". ") }
	another := func(i int) []string { return sentences(all[(i+7)%len(all)].article.Text) }
	for _, v := range []struct {
		name string
		make func(i int, s string) string
	}{
		{"another headline", func(i int, s string) string { return another(i)[0] + "\n\n" + s }},
		{"cut to the first half", func(_ int, s string) string { all := sentences(s); return strings.Join(all[:(len(all)+1)/2], "") }},
		{"cut to the first third", func(_ int, s string) string { all := sentences(s); return strings.Join(all[:(len(all)+2)/3], "") }},
		{"a local paragraph behind", func(i int, s string) string {
			return s + "\n\n" + strings.Join(another(i)[:min(3, len(another(i)))], "")
		}},
		{"a local paragraph before", func(i int, s string) string {
			return strings.Join(another(i)[:min(3, len(another(i)))], "") + "\n\n" + s
		}},
		{"every 15th word another", func(_ int, s string) string { return edited(r, s, 15) }},
		{"every 8th word another", func(_ int, s string) string { return edited(r, s, 8) }},
		{"half, edited, headed", func(i int, s string) string {
			all := sentences(s)
			return another(i)[0] + "\n\n" + edited(r, strings.Join(all[:(len(all)+1)/2], ""), 20)
		}},
		{"each figure another", func(_ int, s string) string { return refigured(s) }},
	} {
		marked, found, n, banded, near := 0, 0, 0, 0, 0
		for i, a := range all {
			made := v.make(i, a.article.Text)
			if v.name == "each figure another" && made == a.article.Text {
				continue
			}
			n++
			b := shingled(Text{Article: claims.Article{ID: "variant", Outlet: "another", Text: made}})
			if sharesBand(minhash(a), minhash(b)) {
				banded++
			}
			if bits.OnesCount64(simhash(a)^simhash(b)) <= simhashBits {
				near++
			}
			if !shareMark(a, b) {
				continue
			}
			marked++
			if _, ok := compare(a, b); ok {
				found++
			}
		}
		t.Logf("%-26s %d of %d by marks, %d copies; %d by minhash, %d by simhash", v.name, marked, n, found, banded, near)
	}
}

// edited puts another word in the place of about every n-th.
func edited(r *rand.Rand, s string, n int) string {
	words := strings.Split(s, " ")
	for i := range words {
		if r.IntN(n) == 0 && !strings.ContainsAny(words[i], "0123456789") {
			words[i] = "altogether"
		}
	}
	return strings.Join(words, " ")
}

// refigured writes other digits.
func refigured(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '8' {
			return r + 1
		}
		return r
	}, s)
}

// What else copies could be looked up by: minhash of 20 bands of 2 and, as
// H. Manku, A. Jain and A. Das Sarma have it, simhash of 64 bits.
const (
	bands       = 20
	simhashBits = 6
)

func sharesBand(x, y [bands][2]uint64) bool {
	for i := range x {
		if x[i] == y[i] {
			return true
		}
	}
	return false
}

func minhash(r reading) (out [bands][2]uint64) {
	for i := range out {
		for j := range out[i] {
			out[i][j] = ^uint64(0)
			for _, h := range r.shingles.All {
				h = (h ^ uint64(2*i+j+1)*0x9e3779b97f4a7c15) * 0xbf58476d1ce4e5b9
				out[i][j] = min(out[i][j], h^h>>29)
			}
		}
	}
	return out
}

func simhash(r reading) (out uint64) {
	var votes [64]int
	for _, h := range r.shingles.All {
		for bit := range votes {
			votes[bit] += int(h>>bit&1)*2 - 1
		}
	}
	for bit, v := range votes {
		if v > 0 {
			out |= 1 << bit
		}
	}
	return out
}
