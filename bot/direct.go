package bot

import (
	"context"
	"errors"
	"strings"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/sync/errgroup"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
)

// askDirectly answers a question of a direct message within the servers that
// the person shares with the bot and may ask in: within the one, within the one
// chosen before, or after asking which; where there is none, it says what to do.
func (b *Bot) askDirectly(ctx context.Context, w ask.Waiting, person string) (card, error) {
	servers, err := b.askable(ctx, person)
	if err != nil {
		return card{}, err
	}
	if len(servers) == 0 {
		return noServer(), nil
	}
	server := servers[0].ID
	if len(servers) > 1 {
		server, _ = b.chosen.get(person)
		if !has(servers, server) {
			return whichServer(w.ID, servers), nil
		}
	}
	return b.askWithin(ctx, w, server, len(servers) > 1)
}

func has(servers []discord.Guild, id string) bool {
	for _, g := range servers {
		if g.ID == id {
			return true
		}
	}
	return false
}

// askWithin answers a question of a direct message within a server.
func (b *Bot) askWithin(ctx context.Context, w ask.Waiting, server string, several bool) (card, error) {
	ws, err := b.workspace(ctx, server)
	if err != nil {
		return card{}, err
	}
	w.Workspace = ws
	s := shown{server: server}
	if several {
		s.within = b.serverName(server)
	}
	return b.answerIn(ctx, w, s)
}

func noServer() card {
	return card{tone: toneRefusal, text: "**We share no server that you may ask in, so I have no articles to answer from.**\n" +
		"Join a server where I am, or ask its moderators to let you use `/ask`; to invite me to a server of your own, open my profile → Add App."}
}

// whichServer asks within which server a question is meant.
func whichServer(question string, servers []discord.Guild) card {
	text := "**Within which server shall I look?** I answer from its articles alone, and remember it for an hour."
	if len(servers) > maxChoices {
		text += "\n-# Only the first 25 servers fit here; in another one, use `/ask` there."
	}
	menu := control{label: "Choose a server", id: customID(verbChoose, question)}
	for _, g := range servers[:min(len(servers), maxChoices)] {
		menu.options = append(menu.options, option{label: named(g), value: g.ID})
	}
	return card{text: text, tone: toneNote, rows: [][]control{{menu}}, waits: true}
}

func named(g discord.Guild) string {
	if strings.TrimSpace(g.Name) == "" {
		return "Server " + g.ID
	}
	return g.Name
}

// chooseServer answers the question that waits for the choice that was made, in
// place of the menu.
func (b *Bot) chooseServer(ctx context.Context, c *call) (reply, error) {
	if len(c.values) != 1 || c.server != "" {
		return nil, claims.Errorf(claims.EInvalid, "Choose one server from the menu.")
	}
	server := c.values[0]
	w, err := b.stillWaiting(ctx, c.args(1)[0], c.who)
	if err != nil {
		return nil, err
	}
	if w.ID == "" {
		return later{update: true, work: func(ctx context.Context) (card, error) { return b.choose(ctx, c.who.id, server) }}, nil
	}
	if !b.begin(w.ID) {
		return nil, claims.Errorf(claims.EConflict, "I am already looking; one moment.")
	}
	w.App, w.Token, w.At = c.interaction.AppID, c.interaction.Token, b.o.Now()
	return later{update: true, question: &w, work: func(ctx context.Context) (card, error) {
		if _, err := b.choose(ctx, c.who.id, server); err != nil {
			return card{}, err
		}
		return b.askWithin(ctx, w, server, true)
	}}, nil
}

// choose remembers within which server a person asks, if they may.
func (b *Bot) choose(ctx context.Context, user, server string) (card, error) {
	servers, err := b.askable(ctx, user)
	if err != nil {
		return card{}, err
	}
	if !has(servers, server) {
		return card{}, claims.Errorf(claims.EForbidden, "You cannot ask within that server any more; ask again to choose another.")
	}
	b.chosen.put(user, server)
	return note("From now on I answer you here from the articles of **" + escapedFit(b.serverName(server), 100) + "**, for an hour."), nil
}

// stillWaiting finds the person's question that waits for a choice; none where
// it was answered.
func (b *Bot) stillWaiting(ctx context.Context, id string, p person) (ask.Waiting, error) {
	list, err := b.o.Inbox.Waiting(ctx)
	if err != nil {
		return ask.Waiting{}, err
	}
	for _, w := range list {
		if w.ID == id && strings.HasSuffix(w.By, "("+p.id+")") {
			return w, nil
		}
	}
	return ask.Waiting{}, nil
}

// elsewhere opens the menu of servers again.
func (b *Bot) elsewhere(_ context.Context, c *call) (reply, error) {
	return later{private: true, work: func(ctx context.Context) (card, error) {
		servers, err := b.askable(ctx, c.who.id)
		if err != nil || len(servers) == 0 {
			return noServer(), err
		}
		return whichServer("", servers), nil
	}}, nil
}

// asksAtOnce is how many servers are asked at a time whether somebody is there.
const asksAtOnce = 8

// askable lists the servers that a person shares with the bot and may ask in,
// by name. Where it cannot be known, they may not.
func (b *Bot) askable(ctx context.Context, user string) ([]discord.Guild, error) {
	guilds := b.o.Discord.Guilds()
	may := make([]bool, len(guilds))
	failed := make([]error, len(guilds))
	var group errgroup.Group
	group.SetLimit(asksAtOnce)
	for i, g := range guilds {
		group.Go(func() error {
			may[i], failed[i] = b.mayAskDirectly(ctx, g.ID, user)
			return nil
		})
	}
	_ = group.Wait() // the errors are in failed
	var out []discord.Guild
	for i, g := range guilds {
		if may[i] {
			out = append(out, g)
		}
	}
	err := errors.Join(failed...)
	if err != nil && len(out) > 0 {
		b.log.Warn("some servers could not be asked for a member", "err", err)
		err = nil
	}
	return out, err
}

// mayAskDirectly says whether a person is in a server and its moderators let
// them use /ask there; where they narrowed it to some channels, not from here.
func (b *Bot) mayAskDirectly(ctx context.Context, server, user string) (bool, error) {
	member, err := b.member(ctx, server, user)
	if member == nil || err != nil {
		return false, err
	}
	o, err := b.overridesOf(ctx, server)
	if err != nil {
		return false, err
	}
	p := person{id: user, roles: member.Roles}
	command := b.commandID("ask")
	return o.of(b.app(), command, server, p) != denied && o.in(b.app(), command, server) != denied, nil
}

// member is a person as a member of a server, nil when they are not in it.
func (b *Bot) member(ctx context.Context, server, user string) (*discordgo.Member, error) {
	key := server + "/" + user
	if m, ok := b.members.get(key); ok {
		return m, nil
	}
	m, err := b.o.Discord.Member(ctx, server, user)
	switch discord.Code(err) {
	case discord.CodeUnknownMember, discord.CodeUnknownGuild, discord.CodeMissingAccess, codeUnknownUser:
		m, err = nil, nil
	}
	if err == nil {
		b.members.put(key, m)
	}
	return m, err
}

// codeUnknownUser is Discord's code for a user that there is none of.
const codeUnknownUser = 10013

// sharedWorkspace is the workspace of a server if the person may ask in it, ""
// if not.
func (b *Bot) sharedWorkspace(ctx context.Context, server, user string) (string, error) {
	if server == "" {
		return "", nil
	}
	for _, g := range b.o.Discord.Guilds() {
		if g.ID == server {
			may, err := b.mayAskDirectly(ctx, server, user)
			if !may || err != nil {
				return "", err
			}
			return b.workspace(ctx, server)
		}
	}
	return "", nil
}

// workspaceOf is where a control's answer is kept: the channel's server, or in
// direct messages the one that it names, if the person may still ask there.
func (b *Bot) workspaceOf(ctx context.Context, c *call, named string) (string, error) {
	if c.server != "" {
		return b.workspace(ctx, c.server)
	}
	ws, err := b.sharedWorkspace(ctx, named, c.who.id)
	if err == nil && ws == "" {
		err = claims.Errorf(claims.EForbidden, "You cannot ask within that server any more, so its articles are not shown to you.")
	}
	return ws, err
}
