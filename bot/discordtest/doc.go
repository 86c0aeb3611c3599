// Package discordtest is a strict fake of Discord for tests: a gateway and a
// REST API over real loopback sockets, and people who use them.
//
//	d := discordtest.New(t)
//	g := d.Guild("North Desk")
//	ch := g.Channel("general")
//	ann := g.Member("ann", discordtest.ManageServer)
//	… start the bot with d.URL and d.Token …
//	d.Ready()
//	x := ann.Slash(ch, "ask", discordtest.Options{"question": "How many?"})
//	reply := x.Reply()
//	y := ann.Click(reply, "Show proof")
//
// The way through it: a request of the bot comes in by rest.go, passes faults,
// limits, the token, Discord's OpenAPI document (schema.go) and the rules that
// the document does not hold (the …_rules.go files), and is answered by a
// route (the route_….go files). What people do (the act_….go files) changes the
// same state and becomes events, which gateway.go and session.go carry to the
// bot as its intents allow.
//
// Whatever the bot does that Discord would refuse is a [Violation] and fails the
// test at its end unless [Discord.Allow] named its code. So is what a person
// tried and Discord's own client would have refused, unless the test asked why.
//
// Nothing sleeps. The clock stands still until [Discord.Advance] moves it
// (deadlines of interactions, tokens, links), unless [RealTime] is chosen;
// heartbeats and rate limits run on real time, since the bot waits in it.
package discordtest
