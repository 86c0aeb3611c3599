package samples_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/samples"
)

func TestQuestions(t *testing.T) {
	questions := samples.Questions()
	if len(questions) != 6 {
		t.Errorf("there are %d questions, want 6", len(questions))
	}
	for _, q := range questions {
		if strings.TrimSpace(q) != q || !strings.HasSuffix(q, "?") {
			t.Errorf("%q is not a question on a line of its own", q)
		}
	}
}

// TestWire reads each line as the program will: known keys only, and an
// article that could be stored.
func TestWire(t *testing.T) {
	src, err := fs.ReadFile(samples.Files(), "wire.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range bytes.Lines(src) {
		var a claims.Article
		decoder := json.NewDecoder(bytes.NewReader(line))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&a); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if a.ID == "" || a.Outlet == "" || a.Title == "" || a.PublishedAt == "" || seen[a.ID] {
			t.Errorf("article %q lacks an id of its own, an outlet, a title or a time", a.ID)
		}
		seen[a.ID] = true
		a.Identify()
		if err := a.Validate(); err != nil {
			t.Errorf("article %s: %v", a.ID, err)
		}
	}
	if len(seen) != 5 {
		t.Errorf("there are %d articles, want 5", len(seen))
	}
}

// TestAddresses keeps every address under .example, which nobody can own.
func TestAddresses(t *testing.T) {
	address := regexp.MustCompile(`https?://[^\s"<>]+|[\w.]+@[\w.]*\w`)
	err := fs.WalkDir(samples.Files(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		src, err := fs.ReadFile(samples.Files(), name)
		if !utf8.Valid(src) {
			t.Errorf("%s is not UTF-8", name)
		}
		for _, found := range address.FindAllString(string(src), -1) {
			if host := hostOf(found); path.Ext(host) != ".example" && host != "schema.org" {
				t.Errorf("%s holds the address %s", name, found)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func hostOf(address string) string {
	if _, host, isMail := strings.Cut(address, "@"); isMail {
		return host
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
