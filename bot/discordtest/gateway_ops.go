package discordtest

import (
	"encoding/json"
	"errors"

	"github.com/gorilla/websocket"
)

// Operations of the gateway.
const (
	opDispatch     = 0
	opHeartbeat    = 1
	opIdentify     = 2
	opPresence     = 3
	opVoice        = 4
	opResume       = 6
	opReconnect    = 7
	opMembers      = 8
	opInvalid      = 9
	opHello        = 10
	opHeartbeatAck = 11
)

// maxPayload is the longest message that Discord takes, and maxCommands how many
// it takes in a minute.
const (
	maxPayload  = 4096
	maxCommands = 120
)

// read takes the client's messages until the connection ends.
func (c *conn) read() {
	defer close(c.done)
	code := websocket.CloseAbnormalClosure
	for {
		_, raw, err := c.ws.ReadMessage()
		if err != nil {
			var closed *websocket.CloseError
			if errors.As(err, &closed) {
				code = closed.Code
			}
			break
		}
		c.d.change(func() { c.handle(raw) })
	}
	_ = c.ws.Close() // it has ended already
	c.d.change(func() { c.leave(code) })
}

// leave forgets the connection; the session can be resumed unless the client
// said goodbye.
func (c *conn) leave(code int) {
	delete(c.d.gateway.conns, c)
	s := c.session
	if s == nil || s.conn != c {
		return
	}
	s.conn = nil
	if code == websocket.CloseNormalClosure || code == websocket.CloseGoingAway {
		delete(c.d.gateway.sessions, s.id)
	}
}

// handle does what one message asks. The lock is held.
func (c *conn) handle(raw []byte) {
	var m struct {
		Op *int            `json:"op"`
		D  json.RawMessage `json:"d"`
	}
	switch {
	case c.closing != nil:
		return
	case len(raw) > maxPayload:
		c.fault(4002, "a message of %d bytes", len(raw))
		return
	case json.Unmarshal(raw, &m) != nil || m.Op == nil:
		c.fault(4002, "a message that is not JSON with an op")
		return
	}
	if *m.Op != opHeartbeat { // how often it beats is the test's doing
		c.heard++
	}
	if c.heard > maxCommands { // in all: no test is a minute long
		c.fault(4008, "more than %d messages", maxCommands)
		return
	}
	switch *m.Op {
	case opHeartbeat:
		c.heartbeat(m.D)
	case opIdentify:
		c.identify(m.D)
	case opResume:
		c.resume(m.D)
	case opPresence, opVoice:
		if c.session == nil {
			c.fault(4003, "op %d before IDENTIFY", *m.Op)
		}
	default:
		c.fault(4001, "op %d", *m.Op)
	}
}

// fault closes with a code that tells what the client did wrong.
func (c *conn) fault(code int, format string, args ...any) {
	c.d.violate(CloseCode+code, "gateway", format, args...)
	c.close(code, closeTexts[code])
}

var closeTexts = map[int]string{
	4001: "Unknown opcode.", 4002: "Error while decoding payload.", 4003: "Not authenticated.",
	4004: "Authentication failed.", 4005: "Already authenticated.", 4007: "Invalid seq.",
	4008: "Rate limited.", 4010: "Invalid shard.", 4013: "Invalid intents.", 4014: "Disallowed intents.",
}

func (c *conn) heartbeat(d json.RawMessage) {
	var seq *int
	if json.Unmarshal(d, &seq) != nil {
		c.fault(4002, "a heartbeat whose sequence is %s", d)
		return
	}
	if seq != nil && c.session != nil && *seq > c.sent {
		c.d.violate(CloseCode+4007, "gateway", "a heartbeat with sequence %d after %d events", *seq, c.sent)
	}
	c.tell(opHeartbeatAck, nil)
}
