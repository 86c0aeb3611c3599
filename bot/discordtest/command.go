package discordtest

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Types of commands.
const (
	SlashCommand   = 1
	UserCommand    = 2
	MessageCommand = 3
)

// Types of options.
const (
	subcommand        = 1
	subcommandGroup   = 2
	stringOption      = 3
	integerOption     = 4
	booleanOption     = 5
	userOption        = 6
	channelOption     = 7
	roleOption        = 8
	mentionableOption = 9
	numberOption      = 10
	attachmentOption  = 11
)

// registry is what the application has registered. The fake's lock guards it.
type registry struct {
	writes   int
	commands []*command
	rights   map[string]map[string][]right // by guild and command
}

// Command is a registered command.
type Command struct {
	ID, Name string
	Type     int
	Guild    string // its id; empty for a global one
	JSON     string // as the bot gave it
}

// Commands are those that are registered.
func (d *Discord) Commands() []Command {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []Command
	for _, c := range d.registry.commands {
		list = append(list, Command{ID: c.id, Name: c.Name, Type: c.Type, Guild: c.guildID, JSON: string(c.given)})
	}
	return list
}

// CommandWrites is how often the bot changed, or tried to, what is registered.
func (d *Discord) CommandWrites() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.registry.writes
}

// command is one of the registry.
type command struct {
	definition
	id, version string
	guildID     string
	given       json.RawMessage
}

// definition is what the bot says of a command.
type definition struct {
	Type                     int               `json:"type"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations"`
	Options                  []option          `json:"options"`
	DefaultPermissions       json.RawMessage   `json:"default_member_permissions"`
	DMPermission             *bool             `json:"dm_permission"`
	Contexts                 []int             `json:"contexts"`
	Integrations             []int             `json:"integration_types"`
	NSFW                     bool              `json:"nsfw"`
}

// option is an option, a subcommand, or a group of those.
type option struct {
	Type                     int               `json:"type"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations"`
	Required                 bool              `json:"required"`
	Autocomplete             bool              `json:"autocomplete"`
	Choices                  []Choice          `json:"choices"`
	Options                  []option          `json:"options"`
	ChannelTypes             []int             `json:"channel_types"`
	MinValue                 *float64          `json:"min_value"`
	MaxValue                 *float64          `json:"max_value"`
	MinLength                *int              `json:"min_length"`
	MaxLength                *int              `json:"max_length"`
}

// Choice is a choice of an option or of an autocompletion.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// readDefinition completes what may be left out.
func readDefinition(raw json.RawMessage) (definition, error) {
	var def definition
	if err := json.Unmarshal(raw, &def); err != nil {
		return def, err
	}
	if def.Type == 0 {
		def.Type = SlashCommand
	}
	return def, nil
}

// defaultPermissions are what a member needs; ok is false where all may.
func (d *definition) defaultPermissions() (perms Permission, ok bool) {
	text := strings.Trim(string(d.DefaultPermissions), `"`)
	n, err := strconv.ParseUint(text, 10, 64)
	return Permission(n), err == nil
}

// contexts are where the command shows: everywhere with the bot unless said
// otherwise.
func (d *definition) contexts() []int {
	switch {
	case d.Contexts != nil:
		return d.Contexts
	case d.DMPermission != nil && !*d.DMPermission:
		return []int{0}
	}
	return []int{0, 1, 2}
}

func (c *command) wire() object {
	o := object{}
	if json.Unmarshal(c.given, &o) != nil {
		panic("discordtest: a command was kept that is no object")
	}
	for _, key := range []string{"name_localizations", "description_localizations", "contexts", "default_member_permissions"} {
		if _, ok := o[key]; !ok {
			o[key] = nil
		}
	}
	if perms, ok := c.defaultPermissions(); ok {
		o["default_member_permissions"] = perms.String()
	}
	o["id"], o["application_id"], o["version"] = c.id, "", c.version
	o["type"], o["description"], o["nsfw"] = c.Type, c.Description, c.NSFW
	if c.Integrations == nil {
		o["integration_types"] = []int{0}
	}
	o["options"] = sparse(o["options"])
	if o["options"] == nil {
		delete(o, "options")
	}
	if c.guildID != "" {
		o["guild_id"] = c.guildID
	}
	return o
}

// sparse leaves out what says nothing, as Discord does: null, false, and lists
// without anything in them.
func sparse(v any) any {
	switch v := v.(type) {
	case []any:
		if len(v) == 0 {
			return nil
		}
		for i := range v {
			v[i] = sparse(v[i])
		}
	case object:
		for key := range v {
			if v[key] = sparse(v[key]); v[key] == nil {
				delete(v, key)
			}
		}
	case bool:
		if !v {
			return nil
		}
	}
	return v
}

// find gives the command that a guild shows under a name: its own before the
// global one.
func (r *registry) find(guildID string, kind int, name string) *command {
	var found *command
	for _, c := range r.commands {
		if c.Type == kind && c.Name == name && (c.guildID == guildID || c.guildID == "" && found == nil) {
			found = c
		}
	}
	return found
}
