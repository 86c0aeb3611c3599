package main

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestRecheckOfAnotherSite: what another site says, to which a page leads by
// now, is not told as the outlet's whose page it was.
func TestRecheckOfAnotherSite(t *testing.T) {
	x := newTerminal(t)
	x.site.serve("/ersel", newsPage("Three", "Ersel"))
	x.prints("load http://valley.example/ersel", "3 killed")
	leadsTo := func(host, killed string) {
		x.site.serve("/ersel", func(w http.ResponseWriter, r *http.Request) {
			if r.Host != host {
				http.Redirect(w, r, "http://"+host+"/ersel", http.StatusFound)
				return
			}
			newsPage(killed, "Ersel")(w, r)
		})
	}
	leadsTo("mirror.test", "Ninety")
	x.site.wait(2 * time.Hour)
	x.prints("recheck", "1 looked at again, 0 changed")
	x.prints("article http://valley.example/ersel", "three people", "another site")
	leadsTo("www.valley.example", "Four")
	x.site.wait(6 * time.Hour)
	x.prints("recheck", "1 looked at again, 1 changed")
	out, _, err := x.run("article", "http://valley.example/ersel")
	if err != nil || !strings.Contains(strings.ToLower(out), "four people") || strings.Contains(out, "Ninety") || strings.Contains(out, "another site") {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestFeedOfManyHosts: an entry on a host that nothing can be had of keeps no
// entry on another host waiting.
func TestFeedOfManyHosts(t *testing.T) {
	x := newTerminal(t)
	x.site.serve("/feed", rssOf("http://valley.example/ersel", "http://127.0.0.1/b", "http://[::1]/a"))
	x.site.serve("/ersel", newsPage("Three", "Ersel"))
	x.prints("feed add http://valley.example/feed", "3 new, 1 loaded, 0 left out, 2 failed")
	x.prints("articles", "Flood in Ersel")
}

// TestPurgedIsNotNamed: an entry that leads to what was purged, by another
// address, does not tell its title.
func TestPurgedIsNotNamed(t *testing.T) {
	x := newTerminal(t)
	x.site.serve("/ersel", newsPage("Three", "Ersel"))
	x.site.serve("/short", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/ersel", http.StatusFound) })
	x.prints("load http://valley.example/ersel")
	x.purge("http://valley.example/ersel")
	x.site.serve("/feed", rssOf("http://valley.example/short"))
	x.prints("feed add http://valley.example/feed", "0 loaded, 1 left out")
	for _, command := range []string{"feed show http://valley.example/feed", "feed show http://valley.example/feed --json"} {
		out, errs, err := x.run(strings.Fields(command)...)
		if err != nil || strings.Contains(out, "Title of") || !strings.Contains(out, "purged") {
			t.Errorf("%s: %v\n%s%s", command, err, out, errs)
		}
	}
}

// rssOf is a feed of pages, the newest first.
func rssOf(pages ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		var b strings.Builder
		b.WriteString(`<rss version="2.0"><channel><title>Valley Post</title>`)
		for _, p := range pages {
			b.WriteString("<item><title>Title of " + p + "</title><link>" + p + "</link></item>")
		}
		_, _ = w.Write([]byte(b.String() + "</channel></rss>"))
	}
}
