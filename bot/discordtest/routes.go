package discordtest

// routes are all operations that the fake plays; those of the webhooks of
// interactions are open, since their token says who asks.
func routes() []route {
	return []route{
		{"GET", "/gateway", true, playGateway},
		{"GET", "/gateway/bot", false, playGatewayBot},
		{"GET", "/applications/@me", false, playApplication},
		{"GET", "/oauth2/applications/@me", false, playApplication},
		{"GET", "/users/@me", false, playSelf},
		{"GET", "/users/@me/guilds", false, playOwnGuilds},
		{"GET", "/users/{user_id}", false, playUser},
		{"POST", "/users/@me/channels", false, playOpenDM},
		{"GET", "/guilds/{guild_id}", false, playGuild},
		{"GET", "/guilds/{guild_id}/channels", false, playGuildChannels},
		{"GET", "/guilds/{guild_id}/roles", false, playGuildRoles},
		{"GET", "/guilds/{guild_id}/members/{user_id}", false, playMember},
		{"GET", "/channels/{channel_id}", false, playChannel},
		{"POST", "/channels/{channel_id}/typing", false, playTyping},

		{"GET", "/channels/{channel_id}/messages", false, playMessages},
		{"POST", "/channels/{channel_id}/messages", false, playPost},
		{"GET", "/channels/{channel_id}/messages/{message_id}", false, playMessage},
		{"PATCH", "/channels/{channel_id}/messages/{message_id}", false, playEdit},
		{"DELETE", "/channels/{channel_id}/messages/{message_id}", false, playDelete},

		{"GET", "/applications/{application_id}/commands", false, playCommands},
		{"PUT", "/applications/{application_id}/commands", false, playOverwrite},
		{"POST", "/applications/{application_id}/commands", false, playCreateCommand},
		{"GET", "/applications/{application_id}/commands/{command_id}", false, playCommand},
		{"PATCH", "/applications/{application_id}/commands/{command_id}", false, playPatchCommand},
		{"DELETE", "/applications/{application_id}/commands/{command_id}", false, playDeleteCommand},
		{"GET", "/applications/{application_id}/guilds/{guild_id}/commands", false, playCommands},
		{"PUT", "/applications/{application_id}/guilds/{guild_id}/commands", false, playOverwrite},
		{"POST", "/applications/{application_id}/guilds/{guild_id}/commands", false, playCreateCommand},
		{"GET", "/applications/{application_id}/guilds/{guild_id}/commands/permissions", false, playAllRights},
		{"GET", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", false, playCommand},
		{"PATCH", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", false, playPatchCommand},
		{"DELETE", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", false, playDeleteCommand},
		{"GET", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions", false, playRights},

		{"POST", "/interactions/{interaction_id}/{interaction_token}/callback", true, playCallback},
		{"POST", "/webhooks/{webhook_id}/{webhook_token}", true, playFollowUp},
		{"GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", true, playReply},
		{"PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", true, playEditReply},
		{"DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", true, playDeleteReply},
		{"GET", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", true, playReply},
		{"PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", true, playEditReply},
		{"DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", true, playDeleteReply},
	}
}
