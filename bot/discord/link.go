package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// errHung is a session that neither opens nor closes: discordgo answers an op 7
// which comes straight after a resume by waiting for a lock that it holds.
var errHung = errors.New("the session hangs on its own lock")

// errPanicked is a session that is in no known state.
var errPanicked = errors.New("discordgo panicked")

// link is one discordgo session and its socket. discordgo's own reconnecting
// is off, since it goes on for ever with a token that was revoked; so is its
// cache, which nobody reads.
type link struct {
	session  *discordgo.Session
	down     chan struct{} // a signal: the connection ended
	patience time.Duration

	mu    sync.Mutex
	conn  net.Conn  // the socket, to be cut when the session cannot be asked to
	heard time.Time // the last dispatch, or the last opening
	dead  bool      // given up: what it still says is not heard
}

// newLink makes a link to the gateway at address that hands events to d. It
// connects to nothing.
func newLink(c *Client, intents discordgo.Intent, address string, d *dispatcher) (*link, error) {
	s, err := discordgo.New("Bot " + c.opts.Token)
	if err != nil {
		return nil, err
	}
	l := &link{session: s, down: make(chan struct{}, 1), patience: c.opts.Patience}
	s.Identify.Intents = intents
	s.Compress = false
	s.StateEnabled = false
	s.SyncEvents = true // keeps their order; handlers are put on goroutines by d
	s.ShouldReconnectOnError = false
	s.LogLevel = -1 // it logs through a global, and tokens at that
	s.Client = &http.Client{Transport: gatewayAddress(address)}
	s.Dialer = &websocket.Dialer{
		Proxy: http.ProxyFromEnvironment, HandshakeTimeout: c.opts.Patience, NetDialContext: l.dial,
	}
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) {
		if l.hear() {
			d.event(e.Type, e.RawData)
		}
	})
	s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case l.down <- struct{}{}:
		default:
		}
	})
	return l, nil
}

// gatewayAddress answers the one REST request that a session makes, so that it
// can neither sleep nor reach anything else.
type gatewayAddress string

func (a gatewayAddress) RoundTrip(req *http.Request) (*http.Response, error) {
	encoded, err := json.Marshal(map[string]string{"url": string(a)})
	if err != nil {
		return nil, err
	}
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Request: req, Header: http.Header{},
		Body: io.NopCloser(bytes.NewReader(encoded)), ContentLength: int64(len(encoded)),
	}, nil
}

func (l *link) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: l.patience, KeepAlive: 15 * time.Second}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.dead {
		_ = conn.Close()
		return nil, errHung
	}
	l.conn = conn
	return conn, nil
}

// hear notes that something came, and says whether anybody still listens.
func (l *link) hear() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.heard = time.Now()
	return !l.dead
}

// open connects, by a resume if there was a session. When that takes too long
// or ctx ends, the socket is cut; a session that hangs even then gives errHung.
func (l *link) open(ctx context.Context) error {
	select {
	case <-l.down: // of the connection before
	default:
	}
	err := l.bounded(ctx, l.session.Open)
	if err == nil || errors.Is(err, discordgo.ErrWSAlreadyOpen) {
		l.hear()
		return nil
	}
	return err
}

// close ends the connection with a code. After websocket.CloseServiceRestart
// the session can be resumed, after websocket.CloseNormalClosure the bot is
// shown as offline at once.
func (l *link) close(ctx context.Context, code int) error {
	return l.bounded(ctx, func() error { return l.session.CloseWithCode(code) })
}

// bounded runs f, which takes no context, and stops waiting for it.
func (l *link) bounded(ctx context.Context, f func() error) error {
	done := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- fmt.Errorf("%w: %v", errPanicked, p)
			}
		}()
		done <- f()
	}()
	timer := time.NewTimer(l.patience)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	case <-timer.C:
	}
	l.cut()
	timer.Reset(l.patience / 4)
	select {
	case err := <-done:
		return errors.Join(context.Cause(ctx), err)
	case <-timer.C:
		return errHung
	}
}

// cut closes the socket beneath the session.
func (l *link) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.conn != nil {
		_ = l.conn.Close() // the session, whose socket it is, will notice
	}
}

// abandon gives the link up without asking the session.
func (l *link) abandon() {
	l.mu.Lock()
	l.dead = true
	l.mu.Unlock()
	l.cut()
}

// silence is for how long nothing came, neither an event nor the
// acknowledgement of a heartbeat. A session that is locked tells of none.
func (l *link) silence() time.Duration {
	l.mu.Lock()
	heard := l.heard
	l.mu.Unlock()
	if l.session.TryRLock() {
		heard = later(heard, l.session.LastHeartbeatAck)
		l.session.RUnlock()
	}
	return time.Since(heard)
}
