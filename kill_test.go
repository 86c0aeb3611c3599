package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
)

// TestKilledWhileLoading kills children that load 200 articles, again and again
// at random moments, and lets a last one finish. Whenever one was killed, each
// article that is there is whole, as far as it has come; in the end every one
// is there exactly once, with the claims that an undisturbed run finds.
func TestKilledWhileLoading(t *testing.T) {
	if testing.Short() {
		t.Skip("the children it kills are slow under the race detector, which does not see into them")
	}
	const articles, databases, killsEach = 200, 3, 4
	dir := t.TempDir()
	input := filepath.Join(dir, "wire.jsonl")
	writeInput(t, input, articles)
	undisturbed := filepath.Join(dir, "undisturbed.db")
	mustRun(t, "load", "--db", undisturbed, input)
	want := contents(t, undisturbed)
	if len(want) != articles {
		t.Fatalf("%d articles, want %d", len(want), articles)
	}

	random := rand.New(rand.NewPCG(7, 7))
	killed, partial := 0, 0
	for n := range databases {
		db := filepath.Join(dir, fmt.Sprintf("killed%d.db", n))
		seen := 0
		for kill := range killsEach {
			after := 1 + random.IntN(articles-seen)
			delay := time.Duration(0)
			if kill == n { // at any moment from the very start on, whatever has been printed
				after, delay = articles+1, time.Duration(1+random.IntN(200))*time.Millisecond
			}
			printed, bySignal := killLoad(t, db, input, after, delay)
			seen = min(seen+printed, articles-1)
			if bySignal {
				killed++
			}
			if kill%2 == 1 { // not each time: the next child is to clean up after a killed one too
				got := contents(t, db)
				if len(got) > 0 && len(got) < articles {
					partial++
				}
				compare(t, got, want)
			}
		}
		var sum struct{ New, Changed, Unchanged, Failed int }
		if err := json.Unmarshal(mustRun(t, "load", "--db", db, "--json", input), &sum); err != nil {
			t.Fatal(err)
		}
		if sum.Failed != 0 || sum.Changed != 0 || sum.New+sum.Unchanged != articles {
			t.Errorf("the last run says %+v", sum)
		}
		got := contents(t, db)
		compare(t, got, want)
		for id := range want {
			if _, ok := got[id]; !ok || !strings.HasPrefix(got[id], ingest.StateLinked) {
				t.Errorf("article %s is missing or not linked in the end", id)
			}
		}
	}
	t.Logf("%d of %d children were killed, %d databases were partial", killed, databases*killsEach, partial)
	if killed < databases*killsEach/2 || partial < 2 {
		t.Errorf("only %d children were killed and %d databases partial: the test proves little", killed, partial)
	}
}

// compare wants what is extracted to be as it is in an undisturbed run, linked
// or not yet, and what is not to have no claims.
func compare(t *testing.T, got, want map[string]string) {
	t.Helper()
	for id, list := range got {
		if claims, ok := strings.CutPrefix(list, ingest.StateExtracted); ok {
			list = ingest.StateLinked + claims
		}
		if list != want[id] && list != ingest.StateRead {
			t.Errorf("article %s is\n%s\nwant\n%s", id, list, want[id])
		}
	}
}

func writeInput(t *testing.T, name string, count int) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := newGenerator(3, 50).writeLines(f, count, 1); err != nil {
		t.Fatal(err)
	}
}

func mustRun(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("claimbot", args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("claimbot %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return out
}

// killLoad starts a child that loads, and kills it once it has printed so many
// new articles, or after a delay if there is one. Loading goes on while lines
// are on their way, so the moment is as good as any. It says how many new
// articles were printed, and whether the child really was killed.
func killLoad(t *testing.T, db, input string, after int, delay time.Duration) (printed int, bySignal bool) {
	t.Helper()
	cmd := exec.Command("claimbot", "load", "--db", db, "--verbose", input)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if delay > 0 {
		defer time.AfterFunc(delay, func() { _ = cmd.Process.Kill() }).Stop()
	}
	lines := bufio.NewScanner(stdout)
	for printed < after && lines.Scan() {
		if strings.HasPrefix(lines.Text(), "  new · ") {
			printed++
		}
	}
	if printed == after {
		_ = cmd.Process.Kill() // it may have ended by itself
	}
	err = cmd.Wait()
	exit, ok := errors.AsType[*exec.ExitError](err)
	if err != nil && (!ok || exit.Exited()) {
		t.Errorf("the child ended by itself: %v", err)
	}
	return printed, ok && !exit.Exited()
}

// contents gives the state of each article and the ids of its current claims.
func contents(t *testing.T, db string) map[string]string {
	t.Helper()
	store, err := storage.Open(t.Context(), db, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	rows, err := store.Articles(t.Context(), "local", ingest.ArticleQuery{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, row := range rows {
		if _, twice := out[row.ID]; twice {
			t.Errorf("article %s is there twice", row.ID)
		}
		view, err := store.Article(t.Context(), "local", row.ID)
		if err != nil {
			t.Fatal(err)
		}
		list := []string{view.State}
		for _, c := range append(view.Current, view.Others...) {
			list = append(list, c.Claim().ID)
		}
		out[row.ID] = strings.Join(list, "\n")
	}
	return out
}
