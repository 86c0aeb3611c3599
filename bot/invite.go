package bot

import (
	"net/url"
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// Permissions is the least that the bot needs of a server: to see where it is
// asked, and to answer there.
const Permissions = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionSendMessagesInThreads |
	discordgo.PermissionEmbedLinks | discordgo.PermissionReadMessageHistory

// InviteURL is the address at which somebody who manages a server adds the bot
// to it.
func InviteURL(app string) string {
	q := url.Values{"client_id": {app}, "permissions": {strconv.FormatInt(Permissions, 10)}, "scope": {"bot applications.commands"}, "integration_type": {"0"}}
	return "https://discord.com/oauth2/authorize?" + q.Encode()
}
