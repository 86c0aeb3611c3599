package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// Operations of the gateway.
const (
	opDispatch = iota
	opHeartbeat
	opIdentify
	_
	_
	_
	opResume
	opReconnect
	_
	opInvalid
	opHello
	opHeartbeatAck
)

const (
	// closeToResume is a code of ours after which Discord keeps the session;
	// 1000 and 1001 end it and show the bot as offline.
	closeToResume = 4000

	maxPacket = 64 << 20 // a server of the largest kind comes with some megabytes
)

// Why a connection was ended from this side.
var (
	errReconnect = errors.New("Discord asked to connect anew")
	errInvalid   = errors.New("Discord has forgotten the session")
	errUnheard   = errors.New("a heartbeat was not acknowledged")
	errRubbish   = errors.New("a packet that cannot be read")
)

// packet is what goes over the gateway.
type packet struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  *int64          `json:"s,omitempty"`
	Type string          `json:"t,omitempty"`
}

// session is what outlives a connection: with it the next one goes on where
// this one broke off, and Discord sends what was missed.
type session struct {
	id, address string
	seq         atomic.Int64 // of the last event; 0 before the first
}

// wire is one connection to the gateway.
type wire struct {
	ws       *websocket.Conn
	patience time.Duration
	writing  sync.Mutex
	acked    atomic.Bool // the last heartbeat was
	unheard  atomic.Bool // why the connection was left
}

// dial connects. It gives up when ctx ends or patience is over, in the midst of
// the handshakes too.
func dial(ctx context.Context, address string, patience time.Duration) (*wire, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	kept := func() bool { return true }
	dialer := websocket.Dialer{
		Proxy: http.ProxyFromEnvironment,
		NetDialContext: func(ctx context.Context, network, host string) (net.Conn, error) {
			conn, err := (&net.Dialer{KeepAlive: 15 * time.Second}).DialContext(ctx, network, host)
			if err == nil {
				kept = context.AfterFunc(ctx, func() { _ = conn.Close() }) // the handshake will notice
			}
			return conn, err
		},
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	u.Path, u.RawQuery = cmp.Or(u.Path, "/"), "v=10&encoding=json"
	ws, resp, err := dialer.DialContext(ctx, u.String(), nil)
	if resp != nil {
		_ = resp.Body.Close() // a copy in memory
	}
	if err != nil {
		return nil, err
	}
	if !kept() {
		_ = ws.Close()
		return nil, context.Cause(ctx)
	}
	ws.SetReadLimit(maxPacket)
	w := &wire{ws: ws, patience: patience}
	w.acked.Store(true)
	return w, nil
}

// greet takes Discord's greeting and begins the session, or goes on with it. It
// gives the time between heartbeats.
func (w *wire) greet(token string, intents discordgo.Intent, s *session) (time.Duration, error) {
	p, err := w.read(w.patience)
	if err != nil {
		return 0, err
	}
	var hello struct {
		Interval int64 `json:"heartbeat_interval"` // milliseconds
	}
	if p.Op != opHello || json.Unmarshal(p.Data, &hello) != nil || hello.Interval <= 0 {
		return 0, fmt.Errorf("%w: no greeting", errRubbish)
	}
	if s.id != "" {
		err = w.send(opResume, map[string]any{"token": token, "session_id": s.id, "seq": s.seq.Load()})
	} else {
		err = w.send(opIdentify, map[string]any{
			"token": token, "intents": intents,
			"properties": map[string]string{"os": runtime.GOOS, "browser": "claimbot", "device": "claimbot"},
		})
	}
	return time.Duration(min(hello.Interval, 1<<31)) * time.Millisecond, err
}

// read waits for the next packet, but no longer than patience.
func (w *wire) read(patience time.Duration) (packet, error) {
	if err := w.ws.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return packet{}, err
	}
	_, data, err := w.ws.ReadMessage()
	if err != nil {
		return packet{}, err
	}
	var p packet
	if err := json.Unmarshal(data, &p); err != nil {
		return packet{}, fmt.Errorf("%w: %w", errRubbish, err)
	}
	return p, nil
}

func (w *wire) send(op int, data any) error {
	w.writing.Lock()
	defer w.writing.Unlock()
	if err := w.ws.SetWriteDeadline(time.Now().Add(w.patience)); err != nil {
		return err
	}
	return w.ws.WriteJSON(map[string]any{"op": op, "d": data})
}

// beat tells Discord that the bot lives, and up to which event it has heard.
func (w *wire) beat(s *session) error {
	if seq := s.seq.Load(); seq > 0 {
		return w.send(opHeartbeat, seq)
	}
	return w.send(opHeartbeat, nil)
}

// heartbeats beats until ctx ends. It leaves a connection over which a beat was
// not acknowledged by the time of the next.
func (w *wire) heartbeats(ctx context.Context, s *session, interval time.Duration) {
	timer := time.NewTimer(rand.N(interval)) // so that not all bots beat at once
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		if !w.acked.Swap(false) {
			w.unheard.Store(true)
			w.leave(closeToResume)
			return
		}
		if w.beat(s) != nil {
			w.leave(closeToResume)
			return
		}
		timer.Reset(interval)
	}
}

// leave says goodbye, as far as that goes quickly, and ends the connection;
// whoever reads notices.
func (w *wire) leave(code int) {
	_ = w.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(2*time.Second))
	_ = w.ws.Close()
}
