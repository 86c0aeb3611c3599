package discordtest

import (
	"encoding/json"
	"slices"
	"strconv"
)

// Intent is a bit set of the events that a bot wants to hear.
type Intent int

// Intents. Members, Presences and MessageContent are privileged.
const (
	Guilds         Intent = 1 << 0
	GuildMembers   Intent = 1 << 1
	Presences      Intent = 1 << 8
	GuildMessages  Intent = 1 << 9
	DirectMessages Intent = 1 << 12
	MessageContent Intent = 1 << 15

	privilegedIntents = GuildMembers | Presences | MessageContent
	knownIntents      = 1<<26 - 1
)

// event is something that the bot may hear.
type event struct {
	name    string
	data    any
	guild   *Guild
	channel *Channel // that the bot must be able to see, unless nil
	need    Intent   // that the session must have, unless 0
	message *message // whose content may have to be kept from the session
}

// gateway holds the sessions. The fake's lock guards all of it.
type gateway struct {
	d        *Discord
	sessions map[string]*session
	conns    map[*conn]bool
	starts   int // sessions left today
	begun    int // sessions ever begun
	silent   bool
}

func (g *gateway) init(d *Discord) {
	g.d = d
	g.sessions, g.conns = map[string]*session{}, map[*conn]bool{}
	g.starts = d.options.starts
}

// send gives an event to every session that may hear it. The lock is held.
func (g *gateway) send(e event) {
	for _, s := range g.sessions {
		if s.hears(e) {
			s.add(e.name, s.shown(e))
		}
	}
	g.d.wake()
}

// live are the sessions with a connection that has identified or resumed.
func (g *gateway) live() []*session {
	var live []*session
	for _, s := range g.sessions {
		if s.conn != nil {
			live = append(live, s)
		}
	}
	slices.SortFunc(live, func(a, b *session) int { return a.number - b.number })
	return live
}

// cutAll breaks every connection without a word. The lock is held.
func (g *gateway) cutAll() {
	for c := range g.conns {
		c.cut()
	}
}

// session is what Discord keeps of a bot's connection, so that it can be
// resumed.
type session struct {
	d        *Discord
	id       string
	number   int
	identify identify
	events   [][]byte // events[i] has the sequence number i+1
	conn     *conn    // nil while nobody is connected
	resumed  bool
}

// hears says whether the session gets the event.
func (s *session) hears(e event) bool {
	if e.need != 0 && s.identify.Intents&e.need == 0 {
		return false
	}
	if e.channel != nil && e.channel.guild != nil && !e.channel.botPermissions().has(ViewChannel) {
		return false
	}
	if e.guild == nil {
		return s.identify.Shard == nil || s.identify.Shard[0] == 0
	}
	return s.holds(e.guild)
}

// holds says whether the guild belongs to the session's shard.
func (s *session) holds(g *Guild) bool {
	shard := s.identify.Shard
	if shard == nil {
		return true
	}
	id, _ := strconv.ParseInt(g.ID, 10, 64)
	return int(id>>22)%shard[1] == shard[0]
}

// shown is the event's data as the session may see it.
func (s *session) shown(e event) any {
	if e.message == nil {
		return e.data
	}
	return e.message.readable(e.message.event(), s.identify.Intents&MessageContent != 0)
}

// add numbers an event and keeps it, for a resume too.
func (s *session) add(name string, data any) {
	s.addRaw(name, encode(data))
}

func (s *session) addRaw(name string, data json.RawMessage) {
	raw := encode(object{"op": opDispatch, "t": name, "s": len(s.events) + 1, "d": data})
	s.events = append(s.events, raw)
	if s.conn != nil {
		s.conn.nudge()
	}
}

// encode is for what the fake itself made, which has no reason to fail.
func encode(v any) json.RawMessage {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("discordtest: " + err.Error())
	}
	return raw
}
