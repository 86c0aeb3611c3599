// Package articles is where text comes from: files, folders, JSON lines,
// standard input and web pages become documents with canonical text, what
// they say of themselves, and a capture of the bytes they were read from.
//
// The way through it: [Reader.Read] tells what kind of input it has; a web
// address goes through the guarded client (fetch.go, guard.go), everything
// else is opened or piped in (files.go). What came is told apart by its name
// and its first bytes (sniff.go) and read as a page (page.go), as plain text
// (plain.go, indents.go, paragraphs.go, heading.go), as Markdown (markdown.go),
// as a PDF (pdf.go, which hands the library a document written anew within
// bounds: pdf_index.go; from its instructions come pieces, lines, columns and
// paragraphs: pdf_text.go, pdf_layout.go), as a Word document (docx.go)
// or as article lines (lines.go), whose text is taken as it is. Other text
// loses what stands around articles on pages (boilerplate.go, lists.go) and
// what only a terminal reads (escapes.go). Last, the language is
// told, and the article gets its address and its outlet (address.go,
// outlet.go).
//
// Each fetch is a visit (visit.go): one host at a time, and none before it wants
// to be asked again. What the program asks for by itself, [Reader.Feed] and
// [Reader.Refetch], also keeps to robots.txt; what a person asks for is fetched
// as their browser would (polite.go, polite_hosts.go, robots.go). Feeds are cut
// into their entries before they are parsed, so that a broken one costs no other
// (feed.go, feed_cut.go, feed_read.go, feed_json.go). What is remembered of
// hosts is of one process, and bounded.
//
// What was fetched says truthfully where it came from: its address is that of
// its page, and its outlet is a name that fits the page's domain, whether the
// page or the person who loads it gives the name, else the domain itself.
//
// Nothing is ever read beyond a limit, and every failure is one
// sentence for a person.
package articles
