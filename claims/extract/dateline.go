package extract

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"github.com/claimbot/claimbot/claims/text"
)

// datelinePattern is the dateline that opens a report: a place, in capitals or
// with an agency or a day after it, then a dash before the first sentence:
// "VARNHOLM, Kestria — Nine", "Lyon, March 14 (Agency) - Nine".
var datelinePattern = sync.OnceValue(func() *regexp.Regexp {
	const (
		shouted = `\p{Lu}[\p{Lu}’'.\-]+(?: \p{Lu}[\p{Lu}’'.\-]*){0,4}`
		titled  = `\p{Lu}[\pL’'.\-]+(?: \p{Lu}[\pL’'.\-]+){0,3}`
		day     = `(?:, (?:\p{Lu}[a-z]+\.?(?: \d{1,2})?|\d{1,2} \p{Lu}[a-z]+\.?)(?:,? \d{2,4})?)`
		agency  = ` ?[(\[][^()\[\]\n]{2,40}[)\]]`
		dash    = ` *(?:—|–|--|―)\s*| - `
	)
	place := `(?:` + shouted + `(?:, ` + titled + `)?(?:/` + shouted + `)?` + day + `?(?:` + agency + `)?|` + titled + `(?:, ` + titled + `)?` + day + `?` + agency + `)`
	const label = `(?:BREAKING|UPDATED?|LIVE|EXCLUSIVE|DEVELOPING|JUST IN)(?: NEWS)?: +`
	return regexp.MustCompile(`^(?:` + label + `|` + place + `(?:` + dash + `))`)
})

// longestDateline bounds, in bytes, where a dateline is looked for.
const longestDateline = 160

// datelineOf gives how many bytes of a paragraph its dateline takes; 0 for
// none. What follows must begin a sentence: "NATO – the alliance – said" has
// no dateline.
func datelineOf(paragraph string) int {
	head := paragraph[:min(len(paragraph), longestDateline)]
	if !strings.ContainsAny(head, "—–-―:") {
		return 0
	}
	at := datelinePattern().FindStringIndex(head)
	if at == nil {
		return 0
	}
	next := first(paragraph[at[1]:])
	if !text.IsQuote(next) && (next < '0' || next > '9') && !unicode.IsUpper(next) {
		return 0
	}
	return at[1]
}
