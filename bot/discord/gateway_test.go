package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// gate is a gateway that plays one script for each connection. It goes where
// the strict fake does not: it breaks the protocol.
type gate struct {
	t     *testing.T
	limit string // the session_start_limit, JSON
	beat  int    // milliseconds between heartbeats; a minute if 0

	mu    sync.Mutex
	asked int // for /gateway/bot
	plays []func(*peer)
	ended bool
	left  sync.WaitGroup // connections
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/gateway/bot") {
		g.mu.Lock()
		g.asked++
		limit := g.limit
		g.limit = `{"remaining":1000}`
		g.mu.Unlock()
		w.Write([]byte(`{"url":"ws://` + r.Host + `","shards":1,"session_start_limit":` + limit + `}`))
		return
	}
	upgrader := websocket.Upgrader{}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		g.t.Errorf("no websocket: %v", err)
		return
	}
	defer ws.Close()
	g.mu.Lock()
	if g.ended {
		g.mu.Unlock()
		return
	}
	play := (*peer).untilClosed
	if len(g.plays) > 0 {
		play, g.plays = g.plays[0], g.plays[1:]
	}
	g.left.Add(1)
	defer g.left.Done()
	g.mu.Unlock()
	play(&peer{t: g.t, ws: ws, path: r.URL.RequestURI(), beat: cmp.Or(g.beat, 60_000)})
}

// begun tells how often the bot asked where to begin a session.
func (g *gate) begun() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.asked
}

// peer is Discord's end of a connection.
type peer struct {
	t    *testing.T
	ws   *websocket.Conn
	path string
	beat int
}

func (p *peer) send(packet packet) {
	// Whether it arrives is for the other end to show.
	_ = p.ws.WriteJSON(packet)
}

func (p *peer) dispatch(seq int64, name, data string) {
	p.send(packet{Op: opDispatch, Seq: &seq, Type: name, Data: json.RawMessage(data)})
}

// hello greets and gives the first packet that is no heartbeat; it must have
// one of the ops.
func (p *peer) hello(ops ...int) packet {
	p.send(packet{Op: opHello, Data: json.RawMessage(fmt.Sprintf(`{"heartbeat_interval":%d}`, p.beat))})
	return p.expect(ops...)
}

func (p *peer) expect(ops ...int) packet {
	for {
		var got packet
		if err := p.ws.ReadJSON(&got); err != nil {
			p.t.Errorf("the bot left where op %v was due: %v", ops, err)
			return got
		}
		for _, op := range ops {
			if got.Op == op {
				return got
			}
		}
		if got.Op != opHeartbeat {
			p.t.Errorf("op %d where %v was due", got.Op, ops)
			return got
		}
	}
}

// begin is a session from its start to READY.
func (p *peer) begin() {
	p.hello(opIdentify)
	p.dispatch(1, "READY", readyEvent)
}

// untilClosed answers heartbeats, and gives the code that the bot leaves with.
func (p *peer) read() int {
	for {
		var got packet
		if err := p.ws.ReadJSON(&got); err != nil {
			if e, ok := errors.AsType[*websocket.CloseError](err); ok {
				return e.Code
			}
			return 0
		}
		if got.Op == opHeartbeat {
			p.send(packet{Op: opHeartbeatAck})
		}
	}
}

func (p *peer) untilClosed() { p.read() }

func (p *peer) close(code int) {
	_ = p.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, "no"), time.Now().Add(time.Second))
	p.untilClosed()
}

// running is a Client that runs against a gate.
type running struct {
	*Client
	gate  *gate
	times *clock
	log   *logged
	heard chan string // what the handlers heard
	done  chan error
	stop  context.CancelFunc
}

// run starts a Client; its handlers tell what they hear.
func run(t *testing.T, g *gate, change func(*Options), events ...func(*Events)) *running {
	t.Helper()
	g.t = t
	if g.limit == "" {
		g.limit = `{"remaining":1000}`
	}
	c, times, log := serve(t, g, func(o *Options) {
		o.Patience, o.Watchdog, o.Grace = 20*time.Second, time.Minute, 5*time.Second
		if change != nil {
			change(o)
		}
	})
	r := &running{Client: c, gate: g, times: times, log: log, heard: make(chan string, 99), done: make(chan error, 1)}
	e := Events{
		Ready:       func(context.Context, Self) { r.heard <- "ready" },
		Interaction: func(_ context.Context, i *discordgo.Interaction) { r.heard <- "interaction " + i.ID },
	}
	for _, f := range events {
		f(&e)
	}
	ctx, cancel := context.WithCancel(t.Context())
	r.stop = cancel
	go func() { r.done <- c.Run(ctx, discordgo.IntentGuilds, e) }()
	t.Cleanup(func() {
		cancel()
		g.mu.Lock()
		g.ended = true
		g.mu.Unlock()
		g.left.Wait()
	})
	return r
}

// hears waits until the handlers have heard these, in this order.
func (r *running) hears(t *testing.T, want ...string) {
	t.Helper()
	for _, w := range want {
		select {
		case got := <-r.heard:
			if got != w {
				t.Fatalf("heard %q, want %q; %s", got, w, r.log)
			}
		case err := <-r.done:
			t.Fatalf("Run ended with %v where %q was due; %s", err, w, r.log)
		case <-time.After(20 * time.Second):
			t.Fatalf("did not hear %q; %s", w, r.log)
		}
	}
}

// ends stops the Client and sees it end well.
func (r *running) ends(t *testing.T) {
	t.Helper()
	r.stop()
	if err := r.fails(t); err != nil {
		t.Errorf("Run ended with %v", err)
	}
}

// fails waits for the end of Run.
func (r *running) fails(t *testing.T) error {
	t.Helper()
	select {
	case err := <-r.done:
		return err
	case <-time.After(20 * time.Second):
		t.Fatalf("Run does not end; %s", r.log)
		return nil
	}
}
