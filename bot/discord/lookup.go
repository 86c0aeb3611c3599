package discord

import (
	"context"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Guild is a server that the bot is in.
type Guild struct {
	ID, Name string
	Joined   bool // it came while the bot was connected: somebody has just invited the bot
}

// Guilds gives the servers that Run has heard of, by name.
func (c *Client) Guilds() []Guild {
	c.mu.Lock()
	defer c.mu.Unlock()
	guilds := make([]Guild, 0, len(c.guilds))
	for _, g := range c.guilds {
		guilds = append(guilds, g)
	}
	slices.SortFunc(guilds, func(a, b Guild) int {
		if n := strings.Compare(a.Name, b.Name); n != 0 {
			return n
		}
		return strings.Compare(a.ID, b.ID)
	})
	return guilds
}

// Application tells of the bot's application; its Flags say which privileged
// intents are allowed.
func (c *Client) Application(ctx context.Context) (*discordgo.Application, error) {
	app := &discordgo.Application{}
	return app, c.get(ctx, "/applications/@me", "/applications/@me", app)
}

// Me tells of the bot's user.
func (c *Client) Me(ctx context.Context) (*discordgo.User, error) {
	user := &discordgo.User{}
	return user, c.get(ctx, "/users/@me", "/users/@me", user)
}

// ListGuilds asks Discord for the servers of the bot, the first 200, also when
// Run does not run.
func (c *Client) ListGuilds(ctx context.Context) ([]Guild, error) {
	var guilds []Guild
	return guilds, c.get(ctx, "/users/@me/guilds", "/users/@me/guilds", &guilds)
}

// Guild tells of a server: its roles with their permissions, and its owner.
func (c *Client) Guild(ctx context.Context, id string) (*discordgo.Guild, error) {
	g := &discordgo.Guild{}
	return g, c.get(ctx, join("guilds", id), "/guilds/{id}", g)
}

// Channel tells of a channel or thread, with its overwrites of permissions.
func (c *Client) Channel(ctx context.Context, id string) (*discordgo.Channel, error) {
	ch := &discordgo.Channel{}
	return ch, c.get(ctx, join("channels", id), "/channels/{id}", ch)
}

// Member tells of a user in a server; CodeUnknownMember is one who is not in it.
func (c *Client) Member(ctx context.Context, guild, user string) (*discordgo.Member, error) {
	m := &discordgo.Member{}
	return m, c.get(ctx, join("guilds", guild, "members", user), "/guilds/{id}/members/{id}", m)
}

// CommandPermissions gives what a server's moderators have laid over the
// commands' own permissions.
func (c *Client) CommandPermissions(ctx context.Context, app, guild string) ([]*discordgo.GuildApplicationCommandPermissions, error) {
	var all []*discordgo.GuildApplicationCommandPermissions
	return all, c.get(ctx, join("applications", app, "guilds", guild, "commands", "permissions"),
		"/applications/{id}/guilds/{id}/commands/permissions", &all)
}
