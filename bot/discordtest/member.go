package discordtest

import (
	"strings"
	"time"
)

// User is an account.
type User struct {
	ID, Name string
	Bot      bool

	d        *Discord
	dm       *Channel // with the bot, once opened
	closed   bool     // takes no direct messages
	language string
}

// Member is a user in a server.
type Member struct {
	*User
	Guild *Guild

	roles  []*Role
	joined time.Time
}

func (m *Member) subject() (string, int) { return m.User.ID, 1 }

// Operator is the account that owns the bot's application.
func (d *Discord) Operator() *User { return d.owner }

// Member makes a new user who is in the server and has, beside what @everyone
// has, these permissions.
func (g *Guild) Member(name string, perms ...Permission) *Member {
	var m *Member
	g.d.change(func() { m = g.join(g.d.newUser(name, false), union(perms)) })
	return m
}

// Join lets a user of another server into this one too.
func (g *Guild) Join(who *Member, perms ...Permission) *Member {
	var m *Member
	g.d.change(func() { m = g.join(who.User, union(perms)) })
	return m
}

// Leave takes the member out of the server.
func (m *Member) Leave() {
	m.d.change(func() {
		for i, other := range m.Guild.members {
			if other == m {
				m.Guild.members = append(m.Guild.members[:i:i], m.Guild.members[i+1:]...)
				return
			}
		}
	})
}

// Give gives a role.
func (m *Member) Give(r *Role) { m.d.change(func() { m.roles = append(m.roles, r) }) }

// CloseDMs lets the user take no direct messages.
func (u *User) CloseDMs() { u.d.change(func() { u.closed = true }) }

// Speaks sets the language of the user's client, as "en-US", which is the
// default, or "de".
func (u *User) Speaks(locale string) { u.d.change(func() { u.language = locale }) }

// Mention is how a message mentions the user.
func (u *User) Mention() string { return "<@" + u.ID + ">" }

// newUser makes an account. The lock is held, or nobody else knows d.
func (d *Discord) newUser(name string, bot bool) *User {
	u := &User{ID: d.clock.id(), Name: name, Bot: bot, d: d, language: "en-US"}
	d.users[u.ID] = u
	return u
}

func (g *Guild) join(u *User, perms Permission) *Member {
	if m := g.member(u.ID); m != nil {
		return m
	}
	m := &Member{User: u, Guild: g, joined: g.d.clock.time()}
	if perms != 0 {
		m.roles = append(m.roles, g.newRole("of "+u.Name, perms))
	}
	g.members = append(g.members, m)
	return m
}

func (m *Member) hasRole(id string) bool {
	for _, r := range m.roles {
		if r.ID == id {
			return true
		}
	}
	return false
}

// handle is the account's unique lower-case name.
func (u *User) handle() string {
	return strings.ToLower(strings.ReplaceAll(u.Name, " ", "_"))
}
