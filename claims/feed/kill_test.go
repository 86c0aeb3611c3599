package feed_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
)

// TestKilledWhileChecking kills children while they check feeds, and wants the
// last one to leave all as an undisturbed run does, and no page to be asked
// for twice but those in whose midst a child was killed.
func TestKilledWhileChecking(t *testing.T) {
	if child := flag.Args(); len(child) == 1 {
		checkChild(t, child[0])
		return
	}
	disturbed, calm := filepath.Join(t.TempDir(), "disturbed.db"), filepath.Join(t.TempDir(), "calm.db")
	for _, path := range []string{disturbed, calm} {
		w := openWorld(t, path, nil)
		for n := range killFeeds {
			w.add(feedOf(n), feed.Filter{Words: []string{"flood"}})
		}
		w.ok(w.store.Close())
	}
	checkChild(t, calm)
	asked, killed := 0, 0
	for _, after := range []int{1, 4, 2, 9, 3, 12, 1000} {
		n, done := checkKilled(t, disturbed, after)
		asked += n
		if !done {
			killed++
		}
	}
	got, want := left(t, disturbed), left(t, calm)
	if got != want {
		t.Errorf("the disturbed run left\n%s\nthe calm one\n%s", got, want)
	}
	if !strings.Contains(want, "loaded") || !strings.Contains(want, "passed") || strings.Contains(want, "waiting") {
		t.Errorf("the calm run left\n%s", want)
	}
	const most = killFeeds * killEntries
	if killed == 0 || asked < most || asked > most+killed*killFeeds { // of each feed's host one may be on its way
		t.Errorf("%d killed; %d pages asked for, of %d", killed, asked, most)
	}
}

const killFeeds, killEntries = 3, 8

func feedOf(n int) string { return fmt.Sprintf("https://h%d.example/feed", n) }

// openWorld is a world over the database at path, in which all feeds are due
// and every second entry is of a flood. told is told of each page asked for.
func openWorld(t *testing.T, path string, told func()) *world {
	t.Helper()
	store, err := storage.Open(context.Background(), path, quiet)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, store: store, now: noon, feeds: map[string]func(feed.Validators) (feed.Page, error){}, pages: map[string]func() (string, error){}}
	w.Keeper = feed.New(feed.Options{
		Store: store, Source: w, Loader: desk{w, ingest.NewLoader(ingest.Options{Engine: extract.NewOffline(), Store: store})}, Blocks: w,
		Now: w.clock, Rand: func() float64 { return 0 }, Log: quiet,
	})
	for n := range killFeeds {
		page := feed.Page{URL: feedOf(n), Title: fmt.Sprint("Post ", n)}
		for i := range killEntries {
			at := fmt.Sprintf("https://h%d.example/%d", n, i)
			page.Entries = append(page.Entries, feed.Item{ID: fmt.Sprint(i), URL: at, PublishedAt: claims.Instant(noon.Add(time.Duration(i) * time.Minute))})
			w.pages[at] = func() (string, error) {
				if told != nil {
					told()
				}
				if i%2 == 0 {
					return "The striker scored twice in match " + at + ", the coach said.", nil
				}
				return story(at), nil
			}
		}
		w.feeds[page.URL] = func(feed.Validators) (feed.Page, error) { return page, nil }
	}
	return w
}

// checkChild does what is due, and tells of each page that it asks for.
func checkChild(t *testing.T, path string) {
	w := openWorld(t, path, func() {
		if _, err := os.Stdout.WriteString("asked\n"); err != nil {
			t.Error(err)
		}
	})
	defer func() { w.ok(w.store.Close()) }()
	_, err := ingest.NewLoader(ingest.Options{Engine: extract.NewOffline(), Store: w.store}).Resume(t.Context(), "") // as whenever the program starts
	w.ok(err)
	w.wait(time.Hour)
	w.ok(w.Check(t.Context(), "", nil))
}

// checkKilled kills a child when it has asked for so many pages, and says how
// many it asked for, and whether it came to its end.
func checkKilled(t *testing.T, path string, after int) (asked int, done bool) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledWhileChecking$", "--", path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() == "asked" {
			asked++
		}
		if asked == after {
			_ = child.Process.Kill() // it may have ended by itself
		}
	}
	return asked, child.Wait() == nil
}

// left tells what a database holds of feeds, entries and articles.
func left(t *testing.T, path string) string {
	t.Helper()
	w := openWorld(t, path, nil)
	defer func() { w.ok(w.store.Close()) }()
	var b strings.Builder
	feeds, err := w.List(t.Context(), "local")
	w.ok(err)
	for _, f := range feeds {
		fmt.Fprintln(&b, f.URL, f.Loaded, f.Waiting, f.Failures)
		entries, err := w.Entries(t.Context(), "local", f.ID, 100)
		w.ok(err)
		for _, e := range entries {
			fmt.Fprintln(&b, " ", e.Key, e.State, e.Reason, e.Article)
		}
	}
	rows, err := w.store.Articles(t.Context(), "local", ingest.ArticleQuery{Limit: 1000})
	w.ok(err)
	var articles []string
	for _, r := range rows {
		articles = append(articles, fmt.Sprintln(r.URL, r.State, r.Claims, r.Revisions, r.LoadedBy))
	}
	slices.Sort(articles)
	return b.String() + strings.Join(articles, "")
}
