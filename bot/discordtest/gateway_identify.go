package discordtest

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// identify is what a client says of itself.
type identify struct {
	Token      string            `json:"token"`
	Properties map[string]string `json:"properties"`
	Compress   bool              `json:"compress"`
	Intents    Intent            `json:"intents"`
	Shard      *[2]int           `json:"shard"`
}

// property takes the names of older clients too.
func (i identify) property(name string) string {
	return cmp.Or(i.Properties[name], i.Properties["$"+name])
}

// identify begins a session.
func (c *conn) identify(d json.RawMessage) {
	var id identify
	if err := json.Unmarshal(d, &id); err != nil {
		c.fault(4002, "IDENTIFY: %v", err)
		return
	}
	g := &c.d.gateway
	switch {
	case c.session != nil && c.session.conn == c:
		c.fault(4005, "a second IDENTIFY")
	case strings.TrimPrefix(id.Token, "Bot ") != c.d.Token:
		c.fault(4004, "IDENTIFY with a wrong token")
	case id.property("os") == "" || id.property("browser") == "":
		c.fault(4002, "IDENTIFY without properties")
	case id.Intents&^knownIntents != 0:
		c.fault(4013, "unknown intents %b", id.Intents)
	case id.Intents&privilegedIntents&^c.d.options.intents != 0:
		c.fault(4014, "privileged intents %b that the portal does not allow", id.Intents&privilegedIntents)
	case id.Shard != nil && (id.Shard[1] < 1 || id.Shard[0] < 0 || id.Shard[0] >= id.Shard[1]):
		c.fault(4010, "shard %v", *id.Shard)
	case g.starts == 0:
		c.fault(4004, "no session may be begun any more today")
	default:
		g.starts--
		g.begin(c, id)
	}
}

func (g *gateway) begin(c *conn, id identify) {
	g.begun++
	s := &session{d: g.d, id: digest("session " + g.d.clock.id()), number: g.begun, identify: id, conn: c}
	g.sessions[s.id] = s
	c.session, c.sent = s, 0
	s.add("READY", s.ready())
	for _, guild := range g.d.sortedGuilds() {
		if guild.bot != nil && id.Intents&Guilds != 0 && s.holds(guild) {
			s.add("GUILD_CREATE", guild.full())
		}
	}
}

func (s *session) ready() object {
	guilds := []object{}
	for _, g := range s.d.sortedGuilds() {
		if g.bot != nil && s.holds(g) {
			guilds = append(guilds, object{"id": g.ID, "unavailable": true})
		}
	}
	o := object{
		"v": 9, "user": s.d.bot.wire(), "guilds": guilds, "session_id": s.id, "session_type": "normal",
		"resume_gateway_url": s.d.socketURL() + "/resume", "private_channels": []any{}, "relationships": []any{},
		"application": object{"id": s.d.AppID, "flags": s.d.appFlags()}, "_trace": []string{"fake"},
	}
	if s.identify.Shard != nil {
		o["shard"] = s.identify.Shard
	}
	return o
}

// resume goes on with a session where the client lost it.
func (c *conn) resume(d json.RawMessage) {
	var r struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int    `json:"seq"`
	}
	if err := json.Unmarshal(d, &r); err != nil {
		c.fault(4002, "RESUME: %v", err)
		return
	}
	s := c.d.gateway.sessions[r.Session]
	switch {
	case c.session != nil:
		c.fault(4005, "RESUME after IDENTIFY")
	case strings.TrimPrefix(r.Token, "Bot ") != c.d.Token:
		c.fault(4004, "RESUME with a wrong token")
	case s == nil:
		c.tell(opInvalid, false)
	case r.Seq < 0 || r.Seq > len(s.events):
		c.fault(4007, "RESUME after event %d of %d", r.Seq, len(s.events))
	default:
		if s.conn != nil {
			s.conn.cut()
		}
		s.conn, s.resumed, c.session, c.sent = c, true, s, r.Seq
		s.add("RESUMED", object{"_trace": []string{"fake"}})
	}
}

func (d *Discord) sortedGuilds() []*Guild {
	var guilds []*Guild
	for _, g := range d.guilds {
		guilds = append(guilds, g)
	}
	slices.SortFunc(guilds, func(a, b *Guild) int { return compareIDs(a.ID, b.ID) })
	return guilds
}
