package discord

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

func TestDownload(t *testing.T) {
	text := answer{status: 200, body: "0123456789"}
	away := answer{status: 302, header: http.Header{"Location": {"http://169.254.169.254/"}}}
	for name, tt := range map[string]struct {
		answers  []answer
		code     string
		requests int
	}{
		"at once":        {[]answer{text}, "", 1},
		"after faults":   {[]answer{broken, severed, limited, text}, "", 4},
		"too large":      {[]answer{{status: 200, body: "01234567890"}}, claims.EInvalid, 1},
		"expired":        {[]answer{{status: 404}, text}, claims.EUnavailable, 1},
		"sent elsewhere": {[]answer{away, text}, claims.EUnavailable, 1},
		"broken":         {repeat(broken, 9), claims.EUnavailable, attempts},
	} {
		s := &script{answers: tt.answers}
		c, _, _ := serve(t, s)
		data, err := c.Download(t.Context(), c.opts.URL+"/attachments/1/2/a.txt?ex=1", 10)
		if claims.ErrorCode(err) != tt.code || err == nil && string(data) != "0123456789" || len(s.requests()) != tt.requests {
			t.Errorf("%s: %d requests, %q, %v", name, len(s.requests()), data, err)
		}
		if s.requests()[0].auth != "" {
			t.Errorf("%s: the token went to where files are", name)
		}
	}
}

func TestDownloadReachesDiscordAlone(t *testing.T) {
	s := &script{}
	c, _, _ := serve(t, s)
	for _, address := range []string{
		"", "::", "http://cdn.discordapp.com/a", "https://cdn.discordapp.com.example.org/a", "https://example.org/cdn.discordapp.com",
		"https://cdn.discordapp.com:8443/a", "https://user@evil/a", "file:///etc/passwd", strings.Replace(c.opts.URL, "http:", "https:", 1),
		"http://127.0.0.1:1/a",
	} {
		if _, err := c.Download(t.Context(), address, 10); claims.ErrorCode(err) != claims.EForbidden {
			t.Errorf("%q: %v", address, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := c.Download(ctx, "https://cdn.discordapp.com/attachments/1/2/a.txt", 10)
	if err == nil || claims.ErrorCode(err) == claims.EForbidden {
		t.Errorf("Discord's own host: %v", err)
	}
}
