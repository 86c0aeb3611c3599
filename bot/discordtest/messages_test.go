package discordtest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/claimbot/claimbot/bot/discordtest"
)

// TestMessageFaults are the refusals that do not depend on a body's form.
func TestMessageFaults(t *testing.T) {
	d := discordtest.New(t)
	g := d.Guild("North Desk")
	ann := g.Member("ann")
	open, hidden, mute, bare := g.Channel("open"), g.Channel("hidden"), g.Channel("mute"), g.Channel("bare")
	thread := open.Thread("thread")
	hidden.Deny(g.Everyone(), discordtest.ViewChannel)
	mute.Deny(g.Bot(), discordtest.SendMessages)
	open.Deny(g.Bot(), discordtest.SendMessagesInThreads)
	bare.Deny(g.Bot(), discordtest.EmbedLinks, discordtest.AttachFiles, discordtest.ReadMessageHistory)
	other := d.Guild("South Desk")
	away := other.Channel("away")
	other.Kick()
	said := ann.Say(open, "hello")
	inBare := ann.Say(bare, "hello")
	bot := newRaw(t, d)
	hello := `{"content":"hello"}`

	tests := []struct {
		name, method, path, body string
		status, code             int
	}{
		{"unknown channel", "POST", "/channels/1/messages", hello, 404, discordtest.UnknownChannel},
		{"channel's id", "POST", "/channels/general/messages", hello, 400, discordtest.InvalidForm},
		{"hidden channel", "POST", "/channels/" + hidden.ID + "/messages", hello, 403, discordtest.MissingAccess},
		{"other server", "POST", "/channels/" + away.ID + "/messages", hello, 403, discordtest.MissingAccess},
		{"mute channel", "POST", "/channels/" + mute.ID + "/messages", hello, 403, discordtest.MissingPermissions},
		{"mute typing", "POST", "/channels/" + mute.ID + "/typing", "", 403, discordtest.MissingPermissions},
		{"thread", "POST", "/channels/" + thread.ID + "/messages", hello, 403, discordtest.MissingPermissions},
		{"embeds", "POST", "/channels/" + bare.ID + "/messages", `{"embeds":[{"title":"x"}]}`, 403, discordtest.MissingPermissions},
		{"reply without history", "POST", "/channels/" + bare.ID + "/messages", `{"content":"x","message_reference":{"message_id":"` + inBare.ID + `"}}`, 403, discordtest.NoHistory},
		{"message without history", "GET", "/channels/" + bare.ID + "/messages/" + inBare.ID, "", 403, discordtest.MissingPermissions},
		{"reply elsewhere", "POST", "/channels/" + open.ID + "/messages", `{"content":"x","message_reference":{"channel_id":"` + bare.ID + `","message_id":"` + inBare.ID + `"}}`, 400, discordtest.InvalidForm},
		{"unknown message", "GET", "/channels/" + open.ID + "/messages/1", "", 404, discordtest.UnknownMessage},
		{"edit unknown", "PATCH", "/channels/" + open.ID + "/messages/1", hello, 404, discordtest.UnknownMessage},
		{"edit another's", "PATCH", "/channels/" + open.ID + "/messages/" + said.ID, hello, 403, discordtest.NotTheAuthor},
		{"delete another's", "DELETE", "/channels/" + open.ID + "/messages/" + said.ID, "", 403, discordtest.MissingPermissions},
		{"query", "GET", "/channels/" + open.ID + "/messages?limit=101", "", 400, discordtest.InvalidForm},
		{"unknown query", "GET", "/channels/" + open.ID + "/messages?page=2", "", 400, discordtest.InvalidForm},
		{"no JSON", "POST", "/channels/" + open.ID + "/messages", `{"content":`, 400, discordtest.InvalidJSON},
		{"no body", "POST", "/channels/" + open.ID + "/messages", "", 400, discordtest.InvalidJSON},
		{"body that is not wanted", "POST", "/channels/" + open.ID + "/typing", `{}`, 400, discordtest.InvalidForm},
		{"unknown route", "GET", "/channels/" + open.ID + "/everything", "", 404, 0},
		{"unknown member", "GET", "/guilds/" + g.ID + "/members/" + other.Member("zoe").ID, "", 404, discordtest.UnknownMember},
		{"unknown user", "GET", "/guilds/" + g.ID + "/members/1", "", 404, discordtest.UnknownUser},
		{"unknown server", "GET", "/guilds/1", "", 404, discordtest.UnknownGuild},
		{"server without the bot", "GET", "/guilds/" + other.ID, "", 403, discordtest.MissingAccess},
		{"chat with nobody", "POST", "/users/@me/channels", `{"recipient_id":"1"}`, 400, discordtest.InvalidForm},
		{"chat with itself", "POST", "/users/@me/channels", `{"recipient_id":"` + d.AppID + `"}`, 400, discordtest.CannotDM},
	}
	seen := map[int]bool{}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var body any
			if tt.body != "" {
				body = tt.body
			}
			bot.do(tt.method, tt.path, body).wants(t, tt.status, tt.code)
			if tt.code == 0 {
				tt.code = tt.status
			}
			seen[tt.code] = true
		})
	}
	if got := len(d.Violations()); got != len(tests) {
		t.Errorf("%d violations of %d faults", got, len(tests))
	}
	for code := range seen {
		d.Allow(code)
	}
}

// TestWho refuses those that do not say who they are.
func TestWho(t *testing.T) {
	d := discordtest.New(t)
	d.Allow(http.StatusUnauthorized, 40333, discordtest.InvalidForm, discordtest.InvalidJSON)
	bot := newRaw(t, d)
	for name, header := range map[string]http.Header{
		"no token":      {"Authorization": nil},
		"bare token":    {"Authorization": {d.Token}},
		"another token": {"Authorization": {"Bot x" + d.Token}},
	} {
		t.Run(name, func(t *testing.T) {
			bot.send("GET", "/users/@me", header, nil).wants(t, http.StatusUnauthorized, 0)
		})
	}
	bot.send("GET", "/users/@me", http.Header{"User-Agent": {"Go"}}, nil).wants(t, http.StatusForbidden, 40333)
	form := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	bot.send("POST", "/users/@me/channels", form, []byte("recipient_id=1")).wants(t, http.StatusBadRequest, discordtest.InvalidForm)
	bare := http.Header{"Content-Type": {"application/json"}}
	bot.send("GET", "/users/@me", bare, nil).wants(t, http.StatusBadRequest, discordtest.InvalidJSON)
}

// TestEdits leaves alone what a body does not name.
func TestEdits(t *testing.T) {
	d := discordtest.New(t)
	ch := d.Guild("North Desk").Channel("general")
	bot := newRaw(t, d)
	path := "/channels/" + ch.ID + "/messages"
	sent := bot.do("POST", path, `{"content":"one","embeds":[{"title":"t"}],"components":[`+row(fmt.Sprintf(button, 1))+`]}`)
	path += "/" + sent.ID
	bot.do("PATCH", path, `{"content":"two"}`)
	got := ch.Last()
	if got.Content != "two" || len(got.Embeds) != 1 || got.Edits != 1 || len(got.Buttons()) != 1 {
		t.Errorf("after one edit: %+v", got)
	}
	bot.do("PATCH", path, `{"embeds":null,"components":[]}`)
	if got = ch.Last(); got.Text() != "two" || len(got.Components) != 0 {
		t.Errorf("after two edits: %+v", got)
	}
	bot.do("PATCH", path, `{"content":""}`).wants(t, http.StatusBadRequest, discordtest.EmptyMessage)
	bot.do("PATCH", path, `{"flags":32768,"components":[{"type":10,"content":"t"}]}`).wants(t, http.StatusBadRequest, discordtest.InvalidForm)
	bot.do("PATCH", path, `{"content":null,"flags":32768,"components":[{"type":10,"content":"three"}]}`)
	if got = ch.Last(); got.Text() != "three" {
		t.Errorf("after the last edit: %+v", got)
	}
	bot.do("DELETE", path, nil).wants(t, http.StatusNoContent, 0)
	if !got.Deleted() || len(ch.Messages()) != 0 {
		t.Error("the message is still there")
	}
	d.Allow(discordtest.EmptyMessage, discordtest.InvalidForm)
}

// TestNonce makes one message of two requests with one enforced nonce.
func TestNonce(t *testing.T) {
	d := discordtest.New(t)
	ch := d.Guild("North Desk").Channel("general")
	bot := newRaw(t, d)
	path := "/channels/" + ch.ID + "/messages"
	once := `{"content":"x","nonce":"n1","enforce_nonce":true}`
	first, second := bot.do("POST", path, once), bot.do("POST", path, once)
	if first.ID != second.ID || len(ch.Messages()) != 1 {
		t.Errorf("%d messages", len(ch.Messages()))
	}
	bot.do("POST", path, `{"content":"x","nonce":"n1"}`)
	d.Advance(6 * time.Minute)
	bot.do("POST", path, once)
	if len(ch.Messages()) != 3 {
		t.Errorf("%d messages, want 3", len(ch.Messages()))
	}
}

// TestMentions rings up whom allowed_mentions lets it, when a message is sent and
// when it is edited.
func TestMentions(t *testing.T) {
	const all = "<@ANN> <@!BOB> <@&MODS> <@&OPEN> @everyone @here"
	for _, tt := range []struct {
		name, body string
		want       discordtest.Ping
	}{
		{"nothing said", `{"content":"` + all + `"}`, discordtest.Ping{Users: []string{"ann", "bob"}, Roles: []string{"open"}}},
		{"nobody", `{"content":"` + all + `","allowed_mentions":{}}`, discordtest.Ping{}},
		{"nobody by list", `{"content":"` + all + `","allowed_mentions":{"parse":[]}}`, discordtest.Ping{}},
		{"users", `{"content":"` + all + `","allowed_mentions":{"parse":["users"]}}`, discordtest.Ping{Users: []string{"ann", "bob"}}},
		{"one user", `{"content":"` + all + `","allowed_mentions":{"users":["BOB"]}}`, discordtest.Ping{Users: []string{"bob"}}},
		{"one role", `{"content":"` + all + `","allowed_mentions":{"roles":["OPEN","MODS"]}}`, discordtest.Ping{Roles: []string{"open"}}},
		{"in an embed", `{"embeds":[{"description":"` + all + `"}]}`, discordtest.Ping{}},
		{"in a layout", `{"flags":32768,"components":[{"type":10,"content":"<@BOB>"}]}`, discordtest.Ping{Users: []string{"bob"}}},
		{"reply", `{"content":"x","message_reference":{"message_id":"SAID"}}`, discordtest.Ping{Replied: "ann"}},
		{"silent reply", `{"content":"x","allowed_mentions":{"replied_user":false},"message_reference":{"message_id":"SAID"}}`, discordtest.Ping{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := discordtest.New(t)
			g := d.Guild("North Desk")
			ch := g.Channel("general")
			ann, bob := g.Member("ann"), g.Member("bob")
			body := strings.NewReplacer("ANN", ann.ID, "BOB", bob.ID, "MODS", g.Role("mods").ID,
				"OPEN", g.Role("open").Mentionable().ID, "SAID", ann.Say(ch, "hello").ID).Replace(tt.body)
			a := newRaw(t, d).do("POST", "/channels/"+ch.ID+"/messages", body)
			if a.status != http.StatusOK {
				t.Fatal(a.raw)
			}
			var want []discordtest.Ping
			if !cmp.Equal(tt.want, discordtest.Ping{}) {
				tt.want.Message, tt.want.Channel = a.ID, "general"
				want = []discordtest.Ping{tt.want}
			}
			if diff := cmp.Diff(want, d.Pings()); diff != "" {
				t.Errorf("pings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestMentionsByRight rings up everybody only if the bot may, and by an edit too.
func TestMentionsByRight(t *testing.T) {
	d := discordtest.New(t)
	g := d.Guild("North Desk")
	ch := g.Channel("general")
	g.BotMay(discordtest.MentionEveryone)
	mods := g.Role("mods")
	bot := newRaw(t, d)
	sent := bot.do("POST", "/channels/"+ch.ID+"/messages", `{"content":"quiet"}`)
	bot.do("PATCH", "/channels/"+ch.ID+"/messages/"+sent.ID, `{"content":"@everyone <@&`+mods.ID+`>"}`)
	want := []discordtest.Ping{{Message: sent.ID, Channel: "general", Roles: []string{"mods"}, Everyone: true, Edit: true}}
	if diff := cmp.Diff(want, d.Pings()); diff != "" {
		t.Errorf("pings (-want +got):\n%s", diff)
	}
}

// TestDirect lets the bot write to those who share a server with it and take
// direct messages.
func TestDirect(t *testing.T) {
	d := discordtest.New(t)
	g := d.Guild("North Desk")
	ann, bob, zoe := g.Member("ann"), g.Member("bob"), g.Member("zoe")
	bob.CloseDMs()
	zoe.Leave()
	bot := newRaw(t, d)
	write := func(m *discordtest.Member) answer {
		opened := bot.do("POST", "/users/@me/channels", object{"recipient_id": m.ID})
		if opened.ID != m.DMs().ID {
			t.Errorf("opened %s, want %s", opened.ID, m.DMs().ID)
		}
		return bot.do("POST", "/channels/"+opened.ID+"/messages", `{"content":"psst"}`)
	}
	write(ann).wants(t, http.StatusOK, 0)
	write(bob).wants(t, http.StatusForbidden, discordtest.CannotDM)
	write(zoe).wants(t, http.StatusForbidden, discordtest.CannotDM)
	if got := ann.DMs().Last().Content; got != "psst" {
		t.Errorf("ann reads %q", got)
	}
	d.Allow(discordtest.CannotDM)
}

// TestHistory reads pages of a channel, without what the application may not
// read.
func TestHistory(t *testing.T) {
	d := discordtest.New(t)
	g := d.Guild("North Desk")
	ch := g.Channel("general")
	ann := g.Member("ann")
	secret := ann.Say(ch, "secret")
	ann.Say(ch, "<@bot> public")
	bot := newRaw(t, d)
	page := bot.do("GET", "/channels/"+ch.ID+"/messages?limit=10", nil)
	if strings.Contains(page.raw, "secret") || !strings.Contains(page.raw, "public") {
		t.Errorf("page is %s", page.raw)
	}
	if page = bot.do("GET", "/channels/"+ch.ID+"/messages?after="+secret.ID, nil); strings.Count(page.raw, `"edited_timestamp"`) != 1 {
		t.Errorf("page is %s", page.raw)
	}
	allowed := discordtest.New(t, discordtest.Privileged(discordtest.MessageContent))
	g = allowed.Guild("North Desk")
	ch = g.Channel("general")
	g.Member("ann").Say(ch, "secret")
	if page = newRaw(t, allowed).do("GET", "/channels/"+ch.ID+"/messages", nil); !strings.Contains(page.raw, "secret") {
		t.Errorf("page is %s", page.raw)
	}
}
