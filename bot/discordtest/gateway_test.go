package discordtest_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"github.com/claimbot/claimbot/bot/discordtest"
)

// closed reads until the gateway closes and gives the code.
func (b *rawBot) closed() int {
	b.t.Helper()
	for {
		var f frame
		err := b.ws.ReadJSON(&f)
		if err == nil {
			continue
		}
		var c *websocket.CloseError
		if !errors.As(err, &c) {
			b.t.Fatalf("the gateway ended with %v", err)
		}
		return c.Code
	}
}

// TestGatewayFaults closes with the code that tells what was wrong.
func TestGatewayFaults(t *testing.T) {
	d := discordtest.New(t, discordtest.Privileged(discordtest.GuildMembers))
	bot := newRaw(t, d)
	with := func(key string, value any) object {
		id := identification(d, usual)
		id[key] = value
		return id
	}
	tests := []struct {
		name string
		op   int
		d    any
		code int
	}{
		{"wrong token", 2, with("token", "x"), 4004},
		{"unknown intent", 2, with("intents", 1<<27), 4013},
		{"privileged intent", 2, with("intents", discordtest.MessageContent), 4014},
		{"no properties", 2, with("properties", object{}), 4002},
		{"shard", 2, with("shard", []int{1, 1}), 4010},
		{"unknown op", 42, nil, 4001},
		{"presence first", 3, object{}, 4003},
		{"no object", 2, "x", 4002},
		{"long", 2, with("token", text(5000)), 4002},
		{"resume with wrong token", 6, object{"token": "x", "session_id": "x", "seq": 1}, 4004},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			conn := bot.dial()
			conn.say(tt.op, tt.d)
			if got := conn.closed(); got != tt.code {
				t.Errorf("closed with %d, want %d", got, tt.code)
			}
			d.Allow(discordtest.CloseCode + tt.code)
		})
	}
	if got := len(d.Violations()); got != len(tests) {
		t.Errorf("%d violations of %d faults", got, len(tests))
	}

	twice := bot.online()
	twice.say(2, identification(d, usual))
	if got := twice.closed(); got != 4005 {
		t.Errorf("a second IDENTIFY closes with %d", got)
	}
	d.Allow(discordtest.CloseCode + 4005)
	fine := bot.dial()
	fine.say(2, with("intents", usual|discordtest.GuildMembers))
	fine.until("READY")
}

// TestIntents sends only what was asked for, and content only where it may be
// read.
func TestIntents(t *testing.T) {
	d := discordtest.New(t, discordtest.Privileged(discordtest.MessageContent))
	g := d.Guild("North Desk")
	ch, hidden := g.Channel("general"), g.Channel("hidden")
	hidden.Deny(g.Everyone(), discordtest.ViewChannel)
	ann := g.Member("ann", discordtest.Administrator)
	rest := newRaw(t, d)
	none, some, all := rest.dial(), rest.dial(), rest.dial()
	for conn, intents := range map[*rawBot]discordtest.Intent{none: 0, some: usual, all: usual | discordtest.MessageContent} {
		conn.say(2, identification(d, intents))
		conn.until("READY")
	}
	contents := func(conn *rawBot) (list []string) {
		conn.t.Helper()
		for {
			f := conn.next()
			var m struct {
				Content    string
				Referenced struct{ Content string } `json:"referenced_message"`
			}
			if err := json.Unmarshal(f.D, &m); err != nil {
				conn.t.Fatal(err)
			}
			switch f.T {
			case "MESSAGE_CREATE":
				list = append(list, m.Content+"|"+m.Referenced.Content)
			case "LAST":
				return list
			}
		}
	}
	first := ann.Say(ch, "plain")
	ann.Say(hidden, "hidden")
	ann.Say(ch, "<@bot>", discordtest.File{Name: "a.txt"})
	ann.DM("direct")
	posted := rest.do("POST", "/channels/"+ch.ID+"/messages", object{"content": "own", "message_reference": object{"message_id": first.ID}})
	own := ch.Last()
	ann.Answer(own, "reply")
	ann.AnswerSilently(own, "silent")
	d.Dispatch("LAST", `{}`)
	if posted.Content != "own" {
		t.Errorf("posted %s", posted.raw)
	}
	mention := "<@" + d.AppID + ">|"
	want := []string{"plain|", mention, "direct|", "own|plain", "reply|own", "silent|own"}
	if got := contents(all); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("with content: %q", got)
	}
	want = []string{"|", mention, "direct|", "own|", "reply|own", "|own"}
	if got := contents(some); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("without content: %q", got)
	}
	if got := contents(none); len(got) != 0 {
		t.Errorf("without intents: %q", got)
	}
}

// TestGuildEvents tells of servers at the start and later.
func TestGuildEvents(t *testing.T) {
	d := discordtest.New(t)
	north := d.Guild("North Desk")
	bot := newRaw(t, d).dial()
	bot.say(2, identification(d, usual))
	ready := bot.until("READY")
	if !strings.Contains(string(ready.D), `"id":"`+north.ID+`","unavailable":true`) || !strings.Contains(string(ready.D), d.AppID) {
		t.Errorf("READY is %s", ready.D)
	}
	wants := func(name, part string) {
		t.Helper()
		if f := bot.next(); f.T != name || !strings.Contains(string(f.D), part) {
			t.Errorf("event is %s %s, want %s with %s", f.T, f.D, name, part)
		}
	}
	wants("GUILD_CREATE", "North Desk")
	d.Guild("South Desk")
	wants("GUILD_CREATE", "South Desk")
	north.Rename("Far North Desk")
	wants("GUILD_UPDATE", "Far North Desk")
	north.Outage()
	wants("GUILD_DELETE", `"unavailable":true`)
	north.Back()
	wants("GUILD_CREATE", "Far North Desk")
	ch := north.Channel("general")
	wants("CHANNEL_CREATE", "general")
	ch.Delete()
	wants("CHANNEL_DELETE", "general")
	north.Kick()
	wants("GUILD_DELETE", `{"id":"`+north.ID+`"}`)
	north.Invite()
	wants("GUILD_CREATE", "Far North Desk")
}

// TestResume replays what was missed, until the session is forgotten.
func TestResume(t *testing.T) {
	d := discordtest.New(t)
	g := d.Guild("North Desk")
	ch := g.Channel("general")
	ann := g.Member("ann")
	rest := newRaw(t, d)
	bot := rest.dial()
	bot.say(2, identification(d, usual))
	var ready struct {
		Session string `json:"session_id"`
	}
	first := bot.until("READY")
	if err := json.Unmarshal(first.D, &ready); err != nil {
		t.Fatal(err)
	}
	bot.until("GUILD_CREATE")
	resume := func(seq int) *rawBot {
		conn := rest.dial()
		conn.say(6, object{"token": d.Token, "session_id": ready.Session, "seq": seq})
		return conn
	}
	d.Drop()
	ann.Say(ch, "<@bot> missed")
	again := resume(2)
	if f := again.next(); f.T != "MESSAGE_CREATE" || f.S != 3 {
		t.Errorf("replayed %+v", f)
	}
	if f := again.next(); f.T != "RESUMED" {
		t.Errorf("then came %+v", f)
	}
	if s := d.Sessions(); len(s) != 1 || !s[0].Resumed || s[0].Intents != usual {
		t.Errorf("sessions are %+v", s)
	}
	d.Hangup(4000)
	if got := again.closed(); got != 4000 {
		t.Errorf("closed with %d", got)
	}
	if got := resume(99).closed(); got != 4007 {
		t.Errorf("a number from nowhere closes with %d", got)
	}
	d.Allow(discordtest.CloseCode + 4007)
	last := resume(4)
	last.until("RESUMED")
	d.Reconnect()
	if f := last.next(); f.Op != 7 {
		t.Errorf("asked to reconnect by %+v", f)
	}
	d.Invalidate(false)
	if f := last.next(); f.Op != 9 || string(f.D) != "false" {
		t.Errorf("made invalid by %+v", f)
	}
	gone := resume(4)
	if f := gone.next(); f.Op != 9 {
		t.Errorf("a forgotten session was resumed: %+v", f)
	}
	gone.say(2, identification(d, usual))
	gone.until("READY")
	if err := gone.ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(1000, "")); err != nil {
		t.Fatal(err)
	}
	d.Until("the session is gone", func() bool { return len(d.Sessions()) == 0 })
}

// TestHeartbeats are acknowledged unless the gateway is silent.
func TestHeartbeats(t *testing.T) {
	d := discordtest.New(t, discordtest.Heartbeat(1234*time.Millisecond))
	bot := newRaw(t, d).online()
	bot.say(1, 1)
	if f := bot.next(); f.Op != 11 {
		t.Errorf("heard %+v", f)
	}
	d.Silence()
	bot.say(1, 1)
	d.Dispatch("TEST", `{}`)
	if err := bot.ws.SetReadDeadline(time.Now().Add(20 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := bot.ws.ReadMessage(); err == nil {
		t.Error("a silent gateway spoke")
	}
	other := newRaw(t, d)
	d.Speak()
	other.online().say(1, 500)
	d.Until("a heartbeat from nowhere is noted", func() bool { return len(d.Violations()) == 1 })
	d.Allow(discordtest.CloseCode + 4007)
}

// TestStarts counts the sessions that may be begun.
func TestStarts(t *testing.T) {
	d := discordtest.New(t, discordtest.SessionStarts(1))
	bot := newRaw(t, d)
	remaining := func(want string) {
		t.Helper()
		if a := bot.do("GET", "/gateway/bot", nil); !strings.Contains(a.raw, `"remaining":`+want) {
			t.Errorf("gateway is %s", a.raw)
		}
	}
	remaining("1")
	bot.online()
	remaining("0")
}

// TestDiscordgoComesBack drives discordgo through what a gateway does to it.
func TestDiscordgoComesBack(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Heartbeat(50*time.Millisecond))
	g := d.Guild("North Desk")
	ch := g.Channel("general")
	ann := g.Member("ann")
	got := make(chan string, 10)
	s := start(t, d, func(_ *discordgo.Session, m *discordgo.MessageCreate) { got <- m.Content })
	tell := func(words string) {
		t.Helper()
		ann.Say(ch, "<@bot> "+words)
		if text := <-got; !strings.HasSuffix(text, words) {
			t.Errorf("heard %q, want %q", text, words)
		}
	}
	tell("at first")
	d.Drop()
	tell("after a drop")
	if now := d.Sessions(); len(now) != 1 || !now[0].Resumed {
		t.Errorf("sessions are %+v", now)
	}
	d.Dispatch("MESSAGE_CREATE", `{"id":"1","components":[{"type":99}]}`)
	if text := <-got; text != "" {
		t.Errorf("heard %q of an event with an unknown component", text)
	}
	d.Invalidate(false)
	d.Connected(2)
	tell("in a new session")
	if s.State.User.ID != d.AppID {
		t.Errorf("the bot is %s", s.State.User.ID)
	}
}

// TestDiscordgoIsTurnedAway gives discordgo the errors that it must explain.
func TestDiscordgoIsTurnedAway(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	d.Allow(discordtest.CloseCode+4004, discordtest.CloseCode+4014, http.StatusUnauthorized)
	closeCode := func(s *discordgo.Session) int {
		err := s.Open()
		var c *websocket.CloseError
		if !errors.As(err, &c) {
			t.Fatalf("open: %v", err)
		}
		return c.Code
	}
	if got := closeCode(newSession(t, d, "wrong")); got != 4004 {
		t.Errorf("a wrong token closes with %d", got)
	}
	s := newSession(t, d, d.Token)
	s.Identify.Intents |= discordgo.IntentMessageContent
	if got := closeCode(s); got != 4014 {
		t.Errorf("a disallowed intent closes with %d", got)
	}
	_, err := newSession(t, d, "wrong").User("@me")
	var rest *discordgo.RESTError
	if !errors.As(err, &rest) || rest.Response.StatusCode != http.StatusUnauthorized {
		t.Errorf("REST said %v", err)
	}
	app, err := s.Application("@me")
	if err != nil || app.ID != d.AppID || app.Owner.Username != "operator" || app.Flags&(1<<19) != 0 {
		t.Errorf("application is %+v, %v", app, err)
	}
}
