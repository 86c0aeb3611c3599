package discordtest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/bot/discordtest"
)

// desk is a server with a bot that is online and has commands.
type desk struct {
	d        *discordtest.Discord
	g        *discordtest.Guild
	ch       *discordtest.Channel
	ann, bob *discordtest.Member
	bot      *rawBot
}

func newDesk(t *testing.T, opts ...discordtest.Option) desk {
	t.Helper()
	d := discordtest.New(t, opts...)
	g := d.Guild("North Desk")
	s := desk{d: d, g: g, ch: g.Channel("general"), ann: g.Member("ann", discordtest.ManageServer), bob: g.Member("bob")}
	s.bot = newRaw(t, d).online()
	s.bot.register(someCommands)
	return s
}

func (s desk) ask() *discordtest.Interaction {
	return s.ann.Slash(s.ch, "ask", discordtest.Options{"question": "abc"})
}

const (
	deferred = `{"type":5}`
	private  = `{"type":5,"data":{"flags":64}}`
	said     = `{"type":4,"data":{"content":"said"}}`
)

// TestCallbackOnce takes one answer, in time, of a type that fits.
func TestCallbackOnce(t *testing.T) {
	s := newDesk(t)
	s.d.Allow(discordtest.AlreadyAcknowledged, discordtest.UnknownInteraction, discordtest.InvalidForm, discordtest.EmptyMessage, discordtest.UnknownWebhook)
	x := s.ask()
	callback, hook, _ := s.bot.interaction()
	s.bot.do("PATCH", hook+"/messages/@original", `{"content":"early"}`).wants(t, 404, discordtest.UnknownWebhook)
	s.bot.do("POST", callback, `{"type":6}`).wants(t, 400, discordtest.InvalidForm)
	s.bot.do("POST", callback, `{"type":8,"data":{"choices":[]}}`).wants(t, 400, discordtest.InvalidForm)
	s.bot.do("POST", callback, `{"type":4,"data":{"content":""}}`).wants(t, 400, discordtest.EmptyMessage)
	s.bot.do("POST", callback, `{"type":4,"data":{"content":"`+text(2001)+`"}}`).wants(t, 400, discordtest.InvalidForm)
	s.bot.do("POST", "/interactions/1"+callback[strings.LastIndex(callback[:len(callback)-9], "/"):], deferred).wants(t, 404, discordtest.UnknownInteraction)
	s.d.Advance(discordtest.AckTime)
	s.bot.do("POST", callback, said).wants(t, 204, 0)
	s.bot.do("POST", callback, said).wants(t, 400, discordtest.AlreadyAcknowledged)
	if after, _ := x.Ack(); after != discordtest.AckTime || x.Failed() || x.Reply().Content != "said" {
		t.Errorf("acknowledged %v after: %+v", after, x.Reply())
	}

	late := s.ask()
	callback, _, _ = s.bot.interaction()
	s.d.Advance(discordtest.AckTime + time.Millisecond)
	s.bot.do("POST", callback, said).wants(t, 404, discordtest.UnknownInteraction)
	if _, err := late.Wait(t.Context()); err == nil || !late.Failed() {
		t.Errorf("a late answer counted: %v", err)
	}
}

// TestTokenLife ends what can be said by an interaction after 15 minutes, or
// when Discord loses it.
func TestTokenLife(t *testing.T) {
	s := newDesk(t)
	s.d.Allow(discordtest.InvalidToken, discordtest.UnknownWebhook)
	x := s.ask()
	callback, hook, _ := s.bot.interaction()
	s.bot.do("POST", callback, deferred).wants(t, 204, 0)
	s.d.Advance(discordtest.TokenLife)
	s.bot.do("GET", hook+"/messages/@original", nil).wants(t, 200, 0)
	s.d.Advance(time.Millisecond)
	s.bot.do("PATCH", hook+"/messages/@original", `{"content":"x"}`).wants(t, 401, discordtest.InvalidToken)
	s.bot.do("POST", hook, `{"content":"x"}`).wants(t, 401, discordtest.InvalidToken)
	if _, err := x.Wait(t.Context()); err == nil {
		t.Error("it thinks for ever")
	}
	y := s.ask()
	callback, hook, _ = s.bot.interaction()
	s.bot.do("POST", callback, deferred).wants(t, 204, 0)
	y.Kill()
	s.bot.do("PATCH", hook+"/messages/@original", `{"content":"x"}`).wants(t, 404, discordtest.UnknownWebhook)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := y.Wait(ctx); err == nil {
		t.Error("a wait outlived its context")
	}
}

// TestDeferredPrivacy fixes at the deferral who sees the reply.
func TestDeferredPrivacy(t *testing.T) {
	s := newDesk(t)
	x := s.ask()
	callback, hook, _ := s.bot.interaction()
	s.bot.do("POST", callback, private).wants(t, 204, 0)
	x.Acknowledged()
	if seen := s.ch.Seen(s.ann); len(seen) != 1 || !seen[0].Loading() || len(s.ch.Seen(s.bob)) != 0 {
		t.Errorf("ann sees %+v, bob %+v", seen, s.ch.Seen(s.bob))
	}
	// The first follow-up takes the place of "thinking…".
	s.bot.do("POST", hook, `{"content":"first","flags":64}`).wants(t, 200, 0)
	s.bot.do("POST", hook, `{"content":"second"}`).wants(t, 200, 0)
	if got := x.Reply(); got.Content != "first" || !got.Ephemeral() || got.Loading() {
		t.Errorf("reply is %+v", got)
	}
	if got := x.FollowUps(); len(got) != 1 || got[0].Content != "second" || got[0].Ephemeral() || len(s.ch.Messages()) != 1 {
		t.Errorf("follow-ups are %+v", got)
	}
	if n := len(s.d.Violations()); n != 0 {
		t.Fatalf("%d violations", n)
	}

	s.d.Allow(discordtest.InvalidForm)
	s.ask()
	callback, hook, _ = s.bot.interaction()
	s.bot.do("POST", callback, `{"type":5,"data":{"content":"lost"}}`).wants(t, 204, 0)
	s.bot.do("PATCH", hook+"/messages/@original", `{"content":"x","flags":64}`).wants(t, 200, 0)
	if n := len(s.d.Violations()); n != 2 || s.ch.Last().Ephemeral() {
		t.Errorf("%d violations, want 2: what a deferral cannot do", n)
	}
}

// TestReplies edits, reads and deletes replies and follow-ups.
func TestReplies(t *testing.T) {
	s := newDesk(t)
	x := s.ask()
	callback, hook, _ := s.bot.interaction()
	s.bot.do("POST", callback+"?with_response=true", said).wants(t, 200, 0)
	reply := x.Reply()
	s.bot.do("PATCH", hook+"/messages/@original", `{"content":"better"}`).wants(t, 200, 0)
	if got := reply.Now(); got.Content != "better" || got.Edits != 1 {
		t.Errorf("reply is %+v", got)
	}
	more := s.bot.do("POST", hook+"?wait=true", `{"content":"more"}`)
	s.bot.do("PATCH", hook+"/messages/"+more.ID, `{"content":"even more"}`).wants(t, 200, 0)
	if got := s.bot.do("GET", hook+"/messages/"+more.ID, nil); got.Content != "even more" {
		t.Errorf("follow-up is %s", got.raw)
	}
	s.bot.do("DELETE", hook+"/messages/@original", nil).wants(t, 204, 0)
	s.bot.do("GET", hook+"/messages/@original", nil).wants(t, 404, discordtest.UnknownMessage)
	s.bot.do("PATCH", hook+"/messages/1", `{"content":"x"}`).wants(t, 404, discordtest.UnknownMessage)
	if got := s.ch.Messages(); len(got) != 1 || !reply.Deleted() {
		t.Errorf("the channel shows %+v", got)
	}
	s.d.Allow(discordtest.UnknownMessage)
}

// TestComponents presses what is there, and updates the message that holds it.
func TestComponents(t *testing.T) {
	s := newDesk(t)
	s.ask()
	callback, _, _ := s.bot.interaction()
	menu := `{"type":3,"custom_id":"pick","placeholder":"Pick","max_values":2,"options":[{"label":"One","value":"1"},{"label":"Two","value":"2"}]}`
	people := `{"type":5,"custom_id":"people"}`
	s.bot.do("POST", callback, `{"type":4,"data":{"content":"x","components":[`+row(numbered(2, `{"type":2,"style":1,"label":"b%[1]d","custom_id":"b%[1]d"}`)+
		`,{"type":2,"style":5,"label":"Open","url":"https://example.org"}`)+`,`+row(menu)+`,`+row(people)+`]}}`).wants(t, 204, 0)
	msg := s.ch.Last()

	for name, x := range map[string]*discordtest.Interaction{
		"link":        s.ann.Click(msg, "Open"),
		"nothing":     s.ann.Click(msg, "Close"),
		"select":      s.ann.Click(msg, "Pick"),
		"no choice":   s.ann.Select(msg, "Pick"),
		"bad choice":  s.ann.Select(msg, "Pick", "Three"),
		"many":        s.ann.Select(msg, "Pick", "One", "Two", "1"),
		"button":      s.ann.Select(msg, "b0", "One"),
		"nobody":      s.ann.Select(msg, "people", "1"),
		"not in here": s.d.Guild("South Desk").Member("zoe").Click(msg, "b0"),
	} {
		if x.Refused() == nil {
			t.Errorf("%s went through", name)
		}
	}

	x := s.bob.Click(msg, "b1")
	callback, _, data := s.bot.interaction()
	if !strings.Contains(string(data), `"custom_id":"b1"`) {
		t.Errorf("data is %s", data)
	}
	s.bot.do("POST", callback, `{"type":7,"data":{"content":"page 2","components":[]}}`).wants(t, 204, 0)
	if got := x.Reply(); got.ID != msg.ID || got.Content != "page 2" || len(got.Buttons()) != 0 {
		t.Errorf("the message became %+v", got)
	}
	if s.bob.Click(msg, "b0").Refused() == nil {
		t.Error("a button was pressed that is gone")
	}
}

// TestSelect sends what was chosen, and an update that comes later.
func TestSelect(t *testing.T) {
	s := newDesk(t)
	post := func(part string) discordtest.Message {
		s.bot.do("POST", "/channels/"+s.ch.ID+"/messages", `{"content":"x","components":[`+row(part)+`]}`).wants(t, 200, 0)
		return s.ch.Last()
	}
	msg := post(`{"type":3,"custom_id":"pick","max_values":2,"options":[{"label":"One","value":"1"},{"label":"Two","value":"2"}]}`)
	x := s.ann.Select(msg, "pick", "Two", "One")
	callback, hook, data := s.bot.interaction()
	if !strings.Contains(string(data), `"values":["2","1"]`) {
		t.Errorf("data is %s", data)
	}
	s.bot.do("POST", callback, `{"type":6}`).wants(t, 204, 0)
	s.bot.do("PATCH", hook+"/messages/@original", `{"content":"picked"}`).wants(t, 200, 0)
	if got := x.Reply(); got.ID != msg.ID || got.Content != "picked" {
		t.Errorf("reply is %+v", got)
	}
	for _, tt := range []struct {
		kind     int
		id, want string
	}{
		{discordtest.UserSelect, s.bob.ID, `"username":"bob"`},
		{discordtest.RoleSelect, s.g.ID, `"name":"@everyone"`},
		{discordtest.ChannelSelect, s.ch.ID, `"name":"general"`},
	} {
		s.ann.Select(post(fmt.Sprintf(`{"type":%d,"custom_id":"c"}`, tt.kind)), "c", tt.id)
		if _, _, data := s.bot.interaction(); !strings.Contains(string(data), tt.want) {
			t.Errorf("data is %s, want %s", data, tt.want)
		}
	}
}

// TestModal opens a form, which is sent once and only filled in right.
func TestModal(t *testing.T) {
	s := newDesk(t)
	s.d.Allow(discordtest.InvalidForm)
	input := func(inner string) string { return row(`{"type":4,"style":1,` + inner + `}`) }
	modal := func(title, inputs string) string {
		return `{"type":9,"data":{"title":"` + title + `","custom_id":"m","components":[` + inputs + `]}}`
	}
	x := s.ask()
	callback, _, _ := s.bot.interaction()
	link := input(`"custom_id":"link","label":"Link","min_length":3,"max_length":9`)
	for name, bad := range map[string]string{
		"title":        modal(text(46), link),
		"inputs":       modal("t", numbered(6, row(`{"type":4,"style":1,"custom_id":"c%d","label":"l"}`))),
		"none":         modal("t", ``),
		"no label":     modal("t", input(`"custom_id":"c"`)),
		"label":        modal("t", input(`"custom_id":"c","label":"`+text(46)+`"`)),
		"custom id":    modal("t", link+","+link),
		"bounds":       modal("t", input(`"custom_id":"c","label":"l","min_length":5,"max_length":4`)),
		"max":          modal("t", input(`"custom_id":"c","label":"l","max_length":4001`)),
		"value":        modal("t", input(`"custom_id":"c","label":"l","max_length":4,"value":"12345"`)),
		"two in a row": modal("t", row(numbered(2, `{"type":4,"style":1,"custom_id":"c%d","label":"l"}`))),
		"button":       modal("t", row(fmt.Sprintf(button, 1))),
	} {
		if a := s.bot.do("POST", callback, bad); a.status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	optional := input(`"custom_id":"title","label":"Title","required":false,"value":"Untitled"`)
	labelled := `{"type":18,"label":"Text","component":{"type":4,"style":2,"custom_id":"text"}}`
	s.bot.do("POST", callback, modal("Paste", link+","+optional+","+labelled)).wants(t, 204, 0)
	if m := x.Modal(); m.Title != "Paste" || len(m.Inputs) != 3 || m.Inputs[2].Label != "Text" {
		t.Errorf("modal is %+v", m)
	}
	type values = map[string]string
	for name, bad := range map[string]values{
		"required": {"Text": "x"},
		"short":    {"Text": "x", "Link": "ab"},
		"long":     {"Text": "x", "Link": "abcdefghij"},
		"unknown":  {"Text": "x", "Link": "abc", "Date": "today"},
	} {
		if x.Submit(bad).Refused() == nil {
			t.Errorf("%s went through", name)
		}
	}
	y := x.Submit(values{"Link": "abc", "text": "long"})
	callback, _, data := s.bot.interaction()
	for _, want := range []string{`"custom_id":"m"`, `"value":"abc"`, `"value":"Untitled"`, `"value":"long"`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("data is %s, want %s", data, want)
		}
	}
	s.bot.do("POST", callback, `{"type":9,"data":{}}`).wants(t, 400, discordtest.InvalidForm)
	s.bot.do("POST", callback, `{"type":6}`).wants(t, 400, discordtest.InvalidForm)
	s.bot.do("POST", callback, said).wants(t, 204, 0)
	if y.Reply().Content != "said" || x.Submit(values{"Link": "abc", "text": "long"}).Refused() == nil {
		t.Error("a closed modal was sent")
	}
}

// TestAutocomplete offers 25 choices of 100 characters.
func TestAutocomplete(t *testing.T) {
	s := newDesk(t)
	s.d.Allow(discordtest.InvalidForm)
	x := s.ann.Autocomplete(s.ch, "article tend remove", "article", discordtest.Options{"article": "od"})
	callback, _, data := s.bot.interaction()
	if !strings.Contains(string(data), `"focused":true`) || !strings.Contains(string(data), `"value":"od"`) {
		t.Errorf("data is %s", data)
	}
	choices := func(list string) string { return `{"type":8,"data":{"choices":[` + list + `]}}` }
	for name, bad := range map[string]string{
		"many":  choices(numbered(26, `{"name":"n%[1]d","value":"v%[1]d"}`)),
		"name":  choices(`{"name":"` + text(101) + `","value":"v"}`),
		"blank": choices(`{"name":"","value":"v"}`),
		"value": choices(`{"name":"n","value":"` + text(101) + `"}`),
		"type":  choices(`{"name":"n","value":5}`),
		"twice": choices(many(2, `{"name":"n","value":"v"}`)),
		"reply": said,
	} {
		if a := s.bot.do("POST", callback, bad); a.status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	s.bot.do("POST", callback, choices(numbered(25, `{"name":"n%[1]d","value":"v%[1]d"}`))).wants(t, 204, 0)
	if got := x.Choices(); len(got) != 25 || got[24].Value != "v24" {
		t.Errorf("choices are %+v", got)
	}
}

// TestInteractionData is what the bot learns about who asks where.
func TestInteractionData(t *testing.T) {
	s := newDesk(t)
	s.ann.Speaks("de")
	var i struct {
		Context int
		Locale  string
		GuildID string `json:"guild_id"`
		Member  *struct {
			Permissions string
			User        struct{ ID string }
		}
		User *struct{ ID string }
		Data json.RawMessage
	}
	hear := func() {
		t.Helper()
		i.Member, i.User = nil, nil
		if err := json.Unmarshal(s.bot.until("INTERACTION_CREATE").D, &i); err != nil {
			t.Fatal(err)
		}
	}
	s.ask()
	if hear(); i.Context != 0 || i.Locale != "de" || i.GuildID != s.g.ID || i.User != nil || i.Member.User.ID != s.ann.ID || i.Member.Permissions == "" {
		t.Errorf("in a server: %+v", i)
	}
	s.bob.Slash(s.bob.DMs(), "ask", discordtest.Options{"question": "abc"})
	if hear(); i.Context != 1 || i.Member != nil || i.User.ID != s.bob.ID {
		t.Errorf("in a chat: %+v", i)
	}
	msg := s.bob.Say(s.ch, "words", discordtest.File{Name: "a.txt", Data: []byte("x")})
	s.ann.Menu(msg, "Load as article")
	if hear(); !strings.Contains(string(i.Data), `"content":"words"`) || !strings.Contains(string(i.Data), `"filename":"a.txt"`) {
		t.Errorf("from a menu: %s", i.Data)
	}
	s.ann.UserMenu(s.ch, s.bob, "Who is this")
	if hear(); !strings.Contains(string(i.Data), `"target_id":"`+s.bob.ID+`"`) {
		t.Errorf("from a menu: %s", i.Data)
	}
}
