package discordtest

import (
	"slices"
	"time"
)

// Guild is a server.
type Guild struct {
	ID, Name string

	d        *Discord
	ownerID  string
	everyone *Role
	roles    []*Role
	channels []*Channel
	members  []*Member
	bot      *Member // nil when the bot is not in it
	joined   time.Time
}

// Role is a role of a server.
type Role struct {
	ID, Name string

	guild       *Guild
	perms       Permission
	mentionable bool
}

func (r *Role) subject() (string, int) { return r.ID, 0 }

// Guild makes a server that the bot is in. Its owner is somebody else.
func (d *Discord) Guild(name string) *Guild {
	g := &Guild{Name: name, d: d}
	d.change(func() {
		g.ID = d.clock.id()
		g.everyone = &Role{ID: g.ID, Name: "@everyone", guild: g, perms: everyday}
		g.roles = []*Role{g.everyone}
		owner := d.newUser("owner of "+name, false)
		g.ownerID = owner.ID
		g.join(owner, 0)
		d.guilds[g.ID] = g
		g.addBot()
	})
	return g
}

// addBot lets the bot in, as somebody does who follows its invite link.
func (g *Guild) addBot() {
	g.bot = g.join(g.d.bot, 0)
	g.joined = g.d.clock.time()
	g.d.gateway.send(event{name: "GUILD_CREATE", data: g.full(), guild: g, need: Guilds})
}

// Invite lets a bot in again that Kick threw out.
func (g *Guild) Invite() {
	g.d.change(func() {
		if g.bot == nil {
			g.addBot()
		}
	})
}

// Kick throws the bot out.
func (g *Guild) Kick() {
	g.d.change(func() {
		if g.bot == nil {
			return
		}
		g.members = slices.DeleteFunc(g.members, func(m *Member) bool { return m == g.bot })
		g.bot = nil
		g.d.gateway.send(event{name: "GUILD_DELETE", data: object{"id": g.ID}, guild: g, need: Guilds})
	})
}

// Outage tells the bot that the server cannot be reached for now.
func (g *Guild) Outage() {
	g.d.change(func() {
		data := object{"id": g.ID, "unavailable": true}
		g.d.gateway.send(event{name: "GUILD_DELETE", data: data, guild: g, need: Guilds})
	})
}

// Back ends an Outage.
func (g *Guild) Back() {
	g.d.change(func() {
		g.d.gateway.send(event{name: "GUILD_CREATE", data: g.full(), guild: g, need: Guilds})
	})
}

// Everyone is the role that all have.
func (g *Guild) Everyone() *Role { return g.everyone }

// Bot is the bot as a member.
func (g *Guild) Bot() *Member {
	g.d.mu.Lock()
	defer g.d.mu.Unlock()
	return g.bot
}

// BotMay sets what the bot may do, beside what @everyone may.
func (g *Guild) BotMay(perms ...Permission) {
	g.d.change(func() {
		if g.bot != nil {
			g.bot.roles = []*Role{g.newRole("claimbot", union(perms))}
		}
	})
}

// Role makes a role.
func (g *Guild) Role(name string, perms ...Permission) *Role {
	var r *Role
	g.d.change(func() { r = g.newRole(name, union(perms)) })
	return r
}

// Mentionable lets everybody mention the role.
func (r *Role) Mentionable() *Role {
	r.guild.d.change(func() { r.mentionable = true })
	return r
}

func (g *Guild) newRole(name string, perms Permission) *Role {
	r := &Role{ID: g.d.clock.id(), Name: name, guild: g, perms: perms}
	g.roles = append(g.roles, r)
	return r
}

// Rename changes the server's name.
func (g *Guild) Rename(name string) {
	g.d.change(func() {
		g.Name = name
		g.d.gateway.send(event{name: "GUILD_UPDATE", data: g.brief(), guild: g, need: Guilds})
	})
}

func (g *Guild) member(userID string) *Member {
	for _, m := range g.members {
		if m.User.ID == userID {
			return m
		}
	}
	return nil
}

func (g *Guild) role(id string) *Role {
	for _, r := range g.roles {
		if r.ID == id {
			return r
		}
	}
	return nil
}
