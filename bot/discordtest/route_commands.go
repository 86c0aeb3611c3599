package discordtest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
)

// commandsOf checks whose commands the path means and gives the guild's id,
// which is empty for global commands.
func (c *call) commandsOf() (string, *apiError) {
	if c.param("application_id") != c.d.AppID {
		return "", forbidden(NotYourApplication, "You are not authorized to perform this action on this application")
	}
	if c.param("guild_id") == "" {
		return "", nil
	}
	g, err := c.guild()
	if err != nil {
		return "", err
	}
	return g.ID, nil
}

func (d *Discord) commandWire(c *command, localized bool) object {
	o := c.wire()
	o["application_id"] = d.AppID
	if !localized {
		delete(o, "name_localizations")
		delete(o, "description_localizations")
	}
	return o
}

func playCommands(c *call) (int, any, *apiError) {
	guildID, err := c.commandsOf()
	if err != nil {
		return 0, nil, err
	}
	list := []object{}
	for _, cmd := range c.d.registry.commands {
		if cmd.guildID == guildID {
			list = append(list, c.d.commandWire(cmd, c.r.URL.Query().Get("with_localizations") == "true"))
		}
	}
	return http.StatusOK, list, nil
}

// playOverwrite replaces all commands; one that keeps type and name keeps its
// id, and its version when nothing changed.
func playOverwrite(c *call) (int, any, *apiError) {
	guildID, err := c.commandsOf()
	if err != nil {
		return 0, nil, err
	}
	reg := &c.d.registry
	reg.writes++
	defs, raw, err := c.readCommands()
	if err != nil {
		return 0, nil, err
	}
	var kept []*command
	for i, def := range defs {
		kept = append(kept, c.d.newCommand(guildID, def, raw[i]))
	}
	reg.commands = slices.DeleteFunc(reg.commands, func(old *command) bool { return old.guildID == guildID })
	reg.commands = append(reg.commands, kept...)
	list := []object{}
	for _, cmd := range kept {
		list = append(list, c.d.commandWire(cmd, true))
	}
	return http.StatusOK, list, nil
}

// newCommand takes over the identity of the command that had the place.
func (d *Discord) newCommand(guildID string, def definition, raw json.RawMessage) *command {
	cmd := &command{definition: def, guildID: guildID, given: compact(raw)}
	for _, old := range d.registry.commands {
		if old.guildID == guildID && old.Type == def.Type && old.Name == def.Name {
			cmd.id, cmd.version = old.id, old.version
			if bytes.Equal(old.given, cmd.given) {
				return cmd
			}
		}
	}
	if cmd.id == "" {
		cmd.id = d.clock.id()
	}
	cmd.version = d.clock.id()
	return cmd
}

func compact(raw json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return raw
	}
	return b.Bytes()
}

// playCreateCommand makes one command or replaces the one with its name.
func playCreateCommand(c *call) (int, any, *apiError) {
	guildID, err := c.commandsOf()
	if err != nil {
		return 0, nil, err
	}
	reg := &c.d.registry
	reg.writes++
	c.body = append(append(json.RawMessage("["), c.body...), ']')
	defs, raw, err := c.readCommands()
	if err != nil {
		return 0, nil, err
	}
	cmd := c.d.newCommand(guildID, defs[0], raw[0])
	status := http.StatusCreated
	reg.commands = slices.DeleteFunc(reg.commands, func(old *command) bool {
		same := old.id == cmd.id
		if same {
			status = http.StatusOK
		}
		return same
	})
	reg.commands = append(reg.commands, cmd)
	return status, c.d.commandWire(cmd, true), nil
}

// command finds the command of the path.
func (c *call) command() (*command, *apiError) {
	guildID, err := c.commandsOf()
	if err != nil {
		return nil, err
	}
	for _, cmd := range c.d.registry.commands {
		if cmd.guildID == guildID && cmd.id == c.param("command_id") {
			return cmd, nil
		}
	}
	return nil, notFound(UnknownCommand, "application command")
}

func playCommand(c *call) (int, any, *apiError) {
	cmd, err := c.command()
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, c.d.commandWire(cmd, true), nil
}

func playPatchCommand(c *call) (int, any, *apiError) {
	cmd, err := c.command()
	if err != nil {
		return 0, nil, err
	}
	c.d.registry.writes++
	merged := object{}
	for _, raw := range []json.RawMessage{cmd.given, c.body} {
		if err := json.Unmarshal(raw, &merged); err != nil {
			return 0, nil, invalid("_misc", "BASE_TYPE_BAD_TYPE", err.Error())
		}
	}
	given := encode(merged)
	def, readErr := readDefinition(given)
	if readErr != nil {
		return 0, nil, invalid("_misc", "BASE_TYPE_BAD_TYPE", readErr.Error())
	}
	c.form.commandRules("", &def)
	if err := c.form.err(); err != nil {
		return 0, nil, err
	}
	cmd.definition, cmd.given, cmd.version = def, given, c.d.clock.id()
	return http.StatusOK, c.d.commandWire(cmd, true), nil
}

func playDeleteCommand(c *call) (int, any, *apiError) {
	cmd, err := c.command()
	if err != nil {
		return 0, nil, err
	}
	reg := &c.d.registry
	reg.writes++
	reg.commands = slices.DeleteFunc(reg.commands, func(old *command) bool { return old == cmd })
	return http.StatusNoContent, nil, nil
}

// playAllRights tells what a server's settings say of every command that they
// name.
func playAllRights(c *call) (int, any, *apiError) {
	if _, err := c.commandsOf(); err != nil {
		return 0, nil, err
	}
	g, err := c.guild()
	if err != nil {
		return 0, nil, err
	}
	list := []object{}
	for id := range c.d.registry.rights[g.ID] {
		list = append(list, g.rightsWire(id))
	}
	return http.StatusOK, list, nil
}

func playRights(c *call) (int, any, *apiError) {
	if _, err := c.commandsOf(); err != nil {
		return 0, nil, err
	}
	g, err := c.guild()
	if err != nil {
		return 0, nil, err
	}
	id := c.param("command_id")
	if len(c.d.registry.rights[g.ID][id]) == 0 {
		return 0, nil, notFound(UnknownPermissions, "application command permissions")
	}
	return http.StatusOK, g.rightsWire(id), nil
}
