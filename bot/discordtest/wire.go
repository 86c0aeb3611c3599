package discordtest

// object is a JSON object.
type object = map[string]any

func (u *User) wire() object {
	o := object{
		"id": u.ID, "username": u.handle(), "discriminator": "0", "global_name": u.Name,
		"avatar": nil, "public_flags": 0, "flags": 0, "primary_guild": nil,
	}
	if u.Bot {
		o["bot"] = true
	}
	return o
}

// wire is the member without the user.
func (m *Member) wire() object {
	roles := []string{}
	for _, r := range m.roles {
		roles = append(roles, r.ID)
	}
	return object{
		"roles": roles, "joined_at": timestamp(m.joined), "nick": nil, "avatar": nil, "banner": nil,
		"premium_since": nil, "communication_disabled_until": nil, "pending": false,
		"deaf": false, "mute": false, "flags": 0,
	}
}

// whole is the member with the user.
func (m *Member) whole() object {
	o := m.wire()
	o["user"] = m.User.wire()
	return o
}

func (r *Role) wire() object {
	return object{
		"id": r.ID, "name": r.Name, "permissions": r.perms.String(), "mentionable": r.mentionable,
		"color": 0, "colors": object{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil},
		"hoist": false, "managed": false, "position": 0, "flags": 0, "icon": nil, "unicode_emoji": nil,
	}
}

func (c *Channel) wire() object {
	if c.kind == dmChannel {
		return object{
			"id": c.ID, "type": dmChannel, "flags": 0, "last_message_id": nil,
			"recipients": []object{c.with.wire()},
		}
	}
	overwrites := []object{}
	for _, o := range c.overwrites {
		overwrites = append(overwrites, object{"id": o.id, "type": o.kind, "allow": o.allow.String(), "deny": o.deny.String()})
	}
	o := object{
		"id": c.ID, "type": c.kind, "name": c.Name, "guild_id": c.guild.ID, "flags": 0,
		"position": 0, "parent_id": nil, "nsfw": false, "topic": nil, "last_message_id": nil,
		"permission_overwrites": overwrites, "rate_limit_per_user": 0,
	}
	if c.parent != nil {
		o["parent_id"] = c.parent.ID
		o["owner_id"] = c.guild.ownerID
		o["thread_metadata"] = object{
			"archived": false, "locked": false, "auto_archive_duration": 1440,
			"archive_timestamp": timestamp(c.d.clock.time()),
		}
	}
	return o
}

// brief is the guild as REST and GUILD_UPDATE give it.
func (g *Guild) brief() object {
	roles := []object{}
	for _, r := range g.roles {
		roles = append(roles, r.wire())
	}
	return object{
		"id": g.ID, "name": g.Name, "owner_id": g.ownerID, "roles": roles, "icon": nil, "splash": nil,
		"features": []string{}, "emojis": []any{}, "stickers": []any{}, "preferred_locale": "en-US",
		"verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0,
		"mfa_level": 0, "afk_timeout": 300, "nsfw_level": 0, "premium_tier": 0, "system_channel_flags": 0,
	}
}

// full is the guild as GUILD_CREATE gives it: with the channels that the bot
// sees, and of the members the bot alone.
func (g *Guild) full() object {
	channels, threads := []object{}, []object{}
	for _, c := range g.channels {
		switch {
		case c.gone || !c.botPermissions().has(ViewChannel):
		case c.kind == publicThread:
			threads = append(threads, c.wire())
		default:
			channels = append(channels, c.wire())
		}
	}
	o := g.brief()
	o["channels"], o["threads"] = channels, threads
	o["members"] = []object{g.bot.whole()}
	o["member_count"] = len(g.members)
	o["joined_at"] = timestamp(g.joined)
	o["large"], o["unavailable"] = false, false
	o["presences"], o["voice_states"], o["stage_instances"] = []any{}, []any{}, []any{}
	o["guild_scheduled_events"] = []any{}
	return o
}
