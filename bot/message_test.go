package bot

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/bot/discord"
)

const halvick = "How many people were killed in Halvick?"

func TestMention(t *testing.T) {
	t.Run("Answered", func(t *testing.T) {
		w := newSampled(t)
		m := mention(halvick)
		w.say(m)
		w.wantOps("send")
		w.wantText("5 killed in Halvick")
		if r := w.discord.last().Reference; r == nil || r.Message != m.ID || r.Must {
			t.Errorf("it replies to %+v", r)
		}
		w.wantNothingOpen()
	})
	t.Run("Repeated", func(t *testing.T) { // as the gateway does after a resume
		w := newSampled(t)
		m := mention(halvick)
		w.say(m)
		w.say(m)
		w.wantOps("send")
	})
	t.Run("Empty", func(t *testing.T) {
		w := newBench(t)
		w.say(mention(""))
		w.wantText("Ask me about the news articles", "`/ask`")
		w.say(mention(" "))
		w.wantOps("send") // told once a minute
	})
	t.Run("WithoutEmbeds", func(t *testing.T) {
		w := newSampled(t)
		w.discord.refuse["send"] = discordError(403, discord.CodeMissingPermissions)
		w.say(mention(halvick))
		w.wantOps("send plain")
		w.wantText("**5 killed in Halvick**")
		w.wantNothingOpen()
	})
	t.Run("MayNotWrite", func(t *testing.T) {
		w := newSampled(t)
		for _, op := range []string{"send", "send plain"} {
			w.discord.refuse[op] = discordError(403, discord.CodeMissingPermissions)
		}
		w.say(mention(halvick))
		w.wantOps("")
		w.wantNothingOpen()
	})
	t.Run("NamesOfOthers", func(t *testing.T) {
		w := newBench(t)
		m := mention("what did <@77> say?")
		m.Mentions = append(m.Mentions, &discordgo.User{ID: "77", Username: "kovrin"})
		if got := w.questionOf(m); got != "what did @kovrin say?" {
			t.Error(got)
		}
	})
}

func TestNotForUs(t *testing.T) {
	bot := mention(halvick)
	bot.Author = &discordgo.User{ID: "66", Bot: true}
	hook := mention(halvick)
	hook.WebhookID = "67"
	joined := mention(halvick)
	joined.Type = discordgo.MessageTypeGuildMemberJoin
	everyone := &discordgo.Message{GuildID: server, ChannelID: channel, Content: "@everyone " + halvick, MentionEveryone: true}
	replyToOther := &discordgo.Message{GuildID: server, ChannelID: channel, Content: "no", ReferencedMessage: &discordgo.Message{Author: &discordgo.User{ID: "88"}}}
	for name, m := range map[string]*discordgo.Message{
		"Bot": bot, "Webhook": hook, "System": joined, "Everyone": everyone, "ReplyToAnother": replyToOther, "Nothing": nil,
		"Nobody": {ChannelID: "dm", Content: halvick},
	} {
		t.Run(name, func(t *testing.T) {
			w := newSampled(t)
			w.Message(t.Context(), m)
			w.wantOps("")
			w.wantNothingOpen()
		})
	}
}

// TestMentionWhereAskIsOff holds mentions to what moderators allow of /ask.
func TestMentionWhereAskIsOff(t *testing.T) {
	role := func(id string, may bool) *discordgo.ApplicationCommandPermissions {
		return &discordgo.ApplicationCommandPermissions{ID: id, Type: discordgo.ApplicationCommandPermissionTypeRole, Permission: may}
	}
	user := func(id string, may bool) *discordgo.ApplicationCommandPermissions {
		return &discordgo.ApplicationCommandPermissions{ID: id, Type: discordgo.ApplicationCommandPermissionTypeUser, Permission: may}
	}
	in := func(id string, may bool) *discordgo.ApplicationCommandPermissions {
		return &discordgo.ApplicationCommandPermissions{ID: id, Type: discordgo.ApplicationCommandPermissionTypeChannel, Permission: may}
	}
	type laid = map[string][]*discordgo.ApplicationCommandPermissions
	tests := []struct {
		name    string
		laid    laid
		roles   []string
		channel string
		want    bool
	}{
		{"Nothing", nil, nil, channel, true},
		{"Everyone", laid{"71": {role(server, false)}}, nil, channel, false},
		{"EveryoneButARole", laid{"71": {role(server, false), role("31", true)}}, []string{"31"}, channel, true},
		{"RoleButAnother", laid{"71": {role("30", false), role("31", true)}}, []string{"30", "31"}, channel, true},
		{"RoleButThePerson", laid{"71": {role("31", false), user(ann, true)}}, []string{"31"}, channel, true},
		{"ThePerson", laid{"71": {user(ann, false)}}, nil, channel, false},
		{"AnotherCommand", laid{"72": {role(server, false)}}, nil, channel, true},
		{"TheWholeBot", laid{appID: {role(server, false)}}, nil, channel, false},
		{"CommandBeforeBot", laid{appID: {role(server, false)}, "71": {role(server, true)}}, nil, channel, true},
		{"Channel", laid{"71": {in(channel, false)}}, nil, channel, false},
		{"OtherChannels", laid{"71": {in("999", false), in(channel, true)}}, nil, channel, true},
		{"AllChannels", laid{"71": {in("999", false)}}, nil, channel, false},
		{"ThreadOfAChannel", laid{"71": {in("999", false), in("1600", true)}}, nil, "thread-of-1600", true},
		{"ThreadElsewhere", laid{"71": {in("1600", false)}}, nil, "thread-of-1600", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newSampled(t)
			for id, entries := range tt.laid {
				w.discord.laid[server] = append(w.discord.laid[server], &discordgo.GuildApplicationCommandPermissions{ID: id, Permissions: entries})
			}
			m := mention(halvick)
			m.Member.Roles, m.ChannelID = tt.roles, tt.channel
			w.say(m)
			if answered := w.discord.ops() == "send"; answered != tt.want {
				t.Errorf("answered %v, want %v: %s", answered, tt.want, w.discord.ops())
			}
		})
	}
}

// answered is the bot's newest message as Discord gives it to who replies.
func (w *bench) answered(channel string) *discordgo.Message {
	w.t.Helper()
	all := w.discord.shown()
	m := &discordgo.Message{}
	if err := json.Unmarshal(all[len(all)-1].payload, m); err != nil {
		w.t.Fatal(err)
	}
	m.ID, m.ChannelID, m.Author = w.id(), channel, &discordgo.User{ID: botUser, Bot: true}
	return m
}

func TestThread(t *testing.T) {
	follow := func(m *discordgo.Message, words string) *discordgo.Message {
		return &discordgo.Message{
			GuildID: server, ChannelID: m.ChannelID, Content: words, Type: discordgo.MessageTypeReply, Member: &discordgo.Member{},
			ReferencedMessage: m, MessageReference: &discordgo.MessageReference{MessageID: m.ID, ChannelID: m.ChannelID},
		}
	}
	t.Run("GoesOn", func(t *testing.T) {
		w := newSampled(t)
		w.say(mention(halvick))
		w.say(follow(w.answered(channel), "And in Varnholm?"))
		w.wantText("7 or 9 killed in Varnholm")
		id, _ := answerOf(w.answered(channel).Components)
		kept, err := w.store.Answer(t.Context(), server, id)
		if err != nil || len(kept.Earlier) != 1 || kept.Earlier[0] != halvick {
			t.Errorf("earlier %q, %v", kept.Earlier, err)
		}
		w.say(follow(w.answered(channel), "And in Halvick?"))
		w.wantText("5 killed in Halvick")
	})
	t.Run("FetchedWhereItDidNotCome", func(t *testing.T) {
		w := newSampled(t)
		w.say(mention(halvick))
		before := w.answered(channel)
		w.discord.stored[before.ID] = before
		m := follow(before, "<@"+botUser+"> And in Varnholm?")
		m.ReferencedMessage = nil
		m.Mentions = []*discordgo.User{{ID: botUser}}
		w.say(m)
		w.wantText("7 or 9 killed in Varnholm")
	})
	t.Run("GoneAnswer", func(t *testing.T) {
		w := newSampled(t)
		w.say(mention(halvick))
		m := follow(w.answered(channel), "<@"+botUser+"> "+halvick)
		m.ReferencedMessage, m.Mentions = nil, []*discordgo.User{{ID: botUser}}
		w.say(m)
		w.wantText("5 killed in Halvick")
	})
	t.Run("AnswerOfAnotherServer", func(t *testing.T) {
		w := newSampled(t)
		w.loadSamples(other)
		w.say(mention(halvick))
		m := follow(w.answered(channel), "And in Varnholm?")
		m.GuildID = other
		w.say(m)
		if strings.Contains(w.discord.text(), "Varnholm: sources") {
			t.Errorf("a thread of another server goes on: %s", w.discord.text())
		}
	})
}

func TestSlowDownInAChannel(t *testing.T) {
	w := newSampled(t, func(o *Options) { o.Burst, o.Every = 1, time.Minute })
	for range 5 {
		w.say(mention(halvick))
	}
	w.wantOps("send, send") // the answer, and one kind word
	w.wantText("asking faster than I can read")
}

// TestSilentReply leaves alone what replies without a mention: Discord does not
// let the bot read it.
func TestSilentReply(t *testing.T) {
	w := newBench(t)
	w.say(&discordgo.Message{GuildID: server, ChannelID: channel, Type: discordgo.MessageTypeReply, Member: &discordgo.Member{},
		ReferencedMessage: &discordgo.Message{ID: "1", Author: &discordgo.User{ID: botUser, Bot: true}}})
	w.wantOps("")
}
