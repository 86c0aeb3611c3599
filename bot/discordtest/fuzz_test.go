package discordtest_test

import (
	"net/http"
	"slices"
	"testing"
	"unicode/utf16"

	"github.com/gorilla/websocket"

	"github.com/claimbot/claimbot/bot/discordtest"
)

// FuzzPost sends any body: the fake answers each, breaks at none, and shows
// nothing past the limits.
func FuzzPost(f *testing.F) {
	f.Add("application/json", []byte(`{"content":"x","embeds":[{"title":"t","footer":null}],"components":null}`))
	f.Add("application/json", []byte(`{"flags":32768,"components":[{"type":17,"components":[{"type":9,"components":[{"type":10,"content":"t"}],"accessory":{"type":11,"media":{"url":"https://example.org"}}}]}]}`))
	f.Add("application/json", []byte(`{"content":"x","allowed_mentions":{"parse":[null],"users":null},"message_reference":null,"attachments":[{"id":5}]}`))
	f.Add("multipart/form-data; boundary=b", []byte("--b\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\r\n{}\r\n--b\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"a\"\r\n\r\nx\r\n--b--\r\n"))
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		var d *discordtest.Discord
		run(t, func(fake *discordtest.Discord) {
			d = fake
			ch := d.Guild("North Desk").Channel("general")
			bot := newRaw(t, d)
			a, err := bot.try("POST", "/channels/"+ch.ID+"/messages", http.Header{"Content-Type": {kind}}, body)
			if err != nil {
				return // a header that HTTP itself refuses
			}
			if !slices.Contains([]int{200, 400, 413}, a.status) {
				t.Errorf("answered %d %s", a.status, a.raw)
			}
			if n := len(utf16.Encode([]rune(ch.Last().Content))); n > 2000 {
				t.Errorf("%d characters are shown", n)
			}
		})
		for _, v := range d.Violations() {
			if v.Code == 0 {
				t.Error(v)
			}
		}
	})
}

// FuzzGateway says anything to the gateway, which then still takes in others.
func FuzzGateway(f *testing.F) {
	f.Add([]byte(`{"op":2,"d":{"token":1}}`))
	f.Add([]byte(`{"op":6,"d":{"seq":-1}}`))
	f.Add([]byte(`{"op":1,"d":9223372036854775807}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, said []byte) {
		run(t, func(d *discordtest.Discord) {
			bot := newRaw(t, d)
			if err := bot.dial().ws.WriteMessage(websocket.TextMessage, said); err != nil {
				t.Fatal(err)
			}
			bot.online()
		})
	})
}
