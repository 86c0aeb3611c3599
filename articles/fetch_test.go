package articles_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
)

// public is an address that the guard lets through; nothing ever connects to
// it, for the tests lead it to loopback.
var public = netip.MustParseAddr("93.184.215.14")

// recorder stands for the network: it resolves hosts from a table, records
// what is asked for, and leads all that is let through to a loopback server.
type recorder struct {
	hosts  map[string][]netip.Addr // others are public
	rebind netip.Addr              // of rebind.example, from its second look-up on
	to     string                  // the loopback server

	mu        sync.Mutex
	connected []netip.AddrPort
	lookups   int
}

func (n *recorder) network() articles.Network {
	return articles.Network{Lookup: n.lookup, Connect: n.connect}
}

func (n *recorder) lookup(_ context.Context, host string) ([]netip.Addr, error) {
	if strings.HasPrefix(host, "nowhere.") {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.lookups++; n.lookups > 1 && host == "rebind.example" {
		return []netip.Addr{n.rebind}, nil
	}
	if found, ok := n.hosts[host]; ok {
		return found, nil
	}
	return []netip.Addr{public}, nil
}

func (n *recorder) connect(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
	n.mu.Lock()
	n.connected = append(n.connected, to)
	n.mu.Unlock()
	if n.to == "" {
		return nil, errors.New("connection refused")
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, "tcp", n.to)
}

func (n *recorder) connections() []netip.AddrPort {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]netip.AddrPort(nil), n.connected...)
}

func serve(t *testing.T, handler http.HandlerFunc) *recorder {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return &recorder{to: server.Listener.Addr().String()}
}

func plainPage(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	io.WriteString(w, text)
}

const story = "A tram left the rails near the old harbour on Monday morning.\n\nTwo passengers were hurt, the city said.\n"

func TestFetch(t *testing.T) {
	n := serve(t, func(w http.ResponseWriter, req *http.Request) {
		switch {
		case req.URL.Path == "/old":
			http.Redirect(w, req, "http://news.harbour-post.example/new?id=7&utm_source=feed#top", http.StatusMovedPermanently)
		case req.Header.Get("User-Agent") == "" || req.Header.Get("Cookie") != "":
			w.WriteHeader(http.StatusBadRequest)
		default:
			w.Header().Set("Set-Cookie", "a=b")
			plainPage(w, story)
		}
	})
	at := time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)
	r := articles.New(articles.Options{Network: n.network(), Now: func() time.Time { return at }})
	doc := readOne(t, r, "http://Harbour-Post.example:80/old#x", claims.Given{})
	a := doc.Article
	if a.URL != "http://news.harbour-post.example/new?id=7" || a.Origin != claims.OriginFetched || a.Language != "en" || a.Outlet != "harbour-post.example" {
		t.Errorf("article %+v", a)
	}
	if a.Text != strings.TrimSpace(story) {
		t.Errorf("text %q", a.Text)
	}
	c := doc.Capture
	if c == nil || string(c.Raw) != story || c.SHA256 != claims.HashText(story) || !c.At.Equal(at) || c.FinalURL == "" || c.Header["Set-Cookie"] != "" {
		t.Errorf("capture %+v", c)
	}
	given := claims.Given{ID: "x", Outlet: "Harbour Post", Title: "Tram", PublishedAt: "2026-03-09"}
	a = readOne(t, r, "http://harbour-post.example/page", given).Article
	if a.ID != "x" || a.URL != "http://harbour-post.example/page" || a.Outlet != "Harbour Post" || a.Title != "Tram" || a.PublishedAt != "2026-03-09" {
		t.Errorf("what is given must win: %+v", a)
	}
}

// TestFetchedStaysTruthful: what was fetched comes from where it was fetched,
// whatever is given.
func TestFetchedStaysTruthful(t *testing.T) {
	n := serve(t, func(w http.ResponseWriter, _ *http.Request) { plainPage(w, story) })
	var log bytes.Buffer
	r := articles.New(articles.Options{Network: n.network(), Log: slog.New(slog.NewTextHandler(&log, nil))})
	got := readAll(t, r, "http://rumours.example/page", claims.Given{URL: "https://harbour-post.example/story"})
	if len(got) != 1 || claims.ErrorCode(got[0].err) != claims.EInvalid || len(n.connections()) > 0 {
		t.Errorf("an address for a page that is fetched: %+v after %v", got, n.connections())
	}
	for _, c := range []struct{ input, given, want string }{
		{"http://harbour-post.example/page", "Harbour Post", "Harbour Post"},
		{"http://www.harbourpost.example/page", "The Harbour Post", "The Harbour Post"},
		{"http://rumours.example/page", "Harbour Post", "rumours.example"},
		{"http://harbour-post.rumours.example/page", "Harbour Post", "rumours.example"},
	} {
		log.Reset()
		a := readOne(t, r, c.input, claims.Given{Outlet: c.given}).Article
		if a.Outlet != c.want || a.Origin != claims.OriginFetched || strings.Contains(log.String(), "given") != (c.given != c.want) {
			t.Errorf("%s as %s: %+v\n%s", c.input, c.given, a, log.String())
		}
	}
}

func TestFetchFaults(t *testing.T) {
	const limit = 64_000
	n := serve(t, faulty)
	r := articles.New(articles.Options{Network: n.network(), MaxBytes: limit})
	for _, c := range []struct{ input, code, says string }{
		{"http://a.example/status/401", claims.EForbidden, "log in or pay (401); paste the text"},
		{"http://a.example/status/403", claims.EForbidden, "403"},
		{"http://a.example/status/404", claims.ENotFound, "a.example has no such page (404)"},
		{"http://a.example/status/410", claims.ENotFound, "removed this page (410)"},
		{"http://a.example/status/418", claims.EUnavailable, "418"},
		{"http://a.example/status/429", claims.EUnavailable, "too often (429)"},
		{"http://a.example/status/451", claims.EForbidden, "legal reasons (451)"},
		{"http://a.example/status/503", claims.EUnavailable, "fault of its own (503)"},
		{"http://a.example/status/204", claims.EUnavailable, "did not give the page (204)"},
		{"http://nowhere.example/", claims.ENotFound, "There is no site nowhere.example"},
		{"https://a.example/", claims.EUnavailable, "TLS"},
		{"http://a.example/type/image/png", claims.EUnsupported, "a picture"},
		{"http://a.example/type/application/json", claims.EUnsupported, "application/json"},
		{"http://a.example/pdf", claims.EUnreadable, "PDF that is damaged"},
		{"http://a.example/empty", claims.EUnreadable, "is empty"},
		{"http://a.example/large", claims.EUnreadable, "at most 64 kB"},
		{"http://a.example/endless", claims.EUnreadable, "larger than 64 kB"},
		{"http://a.example/bomb", claims.EUnreadable, "larger than 64 kB"},
		{"http://a.example/brotli", claims.EUnsupported, "packed in a way that was not asked for (br)"},
		{"http://a.example/notgzip", claims.EUnavailable, "damaged"},
		{"http://a.example/broken", claims.EUnavailable, "broke the page off"},
		{"http://a.example/members", claims.EForbidden, "log-in"},
		{"http://a.example/loop", claims.EUnavailable, "without end"},
		{"http://a.example/to-file", claims.EForbidden, "not a web page"},
		{"http://a.example/to-user", claims.EForbidden, "not a web page"},
		{"http://a.example/to-port", claims.EForbidden, "other than 80 and 443"},
		{"http://a.example:8080/", claims.EForbidden, "other than 80 and 443"},
		{"http://anna:secret@a.example/", claims.EInvalid, "leave them out"},
		{"http:/a.example/x", claims.EInvalid, "not a whole web address"},
		{"https://", claims.EInvalid, "not a whole web address"},
		{"htp://a.example/", claims.EInvalid, "must begin with https://"},
		{"file:///etc/hostname", claims.EInvalid, "web address"},
		{"http://anna:sec%zzret@a.example/", claims.EInvalid, "not a whole web address"},
		{"http://a b.example/", claims.EInvalid, "not a whole web address"},
	} {
		got := readAll(t, r, c.input, claims.Given{})
		if len(got) != 1 || got[0].err == nil {
			t.Errorf("%s: read %+v", c.input, got)
			continue
		}
		message := claims.ErrorMessage(got[0].err)
		if claims.ErrorCode(got[0].err) != c.code || !strings.Contains(message, c.says) {
			t.Errorf("%s: %s: %q; want %s: …%s…", c.input, claims.ErrorCode(got[0].err), message, c.code, c.says)
		}
		if whole := got[0].Name + message + got[0].err.Error(); strings.Contains(whole, "sec") && strings.Contains(whole, "anna") {
			t.Errorf("%s: credentials are shown: %s", c.input, whole)
		}
		if got[0].Document.Article.Text != "" {
			t.Errorf("%s: text beside an error", c.input)
		}
	}
}

// faulty is a site that does everything wrong.
func faulty(w http.ResponseWriter, req *http.Request) {
	var status int
	if _, err := fmt.Sscanf(req.URL.Path, "/status/%d", &status); err == nil {
		w.WriteHeader(status)
		return
	}
	if media, ok := strings.CutPrefix(req.URL.Path, "/type/"); ok {
		w.Header().Set("Content-Type", media)
		io.WriteString(w, story)
		return
	}
	switch req.URL.Path {
	case "/pdf":
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "%PDF-1.7 "+story)
	case "/empty":
		plainPage(w, "\n")
	case "/large":
		w.Header().Set("Content-Length", "52428800")
		plainPage(w, story)
	case "/endless":
		for range 4096 {
			plainPage(w, story)
		}
	case "/bomb":
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "text/plain")
		w.Write(packed(strings.Repeat("a ", 1<<20)))
	case "/brotli":
		w.Header().Set("Content-Encoding", "br")
		plainPage(w, "\x8b\x02\x80")
	case "/notgzip":
		w.Header().Set("Content-Encoding", "gzip")
		plainPage(w, story)
	case "/broken":
		w.Header().Set("Content-Length", "1000")
		plainPage(w, story)
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	case "/members":
		http.Redirect(w, req, "/account/login?next=members", http.StatusFound)
	case "/loop":
		http.Redirect(w, req, "/loop", http.StatusFound)
	case "/to-file":
		http.Redirect(w, req, "file:///etc/hostname", http.StatusFound)
	case "/to-user":
		http.Redirect(w, req, "http://u:p@b.example/", http.StatusFound)
	case "/to-port":
		http.Redirect(w, req, "http://b.example:6379/", http.StatusFound)
	default:
		plainPage(w, story)
	}
}

func packed(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.Bytes()
}

// TestFetchPacked reads a page that is packed as was asked for.
func TestFetchPacked(t *testing.T) {
	n := serve(t, func(w http.ResponseWriter, req *http.Request) {
		if !strings.Contains(req.Header.Get("Accept-Encoding"), "gzip") {
			t.Error("gzip was not asked for")
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "text/plain; charset=windows-1252")
		w.Write(packed("The caf\xe9 on the harbour was closed on Monday after the storm, the city said.\n"))
	})
	a := readOne(t, articles.New(articles.Options{Network: n.network()}), "http://a.example/", claims.Given{}).Article
	if !strings.HasPrefix(a.Text, "The café on") {
		t.Errorf("text %q", a.Text)
	}
}

// TestFetchTimeout gives up on a site that never answers.
func TestFetchTimeout(t *testing.T) {
	n := serve(t, func(_ http.ResponseWriter, req *http.Request) { <-req.Context().Done() })
	r := articles.New(articles.Options{Network: n.network(), Timeout: 50 * time.Millisecond})
	got := readAll(t, r, "http://a.example/", claims.Given{})
	if message := claims.ErrorMessage(got[0].err); !strings.Contains(message, "a.example did not answer in time") {
		t.Errorf("said %q", message)
	}
}

// TestFetchCancelled gives back the cancellation of the caller.
func TestFetchCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	n := serve(t, func(_ http.ResponseWriter, req *http.Request) {
		cancel()
		<-req.Context().Done()
	})
	for _, err := range articles.New(articles.Options{Network: n.network()}).Read(ctx, "http://a.example/", claims.Given{}) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
}
