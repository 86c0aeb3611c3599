package articles_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

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
		"swallows":    rssHead + rssItem(1) + `<item><title><![CDATA[Never</title></item>` + rssItem(2) + `<item><title><![CDATA[Ends]]></title></item>` + rssTail,
		"comment":     rssHead + rssItem(1) + `<item><title><!-- Never</title></item>` + rssItem(2) + rssTail,
		"two in one":  rssHead + rssItem(1) + `<item><title>No end` + rssItem(2) + rssTail,
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

// TestFeedOf50000: of a feed of 50,000 entries the newest are kept, whatever
// their order, and the others are counted; parsing it takes little memory.
func TestFeedOf50000(t *testing.T) {
	const entries = 50_000
	var xml, json strings.Builder
	xml.WriteString(rssHead)
	json.WriteString(`{"version":"https://jsonfeed.org/version/1.1","title":"The Post & Mail","items":[`)
	for i := range entries {
		i = (i * 7919) % entries // in no order
		xml.WriteString(rssItem(i))
		fmt.Fprintf(&json, `{"id":"id-%d","url":"https://news.example/%d","title":"Story %d","date_published":%q},`, i, i, i, now.Add(-time.Duration(i)*time.Minute).Format(time.RFC3339))
	}
	xml.WriteString(rssTail)
	for name, body := range map[string]string{"rss": xml.String(), "json": strings.TrimSuffix(json.String(), ",") + "]}"} {
		t.Run(name, func(t *testing.T) {
			within(t, 128<<20, func() {
				page, err := feedOf(t, "application/xml", body)
				if err != nil || len(page.Entries) != feed.MostEntries || page.LeftOut != entries-feed.MostEntries || page.Broken != 0 {
					t.Fatalf("%d entries, %d left out, %d broken, %v", len(page.Entries), page.LeftOut, page.Broken, err)
				}
				for i, e := range page.Entries {
					if e.ID != fmt.Sprint("id-", i) {
						t.Fatalf("entry %d is %s", i, e.ID)
					}
				}
			})
		})
	}
}

// TestFeedCutAsWhole: a feed that is cut into its entries gives what it gives
// as a whole, where there is nothing to mend.
func TestFeedCutAsWhole(t *testing.T) {
	tricky := []string{
		`<item><title><![CDATA[What <item> and </item> mean]]></title><link>https://news.example/1</link></item>`,
		`<!-- <item><link>https://news.example/no</link></item> -->`,
		`<ITEM><title>Capitals</title><link>https://news.example/2</link></ITEM>`,
		`<item rdf:about="a > b"><title>Attributes</title><link>https://news.example/3</link></item >`,
		`<items>none</items><itemx/>`,
		`<item><title>Five &lt; six &amp;amp; seven</title><guid>https://news.example/4</guid></item>`,
	}
	page, err := feedOf(t, "application/rss+xml", rssHead+strings.Join(tricky, "\n")+rssTail)
	if err != nil || page.Broken != 0 {
		t.Fatalf("%+v, %v", page, err)
	}
	whole, err := gofeed.NewParser().ParseString(rssHead + strings.ReplaceAll(strings.ReplaceAll(strings.Join(tricky, "\n"), "ITEM>", "item>"), "</item >", "</item>") + rssTail)
	if err != nil || len(whole.Items) != len(page.Entries) {
		t.Fatalf("%d entries, as a whole %d: %v", len(page.Entries), len(whole.Items), err)
	}
	var got []string
	for _, e := range page.Entries {
		got = append(got, e.URL+" "+e.Title)
	}
	want := []string{"https://news.example/1 What and mean", "https://news.example/2 Capitals", "https://news.example/3 Attributes", "https://news.example/4 Five < six & seven"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestFeedMonsters: feeds that are built to be hard to read cost little.
func TestFeedMonsters(t *testing.T) {
	for name, body := range map[string]string{
		"open comments":  rssHead + strings.Repeat("<!--", 500_000),
		"open CDATA":     rssHead + strings.Repeat("<item><![CDATA[", 100_000),
		"open entries":   rssHead + strings.Repeat("<item>", 200_000),
		"empty entries":  rssHead + strings.Repeat("<item/>", 200_000) + rssTail,
		"open quotes":    rssHead + strings.Repeat(`<item a="'>`, 100_000),
		"nested":         rssHead + "<item>" + strings.Repeat("<a>", 1_000_000) + "</item>" + rssTail,
		"namespaces":     rssHead + "<item>" + strings.Repeat(`<a xmlns:b="c">`, 20_000) + "</item>" + rssTail,
		"more laughs":    `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>` + rssHead + "<item><title>" + strings.Repeat("&b;", 100_000) + "</title></item>" + rssTail,
		"deep JSON":      `{"items":[` + strings.Repeat("[", 1_000_000),
		"JSON in JSON":   `{"items":[` + strings.Repeat(`{"a":`, 1_000_000),
		"many JSON keys": `{` + strings.Repeat(`"a":1,`, 100_000) + `"items":[]}`,
		"long words":     rssHead + "<item><title>" + strings.Repeat("x", 8<<20) + "</title><link>https://news.example/" + strings.Repeat("y", 8<<20) + "</link></item>" + rssTail,
	} {
		t.Run(name, func(t *testing.T) {
			within(t, 256<<20, func() {
				page, err := feedOf(t, "application/xml", body)
				if len(page.Entries) > 0 || err != nil && claims.ErrorCode(err) != claims.EUnreadable {
					t.Errorf("%d entries, %v", len(page.Entries), err)
				}
			})
		})
	}
}

// TestFeedCharsets: titles are right, whatever encoding is declared.
func TestFeedCharsets(t *testing.T) {
	const title = "Трамвай сошёл с рельсов у старой гавани в понедельник утром"
	cyrillic, err := charmap.Windows1251.NewEncoder().String(title)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(`<?xml version="1.0" encoding="UTF-16"?><rss version="2.0"><channel><item><link>https://news.example/1</link><title>` + title + `</title></item></channel></rss>`)
	if err != nil {
		t.Fatal(err)
	}
	of := func(declared, title string) string {
		return `<?xml version="1.0"` + declared + `?><rss version="2.0"><channel><item><link>https://news.example/1</link><title>` + title + `</title></item></channel></rss>`
	}
	for name, c := range map[string]struct{ contentType, body string }{
		"declared":          {"text/xml", of(` encoding="windows-1251"`, cyrillic)},
		"in the header":     {"text/xml; charset=windows-1251", of("", cyrillic)},
		"header wrong":      {"text/xml; charset=iso-8859-1", of(` encoding="windows-1251"`, cyrillic)},
		"called utf-8":      {"text/xml; charset=utf-8", of(` encoding="utf-8"`, cyrillic)},
		"utf-8 called 1251": {"text/xml", of(` encoding="windows-1251"`, title)},
		"utf-16":            {"text/xml", wide},
		"byte-order mark":   {"text/xml", "\ufeff" + of(` encoding="utf-8"`, title)},
		"unknown":           {"text/xml", of(` encoding="x-harbour"`, title)},
	} {
		page, err := feedOf(t, c.contentType, c.body)
		if err != nil || len(page.Entries) != 1 || page.Entries[0].Title != title {
			t.Errorf("%s: %+v, %v", name, page.Entries, err)
		}
	}
}
