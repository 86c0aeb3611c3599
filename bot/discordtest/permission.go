package discordtest

import "strconv"

// Permission is a bit set of what somebody may do.
type Permission uint64

// Permissions that bots and their users meet.
const (
	Administrator         Permission = 1 << 3
	ManageChannels        Permission = 1 << 4
	ManageServer          Permission = 1 << 5
	AddReactions          Permission = 1 << 6
	ViewChannel           Permission = 1 << 10
	SendMessages          Permission = 1 << 11
	ManageMessages        Permission = 1 << 13
	EmbedLinks            Permission = 1 << 14
	AttachFiles           Permission = 1 << 15
	ReadMessageHistory    Permission = 1 << 16
	MentionEveryone       Permission = 1 << 17
	UseCommands           Permission = 1 << 31
	SendMessagesInThreads Permission = 1 << 38

	all Permission = 1<<50 - 1
)

// everyday is what @everyone may do in a new server.
const everyday = AddReactions | ViewChannel | SendMessages | EmbedLinks | AttachFiles |
	ReadMessageHistory | UseCommands | SendMessagesInThreads

func (p Permission) has(need Permission) bool { return p&need == need }

// String is how permissions travel in JSON.
func (p Permission) String() string { return strconv.FormatUint(uint64(p), 10) }

// overwrite is what a channel changes for a role or a member.
type overwrite struct {
	id          string
	kind        int // 0 role, 1 member
	allow, deny Permission
}

// Who is somebody whom a channel's rules or a command's permissions can name: a
// *Member or a *Role.
type Who interface{ subject() (id string, kind int) }

// Deny takes permissions away in this channel.
func (c *Channel) Deny(who Who, perms ...Permission) { c.overwrite(who, 0, union(perms)) }

// Permit gives permissions in this channel.
func (c *Channel) Permit(who Who, perms ...Permission) { c.overwrite(who, union(perms), 0) }

func (c *Channel) overwrite(who Who, allow, deny Permission) {
	id, kind := who.subject()
	c.d.change(func() {
		for _, o := range c.overwrites {
			if o.id == id {
				o.allow, o.deny = o.allow&^deny|allow, o.deny&^allow|deny
				return
			}
		}
		c.overwrites = append(c.overwrites, &overwrite{id, kind, allow, deny})
	})
}

func union(perms []Permission) Permission {
	var all Permission
	for _, p := range perms {
		all |= p
	}
	return all
}

// basePermissions are a member's by roles alone.
func (m *Member) basePermissions() Permission {
	if m.Guild.ownerID == m.User.ID {
		return all
	}
	perms := m.Guild.everyone.perms
	for _, r := range m.roles {
		perms |= r.perms
	}
	if perms.has(Administrator) {
		return all
	}
	return perms
}

// permissionsIn follows Discord's order: roles, then the channel's rules for
// @everyone, for roles, for the member. A thread has its parent's.
func (m *Member) permissionsIn(c *Channel) Permission {
	perms := m.basePermissions()
	if perms == all {
		return all
	}
	if c.parent != nil {
		c = c.parent
	}
	perms = c.applied(perms, func(o *overwrite) bool { return o.id == m.Guild.ID })
	perms = c.applied(perms, func(o *overwrite) bool { return o.kind == 0 && m.hasRole(o.id) })
	perms = c.applied(perms, func(o *overwrite) bool { return o.kind == 1 && o.id == m.User.ID })
	if !perms.has(ViewChannel) {
		return 0
	}
	return perms
}

func (c *Channel) applied(perms Permission, fits func(*overwrite) bool) Permission {
	var allow, deny Permission
	for _, o := range c.overwrites {
		if fits(o) {
			allow, deny = allow|o.allow, deny|o.deny
		}
	}
	return perms&^deny | allow
}
