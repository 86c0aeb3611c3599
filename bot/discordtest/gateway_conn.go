package discordtest

import (
	"bytes"
	"compress/zlib"
	"net/http"

	"github.com/gorilla/websocket"
)

// conn is one WebSocket. The fake's lock guards what is not the socket itself;
// one goroutine writes and one reads.
type conn struct {
	d       *Discord
	ws      *websocket.Conn
	session *session
	sent    int           // events of the session that are written
	control [][]byte      // what goes out before events
	closing []byte        // a close frame, once it shall be sent
	woken   chan struct{} // room for one
	done    chan struct{} // closed when reading ends
	heard   int           // messages of the client
	parting bool          // the close frame is on its way
}

// serveGateway is the WebSocket's side of the house.
func (d *Discord) serveGateway(w http.ResponseWriter, r *http.Request) {
	if fault := d.fault(Request{Method: r.Method, Path: "/gateway-socket", Route: "gateway socket", Header: r.Header}); fault != nil {
		d.fail(w, fault)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &conn{d: d, ws: ws, woken: make(chan struct{}, 1), done: make(chan struct{})}
	if !d.admit(c) {
		_ = ws.Close() // nobody listens
		return
	}
	defer d.sockets.Done()
	d.mu.Lock()
	version := r.URL.Query().Get("v")
	switch {
	case version != "9" && version != "10":
		c.close(4012, "Invalid API version.")
	case r.URL.Query().Get("encoding") != "json" || r.URL.Query().Get("compress") != "":
		c.close(4012, "The fake speaks JSON without transport compression.")
	default:
		c.tell(opHello, object{"heartbeat_interval": d.options.heartbeat.Milliseconds()})
	}
	d.mu.Unlock()
	written := make(chan struct{})
	go func() {
		defer close(written)
		c.write()
	}()
	c.read()
	<-written
}

// admit counts the connection unless the fake is ending.
func (d *Discord) admit(c *conn) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	select {
	case <-d.done:
		return false
	default:
	}
	d.sockets.Add(1)
	d.gateway.conns[c] = true
	d.wake()
	return true
}

// tell queues a message that is not an event. The lock is held.
func (c *conn) tell(op int, data any) {
	c.control = append(c.control, encode(object{"op": op, "d": data, "s": nil, "t": nil}))
	c.nudge()
}

// close queues a close frame. The lock is held.
func (c *conn) close(code int, text string) {
	if c.closing == nil {
		c.closing = websocket.FormatCloseMessage(code, text)
		c.nudge()
	}
}

// cut breaks the connection as a failing network does.
func (c *conn) cut() {
	_ = c.ws.UnderlyingConn().Close() // broken is broken
}

func (c *conn) nudge() {
	select {
	case c.woken <- struct{}{}:
	default:
	}
}

// write sends what is queued until the connection ends.
func (c *conn) write() {
	for {
		for {
			messages, farewell := c.due()
			if farewell != nil {
				_ = c.ws.WriteMessage(websocket.CloseMessage, farewell) // reading tells of the end
			}
			if len(messages) == 0 {
				break
			}
			for _, m := range messages {
				if c.send(m) != nil {
					c.cut()
					<-c.done
					return
				}
			}
		}
		select {
		case <-c.woken:
		case <-c.done:
			return
		}
	}
}

// due takes what is to be written now, and the close frame when there is
// nothing else.
func (c *conn) due() (messages [][]byte, farewell []byte) {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	if c.d.gateway.silent || c.parting {
		return nil, nil
	}
	messages, c.control = c.control, nil
	if s := c.session; s != nil && s.conn == c {
		messages = append(messages, s.events[c.sent:]...)
		c.sent = len(s.events)
	}
	if len(messages) == 0 && c.closing != nil {
		c.parting = true
		return nil, c.closing
	}
	return messages, nil
}

// send writes one message: with zlib when it is long and the client asked for
// it.
func (c *conn) send(m []byte) error {
	if !c.compressed() || len(m) < 1024 {
		return c.ws.WriteMessage(websocket.TextMessage, m)
	}
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write(m); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return c.ws.WriteMessage(websocket.BinaryMessage, b.Bytes())
}

func (c *conn) compressed() bool {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	return c.session != nil && c.session.identify.Compress
}
