package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/bot"
	"github.com/claimbot/claimbot/bot/discordtest"
	"github.com/claimbot/claimbot/llm/llmtest"
)

// examined is what doctor said, and with which code it ended.
type examined struct {
	Checks []bot.Finding
	Invite string

	code  int
	plain string
	errs  string
}

// examine runs doctor twice at once, for people and as JSON.
func examine(t *testing.T, settings map[string]string) (got examined) {
	t.Helper()
	env := map[string]string{"CLAIMBOT_DB": filepath.Join(t.TempDir(), "claims.db")}
	maps.Copy(env, settings)
	type outcome struct {
		out, errs bytes.Buffer
		code      int
	}
	call := func(args ...string) *outcome {
		var o outcome
		err := run(t.Context(), args, func(name string) string { return env[name] }, strings.NewReader(""), &o.out, &o.errs)
		o.code = exitCode(err, &o.errs)
		return &o
	}
	asJSON := make(chan *outcome)
	go func() { asJSON <- call("doctor", "--json") }()
	plain, other := call("doctor"), <-asJSON
	if other.code != plain.code {
		t.Errorf("exit codes %d and %d", plain.code, other.code)
	}
	if err := json.Unmarshal(other.out.Bytes(), &got); err != nil {
		t.Fatalf("%v: %s", err, other.out.String())
	}
	got.plain, got.code, got.errs = plain.out.String(), plain.code, plain.errs.String()+other.errs.String()
	return got
}

// finds wants a check to have come out so, in both forms.
func (e examined) finds(t *testing.T, check string, verdict bot.Verdict, says string) {
	t.Helper()
	for _, f := range e.Checks {
		if f.Check == check && f.Verdict == verdict && strings.Contains(f.Text, says) {
			if plain := strings.Join(strings.Fields(e.plain), " "); !strings.Contains("\n"+e.plain, fmt.Sprintf("\n%-7s%s:", verdict, check)) || !strings.Contains(plain, says) {
				t.Errorf("for people it does not say %q of %q:\n%s", says, check, e.plain)
			}
			return
		}
	}
	t.Errorf("%q is not said to be %q with %q:\n%s", check, verdict, says, e.plain)
}

func (e examined) ends(t *testing.T, code int) {
	t.Helper()
	failed := 0
	for _, f := range e.Checks {
		if f.Verdict == bot.Missing {
			failed++
		}
	}
	if e.code != code || code == exitDone && failed > 0 || code == exitFailed && failed == 0 {
		t.Errorf("it ends with %d, and %d failed:\n%s", e.code, failed, e.plain)
	}
	if e.errs != "" {
		t.Errorf("it complains beside: %s", e.errs)
	}
}

// TestDoctorOfNothing is of somebody who has just got the program.
func TestDoctorOfNothing(t *testing.T) {
	got := examine(t, nil)
	got.finds(t, "Database", bot.Notable, "claimbot serve makes it")
	got.finds(t, "Disk", bot.Fine, "are free")
	got.finds(t, "Language model", bot.Notable, "Set OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL")
	got.finds(t, "Discord token", bot.Missing, "your application → Bot → Reset Token")
	got.ends(t, exitFailed)
}

// TestDoctorOfAll is of a bot that has served.
func TestDoctorOfAll(t *testing.T) {
	d, model := discordtest.New(t), newScripted(t)
	w := serveDesk(t, d)
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	settings := w.environment(modelSettings(model))
	got := examine(t, settings)
	got.finds(t, "Database", bot.Fine, "with 1 article and 3 claims")
	got.finds(t, "Disk", bot.Fine, "are free")
	got.finds(t, "Language model", bot.Fine, "answers; its use costs nothing that is counted")
	got.finds(t, "Discord token", bot.Fine, "the bot is claimbot")
	got.finds(t, "Discord intents", bot.Fine, "none of the privileged ones")
	got.finds(t, "Discord commands", bot.Fine, "are registered")
	got.finds(t, "Discord servers", bot.Fine, "the bot is in 1")
	got.finds(t, "Server North Desk", bot.Fine, "all permissions are there")
	got.ends(t, exitDone)
	if got.Invite != bot.InviteURL(d.AppID) || !strings.Contains(got.plain, "Invite the bot with this link:\n"+got.Invite+"\n") {
		t.Errorf("the invite is %q", got.Invite)
	}
	for _, secret := range []string{d.Token, model.Key} {
		if strings.Contains(got.plain, secret) {
			t.Error("a secret is told")
		}
	}
}

func modelSettings(m *scriptedModel) map[string]string {
	return map[string]string{"OPENAI_BASE_URL": m.URL, "OPENAI_API_KEY": m.Key, "OPENAI_MODEL": m.Model}
}

// TestDoctorOfFaults is of one fault at a time.
func TestDoctorOfFaults(t *testing.T) {
	noAccess := discordtest.Refused(http.StatusForbidden, discordtest.MissingAccess, "Missing Access")
	for name, tt := range map[string]struct {
		change  func(d *discordtest.Discord, m *scriptedModel, settings map[string]string)
		check   string
		verdict bot.Verdict
		says    string
		allow   int
	}{
		"wrong token": {func(_ *discordtest.Discord, _ *scriptedModel, s map[string]string) {
			s["DISCORD_TOKEN"] = strings.Replace(s["DISCORD_TOKEN"], "fake", "gone", 1)
		}, "Discord token", bot.Missing, "Bot → Reset Token, and set DISCORD_TOKEN to the new token", 401},
		"Discord down": {func(d *discordtest.Discord, _ *scriptedModel, s map[string]string) {
			s["CLAIMBOT_DISCORD_URL"] = "http://127.0.0.1:1"
		}, "Discord token", bot.Missing, "check the network", 0},
		"never served": {nil, "Discord commands", bot.Notable, "claimbot serve registers them when it starts", 0},
		"in no server": {func(d *discordtest.Discord, _ *scriptedModel, _ map[string]string) {}, "Discord servers", bot.Notable, "invite it with the link below", 0},
		"server out of sight": {func(d *discordtest.Discord, _ *scriptedModel, _ map[string]string) {
			d.Guild("North Desk")
			d.Faults(inTurn("GET /guilds/{guild_id}", noAccess, noAccess))
		}, "Server North Desk", bot.Missing, "allow View Channel", 0},
		"administrator": {func(d *discordtest.Discord, _ *scriptedModel, _ map[string]string) {
			d.Guild("North Desk").BotMay(discordtest.Administrator)
		}, "Server North Desk", bot.Notable, "more than it needs", 0},
		"no such folder": {func(_ *discordtest.Discord, _ *scriptedModel, s map[string]string) {
			s["CLAIMBOT_DB"] = filepath.Join(filepath.Dir(s["CLAIMBOT_DB"]), "none", "claims.db")
		}, "Disk", bot.Missing, "make it, or set CLAIMBOT_DB to another place", 0},
		"folder for a database": {func(_ *discordtest.Discord, _ *scriptedModel, s map[string]string) {
			s["CLAIMBOT_DB"] = filepath.Dir(s["CLAIMBOT_DB"])
		}, "Database", bot.Missing, "is a folder", 0},
		"wrong key": {func(_ *discordtest.Discord, m *scriptedModel, _ map[string]string) {
			m.Reply(func(llmtest.Call) llmtest.Reply { return llmtest.BadKey() })
		}, "Language model", bot.Missing, "OPENAI_API_KEY", 0},
		"no credit": {func(_ *discordtest.Discord, m *scriptedModel, _ map[string]string) {
			m.Reply(func(llmtest.Call) llmtest.Reply { return llmtest.NoCredit() })
		}, "Language model", bot.Missing, "credit", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, m := discordtest.New(t), newScripted(t)
			if tt.allow != 0 {
				d.Allow(tt.allow)
			}
			settings := modelSettings(m)
			settings["CLAIMBOT_DB"] = filepath.Join(t.TempDir(), "claims.db")
			settings["DISCORD_TOKEN"], settings["CLAIMBOT_DISCORD_URL"] = d.Token, d.URL
			if tt.change != nil {
				tt.change(d, m, settings)
			}
			got := examine(t, settings)
			got.finds(t, tt.check, tt.verdict, tt.says)
			got.ends(t, map[bot.Verdict]int{bot.Missing: exitFailed, bot.Notable: exitDone}[tt.verdict])
		})
	}
}
