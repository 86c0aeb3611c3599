package bot

import (
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/claims"
)

// call is one interaction, read once: who wants what, where.
type call struct {
	interaction *discordgo.Interaction
	id          string
	server      string // "" in direct messages
	channel     string
	who         person

	name    string            // of the route: "article add", or the verb of a control or form
	custom  string            // the whole custom id of a control or form
	options map[string]string // of a command
	focused string            // the option that autocomplete is for
	file    *discordgo.MessageAttachment
	target  *discordgo.Message // of a command on a message
	values  []string           // chosen in a menu
	inputs  map[string]string  // typed into a form
	message *discordgo.Message // whose control was used
}

// person is who called, as far as Discord says.
type person struct {
	id, name    string
	roles       []string
	permissions int64 // in the channel; all of nothing in direct messages
}

// signature names the person in the audit trail.
func (p person) signature() string { return signature(p.name, p.id) }

// can says whether the person has one of the permissions.
func (p person) can(one int64) bool {
	return p.permissions&(one|discordgo.PermissionAdministrator) != 0
}

// readCall reads an interaction. Discord may send what this program does not
// know, and what discordgo could not decode comes with fields that are nil.
func readCall(i *discordgo.Interaction) (*call, error) {
	if i == nil || i.Data == nil {
		return nil, fmt.Errorf("an interaction without data")
	}
	c := &call{interaction: i, id: i.ID, server: i.GuildID, channel: i.ChannelID, message: i.Message, options: map[string]string{}}
	if !c.readWho(i) {
		return nil, fmt.Errorf("interaction %s names nobody", i.ID)
	}
	switch data := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		c.readCommand(data)
	case discordgo.MessageComponentInteractionData:
		c.custom, c.values = data.CustomID, data.Values
		c.name, _ = splitID(data.CustomID, 0)
	case discordgo.ModalSubmitInteractionData:
		c.custom, c.inputs = data.CustomID, inputsOf(data.Components)
		c.name, _ = splitID(data.CustomID, 0)
	}
	return c, nil
}

func (c *call) readWho(i *discordgo.Interaction) bool {
	switch {
	case i.Member != nil && i.Member.User != nil:
		c.who = person{id: i.Member.User.ID, name: i.Member.User.Username, roles: i.Member.Roles, permissions: i.Member.Permissions}
	case i.User != nil:
		c.who = person{id: i.User.ID, name: i.User.Username}
	}
	return c.who.id != ""
}

// readCommand reads "/article add url:…" as route "article add" with options.
func (c *call) readCommand(data discordgo.ApplicationCommandInteractionData) {
	c.name = strings.ToLower(data.Name)
	options := data.Options
	for len(options) == 1 && options[0] != nil && isGroup(options[0].Type) {
		c.name += " " + options[0].Name
		options = options[0].Options
	}
	resolved := data.Resolved
	if resolved == nil {
		resolved = &discordgo.ApplicationCommandInteractionDataResolved{}
	}
	for _, o := range options {
		if o == nil {
			continue
		}
		c.options[o.Name] = strings.TrimSpace(fmt.Sprint(o.Value))
		if o.Focused {
			c.focused = o.Name
		}
		if o.Type == discordgo.ApplicationCommandOptionAttachment {
			c.file = resolved.Attachments[fmt.Sprint(o.Value)]
		}
	}
	c.target = resolved.Messages[data.TargetID]
}

func isGroup(t discordgo.ApplicationCommandOptionType) bool {
	return t == discordgo.ApplicationCommandOptionSubCommand || t == discordgo.ApplicationCommandOptionSubCommandGroup
}

// inputsOf reads what was typed into a form, by the ids of its inputs.
func inputsOf(components []discordgo.MessageComponent) map[string]string {
	out := map[string]string{}
	for _, component := range components {
		switch k := component.(type) {
		case *discordgo.ActionsRow:
			for id, v := range inputsOf(k.Components) {
				out[id] = v
			}
		case *discordgo.TextInput:
			out[k.CustomID] = strings.TrimSpace(k.Value)
		}
	}
	return out
}

// args gives the n arguments of the control's custom id.
func (c *call) args(n int) []string {
	_, args := splitID(c.custom, n)
	return args
}

// isPrivate says whether the control stands on a message that only the person
// who called for it sees.
func (c *call) isPrivate() bool {
	return c.message != nil && c.message.Flags&discordgo.MessageFlagsEphemeral != 0
}

// place is the server that a control is about: that of the channel, or in
// direct messages the one that the control names.
func (c *call) place(named string) string {
	if c.server != "" {
		return c.server
	}
	return named
}

// errUnknownRoute answers a control or command of another version.
func errUnknownRoute(name string) error {
	return claims.Errorf(claims.ENotFound, "This version of the bot does not know %q; try again, or ask with /ask.", name)
}
