package discord

import (
	"cmp"
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// Options is what a Client needs; only Token is required.
type Options struct {
	Token string // the bot's token, without "Bot "
	URL   string // where Discord is: https://discord.com by default, else a proxy or a test
	Log   *slog.Logger
	HTTP  *http.Client // by default one of the Client's own; it must not follow redirects

	Version  string        // of the program, for the User-Agent
	Timeout  time.Duration // for one attempt of a request: 10 s by default
	Backoff  time.Duration // the first pause before something is tried again: 500 ms by default
	Watchdog time.Duration // how long the gateway may be silent: by default two and a half of the heartbeats that it asks for
	Patience time.Duration // how long each step of opening the gateway may take: 20 s by default
	Grace    time.Duration // how long handlers may go on after the stop: 10 s by default
	Handlers int           // how many handlers run at a time: 256 by default

	Now  func() time.Time
	Wait func(context.Context, time.Duration) error // sleeps, or gives the context's error
}

// Client speaks to Discord. Its methods may be called at the same time.
type Client struct {
	opts   Options
	log    *slog.Logger
	base   *url.URL
	http   *http.Client
	limits *limits

	mu     sync.Mutex
	guilds map[string]Guild // those the bot is in, once Run has heard of them
}

// New makes a Client and connects to nothing.
func New(o Options) (*Client, error) {
	o = o.withDefaults()
	base, err := url.Parse(o.URL)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return nil, claims.Errorf(claims.EInvalid, "The address of Discord must be a whole http or https URL.")
	}
	if o.Token == "" || strings.ContainsFunc(o.Token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, claims.Errorf(claims.EInvalid, "%s", badToken)
	}
	return &Client{
		opts:   o,
		log:    o.Log,
		base:   base,
		http:   o.HTTP,
		limits: &limits{now: o.Now, routes: map[string]*route{}},
		guilds: map[string]Guild{},
	}, nil
}

func (o Options) withDefaults() Options {
	o.Token = strings.TrimPrefix(strings.TrimSpace(o.Token), "Bot ")
	o.URL = strings.TrimSuffix(cmp.Or(o.URL, "https://discord.com"), "/")
	o.Version = cmp.Or(o.Version, "0")
	o.Timeout = cmp.Or(o.Timeout, 10*time.Second)
	o.Backoff = cmp.Or(o.Backoff, 500*time.Millisecond)
	o.Patience = cmp.Or(o.Patience, 20*time.Second)
	o.Grace = cmp.Or(o.Grace, 10*time.Second)
	o.Handlers = cmp.Or(o.Handlers, 256)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.HTTP == nil {
		o.HTTP = newHTTP()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	return o
}

// newHTTP makes a client for many requests to one host at a time, which asks a
// silent HTTP/2 connection whether it still lives.
func newHTTP() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 15 * time.Second}).DialContext,
			ForceAttemptHTTP2:   true,
			TLSHandshakeTimeout: 5 * time.Second,
			IdleConnTimeout:     90 * time.Second,
			MaxIdleConnsPerHost: 64,
			HTTP2:               &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 5 * time.Second},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Close gives back idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// wait sleeps for d unless ctx ends sooner.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
