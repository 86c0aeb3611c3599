package discordtest

// Channel is a text channel or a thread of a server, or a direct chat with the
// bot.
type Channel struct {
	ID, Name string

	d          *Discord
	kind       int // as Discord's: 0 text, 1 direct, 11 public thread
	guild      *Guild
	parent     *Channel // of a thread
	with       *User    // of a direct chat
	overwrites []*overwrite
	messages   []*message
	typed      int
	gone       bool
}

const (
	textChannel  = 0
	dmChannel    = 1
	publicThread = 11
)

// Channel makes a text channel.
func (g *Guild) Channel(name string) *Channel {
	c := &Channel{Name: name, d: g.d, kind: textChannel, guild: g}
	g.d.change(func() { g.addChannel(c, "CHANNEL_CREATE") })
	return c
}

// Thread makes a public thread, which the bot can read.
func (c *Channel) Thread(name string) *Channel {
	t := &Channel{Name: name, d: c.d, kind: publicThread, guild: c.guild, parent: c}
	c.d.change(func() { c.guild.addChannel(t, "THREAD_CREATE") })
	return t
}

func (g *Guild) addChannel(c *Channel, told string) {
	c.ID = g.d.clock.id()
	g.channels = append(g.channels, c)
	g.d.channels[c.ID] = c
	g.d.gateway.send(event{name: told, data: c.wire(), guild: g, channel: c, need: Guilds})
}

// Delete deletes the channel.
func (c *Channel) Delete() {
	c.d.change(func() {
		c.gone = true
		delete(c.d.channels, c.ID)
		c.d.gateway.send(event{name: "CHANNEL_DELETE", data: c.wire(), guild: c.guild, need: Guilds})
	})
}

// DMs is the user's direct chat with the bot.
func (u *User) DMs() *Channel {
	u.d.mu.Lock()
	defer u.d.mu.Unlock()
	return u.openDM()
}

func (u *User) openDM() *Channel {
	if u.dm == nil {
		u.dm = &Channel{ID: u.d.clock.id(), d: u.d, kind: dmChannel, with: u}
		u.d.channels[u.dm.ID] = u.dm
	}
	return u.dm
}

// Typed is how often the bot showed that it is typing here.
func (c *Channel) Typed() int {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	return c.typed
}

// Messages are those that everybody here sees, oldest first: not the ephemeral
// and not the deleted ones.
func (c *Channel) Messages() []Message {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	var seen []Message
	for _, m := range c.messages {
		if m.public() {
			seen = append(seen, m.snapshot())
		}
	}
	return seen
}

// Seen are the messages that somebody sees here, with the ephemeral ones for
// them alone.
func (c *Channel) Seen(by *Member) []Message {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	var seen []Message
	for _, m := range c.messages {
		if !m.deleted && m.seenBy(by.User) {
			seen = append(seen, m.snapshot())
		}
	}
	return seen
}

// Last is the latest message that everybody sees; its ID is empty when there is
// none.
func (c *Channel) Last() Message {
	all := c.Messages()
	if len(all) == 0 {
		return Message{}
	}
	return all[len(all)-1]
}

// message finds one that is not deleted.
func (c *Channel) message(id string) *message {
	for _, m := range c.messages {
		if m.id == id && !m.deleted {
			return m
		}
	}
	return nil
}

// botPermissions are what the bot may do here: all that makes sense in a direct
// chat.
func (c *Channel) botPermissions() Permission {
	switch {
	case c.guild == nil:
		return everyday
	case c.guild.bot == nil:
		return 0
	}
	return c.guild.bot.permissionsIn(c)
}

// sees says whether a user can read the channel.
func (c *Channel) sees(u *User) bool {
	if c.guild == nil {
		return u == c.with || u == c.d.bot
	}
	m := c.guild.member(u.ID)
	return m != nil && m.permissionsIn(c).has(ViewChannel)
}
