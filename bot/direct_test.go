package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
)

// joins makes somebody a member of servers.
func (w *bench) joins(user string, servers ...string) {
	for _, s := range servers {
		w.discord.members[s+"/"+user] = &discordgo.Member{User: &discordgo.User{ID: user}, Roles: []string{"31"}}
	}
}

func TestDirect(t *testing.T) {
	t.Run("NoServer", func(t *testing.T) {
		w := newSampled(t)
		w.say(direct(halvick))
		w.wantText("We share no server that you may ask in", "/ask")
		w.wantNothingOpen()
	})
	t.Run("OneServer", func(t *testing.T) {
		w := newSampled(t)
		w.joins(ann, server)
		w.say(direct(halvick))
		w.wantText("5 killed in Halvick")
		w.play("control_direct", "$CONTROL", w.discord.button("Show proof"))
		w.wantText("__**The death toll")
		w.wantNothingOpen()
	})
	t.Run("LeftSince", func(t *testing.T) {
		w := newSampled(t)
		w.joins(ann, server)
		w.say(direct(halvick))
		proof := w.discord.button("Show proof")
		delete(w.discord.members, server+"/"+ann)
		w.pass(3 * time.Minute)
		w.play("control_direct", "$CONTROL", proof)
		w.wantText("You cannot ask within that server any more")
	})
	t.Run("ByCommand", func(t *testing.T) {
		w := newSampled(t)
		w.joins(ann, server)
		w.play("ask_direct", "$QUESTION", halvick)
		w.wantOps("respond 5, edit")
		w.wantText("5 killed in Halvick")
		w.wantNothingOpen()
	})
	t.Run("Thread", func(t *testing.T) {
		w := newSampled(t)
		w.joins(ann, server, other)
		w.chosen.put(ann, server)
		w.say(direct(halvick))
		before := w.answered("dm")
		w.chosen.forget(ann)
		m := direct("And in Varnholm?")
		m.ReferencedMessage, m.MessageReference = before, &discordgo.MessageReference{MessageID: before.ID, ChannelID: "dm"}
		w.say(m)
		w.wantText("7 or 9 killed in Varnholm")
	})
	t.Run("MayNotAskThere", func(t *testing.T) {
		for name, entry := range map[string]*discordgo.ApplicationCommandPermissions{
			"Role":        {ID: "31", Type: discordgo.ApplicationCommandPermissionTypeRole},
			"Everyone":    {ID: server, Type: discordgo.ApplicationCommandPermissionTypeRole},
			"AllChannels": {ID: "999", Type: discordgo.ApplicationCommandPermissionTypeChannel},
		} {
			t.Run(name, func(t *testing.T) {
				w := newSampled(t)
				w.joins(ann, server)
				w.discord.laid[server] = []*discordgo.GuildApplicationCommandPermissions{{ID: "71", Permissions: []*discordgo.ApplicationCommandPermissions{entry}}}
				w.say(direct(halvick))
				w.wantText("We share no server that you may ask in")
			})
		}
	})
	t.Run("NotKnown", func(t *testing.T) { // what cannot be known is not allowed
		w := newSampled(t)
		w.joins(ann, server)
		w.discord.refuse["permissions"] = claims.Errorf(claims.EUnavailable, "Discord cannot be reached.")
		w.say(direct(halvick))
		w.wantText("Discord cannot be reached.")
		if strings.Contains(w.discord.text(), "Halvick") {
			t.Error(w.discord.text())
		}
	})
}

func TestDirectWithSeveralServers(t *testing.T) {
	for name, ask := range map[string]func(*bench){
		"Message": func(w *bench) { w.say(direct(halvick)) },
		"Command": func(w *bench) { w.play("ask_direct", "$QUESTION", halvick) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newSampled(t)
			w.joins(ann, server, other)
			ask(w)
			w.wantText("Within which server shall I look?")
			if len(w.open()) != 1 {
				t.Fatal("the question does not wait")
			}
			menu := w.discord.button("Choose a server")
			w.play("menu_direct", "$CONTROL", menu, "$VALUES", `["`+server+`"]`)
			w.wantText("5 killed in Halvick", "from the articles of News desk")
			w.wantNothingOpen()
			w.pass(time.Minute)
			ask(w) // the choice is remembered
			w.wantText("5 killed in Halvick")
			w.pass(2 * time.Hour)
			ask(w)
			w.wantText("Within which server shall I look?")
		})
	}
	t.Run("SomebodyElsesQuestion", func(t *testing.T) {
		w := newSampled(t)
		w.joins(ann, server, other)
		w.joins(stranger, server, other)
		w.say(direct(halvick))
		w.play("menu_direct", "$CONTROL", w.discord.button("Choose a server"), "$VALUES", `["`+server+`"]`, "$USER", stranger)
		if strings.Contains(w.discord.text(), "Halvick") || len(w.open()) != 1 {
			t.Errorf("a stranger got %s", w.discord.text())
		}
	})
	t.Run("ServerNotShared", func(t *testing.T) {
		w := newSampled(t)
		w.discord.guilds = append(w.discord.guilds, discord.Guild{ID: "3000", Name: "Third"})
		w.joins(ann, other, "3000")
		w.say(direct(halvick))
		w.play("menu_direct", "$CONTROL", w.discord.button("Choose a server"), "$VALUES", `["`+server+`"]`)
		w.wantText("cannot ask within that server")
	})
	t.Run("AnotherOne", func(t *testing.T) {
		w := newSampled(t)
		w.joins(ann, server, other)
		w.chosen.put(ann, server)
		w.say(direct(halvick))
		w.play("control_direct", "$CONTROL", w.discord.button("Other server"))
		w.play("menu_direct", "$CONTROL", w.discord.button("Choose a server"), "$VALUES", `["`+other+`"]`)
		w.wantText("From now on I answer you here from the articles of **Other place**")
		w.say(direct(halvick))
		w.wantText("No articles are loaded here yet")
	})
	t.Run("Many", func(t *testing.T) {
		w := newBench(t)
		for i := range 40 {
			id := fmt.Sprint(7000 + i)
			w.discord.guilds = append(w.discord.guilds, discord.Guild{ID: id, Name: strings.Repeat("long ", 30)})
			w.joins(ann, id)
		}
		w.say(direct(halvick))
		w.wantText("Only the first 25 servers fit here")
	})
}
