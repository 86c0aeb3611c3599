package discordtest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// commandName is Discord's pattern for slash commands and options.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// locales are those that Discord has.
var locales = strings.Fields("id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko")

// most is how many commands of a type an application may have.
var most = map[int]int{SlashCommand: 100, UserCommand: 15, MessageCommand: 15}

// commandRules are those that the document does not hold, for one command.
func (f *form) commandRules(at string, def *definition) {
	if def.Type == SlashCommand {
		f.name(at+"name", def.Name)
		f.required(at+"description", def.Description)
		f.localized(at+"name_localizations", def.NameLocalizations, f.name)
	} else {
		f.required(at+"name", def.Name)
		if def.Description != "" {
			f.add(at+"description", "APPLICATION_COMMAND_INVALID_DESCRIPTION", "Context menu commands cannot have description")
		}
		if len(def.Options) > 0 {
			f.add(at+"options", "APPLICATION_COMMAND_INVALID_OPTIONS", "Context menu commands cannot have options")
		}
		f.localized(at+"name_localizations", def.NameLocalizations, func(string, string) {})
	}
	f.localized(at+"description_localizations", def.DescriptionLocalizations, f.required)
	f.optionsRules(at+"options", def.Options, 0)
	if n := def.size(); n > 8000 {
		f.add(at+"_misc", "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000); it is %d.", n)
	}
}

func (f *form) name(path, name string) {
	if !commandName.MatchString(name) || strings.ToLower(name) != name {
		f.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid: %q", name)
	}
}

func (f *form) localized(path string, texts map[string]string, rule func(path, text string)) {
	for locale, text := range texts {
		if !slices.Contains(locales, locale) {
			f.add(path, "DICT_TYPE_CONVERT", "%q is no locale of Discord's.", locale)
		}
		rule(path+"."+locale, text)
	}
}

// optionsRules are those for siblings.
func (f *form) optionsRules(path string, options []option, depth int) {
	names := map[string]bool{}
	optional, subcommands := false, 0
	for i := range options {
		o := &options[i]
		at := fmt.Sprintf("%s.%d", path, i)
		if names[o.Name] {
			f.add(path, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name %q is used twice", o.Name)
		}
		names[o.Name] = true
		if o.Required && optional {
			f.add(path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		optional = optional || !o.Required
		if o.Type == subcommand || o.Type == subcommandGroup {
			subcommands++
		}
		f.optionRules(at, o, depth)
	}
	if subcommands > 0 && subcommands < len(options) {
		f.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types")
	}
}

func (f *form) optionRules(at string, o *option, depth int) {
	f.name(at+".name", o.Name)
	f.required(at+".description", o.Description)
	f.localized(at+".name_localizations", o.NameLocalizations, f.name)
	f.localized(at+".description_localizations", o.DescriptionLocalizations, f.required)
	switch {
	case o.Type == subcommandGroup && depth > 0, o.Type == subcommand && depth > 1:
		f.add(at+".type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands cannot be nested this deep")
	case o.Type == subcommandGroup || o.Type == subcommand:
		f.optionsRules(at+".options", o.Options, depth+1)
		return
	}
	counts := o.Type == integerOption || o.Type == numberOption
	if o.Autocomplete && (len(o.Choices) > 0 || !counts && o.Type != stringOption) {
		f.add(at+".autocomplete", "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", "Autocomplete goes with neither choices nor this type")
	}
	if (o.MinValue != nil || o.MaxValue != nil) && !counts {
		f.add(at+".min_value", "APPLICATION_COMMAND_OPTIONS_BOUND_INVALID", "Only numbers have bounds")
	}
	if o.MinValue != nil && o.MaxValue != nil && *o.MinValue > *o.MaxValue {
		f.add(at+".min_value", "APPLICATION_COMMAND_OPTIONS_BOUND_INVALID", "min_value is above max_value")
	}
	f.choiceRules(at+".choices", o.Type, o.Choices, 100)
}

// choiceRules are for the choices of options and of autocompletions.
func (f *form) choiceRules(path string, kind int, choices []Choice, longest int) {
	names := map[string]bool{}
	for i, choice := range choices {
		at := fmt.Sprintf("%s.%d", path, i)
		if names[choice.Name] {
			f.add(path, "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", "Option choice name %q already exists", choice.Name)
		}
		names[choice.Name] = true
		f.required(at+".name", choice.Name)
		f.longest(at+".name", choice.Name, 100)
		text, isText := choice.Value.(string)
		if isText != (kind == stringOption) {
			f.add(at+".value", "BASE_TYPE_BAD_TYPE", "The value does not have the option's type")
		}
		f.longest(at+".value", text, longest)
	}
}

// size counts the characters that Discord adds up to at most 8,000.
func (d *definition) size() int {
	n := length(d.Name) + length(d.Description)
	for _, o := range d.Options {
		n += o.size()
	}
	return n
}

func (o *option) size() int {
	n := length(o.Name) + length(o.Description)
	for _, c := range o.Choices {
		n += length(c.Name)
		if text, ok := c.Value.(string); ok {
			n += length(text)
		}
	}
	for i := range o.Options {
		n += o.Options[i].size()
	}
	return n
}

// readCommands reads a list of commands and holds it to the rules.
func (c *call) readCommands() ([]definition, []json.RawMessage, *apiError) {
	var raw []json.RawMessage
	if err := c.into(&raw); err != nil {
		return nil, nil, err
	}
	defs := make([]definition, len(raw))
	seen, counts := map[string]bool{}, map[int]int{}
	for i := range raw {
		def, err := readDefinition(raw[i])
		if err != nil {
			return nil, nil, invalid("_misc", "BASE_TYPE_BAD_TYPE", err.Error())
		}
		defs[i] = def
		c.form.commandRules(fmt.Sprintf("%d.", i), &def)
		key := fmt.Sprint(def.Type, " ", def.Name)
		if seen[key] {
			c.form.add(fmt.Sprint(i), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		}
		seen[key] = true
		if counts[def.Type]++; counts[def.Type] > most[def.Type] {
			return nil, nil, badRequest(30032, "Maximum number of application commands reached")
		}
	}
	return defs, raw, c.form.err()
}
