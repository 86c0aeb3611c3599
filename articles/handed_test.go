package articles_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
)

func TestFetchOpensNothingHere(t *testing.T) {
	n := serve(t, func(w http.ResponseWriter, _ *http.Request) { plainPage(w, story) })
	r := articles.New(articles.Options{Network: n.network()})
	path := filepath.Join(lay(t, map[string]string{"a.txt": story}), "a.txt")
	t.Chdir(filepath.Dir(path))
	for _, input := range []string{path, "a.txt", "file://" + path, "-", "", ".", "https:///a.txt", "ftp://host.example/a.txt", "https://user:secret@harbour.example/"} {
		doc, err := r.Fetch(t.Context(), input, claims.Given{})
		if claims.ErrorMessage(err) == "" || doc.Article.Text != "" || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %q, %v", input, doc.Article.Text, err)
		}
	}
	if len(n.connections()) > 0 {
		t.Errorf("connected to %v", n.connections())
	}
	doc, err := r.Fetch(t.Context(), "http://harbour-post.example/1", claims.Given{Title: "Tram off its rails"})
	if err != nil || doc.Article.Origin != claims.OriginFetched || doc.Article.URL != "http://harbour-post.example/1" || doc.Article.Title != "Tram off its rails" {
		t.Errorf("%+v, %v", doc.Article, err)
	}
	if _, err := r.Fetch(t.Context(), "http://harbour-post.example/1", claims.Given{URL: "https://famous.example/"}); claims.ErrorCode(err) != claims.EInvalid {
		t.Errorf("under another address: %v", err)
	}
}

// TestPaste: pasted text is read as the same text in a file is.
func TestPaste(t *testing.T) {
	r := articles.New(articles.Options{})
	given := claims.Given{URL: "HTTPS://Harbour-Post.example/1#top", Outlet: "Harbour Post", PublishedAt: "2025-03-14"}
	text := "\ufeffTram off its rails\r\n\r\nA tram left the rails near the old harbour on Monday morning.\r\n\r\nShare on Facebook\r\n\r\nTwo passengers were hurt, the city said.\u200b"
	doc, err := r.Paste(text, given)
	if err != nil {
		t.Fatal(err)
	}
	a := doc.Article
	want := readOne(t, r, filepath.Join(lay(t, map[string]string{"a.txt": text}), "a.txt"), given).Article
	if a.Text != want.Text || a.Title != want.Title || a.ID != want.ID || a.Origin != claims.OriginPasted || a.Path != "" || a.URL != "https://harbour-post.example/1" || a.Validate() != nil {
		t.Errorf("%+v\nwant as %+v", a, want)
	}
	if string(doc.Capture.Raw) != text {
		t.Errorf("captured %q", doc.Capture.Raw)
	}
	for _, bad := range []string{"", " \n\t", "%PDF-1.7 \x00", "a\x00b", strings.Repeat("word ", 3_000_000)} {
		if _, err := r.Paste(bad, claims.Given{}); claims.ErrorMessage(err) == "" {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
	if _, err := r.Paste(story, claims.Given{URL: "nowhere"}); claims.ErrorCode(err) != claims.EInvalid {
		t.Errorf("without an address: %v", err)
	}
}

func TestAttachment(t *testing.T) {
	r := articles.New(articles.Options{})
	two := "{\"text\":\"One tram.\",\"origin\":\"fetched\"}\n{\"text\":\"Two trams.\"}\n"
	for _, c := range []struct {
		name, media, data string
		given             claims.Given
		want              string // the texts, or a part of the error
	}{
		{"a.txt", "text/plain; charset=utf-8", story, claims.Given{}, strings.TrimSpace(story)},
		{"message.txt", "", story, claims.Given{ID: "mine"}, strings.TrimSpace(story)},
		{"noname", "text/plain", story, claims.Given{}, strings.TrimSpace(story)},
		{"noname", "", story, claims.Given{}, strings.TrimSpace(story)},
		{"a.md", "", "# Tram\n\nOne **tram**.", claims.Given{}, "One tram."},
		{"page", "text/html", "<title>Tram</title><article><p>" + strings.ReplaceAll(strings.TrimSpace(story), "\n\n", "</p><p>") + "</p></article>", claims.Given{}, "Two passengers were hurt, the city said."},
		{"a.jsonl", "application/octet-stream", two, claims.Given{}, "One tram.|Two trams."},
		{"lines", "application/x-ndjson", two, claims.Given{}, "One tram.|Two trams."},
		{"a.jsonl", "", two, claims.Given{ID: "mine"}, "several articles"},
		{"a.txt.gz", "", string(packed(story)), claims.Given{}, "packed"},
		{"a.jsonl", "", string(packed(two)), claims.Given{}, "packed"},
		{"a.pdf", "application/pdf", "%PDF-1.7", claims.Given{}, "a PDF"},
		{"a.docx", "", "PK\x03\x04", claims.Given{}, "damaged Word document"},
		{"a.txt", "", "", claims.Given{}, "is empty"},
		{"a.txt", "", story, claims.Given{URL: "nowhere"}, "whole web address"},
	} {
		var texts []string
		for item, err := range r.Attachment(t.Context(), c.name, c.media, []byte(c.data), c.given) {
			if err != nil {
				texts = append(texts, claims.ErrorMessage(err))
				continue
			}
			a := item.Document.Article
			if a.Origin != claims.OriginPasted || a.Path != "" || c.given.ID != "" && a.ID != c.given.ID || a.Validate() != nil {
				t.Errorf("%s: %+v", c.name, a)
			}
			texts = append(texts, a.Text)
		}
		if got := strings.Join(texts, "|"); got == "" || !strings.Contains(got, c.want) {
			t.Errorf("%s (%s): %q, want %q", c.name, c.media, got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	dir := lay(t, map[string]string{
		"a.txt": story, "b.md": story, ".hidden.txt": story, "notes.xyz": "x", "sub/c.html": "<p>x",
		"lines.jsonl": "{\"text\":\"1\"}\n\n{\"text\":\"2\"}\n  \n{\"text\":\"" + strings.Repeat("3", 1<<17) + "\"}",
		"empty.jsonl": "", "packed.jsonl.gz": "x",
	})
	r := articles.New(articles.Options{})
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, c := range []struct {
		inputs []string
		n      int
		known  bool
	}{
		{nil, 0, true},
		{[]string{in("a.txt"), "https://harbour.example/", in("nothere.txt")}, 3, true},
		{[]string{in("lines.jsonl"), in("sub")}, 4, true},
		{[]string{in("empty.jsonl")}, 1, true},
		{[]string{in("a.txt"), "-"}, 0, false},
		{[]string{in("notes.xyz")}, 0, false},
		{[]string{dir}, 0, false}, // a packed file in it
	} {
		if n, known := r.Count(c.inputs); n != c.n || known != c.known {
			t.Errorf("%v: %d, %v; want %d, %v", c.inputs, n, known, c.n, c.known)
		}
	}
	if err := os.Remove(in("packed.jsonl.gz")); err != nil {
		t.Fatal(err)
	}
	if n, known := r.Count([]string{dir}); n != 7 || !known {
		t.Errorf("folder: %d, %v", n, known)
	}
}
