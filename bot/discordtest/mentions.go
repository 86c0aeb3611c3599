package discordtest

import (
	"regexp"
	"slices"
	"strings"
)

// Ping tells whom a message of the bot would have rung up. A mention that
// allowed_mentions keeps silent is none, nor is one in an ephemeral message.
type Ping struct {
	Message  string // its id
	Channel  string
	Users    []string // names
	Roles    []string
	Everyone bool
	Here     bool
	Replied  string // whose message it answers, if that rings
	Edit     bool   // the mention came with an edit
}

// Pings are all that the bot's messages and edits would have made.
func (d *Discord) Pings() []Ping {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.pings)
}

// mentions are whom a message mentions and rings.
type mentions struct {
	users          []*User
	roles          []*Role
	everyone, here bool
	replied        *User
}

func (m mentions) has(u *User) bool { return slices.Contains(m.users, u) || m.replied == u }

func (m mentions) none() bool {
	return len(m.users) == 0 && len(m.roles) == 0 && !m.everyone && !m.here && m.replied == nil
}

func (m mentions) usersWire() []object {
	list := []object{}
	for _, u := range m.users {
		list = append(list, u.wire())
	}
	if m.replied != nil && !slices.Contains(m.users, m.replied) {
		list = append(list, m.replied.wire())
	}
	return list
}

func (m mentions) rolesWire() []string {
	list := []string{}
	for _, r := range m.roles {
		list = append(list, r.ID)
	}
	return list
}

// allowedMentions is Discord's allowed_mentions.
type allowedMentions struct {
	Parse       []string `json:"parse"`
	Users       []string `json:"users"`
	Roles       []string `json:"roles"`
	RepliedUser bool     `json:"replied_user"`
}

// user, role and all say what may ring; a missing allowed_mentions allows all.
func (a *allowedMentions) user(id string) bool {
	return a == nil || slices.Contains(a.Parse, "users") || slices.Contains(a.Users, id)
}

func (a *allowedMentions) role(id string) bool {
	return a == nil || slices.Contains(a.Parse, "roles") || slices.Contains(a.Roles, id)
}

func (a *allowedMentions) all() bool { return a == nil || slices.Contains(a.Parse, "everyone") }

func (a *allowedMentions) replied() bool { return a == nil || a.RepliedUser }

var (
	userMention = regexp.MustCompile(`<@!?(\d+)>`)
	roleMention = regexp.MustCompile(`<@&(\d+)>`)
)

// read finds whom a message in c rings when somebody with perms writes it. It is
// stricter than Discord: a mention in a code block or behind a backslash counts.
func (a *allowedMentions) read(text string, c *Channel, perms Permission) mentions {
	var m mentions
	for _, found := range userMention.FindAllStringSubmatch(text, -1) {
		u := c.d.users[found[1]]
		if u != nil && a.user(u.ID) && !slices.Contains(m.users, u) {
			m.users = append(m.users, u)
		}
	}
	if c.guild == nil {
		return m
	}
	everyone := perms.has(MentionEveryone)
	for _, found := range roleMention.FindAllStringSubmatch(text, -1) {
		r := c.guild.role(found[1])
		if r != nil && a.role(r.ID) && (r.mentionable || everyone) && !slices.Contains(m.roles, r) {
			m.roles = append(m.roles, r)
		}
	}
	m.everyone = everyone && a.all() && strings.Contains(text, "@everyone")
	m.here = everyone && a.all() && strings.Contains(text, "@here")
	return m
}

// spoken is the text of a message that can mention.
func (c *content) spoken() string {
	texts := []string{c.text}
	for part := range walk(c.components) {
		if part.Type == TextDisplay {
			texts = append(texts, part.Content)
		}
	}
	return strings.Join(texts, "\n")
}

// ring notes whom a message of the bot rings. The lock is held.
func (d *Discord) ring(m *message, edit bool) {
	rung := m.mentions
	if edit {
		rung.replied = nil // it rang when the message came
	}
	if rung.none() || m.visibleTo != nil {
		return
	}
	p := Ping{
		Message: m.id, Channel: m.channel.Name, Edit: edit,
		Everyone: rung.everyone, Here: rung.here,
	}
	for _, u := range rung.users {
		p.Users = append(p.Users, u.Name)
	}
	for _, r := range rung.roles {
		p.Roles = append(p.Roles, r.Name)
	}
	if rung.replied != nil {
		p.Replied = rung.replied.Name
	}
	d.pings = append(d.pings, p)
}
