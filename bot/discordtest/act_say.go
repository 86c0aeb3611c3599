package discordtest

import "strings"

// Say writes a message. "<@bot>" in it mentions the bot.
func (m *Member) Say(ch *Channel, text string, files ...File) Message {
	return m.say(ch, text, nil, files)
}

// Answer writes a reply, which rings up the author of what it answers.
func (m *Member) Answer(to Message, text string, files ...File) Message {
	return m.say(to.of.channel, text, &answer{to.of, true}, files)
}

// AnswerSilently writes a reply with "@ off": it mentions nobody, so that a bot
// without the message content intent cannot read it.
func (m *Member) AnswerSilently(to Message, text string) Message {
	return m.say(to.of.channel, text, &answer{to.of, false}, nil)
}

// DM writes the bot a direct message.
func (u *User) DM(text string, files ...File) Message {
	return (&Member{User: u}).say(u.DMs(), text, nil, files)
}

type answer struct {
	to    *message
	rings bool
}

func (m *Member) say(ch *Channel, text string, to *answer, files []File) Message {
	var said Message
	m.d.change(func() {
		msg := &message{d: m.d, channel: ch, author: m.User}
		msg.text = strings.ReplaceAll(text, "<@bot>", m.d.bot.Mention())
		if !m.maySpeak(ch) {
			m.d.refuse(m.Name+" writes in #"+ch.Name, "may not")
			said = msg.snapshot()
			return
		}
		for _, f := range files {
			msg.attachments = append(msg.attachments, m.d.store(f, ch.ID))
		}
		perms := everyday
		if ch.guild != nil {
			perms = ch.guild.member(m.ID).permissionsIn(ch)
		}
		var allowed *allowedMentions
		msg.mentions = allowed.read(msg.text, ch, perms)
		if to != nil {
			msg.kind, msg.replyTo = replyMessage, to.to
			if to.rings {
				msg.mentions.replied = to.to.author
			}
		}
		m.d.publish(msg)
		said = msg.snapshot()
	})
	return said
}

func (u *User) maySpeak(ch *Channel) bool {
	if ch.guild == nil {
		return ch.with == u
	}
	m := ch.guild.member(u.ID)
	need := SendMessages
	if ch.kind == publicThread {
		need = SendMessagesInThreads
	}
	return m != nil && m.permissionsIn(ch).has(ViewChannel|need)
}

// Edit changes one's own message.
func (m *Member) Edit(msg Message, text string) {
	m.d.change(func() {
		msg.of.text = strings.ReplaceAll(text, "<@bot>", m.d.bot.Mention())
		msg.of.edits++
		msg.of.edited = m.d.clock.time()
		m.d.tell("MESSAGE_UPDATE", msg.of)
	})
}

// Delete deletes a message.
func (m *Member) Delete(msg Message) { m.d.change(func() { m.d.remove(msg.of) }) }

// Answers are the bot's messages that answer this one, oldest first.
func (m Message) Answers() []Message {
	m.of.d.mu.Lock()
	defer m.of.d.mu.Unlock()
	var list []Message
	for _, other := range m.of.channel.messages {
		if other.replyTo == m.of && other.author == m.of.d.bot && !other.deleted {
			list = append(list, other.snapshot())
		}
	}
	return list
}

// Answer waits for the bot's first reply to the message.
func (m Message) Answer() Message {
	d := m.of.d
	d.t.Helper()
	d.Until("the bot replies to "+m.Author+": "+m.Content, func() bool { return len(m.Answers()) > 0 })
	return m.Answers()[0]
}
