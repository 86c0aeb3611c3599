package discordtest_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"github.com/claimbot/claimbot/bot/discordtest"
)

// TestScriptedFaults answers as the script says.
func TestScriptedFaults(t *testing.T) {
	d := discordtest.New(t)
	ch := d.Guild("North Desk").Channel("general")
	bot := newRaw(t, d)
	var fault *discordtest.Fault
	d.Faults(func(r discordtest.Request) *discordtest.Fault {
		if r.Route == "POST /channels/{channel_id}/messages" {
			return fault
		}
		return nil
	})
	post := func() answer { return bot.do("POST", "/channels/"+ch.ID+"/messages", `{"content":"x"}`) }
	for _, status := range []int{500, 502, 503, 504} {
		fault = discordtest.Broken(status)
		post().wants(t, status, 0)
	}
	fault = discordtest.TooMany(1500 * time.Millisecond)
	a := post()
	if a.status != 429 || a.header.Get("Retry-After") != "2" || a.header.Get("X-RateLimit-Reset-After") != "1.500" || !strings.Contains(a.raw, `"retry_after":1.5`) {
		t.Errorf("429 is %v %s", a.header, a.raw)
	}
	fault = discordtest.TooManyAnywhere(time.Second)
	if a = post(); a.header.Get("X-RateLimit-Global") != "true" || !strings.Contains(a.raw, `"global":true`) {
		t.Errorf("429 is %v %s", a.header, a.raw)
	}
	fault = discordtest.Cloudflare(3 * time.Second)
	if a = post(); a.status != 429 || a.header.Get("Retry-After") != "3" || !strings.HasPrefix(a.raw, "<!DOCTYPE") || a.header.Get("X-RateLimit-Bucket") != "" {
		t.Errorf("429 is %v %s", a.header, a.raw)
	}
	fault = discordtest.Refused(403, discordtest.MissingAccess, "Missing Access")
	post().wants(t, 403, discordtest.MissingAccess)
	if len(ch.Messages()) != 0 {
		t.Error("a failed request was played")
	}
	fault = nil
	post().wants(t, 200, 0)
	if n := len(d.Violations()); n != 0 {
		t.Errorf("%d violations: scripted faults are not the bot's", n)
	}
}

// TestBrokenConnections does nothing before a cut, and everything before a lost
// reply.
func TestBrokenConnections(t *testing.T) {
	d := discordtest.New(t)
	ch := d.Guild("North Desk").Channel("general")
	bot := newRaw(t, d)
	try := func(f discordtest.Fault) error {
		d.Faults(func(discordtest.Request) *discordtest.Fault { return &f })
		header := http.Header{"Content-Type": {"application/json"}}
		_, err := bot.try("POST", "/channels/"+ch.ID+"/messages", header, []byte(`{"content":"x"}`))
		return err
	}
	if err := try(discordtest.Fault{Cut: true}); err == nil || len(ch.Messages()) != 0 {
		t.Errorf("cut: %v, %d messages", err, len(ch.Messages()))
	}
	if err := try(discordtest.Fault{LoseReply: true}); err == nil || len(ch.Messages()) != 1 {
		t.Errorf("lost: %v, %d messages", err, len(ch.Messages()))
	}
	d.Faults(func(r discordtest.Request) *discordtest.Fault {
		if r.Route == "gateway socket" {
			return discordtest.Broken(503)
		}
		return nil
	})
	if _, resp, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(d.URL, "http"), nil); err == nil || resp.StatusCode != 503 {
		t.Errorf("the socket opened: %v", err)
	}
}

// TestHold keeps a request waiting for the test, or until the client leaves.
func TestHold(t *testing.T) {
	d := discordtest.New(t)
	ch := d.Guild("North Desk").Channel("general")
	bot := newRaw(t, d)
	hold := make(chan struct{})
	d.Faults(func(discordtest.Request) *discordtest.Fault { return &discordtest.Fault{Hold: hold} })
	done := make(chan answer)
	go func() {
		a, err := bot.try("POST", "/channels/"+ch.ID+"/messages", http.Header{"Content-Type": {"application/json"}}, []byte(`{"content":"x"}`))
		must(t, err)
		done <- a
	}()
	d.Until("the request has come", func() bool { return len(d.Requests()) == 1 })
	select {
	case a := <-done:
		t.Fatalf("a held request was answered: %s", a.raw)
	default:
	}
	close(hold)
	(<-done).wants(t, 200, 0)

	impatient := http.Client{Timeout: 20 * time.Millisecond}
	d.Faults(func(discordtest.Request) *discordtest.Fault { return &discordtest.Fault{Hold: make(chan struct{})} })
	if resp, err := impatient.Get(d.URL + "/api/v10/gateway"); err == nil {
		resp.Body.Close()
		t.Error("a held request was answered")
	}
	d.Until("the client has left", func() bool { r := d.Requests(); return len(r) == 2 && r[1].Status == 499 })
}

// TestRateLimits count for a channel, and for all.
func TestRateLimits(t *testing.T) {
	d := discordtest.New(t)
	g := d.Guild("North Desk")
	one, two := g.Channel("one"), g.Channel("two")
	bot := newRaw(t, d)
	d.Limit("POST /channels/{channel_id}/messages", 2, time.Hour)
	post := func(ch *discordtest.Channel) answer {
		return bot.do("POST", "/channels/"+ch.ID+"/messages", `{"content":"x"}`)
	}
	if a := post(one); a.header.Get("X-RateLimit-Limit") != "2" || a.header.Get("X-RateLimit-Remaining") != "1" {
		t.Errorf("headers are %v", a.header)
	}
	post(one)
	if a := post(one); a.status != 429 || a.header.Get("X-RateLimit-Remaining") != "0" || a.header.Get("X-RateLimit-Scope") != "user" {
		t.Errorf("the third is %d %v", a.status, a.header)
	}
	post(two).wants(t, 200, 0)
	d.LimitAll(1, time.Hour)
	bot.do("GET", "/users/@me", nil).wants(t, 200, 0)
	if a := bot.do("GET", "/users/@me", nil); a.status != 429 || a.header.Get("X-RateLimit-Global") != "true" {
		t.Errorf("beyond all is %d %v", a.status, a.header)
	}
	if n := len(d.Violations()); n != 0 {
		t.Errorf("%d violations: to be limited is none", n)
	}
}

// TestFiles goes from a person to the bot and back, by links that end.
func TestFiles(t *testing.T) {
	d := discordtest.New(t)
	g := d.Guild("North Desk")
	ch := g.Channel("general")
	link := g.Member("ann").Say(ch, "<@bot>", discordtest.File{Name: "my article.txt", Data: []byte("words")}).Attachments[0].URL
	get := func(link string, header http.Header) (int, string) {
		req, err := http.NewRequestWithContext(t.Context(), "GET", link, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header = header
		bot := newRaw(t, d)
		resp, err := bot.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(body)
	}
	if status, body := get(link, nil); status != 200 || body != "words" || !strings.Contains(link, "my_article.txt?ex=") {
		t.Errorf("%s is %d %q", link, status, body)
	}
	if status, _ := get(strings.Replace(link, "hm=", "hm=0", 1), nil); status != 404 {
		t.Errorf("a wrong signature gave %d", status)
	}
	if status, _ := get(d.URL+"/attachments/1/2/x.txt", nil); status != 404 {
		t.Errorf("an unknown file gave %d", status)
	}
	get(link, http.Header{"Authorization": {"Bot " + d.Token}})
	d.Allow(http.StatusForbidden)
	if len(d.Violations()) != 1 {
		t.Error("the token went to the CDN unnoticed")
	}
	d.Advance(25 * time.Hour)
	if status, _ := get(link, nil); status != 404 {
		t.Errorf("an old link gave %d", status)
	}
}

// TestUploads takes files of multipart bodies, as discordgo writes them.
func TestUploads(t *testing.T) {
	d := discordtest.New(t)
	ch := d.Guild("North Desk").Channel("general")
	bot := newRaw(t, d)
	send := func(method, path string, payload any, names ...string) answer {
		var files []*discordgo.File
		for _, name := range names {
			files = append(files, &discordgo.File{Name: name, Reader: strings.NewReader("data of " + name)})
		}
		kind, body, err := discordgo.MultipartBodyWithJSON(payload, files)
		if err != nil {
			t.Fatal(err)
		}
		return bot.send(method, path, http.Header{"Content-Type": {kind}}, body)
	}
	path := "/channels/" + ch.ID + "/messages"
	sent := send("POST", path, object{"content": "x", "attachments": []object{{"id": 0, "description": "chart"}}, "embeds": []object{{"image": object{"url": "attachment://a.png"}}}}, "a.png")
	sent.wants(t, 200, 0)
	if got := ch.Last().Attachments; len(got) != 1 || got[0].Name != "a.png" || string(got[0].Data) != "data of a.png" {
		t.Errorf("attachments are %+v", got)
	}
	kept := ch.Last().Attachments[0].ID
	send("PATCH", path+"/"+sent.ID, object{"attachments": []object{{"id": kept}, {"id": "0"}}}, "b.txt").wants(t, 200, 0)
	if got := ch.Last().Attachments; len(got) != 2 || got[0].ID != kept {
		t.Errorf("attachments are %+v", got)
	}
	bot.do("PATCH", path+"/"+sent.ID, `{"embeds":[],"attachments":[]}`).wants(t, 200, 0)
	if got := ch.Last().Attachments; len(got) != 0 || ch.Last().Content != "x" {
		t.Errorf("attachments are %+v", got)
	}
	send("POST", path, object{}, "only.txt").wants(t, 200, 0)

	d.Allow(discordtest.InvalidForm, discordtest.InvalidJSON, discordtest.RequestTooLarge, discordtest.MissingPermissions)
	send("POST", path, object{"content": text(2001)}, "a.txt").wants(t, 400, discordtest.InvalidForm)
	send("POST", path, object{"content": "x", "attachments": []object{{"id": "1"}}}, "a.txt").wants(t, 400, discordtest.InvalidForm)
	send("POST", path, object{"content": "x"}, strings.Split(strings.Repeat("a.txt ", 11), " ")[:11]...).wants(t, 400, discordtest.InvalidForm)
	boundary := http.Header{"Content-Type": {"multipart/form-data; boundary=b"}}
	part := func(name, body string) string {
		return "--b\r\nContent-Disposition: form-data; " + name + "\r\n\r\n" + body + "\r\n"
	}
	for name, body := range map[string]string{
		"no payload":   part(`name="content"`, "x") + "--b--\r\n",
		"odd file":     part(`name="payload_json"`, "{}") + part(`name="file"; filename="a"`, "x") + "--b--\r\n",
		"no file name": part(`name="payload_json"`, "{}") + part(`name="files[0]"`, "x") + "--b--\r\n",
		"twice":        part(`name="payload_json"`, "{}") + part(`name="payload_json"`, "{}") + "--b--\r\n",
		"cut short":    part(`name="payload_json"`, "{}"),
	} {
		if a := bot.send("POST", path, boundary, []byte(body)); a.status != 400 {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	bot.send("POST", path, boundary, []byte(part(`name="payload_json"`, "{")+"--b--\r\n")).wants(t, 400, discordtest.InvalidJSON)
	bot.send("POST", path, boundary, bytes.Repeat([]byte("x"), 11<<20)).wants(t, 413, discordtest.RequestTooLarge)
	ch.Deny(d.Guild("x").Bot(), discordtest.AttachFiles)
	send("POST", path, object{"content": "x"}, "a.txt").wants(t, 403, discordtest.MissingPermissions)
}
