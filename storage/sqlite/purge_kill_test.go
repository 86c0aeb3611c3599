package sqlite

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

const killedArticles = 12

func killedID(n int) string { return fmt.Sprintf("k%02d", n) }

func killedWord(n int) string { return fmt.Sprintf("quell%02dwort", n) }

// TestPurgeKilled kills children amid their purges: an article is whole or
// gone then, and the next scrub leaves no word of those that are.
func TestPurgeKilled(t *testing.T) {
	if child := flag.Args(); len(child) == 1 {
		purgeChild(t, child[0])
		return
	}
	path := filepath.Join(t.TempDir(), "claims.db")
	s := openStore(t, path)
	for n := range killedArticles {
		saved, err := s.SaveArticle(t.Context(), "local", claims.Document{Article: claims.Article{ID: killedID(n), Text: strings.Repeat("The "+killedWord(n)+" rose. ", 400)}}, "ann")
		must(t, err)
		must(t, s.SaveExtraction(t.Context(), "local", extractionOf(saved.Article, sentences("local", saved.Article)[:1])))
	}
	closeStore(t, s)
	gone := 0
	for _, after := range []int{1, 4, 2, 7} {
		killPurging(t, path, after)
		gone = wantWholeOrGone(t, path, gone)
	}
	if gone == 0 || gone == killedArticles {
		t.Errorf("%d of %d articles were purged: nothing was cut off", gone, killedArticles)
	}
}

// purgeChild purges one article after another, and tells of each step.
func purgeChild(t *testing.T, path string) {
	s := openStore(t, path)
	defer closeStore(t, s)
	for n := range killedArticles {
		_, _ = os.Stdout.WriteString("step\n")
		if _, err := s.Purge(t.Context(), "local", killedID(n), "ann"); err != nil && claims.ErrorCode(err) != claims.ENotFound {
			t.Fatal(err)
		}
		_, _ = os.Stdout.WriteString("step\n")
		must(t, s.Scrub(t.Context()))
	}
}

// killPurging kills a child once it has told of so many steps.
func killPurging(t *testing.T, path string, after int) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestPurgeKilled$", "--", path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	steps := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if steps++; steps == after {
			_ = child.Process.Kill()
		}
	}
	if child.Wait() == nil {
		t.Error("it came to its end")
	}
}

// wantWholeOrGone scrubs as the next clean-up would, and gives how many are gone.
func wantWholeOrGone(t *testing.T, path string, before int) (gone int) {
	t.Helper()
	s := openStore(t, path)
	defer closeStore(t, s)
	must(t, s.Scrub(t.Context()))
	for n := range killedArticles {
		v, err := s.Article(t.Context(), "local", killedID(n))
		there := err == nil
		if there && (len(v.Current) != 1 || v.Text == "") || !there && claims.ErrorCode(err) != claims.ENotFound {
			t.Errorf("%s: %d claims, %v", killedID(n), len(v.Current), err)
		}
		if !there {
			gone++
		}
		if files := remains(t, path, killedWord(n)); (len(files) > 0) != there {
			t.Errorf("of %s, which is there: %v, words stand in %v", killedID(n), there, files)
		}
	}
	if gone < before {
		t.Errorf("%d were gone, and now %d are", before, gone)
	}
	return gone
}
