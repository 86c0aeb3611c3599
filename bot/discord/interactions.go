package discord

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"
)

// Respond answers an interaction for the first time, which must arrive within
// 3 seconds of the event. data is the response's data: a message for kinds 4
// and 7, {"flags":64} or nil for a deferral, choices, or a modal. A message
// that says nothing of allowed_mentions mentions nobody.
func (c *Client) Respond(ctx context.Context, i *discordgo.Interaction, kind discordgo.InteractionResponseType, data any, files ...File) error {
	response := map[string]any{"type": kind}
	switch {
	case kind == discordgo.InteractionResponseChannelMessageWithSource || kind == discordgo.InteractionResponseUpdateMessage:
		fields, err := message(data)
		if err != nil {
			return err
		}
		response["data"] = fields
	case data != nil:
		response["data"] = data
	}
	b, err := encode(response, files)
	if err != nil {
		return err
	}
	path := join("interactions", i.ID, i.Token, "callback")
	_, err = c.do(ctx, request{
		method: http.MethodPost, path: path, route: "POST /interactions/{id}/{token}/callback", bucket: path,
		body: b, anonymous: true, answer: true,
	})
	return err
}

// EditOriginal replaces what an interaction was answered with, also the
// "thinking…" of a deferral. app and token are the interaction's and may come
// from a store. IsGone says whether the token is dead.
func (c *Client) EditOriginal(ctx context.Context, app, token string, data any, files ...File) error {
	return c.editWebhook(ctx, app, token, "@original", data, files)
}

// EditFollowUp replaces a message that FollowUp sent.
func (c *Client) EditFollowUp(ctx context.Context, app, token, message string, data any, files ...File) error {
	return c.editWebhook(ctx, app, token, message, data, files)
}

func (c *Client) editWebhook(ctx context.Context, app, token, id string, data any, files []File) error {
	r, err := webhook(http.MethodPatch, app, token, id, data, files)
	if err != nil {
		return err
	}
	r.repeatable = true
	_, err = c.do(ctx, r)
	return err
}

// FollowUp sends one more message for an interaction that was answered, and
// gives its id. A fault on the way is not tried again: Discord takes no nonce
// here, so the message could stand there twice.
func (c *Client) FollowUp(ctx context.Context, app, token string, data any, files ...File) (id string, err error) {
	r, err := webhook(http.MethodPost, app, token, "", data, files)
	if err != nil {
		return "", err
	}
	return c.doForID(ctx, r)
}

// Original fetches what an interaction was answered with.
func (c *Client) Original(ctx context.Context, app, token string) (*discordgo.Message, error) {
	path := join("webhooks", app, token, "messages", "@original")
	r := request{
		method: http.MethodGet, path: path, route: "GET /webhooks/{app}/{token}/messages/@original", bucket: "GET " + path,
		anonymous: true, repeatable: true,
	}
	return c.doForMessage(ctx, r)
}

// DeleteOriginal takes back what an interaction was answered with.
func (c *Client) DeleteOriginal(ctx context.Context, app, token string) error {
	path := join("webhooks", app, token, "messages", "@original")
	_, err := c.do(ctx, request{
		method: http.MethodDelete, path: path, route: "DELETE /webhooks/{app}/{token}/messages/@original", bucket: "DELETE " + path,
		anonymous: true, repeatable: true,
	})
	return err
}

// webhook makes a request about the message id of an interaction, or for a new
// one. Each token is a bucket, so that no answer waits for another.
func webhook(method, app, token, id string, data any, files []File) (request, error) {
	fields, err := message(data)
	if err != nil {
		return request{}, err
	}
	b, err := encode(fields, files)
	path, route := join("webhooks", app, token), "/webhooks/{app}/{token}"
	r := request{method: method, bucket: method + " " + path, body: b, anonymous: true}
	switch id {
	case "":
		path += "?wait=true"
	case "@original":
		path, route = path+"/messages/@original", route+"/messages/@original"
	default:
		path, route = path+join("messages", id), route+"/messages/{id}"
	}
	r.path, r.route = path, method+" "+route
	return r, err
}
