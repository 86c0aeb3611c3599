package articles

import (
	"cmp"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
)

// parseMarkdown reads Markdown as plain text: mark-up goes, links and emphasis
// leave their words, items and rows become paragraphs of their own. The first
// heading of the first level is the title; a front matter may say more.
func parseMarkdown(s string) page {
	s = strings.ReplaceAll(strings.ReplaceAll(withoutEscapes(s), "\r\n", "\n"), "\r", "\n")
	front, body := cutFrontMatter(s)
	title, body := stripBlocks(body)
	said := frontMatter(front)
	if said.Title != "" {
		title = said.Title
	}
	p := assemble(splitParagraphs(normalise(body)), title)
	p.Title = strings.TrimSpace(normalise(p.Title))
	p.Outlet, p.Canonical = said.Outlet, said.Canonical
	p.Author = cmp.Or(said.Author, p.Author)
	p.Published, p.Modified = cmp.Or(said.Published, p.Published), cmp.Or(said.Modified, p.Modified)
	return p
}

func cutFrontMatter(s string) (front, body string) {
	rest, ok := strings.CutPrefix(s, "---\n")
	if !ok {
		return "", s
	}
	front, body, ok = strings.Cut(rest, "\n---\n")
	if !ok || !strings.Contains(front, ":") || strings.Contains(front, "\n\n") {
		return "", s
	}
	return front, body
}

// frontMatter reads "key: value" lines; what it cannot read it leaves.
func frontMatter(front string) page {
	var p page
	for line := range strings.SplitSeq(front, "\n") {
		key, value, ok := strings.Cut(line, ":")
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		if !ok || value == "" {
			continue
		}
		at, err := claims.ParseTime(value)
		if err != nil {
			at = ""
		}
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "title":
			p.Title = value
		case "author":
			p.Author = value
		case "outlet", "source", "publisher":
			p.Outlet = value
		case "url", "canonical", "canonical_url":
			p.Canonical = value
		case "date", "published", "published_at":
			p.Published = at
		case "modified", "updated", "lastmod", "modified_at":
			p.Modified = at
		}
	}
	return p
}

// stripBlocks strips the mark-up of lines, and parts what stands by itself with
// blank lines.
func stripBlocks(s string) (title, body string) {
	m := markup()
	var out lineWriter
	fenced, open := false, false
	lines := strings.Split(m.comment.ReplaceAllString(s, ""), "\n")
	for i, line := range lines {
		hard := strings.HasSuffix(line, "  ") || strings.HasSuffix(line, `\`)
		line = strings.TrimSpace(strings.TrimSuffix(line, `\`))
		for m.quote.MatchString(line) {
			line = m.quote.ReplaceAllString(line, "")
		}
		under := ""
		if i+1 < len(lines) {
			under = strings.TrimSpace(lines[i+1])
		}
		switch {
		case m.fence.MatchString(line):
			fenced = !fenced
		case fenced:
			out.add(line)
		case m.rule.MatchString(line) || m.definition.MatchString(line) || m.tableRule.MatchString(line):
			out.add("")
		case m.heading.MatchString(line) || line != "" && m.underline.MatchString(under):
			found := m.heading.FindStringSubmatch(line)
			first, words := strings.HasPrefix(under, "="), line
			if found != nil {
				first, words = len(found[1]) == 1, found[2]
			}
			if words = inline(words); first && title == "" {
				title, open = words, false
				continue
			}
			out.add("", words, "")
		case m.item.MatchString(line):
			out.add("", inline(m.item.ReplaceAllString(line, "")))
		case strings.HasPrefix(line, "|"):
			out.add("", inline(row(line)), "")
		default:
			words, width := inline(line), utf8.RuneCountInString(line)
			if open && words != "" && !isBoilerplate(words) { // a line end inside a paragraph is a space
				out.goOn(words)
			} else {
				out.add(words)
			}
			open = words != "" && !hard && width >= wrapLeast && width <= wrapMost
			continue
		}
		open = false
	}
	return title, out.String()
}

// lineWriter writes lines, any of which may go on.
type lineWriter struct {
	strings.Builder
	begun bool
}

func (w *lineWriter) add(lines ...string) {
	for _, line := range lines {
		if w.begun {
			w.WriteByte('\n')
		}
		w.begun = true
		w.WriteString(line)
	}
}

func (w *lineWriter) goOn(words string) {
	w.WriteByte(' ')
	w.WriteString(words)
}

func row(line string) string {
	var cells []string
	for cell := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
		if cell = strings.TrimSpace(cell); cell != "" {
			cells = append(cells, cell)
		}
	}
	return strings.Join(cells, ", ")
}

func inline(s string) string {
	m := markup()
	s = m.image.ReplaceAllString(s, "")
	s = m.link.ReplaceAllString(s, "$1")
	s = m.footnote.ReplaceAllString(s, "")
	s = m.address.ReplaceAllString(s, "$1")
	s = m.tag.ReplaceAllString(s, "")
	for _, r := range m.emphasis {
		s = r.ReplaceAllString(s, "$1$2$3")
	}
	return strings.TrimSpace(m.escape.ReplaceAllString(s, "$1"))
}

type markupRules struct {
	comment, fence, rule, definition, tableRule, heading, underline, item, quote *regexp.Regexp
	image, link, footnote, address, tag, escape                                  *regexp.Regexp
	emphasis                                                                     []*regexp.Regexp
}

var markup = sync.OnceValue(func() markupRules {
	return markupRules{
		comment:    regexp.MustCompile(`(?s)<!--.*?-->`),
		fence:      regexp.MustCompile("^(?:```|~~~)"),
		rule:       regexp.MustCompile(`^(?:(?:\* ?){3,}|(?:- ?){3,}|(?:_ ?){3,}|={3,})$`),
		definition: regexp.MustCompile(`^\[[^\]]+\]:\s*\S+`),
		tableRule:  regexp.MustCompile(`^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$`),
		heading:    regexp.MustCompile(`^(#{1,6})\s+(.*?)\s*#*$`),
		underline:  regexp.MustCompile(`^(?:={3,}|-{3,})$`),
		item:       regexp.MustCompile(`^(?:[-*+•]|\d{1,2}[.)])\s+`),
		quote:      regexp.MustCompile(`^>\s?`),
		image:      regexp.MustCompile(`!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])`),
		link:       regexp.MustCompile(`\[([^\]^][^\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])`),
		footnote:   regexp.MustCompile(`\[\^[^\]]+\]`),
		address:    regexp.MustCompile(`<(https?://[^>\s]+)>`),
		tag:        regexp.MustCompile(`</?[a-zA-Z][^>]*>`),
		escape:     regexp.MustCompile("\\\\([\\\\`*_{}\\[\\]()#+.!|>~-])"),
		emphasis: []*regexp.Regexp{
			regexp.MustCompile("()`+([^`]+)`+()"),
			regexp.MustCompile(`()\*\*(\S(?:.*?\S)??)\*\*()`),
			regexp.MustCompile(`(^|[^\w\\*])\*([^\s*](?:[^*]*[^\s*\\])?)\*([^\w*]|$)`),
			regexp.MustCompile(`(^|\W)__(\S(?:.*?\S)??)__(\W|$)`),
			regexp.MustCompile(`(^|[^\w\\])_([^\s_](?:[^_]*[^\s_])?)_(\W|$)`),
			regexp.MustCompile(`()~~(\S(?:.*?\S)??)~~()`),
		},
	}
})
