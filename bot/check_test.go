package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
)

// portal is a Discord as a check sees it. Each method fails with the error
// under its name, if there is one.
type portal struct {
	private  bool
	commands []string
	servers  []rights
	fails    map[string]error
}

// rights are of a server with two roles: everyone's, and one that the bot may have.
type rights struct {
	name           string
	everyone, role int64
	without        bool // the bot does not have the role
}

func (p *portal) Me(context.Context) (*discordgo.User, error) {
	return &discordgo.User{ID: "7", Username: "claimbot"}, p.fails["Me"]
}

func (p *portal) Application(context.Context) (*discordgo.Application, error) {
	return &discordgo.Application{ID: "7", BotPublic: !p.private}, p.fails["Application"]
}

func (p *portal) Commands(context.Context, string) (all []*discordgo.ApplicationCommand, err error) {
	for _, name := range p.commands {
		all = append(all, &discordgo.ApplicationCommand{Name: name})
	}
	return append(all, nil), p.fails["Commands"]
}

func (p *portal) ListGuilds(context.Context) (all []discord.Guild, err error) {
	for i, s := range p.servers {
		all = append(all, discord.Guild{ID: fmt.Sprint(i), Name: s.name})
	}
	return all, p.fails["ListGuilds"]
}

func (p *portal) Guild(_ context.Context, id string) (*discordgo.Guild, error) {
	for i, s := range p.servers {
		if fmt.Sprint(i) == id {
			return &discordgo.Guild{ID: id, Roles: []*discordgo.Role{{ID: id, Permissions: s.everyone}, {ID: "role", Permissions: s.role}, nil}}, p.fails["Guild"]
		}
	}
	return nil, errors.New("no such server")
}

func (p *portal) Member(_ context.Context, guild, _ string) (*discordgo.Member, error) {
	for i, s := range p.servers {
		if fmt.Sprint(i) == guild && !s.without {
			return &discordgo.Member{Roles: []string{"role"}}, p.fails["Member"]
		}
	}
	return &discordgo.Member{}, p.fails["Member"]
}

func allCommands() (names []string) {
	for _, c := range Commands() {
		names = append(names, c.Name)
	}
	return names
}

// TestCheck wants one finding of each fault, which says where to click, and of
// a bot that lacks nothing no fault at all.
func TestCheck(t *testing.T) {
	refused := claims.Errorf(claims.EForbidden, "Click there.")
	const here = "Server Settings → Roles → the bot's role → Permissions"
	for name, tt := range map[string]struct {
		change func(*portal)
		check  string
		want   Verdict
		says   string
	}{
		"all is there":           {func(*portal) {}, "Server North Desk", Fine, "all permissions are there"},
		"token refused":          {func(p *portal) { p.fails["Me"] = refused }, "Discord token", Missing, "Click there."},
		"application refused":    {func(p *portal) { p.fails["Application"] = refused }, "Discord application", Missing, "Click there."},
		"no sentence":            {func(p *portal) { p.fails["Me"] = errors.New("secret") }, "Discord token", Missing, "try again later"},
		"not public":             {func(p *portal) { p.private = true }, "Discord invite", Notable, "Bot → Public Bot"},
		"nothing registered":     {func(p *portal) { p.commands = nil }, "Discord commands", Notable, "not registered yet: " + strings.Join(allCommands(), ", ")},
		"one not registered":     {func(p *portal) { p.commands = p.commands[1:] }, "Discord commands", Notable, "not registered yet: " + allCommands()[0] + ";"},
		"commands refused":       {func(p *portal) { p.fails["Commands"] = refused }, "Discord commands", Missing, "Click there."},
		"servers refused":        {func(p *portal) { p.fails["ListGuilds"] = refused }, "Discord servers", Missing, "Click there."},
		"server refused":         {func(p *portal) { p.fails["Guild"] = refused }, "Server North Desk", Missing, "Click there."},
		"member refused":         {func(p *portal) { p.fails["Member"] = refused }, "Server North Desk", Missing, "Click there."},
		"in no server":           {func(p *portal) { p.servers = nil }, "Discord servers", Notable, "invite it with the link below"},
		"in very many":           {func(p *portal) { p.servers = slices.Repeat(p.servers, 30) }, "Discord servers", Fine, "in 30; the first 20 are looked at"},
		"administrator":          {func(p *portal) { p.servers[0].role = discordgo.PermissionAdministrator }, "Server North Desk", Notable, "more than it needs"},
		"may nothing":            {func(p *portal) { p.servers[0].role = 0 }, "Server North Desk", Missing, "may not: View Channels, Send Messages, Send Messages in Threads, Embed Links, Read Message History; allow it in " + here},
		"by everyone's role":     {func(p *portal) { p.servers[0] = rights{name: "North Desk", everyone: Permissions} }, "Server North Desk", Fine, "all"},
		"by a role of others":    {func(p *portal) { p.servers[0].without = true }, "Server North Desk", Missing, here},
		"without channels":       {without(discordgo.PermissionViewChannel), "Server North Desk", Missing, "may not: View Channels;"},
		"without messages":       {without(discordgo.PermissionSendMessages), "Server North Desk", Missing, "may not: Send Messages;"},
		"without threads":        {without(discordgo.PermissionSendMessagesInThreads), "Server North Desk", Missing, "may not: Send Messages in Threads;"},
		"without embeds":         {without(discordgo.PermissionEmbedLinks), "Server North Desk", Missing, "may not: Embed Links;"},
		"without history":        {without(discordgo.PermissionReadMessageHistory), "Server North Desk", Missing, "may not: Read Message History;"},
		"a name with its tricks": {func(p *portal) { p.servers[0].name = "North\x1b[2J\r\n\u009b Desk" }, "Server North[2J Desk", Fine, "all"},
	} {
		t.Run(name, func(t *testing.T) {
			p := &portal{commands: allCommands(), servers: []rights{{name: "North Desk", role: Permissions}}, fails: map[string]error{}}
			tt.change(p)
			findings, invite := Check(t.Context(), p)
			i := slices.IndexFunc(findings, func(f Finding) bool { return f.Check == tt.check })
			if i < 0 || findings[i].Verdict != tt.want || !strings.Contains(findings[i].Text, tt.says) {
				t.Errorf("%q is not said to be %q with %q in %q", tt.check, tt.want, tt.says, findings)
			}
			if entered := p.fails["Me"] == nil && p.fails["Application"] == nil; entered != (invite == InviteURL("7")) {
				t.Errorf("the invite is %q", invite)
			}
			for j, f := range findings {
				if j != i && f.Verdict != Fine {
					t.Errorf("says too: %+v", f)
				}
			}
		})
	}
}

// without takes one permission from the bot's role.
func without(bit int64) func(*portal) {
	return func(p *portal) { p.servers[0].role = Permissions &^ bit }
}

// TestNeededIsWhatIsAskedFor keeps the names of permissions in step with the
// invite link.
func TestNeededIsWhatIsAskedFor(t *testing.T) {
	var all int64
	for _, p := range needed {
		all |= p.bit
	}
	if all != Permissions {
		t.Errorf("doctor knows %b, the invite link asks for %b", all, int64(Permissions))
	}
}
