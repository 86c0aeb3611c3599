package articles

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"github.com/claimbot/claimbot/claims/text"
)

// outletOf is the outlet of a page that was fetched from host: the name that
// the page gives if that fits the domain, else the domain. So a page cannot
// pass for one of an outlet that it does not come from.
func outletOf(said, host string) string {
	name := site(host)
	if said == "" {
		return name
	}
	if suffix, byRegistry := publicsuffix.PublicSuffix(name); !byRegistry && strings.Contains(suffix, ".") {
		return name // a host of blogs, where anybody takes any name
	}
	label, _, _ := strings.Cut(name, ".")
	if plain, err := idna.ToUnicode(label); err == nil {
		label = text.Plain(plain)
	}
	if strings.EqualFold(said, name) || fits(outletWords(said), strings.ReplaceAll(label, "-", "")) {
		return said
	}
	return name
}

// outletOfSaved is the outlet of a page that was saved as a file: if its
// address is known, the name that it gives must fit that too.
func outletOfSaved(said, address string) string {
	u, err := parseAddress(address)
	if said == "" || err != nil {
		return said
	}
	return outletOf(said, u.Hostname())
}

func outletWords(name string) []string {
	name = strings.ToLower(text.Plain(name))
	return strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// plainWords stand in the names of many outlets and say little by themselves.
var plainWords = []string{"the", "news", "daily", "online", "web", "tv", "media", "times", "post", "press", "today", "live", "world", "my", "go"}

// fits says whether a domain's label can be cut into words of the outlet,
// initials of its words and words that say little, and one of them says
// something: "nytimes" is New York Times, "reutersfake" is not Reuters.
func fits(words []string, label string) bool {
	pieces := map[string]bool{} // whether the piece says something
	for _, w := range plainWords {
		pieces[w] = false
	}
	for i := range words {
		if len(words[i]) >= 2 {
			plain, known := pieces[words[i]]
			pieces[words[i]] = !known || plain
		}
		initials := ""
		for _, w := range words[i:] {
			_, n := utf8.DecodeRuneInString(w)
			initials += w[:n]
			if len(initials) >= 2 {
				pieces[initials] = true
			}
		}
	}
	pieces[strings.Join(words, "")] = true
	return cut(label, pieces, false)
}

func cut(label string, pieces map[string]bool, said bool) bool {
	if label == "" {
		return said
	}
	for piece, says := range pieces {
		if rest, ok := strings.CutPrefix(label, piece); ok && piece != "" && cut(rest, pieces, said || says) {
			return true
		}
	}
	return false
}
