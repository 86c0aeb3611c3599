package articles_test

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
)

// FuzzRead: whatever is piped in, each item is an article that may be stored or
// an error with a sentence for a person.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{story, "{\"text\":\"One.\"}\n{\n{\"text\":\"\"}", "<!doctype html><title>x</title><p>One.</p>", "\x1f\x8b\x08", "\xff\xfea", "%PDF-", string(packed(story))} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		r := articles.New(articles.Options{Stdin: bytes.NewReader(in), MaxBytes: 1 << 16})
		items := 0
		for item, err := range r.Read(t.Context(), "-", claims.Given{}) {
			items++
			if err != nil {
				if claims.ErrorMessage(err) == "" {
					t.Errorf("no sentence for a person: %v", err)
				}
				continue
			}
			if err := item.Document.Article.Validate(); err != nil || !utf8.ValidString(item.Document.Article.Title) {
				t.Errorf("%q: %v", in, err)
			}
		}
		if items == 0 {
			t.Error("nothing was said")
		}
	})
}
