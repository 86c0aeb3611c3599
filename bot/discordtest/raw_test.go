package discordtest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"github.com/claimbot/claimbot/bot/discordtest"
)

// rawBot speaks to the fake without a library, so that it can be as wrong as it
// likes.
type rawBot struct {
	t      *testing.T
	d      *discordtest.Discord
	client *http.Client
	ws     *websocket.Conn
}

// answer is what REST said.
type answer struct {
	status int
	header http.Header
	raw    string

	ID      string
	Code    int
	Message string
	Errors  json.RawMessage
	Content string
	Flags   int
}

func newRaw(t *testing.T, d *discordtest.Discord) *rawBot {
	t.Helper()
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return &rawBot{t: t, d: d, client: &http.Client{Transport: transport}}
}

// do sends a body of JSON, written or to be marshalled; nil for none.
func (b *rawBot) do(method, path string, body any) answer {
	b.t.Helper()
	var raw []byte
	switch body := body.(type) {
	case nil:
	case string:
		raw = []byte(body)
	default:
		var err error
		if raw, err = json.Marshal(body); err != nil {
			b.t.Fatal(err)
		}
	}
	header := http.Header{}
	if raw != nil {
		header.Set("Content-Type", "application/json")
	}
	return b.send(method, path, header, raw)
}

func (b *rawBot) send(method, path string, header http.Header, raw []byte) answer {
	b.t.Helper()
	a, err := b.try(method, path, header, raw)
	if err != nil {
		b.t.Fatal(err)
	}
	return a
}

func (b *rawBot) try(method, path string, header http.Header, raw []byte) (answer, error) {
	req, err := http.NewRequestWithContext(b.t.Context(), method, b.d.URL+"/api/v10"+path, bytes.NewReader(raw))
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("Authorization", "Bot "+b.d.Token)
	req.Header.Set("User-Agent", "DiscordBot (https://example.org, 1)")
	for key, values := range header {
		req.Header[key] = values
		if values == nil {
			req.Header.Del(key)
		}
	}
	resp, err := b.client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	a := answer{status: resp.StatusCode, header: resp.Header, raw: string(text)}
	json.Unmarshal(text, &a) // lists and HTML are read from raw
	return a, err
}

// frame is what comes over the gateway.
type frame struct {
	Op int
	T  string
	S  int
	D  json.RawMessage
}

type object = map[string]any

// dial connects to the gateway and hears HELLO.
func (b *rawBot) dial() *rawBot {
	b.t.Helper()
	ws, _, err := websocket.DefaultDialer.DialContext(b.t.Context(), "ws"+strings.TrimPrefix(b.d.URL, "http")+"/?v=10&encoding=json", nil)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { ws.Close() })
	other := *b
	other.ws = ws
	if f := other.next(); f.Op != 10 {
		b.t.Fatalf("first is op %d", f.Op)
	}
	return &other
}

func (b *rawBot) say(op int, d any) {
	b.t.Helper()
	if err := b.ws.WriteJSON(object{"op": op, "d": d}); err != nil {
		b.t.Error(err)
	}
}

func (b *rawBot) next() frame {
	b.t.Helper()
	var f frame
	if err := b.ws.ReadJSON(&f); err != nil {
		b.t.Fatalf("reading the gateway: %v", err)
	}
	return f
}

// until skips to the next event of a name.
func (b *rawBot) until(name string) frame {
	b.t.Helper()
	for {
		if f := b.next(); f.T == name {
			return f
		}
	}
}

func identification(d *discordtest.Discord, intents discordtest.Intent) object {
	return object{
		"token": d.Token, "intents": intents,
		"properties": object{"os": "linux", "browser": "raw", "device": "raw"},
	}
}

const usual = discordtest.Guilds | discordtest.GuildMessages | discordtest.DirectMessages

// online dials and identifies.
func (b *rawBot) online() *rawBot {
	b.t.Helper()
	other := b.dial()
	other.say(2, identification(b.d, usual))
	other.until("READY")
	return other
}

// register sets the global commands, written as JSON.
func (b *rawBot) register(commands string) {
	b.t.Helper()
	if a := b.do("PUT", "/applications/"+b.d.AppID+"/commands", commands); a.status != http.StatusOK {
		b.t.Fatalf("commands: %d %s", a.status, a.raw)
	}
}

// interaction waits for the next interaction and gives its way to be answered.
func (b *rawBot) interaction() (callback, hook string, data json.RawMessage) {
	b.t.Helper()
	var i struct {
		ID, Token string
		Data      json.RawMessage
	}
	if err := json.Unmarshal(b.until("INTERACTION_CREATE").D, &i); err != nil {
		b.t.Fatal(err)
	}
	return "/interactions/" + i.ID + "/" + i.Token + "/callback", "/webhooks/" + b.d.AppID + "/" + i.Token, i.Data
}

// wants fails the test unless the answer has the status and the code.
func (a answer) wants(t *testing.T, status, code int) {
	t.Helper()
	if a.status != status || a.Code != code {
		t.Errorf("answer is %d %s, want %d with code %d", a.status, a.raw, status, code)
	}
}
