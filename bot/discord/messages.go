package discord

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Send posts a message in a channel and gives its id. data may carry a
// message_reference, and a nonce by which a message that was sent shortly
// before is recognised; without one it gets one, so that a fault on the way
// never makes two messages. Who says nothing of allowed_mentions mentions
// nobody.
func (c *Client) Send(ctx context.Context, channel string, data any, files ...File) (id string, err error) {
	fields, err := message(data)
	if err != nil {
		return "", err
	}
	if err := onceOnly(fields); err != nil {
		return "", err
	}
	b, err := encode(fields, files)
	if err != nil {
		return "", err
	}
	path := join("channels", channel, "messages")
	return c.doForID(ctx, request{
		method: http.MethodPost, path: path, route: "POST /channels/{id}/messages", bucket: "POST " + path,
		body: b, repeatable: true,
	})
}

// EditMessage replaces what data names of a message of the bot's own.
func (c *Client) EditMessage(ctx context.Context, channel, id string, data any) error {
	fields, err := message(data)
	if err != nil {
		return err
	}
	b, err := plain(fields)
	if err != nil {
		return err
	}
	_, err = c.do(ctx, request{
		method: http.MethodPatch, path: join("channels", channel, "messages", id), route: "PATCH /channels/{id}/messages/{id}",
		bucket: "PATCH " + join("channels", channel, "messages"), body: b, repeatable: true,
	})
	return err
}

// Message fetches a message.
func (c *Client) Message(ctx context.Context, channel, id string) (*discordgo.Message, error) {
	return c.doForMessage(ctx, request{
		method: http.MethodGet, path: join("channels", channel, "messages", id), route: "GET /channels/{id}/messages/{id}",
		bucket: "GET " + join("channels", channel, "messages"), repeatable: true,
	})
}

// Typing shows in a channel for 10 seconds that the bot is writing.
func (c *Client) Typing(ctx context.Context, channel string) error {
	path := join("channels", channel, "typing")
	_, err := c.do(ctx, request{method: http.MethodPost, path: path, route: "POST /channels/{id}/typing", bucket: path, repeatable: true})
	return err
}

// OpenDM gives the id of the channel for direct messages with a user.
func (c *Client) OpenDM(ctx context.Context, user string) (channel string, err error) {
	b, err := plain(map[string]string{"recipient_id": user})
	if err != nil {
		return "", err
	}
	return c.doForID(ctx, request{
		method: http.MethodPost, path: "/users/@me/channels", route: "POST /users/@me/channels", bucket: "POST /users/@me/channels",
		body: b, repeatable: true,
	})
}

// doForID sends r and gives the id of what it made.
func (c *Client) doForID(ctx context.Context, r request) (string, error) {
	data, err := c.do(ctx, r)
	if err != nil {
		return "", err
	}
	var made struct {
		ID string `json:"id"`
	}
	err = into(data, r.route, &made)
	return made.ID, err
}

func (c *Client) doForMessage(ctx context.Context, r request) (*discordgo.Message, error) {
	data, err := c.do(ctx, r)
	if err != nil {
		return nil, err
	}
	m := &discordgo.Message{}
	if err := decodeLoose(data, m); err != nil {
		return nil, unreadable(r.route, err)
	}
	return m, nil
}

// join makes a path of segments, none of which can reach out of its place.
func join(segments ...string) string {
	var b strings.Builder
	for _, s := range segments {
		if s == "" || s == "." || s == ".." {
			s = "0" // never an id, and never another path
		}
		b.WriteString("/" + url.PathEscape(s))
	}
	return b.String()
}
