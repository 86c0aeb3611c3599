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
// stories, cookies. Rules are held against a whole paragraph, and one that
// reports what somebody said is no invitation: a story about newsletters stays.
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
	if matchesAny(rules.closed, p) || matchesAny(rules.notices, p) {
		return true
	}
	if !strings.HasSuffix(p, ".") && (matchesAny(rules.links, p) || matchesAny(rules.credits, p)) { // with a full stop it is a sentence
		return true
	}
	return matchesAny(rules.invitations, p) && !rules.reported.MatchString(p)
}

// dropNotices leaves out the notices that the lines of a block hold, also
// those that were wrapped. Marks stay: they tell what else must go.
func dropNotices(lines []string) []string {
	var kept []string
	for i := 0; i < len(lines); {
		if isMark(lines[i]) {
			kept = append(kept, lines[i])
			i++
			continue
		}
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
// there is none. Only notices whose end is known may run over lines, lest they
// take the article's first words along.
func noticeAt(lines []string) int {
	joined, found := "", 0
	for i, line := range lines[:min(len(lines), noticeLines)] {
		joined = strings.TrimSpace(joined + " " + line)
		if utf8.RuneCountInString(joined) > noticeLength {
			break
		}
		if matchesAny(boilerplate().closed, joined) || i == 0 && isBoilerplate(joined) {
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

// rules are held against whole paragraphs.
type rules struct {
	closed      []*regexp.Regexp // known to their last word: may run over lines
	notices     []*regexp.Regexp // labels of buttons, boxes and pictures
	links       []*regexp.Regexp // headlines of other stories
	credits     []*regexp.Regexp // who took a picture
	invitations []*regexp.Regexp // have a tail of any words: not where somebody is quoted
	player      *regexp.Regexp
	reported    *regexp.Regexp
}

var boilerplate = sync.OnceValue(func() rules {
	return rules{
		closed: compile(
			player+`(?: ?that| ?which)?(?: ?supports?)?(?: ?html5)?(?: ?(?:video|audio))?`,
			toPlay,
			`get in touch with (?:us|(?:our|the|\S+(?: \S+)?['’]s) (?:\S+ ){0,2}(?:team|desk|newsroom)) (?:by|at|on|via)(?: (?:e-?mailing|writing to|e-?mail|calling|messaging))?(?: us)?(?: (?:at|on|via))?:? \S+@\S+`,
			`please use (?:an? )?(?:[^\s.]+ ){1,3}browser for a more accessible video player(?: \d{1,2}:\d\d(?::\d\d)?)*`,
			counted+` (?:shares?|likes?|reactions?|(?:(?:view|read|see|show) )?comments?)(?: `+counted+` (?:shares?|likes?|reactions?|(?:(?:view|read|see|show) )?comments?))*`,
			`(?:\+\d{1,3} )*view gallery`,
			`for more (?:stories|news|articles)(?: and [^\s.]+)?(?: like this(?: one)?)?,? (?:check(?: out)?|visit|see|follow|go to|head (?:over )?to|click) (?:our|the|here|us)\b(?: [^\s.]+){0,5}`,
		),
		notices: compile(
			`(?:please )?(?:enable|turn on|activate|allow) java ?script(?: and cookies)?(?: in your browser)?(?: (?:to|and) (?:view|watch|continue|use|see|read|play|reload)[^.]{0,60})?`,
			`(?:javascript is (?:disabled|not enabled|required)|your browser does not support|you need to enable javascript|this (?:site|page|content|video) requires javascript)[^.]{0,80}`,
			`(?:scroll (?:down )?for (?:video|more)|(?:story|article|post) continues below(?: (?:this )?(?:ad|advertisement|video|photo|image))?|continue reading(?: below| after the ad)?|(?:skip|jump) (?:to (?:the )?(?:main )?(?:content|article|navigation)|advert(?:isement)?|ad|past newsletter promotion))`,
			`(?:advert|advertisement|advertising|ads?|sponsored|sponsored content|paid content|promoted)(?: ?[-–—] ?(?:scroll to continue|continue reading below|(?:story|article) continues below))?`,
			`share(?: (?:this|on|via|it|with|article|story|page|post|link|now|by|`+networks+`|e-?mail|comments?|close|copy))*`,
			`(?:copy ?link|link copied!?|(?:print|save|bookmark|e-?mail|tweet)(?: this)?(?: (?:article|story|page|for later))?|messenger|pinterest|`+networks+`)`,
			`(?:comments?|\d+ comments?|(?:view|show|read|see|leave|post|add|write|hide)(?: all| a| your)?(?: \d+)? comments?|comment now|join the (?:conversation|discussion)|be the first to comment|start the conversation)`,
			`(?:most read|most popular|trending(?: now)?|related (?:articles?|stories|topics|content|news)|more (?:on this story|stories|from \S+(?: \S+)?)|recommended(?: for you| stories)?|you may also like|up next|(?:previous|next) page|watch (?:now|more|next|live)|play video|read more|read next|see also|more:?|list of \d items|end of list|latest (?:news|stories)|what to read next)`,
			`(?:sign in|log in|register|subscribe(?: now| today)?|sign up(?: now| here)?|loading(?: \.{3}|…)?|close|menu|search|home|back to top|accept(?: all)?(?: cookies)?|reject all|manage (?:cookies|preferences|settings)|cookie (?:policy|settings|notice)|privacy policy|terms (?:of use|and conditions))`,
			`(?:listen to (?:this|the) (?:article|story)|(?:this )?(?:video|audio|content) (?:can ?not|can['’]t|could not) be (?:played|loaded)[^.]{0,40}|video player is loading|current time \d.{0,60}|\d+ min(?:ute)?s? read|(?:follow|like|find|join) (?:us|along)(?: for (?:more|the latest|updates|news|live updates)(?: [^\s.]+){0,4})?)`,
			`share or comment on this (?:article|story|post)(?: ?: ?.{2,200})?`,
			`save (?:this )?(?:articles?|stor(?:y|ies)|posts?) (?:to read|for) later(?: and (?:create|make|build|start) your own reading list)?`,
			`this (?:article|story|page) is (?:more than |over )?(?:\d+|an?) (?:months?|years?) old`,
			`(?:(?:estimated )?reading time:? (?:about )?\d+ ?min(?:ute)?s?|\d+[ -]?min(?:ute)?s?[ -]read(?:ing time)?)`,
			`list (?:\d+ of \d+|of \d+ items?)`,
			`(?:re-?use this (?:content|article)|(?:after|skip past) newsletter promotion|explore more(?: on these topics)?|view image in fullscreen|open image modal)`,
			`privacy notice: newsletters .{2,300}`,
			`(?:(?:this (?:site|form|page) is protected by|we use) (?:google )?re-?captcha|for more information,? see our privacy policy).{0,200}`,
			`(?:[^\s.]+ ){0,2}this content is provided by [^.]{2,60}, which may be using cookies and other technologies\. to show you this content,? we need your permission to use cookies.{0,120}`,
			`image source,? ?.{1,80}`,
			`(?:copyright )?(?:©|\(c\))(?: copyright)? ?(?:\d{4}|\p{L}).{0,120}`,
			`all rights reserved`,
			`(?:read more|also read|read also|see also|related (?:article|story|news|stories)) ?[:>|»→] ?.{2,160}`,
		),
		links: compile(
			`(?:related|watch(?: now| more| live)?|listen|don['’]t miss|in pictures|further reading|recommended|more on this|more) ?[:>|»→] ?.{2,160}`,
			`(?:more|read more|watch|related) [-–—] ?.{2,140}`,
		),
		credits: compile(
			`[\[(]?`+credited+`(?: (?:credit|source))?(?: ?[:©] ?| by | courtesy of )`+credit+`[\])]?`,
			`[\[(]?(?:`+credit+` ?(?:/|via) ?)?`+agencies+`(?: (?:images|photo|file|wire|media))?(?: ?(?:/|via) ?`+credit+`)?[\])]?`,
		),
		invitations: compile(
			`sign up (?:to|for) (?-i:\p{Lu})[^\s.,]*(?: [^\s.,]+){0,6}`,
			`be the first to (?:get|hear|know|read|see)(?: about)?(?: our| the| all)?(?: breaking| latest)? (?:news|stories|alerts?|updates?)`,
			`(?:keep|stay) (?:up(?:[ -]to[ -]date)?|informed) with (?:all )?(?:of )?(?:our|the) .{2,120} by (?:following|joining|subscribing to|signing up to|downloading) .{2,80}`,
			`get in touch (?:with (?:us|our|the) )?.{0,120}(?:@|e-?mail|whatsapp|call us|contact form).{0,100}`,
			`(?:if you(?:['’]ve| have)?|do you|have you|got)(?: have| got)? (?:an?|any|been affected|know|want|more)\b.{0,140}(?:@|get in touch|contact us|e-?mail us|let us know|tell us|submit|call us|share your|our news ?(?:desk|room|team)).{0,120}`,
			`(?:please )?(?:follow|like|find|join) (?:us|\S+(?: \S+){0,3}) on (?:our )?(?:social media|`+networks+`)(?:[ ,/&]|and|or|our|channels?|pages?|too|as well|`+networks+`|@\S+|for (?:more|the latest|all)(?: \S+){0,8})*`,
			`(?:please )?(?:sign up|subscribe|register)(?: now| here| today)?(?: to| for)(?: \S+){0,6}? (?:newsletters?|alerts?|e-?mails?|updates?|briefings?|channel|podcast)(?:,? (?:here|today|now|for free|by clicking(?: \S+){0,4}|(?:to (?:get|receive|read|stay|be|keep|have)|and (?:get|never|receive|stay)|every|each|with (?:the|our|all)|in your)(?: \S+){1,16}))?`,
			`(?:get|receive) (?:the|our|all the|more)(?: \S+){1,8} (?:delivered |sent |straight )?(?:straight |direct(?:ly)? )?(?:to|in) your (?:inbox|phone|e-?mail)(?: \S+){0,12}`,
			`(?:download|install|get) (?:our|the)(?: \S+){0,4} app(?: (?:here|now|today|from|on|for|to)(?: \S+){0,10})?`,
			`(?:click|tap) (?:here|for)(?: (?:to|for)(?: \S+){1,14})?`,
			`(?:this|our|the) (?:web ?site|site|page) uses (?:\S+ )?cookies.{0,200}`,
			`we(?: and our (?:\S+ ){0,2}partners)? use cookies.{0,220}`,
			`by (?:continuing|using|clicking|signing)(?: \S+){1,8}? you (?:agree|accept|consent).{0,160}`,
		),
		player:   regexp.MustCompile(`^(?i:` + player + ` that supports html5 video)[.\s]*`),
		reported: regexp.MustCompile(`[“”"«»]|(?:^|[\s(])[‘'][^‘’']+[’'](?:\W|$)|(?i:\b(?:said|says|told|according to|added|reported|announced|wrote)\b)`),
	}
})

// What a video player says where it cannot play.
const (
	toPlay = `to (?:view|watch|see|play|hear|listen to|read) (?:this|the) (?:video|audio|content|page|clip|article),? (?:please )?(?:enable|turn on|switch on|activate|allow) java ?script(?: in your browser)?`
	player = toPlay + `,? and (?:please )?consider (?:upgrading|moving|switching|changing|updating) to an? (?:[^\s.]+ )?(?:web )?browser`
)

const networks = `twitter|x|facebook|instagram|tiktok|youtube|telegram|whatsapp|linkedin|threads|bluesky|snapchat|mastodon|google news|flipboard|reddit|discord`

// How a page counts what readers did, and names who took a picture.
const (
	counted = `\d[\d.,]*[km]?`
	credit  = `(?-i:\p{Lu}[\p{L}’'.-]*)(?:(?: ?[/,&] ?| and | via | for | )(?-i:\p{Lu}[\p{L}’'.-]*)){0,5}`
)

// compile makes rules that hold for a whole paragraph, with or without a full
// stop, whatever its capitals.
func compile(patterns ...string) []*regexp.Regexp {
	out := make([]*regexp.Regexp, len(patterns))
	for i, p := range patterns {
		out[i] = regexp.MustCompile(`(?i)^(?:` + p + `)[.!:… ]*$`)
	}
	return out
}
