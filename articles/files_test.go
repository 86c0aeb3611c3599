package articles_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
)

// lay writes files into a new folder and gives its path.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func wide(s string, order func(b []byte, v uint16) []byte, mark ...byte) string {
	for _, unit := range utf16.Encode([]rune(s)) {
		mark = order(mark, unit)
	}
	return string(mark)
}

func TestFileForms(t *testing.T) {
	little := func(b []byte, v uint16) []byte { return append(b, byte(v), byte(v>>8)) }
	big := func(b []byte, v uint16) []byte { return append(b, byte(v>>8), byte(v)) }
	want := strings.TrimSpace(story)
	dir := lay(t, map[string]string{
		"a.txt":      story,
		"crlf.txt":   strings.ReplaceAll(story, "\n", "\r\n"),
		"bom.txt":    "\ufeff" + story,
		"little.txt": wide(story, little, 0xff, 0xfe),
		"big.txt":    wide(story, big, 0xfe, 0xff),
		"packed.gz":  string(packed(story)),
		"a.txt.gz":   string(packed(story)),
		"noname":     story,
		"a.md":       strings.Replace(story, "A tram", "**A tram**", 1),
	})
	r := articles.New(articles.Options{})
	for _, name := range []string{"a.txt", "crlf.txt", "bom.txt", "little.txt", "big.txt", "packed.gz", "a.txt.gz", "noname", "a.md"} {
		path := filepath.Join(dir, name)
		doc := readOne(t, r, path, claims.Given{})
		a := doc.Article
		if a.Text != want || a.Origin != claims.OriginFile || a.Path != path || a.ID == "" || a.Validate() != nil {
			t.Errorf("%s: %+v", name, a)
		}
		if doc.Capture == nil || len(doc.Capture.Raw) == 0 || doc.Capture.At.IsZero() {
			t.Errorf("%s: no capture", name)
		}
	}
}

func TestFileFaults(t *testing.T) {
	dir := lay(t, map[string]string{
		"empty.txt": "", "blank.txt": " \n\n\ufeff", "notices.txt": "Advertisement\n\nShare this article\n",
		"latin.txt": "The caf\xe9 was closed.\n", "pdf.html": "%PDF-1.7\n%\xe2\xe3", "picture": "\x89PNG\r\n\x1a\n\x00", "zeros.txt": "a\x00b",
		"damaged.txt.gz": string(packed(story)[:40]), "twice.gz": string(packed(string(packed(story)))),
		"bomb.txt.gz": string(packed(strings.Repeat("a ", 1<<16))), "many.txt": strings.Repeat("\n", 60_000) + "x",
		"list.json": `[{"text":"One was hurt."}]`, "whole.json": "{\n \"text\": \"One was hurt.\"\n}\n", "whole.jsonl": "{\r\n\"text\": \"One was hurt.\"\r\n}\n", "readme/notes.rst": "x", "readme/.hidden.txt": story,
	})
	large, err := os.Create(filepath.Join(dir, "large.txt"))
	if err == nil {
		err = large.Truncate(50_000_000)
	}
	if err == nil {
		_, err = large.WriteAt([]byte(strings.Repeat(story, 100)), 0)
	}
	if err == nil {
		err = large.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r := articles.New(articles.Options{MaxBytes: 64_000})
	for _, c := range []struct{ name, code, says string }{
		{"empty.txt", claims.EUnreadable, "is empty"},
		{"blank.txt", claims.EUnreadable, "No article text"},
		{"notices.txt", claims.EUnreadable, "No article text"},
		{"latin.txt", claims.EUnreadable, "not valid UTF-8"},
		{"pdf.html", claims.EUnreadable, "PDF that is damaged"},
		{"picture", claims.EUnreadable, "a picture, not text"},
		{"zeros.txt", claims.EUnreadable, "binary data"},
		{"damaged.txt.gz", claims.EUnreadable, "damaged"},
		{"twice.gz", claims.EUnreadable, "packed (gzip)"},
		{"bomb.txt.gz", claims.EUnreadable, "larger than 64 kB"},
		{"large.txt", claims.EUnreadable, "50 MB large and at most 64 kB"},
		{"many.txt", claims.EUnreadable, "more than 50000 lines"},
		{"list.json", claims.EInvalid, "a JSON list"},
		{"whole.jsonl", claims.EInvalid, "over several lines"},
		{"whole.json", claims.EInvalid, "over several lines"},
		{"readme", claims.EUnreadable, "holds no articles"},
		{"missing.txt", claims.ENotFound, "no file or folder"},
	} {
		got := readAll(t, r, filepath.Join(dir, c.name), claims.Given{})
		if len(got) != 1 || claims.ErrorCode(got[0].err) != c.code || !strings.Contains(claims.ErrorMessage(got[0].err), c.says) {
			t.Errorf("%s: %v; want %s: …%s…", c.name, got, c.code, c.says)
		}
	}
	got := readAll(t, r, "www.harbour-post.example.com/page", claims.Given{})
	if !strings.Contains(claims.ErrorMessage(got[0].err), "write https://www.harbour") {
		t.Errorf("an address without its scheme: %v", got[0].err)
	}
}

func TestFileWithoutPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	dir := lay(t, map[string]string{"a.txt": story, "shut/b.txt": story})
	for _, name := range []string{"a.txt", "shut"} {
		if err := os.Chmod(filepath.Join(dir, name), 0); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(filepath.Join(dir, "shut"), 0o755)
	for _, got := range readAll(t, articles.New(articles.Options{}), dir, claims.Given{}) {
		if claims.ErrorCode(got.err) != claims.EForbidden {
			t.Errorf("%s: %v", got.Name, got.err)
		}
	}
}

func TestFolder(t *testing.T) {
	dir := lay(t, map[string]string{
		"b.txt": story, "a/z.md": story, "a/.git/c.txt": story, ".d.txt": story, "e.png": "\x89PNG", "c.jsonl": `{"text":"One."}` + "\n{}\n" + `{"text":"Two."}`,
	})
	r := articles.New(articles.Options{})
	var names []string
	for _, got := range readAll(t, r, dir, claims.Given{Outlet: "Harbour Post"}) {
		rel, _ := strings.CutPrefix(got.Name, dir+"/")
		names = append(names, fmt.Sprint(rel, " ", got.err == nil, " ", got.Document.Article.Outlet))
	}
	want := "a/z.md true Harbour Post, b.txt true Harbour Post, c.jsonl line 1 true Harbour Post, c.jsonl line 2 false , c.jsonl line 3 true Harbour Post"
	if got := strings.Join(names, ", "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, given := range []claims.Given{{ID: "x"}, {URL: "https://a.example/"}} {
		got := readAll(t, r, dir, given)
		if len(got) != 1 || !strings.Contains(claims.ErrorMessage(got[0].err), "several articles") {
			t.Errorf("%+v: %v", given, got)
		}
	}
	if a := readOne(t, r, filepath.Join(dir, "a"), claims.Given{ID: "x"}).Article; a.ID != "x" {
		t.Errorf("a folder of one file is one article: %+v", a)
	}
}

func TestStandardInput(t *testing.T) {
	for _, c := range []struct{ in, first string }{
		{story, "A tram left the rails near the old harbour on Monday morning.\n\nTwo passengers were hurt, the city said."},
		{string(packed(story)), "A tram left the rails near the old harbour on Monday morning.\n\nTwo passengers were hurt, the city said."},
		{` {"text":" kept \r\n as it is "}` + "\n", " kept \r\n as it is "},
		{"{braces} may begin a text, the printer said.", "{braces} may begin a text, the printer said."},
	} {
		r := articles.New(articles.Options{Stdin: strings.NewReader(c.in)})
		a := readOne(t, r, "-", claims.Given{}).Article
		if a.Text != c.first || a.Origin != claims.OriginPasted || a.Path != "" {
			t.Errorf("%q: %+v", c.in, a)
		}
	}
	got := readAll(t, articles.New(articles.Options{}), "-", claims.Given{})
	if len(got) != 1 || !strings.Contains(claims.ErrorMessage(got[0].err), "Standard input is empty") {
		t.Errorf("nothing piped in: %v", got)
	}
}

func TestLines(t *testing.T) {
	lines := []string{
		`{"id":"a1","url":"HTTPS://A.example/x?utm_source=y","outlet":"A","title":"T","author":"B","published_at":"2026-03-09","language":"en","origin":"fetched","text":"\tOne.\u00a0 ","sha256":"ff","revision":"r1"}`,
		``,
		`{"text":"caf` + "\xe9" + `"}`,
		`{"text":5}`,
		`not json`,
		`{"text":"  "}`,
		`{"text":"Two.","published_at":"yesterday"}`,
		`{"text":"Three.","url":"nowhere"}`,
		`{"text":"` + strings.Repeat("long ", 50) + `"}`,
		`{"text":"Last."}`,
	}
	dir := lay(t, map[string]string{"batch.jsonl": "\ufeff" + strings.Join(lines, "\n"), "one.jsonl.gz": string(packed(lines[9] + "\n\n"))})
	r := articles.New(articles.Options{MaxBytes: 230})
	var good, bad []string
	for _, got := range readAll(t, r, filepath.Join(dir, "batch.jsonl"), claims.Given{}) {
		name, _ := strings.CutPrefix(got.Name, dir+"/batch.jsonl ")
		if got.err != nil {
			bad = append(bad, name+": "+claims.ErrorMessage(got.err))
			continue
		}
		a := got.Document.Article
		good = append(good, fmt.Sprintf("%s: %s %s %q %s", name, a.ID, a.URL, a.Text, a.Origin))
		if a.SHA256 != claims.HashText(a.Text) || a.Revision == "r1" || a.Validate() != nil || got.Document.Capture != nil {
			t.Errorf("%s: %+v", name, a)
		}
	}
	if got, want := strings.Join(good, "\n"), "line 1: a1 https://a.example/x \"\\tOne.\\u00a0 \" file\nline 10: t"+claims.HashText("Last.")[:12]+"  \"Last.\" file"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for i, says := range []string{"line 3: The line is not valid UTF-8", `line 4: "text" of this article line is a number`, "line 5: This is not an article line", `line 6: The line has no "text"`, `line 7: "yesterday" is not a time`, `line 8: "nowhere" is not a whole web address`, "line 9: The line is larger"} {
		if i >= len(bad) || !strings.HasPrefix(bad[i], says) {
			t.Errorf("want %q in %q", says, bad)
		}
	}
	if a := readOne(t, r, filepath.Join(dir, "one.jsonl.gz"), claims.Given{URL: "https://a.example"}).Article; a.URL != "https://a.example/" {
		t.Errorf("one line is one article: %+v", a)
	}
	if got := readAll(t, r, filepath.Join(dir, "batch.jsonl"), claims.Given{ID: "x"}); len(got) != 1 || !strings.Contains(claims.ErrorMessage(got[0].err), "several articles") {
		t.Errorf("an id for several lines: %v", got)
	}
}
