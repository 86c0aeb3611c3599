package articles

import (
	"iter"
	"strings"
)

// cutFeed is an RSS or Atom feed, cut into its entries and what stands around
// them, without being read yet: so an entry that is broken breaks none of the
// others, and a feed of any length is read in small parts.
type cutFeed struct {
	text  string // from the root element on
	root  string // its name, as written
	entry string // what its entries are called

	open, closing string // what a part is put between to be a feed itself
}

// newCutFeed looks for the root of a feed; ok is false if there is none.
func newCutFeed(text string) (c cutFeed, ok bool) {
	at := rootAt(text)
	if at < 0 {
		return c, false
	}
	c.text = text[at:]
	c.root = tagName(c.text[1:])
	prefix, local := "", strings.ToLower(c.root)
	if p, l, prefixed := strings.Cut(c.root, ":"); prefixed {
		prefix, local = p+":", strings.ToLower(l)
	}
	c.open, c.closing = tagAt(c.text), "</"+c.root+">"
	switch local {
	case "feed":
		c.entry = prefix + "entry"
	case "rdf":
		c.entry = "item"
	default:
		c.entry = "item"
		channel := "<channel>"
		if begin, end, ending := (&tagScan{text: c.text}).next("channel"); begin >= 0 && !ending {
			channel = c.text[begin:end]
		}
		c.open, c.closing = c.open+channel, "</channel>"+c.closing
	}
	return c, true
}

// entries gives the entries one after another, as they are written. One that
// does not end ends where the next begins.
func (c cutFeed) entries() iter.Seq[string] {
	return func(yield func(string) bool) {
		for begin, end := range c.spans() {
			if !yield(c.text[begin:end]) {
				return
			}
		}
	}
}

// spans gives where each entry begins and ends.
func (c cutFeed) spans() iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		tags, open := tagScan{text: c.text}, -1
		for {
			begin, end, ending := tags.next(c.entry)
			if begin < 0 {
				break
			}
			until := begin
			if ending {
				until = end
			}
			if open >= 0 && !yield(open, until) {
				return
			}
			open = begin
			if ending {
				open = -1
			} else if strings.HasSuffix(c.text[begin:end], "/>") {
				if open = -1; !yield(begin, end) {
					return
				}
			}
		}
		if open >= 0 {
			yield(open, len(c.text))
		}
	}
}

// swallowed gives the entries that begin within a broken one, which a comment or
// CDATA that does not end has taken in.
func (c cutFeed) swallowed(entry string) iter.Seq[string] {
	return func(yield func(string) bool) {
		within := c
		within.text = openMarks.Replace(entry[1:])
		for inner := range within.entries() {
			if !yield(inner) {
				return
			}
		}
	}
}

// openMarks takes away what begins and ends comments and CDATA.
var openMarks = strings.NewReplacer("<![CDATA[", "", "]]>", "", "<!--", "", "-->", "")

// frame is what is left without the entries.
func (c cutFeed) frame() string {
	var b strings.Builder
	last := 0
	for begin, end := range c.spans() {
		b.WriteString(c.text[last:begin])
		last = end
	}
	b.WriteString(c.text[last:])
	return b.String()
}

// tagScan goes through the tags of a text, each byte once.
type tagScan struct {
	text string
	at   int

	endless [2]bool // comments, CDATA: no more of them end
}

// next finds the next tag of a name, and says whether it ends an element. Tags
// in comments and CDATA are none. begin is -1 where there is none.
func (t *tagScan) next(name string) (begin, end int, ending bool) {
	for {
		i := strings.IndexByte(t.text[t.at:], '<')
		if i < 0 {
			t.at = len(t.text)
			return -1, -1, false
		}
		t.at += i
		begin, rest := t.at, t.text[t.at+1:]
		switch {
		case strings.HasPrefix(rest, "!--"):
			t.skip(0, "-->")
		case strings.HasPrefix(rest, "![CDATA["):
			t.skip(1, "]]>")
		case strings.EqualFold(tagName(strings.TrimPrefix(rest, "/")), name):
			t.at += len(tagAt(t.text[t.at:]))
			return begin, t.at, rest[0] == '/'
		default:
			t.at++
		}
	}
}

// skip goes to the end of what closing closes, or only on where nothing does.
func (t *tagScan) skip(kind int, closing string) {
	end := -1
	if !t.endless[kind] {
		end = strings.Index(t.text[t.at:], closing)
	}
	if end < 0 {
		t.endless[kind] = true
		t.at++
		return
	}
	t.at += end + len(closing)
}

// tagName is the name that s begins with.
func tagName(s string) string {
	const most = 64
	end := strings.IndexAny(s[:min(len(s), most)], " \t\r\n/><")
	if end < 0 {
		return ""
	}
	return s[:end]
}

// tagAt is the tag that s begins with. One that does not end ends where the
// next begins.
func tagAt(s string) string {
	if i := strings.IndexByte(s[1:], '<'); i >= 0 {
		s = s[:i+1]
	}
	quote := byte(0)
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return s[:i+1]
		}
	}
	if i := strings.IndexByte(s, '>'); i >= 0 {
		return s[:i+1]
	}
	return s
}

// rootAt is where the root element of a feed begins, -1 if there is none.
func rootAt(s string) int {
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '<')
		if i < 0 {
			return -1
		}
		at += i
		rest := s[at+1:]
		switch {
		case strings.HasPrefix(rest, "!--"):
			end := strings.Index(rest, "-->")
			if end < 0 {
				return -1
			}
			at += end
		case strings.HasPrefix(rest, "?"), strings.HasPrefix(rest, "!"):
			at++
		default:
			if isFeedRoot(tagName(rest)) {
				return at
			}
			return -1
		}
	}
}

func isFeedRoot(name string) bool {
	if _, local, prefixed := strings.Cut(name, ":"); prefixed {
		name = local
	}
	switch strings.ToLower(name) {
	case "rss", "rdf", "feed":
		return true
	}
	return false
}
