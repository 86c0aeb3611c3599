package discordtest

import "slices"

// fill gives a new message what the body says, if the rules allow it.
func (c *call) fill(m *message, at string, b *messageBody) *apiError {
	next := b.onto(content{})
	if err := c.messageRules(at, b, next, m.flags); err != nil {
		return err
	}
	m.content = next
	c.hang(m, b)
	m.complete()
	m.mentions = b.AllowedMentions.read(m.spoken(), m.channel, m.channel.botPermissions())
	if m.replyTo != nil && m.replyTo.author != c.d.bot && b.AllowedMentions.replied() {
		m.mentions.replied = m.replyTo.author
	}
	return nil
}

// revise edits a message. The first edit of a "thinking…" counts as its sending.
func (c *call) revise(m *message, at string, b *messageBody) *apiError {
	first := m.flags&Loading != 0
	flags := m.flags &^ Loading
	if b.Flags != nil {
		flags = flags&^SuppressEmbeds | *b.Flags&SuppressEmbeds | *b.Flags&ComponentsV2
	}
	next := b.onto(m.content)
	if b.has("attachments") {
		next.attachments = slices.DeleteFunc(slices.Clone(next.attachments), func(f *storedFile) bool {
			return !slices.ContainsFunc(b.Attachments, func(a attachmentRef) bool { return a.id() == f.id })
		})
	}
	if err := c.messageRules(at, b, next, flags); err != nil {
		return err
	}
	m.content, m.flags = next, flags
	c.hang(m, b)
	m.complete()
	replied := m.mentions.replied
	m.mentions = b.AllowedMentions.read(m.spoken(), m.channel, m.channel.botPermissions())
	m.mentions.replied = replied
	if !first {
		m.edits++
		m.edited = c.d.clock.time()
	}
	c.d.ring(m, !first)
	if m.visibleTo == nil {
		c.d.tell("MESSAGE_UPDATE", m)
	}
	return nil
}

// hang stores the files of the request and hangs them on the message.
func (c *call) hang(m *message, b *messageBody) {
	for _, f := range c.files {
		s := c.d.store(f.File, m.channel.ID)
		s.ephemeral = m.visibleTo != nil
		for _, a := range b.Attachments {
			if a.id() == numberText(f.index) {
				s.description = a.Description
			}
		}
		m.attachments = append(slices.Clone(m.attachments), s)
	}
}

// publish gives a message its id and its place, and tells the bot.
func (d *Discord) publish(m *message) {
	m.d = d
	m.id, m.at = d.clock.id(), d.clock.time()
	m.channel.messages = append(m.channel.messages, m)
	if m.author == d.bot {
		d.ring(m, false)
	}
	if m.visibleTo == nil {
		d.tell("MESSAGE_CREATE", m)
	}
	d.wake()
}

// remove deletes a message.
func (d *Discord) remove(m *message) {
	m.deleted = true
	if m.visibleTo != nil {
		return
	}
	data := object{"id": m.id, "channel_id": m.channel.ID}
	if m.channel.guild != nil {
		data["guild_id"] = m.channel.guild.ID
	}
	d.gateway.send(event{name: "MESSAGE_DELETE", data: data, guild: m.channel.guild, channel: m.channel, need: m.intent()})
}

// tell sends an event about a message.
func (d *Discord) tell(name string, m *message) {
	d.gateway.send(event{name: name, guild: m.channel.guild, channel: m.channel, need: m.intent(), message: m})
}

func (m *message) intent() Intent {
	if m.channel.guild == nil {
		return DirectMessages
	}
	return GuildMessages
}
