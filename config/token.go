package config

import (
	"encoding/base64"
	"regexp"
	"strings"
)

// whereToken says how to come by a bot's token.
const whereToken = "copy the bot's token: Developer Portal → your application → Bot → Reset Token"

// tokenFault says what is wrong with a Discord token, "" when it may be one. A
// bot's token is three words with dots between; the first is the bot's id in
// base 64. The other words of an application's pages are told apart, as they
// are what is mostly pasted instead.
func tokenFault(token string) string {
	first, _, _ := strings.Cut(token, ".")
	switch {
	case token == "":
		return ""
	case len(token) > 4 && strings.EqualFold(token[:4], "bot "):
		return `begins with "Bot "; leave that word out and keep the token alone`
	case !plainKey(token):
		return "holds a space or a sign that no token has; " + whereToken
	case matches(`^[0-9]{15,21}$`, token):
		return "is an application's or a user's id; " + whereToken
	case matches(`^[0-9a-f]{64}$`, token):
		return "is an application's public key; " + whereToken
	case strings.Count(token, ".") == 0 && len(token) == 32:
		return "looks like an application's client secret; " + whereToken
	case strings.Count(token, ".") != 2 || len(token) < 50 || !isID(first):
		return "is no bot's token, which has three parts with dots between; " + whereToken
	}
	return ""
}

// isID says whether s is a number in base 64, as the first part of a token is.
func isID(s string) bool {
	id, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "="))
	return err == nil && matches(`^[0-9]{15,21}$`, string(id))
}

func matches(pattern, s string) bool {
	return regexp.MustCompile(pattern).MatchString(s)
}
