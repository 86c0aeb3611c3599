package articles_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
)

// bounded wants a fault to cost no more than so many bytes, all in all, and not
// to hang.
func bounded(t *testing.T, bytes uint64, run func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	run()
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	if took > time.Minute {
		t.Errorf("took %s", took)
	}
	if spent := after.TotalAlloc - before.TotalAlloc; spent > bytes {
		t.Errorf("allocated %d MB, want at most %d", spent>>20, bytes>>20)
	}
}

// within wants a fault to have no more than so many bytes in use at a time,
// however many it lets go again, and not to hang.
func within(t *testing.T, most uint64, run func()) {
	t.Helper()
	began := time.Now()
	if peak := peakOf(run); peak > most {
		t.Errorf("%d MB in use, want at most %d", peak>>20, most>>20)
	}
	if took := time.Since(began); took > time.Minute {
		t.Errorf("took %s", took)
	}
}

// peakOf is how much more memory is in use at most while run runs.
func peakOf(run func()) (peak uint64) {
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	base := m.HeapAlloc
	done, looked := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(looked)
		for {
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc-min(base, m.HeapAlloc))
			select {
			case <-done:
				return
			case <-time.After(25 * time.Millisecond):
			}
		}
	}()
	run()
	close(done)
	<-looked
	return peak
}

// ways are how an address is asked for: by a person, by the program, as a feed.
func ways(t *testing.T, r *articles.Reader) map[string]func(address string) error {
	t.Helper()
	return map[string]func(string) error{
		"read": func(a string) error { return readAll(t, r, a, claims.Given{})[0].err },
		"fetch": func(a string) error {
			doc, err := r.Fetch(t.Context(), a, claims.Given{})
			return emptyIf(t, err, doc)
		},
		"refetch": func(a string) error {
			doc, _, _, err := r.Refetch(t.Context(), a, feed.Validators{})
			return emptyIf(t, err, doc)
		},
		"feed": func(a string) error {
			page, err := r.Feed(t.Context(), a, feed.Validators{})
			if err != nil && (len(page.Entries) > 0 || page.URL != "") {
				t.Errorf("half a feed beside an error: %+v", page)
			}
			return err
		},
	}
}

// emptyIf wants nothing beside an error.
func emptyIf(t *testing.T, err error, doc claims.Document) error {
	t.Helper()
	if err != nil && (doc.Article.Text != "" || doc.Capture != nil) {
		t.Errorf("half a document beside an error: %+v", doc)
	}
	return err
}

// TestAddressesThatChange: a host that has another address each time it is
// looked up is connected to where the check was, and refused when it leads
// inside: between a page and the page that it sends on to, and between
// robots.txt and the page.
func TestAddressesThatChange(t *testing.T) {
	for _, inside := range []string{"127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1"} {
		for way := range ways(t, articles.New(articles.Options{})) {
			n := serve(t, func(w http.ResponseWriter, req *http.Request) {
				if req.URL.Path == "/robots.txt" {
					http.NotFound(w, req)
					return
				}
				http.Redirect(w, req, "/next", http.StatusFound)
			})
			n.rebind = netip.MustParseAddr(inside)
			err := ways(t, articles.New(articles.Options{Network: n.network()}))[way]("http://rebind.example/")
			if claims.ErrorCode(err) != claims.EForbidden || !strings.Contains(claims.ErrorMessage(err), "private or internal network") {
				t.Errorf("%s, %s: %v", way, inside, err)
			}
			if got := n.connections(); len(got) != 1 || got[0] != netip.AddrPortFrom(public, 80) {
				t.Errorf("%s, %s: connected to %v", way, inside, got)
			}
			if n.lookups != 2 {
				t.Errorf("%s, %s: %d look-ups, want one for each connection", way, inside, n.lookups)
			}
		}
	}
}

// TestRedirectsInside: whatever is asked for in whichever way, a redirect leads
// to no address inside.
func TestRedirectsInside(t *testing.T) {
	for _, inside := range []string{"http://127.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[::ffff:10.0.0.1]/", "http://0x7f000001/", "http://2130706433/", "http://inside.example/"} {
		loopback := netip.MustParseAddr("127.0.0.1")
		n := serve(t, func(w http.ResponseWriter, req *http.Request) {
			http.Redirect(w, req, inside, http.StatusMovedPermanently)
		})
		n.hosts = map[string][]netip.Addr{"inside.example": {netip.MustParseAddr("10.0.0.7")}, "0x7f000001": {loopback}, "2130706433": {loopback}}
		for way, ask := range ways(t, articles.New(articles.Options{Network: n.network()})) {
			if err := ask("http://outside.example/"); claims.ErrorCode(err) != claims.EForbidden || !strings.Contains(claims.ErrorMessage(err), "private or internal network") {
				t.Errorf("%s to %s: %v", way, inside, err)
			}
		}
		if len(n.connections()) == 0 {
			t.Error("nothing was asked for: the test proves nothing")
		}
		for _, to := range n.connections() {
			if to.Addr() != public {
				t.Errorf("%s: connected to %s", inside, to)
			}
		}
	}
}

// TestLoops: redirects end after a few, wherever they lead.
func TestLoops(t *testing.T) {
	for name, next := range map[string]func(path string) string{
		"itself": func(path string) string { return path },
		"longer": func(path string) string { return path + "x" },
		"hosts":  func(path string) string { return fmt.Sprintf("http://h%d.example%sx", len(path), path) },
	} {
		var asked atomic.Int32
		n := serve(t, func(w http.ResponseWriter, req *http.Request) {
			if req.URL.Path == "/robots.txt" {
				http.NotFound(w, req)
				return
			}
			asked.Add(1)
			http.Redirect(w, req, next(req.URL.Path), http.StatusFound)
		})
		for way, ask := range ways(t, articles.New(articles.Options{Network: n.network()})) {
			asked.Store(0)
			if err := ask("http://a.example/"); !strings.Contains(claims.ErrorMessage(err), "a.example sends on from page to page without end") || asked.Load() != 6 {
				t.Errorf("%s, %s: %v after %d requests", name, way, err, asked.Load())
			}
		}
	}
}

// TestDrips: a site that gives its answer drop by drop has as much time as any
// other, and is hung up on.
func TestDrips(t *testing.T) {
	for name, c := range map[string]struct {
		every time.Duration
		head  bool
	}{
		"every 30 seconds": {30 * time.Second, false},
		"every second":     {time.Second, false},
		"before its head":  {30 * time.Second, true},
	} {
		for _, way := range []string{"read", "fetch", "refetch", "feed"} {
			t.Run(name+" "+way, func(t *testing.T) {
				hungUp := make(chan time.Time, 1)
				site := func(w http.ResponseWriter, req *http.Request) {
					if req.URL.Path == "/robots.txt" {
						http.NotFound(w, req)
						return
					}
					for !c.head {
						if io.WriteString(w, "x"); http.NewResponseController(w).Flush() != nil {
							break
						}
						select {
						case <-time.After(c.every):
							continue
						case <-req.Context().Done():
						}
						break
					}
					<-req.Context().Done()
					hungUp <- time.Now()
				}
				inBubble(t, site, func(t *testing.T, n articles.Network) {
					r := articles.New(articles.Options{Network: n})
					began := time.Now()
					err := ways(t, r)[way]("http://a.example/")
					if took := time.Since(began); took != articles.DefaultTimeout || !strings.Contains(claims.ErrorMessage(err), "a.example did not answer in time") {
						t.Errorf("%v after %s", err, took)
					}
					if waited := (<-hungUp).Sub(began); waited != articles.DefaultTimeout {
						t.Errorf("hung up after %s", waited)
					}
				})
			})
		}
	}
}

// TestSlowRedirects have the time of one fetch together.
func TestSlowRedirects(t *testing.T) {
	site := func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path != "/robots.txt" {
			time.Sleep(8 * time.Second)
		}
		http.Redirect(w, req, req.URL.Path+"x", http.StatusFound)
	}
	inBubble(t, site, func(t *testing.T, n articles.Network) {
		began := time.Now()
		err := ways(t, articles.New(articles.Options{Network: n}))["fetch"]("http://a.example/")
		if took := time.Since(began); took != articles.DefaultTimeout || !strings.Contains(claims.ErrorMessage(err), "in time") {
			t.Errorf("%v after %s", err, took)
		}
		time.Sleep(time.Minute) // the server's own wait
	})
}

// zeros is many gigabytes of zeros in some megabytes, as a row of packed
// members; it counts how much of it was sent.
func zeros(w http.ResponseWriter) (sent int) {
	var member bytes.Buffer
	z := gzip.NewWriter(&member)
	z.Write(make([]byte, 10<<20))
	z.Close()
	w.Header().Set("Content-Encoding", "gzip")
	for range 10_000 { // 100 GB
		n, err := w.Write(member.Bytes())
		if sent += n; err != nil {
			break
		}
	}
	return sent
}

// TestPackedZeros: what is packed small and unpacks large is read no further
// than the limit.
func TestPackedZeros(t *testing.T) {
	for way, media := range map[string]string{"read": "text/plain", "fetch": "text/html", "refetch": "text/html", "feed": "application/rss+xml"} {
		t.Run(way, func(t *testing.T) {
			done := make(chan int, 1)
			n := serve(t, func(w http.ResponseWriter, req *http.Request) {
				if req.URL.Path == "/robots.txt" {
					http.NotFound(w, req)
					return
				}
				w.Header().Set("Content-Type", media)
				done <- zeros(w)
			})
			r := articles.New(articles.Options{Network: n.network(), MaxBytes: 1_000_000})
			bounded(t, 192<<20, func() {
				if err := ways(t, r)[way]("http://a.example/"); claims.ErrorCode(err) != claims.EUnreadable {
					t.Errorf("%v", err)
				}
			})
			if sent := <-done; sent > 50<<20 {
				t.Errorf("%d bytes were taken", sent)
			}
		})
	}
}

// rawSite answers each connection with the same bytes.
func rawSite(t *testing.T, answer string) *recorder {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			buffer := make([]byte, 4096)
			conn.Read(buffer)
			io.WriteString(conn, answer)
			conn.Close()
		}
	}()
	t.Cleanup(func() { l.Close(); <-stopped })
	return &recorder{to: l.Addr().String()}
}

// TestBrokenHTTP: answers that break the rules of HTTP are one clear reason
// each.
func TestBrokenHTTP(t *testing.T) {
	const head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
	for name, c := range map[string]struct{ answer, says string }{
		"longer length":     {head + "Content-Length: 5000\r\n\r\n" + story, "broke the page off or sent it damaged"},
		"two lengths":       {head + "Content-Length: 50\r\nContent-Length: 70\r\n\r\n" + story, "broke off"},
		"no number":         {head + "Content-Length: many\r\n\r\n" + story, "broke off"},
		"negative length":   {head + "Content-Length: -1\r\n\r\n" + story, "broke off"},
		"huge length":       {head + "Content-Length: 99999999999999999999\r\n\r\n" + story, "broke off"},
		"garbage in chunks": {head + "Transfer-Encoding: chunked\r\n\r\n5\r\nA tra\r\nXYZ\r\n" + story, "broke the page off or sent it damaged"},
		"chunk breaks off":  {head + "Transfer-Encoding: chunked\r\n\r\nfff\r\nA tra", "broke the page off or sent it damaged"},
		"huge chunk":        {head + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\nA tra", "broke the page off or sent it damaged"},
		"enormous headers":  {head + strings.Repeat("X-Long: "+strings.Repeat("x", 1000)+"\r\n", 2000) + "\r\n" + story, "broke off"},
		"one long header":   {"HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 2<<20) + "\r\n\r\n" + story, "broke off"},
		"no HTTP":           {"SSH-2.0-OpenSSH_9.6\r\n", "broke off"},
		"nothing":           {"", "broke off"},
		"half a head":       {"HTTP/1.1 200 OK\r\nContent-T", "broke off"},
		"packed, broken":    {head + "Content-Encoding: gzip\r\n\r\n" + string(packed(strings.Repeat(story, 100))[:60]), "broke the page off or sent it damaged"},
		"redirect nowhere":  {"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "did not give the page (302)"},
		"redirect to junk":  {"HTTP/1.1 302 Found\r\nLocation: http://%zz/\r\nContent-Length: 0\r\n\r\n", "broke off"},
	} {
		t.Run(name, func(t *testing.T) {
			r := articles.New(articles.Options{Network: rawSite(t, c.answer).network()})
			bounded(t, 16<<20, func() {
				err := ways(t, r)["fetch"]("http://a.example/")
				if claims.ErrorMessage(err) == "" || !strings.Contains(claims.ErrorMessage(err), c.says) || !strings.Contains(claims.ErrorMessage(err), "a.example") {
					t.Errorf("%v, want …%s…", err, c.says)
				}
			})
		})
	}
}

// TestShorterLength: what stands behind the length that was given is no part of
// the page, and of no other.
func TestShorterLength(t *testing.T) {
	first := strings.TrimSpace(story[:strings.Index(story, "\n")])
	answer := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\n\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad", len(first), first)
	r := articles.New(articles.Options{Network: rawSite(t, answer).network()})
	for range 2 {
		if a := readOne(t, r, "http://a.example/", claims.Given{}).Article; a.Text != first {
			t.Errorf("text %q", a.Text)
		}
	}
}
