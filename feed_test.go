package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/config"
	"github.com/claimbot/claimbot/storage"
)

// site is a loopback server that stands for a news site, and a clock.
type site struct {
	mu    sync.Mutex
	now   time.Time
	pages map[string]http.HandlerFunc // by path
	asked []string
}

func (s *site) serve(path string, handler http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[path] = handler
}

// ServeHTTP gives what there is, and notes what was asked for.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	handler := s.pages[r.URL.Path]
	s.asked = append(s.asked, r.URL.Path)
	s.mu.Unlock()
	if handler == nil {
		http.NotFound(w, r)
		return
	}
	handler(w, r)
}

func (s *site) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *site) wait(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// requests gives what was asked for since the last call, robots.txt left out.
func (s *site) requests() (paths []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.asked {
		if p != "/robots.txt" {
			paths = append(paths, p)
		}
	}
	s.asked = nil
	return paths
}

// terminal is the program as a person at the terminal has it, with the site as
// its web.
type terminal struct {
	t    *testing.T
	site *site
	db   string
	web  *articles.Reader
}

func newTerminal(t *testing.T) *terminal {
	t.Helper()
	s := &site{now: time.Now().Truncate(time.Second), pages: map[string]http.HandlerFunc{}}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	network := articles.Network{
		Lookup: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("93.184.215.14")}, nil
		},
		Connect: func(ctx context.Context, _ netip.AddrPort) (net.Conn, error) {
			var dialer net.Dialer
			return dialer.DialContext(ctx, "tcp", server.Listener.Addr().String())
		},
	}
	return &terminal{t, s, filepath.Join(t.TempDir(), "claims.db"), articles.New(articles.Options{Now: s.clock, Network: network})}
}

// run runs a command line, and gives what it prints and how it ends.
func (x *terminal) run(args ...string) (out, errs string, err error) {
	x.t.Helper()
	var stdout, stderr bytes.Buffer
	call, command, err := parse(append(args, "--db", x.db), &stdout, &stderr)
	if err != nil {
		return "", "", err
	}
	nothing := func(string) string { return "" }
	cfg, err := config.Load(nothing, filepath.Join(x.t.TempDir(), ".env"))
	if err != nil {
		x.t.Fatal(err)
	}
	a := &app{cfg: cfg, global: call.Global, log: newLog(cfg, &stderr), now: x.site.clock, getenv: nothing, out: &stdout, errs: &stderr, web: x.web}
	defer a.close()
	err = command(x.t.Context(), a)
	return stdout.String(), stderr.String(), err
}

// prints wants a command to be done and its output to hold these words.
func (x *terminal) prints(command string, words ...string) {
	x.t.Helper()
	out, errs, err := x.run(strings.Fields(command)...)
	if err != nil {
		x.t.Errorf("%s: %v\n%s%s", command, err, out, errs)
	}
	for _, w := range words {
		if !strings.Contains(out, w) {
			x.t.Errorf("%s does not print %q:\n%s%s", command, w, out, errs)
		}
	}
}

func (x *terminal) purge(article string) {
	x.t.Helper()
	inStore(x.t, x.db, func(ctx context.Context, store storage.Store) error {
		_, err := store.Purge(ctx, "local", article, "ann")
		return err
	})
}

func rss(items ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>Valley Post</title><link>http://valley.example/</link>`)
		for _, item := range items {
			fmt.Fprintf(w, `<item><guid>%s</guid><title>News of %s</title><link>http://valley.example/%s</link></item>`, item, item, item)
		}
		fmt.Fprint(w, `</channel></rss>`)
	}
}

func newsPage(killed, place string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		tag := `"` + killed + `"`
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", tag)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><html lang="en"><head><title>Flood in %[2]s</title></head><body><article><h1>Flood in %[2]s</h1>
			<p>%[1]s people were killed in a flood in %[2]s on Monday, the mayor said. The water had risen through the night, and the old bridge was closed.</p>
			<p>Two schools stayed shut, and trains to the coast were cancelled for the rest of the day, the railway said in the afternoon.</p>
			<p>Volunteers filled bags with sand along the river bank until the evening, when the rain began to ease in the hills above.</p>
			<p>The council is to meet on Wednesday to talk about the dam that has been planned for a decade and was never built.</p></article></body></html>`, killed, place)
	}
}

// TestFollowing follows a feed from the terminal: its articles come, change and
// go, and it fails.
func TestFollowing(t *testing.T) {
	x := newTerminal(t)
	x.site.serve("/feed", rss("ersel", "halden"))
	x.site.serve("/ersel", newsPage("Three", "Ersel"))
	x.site.serve("/halden", newsPage("Seven", "Halden"))
	x.prints("feed add http://valley.example/feed", "Following Valley Post", "2 loaded, 0 left out, 0 failed")
	x.prints("feed", "Valley Post", "http://valley.example/feed", "2")
	x.prints("feed --json", `"title":"Valley Post"`, `"loaded":2`)
	x.prints("feed show http://valley.example/feed", "News of ersel", "loaded", "next look")
	x.prints("articles", "Flood in Ersel", "Flood in Halden")
	x.prints("article http://valley.example/ersel", "feed Valley Post", "page not checked again yet, next")
	x.prints("feed add http://valley.example/feed --words flood", "Followed already", "only flood")
	x.prints("feed check", "No feed is due")

	x.site.requests()
	x.site.serve("/ersel", newsPage("Five", "Ersel"))
	x.site.serve("/feed", rss("dunmore", "football", "ersel", "halden"))
	x.site.serve("/dunmore", newsPage("Nine", "Dunmore"))
	x.site.serve("/football", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "away", http.StatusServiceUnavailable) })
	x.site.wait(90 * time.Minute)
	x.prints("feed check", "2 new, 1 loaded, 0 left out, 1 failed, 1 entry waiting")
	x.prints("recheck", "2 looked at again, 1 changed, 0 gone, 0 failed")
	x.prints("article http://valley.example/ersel --json", `"checked_at"`, `"revisions":2`)
	x.prints("article http://valley.example/halden", "page last checked", "next")

	x.site.serve("/halden", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	x.site.wait(5 * time.Hour)
	x.prints("recheck", "1 gone")
	x.prints("article http://valley.example/halden", "page gone since", "(410)")

	x.site.serve("/feed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	out, errs, err := x.run("feed", "check", "http://valley.example/feed")
	if err == nil || !strings.Contains(errs, "(503)") {
		t.Errorf("a failing feed: %v\n%s%s", err, out, errs)
	}
	x.prints("feed", "failed 1×", "(503)")
	x.prints("feed pause http://valley.example/feed", "Paused")
	x.prints("feed", "paused")
	x.prints("feed resume http://valley.example/feed", "It goes on")
	x.prints("feed remove http://valley.example/feed", "3 articles that came by it stay")
	x.prints("feed", "No feed is followed here yet")
	x.prints("articles", "Flood in Dunmore")
}

// TestFollowingKinds keeps what makes a claim of the kinds, and nothing else.
func TestFollowingKinds(t *testing.T) {
	x := newTerminal(t)
	x.site.serve("/feed", rss("ersel", "garden"))
	x.site.serve("/ersel", newsPage("Three", "Ersel"))
	x.site.serve("/garden", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		fmt.Fprintln(w, strings.Repeat("Roses like a sunny place and much water. Tulips are planted in autumn, before the first frost comes. ", 6))
	})
	x.prints("feed add http://valley.example/feed --kinds casualty", "only claims: casualty", "1 loaded, 1 left out")
	x.prints("articles", "Flood in Ersel")
	x.prints("feed show http://valley.example/feed", "No claim of the filter")
}

// TestPurgedDoesNotComeBack: what was purged, or taken out, is left out of a
// feed that still lists it, whatever its id there.
func TestPurgedDoesNotComeBack(t *testing.T) {
	x := newTerminal(t)
	x.site.serve("/feed", rss("ersel", "halden"))
	x.site.serve("/ersel", newsPage("Three", "Ersel"))
	x.site.serve("/halden", newsPage("Seven", "Halden"))
	x.prints("feed add http://valley.example/feed", "2 loaded")
	x.purge("http://valley.example/ersel")
	x.prints("article remove http://valley.example/halden")
	x.prints("feed remove http://valley.example/feed")
	x.prints("feed add http://valley.example/feed", "0 loaded, 1 left out") // nothing is kept of the purged one, not even that it is listed
	x.prints("feed show http://valley.example/feed", "by hand")
	x.site.wait(2 * time.Hour)
	x.prints("recheck", "0 looked at again")
	x.prints("articles", "No articles are loaded")
}

// TestHugeFeed: of a feed of 50,000 entries the newest are kept, in bounded
// time, and no more than the newest twenty are read.
func TestHugeFeed(t *testing.T) {
	x := newTerminal(t)
	x.site.serve("/feed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Huge</title>`)
		for n := range 50_000 {
			fmt.Fprintf(w, `<item><guid>%[1]d</guid><title>News %[1]d</title><link>http://valley.example/%[1]d</link></item>`, n)
		}
		fmt.Fprint(w, `</channel></rss>`)
	})
	begin := time.Now()
	x.prints("feed add http://valley.example/feed --later", "Following Huge")
	x.prints("feed", "20 entries waiting")
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
	if asked := x.site.requests(); len(asked) != 1 {
		t.Errorf("asked for %v", asked)
	}
	inStore(t, x.db, func(ctx context.Context, store storage.Store) error {
		feeds, err := store.Feeds(ctx, "local")
		if err != nil {
			return err
		}
		entries, err := store.Entries(ctx, "local", feeds[0].ID, 100_000)
		if len(entries) != feed.MostEntries || entries[0].Key != "0" {
			t.Errorf("%d entries, the newest %+v", len(entries), entries[0])
		}
		return err
	})
}
