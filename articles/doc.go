// Package articles is where text comes from: files, folders, JSON lines,
// standard input and web pages become documents with canonical text, what
// they say of themselves, and a capture of the bytes they were read from.
//
// The way through it: [Reader.Read] tells what kind of input it has; a web
// address goes through the guarded client (fetch.go, guard.go), everything
// else is opened or piped in (files.go); what came is told apart by its name
// and its first bytes (sniff.go) and read as a page (page.go), plain text
// (plain.go), Markdown (markdown.go) or article lines (lines.go). The text
// loses what stands around articles on pages (boilerplate.go), its language
// is told (language.go), and the article gets its address and its outlet
// (address.go, outlet.go). Nothing is ever read beyond a limit, and every
// failure is one sentence for a person.
package articles
