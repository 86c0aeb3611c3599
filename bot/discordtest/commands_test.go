package discordtest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/bot/discordtest"
)

const someCommands = `[
 {"name":"ask","description":"Ask","options":[
  {"type":3,"name":"question","description":"What","required":true,"min_length":3,"max_length":10},
  {"type":4,"name":"most","description":"How many","min_value":2,"max_value":9},
  {"type":3,"name":"kind","description":"Which","choices":[{"name":"Casualties","value":"casualty"}]},
  {"type":10,"name":"share","description":"How much"},
  {"type":5,"name":"long","description":"Long"},
  {"type":6,"name":"who","description":"Who"},
  {"type":7,"name":"where","description":"Where","channel_types":[0]},
  {"type":8,"name":"role","description":"Which role"}]},
 {"name":"article","description":"Articles","default_member_permissions":"32","contexts":[0],"options":[
  {"type":1,"name":"add","description":"Add","options":[{"type":11,"name":"file","description":"Its text"}]},
  {"type":2,"name":"tend","description":"Tend","options":[
   {"type":1,"name":"remove","description":"Remove","options":[{"type":3,"name":"article","description":"Which","required":true,"autocomplete":true}]}]}]},
 {"name":"owner","description":"For administrators","default_member_permissions":"0"},
 {"name":"Load as article","type":3},
 {"name":"Who is this","type":2}]`

// TestCommandRules registers commands at a limit and past it.
func TestCommandRules(t *testing.T) {
	d := discordtest.New(t)
	bot := newRaw(t, d)
	d.Allow(discordtest.InvalidForm, 30032)
	path := "/applications/" + d.AppID + "/commands"
	option := func(inner string) string {
		return `[{"name":"a","description":"d","options":[` + inner + `]}]`
	}
	const one = `{"type":3,"name":"o","description":"d"`
	tests := []struct {
		name, good, bad string
	}{
		{"name", `[{"name":"` + text(32) + `","description":"d"}]`, `[{"name":"` + text(33) + `","description":"d"}]`},
		{"capitals", `[{"name":"straße","description":"d"}]`, `[{"name":"Ask","description":"d"}]`},
		{"spaces", `[{"name":"a b","type":3}]`, `[{"name":"a b","description":"d"}]`},
		{"description", `[{"name":"a","description":"` + text(100) + `"}]`, `[{"name":"a","description":"` + text(101) + `"}]`},
		{"no description", `[{"name":"a","type":2}]`, `[{"name":"a"}]`},
		{"menu's description", `[{"name":"a","type":3,"description":""}]`, `[{"name":"a","type":3,"description":"d"}]`},
		{"twice", `[{"name":"a","description":"d"},{"name":"a","type":3}]`, `[{"name":"a","description":"d"},{"name":"a","description":"e"}]`},
		{"options", option(numbered(25, `{"type":3,"name":"o%d","description":"d"}`)), option(numbered(26, `{"type":3,"name":"o%d","description":"d"}`))},
		{"option twice", option(one + `}`), option(one + `},` + one + `}`)},
		{"option name", option(`{"type":3,"name":"o-1","description":"d"}`), option(`{"type":3,"name":"o 1","description":"d"}`)},
		{"option description", option(one + `}`), option(`{"type":3,"name":"o","description":""}`)},
		{"order", option(one + `,"required":true},{"type":3,"name":"p","description":"d"}`), option(one + `},{"type":3,"name":"p","description":"d","required":true}`)},
		{"choices", option(one + `,"choices":[` + numbered(25, `{"name":"c%[1]d","value":"%[1]d"}`) + `]}`), option(one + `,"choices":[` + numbered(26, `{"name":"c%[1]d","value":"%[1]d"}`) + `]}`)},
		{"choice twice", option(one + `,"choices":[{"name":"a","value":"a"}]}`), option(one + `,"choices":[{"name":"a","value":"a"},{"name":"a","value":"b"}]}`)},
		{"choice value", option(one + `,"choices":[{"name":"a","value":"` + text(100) + `"}]}`), option(one + `,"choices":[{"name":"a","value":"` + text(101) + `"}]}`)},
		{"choice type", option(`{"type":4,"name":"o","description":"d","choices":[{"name":"a","value":1}]}`), option(`{"type":4,"name":"o","description":"d","choices":[{"name":"a","value":"1"}]}`)},
		{"autocomplete and choices", option(one + `,"autocomplete":true}`), option(one + `,"autocomplete":true,"choices":[{"name":"a","value":"a"}]}`)},
		{"autocomplete type", option(`{"type":4,"name":"o","description":"d","autocomplete":true}`), option(`{"type":5,"name":"o","description":"d","autocomplete":true}`)},
		{"bounds", option(`{"type":4,"name":"o","description":"d","min_value":1,"max_value":1}`), option(`{"type":4,"name":"o","description":"d","min_value":2,"max_value":1}`)},
		{"subcommand beside options", option(`{"type":1,"name":"s","description":"d"}`), option(`{"type":1,"name":"s","description":"d"},` + one + `}`)},
		{"subcommand in subcommand", option(`{"type":1,"name":"s","description":"d","options":[` + one + `}]}`), option(`{"type":1,"name":"s","description":"d","options":[{"type":1,"name":"s","description":"d"}]}`)},
		{"contexts", `[{"name":"a","description":"d","contexts":[0,1,2]}]`, `[{"name":"a","description":"d","contexts":[3]}]`},
		{"permissions", `[{"name":"a","description":"d","default_member_permissions":"32"}]`, `[{"name":"a","description":"d","default_member_permissions":"admin"}]`},
		{"locale", `[{"name":"a","description":"d","name_localizations":{"de":"frage"}}]`, `[{"name":"a","description":"d","name_localizations":{"xx":"frage"}}]`},
		{"localized name", `[{"name":"a","description":"d","name_localizations":{"de":"frage"}}]`, `[{"name":"a","description":"d","name_localizations":{"de":"Frage"}}]`},
		{"size", option(numbered(25, `{"type":3,"name":"o%d","description":"`+text(100)+`","choices":[{"name":"`+text(100)+`","value":"`+text(90)+`"}]}`)), option(numbered(25, `{"type":3,"name":"o%d","description":"`+text(100)+`","choices":[`+numbered(2, `{"name":"`+text(98)+`%[1]d","value":"`+text(98)+`%[1]d"}`)+`]}`))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if a := bot.do("PUT", path, tt.good); a.status != http.StatusOK {
				t.Errorf("good: %d %s", a.status, a.raw)
			}
			bot.do("PUT", path, tt.bad).wants(t, http.StatusBadRequest, discordtest.InvalidForm)
		})
	}
	if a := bot.do("PUT", path, `[`+numbered(100, `{"name":"a%d","description":"d"}`)+`]`); a.status != http.StatusOK {
		t.Errorf("100 commands: %s", a.raw)
	}
	bot.do("PUT", path, `[`+numbered(101, `{"name":"a%d","description":"d"}`)+`]`).wants(t, http.StatusBadRequest, 30032)
}

// TestOverwrite keeps ids, and versions of what did not change.
func TestOverwrite(t *testing.T) {
	d := discordtest.New(t)
	g := d.Guild("North Desk")
	bot := newRaw(t, d)
	path := "/applications/" + d.AppID + "/commands"
	type registered struct{ ID, Version, Name string }
	put := func(at, body string) (list []registered) {
		t.Helper()
		a := bot.do("PUT", at, body)
		if err := json.Unmarshal([]byte(a.raw), &list); err != nil {
			t.Fatal(a.raw)
		}
		return list
	}
	const ask, help = `{"name":"ask","description":"Ask"}`, `{"name":"help","description":"Help"}`
	first := put(path, `[`+ask+`,`+help+`]`)
	if second := put(path, `[`+ask+`, `+help+`]`); second[0] != first[0] || second[1] != first[1] {
		t.Errorf("nothing changed, yet %v became %v", first, second)
	}
	third := put(path, `[{"name":"ask","description":"Ask anything"}]`)
	if third[0].ID != first[0].ID || third[0].Version == first[0].Version || len(d.Commands()) != 1 {
		t.Errorf("%v became %v", first, third)
	}
	put("/applications/"+d.AppID+"/guilds/"+g.ID+"/commands", `[`+help+`]`)
	if len(d.Commands()) != 2 || d.CommandWrites() != 4 {
		t.Errorf("%d commands, %d writes", len(d.Commands()), d.CommandWrites())
	}
	if a := bot.do("GET", path, nil); !strings.Contains(a.raw, "Ask anything") {
		t.Errorf("list is %s", a.raw)
	}
	bot.do("PUT", "/applications/"+g.ID+"/commands", `[]`).wants(t, http.StatusForbidden, discordtest.NotYourApplication)
	bot.do("GET", path+"/1", nil).wants(t, http.StatusNotFound, discordtest.UnknownCommand)
	made := bot.do("POST", path, help)
	made.wants(t, http.StatusCreated, 0)
	if a := bot.do("PATCH", path+"/"+made.ID, `{"description":"More"}`); !strings.Contains(a.raw, `"More"`) {
		t.Errorf("patched: %s", a.raw)
	}
	bot.do("DELETE", path+"/"+made.ID, nil).wants(t, http.StatusNoContent, 0)
	d.Allow(discordtest.NotYourApplication, discordtest.UnknownCommand)
}

// TestOptions lets people fill in only what Discord's client takes.
func TestOptions(t *testing.T) {
	d := discordtest.New(t)
	g := d.Guild("North Desk")
	ch := g.Channel("general")
	ann := g.Member("ann", discordtest.ManageServer)
	newRaw(t, d).register(someCommands)
	type o = discordtest.Options
	thread := ch.Thread("thread")
	for _, tt := range []struct {
		name string
		do   *discordtest.Interaction
		fine bool
	}{
		{"whole", ann.Slash(ch, "ask", o{"question": "abc", "most": 2, "kind": "Casualties", "share": 0.5, "long": true, "who": ann, "where": ch, "role": g.Everyone()}), true},
		{"choice by value", ann.Slash(ch, "ask", o{"question": "abc", "kind": "casualty"}), true},
		{"unknown command", ann.Slash(ch, "tell"), false},
		{"required", ann.Slash(ch, "ask"), false},
		{"too short", ann.Slash(ch, "ask", o{"question": "ab"}), false},
		{"too long", ann.Slash(ch, "ask", o{"question": "abcdefghijk"}), false},
		{"wrong type", ann.Slash(ch, "ask", o{"question": 5}), false},
		{"below", ann.Slash(ch, "ask", o{"question": "abc", "most": 1}), false},
		{"above", ann.Slash(ch, "ask", o{"question": "abc", "most": 10}), false},
		{"no integer", ann.Slash(ch, "ask", o{"question": "abc", "most": 2.5}), false},
		{"no choice", ann.Slash(ch, "ask", o{"question": "abc", "kind": "other"}), false},
		{"no boolean", ann.Slash(ch, "ask", o{"question": "abc", "long": "yes"}), false},
		{"wrong channel", ann.Slash(ch, "ask", o{"question": "abc", "where": thread}), false},
		{"unknown option", ann.Slash(ch, "ask", o{"question": "abc", "who else": ann}), false},
		{"subcommand", ann.Slash(ch, "article add"), true},
		{"file", ann.Slash(ch, "article add", o{"file": discordtest.File{Name: "a.txt", Data: []byte("x")}}), true},
		{"group", ann.Slash(ch, "article tend remove", o{"article": "x"}), true},
		{"no subcommand", ann.Slash(ch, "article"), false},
		{"unknown subcommand", ann.Slash(ch, "article drop"), false},
		{"typing", ann.Autocomplete(ch, "article tend remove", "article", o{"article": ""}), true},
		{"typing elsewhere", ann.Autocomplete(ch, "ask", "question", o{"question": "a"}), false},
		{"typing nothing", ann.Autocomplete(ch, "article tend remove", "article", o{}), false},
		{"menu", ann.Menu(ann.Say(ch, "text"), "Load as article"), true},
		{"unknown menu", ann.Menu(ann.Say(ch, "text"), "Load"), false},
		{"people's menu", ann.UserMenu(ch, ann, "Who is this"), true},
		{"in the bot's chat", ann.Slash(ann.DMs(), "ask", o{"question": "abc"}), true},
		{"not in the bot's chat", ann.Slash(ann.DMs(), "article add"), false},
		{"in a stranger's chat", ann.Slash(g.Member("bob").DMs(), "ask", o{"question": "abc"}), false},
		{"not a member", ann.Slash(d.Guild("South Desk").Channel("general"), "ask", o{"question": "abc"}), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.do.Refused(); (err == nil) != tt.fine {
				t.Errorf("refused: %v", err)
			}
		})
	}
}

// TestRights goes through Discord's order of who may use a command.
func TestRights(t *testing.T) {
	d := discordtest.New(t)
	g := d.Guild("North Desk")
	ch, quiet := g.Channel("general"), g.Channel("quiet")
	admin, manager := g.Member("admin", discordtest.Administrator), g.Member("manager", discordtest.ManageServer)
	ann, bob := g.Member("ann"), g.Member("bob")
	mods := g.Role("mods")
	bob.Give(mods)
	quiet.Deny(g.Everyone(), discordtest.UseCommands)
	bot := newRaw(t, d)
	bot.register(someCommands)
	may := func(who *discordtest.Member, ch *discordtest.Channel, name string, want bool) {
		t.Helper()
		if err := who.Slash(ch, name).Refused(); (err == nil) != want {
			t.Errorf("%s uses %s in #%s: %v, want %v", who.Name, name, ch.Name, err, want)
		}
	}
	may(ann, ch, "article add", false)
	may(manager, ch, "article add", true)
	may(manager, quiet, "article add", false)
	may(admin, quiet, "article add", true)
	may(manager, ch, "owner", false)
	may(admin, ch, "owner", true)

	g.MayUse("article", mods, true)
	may(bob, ch, "article add", true)
	may(ann, ch, "article add", false)
	g.MayUse("article", ann, true)
	g.MayUse("article", bob, false)
	may(ann, ch, "article add", true)
	may(bob, ch, "article add", false)
	g.MayUse("article", g.Everyone(), false)
	may(manager, ch, "article add", false)
	may(admin, ch, "article add", true)
	g.MayUseIn("article", ch, false)
	may(ann, ch, "article add", false)

	id := d.Commands()[1].ID
	path := fmt.Sprintf("/applications/%s/guilds/%s/commands/", d.AppID, g.ID)
	if a := bot.do("GET", path+id+"/permissions", nil); strings.Count(a.raw, `"permission"`) != 5 {
		t.Errorf("rights are %s", a.raw)
	}
	if a := bot.do("GET", path+"permissions", nil); !strings.Contains(a.raw, id) {
		t.Errorf("rights are %s", a.raw)
	}
	bot.do("GET", path+d.Commands()[0].ID+"/permissions", nil).wants(t, http.StatusNotFound, discordtest.UnknownPermissions)
	d.Allow(discordtest.UnknownPermissions)
}
