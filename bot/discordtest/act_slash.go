package discordtest

import (
	"fmt"
	"slices"
	"strings"
)

// Options are what a person fills in: a string, an int, a float64, a bool, a
// *Member, a *Channel, a *Role or a File.
type Options map[string]any

// Slash uses a slash command, named with its subcommands: "article add".
func (m *Member) Slash(ch *Channel, name string, opts ...Options) *Interaction {
	var x *Interaction
	m.d.change(func() { x = m.slash(commandInteraction, ch, name, merge(opts), "") })
	return x
}

// Autocomplete types into an option of a slash command; opts hold it and what
// was filled in before.
func (m *Member) Autocomplete(ch *Channel, name, focused string, opts Options) *Interaction {
	var x *Interaction
	m.d.change(func() { x = m.slash(autocompleteInteraction, ch, name, opts, focused) })
	return x
}

// Menu uses a command of a message's context menu.
func (m *Member) Menu(msg Message, name string) *Interaction {
	var x *Interaction
	m.d.change(func() {
		ch := msg.of.channel
		x = m.begin(commandInteraction, ch, MessageCommand, name)
		switch {
		case x.refused != nil:
		case msg.of.deleted || !msg.of.seenBy(m.User) || msg.of.visibleTo != nil:
			x.refuse("the message cannot be used")
		default:
			x.send(object{
				"id": x.command.id, "name": x.command.Name, "type": MessageCommand, "target_id": msg.ID,
				"resolved": object{"messages": object{msg.ID: msg.of.wire()}},
			})
		}
	})
	return x
}

// UserMenu uses a command of a member's context menu.
func (m *Member) UserMenu(ch *Channel, target *Member, name string) *Interaction {
	var x *Interaction
	m.d.change(func() {
		x = m.begin(commandInteraction, ch, UserCommand, name)
		if x.refused == nil {
			r := resolver{}
			r.member(target)
			x.send(object{
				"id": x.command.id, "name": x.command.Name, "type": UserCommand, "target_id": target.User.ID,
				"resolved": r.wire(),
			})
		}
	})
	return x
}

func merge(opts []Options) Options {
	all := Options{}
	for _, o := range opts {
		for k, v := range o {
			all[k] = v
		}
	}
	return all
}

// begin makes the interaction of a command, refused if the client does not show
// the command.
func (m *Member) begin(kind int, ch *Channel, commandType int, name string) *Interaction {
	x := m.d.newInteraction(kind, ch, m.User)
	x.name = name
	context, guildID := 1, ""
	if ch.guild != nil {
		context, guildID = 0, ch.guild.ID
		if x.member == nil {
			return x.refuse("%s is not in %s", m.Name, ch.guild.Name)
		}
	} else if ch.with != m.User {
		return x.refuse("that is the chat of %s", ch.with.Name)
	}
	x.command = m.d.registry.find(guildID, commandType, name)
	switch {
	case x.command == nil:
		return x.refuse("no command %q is registered", name)
	case x.command.Integrations != nil && !slices.Contains(x.command.Integrations, 0):
		return x.refuse("the command is not for servers that installed the bot")
	case !slices.Contains(x.command.contexts(), context):
		return x.refuse("the command does not show here")
	case ch.guild != nil && ch.guild.bot == nil:
		return x.refuse("the bot is not in %s", ch.guild.Name)
	case ch.guild != nil && !x.member.mayUse(x.command, ch):
		return x.refuse("%s may not use it", m.Name)
	}
	return x
}

func (x *Interaction) refuse(format string, args ...any) *Interaction {
	x.refused = x.d.refuse(x.user.Name+" uses "+x.name, format, args...)
	return x
}

func (m *Member) slash(kind int, ch *Channel, name string, opts Options, focused string) *Interaction {
	words := strings.Fields(name)
	x := m.begin(kind, ch, SlashCommand, words[0])
	x.name = name
	if x.refused != nil {
		return x
	}
	f := filler{values: opts, focused: focused, resolved: resolver{x: x}}
	options, err := f.command(x.command.Options, words[1:])
	if err != nil {
		return x.refuse("%v", err)
	}
	x.option = f.focusedType
	data := object{"id": x.command.id, "name": x.command.Name, "type": SlashCommand, "options": options}
	if len(f.resolved.objects) > 0 {
		data["resolved"] = f.resolved.wire()
	}
	if x.command.guildID != "" {
		data["guild_id"] = x.command.guildID
	}
	return x.send(data)
}

// filler turns Options into what a client sends.
type filler struct {
	values      Options
	focused     string // the option that is being completed
	focusedType int
	resolved    resolver
}

// command goes down the subcommands, then fills in.
func (f *filler) command(options []option, path []string) ([]object, error) {
	if len(path) > 0 {
		for _, o := range options {
			if o.Name == path[0] && (o.Type == subcommand || o.Type == subcommandGroup) {
				below, err := f.command(o.Options, path[1:])
				return []object{{"type": o.Type, "name": o.Name, "options": below}}, err
			}
		}
		return nil, fmt.Errorf("there is no subcommand %q", path[0])
	}
	if len(options) > 0 && (options[0].Type == subcommand || options[0].Type == subcommandGroup) {
		return nil, fmt.Errorf("it needs a subcommand")
	}
	return f.fill(options)
}

func (f *filler) fill(options []option) ([]object, error) {
	filled := []object{}
	left := len(f.values)
	for i := range options {
		o := &options[i]
		value, given := f.values[o.Name]
		if !given {
			if o.Required && f.focused == "" {
				return nil, fmt.Errorf("%q is required", o.Name)
			}
			continue
		}
		left--
		sent, err := f.value(o, value)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", o.Name, err)
		}
		one := object{"type": o.Type, "name": o.Name, "value": sent}
		if o.Name == f.focused {
			one["focused"] = true
			f.focusedType = o.Type
		}
		filled = append(filled, one)
	}
	switch {
	case left > 0:
		return nil, fmt.Errorf("it has not all of the options %v", f.values)
	case f.focused != "" && f.focusedType == 0:
		return nil, fmt.Errorf("nothing is typed into %q", f.focused)
	}
	return filled, nil
}
