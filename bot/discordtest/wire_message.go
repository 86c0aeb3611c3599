package discordtest

// wire is the message as REST gives it to the bot, and as it stands in
// interactions.
func (m *message) wire() object {
	o := object{
		"id": m.id, "channel_id": m.channel.ID, "type": m.kind, "author": m.author.wire(),
		"content": m.text, "embeds": orEmpty(m.embeds), "components": orEmpty(m.components),
		"attachments": m.attachmentsWire(), "flags": m.flags, "timestamp": timestamp(m.at), "edited_timestamp": nil,
		"tts": m.tts, "pinned": false, "mention_everyone": m.mentions.everyone || m.mentions.here,
		"mentions": m.mentions.usersWire(), "mention_roles": m.mentions.rolesWire(),
	}
	if m.edits > 0 {
		o["edited_timestamp"] = timestamp(m.edited)
	}
	if m.nonce != nil {
		o["nonce"] = m.nonce
	}
	m.addReference(o)
	m.addInteraction(o)
	return o
}

func (m *message) addReference(o object) {
	if m.kind != replyMessage {
		return
	}
	o["referenced_message"] = nil
	if m.replyTo == nil {
		return
	}
	ref := object{"type": 0, "channel_id": m.channel.ID, "message_id": m.replyTo.id}
	if m.channel.guild != nil {
		ref["guild_id"] = m.channel.guild.ID
	}
	o["message_reference"] = ref
	if !m.replyTo.deleted {
		referenced := m.replyTo.wire()
		delete(referenced, "referenced_message")
		o["referenced_message"] = referenced
	}
}

func (m *message) addInteraction(o object) {
	if m.author == m.d.bot {
		o["application_id"] = m.d.AppID
	}
	x := m.interaction
	if x == nil {
		return
	}
	o["webhook_id"] = m.d.AppID
	meta := object{
		"id": x.id, "type": x.kind, "user": x.user.wire(),
		"authorizing_integration_owners": x.owners(),
	}
	if m != x.original {
		meta["original_response_message_id"] = x.originalID()
	}
	if x.kind == commandInteraction {
		meta["name"] = x.name
		o["interaction"] = object{"id": x.id, "type": x.kind, "name": x.name, "user": x.user.wire()}
	}
	o["interaction_metadata"] = meta
}

func (m *message) attachmentsWire() []object {
	list := []object{}
	for _, f := range m.attachments {
		list = append(list, f.wire())
	}
	return list
}

// event is the message as the gateway tells it: with the guild and the author's
// membership.
func (m *message) event() object {
	o := m.wire()
	if g := m.channel.guild; g != nil {
		o["guild_id"] = g.ID
		if author := g.member(m.author.ID); author != nil {
			o["member"] = author.wire()
		}
	}
	return o
}

// hides says whether the content is kept from an application that lacks the
// message content intent: all but what it wrote itself, direct messages, and
// messages that mention it.
func (m *message) hides() bool {
	return m.author != m.d.bot && m.channel.kind != dmChannel && !m.mentions.has(m.d.bot)
}

// strip takes away what an application without the message content intent does
// not get to read.
func strip(o object) {
	o["content"] = ""
	for _, key := range []string{"embeds", "components", "attachments"} {
		o[key] = []any{}
	}
	delete(o, "poll")
}

// readable gives the message as wire does, stripped when content is not allowed;
// the message that it answers is treated likewise.
func (m *message) readable(o object, content bool) object {
	if content {
		return o
	}
	if m.hides() {
		strip(o)
	}
	if referenced, ok := o["referenced_message"].(object); ok && m.replyTo.hides() {
		strip(referenced)
	}
	return o
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
