package articles

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// labelWords is how many words a section's name or a byline has at most.
const labelWords = 7

// trim leaves out the paragraphs that a page puts around and between those of
// the article: labels and dates at the top, links to other stories, captions,
// and what stands under the last paragraph.
func trim(blocks []block, title string) []string {
	keep := make([]bool, len(blocks))
	for i, b := range blocks {
		keep[i] = !isNoise(b) && !isTitle(b.text, title)
	}
	dropAnnounced(blocks, keep)
	trimHead(blocks, keep)
	trimTail(blocks, keep)
	dropEmptyHeads(blocks, keep)
	var out []string
	for i, b := range blocks {
		if keep[i] {
			out = append(out, b.text)
		}
	}
	return out
}

// isTitle says whether a paragraph repeats the headline.
func isTitle(s, title string) bool {
	return title != "" && strings.EqualFold(plainName(s), plainName(title))
}

// isNoise says whether a paragraph is none of an article's, wherever it stands.
func isNoise(b block) bool {
	if isBoilerplate(b.text) {
		return true
	}
	if b.linked*10 >= len(b.text)*9 && !endsSentence(b.text) && !isHeading(b) {
		return true
	}
	if utf8.RuneCountInString(b.text) > noticeLength {
		return false
	}
	return matchesAny(noises().anywhere, b.text) || !endsSentence(b.text) && matchesAny(noises().credits, b.text)
}

// isTop says whether a paragraph is a byline or a date. A sentence is neither,
// though it may begin with "By" or name a day.
func isTop(s string) bool {
	return (!endsSentence(s) || strings.HasSuffix(s, ".m.")) && matchesAny(noises().top, s)
}

// dropAnnounced drops the links that follow a dropped announcement of them:
// "More great stories", "Don't miss".
func dropAnnounced(blocks []block, keep []bool) {
	announced := false
	for i, b := range blocks {
		if matchesAny(noises().announces, b.text) {
			announced, keep[i] = true, false
			continue
		}
		announced = announced && (!keep[i] || b.linked*3 >= len(b.text) || b.within.DataAtom == atom.Li && !endsSentence(b.text))
		if announced {
			keep[i] = false
		}
	}
}

// trimHead drops what stands above the first sentence: sections, dates, names.
func trimHead(blocks []block, keep []bool) {
	first := slices.IndexFunc(blocks, func(b block) bool {
		return endsSentence(b.text) && len(b.text) >= 60 && !isTop(b.text)
	})
	if first < 0 || first > 40 {
		return
	}
	for i, b := range blocks[:first] {
		if !endsSentence(b.text) && !isHeading(b) && len(strings.Fields(b.text)) <= labelWords || isTop(b.text) {
			keep[i] = false
		}
	}
}

// trimTail drops, from the end upwards, what only stands under articles.
func trimTail(blocks []block, keep []bool) {
	for i := len(blocks) - 1; i > 0; i-- {
		b := blocks[i]
		if keep[i] && !matchesAny(noises().bottom, b.text) && !isHeading(b) {
			return
		}
		keep[i] = false
	}
}

// dropEmptyHeads drops subheads under which nothing was kept though something
// stood there.
func dropEmptyHeads(blocks []block, keep []bool) {
	for i := range blocks {
		if !keep[i] || !isHeading(blocks[i]) && !isLabel(blocks[i].text) {
			continue
		}
		next := i + 1
		for next < len(blocks) && !keep[next] {
			next++
		}
		if next > i+1 && (next == len(blocks) || isHeading(blocks[next])) {
			keep[i] = false
		} else if next > i+2 && isLabel(blocks[i].text) {
			keep[i] = false
		}
	}
}

// isLabel says whether a paragraph is a few words that announce something.
func isLabel(s string) bool {
	return len(strings.Fields(s)) <= 5 && !endsSentence(s)
}

func isHeading(b block) bool {
	switch b.within.DataAtom {
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// endsSentence says whether a paragraph ends as sentences do.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’)]»")
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:;。।؟", last)
}

type noiseRules struct{ anywhere, credits, announces, top, bottom []*regexp.Regexp }

const (
	months    = `(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?`
	dayWords  = `(?:` + months + ` \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? ` + months + `,? \d{4}|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})`
	agencies  = `(?:getty|reuters|ap|afp|epa|shutterstock|istock|alamy|associated press|bloomberg|nasa|pa wire|rex features|anadolu|xinhua|tass|zuma|nurphoto|sipa)`
	credited  = `(?:photos?|pictures?|images?|pics?|credits?|photograph(?:er)?s?|illustrations?|videos?|file photo|foto|graphics?)`
	publishes = `(?:(?:first |originally )?(?:published|posted|created)|(?:last )?(?:updated|modified|edited)|update)`
)

var noises = sync.OnceValue(func() noiseRules {
	return noiseRules{
		anywhere: compile(
			`[\[(]?(?:related|read more|also read|see also|see more|also see|also|watch|more|recommended|don['’]t miss|related (?:post|story|article|news|stories|video))[:\]] ?[^.]{2,220}\]?`,
			`(?:get|receive) .{2,80}(?:inbox|letterbox|delivered).{0,120}`,
			`(?:want|like|love|enjoy)(?:ed)? (?:more |this |our )?(?:stories|story|articles?|reading).{0,30}\? ?.{0,80}`,
			`(?:let our news meet your inbox|breaking news e-?mails).{0,120}`,
			`(?:this|the) (?:slideshow|video|content|site|page) requires (?:javascript|cookies).{0,60}`,
			`(?:tell us what you think|post comment|view author archive|e-?mail the author|popular this week|recent articles|filed under|iklan|related news|most viewed|load more|show more|view gallery|image \d+ of.{0,6}|\d+ / \d+|continue reading below|see all|newsletters?|advertisement|subscribe).{0,12}`,
			`(?:get|read|see|watch|more)[^.]{0,60}(?:by )?click(?:ing)? here`,
			`this (?:post|article|story|page) (?:may|might|contains?).{0,40}(?:affiliate|referral|sponsored).{0,120}`,
			`(?:also|more) on \S+\.(?:com|net|org|tv|co\.\S+) .{2,200}`,
			`(?:start the conversation|join the discussion|sign up|subscribe)[:,! ].{2,140}(?:newsletters?|inbox|alerts?|updates).{0,60}`,
			`you (?:may|might) (?:also )?(?:like|be interested in|enjoy).{0,20}`,
			`more (?:great )?\S+ stories`,
			publishes+`(?: on| at)?:? (?:[a-z]{3,9},? )?`+dayWords+`(?:,? [^ ]*\d[^ ]*(?: [a-z.]{2,4}){0,2})?`,
			publishes+`(?: on| at)?: .{0,20}`+dayWords+`.{0,60}`,
			`reading time:? .{0,20}`, `tempo de leitura:? .{0,20}`,
		),
		credits: compile(
			`[\[(]?`+credited+` ?(?:source|credit|courtesy|by)?(?: ?[:©]| courtesy| by ).{2,120}`,
			`file (?:photo|image|picture)[:.] .{2,280}`,
			`image (?:copyright|caption|source).{1,250}`,
			`.{0,280}[\[(](?:`+credited+`|ap photo|afp|reuters|`+agencies+`)[ :/©].{0,80}[\])]`,
			`[^.]{0,90}\b`+agencies+`(?: images| file)? ?[/|] ?.{2,40}`,
			`[^.]{2,60} ?[/|] ?`+agencies+`(?: images| file| photo)?`,
			`.{10,250}\p{L} ?/ ?`+agencies+`(?: images| file| photo)?`,
			`.{0,60}(?:getty images|ap photo|shutterstock|istock)`,
		),
		announces: compile(
			`(?:more|other|latest|top|related|recommended|trending|popular|further)(?: \S+){0,4} (?:stories|news|articles|posts|reading|headlines|videos|coverage)`,
			`(?:related|more|don['’]t miss|read more|see also|also read|read also|most read|you (?:may|might) (?:also )?(?:like|be interested in|enjoy)|further reading|(?:more )?(?:on|from) (?:this|the) (?:story|topic)|what to read next|up next|recommended(?: for you)?|trending(?: now)?)`,
		),
		top: compile(
			`(?:by [^.]{2,60} )?(?:[^.]{0,50} )?[|•·-]? ?`+publishes+`(?: on| at)?[: ].{0,120}\d.{0,80}`,
			`(?:[^.]{0,60}[|•·,-]? ?)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?`+dayWords+`.{0,60}`,
			`by [^.]{3,80}`,
			`\d+ (?:minutes?|hours?|days?|weeks?) ago`,
			`(?:opinion )?columnist|credit.{0,80}`,
		),
		bottom: compile(
			`\(?(?:additional |editing |further )?(?:reporting|writing|editing|compiled|written) by .{2,300}`,
			`(?:[^.]{3,60} )?contributed (?:reporting|to this (?:report|story|article)).{0,100}`,
			`.{0,160}contributed (?:reporting|to this (?:report|story|article)).{0,100}`,
			publishes+`(?::| on| at) ?.{0,120}\d.{0,60}`,
			`(?:source|sources|via|tags?|topics?|categor(?:y|ies)|filed under|filed in|labels?|keywords?): ?.{0,160}`,
			`(?:follow|join|contact|reach|e-?mail|like|tweet|find|listen to) (?:(?:us|me|him|her|them|our)\b|@|\S+(?: \S+){0,3} (?:(?:on|at) (?:`+networks+`)\b|at \S+@)).{0,250}`,
			`.{0,200}(?:may be reached|can be reached|follow (?:him|her|them|us) (?:on|at)|on twitter @|@\S+\.(?:com|org|net|co\.uk)).{0,200}`,
			`(?:have a|got a|send (?:us )?(?:a |your )?)(?: news)? ?(?:tips?|story|comments?|correction).{0,220}`,
			`(?:sign up|subscribe|download|get our|get the latest|need more|there['’]s plenty more|join our|visit our|like this story|disclaimer|copyright|©|all rights).{0,290}`,
			`.{0,60}(?:is an? |are )(?:[\p{L}-]+ ){0,6}(?:writer|reporter|editor|journalist|correspondent|columnist|blogger|curator|contributor)(?: (?:at|for|with|based|covering|living|from|in|on) .{2,220}|)`,
			`.{0,60}\b(?:suite|street|avenue|ave|st)\b.{0,40}\d{5}.{0,120}`,
			`comments?(?: \(\d+\))?`, `posted (?:on|by|in|at) .{0,100}`,
			`the contents of this site.{0,200}`,
		),
	}
})
