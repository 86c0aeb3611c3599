package articles

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/claimbot/claimbot/claims"
)

// Text with fewer characters is no article; a page that says that it is a wall
// is believed up to the greater length.
const (
	leastText = 80
	wallText  = 900
	wallReach = 20_000 // bytes of a page in which a wall speaks
)

// A wall is what a page shows in place of an article.
type wall string

const (
	noWall     wall = ""
	loginWall  wall = "it seems to ask for a login or a subscription"
	cookieWall wall = "it seems to ask for consent to cookies first"
	scriptWall wall = "it seems to need JavaScript"
	robotWall  wall = "it seems to check whether a person is reading"
	missing    wall = "it seems to say that the page does not exist"
)

// findWall says what a page shows in place of an article. It looks at the whole
// page as it came, for walls also stand in noscript and in forms.
func findWall(doc *html.Node, title string) wall {
	var words strings.Builder
	password := false
	walk(doc, func(n *html.Node) bool {
		switch {
		case n.Type == html.TextNode && n.Parent != nil && n.Parent.DataAtom != atom.Script && n.Parent.DataAtom != atom.Style:
			words.WriteByte(' ')
			words.WriteString(n.Data[:min(len(n.Data), max(0, wallReach-words.Len()))])
		case n.DataAtom == atom.Input && attr(n, "type") == "password":
			password = true
		}
		return n.DataAtom != atom.Template
	})
	seen := oneLine(title + " " + words.String())
	for _, rule := range walls() {
		if rule.says.MatchString(seen) {
			return rule.wall
		}
	}
	if password {
		return loginWall
	}
	return noWall
}

// notAnArticle refuses what is too little to be an article, and what is little
// on a page that says that it is a wall.
func notAnArticle(paragraphs []string, w wall) error {
	length := 0
	for _, p := range paragraphs {
		length += utf8.RuneCountInString(p)
	}
	if length >= wallText || length >= leastText && !isWallText(paragraphs, w) {
		return nil
	}
	if w == noWall {
		return claims.Errorf(claims.EUnreadable, "This page shows no article text: it may be a list of articles or a player. Give the address of one article, or paste its text instead.")
	}
	return claims.Errorf(claims.EUnreadable, "This page shows no article text: %s. Paste the text instead.", string(w))
}

// isWallText says whether the wall speaks in the text itself, not beside it.
func isWallText(paragraphs []string, w wall) bool {
	spoken := 0
	for _, p := range paragraphs {
		for _, rule := range walls() {
			if rule.says.MatchString(p) {
				spoken++
				break
			}
		}
	}
	return w != noWall && spoken*3 >= len(paragraphs) && spoken > 0
}

type wallRule struct {
	wall wall
	says *regexp.Regexp
}

var walls = sync.OnceValue(func() []wallRule {
	rule := func(w wall, says string) wallRule { return wallRule{w, regexp.MustCompile(`(?i)` + says)} }
	return []wallRule{
		rule(robotWall, `captcha|are you (?:a )?(?:human|robot)|not a robot|verify(?:ing)? (?:that )?you(?: are|['’]re) (?:a )?human|checking your browser|unusual (?:traffic|activity)|just a moment\.\.\.|attention required!? ?\| ?cloudflare|access (?:to this page has been )?denied|pardon our interruption|security check|you have been blocked|security service to protect itself`),
		rule(missing, `\b404\b.{0,40}(?:not found|error|page)|page (?:not found|(?:you(?:['’]re| are| were)? (?:looking for|requested)) .{0,40}(?:not|no longer|moved|doesn)|does(?:n['’]t| not) exist|cannot be found|is no longer available)|(?:can['’]?t|couldn['’]t|cannot|could not) find (?:the|that|this) (?:page|article|story)|no longer available`),
		rule(loginWall, `(?:log|sign) ?in (?:to|or) (?:read|continue|view|access|see|your|register|subscribe|create)|subscribe (?:now )?to (?:read|continue|keep reading|unlock|access)|(?:subscribers?|members?)[- ]only|already (?:a subscriber|have an account|a member)|for subscribers|(?:register|create (?:a free |an )?account) (?:to|for) (?:read|continue|free access)|to (?:continue|keep) reading,? (?:please )?(?:subscribe|log|sign|register)`),
		rule(scriptWall, `(?:enable|turn on|activate|allow) java ?script|java ?script (?:is|must be|has been|to be) (?:disabled|enabled|required|off|turned)|(?:needs?|requires?) java ?script|without java ?script`),
		rule(cookieWall, `(?:accept|consent to|agree to|allow|enable)(?: \w+){0,3} cookies|cookies? (?:consent|preferences|settings)|(?:we|our partners).{0,60}use (?:\w+ )?cookies|before you continue`),
		rule(loginWall, `\b(?:log in|sign in|login)\b.{0,80}(?:password|e-?mail|username)`),
	}
})
