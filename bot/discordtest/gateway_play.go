package discordtest

import (
	"encoding/json"
	"strings"
)

// Session is what the bot's session said of itself.
type Session struct {
	ID         string
	Intents    Intent
	Properties map[string]string
	Shard      *[2]int
	Resumed    bool // its latest connection resumed it
}

// Sessions are those that are connected.
func (d *Discord) Sessions() []Session {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []Session
	for _, s := range d.gateway.live() {
		list = append(list, Session{
			ID: s.id, Intents: s.identify.Intents, Properties: s.identify.Properties, Shard: s.identify.Shard,
			Resumed: s.resumed,
		})
	}
	return list
}

// Ready waits until the bot is connected and has registered commands. After a
// restart, Connected(2) waits for the second session.
func (d *Discord) Ready() {
	d.t.Helper()
	d.Until("the bot connects and registers its commands", func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		return len(d.gateway.live()) > 0 && d.registry.writes > 0
	})
}

// Connected waits until at least n sessions were ever begun and one is
// connected.
func (d *Discord) Connected(n int) {
	d.t.Helper()
	d.Until("the bot connects", func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		return d.gateway.begun >= n && len(d.gateway.live()) > 0
	})
}

// Reconnect asks the bot to reconnect (op 7).
func (d *Discord) Reconnect() {
	d.each(func(s *session) { s.conn.tell(opReconnect, nil) })
}

// Invalidate tells the bot that its session is invalid (op 9); one that is not
// resumable is forgotten.
func (d *Discord) Invalidate(resumable bool) {
	d.each(func(s *session) {
		s.conn.tell(opInvalid, resumable)
		if !resumable {
			delete(d.gateway.sessions, s.id)
			s.conn = nil
		}
	})
}

// Drop breaks the connections as a failing network does; sessions can be
// resumed.
func (d *Discord) Drop() { d.change(d.gateway.cutAll) }

// Hangup closes the connections with a code, as 4000 (resumable) or 4009.
func (d *Discord) Hangup(code int) {
	d.each(func(s *session) {
		s.conn.close(code, "")
		if code == 4007 || code == 4009 {
			delete(d.gateway.sessions, s.id)
		}
	})
}

// Silence lets the gateway say nothing any more, not even that it heard a
// heartbeat, until Speak.
func (d *Discord) Silence() { d.change(func() { d.gateway.silent = true }) }

// Speak ends a Silence; what was held back is sent.
func (d *Discord) Speak() {
	d.change(func() {
		d.gateway.silent = false
		for c := range d.gateway.conns {
			c.nudge()
		}
	})
}

// Dispatch sends an event as it is, well-formed or not, so long as it is JSON.
func (d *Discord) Dispatch(name, data string) {
	if !json.Valid([]byte(data)) {
		data = string(encode(data))
	}
	d.each(func(s *session) { s.addRaw(name, json.RawMessage(data)) })
}

// Garble sends a frame that is no JSON at all.
func (d *Discord) Garble() {
	d.each(func(s *session) {
		s.conn.control = append(s.conn.control, []byte("{\"op\":"))
		s.conn.nudge()
	})
}

func (d *Discord) each(f func(*session)) {
	d.change(func() {
		for _, s := range d.gateway.live() {
			f(s)
		}
	})
}

func (d *Discord) socketURL() string { return "ws" + strings.TrimPrefix(d.URL, "http") }
