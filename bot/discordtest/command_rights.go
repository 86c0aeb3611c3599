package discordtest

import "slices"

// right is what a server's settings say of a command for a role, a member or a
// channel.
type right struct {
	id      string
	kind    int // 1 role, 2 user, 3 channel
	allowed bool
}

// MayUse lets a role or a member use a command, or forbids it, as a server's
// settings do (Integrations). The name is that of the whole command, as
// "article".
func (g *Guild) MayUse(command string, who Who, allowed bool) {
	id, kind := who.subject()
	g.setRight(command, right{id, kind + 1, allowed})
}

// MayUseIn lets a command be used in a channel, or forbids it.
func (g *Guild) MayUseIn(command string, c *Channel, allowed bool) {
	g.setRight(command, right{c.ID, 3, allowed})
}

func (g *Guild) setRight(name string, r right) {
	g.d.change(func() {
		var c *command
		for kind := SlashCommand; kind <= MessageCommand && c == nil; kind++ {
			c = g.d.registry.find(g.ID, kind, name)
		}
		if c == nil {
			g.d.refuse("setting who may use "+name, "no such command is registered")
			return
		}
		all := &g.d.registry.rights
		if *all == nil {
			*all = map[string]map[string][]right{}
		}
		if (*all)[g.ID] == nil {
			(*all)[g.ID] = map[string][]right{}
		}
		list := slices.DeleteFunc((*all)[g.ID][c.id], func(old right) bool { return old.id == r.id })
		(*all)[g.ID][c.id] = append(list, r)
		g.d.gateway.send(event{name: "APPLICATION_COMMAND_PERMISSIONS_UPDATE", data: g.rightsWire(c.id), guild: g})
	})
}

// mayUse follows Discord's order: administrators; the channel; the member; the
// member's roles; @everyone; what the bot set as default.
func (m *Member) mayUse(c *command, ch *Channel) bool {
	perms := m.permissionsIn(ch)
	if m.basePermissions().has(Administrator) {
		return true
	}
	rights := m.d.registry.rights[m.Guild.ID][c.id]
	if !perms.has(ViewChannel|UseCommands) || !allowsChannel(rights, ch) {
		return false
	}
	for _, r := range rights {
		if r.kind == 2 && r.id == m.User.ID {
			return r.allowed
		}
	}
	if allowed, said := m.byRole(rights); said {
		return allowed
	}
	for _, r := range rights {
		if r.kind == 1 && r.id == m.Guild.ID {
			return r.allowed
		}
	}
	need, limited := c.defaultPermissions()
	return !limited || need != 0 && perms.has(need)
}

// byRole allows when one of the member's roles does.
func (m *Member) byRole(rights []right) (allowed, said bool) {
	for _, r := range rights {
		if r.kind == 1 && m.hasRole(r.id) {
			said = true
			allowed = allowed || r.allowed
		}
	}
	return allowed, said
}

// allowsChannel takes the rule for the channel before the one for all, whose id
// is the server's less one. A thread has its parent's.
func allowsChannel(rights []right, ch *Channel) bool {
	if ch.parent != nil {
		ch = ch.parent
	}
	allowed := true
	for _, r := range rights {
		if r.kind == 3 && r.id == ch.ID {
			return r.allowed
		}
		if r.kind == 3 && compareIDs(r.id, ch.guild.ID) < 0 {
			allowed = r.allowed
		}
	}
	return allowed
}

func (g *Guild) rightsWire(commandID string) object {
	list := []object{}
	for _, r := range g.d.registry.rights[g.ID][commandID] {
		list = append(list, object{"id": r.id, "type": r.kind, "permission": r.allowed})
	}
	return object{"id": commandID, "application_id": g.d.AppID, "guild_id": g.ID, "permissions": list}
}
