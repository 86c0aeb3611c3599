package articles

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// Bounds of what a page lists beside an article: an entry's characters, a
// topic's words, and the entries that stand apart. An offer is shorter than
// this many paragraphs of this many characters.
const (
	entryLength  = 130
	topicWords   = 5
	looseEntries = 6
	offerLines   = 4
	offerLength  = 160
)

// isMark says whether a line begins or ends something that stands beside the
// article. Such a line belongs to no paragraph, and is needed until the whole
// of it is gone.
func isMark(line string) bool {
	if utf8.RuneCountInString(line) > noticeLength {
		return false
	}
	m := borders()
	return !startsSmall(line) && (m.stories.MatchString(line) || m.topics.MatchString(line)) || m.end.MatchString(line) || m.offerEnd.MatchString(line) || isOffer(line)
}

func isOffer(line string) bool { return borders().offer.MatchString(line) && isBoilerplate(line) }

// dropLists leaves out the headlines and topics that a page lists under a line
// that announces them. A list ends with the block that its entries stand in
// or, if each is a block, with the first that is a sentence.
func dropLists(blocks [][]string) []string {
	var out []string
	var l list
	for b, lines := range blocks {
		l.here, l.headed = 0, false
		for i, line := range lines {
			following := ""
			if i+1 < len(lines) {
				following = lines[i+1]
			} else if b+1 < len(blocks) {
				following = blocks[b+1][0]
			}
			if !l.takes(line, following) {
				out = append(out, line)
			}
		}
		if l.headed && l.here > 0 || l.here > 1 || l.all > looseEntries {
			l.open = false
		}
	}
	return out
}

// list is what a page lists at a place of its text.
type list struct {
	open   bool
	topics bool
	all    int  // entries
	here   int  // those in this block
	headed bool // announced in this block
}

// takes says whether a line belongs to a list.
func (l *list) takes(line, following string) bool {
	m := borders()
	topics := m.topics.MatchString(line)
	switch {
	case !startsSmall(line) && (topics || m.stories.MatchString(line)):
		next := list{open: true, topics: topics, headed: true}
		if !l.open && !next.holds(following, "") && !isMark(following) {
			return false
		}
		*l = next
		return true
	case !l.open:
		return false
	case m.end.MatchString(line):
		l.open = false
		return true
	case isBoilerplate(line):
		return true
	case !l.holds(line, following):
		l.open = false
		return false
	}
	l.all++
	l.here++
	return true
}

// holds says whether a line may be an entry: it is none that ends as a
// sentence does, for that may be the article's, nor a question above one.
func (l *list) holds(line, following string) bool {
	asks := strings.HasSuffix(line, "?") && !isFinished(following)
	if line == "" || isFinished(line) && !asks || utf8.RuneCountInString(line) > entryLength {
		return false
	}
	return l.topics && len(strings.Fields(line)) <= topicWords || !l.topics && !startsSmall(line)
}

// dropOffers leaves out what stands between an invitation to sign up for
// something and the small print of it.
func dropOffers(paragraphs []string) []string {
	var out []string
	for i := 0; i < len(paragraphs); i++ {
		if n := offerAt(paragraphs[i:]); n > 0 {
			i += n - 1
			continue
		}
		out = append(out, paragraphs[i])
	}
	return out
}

func offerAt(paragraphs []string) int {
	if !isOffer(paragraphs[0]) {
		return 0
	}
	for i, p := range paragraphs[1:min(len(paragraphs), offerLines+1)] {
		switch {
		case borders().offerEnd.MatchString(p):
			return i + 2
		case utf8.RuneCountInString(p) > offerLength || boilerplate().reported.MatchString(p):
			return 0
		}
	}
	return 0
}

type borderRules struct{ stories, topics, end, offer, offerEnd *regexp.Regexp }

var borders = sync.OnceValue(func() borderRules {
	whole := func(s string) *regexp.Regexp { return compile(s)[0] }
	return borderRules{
		stories: whole(`(?:more (?:on|about) this(?: story| topic)?|(?:more|other) (?:stories|news|headlines|coverage)|(?:related|recommended|popular|trending|top|latest|further|suggested)(?: (?:stories|articles|news|headlines|reading|content|coverage|posts|videos|links))|recommended(?: for you)?|trending(?: now)?|most (?:read|viewed|popular|shared)|editors?['’]s? (?:picks?|choice)|you (?:may|might)(?: also)? (?:like|be interested in)|what to read next|read next|up next|don['’]t miss|see also|also read|read also|in other news` +
			`|(?:(?:read|see|watch) )?more (?:from|on|about) (?:the )?(?-i:\p{Lu}|\d)\S*(?: (?-i:\p{Lu}|\d)\S*){0,3}|(?:read more|more) ?:)`),
		topics:   whole(`(?:(?:explore )?more on these topics|(?:related|more) (?:topics|tags)|topics|tags|explore more|in this (?:story|article)|filed under)`),
		end:      whole(`end of list`),
		offer:    regexp.MustCompile(`^(?i:sign up|subscribe|get our|join our|register)\b`),
		offerEnd: whole(`(?:after|skip past) newsletter promotion|privacy notice: .{2,300}`),
	}
})
