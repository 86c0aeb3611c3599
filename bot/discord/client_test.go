package discord

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

const (
	botToken = "bot-token-that-nobody-may-read"
	app      = "1001"
	inToken  = "interaction-token-that-nobody-may-read"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// clock is a time that passes only while somebody waits.
type clock struct {
	mu     sync.Mutex
	at     time.Time
	waited []time.Duration
}

func newClock() *clock { return &clock{at: time.Unix(1_700_000_000, 0)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) wait(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	c.waited = append(c.waited, d)
	return ctx.Err()
}

// logged is a log that can be read while it is written.
type logged struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// answer is what a server says once.
type answer struct {
	status int // 0 cuts the connection
	header http.Header
	body   string
}

// asked is a request that a server got.
type asked struct {
	method, path, auth, contentType, body string
}

// script is a server that gives its answers one after the other, and 418 when
// it has no more.
type script struct {
	mu      sync.Mutex
	answers []answer
	got     []asked
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	data, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	s.got = append(s.got, asked{r.Method, r.URL.RequestURI(), r.Header.Get("Authorization"), r.Header.Get("Content-Type"), string(data)})
	a := answer{status: http.StatusTeapot}
	if len(s.answers) > 0 {
		a, s.answers = s.answers[0], s.answers[1:]
	}
	s.mu.Unlock()
	if a.status == 0 {
		panic(http.ErrAbortHandler)
	}
	for key, values := range a.header {
		w.Header()[key] = values
	}
	w.WriteHeader(a.status)
	io.WriteString(w, a.body)
}

// requests gives what came so far.
func (s *script) requests() []asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.got)
}

// serve gives a Client of a server that runs handler, its clock and its log.
func serve(t *testing.T, handler http.Handler, change ...func(*Options)) (*Client, *clock, *logged) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	times, log := newClock(), &logged{}
	o := Options{
		Token: botToken, URL: server.URL, Now: times.now, Wait: times.wait,
		Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, f := range change {
		f(&o)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, times, log
}

func TestNewRefuses(t *testing.T) {
	for name, o := range map[string]Options{
		"no token":            {},
		"a token with breaks": {Token: "a\nb"},
		"a file as address":   {Token: "a", URL: "file:///etc"},
		"half an address":     {Token: "a", URL: "discord.com"},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if c, err := New(Options{Token: "Bot abc\n"}); err != nil || c.opts.Token != "abc" || c.base.Host != "discord.com" {
		t.Errorf("a token as people copy it: %v", err)
	}
}
