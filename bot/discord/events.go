package discord

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync"

	"github.com/bwmarrin/discordgo"
)

// Events are what the bot hears. Any may be nil. A handler runs on a goroutine
// of its own; its context ends when the grace after a stop is over. A panic in
// it is logged with an id and goes no further.
type Events struct {
	// Ready comes with each new session, not with one that was resumed.
	Ready func(context.Context, Self)
	// GuildCreate comes for every server after Ready, for a new one, and when
	// its name changes. Ready, GuildCreate and GuildDelete come one at a time
	// and in their order.
	GuildCreate func(context.Context, Guild)
	// GuildDelete comes when the bot is no longer in a server; an outage of
	// the server is not told.
	GuildDelete func(ctx context.Context, id string)
	// Interaction is never nil and has an id, a token and a user, either
	// as User or as Member.User; Data has the type that Type says.
	Interaction func(context.Context, *discordgo.Interaction)
	// Message is never nil and has an id, a channel and an author.
	Message func(context.Context, *discordgo.Message)
	// Busy is called instead of Interaction when all places are taken. It
	// should answer at once.
	Busy func(context.Context, *discordgo.Interaction)
}

// Self is who the bot is.
type Self struct {
	Application string // its id
	User        *discordgo.User
}

// errStopped is why a handler's context ends.
var errStopped = errors.New("the bot is stopping")

// busyPlaces is how many interactions are turned away at a time.
const busyPlaces = 32

// dispatcher decodes events and runs handlers.
type dispatcher struct {
	client *Client
	events Events
	places chan struct{} // of Interaction and Message
	busy   chan struct{} // of Busy

	mu      sync.Mutex
	stopped bool
	known   map[string]bool             // the servers that READY named
	queue   []func(context.Context)     // what must keep its order
	running sync.WaitGroup              // all goroutines
	run     func(func(context.Context)) // calls with the handlers' context
}

func newDispatcher(ctx context.Context, c *Client, events Events) *dispatcher {
	return &dispatcher{
		client: c, events: events,
		places: make(chan struct{}, c.opts.Handlers), busy: make(chan struct{}, busyPlaces),
		known: map[string]bool{},
		run:   func(f func(context.Context)) { f(ctx) },
	}
}

// event takes an event off the wire. It never waits, since behind it stand the
// acknowledgements of heartbeats.
func (d *dispatcher) event(name string, data []byte) {
	defer d.recover(name)
	switch name {
	case "READY":
		d.ready(data)
	case "GUILD_CREATE", "GUILD_UPDATE":
		d.guild(name, data)
	case "GUILD_DELETE":
		d.guildGone(data)
	case "INTERACTION_CREATE":
		d.interaction(data)
	case "MESSAGE_CREATE":
		d.message(data)
	}
}

func (d *dispatcher) ready(data []byte) {
	var r struct {
		User        *discordgo.User `json:"user"`
		Application struct {
			ID string `json:"id"`
		} `json:"application"`
		Guilds []struct {
			ID string `json:"id"`
		} `json:"guilds"`
	}
	if err := json.Unmarshal(data, &r); err != nil || r.User == nil {
		d.client.log.Error("READY cannot be read", "err", err)
		return
	}
	known := map[string]bool{}
	for _, g := range r.Guilds {
		known[g.ID] = true
	}
	d.mu.Lock()
	d.known = known
	d.mu.Unlock()
	d.client.keepGuilds(known)
	if d.events.Ready != nil {
		self := Self{Application: r.Application.ID, User: r.User}
		d.inOrder("READY", func(ctx context.Context) { d.events.Ready(ctx, self) })
	}
}

func (d *dispatcher) guild(name string, data []byte) {
	var g struct {
		ID, Name    string
		Unavailable bool
	}
	if err := json.Unmarshal(data, &g); err != nil || g.ID == "" || g.Unavailable {
		return
	}
	d.mu.Lock()
	guild := Guild{ID: g.ID, Name: g.Name, Joined: name == "GUILD_CREATE" && !d.known[g.ID]}
	d.known[g.ID] = true
	d.mu.Unlock()
	if !d.client.setGuild(guild) && name == "GUILD_UPDATE" {
		return
	}
	if d.events.GuildCreate != nil {
		d.inOrder(name, func(ctx context.Context) { d.events.GuildCreate(ctx, guild) })
	}
}

func (d *dispatcher) guildGone(data []byte) {
	var g struct {
		ID          string
		Unavailable bool
	}
	if err := json.Unmarshal(data, &g); err != nil || g.ID == "" || g.Unavailable {
		return
	}
	d.mu.Lock()
	delete(d.known, g.ID)
	d.mu.Unlock()
	d.client.dropGuild(g.ID)
	if d.events.GuildDelete != nil {
		d.inOrder("GUILD_DELETE", func(ctx context.Context) { d.events.GuildDelete(ctx, g.ID) })
	}
}

func (d *dispatcher) interaction(data []byte) {
	i := &discordgo.Interaction{}
	err := decodeLoose(data, i)
	if err != nil || !usable(i) {
		d.client.log.Warn("interaction cannot be read", "id", i.ID, "err", err)
		return
	}
	if d.events.Interaction == nil {
		return
	}
	if d.spawn("INTERACTION_CREATE", d.places, func(ctx context.Context) { d.events.Interaction(ctx, i) }) {
		return
	}
	d.client.log.Warn("too many interactions at a time", "id", i.ID, "places", cap(d.places))
	if d.events.Busy != nil {
		d.spawn("INTERACTION_CREATE", d.busy, func(ctx context.Context) { d.events.Busy(ctx, i) })
	}
}

// usable says whether an interaction has all that Events promises.
func usable(i *discordgo.Interaction) bool {
	if i.ID == "" || i.Token == "" || i.User == nil && (i.Member == nil || i.Member.User == nil) {
		return false
	}
	return i.Data != nil || i.Type == discordgo.InteractionPing
}

func (d *dispatcher) message(data []byte) {
	m := &discordgo.Message{}
	if err := decodeLoose(data, m); err != nil || m.ID == "" || m.ChannelID == "" || m.Author == nil {
		d.client.log.Warn("message cannot be read", "id", m.ID, "err", err)
		return
	}
	if d.events.Message != nil && !d.spawn("MESSAGE_CREATE", d.places, func(ctx context.Context) { d.events.Message(ctx, m) }) {
		d.client.log.Warn("too many messages at a time", "id", m.ID, "places", cap(d.places))
	}
}

// spawn runs f if there is a place.
func (d *dispatcher) spawn(name string, places chan struct{}, f func(context.Context)) bool {
	select {
	case places <- struct{}{}:
	default:
		return false
	}
	if !d.start(func() {
		defer func() { <-places }()
		defer d.recover(name)
		d.run(f)
	}) {
		<-places
	}
	return true
}

// inOrder runs f after those that were given before it.
func (d *dispatcher) inOrder(name string, f func(context.Context)) {
	d.mu.Lock()
	d.queue = append(d.queue, func(ctx context.Context) {
		defer d.recover(name)
		f(ctx)
	})
	first := len(d.queue) == 1
	d.mu.Unlock()
	if first {
		d.start(func() { d.run(d.drain) })
	}
}

// drain runs the queue until it is empty. What runs stays at its head, so that
// nobody else begins to drain.
func (d *dispatcher) drain(ctx context.Context) {
	for {
		d.mu.Lock()
		next := d.queue[0]
		d.mu.Unlock()
		next(ctx)
		d.mu.Lock()
		d.queue = d.queue[1:]
		done := len(d.queue) == 0
		d.mu.Unlock()
		if done {
			return
		}
	}
}

// start runs f on a goroutine that stop waits for, unless it came too late.
func (d *dispatcher) start(f func()) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.stopped {
		return false
	}
	d.running.Go(f)
	return true
}

// stop takes no more events, and gives a channel that is closed when all
// handlers are done.
func (d *dispatcher) stop() <-chan struct{} {
	d.mu.Lock()
	d.stopped = true
	d.mu.Unlock()
	done := make(chan struct{})
	go func() {
		d.running.Wait()
		close(done)
	}()
	return done
}

// recover logs a panic with an id by which it can be found.
func (d *dispatcher) recover(event string) {
	if p := recover(); p != nil {
		d.client.log.Error("a handler panicked", "id", rand.Text()[:8], "event", event,
			slog.Any("panic", p), "stack", string(debug.Stack()))
	}
}

// keepGuilds drops the servers that are not known any more, and keeps the
// names of those that are.
func (c *Client) keepGuilds(known map[string]bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id := range c.guilds {
		if !known[id] {
			delete(c.guilds, id)
		}
	}
	for id := range known {
		if _, ok := c.guilds[id]; !ok {
			c.guilds[id] = Guild{ID: id}
		}
	}
}

// setGuild keeps a server, and says whether that changed its name.
func (c *Client) setGuild(g Guild) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	changed := c.guilds[g.ID].Name != g.Name
	c.guilds[g.ID] = Guild{ID: g.ID, Name: g.Name}
	return changed
}

func (c *Client) dropGuild(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.guilds, id)
}
