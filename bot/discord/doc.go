// Package discord is the shim between the bot and Discord: the one place that
// knows the wire. It takes the shapes of Discord's objects from discordgo, and
// not its requests and its session, which fail a bot that has to hold.
//
// Requests of discordgo v0.29.0 share one locked bucket for all interactions,
// sleep through deadlines when limited, and leave a bucket for every token in
// memory. A request of ours (request.go) waits for nothing but its own route
// (limits.go), keeps its context's deadline whatever it waits for, and is tried
// again only where that cannot do a thing twice.
//
// A session of discordgo waits for a lock that it holds when Discord asks it to
// reconnect straight after a resume, answers every invalid session with a
// second IDENTIFY, does not know the address to resume at, goes on for ever
// with a token that was revoked, and ends the process over a null where it
// expects a server. [Client.Run] (run.go) keeps one connection (gateway.go) at
// a time, bounds all that it waits for on it, and goes on with the session, or
// with a new one, after every fault.
//
// Events reach the handlers on goroutines that a panic does not escape
// (events.go). They are decoded so that a component which discordgo does not
// know loses the component, not the event (decode.go).
//
// What goes wrong comes back as an [*Error] within a claims.Error whose
// sentence may be shown and says where to click. Neither the bot's token nor
// that of an interaction ever stands in an error or a log line.
package discord
