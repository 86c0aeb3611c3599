package discordtest

import (
	"net/http"
	"strconv"
)

func playGateway(c *call) (int, any, *apiError) {
	return http.StatusOK, object{"url": c.d.socketURL()}, nil
}

func playGatewayBot(c *call) (int, any, *apiError) {
	limit := object{"total": 1000, "remaining": c.d.gateway.starts, "reset_after": 86400000, "max_concurrency": 1}
	return http.StatusOK, object{"url": c.d.socketURL(), "shards": 1, "session_start_limit": limit}, nil
}

// appFlags are those of the application: which privileged intents the developer
// portal allows, in the way of a bot in fewer than a hundred servers.
func (d *Discord) appFlags() int {
	flags := 1 << 23 // it has commands
	for intent, flag := range map[Intent]int{Presences: 1 << 13, GuildMembers: 1 << 15, MessageContent: 1 << 19} {
		if d.options.intents&intent != 0 {
			flags |= flag
		}
	}
	return flags
}

func playApplication(c *call) (int, any, *apiError) {
	d := c.d
	return http.StatusOK, object{
		"id": d.AppID, "name": "claimbot", "description": "", "icon": nil, "flags": d.appFlags(),
		"bot_public": true, "bot_require_code_grant": false, "verify_key": digest("verify"), "team": nil,
		"owner": d.owner.wire(), "bot": d.bot.wire(), "approximate_guild_count": len(d.guilds),
		"integration_types_config": object{"0": object{}}, "type": nil, "flags_new": strconv.Itoa(d.appFlags()),
		"redirect_uris": []string{}, "interactions_endpoint_url": nil, "role_connections_verification_url": nil,
		"approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
		"explicit_content_filter": 0, "eligible_oauth2_scopes": []string{"bot", "applications.commands"},
	}, nil
}

func playSelf(c *call) (int, any, *apiError) {
	o := c.d.bot.wire()
	o["mfa_enabled"], o["locale"], o["verified"], o["email"] = true, "en-US", true, nil
	return http.StatusOK, o, nil
}

func playOwnGuilds(c *call) (int, any, *apiError) {
	list := []object{}
	for _, g := range c.d.sortedGuilds() {
		if g.bot != nil {
			list = append(list, object{
				"id": g.ID, "name": g.Name, "icon": nil, "owner": false, "features": []string{},
				"permissions": g.bot.basePermissions().String(),
			})
		}
	}
	return http.StatusOK, list, nil
}

func playUser(c *call) (int, any, *apiError) {
	u := c.d.users[c.param("user_id")]
	if u == nil {
		return 0, nil, notFound(UnknownUser, "User")
	}
	return http.StatusOK, u.wire(), nil
}

func playOpenDM(c *call) (int, any, *apiError) {
	var body struct {
		Recipient string `json:"recipient_id"`
	}
	if err := c.into(&body); err != nil {
		return 0, nil, err
	}
	u := c.d.users[body.Recipient]
	switch {
	case u == nil:
		return 0, nil, invalid("recipient_id", "INVALID_RECIPIENT", "Invalid Recipient(s)")
	case u.Bot:
		return 0, nil, badRequest(CannotDM, "Cannot send messages to this user").because("a bot")
	}
	return http.StatusOK, u.openDM().wire(), nil
}

// guild finds the guild of the path, if the bot is in it.
func (c *call) guild() (*Guild, *apiError) {
	g := c.d.guilds[c.param("guild_id")]
	switch {
	case g == nil:
		return nil, notFound(UnknownGuild, "Guild")
	case g.bot == nil:
		return nil, forbidden(MissingAccess, "Missing Access").because("the bot is not in %s", g.Name)
	}
	return g, nil
}

func playGuild(c *call) (int, any, *apiError) {
	g, err := c.guild()
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, g.brief(), nil
}

func playGuildChannels(c *call) (int, any, *apiError) {
	g, err := c.guild()
	if err != nil {
		return 0, nil, err
	}
	list := []object{}
	for _, ch := range g.channels {
		if !ch.gone && ch.kind != publicThread && ch.botPermissions().has(ViewChannel) {
			list = append(list, ch.wire())
		}
	}
	return http.StatusOK, list, nil
}

func playGuildRoles(c *call) (int, any, *apiError) {
	g, err := c.guild()
	if err != nil {
		return 0, nil, err
	}
	list := []object{}
	for _, r := range g.roles {
		list = append(list, r.wire())
	}
	return http.StatusOK, list, nil
}

func playMember(c *call) (int, any, *apiError) {
	g, err := c.guild()
	if err != nil {
		return 0, nil, err
	}
	m := g.member(c.param("user_id"))
	switch {
	case m != nil:
		return http.StatusOK, m.whole(), nil
	case c.d.users[c.param("user_id")] == nil:
		return 0, nil, notFound(UnknownUser, "User")
	}
	return 0, nil, notFound(UnknownMember, "Member")
}

// channel finds the channel of the path, if the bot sees it and has need.
func (c *call) channel(need Permission, named string) (*Channel, *apiError) {
	ch := c.d.channels[c.param("channel_id")]
	if ch == nil {
		return nil, notFound(UnknownChannel, "Channel")
	}
	may := ch.botPermissions()
	switch {
	case !may.has(ViewChannel):
		return nil, forbidden(MissingAccess, "Missing Access").because("the bot cannot see #%s", ch.Name)
	case !may.has(need):
		return nil, missing(named + " in #" + ch.Name)
	}
	return ch, nil
}

func playChannel(c *call) (int, any, *apiError) {
	ch, err := c.channel(0, "")
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, ch.wire(), nil
}

func playTyping(c *call) (int, any, *apiError) {
	ch, err := c.channel(c.speak())
	if err != nil {
		return 0, nil, err
	}
	ch.typed++
	return http.StatusNoContent, nil, nil
}

// speak is what the bot needs to say something in the channel of the path.
func (c *call) speak() (Permission, string) {
	if ch := c.d.channels[c.param("channel_id")]; ch != nil && ch.kind == publicThread {
		return SendMessagesInThreads, "Send Messages in Threads"
	}
	return SendMessages, "Send Messages"
}
