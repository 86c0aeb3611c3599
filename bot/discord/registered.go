package discord

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// Commands lists an application's global commands as Discord has them, with
// the ids by which CommandPermissions names them.
func (c *Client) Commands(ctx context.Context, app string) ([]*discordgo.ApplicationCommand, error) {
	var list []*discordgo.ApplicationCommand
	return list, c.get(ctx, join("applications", app, "commands"), "/applications/{id}/commands", &list)
}
