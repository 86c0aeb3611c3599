package bot

import (
	"context"
	"slices"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/claims"
)

// overrides is what the moderators of a server laid over the permissions of
// commands: by command id, and by the application's id for all commands.
type overrides map[string][]*discordgo.ApplicationCommandPermissions

// verdict of overrides: they may say nothing.
type verdict int

const (
	silent verdict = iota
	allowed
	denied
)

// overridesOf fetches what is laid over the commands in a server.
func (b *Bot) overridesOf(ctx context.Context, server string) (overrides, error) {
	if o, ok := b.overrides.get(server); ok {
		return o, nil
	}
	list, err := b.o.Discord.CommandPermissions(ctx, b.app(), server)
	if err != nil {
		return nil, err
	}
	o := overrides{}
	for _, entry := range list {
		if entry != nil {
			o[entry.ID] = entry.Permissions
		}
	}
	b.overrides.put(server, o)
	return o, nil
}

// of says what holds for a person by what they are: themselves before their
// roles, roles before everyone, the command before the application.
func (o overrides) of(app, command, server string, p person) verdict {
	for _, id := range []string{command, app} {
		if v := ofPerson(o[id], server, p); v != silent {
			return v
		}
	}
	return silent
}

func ofPerson(entries []*discordgo.ApplicationCommandPermissions, server string, p person) verdict {
	own, role, everyone := silent, silent, silent
	for _, e := range entries {
		switch {
		case e == nil:
		case e.Type == discordgo.ApplicationCommandPermissionTypeUser && e.ID == p.id:
			own = verdictOf(e.Permission)
		case e.Type != discordgo.ApplicationCommandPermissionTypeRole:
		case e.ID == server: // the role of everyone has the server's id
			everyone = verdictOf(e.Permission)
		case slices.Contains(p.roles, e.ID) && role != allowed:
			role = verdictOf(e.Permission)
		}
	}
	for _, v := range []verdict{own, role, everyone} {
		if v != silent {
			return v
		}
	}
	return silent
}

// in says what holds for a channel, by the first of the names it goes by (a
// thread by its own and its parent's), else for all channels. No names ask
// about a place outside of all of them.
func (o overrides) in(app, command, server string, channels ...string) verdict {
	channels = append(channels, allChannels(server))
	for _, id := range []string{command, app} {
		for _, channel := range channels {
			for _, e := range o[id] {
				if e != nil && e.Type == discordgo.ApplicationCommandPermissionTypeChannel && e.ID == channel {
					return verdictOf(e.Permission)
				}
			}
		}
	}
	return silent
}

func verdictOf(permission bool) verdict {
	if permission {
		return allowed
	}
	return denied
}

// allChannels is the id by which Discord means all channels of a server: one
// less than the server's.
func allChannels(server string) string {
	n, err := strconv.ParseUint(server, 10, 64)
	if err != nil {
		return ""
	}
	return strconv.FormatUint(n-1, 10)
}

// namesChannels says whether any channel is named at all, so that it matters
// which one a thread belongs to.
func (o overrides) namesChannels() bool {
	for _, entries := range o {
		for _, e := range entries {
			if e != nil && e.Type == discordgo.ApplicationCommandPermissionTypeChannel {
				return true
			}
		}
	}
	return false
}

// mayAskByMessage holds a mention to what the moderators allow of /ask.
func (b *Bot) mayAskByMessage(ctx context.Context, m *discordgo.Message) bool {
	o, err := b.overridesOf(ctx, m.GuildID)
	if err != nil {
		b.log.Warn("the permissions of /ask are not known", "server", m.GuildID, "err", err)
		return true // who reads the channel is in the server: nothing leaves it
	}
	p := person{id: m.Author.ID}
	if m.Member != nil {
		p.roles = m.Member.Roles
	}
	command := b.commandID("ask")
	if o.of(b.app(), command, m.GuildID, p) == denied {
		return false
	}
	channels := []string{m.ChannelID}
	if o.namesChannels() {
		channels = append(channels, b.parentOf(ctx, m.ChannelID))
	}
	return o.in(b.app(), command, m.GuildID, channels...) != denied
}

// parentOf is the channel that a thread belongs to, "" for what is no thread.
func (b *Bot) parentOf(ctx context.Context, channel string) string {
	if parent, ok := b.parents.get(channel); ok {
		return parent
	}
	ch, err := b.o.Discord.Channel(ctx, channel)
	if err != nil || ch == nil {
		b.log.Debug("a channel is not known", "channel", channel, "err", err)
		return ""
	}
	parent := ""
	if ch.IsThread() {
		parent = ch.ParentID
	}
	b.parents.put(channel, parent)
	return parent
}

// mayModerate says whether the person of a call may hide claims and tend
// articles: who manages the server or its messages, or whom its moderators let
// use /article.
func (b *Bot) mayModerate(ctx context.Context, c *call) bool {
	if c.server == "" {
		return false
	}
	if c.who.can(discordgo.PermissionManageGuild | discordgo.PermissionManageMessages) {
		return true
	}
	o, err := b.overridesOf(ctx, c.server)
	if err != nil {
		b.log.Warn("the permissions of /article are not known", "server", c.server, "err", err)
		return false
	}
	return o.of(b.app(), b.commandID("article"), c.server, c.who) == allowed
}

// moderated lets a handler be for moderators alone.
func (b *Bot) moderated(h handler) handler {
	return func(ctx context.Context, c *call) (reply, error) {
		if !b.mayModerate(ctx, c) {
			return nil, claims.Errorf(claims.EForbidden, "Only those who manage this server or its messages, or who may use /article, can do that; ask a moderator.")
		}
		return h(ctx, c)
	}
}

func (b *Bot) app() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.self.Application
}

func (b *Bot) commandID(name string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.commands[name]
}
