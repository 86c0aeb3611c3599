package discordtest_test

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/claimbot/claimbot/bot/discordtest"
)

// TestCompression sends long messages with zlib to those that ask for it.
func TestCompression(t *testing.T) {
	d := discordtest.New(t)
	for range 20 {
		d.Guild("North Desk")
	}
	bot := newRaw(t, d).dial()
	id := identification(d, usual)
	id["compress"] = true
	bot.say(2, id)
	kind, data, err := bot.ws.ReadMessage()
	if err != nil || kind != websocket.BinaryMessage {
		t.Fatalf("first is a message of type %d, %v", kind, err)
	}
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var f frame
	if err := json.NewDecoder(z).Decode(&f); err != nil || f.T != "READY" {
		t.Errorf("first is %+v, %v", f, err)
	}
}

// TestShards give each server to one of them, and direct messages to the first.
func TestShards(t *testing.T) {
	d := discordtest.New(t)
	var guilds []*discordtest.Guild
	for range 6 {
		guilds = append(guilds, d.Guild("one of six"))
		d.Advance(time.Millisecond) // which ids carry, by which shards part them
	}
	ann := guilds[0].Member("ann")
	ann.DMs()
	shards := []*rawBot{newRaw(t, d).dial(), newRaw(t, d).dial()}
	for i, bot := range shards {
		id := identification(d, usual)
		id["shard"] = []int{i, 2}
		bot.say(2, id)
	}
	d.Until("both are there", func() bool { return len(d.Sessions()) == 2 })
	ann.DM("psst")
	d.Dispatch("LAST", `{}`)
	seen, direct := map[string]int{}, []int{0, 0}
	for i, bot := range shards {
		for f := bot.next(); f.T != "LAST"; f = bot.next() {
			switch f.T {
			case "GUILD_CREATE":
				var g struct{ ID string }
				if err := json.Unmarshal(f.D, &g); err != nil {
					t.Fatal(err)
				}
				seen[g.ID]++
			case "MESSAGE_CREATE":
				direct[i]++
			}
		}
	}
	for _, g := range guilds {
		if seen[g.ID] != 1 {
			t.Errorf("server %s came %d times", g.ID, seen[g.ID])
		}
	}
	if direct[0] != 1 || direct[1] != 0 {
		t.Errorf("direct messages went to %v", direct)
	}
}

// TestGatewayManners closes on those that shout, and on those that speak another
// language.
func TestGatewayManners(t *testing.T) {
	d := discordtest.New(t)
	d.Allow(discordtest.CloseCode + 4008)
	bot := newRaw(t, d).online()
	for range 130 { // some may no longer be heard
		if bot.ws.WriteJSON(object{"op": 3, "d": object{"status": "online"}}) != nil {
			break
		}
	}
	if got := bot.closed(); got != 4008 {
		t.Errorf("shouting closes with %d", got)
	}
	for _, query := range []string{"?v=6&encoding=json", "?v=10&encoding=etf", "?v=10&encoding=json&compress=zlib-stream"} {
		ws, _, err := websocket.DefaultDialer.DialContext(t.Context(), "ws"+strings.TrimPrefix(d.URL, "http")+"/"+query, nil)
		if err != nil {
			t.Fatal(err)
		}
		other := *bot
		other.ws = ws
		if got := other.closed(); got != 4012 {
			t.Errorf("%s closes with %d", query, got)
		}
		ws.Close()
	}
	last := newRaw(t, d).online()
	d.Garble()
	var f frame
	for {
		_, raw, err := last.ws.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		if json.Unmarshal(raw, &f) != nil {
			break // what was to be shown
		}
	}
}
