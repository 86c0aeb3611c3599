package ask

import (
	"net/url"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// Lengths of a text fragment: a quote of up to wholeFragment words is named
// whole, a longer one by its first and last edgeFragment words.
const (
	wholeFragment = 8
	edgeFragment  = 4
)

// EvidenceURL gives the article's address with a text fragment that opens the
// quote in it (https://wicg.github.io/scroll-to-text-fragment/), "" for an
// article without an address. It is made of our rows alone.
func EvidenceURL(a claims.Article, quote string) string {
	if a.URL == "" {
		return ""
	}
	base, _, _ := strings.Cut(a.URL, "#")
	first, _, _ := strings.Cut(quote, "\n") // a fragment's ends do not span blocks
	words := strings.Fields(first)
	if len(words) == 0 {
		return base
	}
	if len(words) <= wholeFragment && len(first) == len(quote) {
		return base + "#:~:text=" + escapeFragment(words)
	}
	last := strings.Fields(quote[strings.LastIndexByte(strings.TrimSpace(quote), '\n')+1:])
	return base + "#:~:text=" + escapeFragment(words[:min(edgeFragment, len(words))]) + "," + escapeFragment(last[len(last)-min(edgeFragment, len(last)):])
}

// escapeFragment escapes what a text directive gives a meaning: "-", "," and
// "&".
func escapeFragment(words []string) string {
	return strings.NewReplacer("-", "%2D", ",", "%2C", "&", "%26").Replace(url.PathEscape(strings.Join(words, " ")))
}
