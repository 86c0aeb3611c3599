package claims

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Whom a label is about.
const (
	OfOutlet  = "outlet"
	OfSpeaker = "speaker"
	OfVia     = "via" // an agency that the report came by
)

// Label is what the people of a workspace say of who stands behind a claim,
// from a [Mark]. It is shown beside what the claim says, never as part of it.
type Label struct {
	Of    string `json:"of"`   // outlet, speaker or via
	Name  string `json:"name"` // as the claim or its article has it
	Label string `json:"label,omitempty"`
	Note  string `json:"note,omitempty"`
}

// LabelsOf gives the labels of the claims that are cited, each once.
func (a Answer) LabelsOf(citations []string) []Label {
	var out []Label
	for _, e := range a.Evidence {
		if !slices.Contains(citations, e.ID) {
			continue
		}
		for _, l := range e.Labels {
			if !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	return out
}

// Labelled gives a sentence to show, with each label behind the name that it
// is about: "4 killed (Border Herald [label: state media], 14 Mar 2026)". The
// words of the sentence stay as they are, and no label stands within quotation
// marks. A name that the sentence does not have stays without.
func Labelled(sentence string, labels []Label) string {
	at := map[int]string{}
	var ends []int
	for _, l := range labels {
		end := labelPlace(sentence, l)
		if l.Label == "" || end < 0 || at[end] != "" {
			continue
		}
		at[end] = l.mark()
		ends = append(ends, end)
	}
	slices.Sort(ends)
	var b strings.Builder
	from := 0
	for _, end := range ends {
		b.WriteString(sentence[from:end] + " " + at[end])
		from = end
	}
	return b.String() + sentence[from:]
}

// mark is "[label: state media]": a reader sees that it is no article's word.
func (l Label) mark() string { return "[label: " + l.Label + "]" }

// String is "Border Herald [label: state media]: owned by the state".
func (l Label) String() string {
	out := l.Name
	if l.Label != "" {
		out += " " + l.mark()
	}
	if l.Note != "" {
		out += ": " + l.Note
	}
	return out
}

// labelPlace gives the end of the name that a label is about, -1 if there is
// none: of an outlet that in the brackets at the end, else the first outside
// of quotation marks.
func labelPlace(sentence string, l Label) int {
	if l.Name == "" {
		return -1
	}
	if i := strings.LastIndex(sentence, "("+l.Name); i >= 0 && l.Of == OfOutlet {
		end := i + 1 + len(l.Name)
		if rest := sentence[end:]; strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, ")") {
			return end
		}
	}
	quoted := quotations(sentence)
	for i := range sentence {
		end := i + len(l.Name)
		if end > len(sentence) {
			break
		}
		if sameWords(sentence[i:end], l.Name, i == 0) && !continuesWord(sentence, i, end) && !quoted(i) {
			return end
		}
	}
	return -1
}

// sameWords compares a name with words that may begin a sentence.
func sameWords(words, name string, begins bool) bool {
	if words == name {
		return true
	}
	_, n := utf8.DecodeRuneInString(words)
	_, m := utf8.DecodeRuneInString(name)
	return begins && words[n:] == name[m:] && strings.EqualFold(words[:n], name[:m])
}

func continuesWord(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	return start > 0 && isWordRune(before) || end < len(s) && isWordRune(after)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// beginsWithLetter tells the apostrophe within a word from a closing mark.
func beginsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// quotations tells of places whether they are within quotation marks. One that
// is not closed reaches to the end.
func quotations(s string) func(at int) bool {
	var spans [][2]int
	open, closing := -1, ""
	for i, r := range s {
		switch {
		case open >= 0 && strings.HasPrefix(s[i:], closing) && !(r == '’' && beginsWithLetter(s[i+len(closing):])):
			spans = append(spans, [2]int{open, i})
			open = -1
		case open >= 0:
		case r == '“':
			open, closing = i, "”"
		case r == '"':
			open, closing = i, `"`
		case r == '‘':
			open, closing = i, "’"
		}
	}
	if open >= 0 {
		spans = append(spans, [2]int{open, len(s)})
	}
	return func(at int) bool {
		return slices.ContainsFunc(spans, func(q [2]int) bool { return q[0] < at && at < q[1] })
	}
}
