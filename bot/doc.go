// Package bot is the program as members of a Discord server meet it: they ask
// by /ask, by a mention, by a reply or in a direct message, and those who may
// load articles do so by /article.
//
// The way through it: an interaction becomes a call (call.go); the route of its
// command, control or form (routes.go) gives a reply, which is data; serve.go
// acknowledges in time, does the work, and sends. A question, however it came,
// is kept in the inbox before anything else and settled when its answer stands
// in the channel (question.go), so that a process that is killed leaves none
// open (recover.go). Rendering (answer.go, footer.go, …) takes what package
// proof made and gives cards; wire.go turns cards into Discord's JSON, where
// every limit is kept and nobody is ever pinged.
//
// What stands in a control's custom id (customid.go) is all that it needs: the
// bot remembers nothing that a restart may lose but conveniences.
package bot
