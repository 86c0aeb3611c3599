package bot

import "strings"

// Verbs of controls. What a control does stands in its custom id, with all that
// it needs, so that it works after a restart and for as long as it is shown.
const (
	verbProof     = "proof"     // answer, number of the citation, server
	verbSources   = "sources"   // answer, page, server
	verbWrong     = "wrong"     // answer, server
	verbComplain  = "complain"  // answer, server: opens a form, and is the form
	verbHide      = "hide"      // claim
	verbHideOne   = "hideone"   // a menu of claims
	verbUnhide    = "unhide"    // claim
	verbChoose    = "choose"    // question: a menu of servers
	verbElsewhere = "elsewhere" // opens the menu of servers again
	verbList      = "list"      // page, owner, words
	verbClaims    = "claims"    // page, owner, article
	verbUndo      = "undo"      // article
	verbDate      = "date"      // article: opens a form, and is the form
	verbDiff      = "diff"      // article
	verbDiffOne   = "diffone"   // a menu of articles
	verbFeeds     = "feeds"     // page, owner
	verbOutlets   = "outlets"   // page, owner, words
	verbPurge     = "purge"     // who may confirm, article
	verbRedact    = "redact"    // who may confirm, key of what is to be taken out
	verbKeep      = "keep"      // calls a purge or redaction off
	verbPaste     = "paste"     // key of what was given before
	verbAdd       = "add"       // the form for an article
)

// customID joins a verb and its arguments, at most maxCustomID units: the last
// argument is cut, which leaves a prefix that still finds an article. Empty
// arguments at the end are left away.
func customID(verb string, args ...string) string {
	return firstUnits(strings.TrimRight(strings.Join(append([]string{verb}, args...), ":"), ":"), maxCustomID)
}

// splitID gives a verb and n arguments, the last with all that is left: it
// alone may hold a colon.
func splitID(id string, n int) (verb string, args []string) {
	verb, rest, _ := strings.Cut(id, ":")
	args = make([]string, n)
	copy(args, strings.SplitN(rest, ":", max(n, 1)))
	return verb, args
}
