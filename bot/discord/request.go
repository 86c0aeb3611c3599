package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"time"
)

const (
	api = "/api/v10"

	// attempts is how often a request is tried in all where a fault may pass,
	// limitedAttempts where Discord says when to come back.
	attempts        = 4
	limitedAttempts = 10

	// longestWait is the longest pause that is worth it when nobody set a
	// deadline; a limit that lasts longer (a ban lasts an hour) is an error.
	longestWait = time.Minute

	slowest = 100_000 // bytes a second of an upload, below which it is given up

	maxReply = 16 << 20 // a server with thousands of roles and channels has about 2 MB
)

// request is one call of Discord's API.
type request struct {
	method string
	path   string // beneath /api/v10; it may hold an interaction's token
	route  string // what is said of it in errors and logs: never a token
	bucket string // requests of one bucket share a rate limit
	body   body

	anonymous  bool // the path's token is the permission; the bot's own is not sent
	repeatable bool // doing it twice is the same as once
	answer     bool // a callback: a second one gets 40060, which says that the first arrived
}

// reply is what came back.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// do sends r until it has an answer that will not change, and gives the body
// of a success. It ends by ctx's deadline whatever it is waiting for.
func (c *Client) do(ctx context.Context, r request) ([]byte, error) {
	limited := 0
	for try := 1; ; try++ {
		if err := c.await(ctx, r); err != nil {
			return nil, err
		}
		got, err := c.attempt(ctx, r)
		switch {
		case err != nil && ctx.Err() != nil:
			return nil, fmt.Errorf("%s: %w", r.route, context.Cause(ctx))
		case err != nil && try < attempts && (r.repeatable || r.answer || unsent(err)):
			c.log.Debug("Discord request tried again", "route", r.route, "try", try, "err", err)
		case err != nil:
			return nil, unreachable(r, err)
		case got.status < 300:
			return got.body, nil
		case got.status == http.StatusTooManyRequests && limited < limitedAttempts:
			limited++
			try--
			c.slowDown(r, got)
			continue
		case got.status >= 500 && try < attempts && (r.repeatable || r.answer):
			c.log.Debug("Discord request tried again", "route", r.route, "try", try, "status", got.status)
		default:
			failure := newError(r, got)
			if r.answer && try > 1 && failure.Code == CodeAcknowledged {
				return nil, nil
			}
			return nil, failure.explain()
		}
		if err := c.pause(ctx, r, c.backoff(try)); err != nil {
			return nil, err
		}
	}
}

// slowDown heeds a 429. One that stops everything is for the operator to know.
func (c *Client) slowDown(r request, got reply) {
	pause, all := c.limits.block(r.bucket, got)
	if all {
		c.log.Warn("Discord stops all requests for a while", "route", r.route, "pause", pause)
		return
	}
	c.log.Debug("Discord asks for a pause", "route", r.route, "pause", pause)
}

// await waits until the rate limits let r go.
func (c *Client) await(ctx context.Context, r request) error {
	for {
		d := c.limits.reserve(r.bucket, r.answer)
		if d <= 0 {
			return nil
		}
		if err := c.pause(ctx, r, d); err != nil {
			return err
		}
	}
}

// pause waits for d, or says at once that this is longer than ctx has.
func (c *Client) pause(ctx context.Context, r request, d time.Duration) error {
	left := longestWait
	if deadline, ok := ctx.Deadline(); ok {
		left = min(left, time.Until(deadline))
	}
	if d > left {
		return limitedError(r, d)
	}
	if err := c.opts.Wait(ctx, d); err != nil {
		return fmt.Errorf("%s: %w", r.route, err)
	}
	return nil
}

// backoff doubles with every try; half of it is chance, so that requests which
// failed together do not come back together.
func (c *Client) backoff(try int) time.Duration {
	d := c.opts.Backoff << min(try-1, 7)
	return d/2 + rand.N(d/2+1)
}

// attempt sends r once.
func (c *Client) attempt(ctx context.Context, r request) (reply, error) {
	ctx, cancel := context.WithTimeout(ctx, c.opts.Timeout+time.Duration(len(r.body.data)/slowest)*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, r.method, c.base.String()+api+r.path, r.body.reader())
	if err != nil {
		return reply{}, inner(err)
	}
	req.Header.Set("User-Agent", "DiscordBot (https://github.com/claimbot/claimbot, "+c.opts.Version+")")
	if !r.anonymous {
		req.Header.Set("Authorization", "Bot "+c.opts.Token)
	}
	if r.body.contentType != "" {
		req.Header.Set("Content-Type", r.body.contentType)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return reply{}, inner(err)
	}
	defer resp.Body.Close()
	c.limits.learn(r.bucket, resp.Header)
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxReply+1))
	if err == nil && len(data) > maxReply {
		err = fmt.Errorf("reply of more than %d bytes", maxReply)
	}
	return reply{resp.StatusCode, resp.Header, data}, err
}

// unsent says whether err came before anything was sent.
func unsent(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	return ok && op.Op == "dial"
}

// into decodes a reply into v.
func into(data []byte, route string, v any) error {
	if err := json.Unmarshal(data, v); err != nil {
		return unreadable(route, err)
	}
	return nil
}

// get fetches a path into v.
func (c *Client) get(ctx context.Context, path, route string, v any) error {
	r := request{method: http.MethodGet, path: path, route: "GET " + route, bucket: "GET " + path, repeatable: true}
	data, err := c.do(ctx, r)
	if err != nil {
		return err
	}
	return into(data, r.route, v)
}

// body is what a request carries.
type body struct {
	contentType string
	data        []byte
}

func (b body) reader() io.Reader {
	if b.contentType == "" {
		return nil
	}
	return bytes.NewReader(b.data)
}
