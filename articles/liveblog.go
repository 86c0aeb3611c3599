package articles

import (
	"regexp"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/claimbot/claimbot/claims"
)

// Bounds of a live blog. Fewer entries are a list of something else.
const (
	leastEntries = 3
	mostEntries  = 2000
	leastEntry   = 40 // bytes of text
)

// liveEntry is an entry of a live blog as the page shows it.
type liveEntry struct {
	at     claims.Time
	title  string
	blocks []block
}

// liveEntries finds the dated entries of a page that is a live blog: those that
// it declares, those that a time each stands in, or what stands under clocks.
// objects are those of its JSON-LD, which has been taken out of the tree.
func liveEntries(doc *html.Node, objects []map[string]any, p page, address string, c calendar) []liveEntry {
	body := find(doc, atom.Body)
	declared := declaresLive(doc, objects)
	if body == nil || !declared && !liveWords().MatchString(p.Title) && !liveAddress().MatchString(address) {
		return nil
	}
	for _, found := range [][]liveEntry{
		markedEntries(body, c), identifiedEntries(body, objects, c), timedEntries(body, c), clockedEntries(body, p),
	} {
		if len(found) >= leastEntries {
			return found[:min(len(found), mostEntries)]
		}
	}
	return nil
}

var (
	liveWords   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)\blive(?:blog|-?ticker)?\b`) })
	liveAddress = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)[/-]live(?:[/-]|-?blog|-?updates?|$)`) })
)

const liveType = "LiveBlogPosting"

func declaresLive(doc *html.Node, objects []map[string]any) bool {
	for _, o := range objects {
		if hasType(o, func(t string) bool { return t == liveType }) {
			return true
		}
	}
	live := false
	walk(doc, func(n *html.Node) bool {
		live = live || strings.HasSuffix(attr(n, "itemtype"), "/"+liveType)
		return !live
	})
	return live
}

// markedEntries are those that microdata marks.
func markedEntries(body *html.Node, c calendar) (entries []liveEntry) {
	walk(body, func(n *html.Node) bool {
		if n.Type != html.ElementNode || attr(n, "itemprop") != "liveBlogUpdate" {
			return true
		}
		said := microdata(n, 0)
		entries = appendEntry(entries, n, c.best(word(said["datePublished"]), word(said["dateCreated"]), word(said["dateModified"])))
		return false
	})
	return entries
}

// identifiedEntries are those of JSON-LD that name the element that shows them.
func identifiedEntries(body *html.Node, objects []map[string]any, c calendar) (entries []liveEntry) {
	times := map[string]claims.Time{}
	for _, o := range objects {
		updates, _ := o["liveBlogUpdate"].([]any)
		for _, u := range updates[:min(len(updates), mostEntries)] {
			update, _ := u.(map[string]any)
			for _, key := range []string{"@id", "url"} {
				if _, id, ok := strings.Cut(word(update[key]), "#"); ok && id != "" {
					times[id] = c.best(word(update["datePublished"]), word(update["dateModified"]))
				}
			}
		}
	}
	if len(times) == 0 {
		return nil
	}
	walk(body, func(n *html.Node) bool {
		at, ok := times[attr(n, "id")]
		if ok {
			entries = appendEntry(entries, n, at)
		}
		return !ok
	})
	return entries
}

// timedEntries are the children of one element of which each shows one time.
func timedEntries(body *html.Node, c calendar) []liveEntry {
	times := map[*html.Node]int{} // how many times stand at and below an element
	var shown []*html.Node
	walk(body, func(n *html.Node) bool {
		if n.DataAtom == atom.Time && hasAttr(n, "datetime") && !amongComments(n) {
			shown = append(shown, n)
			for up := n; up != nil; up = up.Parent {
				times[up]++
			}
		}
		return true
	})
	groups := map[*html.Node][]liveEntry{}
	var best *html.Node
	for _, t := range shown {
		entry := t
		for entry.Parent != nil && entry.Parent != body && times[entry.Parent] == 1 {
			entry = entry.Parent
		}
		at := c.read(attr(t, "datetime"))
		if at == "" || at.IsDay() || entry.Parent == nil {
			continue
		}
		within := entry.Parent
		groups[within] = appendEntry(groups[within], entry, at)
		if best == nil || len(groups[within]) > len(groups[best]) {
			best = within
		}
	}
	return groups[best]
}

func amongComments(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if name := strings.ToLower(attr(n, "class") + " " + attr(n, "id")); strings.Contains(name, "comment") || strings.Contains(name, "related") {
			return true
		}
	}
	return false
}

// appendEntry adds what an element shows, if that is enough for an entry.
func appendEntry(entries []liveEntry, n *html.Node, at claims.Time) []liveEntry {
	if at == "" {
		return entries
	}
	e := liveEntry{at: at}
	length := 0
	for _, b := range blocksOf(n) {
		if isNoise(b) || clockLine().MatchString(b.text) {
			continue
		}
		if e.title == "" && isHeading(b) {
			e.title = b.text
		}
		e.blocks = append(e.blocks, b)
		length += len(b.text)
	}
	if length < leastEntry {
		return entries
	}
	return append(entries, e)
}
