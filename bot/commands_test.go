package bot

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

var commandName = regexp.MustCompile(`^[-_\p{L}\p{N}\p{M}]{1,32}$`)

// TestCommands holds the commands to Discord's rules, in every language.
func TestCommands(t *testing.T) {
	names := map[string]bool{}
	for _, c := range Commands() {
		if c.Type == int(discordgo.MessageApplicationCommand) {
			if c.Description != "" || len(c.Options) > 0 || units(c.Name) > 32 {
				t.Errorf("%s is no command on a message: %+v", c.Name, c)
			}
			for locale, name := range c.Names {
				if units(name) == 0 || units(name) > 32 {
					t.Errorf("%s: %q", locale, name)
				}
			}
		} else {
			checkCommand(t, c.Name, c)
		}
		if names[c.Name] {
			t.Errorf("%s is there twice", c.Name)
		}
		names[c.Name] = true
		if len(c.Contexts) == 0 || len(c.IntegrationTypes) == 0 {
			t.Errorf("%s does not say where it can be used", c.Name)
		}
	}
	for _, c := range Commands() {
		managed := slices.Contains([]string{"article", "feed", "outlet", loadAsArticle}, c.Name)
		if managed != (c.Permissions == "32") {
			t.Errorf("%s has the permissions %q", c.Name, c.Permissions)
		}
	}
}

func checkCommand(t *testing.T, path string, c Command) {
	t.Helper()
	if !commandName.MatchString(c.Name) || c.Name != strings.ToLower(c.Name) {
		t.Errorf("%s: name", path)
	}
	if n := units(c.Description); n == 0 || n > 100 {
		t.Errorf("%s: a description of %d units", path, n)
	}
	for _, locale := range []string{"de", "fr", "es-ES", "uk"} {
		if name := c.Names[locale]; !commandName.MatchString(name) || name != strings.ToLower(name) {
			t.Errorf("%s in %s: name %q", path, locale, name)
		}
		if n := units(c.Descriptions[locale]); n == 0 || n > 100 {
			t.Errorf("%s in %s: a description of %d units", path, locale, n)
		}
	}
	if len(c.Options) > 25 {
		t.Errorf("%s: %d options", path, len(c.Options))
	}
	seen := map[string]bool{}
	optional := false
	for _, o := range c.Options {
		checkCommand(t, path+" "+o.Name, o)
		for locale, name := range o.Names {
			if seen[locale+name] {
				t.Errorf("%s: two options are %q in %s", path, name, locale)
			}
			seen[locale+name] = true
		}
		if o.Required && optional {
			t.Errorf("%s: %s is required after one that is not", path, o.Name)
		}
		optional = optional || !o.Required
	}
}

// TestEveryCommandHasARoute holds the commands and the table to each other.
func TestEveryCommandHasARoute(t *testing.T) {
	routes := newBench(t).routes
	for _, c := range Commands() {
		paths := []string{strings.ToLower(c.Name)}
		if len(c.Options) > 0 && c.Options[0].Type == int(discordgo.ApplicationCommandOptionSubCommand) {
			paths = nil
			for _, o := range c.Options {
				paths = append(paths, c.Name+" "+o.Name)
			}
		}
		for _, path := range paths {
			if routes[path] == nil {
				t.Errorf("/%s has no route", path)
			}
		}
	}
}

func TestInviteURL(t *testing.T) {
	u, err := url.Parse(InviteURL("42"))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if u.Host != "discord.com" || q.Get("client_id") != "42" || q.Get("scope") != "bot applications.commands" || q.Get("permissions") != "274877991936" {
		t.Error(u)
	}
	privileged := discordgo.IntentMessageContent | discordgo.IntentGuildMembers | discordgo.IntentGuildPresences
	if Intents&privileged != 0 {
		t.Errorf("intents %d are privileged", Intents&privileged)
	}
}

func TestCommandsAsJSON(t *testing.T) {
	raw, err := json.Marshal(Commands())
	if err != nil {
		t.Fatal(err)
	}
	var back []discordgo.ApplicationCommand
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	for _, c := range back {
		if c.Name == "article" && (c.DefaultMemberPermissions == nil || *c.DefaultMemberPermissions != discordgo.PermissionManageGuild) {
			t.Errorf("as Discord reads it: %+v", c)
		}
	}
}
