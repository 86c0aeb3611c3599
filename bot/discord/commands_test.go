package discord

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

const (
	ours = `[{"name":"ask","description":"Ask","name_localizations":{"de":"frag"},"contexts":[0,1],
		"options":[{"type":3,"name":"question","description":"What?","required":true,"max_length":300,"choices":[]}]},
		{"name":"Load","type":3,"default_member_permissions":"32"}]`
	// As Discord gives them back, in another order and with its defaults.
	theirs = `[{"id":"2","application_id":"1001","version":"9","name":"Load","type":3,"description":"","default_member_permissions":"32",
		"dm_permission":true,"nsfw":false,"contexts":null,"integration_types":[0],"name_localizations":null,"description_localizations":null},
		{"id":"1","application_id":"1001","version":"8","name":"ask","type":1,"description":"Ask","name_localizations":{"de":"frag"},
		"default_member_permissions":null,"contexts":[0,1],"options":[{"type":3,"name":"question","description":"What?","required":true,
		"max_length":300,"description_localizations":null}]}]`
)

func TestCommandsAreWrittenOnlyWhenTheyDiffer(t *testing.T) {
	for name, tt := range map[string]struct {
		have string
		puts bool
	}{
		"the same":                  {theirs, false},
		"none yet":                  {`[]`, true},
		"one too many":              {strings.Replace(theirs, `[{"id":"2"`, `[{"id":"3","name":"old","type":1},{"id":"2"`, 1), true},
		"another kind":              {strings.Replace(theirs, `"type":3,"description":""`, `"type":2,"description":""`, 1), true},
		"another description":       {strings.Replace(theirs, `"Ask"`, `"Ask me"`, 1), true},
		"another option":            {strings.Replace(theirs, `"max_length":300`, `"max_length":200`, 1), true},
		"an option that is wanted":  {strings.Replace(theirs, `"required":true`, `"required":false`, 1), true},
		"an option's new field":     {strings.Replace(theirs, `"max_length":300`, `"max_length":300,"min_length":5`, 1), true},
		"another translation":       {strings.Replace(theirs, `"frag"`, `"sag"`, 1), true},
		"a permission more":         {strings.Replace(theirs, `"default_member_permissions":null`, `"default_member_permissions":"8"`, 1), true},
		"a permission less":         {strings.Replace(theirs, `"32"`, `null`, 1), true},
		"another context":           {strings.Replace(theirs, `"contexts":[0,1]`, `"contexts":[0]`, 1), true},
		"not for all ages any more": {strings.Replace(theirs, `"nsfw":false`, `"nsfw":true`, 1), true},
	} {
		t.Run(name, func(t *testing.T) {
			s := &script{answers: []answer{{status: 200, body: tt.have}, {status: 200, body: `[]`}}}
			c, _, _ := serve(t, s)
			if err := c.OverwriteCommands(t.Context(), app, json.RawMessage(ours)); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(s.requests()[0].path, "with_localizations=true") {
				t.Errorf("asks for %s, which leaves translations out", s.requests()[0].path)
			}
			if puts := len(s.requests()) == 2; puts != tt.puts {
				t.Errorf("%d requests", len(s.requests()))
			} else if puts && (s.requests()[1].method != http.MethodPut || s.requests()[1].body == "") {
				t.Errorf("sent %+v", s.requests()[1])
			}
		})
	}
}

func TestCommandsOfDiscordgo(t *testing.T) {
	s := &script{answers: []answer{{status: 200, body: `[{"id":"1","type":1,"name":"help","description":"Help","version":"1"}]`}}}
	c, _, _ := serve(t, s)
	err := c.OverwriteCommands(t.Context(), app, []*discordgo.ApplicationCommand{{Name: "help", Description: "Help"}})
	if err != nil || len(s.requests()) != 1 {
		t.Errorf("%d requests, %v", len(s.requests()), err)
	}
	if err := c.OverwriteCommands(t.Context(), app, "help"); err == nil {
		t.Error("a word is no list of commands")
	}
}
