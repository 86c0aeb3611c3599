package articles

import (
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims/feed"
)

// FuzzFeedParse: whatever comes as a feed, its entries name pages, their words are
// UTF-8 on one line, and no more is made of it than it has.
func FuzzFeedParse(f *testing.F) {
	for _, seed := range []string{
		`<rss version="2.0"><channel><title>A</title><ttl>5</ttl><item><title>B</title><link>/b</link><pubDate>Mon, 09 Mar 2026 08:00:00 GMT</pubDate></item></channel></rss>`,
		`<rdf:RDF xmlns:rdf="x"><channel/><item><link>http://a.example</link></item><item><title><![CDATA[<item>`,
		`<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="http://a.example/"><a:entry><a:link href="b"/><a:updated>2026-03-09</a:updated></a:entry></a:feed>`,
		`{"version":"1","items":[{"url":"/a","title":"<b>x"},{"url":[]}]}`,
		"<?xml version='1.0' encoding='windows-1251'?><rss><channel><item><link>/\xe9</link></item>",
	} {
		f.Add([]byte(seed))
	}
	base := &url.URL{Scheme: "https", Host: "news.example", Path: "/feed"}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var page feed.Page
		l := &listing{page: &page, base: base, dates: calendar{time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)}}
		text := strings.TrimSpace(string(toUTF8(raw, xmlCharset(raw))))
		read := l.readXML
		if strings.HasPrefix(text, "{") {
			read = l.readJSON
		}
		if read(text) != nil {
			return
		}
		entries := l.newest()
		if len(entries) > len(raw) || page.MaxAge < 0 || page.MaxAge > longestRest {
			t.Fatalf("%d entries, leave for %s", len(entries), page.MaxAge)
		}
		for _, e := range entries {
			u, err := url.Parse(e.URL)
			if err != nil || !isPageAddress(u) {
				t.Fatalf("address %q", e.URL)
			}
			for _, s := range []string{e.Title, e.Summary, page.Title} {
				if !utf8.ValidString(s) || strings.ContainsAny(s, "\n\r\x1b") {
					t.Fatalf("%q", s)
				}
			}
		}
	})
}
