// Package discord is the shim between the bot and Discord: the one place that
// knows the wire. It takes the gateway and the shapes from discordgo, and
// stands up to what discordgo v0.29.0 does badly.
//
// REST goes past discordgo altogether, because its requests share one locked
// bucket for all interactions, sleep through deadlines when limited, and keep
// a bucket for every token for ever. A request of ours (request.go) waits for
// nothing but its own route (limits.go), keeps its context's deadline whatever
// it waits for, and is tried again only where that cannot do a thing twice.
//
// [Client.Run] holds the gateway (session.go, link.go): it opens discordgo's
// session, reopens it after every fault, watches that it still hears from
// Discord, and replaces it when it hangs on its own lock. Events are decoded
// here once more (decode.go), since discordgo loses the whole of an event over
// one unknown component, and reach the handlers on goroutines that a panic does
// not escape (events.go).
//
// What goes wrong comes back as an [*Error] within a claims.Error whose
// sentence may be shown and says where to click. Neither the bot's token nor
// that of an interaction ever stands in an error or a log line.
package discord
