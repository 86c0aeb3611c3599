package discordtest

import (
	"errors"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"
)

// Discord is one fake. All its methods, and those of what it hands out, may be
// called at the same time; those that fail the test themselves (Ready, Until,
// Reply, …) belong in the test's own goroutine.
type Discord struct {
	URL   string // stands for https://discord.com
	Token string // what the bot must say it is, without "Bot "
	AppID string // of the application and its user

	t        testing.TB
	patience time.Duration
	options  options
	server   *http.Server
	listener net.Listener
	done     chan struct{}  // closed when the fake ends
	sockets  sync.WaitGroup // connections to the gateway

	mu      sync.Mutex
	changed chan struct{} // closed and replaced with each change
	clock   clock
	state
	gateway gateway
	limiter limiter
	faults  func(Request) *Fault

	requests   []Request
	violations []Violation
	allowed    map[int]bool
	refusals   []*refusal
}

// state is what Discord knows.
type state struct {
	bot          *User
	owner        *User
	users        map[string]*User
	guilds       map[string]*Guild
	channels     map[string]*Channel
	registry     registry
	interactions map[string]*Interaction // by token
	files        map[string]*storedFile  // by id
	pings        []Ping
}

// New starts a fake that ends with the test.
func New(t testing.TB, opts ...Option) *Discord {
	t.Helper()
	d := &Discord{
		t: t, done: make(chan struct{}), changed: make(chan struct{}),
		options: defaults(), allowed: map[int]bool{},
	}
	for _, opt := range opts {
		opt(&d.options)
	}
	d.patience = d.options.patience
	d.clock = clock{now: d.options.now}
	d.Token = d.options.token
	d.state = state{
		users: map[string]*User{}, guilds: map[string]*Guild{}, channels: map[string]*Channel{},
		interactions: map[string]*Interaction{}, files: map[string]*storedFile{},
	}
	d.bot = d.newUser("claimbot", true)
	d.AppID = d.bot.ID
	d.owner = d.newUser("operator", false)
	d.gateway.init(d)
	d.serve()
	t.Cleanup(d.finish)
	return d
}

// serve listens on loopback.
func (d *Discord) serve() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		d.t.Fatalf("discordtest: %v", err)
	}
	d.listener = listener
	d.URL = "http://" + listener.Addr().String()
	if d.options.cdn == "" {
		d.options.cdn = d.URL
	}
	d.server = &http.Server{Handler: d.handler()}
	go func() {
		if err := d.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			d.t.Errorf("discordtest: %v", err)
		}
	}()
}

// finish ends every connection and tells the test what was wrong.
func (d *Discord) finish() {
	d.mu.Lock()
	close(d.done)
	d.gateway.cutAll()
	d.mu.Unlock()
	_ = d.server.Close() // it only tells that listening has ended
	d.sockets.Wait()
	for _, v := range d.unexpected() {
		d.t.Errorf("discordtest: %s", v)
	}
	for _, r := range d.unasked() {
		d.t.Errorf("discordtest: %s", r)
	}
}
