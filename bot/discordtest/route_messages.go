package discordtest

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// nonceLife is how long Discord knows a nonce: a few minutes.
const nonceLife = 5 * time.Minute

// contentFor says whether REST shows the application what others write.
func (d *Discord) contentFor() bool { return d.options.intents&MessageContent != 0 }

func (m *message) forREST() object { return m.readable(m.wire(), m.d.contentFor()) }

func playMessages(c *call) (int, any, *apiError) {
	ch, err := c.channel(0, "")
	if err != nil {
		return 0, nil, err
	}
	list := []object{}
	if !ch.botPermissions().has(ReadMessageHistory) {
		return http.StatusOK, list, nil
	}
	query := c.r.URL.Query()
	limit := 50
	if n, err := strconv.Atoi(query.Get("limit")); err == nil {
		limit = n
	}
	before, after := query.Get("before"), query.Get("after")
	for _, m := range ch.messages {
		if m.public() && (before == "" || compareIDs(m.id, before) < 0) && (after == "" || compareIDs(m.id, after) > 0) {
			list = append(list, m.forREST())
		}
	}
	if after != "" {
		list = list[:min(limit, len(list))]
	} else {
		list = list[max(0, len(list)-limit):]
	}
	slices.Reverse(list)
	return http.StatusOK, list, nil
}

// message finds the message of the path.
func (c *call) message(ch *Channel) (*message, *apiError) {
	m := ch.message(c.param("message_id"))
	if m == nil || m.visibleTo != nil {
		return nil, notFound(UnknownMessage, "Message")
	}
	return m, nil
}

func playMessage(c *call) (int, any, *apiError) {
	ch, err := c.channel(ReadMessageHistory, "Read Message History")
	if err != nil {
		return 0, nil, err
	}
	m, err := c.message(ch)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, m.forREST(), nil
}

// flagsOfPost are those that a message may be sent with.
const flagsOfPost = SuppressEmbeds | SuppressNotifications | ComponentsV2

func playPost(c *call) (int, any, *apiError) {
	ch, err := c.channel(c.speak())
	if err != nil {
		return 0, nil, err
	}
	var b messageBody
	if err := c.into(&b); err != nil {
		return 0, nil, err
	}
	if err := c.mayPost(ch, &b); err != nil {
		return 0, nil, err
	}
	if m := ch.withNonce(&b); m != nil {
		return http.StatusOK, m.forREST(), nil
	}
	m := &message{d: c.d, channel: ch, author: c.d.bot, flags: b.flags(), nonce: b.Nonce, tts: b.TTS}
	if err := c.refer(m, b.Reference); err != nil {
		return 0, nil, err
	}
	if err := c.fill(m, "", &b); err != nil {
		return 0, nil, err
	}
	c.d.publish(m)
	return http.StatusOK, m.forREST(), nil
}

// mayPost checks what the channel and its people let the bot send.
func (c *call) mayPost(ch *Channel, b *messageBody) *apiError {
	may := ch.botPermissions()
	switch {
	case ch.kind == dmChannel && !ch.with.reachable():
		return forbidden(CannotDM, "Cannot send messages to this user")
	case len(b.Embeds) > 0 && !may.has(EmbedLinks):
		return missing("Embed Links in #" + ch.Name)
	case len(c.files) > 0 && !may.has(AttachFiles):
		return missing("Attach Files in #" + ch.Name)
	case b.flags()&^flagsOfPost != 0:
		return invalid("flags", "BASE_TYPE_BAD_VALUE", "A message cannot be sent with these flags.")
	}
	return nil
}

// reachable says whether the bot can send the user direct messages: it shares a
// server with them, and they take such messages.
func (u *User) reachable() bool {
	if u.closed {
		return false
	}
	for _, g := range u.d.guilds {
		if g.bot != nil && g.member(u.ID) != nil {
			return true
		}
	}
	return false
}

// withNonce finds the message that was already made with an enforced nonce.
func (ch *Channel) withNonce(b *messageBody) *message {
	if !b.EnforceNonce || b.Nonce == nil {
		return nil
	}
	for _, m := range ch.messages {
		if m.author == ch.d.bot && m.nonce == b.Nonce && ch.d.clock.time().Sub(m.at) < nonceLife {
			return m
		}
	}
	return nil
}

// refer ties a reply to what it answers.
func (c *call) refer(m *message, ref *messageReference) *apiError {
	if ref == nil {
		return nil
	}
	if !m.channel.botPermissions().has(ReadMessageHistory) {
		return forbidden(NoHistory, "Cannot reply without permission to read message history")
	}
	if ref.ChannelID != "" && ref.ChannelID != m.channel.ID {
		return invalid("message_reference", "REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL", "Cannot reply to a message in a different channel")
	}
	to := m.channel.message(ref.MessageID)
	switch {
	case to != nil && to.visibleTo == nil:
		m.kind, m.replyTo = replyMessage, to
	case ref.Fail == nil || *ref.Fail:
		return invalid("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
	}
	return nil
}

// own finds the bot's message of the path.
func (c *call) own() (*message, *apiError) {
	ch, err := c.channel(0, "")
	if err != nil {
		return nil, err
	}
	return c.message(ch)
}

func playEdit(c *call) (int, any, *apiError) {
	m, err := c.own()
	if err != nil {
		return 0, nil, err
	}
	if m.author != c.d.bot {
		return 0, nil, forbidden(NotTheAuthor, "Cannot edit a message authored by another user")
	}
	var b messageBody
	if err := c.into(&b); err != nil {
		return 0, nil, err
	}
	if b.flags()&^flagsOfPost != 0 {
		return 0, nil, invalid("flags", "BASE_TYPE_BAD_VALUE", "A message cannot be given these flags.")
	}
	if err := c.revise(m, "", &b); err != nil {
		return 0, nil, err
	}
	return http.StatusOK, m.forREST(), nil
}

func playDelete(c *call) (int, any, *apiError) {
	m, err := c.own()
	if err != nil {
		return 0, nil, err
	}
	if m.author != c.d.bot && !m.channel.botPermissions().has(ManageMessages) {
		return 0, nil, missing("Manage Messages in #" + m.channel.Name)
	}
	c.d.remove(m)
	return http.StatusNoContent, nil, nil
}
