package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/claims"
)

var interaction = &discordgo.Interaction{ID: "77", AppID: app, Token: inToken}

func respond(ctx context.Context, c *Client) error {
	return c.Respond(ctx, interaction, discordgo.InteractionResponseChannelMessageWithSource, map[string]any{"content": "hello"})
}

func edit(ctx context.Context, c *Client) error {
	return c.EditOriginal(ctx, app, inToken, map[string]any{"content": "hello"})
}

func followUp(ctx context.Context, c *Client) error {
	_, err := c.FollowUp(ctx, app, inToken, map[string]any{"content": "hello"})
	return err
}

func send(ctx context.Context, c *Client) error {
	_, err := c.Send(ctx, "5", map[string]any{"content": "hello"})
	return err
}

func me(ctx context.Context, c *Client) error {
	_, err := c.Me(ctx)
	return err
}

// calls are all there is to ask of Discord.
var calls = map[string]func(context.Context, *Client) error{
	"respond":    respond,
	"edit":       edit,
	"follow-up":  followUp,
	"send":       send,
	"me":         me,
	"editFollow": func(ctx context.Context, c *Client) error { return c.EditFollowUp(ctx, app, inToken, "9", nil) },
	"original":   func(ctx context.Context, c *Client) error { _, err := c.Original(ctx, app, inToken); return err },
	"delete":     func(ctx context.Context, c *Client) error { return c.DeleteOriginal(ctx, app, inToken) },
	"message":    func(ctx context.Context, c *Client) error { _, err := c.Message(ctx, "5", "6"); return err },
	"editMsg":    func(ctx context.Context, c *Client) error { return c.EditMessage(ctx, "5", "6", nil) },
	"typing":     func(ctx context.Context, c *Client) error { return c.Typing(ctx, "5") },
	"dm":         func(ctx context.Context, c *Client) error { _, err := c.OpenDM(ctx, "5"); return err },
	"commands":   func(ctx context.Context, c *Client) error { return c.OverwriteCommands(ctx, app, []any{}) },
	"app":        func(ctx context.Context, c *Client) error { _, err := c.Application(ctx); return err },
	"guilds":     func(ctx context.Context, c *Client) error { _, err := c.ListGuilds(ctx); return err },
	"guild":      func(ctx context.Context, c *Client) error { _, err := c.Guild(ctx, "5"); return err },
	"channel":    func(ctx context.Context, c *Client) error { _, err := c.Channel(ctx, "5"); return err },
	"member":     func(ctx context.Context, c *Client) error { _, err := c.Member(ctx, "5", "6"); return err },
	"perms":      func(ctx context.Context, c *Client) error { _, err := c.CommandPermissions(ctx, app, "5"); return err },
}

var (
	fine       = answer{status: 200, body: `{"id":"9"}`}
	severed    = answer{}
	broken     = answer{status: 503, body: "upstream connect error"}
	limited    = answer{status: 429, body: `{"message":"slow","retry_after":1.5,"global":false}`}
	everywhere = answer{status: 429, body: `{"message":"slow","retry_after":2,"global":true}`}
	cloudflare = answer{status: 429, header: http.Header{"Retry-After": {"3"}}, body: "<html>error 1015</html>"}
	twice      = answer{status: 400, body: `{"code":40060,"message":"Interaction has already been acknowledged."}`}
	expired    = answer{status: 401, body: `{"code":50027,"message":"Invalid Webhook Token"}`}
)

func TestWhatIsTriedAgain(t *testing.T) {
	tests := []struct {
		name    string
		call    func(context.Context, *Client) error
		answers []answer
		want    int // requests
		code    string
	}{
		{"a reply at once", edit, []answer{fine}, 1, ""},
		{"an edit after a 503 and a cut", edit, []answer{broken, severed, fine}, 3, ""},
		{"an edit that never goes", edit, []answer{broken, broken, broken, broken, fine}, 4, claims.EUnavailable},
		{"a message has a nonce", send, []answer{broken, severed, fine}, 3, ""},
		{"a follow-up could stand twice", followUp, []answer{broken, fine}, 1, claims.EUnavailable},
		{"a follow-up that is cut could too", followUp, []answer{severed, fine}, 1, claims.EUnavailable},
		{"a follow-up that is limited was not taken", followUp, []answer{limited, fine}, 2, ""},
		{"a callback that arrived, though its reply was lost", respond, []answer{severed, twice}, 2, ""},
		{"a callback that somebody else gave", respond, []answer{twice}, 1, claims.EInternal},
		{"limits of three kinds", edit, []answer{limited, everywhere, cloudflare, fine}, 4, ""},
		{"a 429 that says nothing", edit, []answer{{status: 429}, fine}, 2, ""},
		{"limits without end", edit, repeat(limited, 20), limitedAttempts + 1, claims.EUnavailable},
		{"a refusal", edit, []answer{expired, fine}, 1, claims.EInternal},
		{"a redirect is no way to go", me, []answer{{status: 302, header: http.Header{"Location": {"/elsewhere"}}}, fine}, 1, claims.EInternal},
		{"what is no JSON", me, []answer{{status: 200, body: "<html>"}}, 1, claims.EUnavailable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &script{answers: tt.answers}
			c, _, _ := serve(t, s)
			err := tt.call(t.Context(), c)
			if len(s.requests()) != tt.want || claims.ErrorCode(err) != tt.code {
				t.Errorf("%d requests and %q (%v), want %d and %q", len(s.requests()), claims.ErrorCode(err), err, tt.want, tt.code)
			}
		})
	}
}

func repeat(a answer, n int) []answer {
	all := make([]answer, n)
	for i := range all {
		all[i] = a
	}
	return all
}

func TestWaitsAsLongAsDiscordAsks(t *testing.T) {
	for name, tt := range map[string]struct {
		answer answer
		want   time.Duration
	}{
		"JSON":       {limited, 1500 * time.Millisecond},
		"global":     {everywhere, 2 * time.Second},
		"Cloudflare": {cloudflare, 3 * time.Second},
		"nothing":    {answer{status: 429}, time.Second},
	} {
		c, times, _ := serve(t, &script{answers: []answer{tt.answer, fine}})
		if err := edit(t.Context(), c); err != nil || len(times.waited) != 1 || times.waited[0] != tt.want {
			t.Errorf("%s: waited %v (%v), want %v", name, times.waited, err, tt.want)
		}
	}
}

func TestLimitedCallbackWaits(t *testing.T) {
	for _, a := range []answer{limited, everywhere, cloudflare} {
		c, times, _ := serve(t, &script{answers: []answer{a, fine}})
		if err := respond(t.Context(), c); err != nil || len(times.waited) != 1 {
			t.Errorf("waited %v: %v", times.waited, err)
		}
	}
}

func TestGlobalLimitHoldsAllButCallbacks(t *testing.T) {
	c, times, _ := serve(t, &script{answers: []answer{everywhere, fine, fine, fine}})
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := edit(ctx, c); claims.ErrorCode(err) != claims.EUnavailable {
		t.Fatalf("a limit of 2 s within 1 s gives %v", err)
	}
	if err := respond(ctx, c); err != nil || len(times.waited) > 0 {
		t.Errorf("a callback waited %v: %v", times.waited, err)
	}
	if err := me(t.Context(), c); err != nil || len(times.waited) != 1 {
		t.Errorf("another route waited %v: %v", times.waited, err)
	}
}

// TestDeadlines shows that no wait goes on past the context's end: neither for
// a limit, nor for a server that says nothing, nor between two tries.
func TestDeadlines(t *testing.T) {
	hour := answer{status: 429, header: http.Header{"Retry-After": {"3600"}}, body: "banned"}
	for name, tt := range map[string]answer{"longer than the deadline": limited, "an hour": hour} {
		s := &script{answers: []answer{tt, fine}}
		c, times, _ := serve(t, s)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		err := edit(ctx, c)
		cancel()
		if claims.ErrorCode(err) != claims.EUnavailable || len(times.waited) > 0 || len(s.requests()) != 1 {
			t.Errorf("%s: %v after waiting %v", name, err, times.waited)
		}
	}

	c, _, _ := serve(t, &script{answers: []answer{hour}})
	if err := edit(t.Context(), c); claims.ErrorCode(err) != claims.EUnavailable {
		t.Errorf("an hour without a deadline: %v", err)
	}

	arrived, stop := make(chan struct{}), errors.New("enough")
	c, _, _ = serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body) // a server looks for the end only after it
		close(arrived)
		<-r.Context().Done()
	}))
	ctx, cancel := context.WithCancelCause(t.Context())
	go func() { <-arrived; cancel(stop) }()
	if err := edit(ctx, c); !errors.Is(err, stop) {
		t.Errorf("a silent server: %v", err)
	}

	ctx, cancel = context.WithCancelCause(t.Context())
	c, _, _ = serve(t, &script{answers: []answer{limited, fine}}, func(o *Options) {
		o.Wait = func(ctx context.Context, d time.Duration) error {
			cancel(stop)
			return wait(ctx, d)
		}
	})
	if err := edit(ctx, c); !errors.Is(err, stop) {
		t.Errorf("while it is limited: %v", err)
	}
}

func TestSilentServerIsTriedAgain(t *testing.T) {
	var mu sync.Mutex
	requests := 0
	c, _, _ := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		requests++
		first := requests == 1
		mu.Unlock()
		if first {
			<-r.Context().Done()
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}), func(o *Options) { o.Timeout = 500 * time.Millisecond })
	if err := c.Typing(t.Context(), "5"); err != nil || requests != 2 {
		t.Errorf("after %d requests: %v", requests, err)
	}
}

// TestNobodyWaitsForAnother holds every request until all have arrived.
func TestNobodyWaitsForAnother(t *testing.T) {
	for name, tt := range map[string]struct {
		n    int
		call func(context.Context, *Client, int) error
	}{
		"20 edits": {20, func(ctx context.Context, c *Client, i int) error {
			return c.EditOriginal(ctx, app, fmt.Sprint("token", i), nil)
		}},
		"50 callbacks": {50, func(ctx context.Context, c *Client, i int) error {
			return c.Respond(ctx, &discordgo.Interaction{ID: fmt.Sprint(i), Token: "t"}, discordgo.InteractionResponseDeferredChannelMessageWithSource, nil)
		}},
		"50 messages in as many channels": {50, func(ctx context.Context, c *Client, i int) error {
			_, err := c.Send(ctx, fmt.Sprint(i), nil)
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			var all sync.WaitGroup
			all.Add(tt.n)
			c, _, _ := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				all.Done()
				all.Wait()
				w.Header().Set("X-RateLimit-Limit", "5")
				w.Header().Set("X-RateLimit-Remaining", "4")
				w.Header().Set("X-RateLimit-Reset-After", "2")
				w.Write([]byte(`{"id":"1"}`))
			}))
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			errs := make(chan error, tt.n)
			for i := range tt.n {
				go func() { errs <- tt.call(ctx, c, i) }()
			}
			for range tt.n {
				if err := <-errs; err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestTokensStayOut lets everything go wrong in every way and reads all that
// was said of it.
func TestTokensStayOut(t *testing.T) {
	for how, a := range map[string]answer{
		"cut": severed, "503": broken, "401": {status: 401, body: `{"message":"401: Unauthorized","code":0}`},
		"404": {status: 404, body: `{"code":10015,"message":"Unknown Webhook"}`}, "limited": limited, "rubbish": {status: 200, body: `]`},
	} {
		for name, call := range calls {
			c, _, log := serve(t, &script{answers: repeat(a, 40)})
			err := call(t.Context(), c)
			told := fmt.Sprintf("%v %+v %s", err, err, log)
			if strings.Contains(told, botToken) || strings.Contains(told, inToken) {
				t.Errorf("%s after %s tells a token: %s", name, how, told)
			}
			if how != "rubbish" && err == nil {
				t.Errorf("%s after %s: no error", name, how)
			}
		}
	}
	c, err := New(Options{Token: botToken, URL: "http://127.0.0.1:1", Wait: newClock().wait})
	if err != nil {
		t.Fatal(err)
	}
	for name, call := range calls {
		err := call(t.Context(), c)
		if claims.ErrorCode(err) != claims.EUnavailable || strings.Contains(err.Error(), botToken) || strings.Contains(err.Error(), inToken) {
			t.Errorf("%s with nobody there: %v", name, err)
		}
	}
}

// TestWhoSigns shows that an interaction's answers do not need the bot's token.
func TestWhoSigns(t *testing.T) {
	for name, want := range map[string]string{
		"respond": "", "edit": "", "follow-up": "", "original": "", "delete": "", "editFollow": "",
		"send": "Bot " + botToken, "me": "Bot " + botToken,
	} {
		s := &script{answers: []answer{fine}}
		c, _, _ := serve(t, s)
		if err := calls[name](t.Context(), c); err != nil || s.requests()[0].auth != want {
			t.Errorf("%s signs %q (%v), want %q", name, s.requests()[0].auth, err, want)
		}
	}
}

func TestMessagesMentionNobodyUnlessTheySaySo(t *testing.T) {
	for name, tt := range map[string]struct {
		data any
		want string
	}{
		"nothing said": {map[string]any{"content": "@everyone"}, `{"parse":[]}`},
		"nothing":      {nil, `{"parse":[]}`},
		"null":         {map[string]any{"allowed_mentions": nil}, `{"parse":[]}`},
		"a reply":      {map[string]any{"allowed_mentions": map[string]any{"replied_user": true}}, `{"replied_user":true}`},
	} {
		for _, call := range []func(c *Client) error{
			func(c *Client) error { _, err := c.Send(t.Context(), "5", tt.data); return err },
			func(c *Client) error { _, err := c.FollowUp(t.Context(), app, inToken, tt.data); return err },
			func(c *Client) error { return c.EditMessage(t.Context(), "5", "6", tt.data) },
			func(c *Client) error { return c.EditOriginal(t.Context(), app, inToken, tt.data) },
			func(c *Client) error {
				return c.Respond(t.Context(), interaction, discordgo.InteractionResponseUpdateMessage, tt.data)
			},
		} {
			s := &script{answers: []answer{fine}}
			c, _, _ := serve(t, s)
			if err := call(c); err != nil {
				t.Fatal(err)
			}
			sent := struct {
				Mentions json.RawMessage `json:"allowed_mentions"`
				Data     struct {
					Mentions json.RawMessage `json:"allowed_mentions"`
				} `json:"data"`
			}{}
			if err := json.Unmarshal([]byte(s.requests()[0].body), &sent); err != nil {
				t.Fatal(err)
			}
			if got := string(sent.Mentions) + string(sent.Data.Mentions); got != tt.want {
				t.Errorf("%s: %s allows %s, want %s", name, s.requests()[0].path, got, tt.want)
			}
		}
	}
}

func TestNonceStaysTheSame(t *testing.T) {
	s := &script{answers: []answer{broken, fine, fine, fine}}
	c, _, _ := serve(t, s)
	for range 2 {
		if err := send(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Send(t.Context(), "5", map[string]any{"nonce": "mine"}); err != nil {
		t.Fatal(err)
	}
	var nonces []string
	for _, r := range s.requests() {
		var m struct {
			Nonce   string
			Enforce bool `json:"enforce_nonce"`
		}
		if err := json.Unmarshal([]byte(r.body), &m); err != nil || !m.Enforce || len(m.Nonce) > 25 || m.Nonce == "" {
			t.Fatalf("%s (%v)", r.body, err)
		}
		nonces = append(nonces, m.Nonce)
	}
	if nonces[0] != nonces[1] || nonces[1] == nonces[2] || nonces[3] != "mine" {
		t.Errorf("nonces %q", nonces)
	}
}
