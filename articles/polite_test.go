package articles_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
)

// visits records what a server is asked for, and how often at a time.
type visits struct {
	mu      sync.Mutex
	paths   []string
	at      []time.Time
	within  int
	atATime int
}

// over wraps a handler.
func (v *visits) over(handler http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		v.mu.Lock()
		v.paths, v.at = append(v.paths, req.Host+req.URL.Path), append(v.at, time.Now())
		v.within++
		v.atATime = max(v.atATime, v.within)
		v.mu.Unlock()
		handler(w, req)
		v.mu.Lock()
		v.within--
		v.mu.Unlock()
	}
}

func (v *visits) count(path string) int {
	v.mu.Lock()
	defer v.mu.Unlock()
	n := 0
	for _, p := range v.paths {
		if p == path {
			n++
		}
	}
	return n
}

// robots serves a robots.txt, and a story everywhere else.
func robots(file string) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/robots.txt" {
			plainPage(w, file)
			return
		}
		plainPage(w, story)
	}
}

func refetch(t *testing.T, r *articles.Reader, address string) error {
	t.Helper()
	doc, _, changed, err := r.Refetch(t.Context(), address, feed.Validators{})
	if err == nil && (!changed || doc.Article.Text != strings.TrimSpace(story)) {
		t.Errorf("%s gave %+v", address, doc.Article)
	}
	if err != nil && claims.ErrorMessage(err) == "" {
		t.Errorf("%s: no sentence for a person: %v", address, err)
	}
	return err
}

// TestRobotsKept: what the program asks for by itself it asks for as robots.txt
// allows; a person is not held to that.
func TestRobotsKept(t *testing.T) {
	var v visits
	inBubble(t, v.over(robots("user-agent: *\ndisallow: /private")), func(t *testing.T, n articles.Network) {
		r := articles.New(articles.Options{Network: n})
		if err := refetch(t, r, "http://a.example/open"); err != nil {
			t.Error(err)
		}
		err := refetch(t, r, "http://a.example/private/page")
		if claims.ErrorCode(err) != claims.EForbidden || !strings.Contains(claims.ErrorMessage(err), "a.example asks programs not to read this page") {
			t.Error(err)
		}
		if _, err := r.Feed(t.Context(), "http://a.example/private/feed", feed.Validators{}); claims.ErrorCode(err) != claims.EForbidden {
			t.Error(err)
		}
		if v.count("a.example/private/page")+v.count("a.example/private/feed") > 0 || v.count("a.example/robots.txt") != 1 {
			t.Errorf("asked for %v", v.paths)
		}
		if _, err := r.Fetch(t.Context(), "http://a.example/private/page", claims.Given{}); err != nil {
			t.Error("a person:", err)
		}
		if _, err := r.Fetch(t.Context(), "http://b.example/page", claims.Given{}); err != nil || v.count("b.example/robots.txt") > 0 {
			t.Error("a person's fetch asks for no robots.txt:", err, v.paths)
		}
		time.Sleep(25 * time.Hour)
		if err := refetch(t, r, "http://a.example/open"); err != nil || v.count("a.example/robots.txt") != 2 {
			t.Errorf("a day later: %v after %v", err, v.paths)
		}
	})
}

// TestRobotsOnTheWay: a redirect leads nowhere that robots.txt there disallows.
func TestRobotsOnTheWay(t *testing.T) {
	var v visits
	site := v.over(func(w http.ResponseWriter, req *http.Request) {
		switch req.Host + req.URL.Path {
		case "b.example/robots.txt":
			plainPage(w, "user-agent: *\ndisallow: /")
		case "a.example/away":
			http.Redirect(w, req, "http://b.example/page", http.StatusFound)
		default:
			http.NotFound(w, req)
		}
	})
	inBubble(t, site, func(t *testing.T, n articles.Network) {
		err := refetch(t, articles.New(articles.Options{Network: n}), "http://a.example/away")
		if claims.ErrorCode(err) != claims.EForbidden || v.count("b.example/page") > 0 {
			t.Errorf("%v after %v", err, v.paths)
		}
	})
}

// TestRobotsFaults: no robots.txt allows everything, one that cannot be had
// nothing for a while, unless an older one is known.
func TestRobotsFaults(t *testing.T) {
	for name, c := range map[string]struct {
		robots http.HandlerFunc
		says   string // "" is allowed
		after  time.Duration
	}{
		"none":      {http.NotFound, "", 0},
		"forbidden": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, "", 0},
		"a page":    {func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<!doctype html><p>Hello: all") }, "", 0},
		"loop":      {func(w http.ResponseWriter, req *http.Request) { http.Redirect(w, req, "/robots.txt", http.StatusFound) }, "", 0},
		"moved": {func(w http.ResponseWriter, req *http.Request) {
			http.Redirect(w, req, "http://b.example/moved", http.StatusFound)
		}, "", 0},
		"fault":   {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "does not give its robots.txt at this time (502)", 15 * time.Minute},
		"too oft": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) }, "does not give its robots.txt at this time (429)", 15 * time.Minute},
		"rest": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusServiceUnavailable)
		}, "does not give its robots.txt at this time (503)", 2 * time.Hour},
		"silent": {func(_ http.ResponseWriter, req *http.Request) { <-req.Context().Done() }, "did not answer in time", 15 * time.Minute},
		"broken": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "could not be reached, or broke off", 15 * time.Minute},
		"endless": {func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "user-agent: *\nallow: /\n")
			for {
				if _, err := io.WriteString(w, "disallow: /"+strings.Repeat("x", 1000)+"\n"); err != nil {
					return
				}
			}
		}, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			var v visits
			var well atomic.Bool
			site := v.over(func(w http.ResponseWriter, req *http.Request) {
				if req.URL.Path == "/robots.txt" && !well.Load() {
					c.robots(w, req)
					return
				}
				robots("")(w, req)
			})
			inBubble(t, site, func(t *testing.T, n articles.Network) {
				r := articles.New(articles.Options{Network: n})
				for round := range 2 { // the second time it is known
					err := refetch(t, r, "http://a.example/page")
					if c.says == "" && err != nil || c.says != "" && !strings.Contains(claims.ErrorMessage(err), c.says) && !strings.Contains(claims.ErrorMessage(err), "left alone") {
						t.Errorf("%v, want %q", err, c.says)
					}
					said, refused := errors.AsType[*feed.Refusal](err)
					if refused != (c.after > 0) || refused && (round == 0 && said.After != c.after || said.Gone) {
						t.Errorf("refusal %+v, want one of %s", said, c.after)
					}
				}
				if c.after > 0 && v.count("a.example/page") > 0 || name != "loop" && v.count("a.example/robots.txt") != 1 {
					t.Errorf("asked for %v", v.paths)
				}
				well.Store(true)
				time.Sleep(c.after + time.Second)
				if err := refetch(t, r, "http://a.example/page"); err != nil {
					t.Error("when it is well again:", err)
				}
			})
		})
	}
}

// TestRobotsOutOfReach keeps to the rules that are known while there are no
// newer ones.
func TestRobotsOutOfReach(t *testing.T) {
	var ill atomic.Bool
	site := func(w http.ResponseWriter, req *http.Request) {
		if ill.Load() && req.URL.Path == "/robots.txt" {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		robots("user-agent: *\ndisallow: /private")(w, req)
	}
	inBubble(t, site, func(t *testing.T, n articles.Network) {
		r := articles.New(articles.Options{Network: n})
		for range 2 {
			if err := refetch(t, r, "http://a.example/open"); err != nil {
				t.Error(err)
			}
			if err := refetch(t, r, "http://a.example/private"); claims.ErrorCode(err) != claims.EForbidden {
				t.Error(err)
			}
			ill.Store(true)
			time.Sleep(25 * time.Hour)
		}
	})
}

// TestCrawlDelayKept: the program waits between its requests, and a person does
// not wait for that.
func TestCrawlDelayKept(t *testing.T) {
	var v visits
	inBubble(t, v.over(robots("user-agent: *\ncrawl-delay: 10")), func(t *testing.T, n articles.Network) {
		r := articles.New(articles.Options{Network: n, Timeout: 5 * time.Second})
		if err := refetch(t, r, "http://a.example/1"); err != nil {
			t.Error(err)
		}
		begin := time.Now()
		var waiting sync.WaitGroup
		waiting.Go(func() {
			if err := refetch(t, r, "http://a.example/2"); err != nil {
				t.Error("waiting is no part of the time for a fetch:", err)
			}
		})
		synctest.Wait()
		if _, err := r.Fetch(t.Context(), "http://a.example/mine", claims.Given{}); err != nil || time.Since(begin) > 0 {
			t.Errorf("a person waited %s: %v", time.Since(begin), err)
		}
		waiting.Wait()
		if waited := time.Since(begin); waited != 10*time.Second {
			t.Errorf("waited %s", waited)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, _, _, err := r.Refetch(ctx, "http://a.example/3", feed.Validators{}); !strings.Contains(claims.ErrorMessage(err), "one page at a time") || v.count("a.example/3") > 0 {
			t.Errorf("%v after %v", err, v.paths)
		}
	})
}

// TestOneAtATime: a host is asked for one thing at a time, by whomever; other
// hosts are not held up.
func TestOneAtATime(t *testing.T) {
	var slow, quick visits
	site := func(w http.ResponseWriter, req *http.Request) {
		if strings.HasPrefix(req.Host, "quick.") {
			quick.over(robots(""))(w, req)
			return
		}
		slow.over(func(w http.ResponseWriter, req *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			w.WriteHeader(http.StatusOK)
			w.(http.Flusher).Flush()
			time.Sleep(2 * time.Second) // the turn ends with the text, not with its first bytes
			robots("")(w, req)
		})(w, req)
	}
	inBubble(t, site, func(t *testing.T, n articles.Network) {
		r := articles.New(articles.Options{Network: n, Timeout: 5 * time.Second})
		var all sync.WaitGroup
		begin := time.Now()
		for i := range 6 {
			all.Go(func() {
				if i%2 == 0 {
					if err := refetch(t, r, fmt.Sprintf("http://Slow.example/%d", i)); err != nil {
						t.Error(err)
					}
				} else if _, err := r.Fetch(t.Context(), fmt.Sprintf("http://slow.example./%d", i), claims.Given{}); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		if err := refetch(t, r, "http://quick.example/"); err != nil || time.Since(begin) > 0 {
			t.Errorf("another host waited %s: %v", time.Since(begin), err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		all.Go(func() {
			if _, err := r.Fetch(ctx, "http://slow.example/cancelled", claims.Given{}); !errors.Is(err, context.Canceled) {
				t.Error("who gives up waiting:", err)
			}
		})
		synctest.Wait()
		cancel()
		all.Wait()
		if slow.atATime != 1 || slow.count("slow.example/cancelled") > 0 || len(slow.paths) != 7 {
			t.Errorf("%d at a time: %v", slow.atATime, slow.paths)
		}
	})
}

// TestRetryAfter: a host that asks to be left alone is, and whoever comes
// before is told until when.
func TestRetryAfter(t *testing.T) {
	for said, c := range map[string]struct {
		after, person time.Duration
		says          string
	}{
		"120":                           {2 * time.Minute, 2 * time.Minute, "left alone until 00:02 UTC"},
		" 60 ":                          {time.Minute, time.Minute, "left alone until 00:01 UTC"},
		"Sat, 01 Jan 2000 00:30:10 GMT": {30*time.Minute + 10*time.Second, 30*time.Minute + 10*time.Second, "left alone until 00:31 UTC"},
		"99999999999999":                {24 * time.Hour, time.Hour, "left alone until 00:00 UTC on 2 January"},
		"Fri, 01 Jan 2100 00:00:00 GMT": {24 * time.Hour, time.Hour, "left alone until 00:00 UTC on 2 January"},
		"":                              {time.Minute, 0, "too often (429); try again later"},
		"-5":                            {time.Minute, 0, "too often (429); try again later"},
		"Fri, 31 Dec 1999 00:00:00 GMT": {time.Minute, 0, "too often (429); try again later"},
		"soon":                          {time.Minute, 0, "too often (429); try again later"},
	} {
		t.Run(said, func(t *testing.T) {
			var v visits
			var well atomic.Bool
			site := v.over(func(w http.ResponseWriter, req *http.Request) {
				if req.URL.Path == "/page" && !well.Load() {
					w.Header().Set("Retry-After", said)
					w.WriteHeader(http.StatusTooManyRequests)
					return
				}
				robots("")(w, req)
			})
			inBubble(t, site, func(t *testing.T, n articles.Network) {
				r := articles.New(articles.Options{Network: n})
				err := refetch(t, r, "http://a.example/page")
				refusal, ok := errors.AsType[*feed.Refusal](err)
				if !ok || refusal.After != c.after || claims.ErrorCode(err) != claims.EUnavailable || !strings.Contains(claims.ErrorMessage(err), c.says) {
					t.Fatalf("said %v, %+v", err, refusal)
				}
				well.Store(true)
				asked := len(v.paths)
				err = refetch(t, r, "http://a.example/other")
				if refusal, ok := errors.AsType[*feed.Refusal](err); !ok || refusal.After != c.after || !strings.Contains(claims.ErrorMessage(err), "a.example asked to be left alone until 0") {
					t.Errorf("before: %v", err)
				}
				if _, err := r.Fetch(t.Context(), "http://a.example/other", claims.Given{}); (err != nil) != (c.person > 0) {
					t.Errorf("a person before: %v", err)
				}
				if c.person > 0 && len(v.paths) != asked {
					t.Errorf("asked for %v", v.paths)
				}
				time.Sleep(c.person)
				if _, err := r.Fetch(t.Context(), "http://a.example/other", claims.Given{}); err != nil {
					t.Errorf("a person after %s: %v", c.person, err)
				}
				time.Sleep(c.after - c.person)
				if err := refetch(t, r, "http://a.example/other"); err != nil {
					t.Errorf("after: %v", err)
				}
			})
		})
	}
}

// TestRefetch asks on condition.
func TestRefetch(t *testing.T) {
	site := func(w http.ResponseWriter, req *http.Request) {
		switch {
		case req.URL.Path == "/gone":
			w.WriteHeader(http.StatusGone)
		case req.URL.Path == "/rude":
			w.WriteHeader(http.StatusNotModified)
		case req.Header.Get("If-None-Match") == `"v1"` && req.Header.Get("If-Modified-Since") == "Mon, 09 Mar 2026 08:00:00 GMT":
			w.WriteHeader(http.StatusNotModified)
		default:
			w.Header().Set("ETag", `"v1"`)
			w.Header().Set("Last-Modified", "Mon, 09 Mar 2026 08:00:00 GMT")
			robots("")(w, req)
		}
	}
	inBubble(t, site, func(t *testing.T, n articles.Network) {
		r := articles.New(articles.Options{Network: n})
		doc, v, changed, err := r.Refetch(t.Context(), "http://a.example/page", feed.Validators{})
		if err != nil || !changed || doc.Capture == nil || v != (feed.Validators{ETag: `"v1"`, LastModified: "Mon, 09 Mar 2026 08:00:00 GMT"}) {
			t.Fatalf("%+v, %v, %v, %v", doc, v, changed, err)
		}
		doc, again, changed, err := r.Refetch(t.Context(), "http://a.example/page", v)
		if err != nil || changed || again != v || doc.Article.Text != "" || doc.Capture != nil {
			t.Errorf("%+v, %v, %v, %v", doc, again, changed, err)
		}
		_, kept, _, err := r.Refetch(t.Context(), "http://a.example/gone", v)
		if refusal, ok := errors.AsType[*feed.Refusal](err); !ok || !refusal.Gone || kept != v || claims.ErrorCode(err) != claims.ENotFound {
			t.Errorf("%v, %v", kept, err)
		}
		if err := refetch(t, r, "http://a.example/rude"); !strings.Contains(claims.ErrorMessage(err), "304") {
			t.Errorf("not modified since nothing: %v", err)
		}
		if err := refetch(t, r, "file:///etc/hostname"); claims.ErrorCode(err) != claims.EInvalid {
			t.Error(err)
		}
	})
}

// TestFeedOnCondition: a feed that did not change costs a few bytes, one that
// moved for good says where to, and a page that names a feed leads to it.
func TestFeedOnCondition(t *testing.T) {
	var v visits
	site := v.over(func(w http.ResponseWriter, req *http.Request) {
		switch req.URL.Path {
		case "/feed.xml":
			w.Header().Set("ETag", `"v1"`)
			w.Header().Set("Cache-Control", "public, max-age=1800")
			if req.Header.Get("If-None-Match") == `"v1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Header().Set("Content-Type", "application/rss+xml")
			io.WriteString(w, rssHead+rssItem(1)+rssTail)
		case "/old":
			http.Redirect(w, req, "/older", http.StatusMovedPermanently)
		case "/older":
			http.Redirect(w, req, "/feed.xml#x", http.StatusPermanentRedirect)
		case "/half":
			http.Redirect(w, req, "/once", http.StatusMovedPermanently)
		case "/once":
			http.Redirect(w, req, "/feed.xml", http.StatusFound)
		case "/front":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, `<html><base href="/sub/"><link rel="stylesheet" type="application/rss+xml" href="no"><link rel="Alternate home" type="application/RSS+xml; charset=utf-8" href=" ../feed.xml "><link rel="alternate" type="application/atom+xml" href="/no">`)
		case "/circle":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, `<html><link rel=alternate type=application/rss+xml href="/front">`)
		case "/inside":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, `<html><link rel=alternate type=application/rss+xml href="http://169.254.169.254/feed">`)
		default:
			http.NotFound(w, req)
		}
	})
	inBubble(t, site, func(t *testing.T, n articles.Network) {
		r := articles.New(articles.Options{Network: n, Now: func() time.Time { return now }})
		for path, want := range map[string]string{"/feed.xml": "/feed.xml", "/old": "/feed.xml", "/half": "/once", "/front": "/feed.xml"} {
			page, err := r.Feed(t.Context(), "http://a.example"+path, feed.Validators{})
			if err != nil || page.URL != "http://a.example"+want || len(page.Entries) != 1 || page.Validators.ETag != `"v1"` || page.MaxAge != 30*time.Minute {
				t.Errorf("%s: %+v, %v", path, page, err)
			}
			again, err := r.Feed(t.Context(), page.URL, page.Validators)
			if err != nil || !again.Unchanged || again.Validators != page.Validators || again.MaxAge != page.MaxAge || len(again.Entries) > 0 {
				t.Errorf("%s again: %+v, %v", path, again, err)
			}
		}
		if page, err := r.Feed(t.Context(), "http://a.example/circle", feed.Validators{}); claims.ErrorCode(err) != claims.EUnreadable {
			t.Errorf("a page that leads to a page: %+v, %v", page, err)
		}
		if page, err := r.Feed(t.Context(), "http://a.example/inside", feed.Validators{}); claims.ErrorCode(err) != claims.EForbidden {
			t.Errorf("a feed within: %+v, %v", page, err)
		}
		if slices.Contains(v.paths, "169.254.169.254/feed") {
			t.Error(v.paths)
		}
	})
}
