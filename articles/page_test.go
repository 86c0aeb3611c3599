package articles

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/claimbot/claimbot/claims"
)

// today is later than all times that the stories tell.
var today = time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)

const harbour = "https://www.harbour-post.example/news/x?from=feed"

// TestPages reads the page of each story and compares all that was read of it.
// In the pages, \xNN is a byte.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/page/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no stories", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			story, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := parsePage(unescape(t, story.Files[0].Data), "", harbour, today)
			if err != nil {
				t.Fatal(err)
			}
			got := show(p)
			if *update {
				story.Files = append(story.Files[:1], txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(story), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(story.Files) < 2 {
				t.Fatal("no want in the story")
			}
			if diff := cmp.Diff(string(story.Files[1].Data), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func unescape(t *testing.T, b []byte) []byte {
	t.Helper()
	var out []byte
	for {
		before, after, found := bytes.Cut(b, []byte(`\x`))
		out = append(out, before...)
		if !found {
			return out
		}
		n, err := strconv.ParseUint(string(after[:2]), 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		out, b = append(out, byte(n)), after[2:]
	}
}

func show(p page) string {
	return fmt.Sprintf("title: %s\nauthor: %s\noutlet: %s\ncanonical: %s\nlanguage: %s\npublished: %s\nmodified: %s\n\n%s\n",
		p.Title, p.Author, p.Outlet, p.Canonical, p.Language, p.Published, p.Modified, p.Text)
}

func TestPagesWithoutArticle(t *testing.T) {
	body := func(s string) string { return "<html><head><title>Post</title></head><body>" + s + "</body></html>" }
	for name, tc := range map[string]struct{ page, says string }{
		"login":      {body(`<h1>Welcome back</h1><form><label>E-mail</label><input name=e><input type="password"><p>Log in to read this article.</p></form>`), "login"},
		"subscriber": {body(`<h1>The mill</h1><p>This article is for subscribers. Subscribe to continue reading.</p>`), "login"},
		"cookies":    {body(`<p>We and our partners use cookies. Please accept all cookies to continue.</p>`), "cookies"},
		"script":     {body(`<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>`), "JavaScript"},
		"robot":      {body(`<h1>Checking your browser before accessing the site</h1><p>Verify you are human by completing the action below.</p>`), "whether a person"},
		"missing":    {body(`<h1>404</h1><p>Page not found. The page you requested does not exist, or has moved to another address.</p>`), "does not exist"},
		"index":      {body(`<ul><li><a href="/a">Ferry links reopen</a></li><li><a href="/b">Mill to close</a></li></ul>`), "no article text"},
		"hidden":     {body(`<p style="display:none">` + strings.Repeat("The whole of the article is hidden here. ", 20) + `</p>`), "no article text"},
		"nothing":    {"", "no article text"},
		"pdf":        {"%PDF-1.7\n1 0 obj", "is a PDF, not a web page"},
		"zip":        {"PK\x03\x04abcdef", "not a web page"},
		"picture":    {"\x89PNG\r\n\x1a\n", "is a picture, not a web page"},
		"binary":     {"<html>\x00\x01\x02\x00</html>", "not a web page"},
		"deep":       {strings.Repeat("<div>", 200_000/5) + "text", "nested too deeply"},
		"depths":     {strings.Repeat("<div>", 400) + strings.Repeat("<p>x", 10_000), "nested too deeply"},
		"endless":    {strings.Repeat("<p>x", maxTags+1), "too many elements"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := parsePage([]byte(tc.page), "text/html", harbour, today)
			if claims.ErrorCode(err) != claims.EUnreadable || !strings.Contains(claims.ErrorMessage(err), tc.says) {
				t.Errorf("got %q and %v, want a refusal that says %q", p.Text, err, tc.says)
			}
		})
	}
}

// TestAskingBesideText reads articles on pages that also ask for a login or
// for cookies: most do.
func TestAskingBesideText(t *testing.T) {
	text := "The council of Ostby voted on Monday to keep the mill open for another year, its chair said after the meeting. "
	raw := `<html><body><div>We use cookies. Accept all cookies?</div><a href="/login">Log in to read more</a><noscript>Enable JavaScript</noscript>
<article><h1>Mill stays</h1><p>` + text + `</p><p>` + text + `</p></article><form><input type="password"></form></body></html>`
	p, err := parsePage([]byte(raw), "", "", today)
	if err != nil || !strings.HasPrefix(p.Text, "The council") || strings.Contains(p.Text, "cookies") {
		t.Errorf("got %q, %v", p.Text, err)
	}
}

// TestKeptSentences reads paragraphs that look like notices and are none.
func TestKeptSentences(t *testing.T) {
	for _, s := range []string{
		"By Monday the toll had risen to twelve.",
		"Five people were hurt in Ostby on 14 March 2025, officials said.",
		"Images of the strike showed twelve people dead.",
		"Video of the flood was shown on Tuesday by the army.",
		"He sued Getty Images.",
		"Sources said the talks would resume on Monday.",
		"Like many others, she lost her house in the flood.",
		"Follow the money, the prosecutor told the jury on Monday.",
		"Published figures of 3 March 2025 put the cost at 4 million crowns.",
		"More than forty people were hurt.",
		"Share prices fell by 3 percent after the vote.",
		"The victim is a 34-year-old journalist.",
		"Comments by the minister angered the union.",
		"Do you regret it? No, he said.",
	} {
		const other = "The council of Ostby voted on Monday to keep the mill open for another year, its chair said after the meeting."
		for _, raw := range []string{s + "</p><p>" + other, other + "</p><p>" + s + "</p><p>" + other, other + "</p><p>" + s} {
			p, err := parsePage([]byte("<body><article><h1>Mill stays</h1><p>"+raw+"</p></article></body>"), "", "", today)
			if want := strings.ReplaceAll(raw, "</p><p>", "\n\n"); err != nil || p.Text != want {
				t.Errorf("got %q, %v, want %q", p.Text, err, want)
			}
		}
	}
}

func TestPageTimes(t *testing.T) {
	for said, want := range map[string]claims.Time{
		"2025-03-14T08:40:00+02:00":        "2025-03-14T08:40:00+02:00",
		"2025-03-14T08:40:00.123Z":         "2025-03-14T08:40:00Z",
		"2025-03-14T08:40+0200":            "2025-03-14T08:40:00+02:00",
		"2025-03-14 08:40:00":              "2025-03-14",
		"2025-03-14T08:40:00":              "2025-03-14",
		"2025-03-14":                       "2025-03-14",
		"20250314":                         "2025-03-14",
		"Fri, 14 Mar 2025 08:40:00 +0100":  "2025-03-14T08:40:00+01:00",
		"Fri, 14 Mar 2025 08:40:00 GMT":    "2025-03-14T08:40:00Z",
		"March 14, 2025":                   "2025-03-14",
		"Friday, March 14th, 2025 9:15 am": "2025-03-14",
		"14 Sept. 2024":                    "2024-09-14",
		"1970-01-01T00:00:00Z":             "",
		"2925-03-14":                       "",
		"0001-01-01T00:00:00Z":             "",
		"yesterday":                        "",
		"":                                 "",
	} {
		if got := (calendar{today}).read(said); got != want {
			t.Errorf("%q gives %q, want %q", said, got, want)
		}
	}
}

func TestCanonical(t *testing.T) {
	const text = `<p>The council of Ostby voted on Monday to keep the mill open for another year, its chair said after a meeting that went on into the night.</p>`
	for _, tc := range []struct{ said, at, want string }{
		{"/news/y", harbour, "https://www.harbour-post.example/news/y"},
		{"https://harbour-post.example/y", harbour, "https://harbour-post.example/y"},
		{"https://elsewhere.example/y", harbour, ""},
		{"https://other.co.uk/y", "https://mine.co.uk/y", ""},
		{"javascript:alert(1)", harbour, ""},
		{"https://harbour-post.example/y", "", "https://harbour-post.example/y"},
		{"/y", "", ""},
	} {
		p, err := parsePage([]byte(`<link rel=canonical href="`+tc.said+`">`+text), "", tc.at, today)
		if err != nil || p.Canonical != tc.want {
			t.Errorf("%s at %s gives %q, %v; want %q", tc.said, tc.at, p.Canonical, err, tc.want)
		}
	}
}

func FuzzParsePage(f *testing.F) {
	files, _ := filepath.Glob("testdata/page/*.txtar")
	for _, file := range files {
		if raw, err := os.ReadFile(file); err == nil {
			f.Add(raw, "text/html; charset=windows-1252")
		}
	}
	f.Add([]byte(strings.Repeat("<b><p>", 300)), "")
	f.Add([]byte(`<script type="application/ld+json">{"@type":"NewsArticle","author":[[["x"]],{"name":{}}],"datePublished":7}</script>`), "")
	f.Add([]byte("<table><td><p hidden><svg><title>\xff\xfe<math><mi>"), "text/html; charset=utf-16")
	f.Fuzz(func(t *testing.T, raw []byte, contentType string) {
		p, err := parsePage(raw, contentType, harbour, today)
		if err != nil {
			if claims.ErrorMessage(err) == "" {
				t.Fatalf("no sentence for a person: %v", err)
			}
			return
		}
		for _, s := range []string{p.Text, p.Title, p.Author, p.Outlet, p.Canonical} {
			if !utf8.ValidString(s) {
				t.Fatalf("%q is not UTF-8", s)
			}
		}
		if decoded := decodePage(raw, contentType); len(p.Text) > len(decoded) {
			t.Fatalf("%d bytes of text from %d", len(p.Text), len(decoded))
		}
	})
}

// TestUnbroken: a parser that panics costs one article, with a sentence that
// says what to do.
func TestUnbroken(t *testing.T) {
	var none []int
	p, err := unbroken(func() (page, error) { return page{Text: strconv.Itoa(none[len(none)])}, nil })
	if claims.ErrorCode(err) != claims.EUnreadable || !strings.Contains(claims.ErrorMessage(err), "paste the text") || p.Text != "" {
		t.Errorf("%+v, %v", p, err)
	}
}

// TestPageEscapes: a page that was made of a terminal's output has no escapes
// in its text, whether as bytes or as references.
func TestPageEscapes(t *testing.T) {
	const body = "<article><h1>Tram leaves the rails</h1><p>Mayor \x1b[31mJon Halvick\x1b[0m said on Monday that the line along the harbour would stay closed.</p>" +
		"<p>The driver, Anna &#27;[1mKovrin&#27;[0m, was heard by the police, who said that the inquiry would take three days.</p></article>"
	p, err := parsePage([]byte("<!doctype html><title>\x1b[1mTram\x1b[0m</title>"+body), "", "", today)
	if err != nil || strings.ContainsAny(p.Title+p.Text, "\x1b[") || !strings.Contains(p.Text, "Anna Kovrin,") || !strings.Contains(p.Text, "Mayor Jon Halvick said") {
		t.Errorf("%+v, %v", p, err)
	}
}
