package discordtest_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/claimbot/claimbot/bot/discordtest"
)

// TestPeople tells the bot what people do to their messages.
func TestPeople(t *testing.T) {
	s := newDesk(t)
	said := s.ann.Say(s.ch, "<@bot> one")
	s.bot.until("MESSAGE_CREATE")
	s.ann.Edit(said, "<@bot> two")
	if f := s.bot.until("MESSAGE_UPDATE"); !strings.Contains(string(f.D), "two") {
		t.Errorf("update is %s", f.D)
	}
	s.ann.Delete(said)
	if f := s.bot.until("MESSAGE_DELETE"); !strings.Contains(string(f.D), said.ID) {
		t.Errorf("deletion is %s", f.D)
	}
	if s.ann.Menu(said, "Load as article").Refused() == nil {
		t.Error("a deleted message has a menu")
	}
	s.bot.do("POST", "/channels/"+s.ch.ID+"/messages", `{"content":"x","message_reference":{"message_id":"`+said.ID+`","fail_if_not_exists":false}}`).wants(t, 200, 0)
	if got := s.ch.Last(); got.ReplyTo != "" {
		t.Errorf("it answers a deleted message: %+v", got)
	}
	s.bot.do("POST", "/channels/"+s.ch.ID+"/typing", nil).wants(t, 204, 0)
	if s.ch.Typed() != 1 {
		t.Errorf("typed %d times", s.ch.Typed())
	}
}

// TestPlaces gives what one can look up of servers and channels.
func TestPlaces(t *testing.T) {
	s := newDesk(t)
	hidden := s.g.Channel("hidden")
	hidden.Deny(s.g.Everyone(), discordtest.ViewChannel)
	south := s.d.Guild("South Desk")
	there := south.Join(s.ann)
	thread := s.ch.Thread("thread")
	for path, want := range map[string]string{
		"/users/@me":                                   `"bot":true`,
		"/users/@me/guilds":                            `"name":"South Desk"`,
		"/users/" + s.ann.ID:                           `"username":"ann"`,
		"/guilds/" + s.g.ID:                            `"name":"North Desk"`,
		"/guilds/" + s.g.ID + "/roles":                 `"name":"@everyone"`,
		"/guilds/" + s.g.ID + "/channels":              `"name":"general"`,
		"/guilds/" + south.ID + "/members/" + there.ID: `"username":"ann"`,
		"/channels/" + thread.ID:                       `"parent_id":"` + s.ch.ID + `"`,
		"/applications/@me":                            `"owner":{`,
		"/oauth2/applications/@me":                     `"owner":{`,
		"/gateway":                                     `"url":"ws://127.0.0.1:`,
	} {
		if a := s.bot.do("GET", path, nil); a.status != http.StatusOK || !strings.Contains(a.raw, want) || strings.Contains(a.raw, "hidden") {
			t.Errorf("%s is %d %s", path, a.status, a.raw)
		}
	}
	hidden.Permit(s.g.Bot(), discordtest.ViewChannel)
	if a := s.bot.do("GET", "/guilds/"+s.g.ID+"/channels", nil); !strings.Contains(a.raw, "hidden") {
		t.Errorf("channels are %s", a.raw)
	}
}

// TestCrowd lets many ask at once and a slow bot answer them as they come.
func TestCrowd(t *testing.T) {
	s := newDesk(t, discordtest.RealTime())
	const crowd = 50
	hold := make(chan struct{})
	s.d.Faults(func(r discordtest.Request) *discordtest.Fault {
		if strings.HasSuffix(r.Route, "/callback") {
			return &discordtest.Fault{Hold: hold}
		}
		return nil
	})
	asked := make([]*discordtest.Interaction, crowd)
	var people, bots sync.WaitGroup
	for i := range crowd {
		who := s.g.Member(fmt.Sprint("member ", i))
		people.Go(func() { asked[i] = who.Slash(s.ch, "ask", discordtest.Options{"question": "abc"}) })
	}
	json := http.Header{"Content-Type": {"application/json"}}
	for range crowd {
		callback, hook, _ := s.bot.interaction()
		bots.Go(func() {
			_, err := s.bot.try("POST", callback, json, []byte(deferred))
			must(t, err)
			a, err := s.bot.try("PATCH", hook+"/messages/@original", json, []byte(`{"content":"answer"}`))
			must(t, err)
			a.wants(t, 200, 0)
		})
	}
	s.d.Until("all callbacks are held", func() bool {
		n := 0
		for _, r := range s.d.Requests() {
			if strings.HasSuffix(r.Route, "/callback") {
				n++
			}
		}
		return n == crowd
	})
	close(hold)
	people.Wait()
	bots.Wait()
	for _, x := range asked {
		if after, ok := x.Ack(); !ok || after > discordtest.AckTime || x.Reply().Content != "answer" {
			t.Errorf("acknowledged after %v, %v: %+v", after, ok, x.Reply())
		}
	}
}
