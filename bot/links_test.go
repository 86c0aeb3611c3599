package bot

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestLinksIn(t *testing.T) {
	for text, want := range map[string][]string{
		"https://a.example/1 https://b.example/2":                       {"https://a.example/1", "https://b.example/2"},
		"https://a.example/1,https://b.example/2;http://c.example":      {"https://a.example/1", "https://b.example/2", "http://c.example"},
		"see (https://a.example/x), and <https://b.example/y>.":         {"https://a.example/x", "https://b.example/y"},
		"https://a.example/1\nhttps://a.example/1":                      {"https://a.example/1"},
		"- https://a.example/1,2,3\n- https://a.example/?u=http://x.y/": {"https://a.example/1,2,3", "https://a.example/?u=http://x.y/"},
		"no link ftp://x.example https:// http":                         nil,
	} {
		if got := linksIn(text); !slices.Equal(got, want) {
			t.Errorf("%q has the links %q, want %q", text, got, want)
		}
	}
}

func TestIsListOfLinks(t *testing.T) {
	for text, want := range map[string]bool{
		"https://a.example/1\nhttps://b.example/2":                                      true,
		"Fire in Varnholm\nhttps://a.example/1\nKestria accepts\nhttps://b.example/2":   true,
		strings.Repeat(story, 2) + " https://a.example/1 https://b.example/2":           false,
		strings.Repeat("Some words. ", 25) + "https://a.example/1\nhttps://b.example/2": false,
	} {
		if got := isListOfLinks(text); got != want {
			t.Errorf("%.60q is a list of links: %v", text, got)
		}
	}
}

func FuzzLinks(f *testing.F) {
	f.Add("https://a.example/1,https://b.example/2")
	f.Fuzz(func(t *testing.T, text string) {
		for _, link := range linksIn(text) {
			if !isLink(link) || !strings.Contains(text, link) {
				t.Errorf("%q is no link of %q", link, text)
			}
		}
		isListOfLinks(text)
		onlyLinks(text)
	})
}

func addresses(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("https://gazette.example/%d", i))
	}
	return all
}

func TestSeveralLinks(t *testing.T) {
	w := newBench(t)
	links := addresses(3)
	w.desk.pages[links[0]] = story
	w.desk.pages[links[2]] = changedStory
	w.command("article", "add", "url", strings.Join(links, " "), "outlet", "Gazette", "published", "2026-03-11")
	w.wantOps("respond 5, edit")
	w.wantText("**2 articles loaded, 1 failed**", "new, ", "⚠ https\\://gazette.example/1: The page https\\://gazette.example/1 cannot be fetched")
	w.wantPrivate()
	rows := w.articles()
	if len(rows) != 2 || rows[0].Outlet != "Gazette" || rows[0].PublishedAt != "2026-03-11" {
		t.Errorf("articles %+v", rows)
	}

	w.desk.pages[links[1]] = story
	w.desk.pages[links[0]] = changedStory
	w.play("load_message", append([]string{"$CONTENT", "Today:\n" + strings.Join(links, "\n"), "$FILES", "[]"}, asModerator...)...)
	w.wantText("**3 articles loaded**", "· new, ", "· unchanged, ", "· changed, ")
	if !w.shows(verbDiffOne) {
		t.Error("no menu of what changed")
	}

	w.command("article", "add", "url", strings.Join(links, " "), "title", "One title")
	w.wantText("A title is that of one article")
	w.command("article", "add", "url", "no link at all")
	w.wantText("is not a web address")
}

// TestManyLinks takes as many of 2,000 links as one command loads, and says so
// in one sentence.
func TestManyLinks(t *testing.T) {
	w := newBench(t)
	links := addresses(2000)
	for _, l := range links[:mostLinks] {
		w.desk.pages[l] = story
	}
	w.play("load_message", append([]string{"$CONTENT", strings.Join(links, " "), "$FILES", "[]"}, asModerator...)...)
	w.wantText("**20 articles loaded**", "The first 20 of 2000 links were taken; give the other 1980 in further commands or messages, 20 at a time.")
	if n := len(w.articles()); n != mostLinks {
		t.Errorf("%d articles", n)
	}
}

func TestMentionWithLinks(t *testing.T) {
	w := newBench(t)
	w.say(mention(strings.Join(addresses(2), " ")))
	w.wantText("To load those 2 links", "**Load as article**")
	if len(w.articles()) != 0 {
		t.Error("a mention loaded")
	}
	w.wantNothingOpen()
	w.say(mention("What does https://gazette.example/0 say?"))
	if strings.Contains(w.discord.text(), "To load") {
		t.Error("a question is taken for links")
	}
}
