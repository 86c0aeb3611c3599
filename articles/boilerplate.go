package articles

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// Notices of a page may be wrapped over this many lines when it is copied, and
// are not longer than this in characters.
const (
	noticeLines  = 8
	noticeLength = 320
)

// cleanParagraphs leaves out the paragraphs that are not of the article but of
// the page that it stands on: players, sharing, newsletters, links to other
// stories, cookies. Rules are held against a whole paragraph, and what quotes
// somebody is never dropped: a story about newsletters stays.
func cleanParagraphs(paragraphs []string) []string {
	kept := make([]string, 0, len(paragraphs))
	for _, p := range paragraphs {
		p = strings.TrimSpace(withoutPlayer(p))
		if p != "" && !isBoilerplate(p) {
			kept = append(kept, p)
		}
	}
	return kept
}

func isBoilerplate(p string) bool {
	if utf8.RuneCountInString(p) > noticeLength {
		return false
	}
	p = strings.Join(strings.Fields(p), " ")
	rules := boilerplate()
	if matchesAny(rules.notices, p) {
		return true
	}
	return !rules.reported.MatchString(p) && matchesAny(rules.invitations, p)
}

// dropNotices leaves out the notices that the lines of a block hold, also
// those that were wrapped.
func dropNotices(lines []string) []string {
	var kept []string
	for i := 0; i < len(lines); {
		if n := noticeAt(lines[i:]); n > 0 {
			i += n
			continue
		}
		kept = append(kept, lines[i])
		i++
	}
	return kept
}

// noticeAt says how many lines the notice at the beginning of lines has, 0 if
// there is none.
func noticeAt(lines []string) int {
	joined, found := "", 0
	for i, line := range lines[:min(len(lines), noticeLines)] {
		joined = strings.TrimSpace(joined + " " + line)
		if utf8.RuneCountInString(joined) > noticeLength {
			break
		}
		if matchesAny(boilerplate().notices, joined) {
			found = i + 1
		}
	}
	return found
}

// withoutPlayer cuts the notice of a video player off the beginning of a
// paragraph that it ran into.
func withoutPlayer(p string) string {
	if at := boilerplate().player.FindStringIndex(p); at != nil {
		return p[at[1]:]
	}
	return p
}

func matchesAny(rules []*regexp.Regexp, s string) bool {
	for _, rule := range rules {
		if rule.MatchString(s) {
			return true
		}
	}
	return false
}

// rules against whole paragraphs. Notices are known by their own words and may
// run over lines; invitations have a tail of any words and are held against
// paragraphs that quote nobody.
type rules struct {
	notices, invitations []*regexp.Regexp
	player, reported     *regexp.Regexp
}

var boilerplate = sync.OnceValue(func() rules {
	return rules{
		notices: compile(
			`to view this (?:video|content|page),? please enable javascript(?:,? and consider upgrading to a (?:modern )?web browser(?: that ?(?:supports html5 (?:video|audio))?)?)?`,
			`(?:please )?enable javascript(?: and cookies)?(?: in your browser)?(?: to (?:view|continue|use|see|read|play)[^.]{0,60})?`,
			`(?:javascript is (?:disabled|not enabled|required)|your browser does not support|you need to enable javascript|this (?:site|page|content) requires javascript)[^.]{0,80}`,
			`get in touch with (?:our|the|\S+(?: \S+)?'s) (?:\S+ ){0,2}(?:team|desk|newsroom) (?:by|at|on|via)(?: (?:e-?mailing|writing to|e-?mail|calling|messaging))?(?: us)?(?: (?:at|on|via))?:? \S+@\S+`,
			`for more (?:stories|news|articles)(?: and \S+)?(?: like this(?: one)?)?,? (?:check(?: out)?|visit|see|follow|go to|head (?:over )?to|click) (?:our|the|here|us)\b(?: \S+){0,5}`,
			`(?:scroll (?:down )?for (?:video|more)|(?:story|article|post) continues below(?: (?:this )?(?:ad|advertisement|video|photo|image))?|continue reading(?: below| after the ad)?|skip (?:to content|advert(?:isement)?|ad|past newsletter promotion))`,
			`(?:advert|advertisement|advertising|ads?|sponsored|sponsored content|paid content|promoted)(?: ?[-–—] ?(?:scroll to continue|continue reading below|article continues below))?`,
			`(?:share|share (?:this|on|via|it)(?: (?:article|story|page|post|with|on|via|link|now|twitter|facebook|x|whatsapp|e-?mail))*|copy link|link copied!?|print(?: this)?(?: (?:article|story|page))?|save(?: (?:this )?(?:article|story|for later))?|bookmark|e-?mail(?: this)?(?: (?:article|story))|tweet(?: this)?|whatsapp|facebook|twitter|linkedin|reddit|telegram|messenger|pinterest)`,
			`(?:comments?|\d+ comments?|(?:view|show|read|see|leave|post|add|write|hide)(?: all| a| your)?(?: \d+)? comments?|comment now|join the (?:conversation|discussion)|be the first to comment|start the conversation)`,
			`(?:most read|most popular|trending(?: now)?|related (?:articles?|stories|topics|content|news)|more (?:on this story|stories|from \S+(?: \S+)?)|recommended(?: for you| stories)?|you may also like|up next|watch (?:now|more|next|live)|play video|read more|read next|see also|more:?|list of \d items|end of list|latest (?:news|stories))`,
			`(?:sign in|log in|register|subscribe(?: now| today)?|sign up(?: now| here)?|loading(?: \.{3}|…)?|close|menu|search|back to top|accept(?: all)?(?: cookies)?|reject all|manage (?:cookies|preferences|settings)|cookie (?:policy|settings|notice)|privacy policy|terms (?:of use|and conditions))`,
			`(?:listen to (?:this|the) (?:article|story)|(?:this )?(?:video|audio|content) (?:can ?not|can't|could not) be (?:played|loaded)[^.]{0,40}|video player is loading|current time \d.*|\d+ min(?:ute)?s?(?: read)?)`,
			`image source,? ?.{1,80}`,
			`(?:copyright )?(?:©|\(c\))(?: copyright)? ?(?:\d{4}|\p{L}).{0,120}`,
			`all rights reserved`,
		),
		invitations: compile(
			`get in touch (?:with (?:us|our|the) )?.{0,120}(?:@|e-?mail|whatsapp|webnews|call us|contact form).{0,100}`,
			`(?:if you(?:'ve| have)|do you have|have you|got|if you) (?:got )?(?:an?|any|been affected|know|want|more)\b.{0,140}(?:@|get in touch|contact us|e-?mail us|let us know|tell us|submit|call us|share your|our news ?(?:desk|room|team)).{0,120}`,
			`(?:please )?(?:follow|like|find|join) (?:us|\S+(?: \S+){0,3}) on (?:our )?(?:social media|`+networks+`)(?:[ ,/&]|and|or|our|channels?|pages?|too|as well|`+networks+`|@\S+|for (?:more|the latest|all)(?: \S+){0,8})*`,
			`(?:please )?(?:sign up|subscribe|register)(?: now| here| today)?(?: to| for)(?: \S+){0,6}? (?:newsletters?|alerts?|e-?mails?|updates?|briefings?|channel|podcast)(?:,? (?:here|today|now|for free|by clicking(?: \S+){0,4}|(?:to|and|for|from|every|each|with|in your)(?: \S+){1,16}))?`,
			`(?:get|receive) (?:the|our|all the|more)(?: \S+){1,8} (?:delivered |sent |straight )?(?:straight |direct(?:ly)? )?(?:to|in) your (?:inbox|phone|e-?mail)(?: \S+){0,12}`,
			`(?:download|get) (?:our|the)(?: \S+){0,4} app(?: (?:here|now|today|from|on|for|to)(?: \S+){0,10})?`,
			`(?:click|tap|go) (?:here|to this link)(?: (?:to|for)(?: \S+){1,14})?`,
			`(?:this|our|the) (?:web ?site|site|page) uses (?:\S+ )?cookies.{0,200}`,
			`(?:we|we and our (?:\S+ )?partners) use cookies.{0,220}`,
			`by (?:continuing|using|clicking|signing)(?: \S+){1,8}? you (?:agree|accept|consent).{0,160}`,
			`(?:read more|also read|read also|see also|related|related (?:article|story|news)|watch(?: now| more| live)?|listen|don't miss|in pictures|further reading|explained|recommended|more on this|more) ?[:>|»→] ?.{2,160}[^.]`,
			`(?:more|read more|watch|related) ?[-–—] ?\p{Lu}.{2,140}[^.]`,
		),
		player:   regexp.MustCompile(`^(?i:to view this video please enable javascript,? and consider upgrading to a\s+web\s+browser\s+that\s+supports\s+html5\s+video)[.\s]*`),
		reported: regexp.MustCompile(`[“”"«»]|[‘'][^‘’']*[’']|\b(?:said|says|told|according to|added|reported|announced)\b`),
	}
})

const networks = `twitter|x|facebook|instagram|tiktok|youtube|telegram|whatsapp|linkedin|threads|bluesky|snapchat|mastodon|google news|flipboard|reddit|discord`

// compile makes rules that hold for a whole paragraph, with or without a full
// stop, whatever its capitals.
func compile(patterns ...string) []*regexp.Regexp {
	out := make([]*regexp.Regexp, len(patterns))
	for i, p := range patterns {
		out[i] = regexp.MustCompile(`(?i)^(?:` + p + `)[.!:… ]*$`)
	}
	return out
}
