package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
)

// Verdict of a check.
type Verdict string

// The verdicts.
const (
	Fine    Verdict = "ok"
	Notable Verdict = "note" // works, but somebody should know
	Missing Verdict = "FAIL"
)

// Finding is what a check found: one sentence, which says where to click if
// something is missing.
type Finding struct {
	Check   string  `json:"check"`
	Verdict Verdict `json:"verdict"`
	Text    string  `json:"text"`
}

// Inspected is what a check asks of Discord. A *discord.Client is one; it need
// not run.
type Inspected interface {
	Me(ctx context.Context) (*discordgo.User, error)
	Application(ctx context.Context) (*discordgo.Application, error)
	Commands(ctx context.Context, app string) ([]*discordgo.ApplicationCommand, error)
	ListGuilds(ctx context.Context) ([]discord.Guild, error)
	Guild(ctx context.Context, id string) (*discordgo.Guild, error)
	Member(ctx context.Context, guild, user string) (*discordgo.Member, error)
}

// Check looks at what keeps the bot from serving: its token, its commands, its
// servers and what it may do there. invite is "" when the token is not
// accepted. It changes nothing.
func Check(ctx context.Context, d Inspected) (findings []Finding, invite string) {
	me, err := d.Me(ctx)
	if err != nil {
		return []Finding{{"Discord token", Missing, sentenceOf(err)}}, ""
	}
	app, err := d.Application(ctx)
	if err != nil {
		return []Finding{{"Discord application", Missing, sentenceOf(err)}}, ""
	}
	findings = []Finding{
		{"Discord token", Fine, "accepted; the bot is " + me.Username},
		{"Discord intents", Fine, "none of the privileged ones is needed"},
		checkCommands(ctx, d, app.ID),
	}
	if !app.BotPublic {
		findings = append(findings, Finding{"Discord invite", Notable, "only you can add the bot to servers; to let others, open Developer Portal → your application → Bot → Public Bot"})
	}
	return append(findings, checkServers(ctx, d, me.ID)...), InviteURL(app.ID)
}

func checkCommands(ctx context.Context, d Inspected, app string) Finding {
	const check = "Discord commands"
	registered, err := d.Commands(ctx, app)
	if err != nil {
		return Finding{check, Missing, sentenceOf(err)}
	}
	var missing []string
	for _, c := range Commands() {
		if !slices.ContainsFunc(registered, func(r *discordgo.ApplicationCommand) bool { return r != nil && r.Name == c.Name }) {
			missing = append(missing, c.Name)
		}
	}
	if len(missing) > 0 {
		return Finding{check, Notable, "not registered yet: " + strings.Join(missing, ", ") + "; claimbot serve registers them when it starts"}
	}
	return Finding{check, Fine, fmt.Sprintf("all %d are registered", len(Commands()))}
}

// serversChecked is how many servers are looked at one by one.
const serversChecked = 20

func checkServers(ctx context.Context, d Inspected, me string) []Finding {
	const check = "Discord servers"
	all, err := d.ListGuilds(ctx)
	switch {
	case err != nil:
		return []Finding{{check, Missing, sentenceOf(err)}}
	case len(all) == 0:
		return []Finding{{check, Notable, "the bot is in no server yet; invite it with the link below"}}
	}
	text := fmt.Sprintf("the bot is in %d", len(all))
	if len(all) > serversChecked {
		text += fmt.Sprintf("; the first %d are looked at here", serversChecked)
	}
	findings := []Finding{{check, Fine, text}}
	for _, g := range all[:min(len(all), serversChecked)] {
		findings = append(findings, checkServer(ctx, d, g, me))
	}
	return findings
}

// checkServer tells what the bot's roles lack in a server. A channel may take
// more away; that shows when the bot is asked there.
func checkServer(ctx context.Context, d Inspected, g discord.Guild, me string) Finding {
	check := "Server " + plainLine(g.Name)
	guild, err := d.Guild(ctx, g.ID)
	if err != nil {
		return Finding{check, Missing, sentenceOf(err)}
	}
	member, err := d.Member(ctx, g.ID, me)
	if err != nil {
		return Finding{check, Missing, sentenceOf(err)}
	}
	has := rolePermissions(guild, member)
	if has&discordgo.PermissionAdministrator != 0 {
		return Finding{check, Notable, "the bot is an administrator there, which is more than it needs; give its role only what the invite link asks for"}
	}
	var lacking []string
	for _, p := range needed {
		if has&p.bit == 0 {
			lacking = append(lacking, p.name)
		}
	}
	if len(lacking) > 0 {
		return Finding{check, Missing, "the bot may not: " + strings.Join(lacking, ", ") + "; allow it in Server Settings → Roles → the bot's role → Permissions, or invite it again with the link below"}
	}
	return Finding{check, Fine, "all permissions are there"}
}

// needed are the parts of Permissions as Discord's settings name them.
var needed = []struct {
	bit  int64
	name string
}{
	{discordgo.PermissionViewChannel, "View Channels"},
	{discordgo.PermissionSendMessages, "Send Messages"},
	{discordgo.PermissionSendMessagesInThreads, "Send Messages in Threads"},
	{discordgo.PermissionEmbedLinks, "Embed Links"},
	{discordgo.PermissionReadMessageHistory, "Read Message History"},
}

// rolePermissions adds up what everyone's role and the member's own allow. The
// role of everyone has the id of the server.
func rolePermissions(g *discordgo.Guild, m *discordgo.Member) (all int64) {
	for _, r := range g.Roles {
		if r != nil && (r.ID == g.ID || slices.Contains(m.Roles, r.ID)) {
			all |= r.Permissions
		}
	}
	return all
}

// sentenceOf gives what may be told of an error.
func sentenceOf(err error) string {
	if message := claims.ErrorMessage(err); message != "" {
		return message
	}
	return "Discord gave an answer that could not be read; try again later."
}

// plainLine keeps a name of others' from breaking a line or the terminal.
func plainLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return -1
		}
		return r
	}, s)
}
