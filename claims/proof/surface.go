package proof

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// longest bounds a sentence, in characters: what is longer is no sentence, and
// no place that shows one has room for it.
const longest = 1600

// tidy makes a sentence one line of plain characters: what cannot be seen goes,
// since it could hide a word or turn the direction of reading, and a backtick,
// which opens code, is the quotation mark that it stands for; a fence stays, to
// be found.
func tidy(s string) string {
	if isPlain(s) {
		return s
	}
	fenced := strings.Contains(s, fence)
	s = strings.Map(func(r rune) rune {
		switch {
		case (r == '`' || r == '´') && !fenced:
			return '\''
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unseen(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// unseen says whether r has no form of its own: marks of direction, joiners,
// fillers, selectors of variants, and what is for private use.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Variation_Selector) || r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0'
}

func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' || c == '`' || c == 0x7f || c == ' ' && i+1 < len(s) && s[i+1] == ' ' {
			return false
		}
	}
	return s == strings.TrimSpace(s)
}

// live finds what a chat program would make into a link, a mention or a
// command.
var live = regexp.MustCompile(`(?i)[a-z]://|\bwww\.|\bmailto:|\bdiscord(?:app)?\.(?:gg|com)\b|\]\(|@everyone|@here|<[@#:/ati]|&lt;|&#|` + fence)

// liveIn gives the first such thing, "" if there is none. Each has a mark that
// few sentences have.
func liveIn(s string) string {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ':', c == '@', c == '<', c == '&', c == ']', c == '`', c == '.' && i+1 < len(s) && s[i+1] != ' ':
			return live.FindString(s)
		}
	}
	return ""
}

// fence opens a block of code.
const fence = "```"

// checkSurface wants a sentence that can be shown as it is: of bearable length,
// without links and mentions; and of marks beside those that part clauses only
// such as stand in the evidence.
func (s *support) checkSurface(sentence string) *Problem {
	if n := utf8.RuneCountInString(sentence); n > longest {
		return &Problem{TextUnsupported, "the sentence is too long"}
	}
	if at := liveIn(sentence); at != "" {
		return &Problem{TextUnsupported, at}
	}
	for _, r := range sentence {
		if !free(r) && !s.hasMark(r) {
			return &Problem{TextUnsupported, string(r)}
		}
	}
	return nil
}

// free says whether r is a letter, digit or mark that any sentence may have.
// Others say something: "%", "!", "<", a flag.
func free(r rune) bool {
	switch r {
	case ' ', '.', ',', ';', ':', '(', ')', '-', '–', '—', '‐', '‑', '…':
		return true
	}
	return isLetterOrDigit(r) || unicode.IsMark(r) || text.IsQuote(r)
}

// hasMark says whether the mark stands in the evidence, or a word for it.
func (s *support) hasMark(r rune) bool {
	for _, d := range s.parts {
		if strings.ContainsRune(d.words, r) || r == '%' && percent.MatchString(d.words) || r == '&' && strings.Contains(d.words, " and ") {
			return true
		}
	}
	return false
}

var percent = wordsOf(`per ?cent|percentage`)

// settleFields makes the words that are shown beside a claim's sentence plain,
// and wants them fit to be shown.
func (e *examination) settleFields(c *claims.Claim) *Problem {
	for _, words := range fieldsOf(c) {
		*words = tidy(*words)
		if utf8.RuneCountInString(*words) > longest || liveIn(*words) != "" {
			return &Problem{TextUnsupported, *words}
		}
	}
	return nil
}

// fieldsOf gives the words of a claim that its proposer made, to be changed in
// place; what holds them is copied first.
func fieldsOf(c *claims.Claim) []*string {
	own := c.Clone()
	c.People, c.Organizations, c.Where = own.People, own.Organizations, own.Where
	c.Speaker, c.Attribution, c.Casualty, c.Ceasefire, c.Event = own.Speaker, own.Attribution, own.Casualty, own.Ceasefire, own.Event
	var out []*string
	list := func(words []string) {
		for i := range words {
			out = append(out, &words[i])
		}
	}
	list(c.People)
	list(c.Organizations)
	if s := c.Speaker; s != nil {
		out = append(out, &s.Name, &s.Role, &s.Affiliation, &s.Type)
	}
	for i := range c.Where {
		out = append(out, &c.Where[i].Name, &c.Where[i].Country)
	}
	if a := c.Attribution; a != nil {
		for i := range a.Via {
			out = append(out, &a.Via[i].Name)
		}
	}
	if f := c.Casualty; f != nil {
		out = append(out, &f.Who, &f.Cause, &f.Side, &f.PartOf)
	}
	if f := c.Ceasefire; f != nil {
		out = append(out, &f.Party, &f.Counterparty, &f.Duration, &f.Start)
		list(f.Terms)
		list(f.Conditions)
	}
	if f := c.Event; f != nil {
		out = append(out, &f.Nature, &f.Actor, &f.Target)
	}
	return append(out, &c.Text)
}
