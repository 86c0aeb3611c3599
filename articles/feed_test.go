package articles_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
)

var now = time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)

// feedOf serves a feed as contentType and reads it.
func feedOf(t *testing.T, contentType, body string) (feed.Page, error) {
	t.Helper()
	n := serve(t, func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/robots.txt" {
			http.NotFound(w, req)
			return
		}
		w.Header().Set("Content-Type", contentType)
		io.WriteString(w, body)
	})
	r := articles.New(articles.Options{Network: n.network(), Now: func() time.Time { return now }})
	return r.Feed(t.Context(), "http://news.example/feed", feed.Validators{})
}

const (
	rssHead = `<?xml version="1.0" encoding="UTF-8"?><!-- made by hand --><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Post &amp; Mail</title><link>http://news.example/</link>`
	rssTail = `</channel></rss>`
)

func rssItem(n int) string {
	at := now.Add(-time.Duration(n) * time.Minute)
	return fmt.Sprintf("<item><title>Story %d</title><link>https://news.example/%d</link><guid>id-%d</guid><pubDate>%s</pubDate></item>", n, n, n, at.Format(time.RFC1123Z))
}

func TestFeedForms(t *testing.T) {
	story := []feed.Item{
		{ID: "tag:1", URL: "http://news.example/one?a=1&b=2", Title: "Mill & mine stay", Summary: "The mill stays.", PublishedAt: "2026-03-08T07:30:00+02:00"},
		{URL: "http://news.example/two", Title: "Two", PublishedAt: "2026-03-07"},
	}
	for name, c := range map[string]struct {
		contentType, body string
		maxAge            time.Duration
	}{
		"rss 2.0": {"application/rss+xml", rssHead + `<ttl>90</ttl><item><title><![CDATA[Mill & mine <b>stay</b>]]></title><link>http://news.example/one?a=1&amp;b=2</link><guid isPermaLink="false">tag:1</guid>
<description>&lt;p&gt;The mill&lt;script&gt;x()&lt;/script&gt; stays.&lt;/p&gt;</description><pubDate>Sun, 08 Mar 2026 07:30:00 +0200</pubDate></item>
<item><title>Two</title><link>/two</link><dc:date>2026-03-07</dc:date></item>` + rssTail, 90 * time.Minute},
		"rss 0.91": {"text/xml", `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>The Post &amp; Mail</title><link>http://news.example/</link>
<item><title>Mill &amp;amp; mine stay</title><link>http://news.example/one?a=1&amp;b=2</link><guid>tag:1</guid><description>The mill stays.</description><pubDate>Sun, 08 Mar 2026 07:30:00 +0200</pubDate></item><item><title>Two</title><link>two</link><pubDate>7 Mar 2026</pubDate></item></channel></rss>`, 0},
		"rss 1.0": {"application/rdf+xml", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="x"><title>The Post &amp; Mail</title><link>http://news.example/</link><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency><items><rdf:Seq><rdf:li resource="http://news.example/one"/></rdf:Seq></items></channel>
<item rdf:about="a"><title>Mill &amp; mine stay</title><link>http://news.example/one?a=1&amp;b=2</link><dc:identifier>tag:1</dc:identifier><description>The mill stays.</description><dc:date>2026-03-08T07:30:00+02:00</dc:date></item>
<item rdf:about="b"><title>Two</title><link>http://news.example/two</link><dc:date>2026-03-07</dc:date></item></rdf:RDF>`, 30 * time.Minute},
		"atom": {"application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://news.example/"><title type="html">The Post &amp;amp; Mail</title><link rel="self" href="/feed"/><link href="/"/>
<entry><id>tag:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Mill &amp; mine <b>stay</b></div></title><link rel="edit" href="/edit"/><link rel="alternate" href="one?a=1&amp;b=2"/><published>2026-03-08T07:30:00+02:00</published><updated>2026-03-08T09:00:00Z</updated><summary>The mill stays.</summary></entry>
<entry><title>Two</title><link href="two"/><updated>2026-03-07</updated></entry></feed>`, 0},
		"atom with prefix": {"text/plain", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>The Post &amp; Mail</a:title><a:entry><a:id>tag:1</a:id><a:title>Mill &amp; mine stay</a:title><a:link href="/one?a=1&amp;b=2"/><a:summary>The mill stays.</a:summary><a:published>2026-03-08T07:30:00+02:00</a:published></a:entry><a:entry><a:title>Two</a:title><a:link href="two"/><a:updated>2026-03-07</a:updated></a:entry></a:feed>`, 0},
		"json":             {"application/json", `{"version":"https://jsonfeed.org/version/1.1","title":"The Post & Mail","home_page_url":"http://news.example/","items":[{"id":"tag:1","url":"http://news.example/one?a=1&b=2","title":"Mill & mine stay","summary":"The mill stays.","date_published":"2026-03-08T07:30:00+02:00"},{"url":"two","title":"Two","date_modified":"2026-03-07"}]}`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			page, err := feedOf(t, c.contentType, c.body)
			if err != nil {
				t.Fatal(err)
			}
			want := story
			if name == "rss 1.0" { // which has no ids that gofeed knows
				want = append([]feed.Item(nil), story...)
				want[0].ID, want[1].ID = page.Entries[0].ID, page.Entries[1].ID
			}
			if diff := cmp.Diff(want, page.Entries); diff != "" {
				t.Error(diff)
			}
			if page.Title != "The Post & Mail" || page.URL != "http://news.example/feed" || page.Broken != 0 || page.MaxAge != c.maxAge {
				t.Errorf("%+v", page)
			}
		})
	}
}

func TestFeedBrokenEntries(t *testing.T) {
	for name, body := range map[string]string{
		"tags":        rssHead + rssItem(1) + `<item><title>Broken <b</title><link>&&& <</item>` + rssItem(2) + rssTail,
		"no address":  rssHead + rssItem(1) + `<item><title>None</title></item>` + rssItem(2) + rssTail,
		"script":      rssHead + rssItem(1) + `<item><link>javascript:alert(1)</link></item>` + rssItem(2) + rssTail,
		"never ends":  rssHead + rssItem(1) + `<item><title><![CDATA[Never` + rssItem(2) + rssTail,
		"cut off":     rssHead + rssItem(1) + rssItem(2) + `<item><title>Cut`,
		"other names": rssHead + rssItem(1) + `<item></entry></channel></item>` + rssItem(2) + rssTail,
		"json":        `{"title":"x","items":[{"url":"https://news.example/1","id":"id-1","title":"Story 1"},{"url":[1],"id":{}},{"url":"https://news.example/2","id":"id-2","title":"Story 2"}]}`,
		"json cut":    `{"title":"x","items":[{"url":"https://news.example/1","id":"id-1","title":"Story 1"},{"url":"https://news.example/2","id":"id-2","title":"Story 2"},{"url":"htt`,
	} {
		t.Run(name, func(t *testing.T) {
			page, err := feedOf(t, "application/xml", body)
			if err != nil || len(page.Entries) != 2 || page.Entries[0].ID != "id-1" || page.Entries[1].Title != "Story 2" || page.Broken != 1 {
				t.Errorf("%+v, %v", page, err)
			}
		})
	}
}

func TestFeedRefused(t *testing.T) {
	for name, c := range map[string]struct{ contentType, body, says string }{
		"page without feed": {"text/html", "<!doctype html><title>x</title><p>One.", "cannot be read as an RSS"},
		"pdf":               {"application/rss+xml", "%PDF-1.7", "is a PDF"},
		"picture":           {"image/png", "\x89PNG\r\n", "is a picture"},
		"empty":             {"application/rss+xml", "", "cannot be read as an RSS"},
		"sitemap":           {"application/xml", "<urlset><url/></urlset>", "cannot be read as an RSS"},
		"json":              {"application/json", `{"error":"not found"}`, "cannot be read as an RSS"},
		"list":              {"application/json", `[{"url":"https://news.example/1"}]`, "cannot be read as an RSS"},
		"text":              {"text/plain", "rss", "cannot be read as an RSS"},
	} {
		t.Run(name, func(t *testing.T) {
			page, err := feedOf(t, c.contentType, c.body)
			if claims.ErrorCode(err) != claims.EUnreadable || !strings.Contains(claims.ErrorMessage(err), c.says) {
				t.Errorf("%+v, %v", page, err)
			}
		})
	}
}
