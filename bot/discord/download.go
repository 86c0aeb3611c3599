package discord

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/claimbot/claimbot/claims"
)

// Download fetches an attachment of at most limit bytes from the address that
// Discord gave, and from nowhere else.
func (c *Client) Download(ctx context.Context, address string, limit int64) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil || !c.isFileHost(u) {
		return nil, claims.Errorf(claims.EForbidden, "That is no attachment of Discord's; attach the file to the command or the message.")
	}
	for try := 1; ; try++ {
		data, again, err := c.download(ctx, u, limit)
		if err == nil || !again || try >= attempts {
			return data, err
		}
		if err := c.pause(ctx, request{route: "GET attachment"}, c.backoff(try)); err != nil {
			return nil, err
		}
	}
}

// isFileHost knows the hosts where Discord keeps files.
func (c *Client) isFileHost(u *url.URL) bool {
	if u.Host == c.base.Host && u.Scheme == c.base.Scheme {
		return true
	}
	return u.Scheme == "https" && (u.Host == "cdn.discordapp.com" || u.Host == "media.discordapp.net")
}

// download fetches once, and says whether a failure may pass.
func (c *Client) download(ctx context.Context, u *url.URL, limit int64) (data []byte, again bool, err error) {
	attempt, cancel := context.WithTimeout(ctx, 3*c.opts.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(attempt, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, false, inner(err)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		if ctx.Err() != nil {
			return nil, false, fmt.Errorf("GET attachment: %w", context.Cause(ctx))
		}
		return nil, true, unreachable(request{route: "GET attachment"}, inner(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		passes := resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests
		return nil, passes, claims.Errorf(claims.EUnavailable, "Discord did not give the attachment (HTTP %d); attach it again.", resp.StatusCode)
	}
	data, err = io.ReadAll(io.LimitReader(resp.Body, limit+1))
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, false, fmt.Errorf("GET attachment: %w", context.Cause(ctx))
	case err != nil:
		return nil, true, unreachable(request{route: "GET attachment"}, inner(err))
	case int64(len(data)) > limit:
		return nil, false, claims.Errorf(claims.EInvalid, "The attachment is larger than %d kB; send a smaller one.", limit/1000)
	}
	return data, false, nil
}
