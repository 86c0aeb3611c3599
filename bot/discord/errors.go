package discord

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/gorilla/websocket"

	"github.com/claimbot/claimbot/claims"
)

// Codes of Discord that callers act on. Those from 4000 to 4999 close the
// gateway, the others stand in replies.
const (
	CodeBadToken            = 4004
	CodeBadShard            = 4010
	CodeShardsNeeded        = 4011
	CodeBadVersion          = 4012
	CodeBadIntents          = 4013
	CodeIntentsNotAllowed   = 4014
	CodeUnknownChannel      = 10003
	CodeUnknownGuild        = 10004
	CodeUnknownMember       = 10007
	CodeUnknownMessage      = 10008
	CodeUnknownUser         = 10013
	CodeUnknownWebhook      = 10015
	CodeUnknownInteraction  = 10062
	CodeAcknowledged        = 40060
	CodeMissingAccess       = 50001
	CodeEmptyMessage        = 50006
	CodeNoDirectMessages    = 50007
	CodeMissingPermissions  = 50013
	CodeInvalidWebhookToken = 50027
	CodeInvalidForm         = 50035
)

const (
	badToken = "The Discord token is not accepted: open https://discord.com/developers/applications → your application → Bot → Reset Token, and set DISCORD_TOKEN to the new token."
	noIntent = "Discord does not allow an intent that the bot asks for: open https://discord.com/developers/applications → your application → Bot → Privileged Gateway Intents, and switch on Message Content Intent, or switch off what needs it."
	tooBig   = "The bot is in too many servers for one connection, which this version cannot split."
	noWrite  = "The bot may not do that in this channel: in Discord, right-click the channel → Edit Channel → Permissions → the bot's role, and allow View Channel, Send Messages, Send Messages in Threads, Embed Links and Read Message History."
	noAccess = "The bot cannot see that channel or server: in Discord, right-click the channel → Edit Channel → Permissions → the bot's role, and allow View Channel; if the bot is no longer in the server, invite it again."
	noDirect = "That person takes no direct messages from the bot: they can allow them under the server's name → Privacy Settings → Direct Messages."
)

// Error is a refusal of Discord. It holds no token.
type Error struct {
	Route   string // method and path with names for ids, such as "PATCH /webhooks/{app}/{token}/messages/@original"
	Status  int    // of HTTP; 0 when the gateway was closed
	Code    int    // one of Discord's, 0 if there was none
	Message string // in Discord's words
	Details string // for a refused form, where the fault lies, as JSON
}

// Error tells all that is known.
func (e *Error) Error() string {
	s := fmt.Sprintf("%s: Discord says %d", e.Route, e.Status)
	if e.Status == 0 {
		s = e.Route + ": closed by Discord"
	}
	if e.Code != 0 {
		s += fmt.Sprintf(", code %d", e.Code)
	}
	if e.Message != "" {
		s += ", " + e.Message
	}
	return s + e.Details
}

// Code gives Discord's code of an error, 0 if it has none.
func Code(err error) int {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return 0
}

// IsGone says whether an interaction can no longer be answered: it was not
// acknowledged within 3 seconds, or its 15 minutes are over. What is still to
// be said goes into the channel as a message.
func IsGone(err error) bool {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return false
	}
	switch e.Code {
	case CodeUnknownInteraction, CodeUnknownWebhook, CodeInvalidWebhookToken:
		return true
	}
	return e.Status == http.StatusNotFound && e.Code == 0
}

// newError reads a reply that is no success.
func newError(r request, got reply) *Error {
	e := &Error{Route: r.route, Status: got.status}
	var told struct {
		Code    int             `json:"code"`
		Message string          `json:"message"`
		Errors  json.RawMessage `json:"errors"`
	}
	if json.Unmarshal(got.body, &told) != nil {
		return e
	}
	e.Code, e.Message = told.Code, cut(told.Message, 200)
	if len(told.Errors) > 0 {
		e.Details = " " + cut(string(told.Errors), 600)
	}
	return e
}

// explain puts the error within one that has a sentence for people, if there
// is something to say that helps.
func (e *Error) explain() error {
	switch {
	case e.Code == CodeMissingPermissions:
		return claims.WrapErrorf(claims.EForbidden, e, "%s", noWrite)
	case e.Code == CodeMissingAccess:
		return claims.WrapErrorf(claims.EForbidden, e, "%s", noAccess)
	case e.Code == CodeNoDirectMessages:
		return claims.WrapErrorf(claims.EForbidden, e, "%s", noDirect)
	case e.Code == CodeBadToken || e.Status == http.StatusUnauthorized && e.Code != CodeInvalidWebhookToken:
		return claims.WrapErrorf(claims.EForbidden, e, "%s", badToken)
	case e.Code == CodeBadIntents || e.Code == CodeIntentsNotAllowed:
		return claims.WrapErrorf(claims.EForbidden, e, "%s", noIntent)
	case e.Code == CodeShardsNeeded:
		return claims.WrapErrorf(claims.EUnsupported, e, "%s", tooBig)
	case e.Status == http.StatusTooManyRequests || e.Status >= 500:
		return claims.WrapErrorf(claims.EUnavailable, e,
			"Discord does not answer properly at the moment (HTTP %d); try again in a minute.", e.Status)
	}
	return e
}

// limitedError is for a pause that is longer than the request may take.
func limitedError(r request, d time.Duration) error {
	e := &Error{Route: r.route, Status: http.StatusTooManyRequests, Message: "rate limited for " + d.Round(time.Second/10).String()}
	return claims.WrapErrorf(claims.EUnavailable, e,
		"Discord asks the bot to slow down; try again in %s.", max(d.Round(time.Second), time.Second))
}

// unreachable is for a connection that failed.
func unreachable(r request, err error) error {
	return claims.WrapErrorf(claims.EUnavailable, fmt.Errorf("%s: %w", r.route, err),
		"Discord cannot be reached; check the network, and https://discordstatus.com.")
}

// unreadable is for a reply that has not the shape it should have.
func unreadable(route string, err error) error {
	return claims.WrapErrorf(claims.EUnavailable, fmt.Errorf("%s: %w", route, err),
		"Discord sent something that the bot does not understand; try again later.")
}

// closed gives the Error of a gateway that Discord closed, or nil.
func closed(err error) *Error {
	if e, ok := errors.AsType[*websocket.CloseError](err); ok {
		return &Error{Route: "gateway", Code: e.Code, Message: cut(e.Text, 200)}
	}
	return nil
}

// inner drops the URL, which may hold a token, from a client's error.
func inner(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}

// cut shortens s to at most n bytes, without broken letters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n] + "…"
}
