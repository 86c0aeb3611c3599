package articles_test

import (
	"bytes"
	"iter"
	"testing"
	"unicode/utf8"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

// FuzzRead: whatever is piped in or handed over, each item is an article that may be stored or
// an error with a sentence for a person.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{story, "{\"text\":\"One.\"}\n{\n{\"text\":\"\"}", "<!doctype html><title>x</title><p>One.</p>", "\x1f\x8b\x08", "\xff\xfea", "%PDF-", string(packed(story))} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		r := articles.New(articles.Options{Stdin: bytes.NewReader(in), MaxBytes: 1 << 16})
		for way, items := range map[string]iter.Seq2[ingest.Item, error]{
			"piped":    r.Read(t.Context(), "-", claims.Given{}),
			"attached": r.Attachment(t.Context(), "some.file", "", in, claims.Given{}),
			"pasted": func(yield func(ingest.Item, error) bool) {
				doc, err := r.Paste(string(in), claims.Given{})
				yield(ingest.Item{Document: doc}, err)
			},
		} {
			n := 0
			for item, err := range items {
				n++
				if err != nil {
					if claims.ErrorMessage(err) == "" {
						t.Errorf("%s: no sentence for a person: %v", way, err)
					}
					continue
				}
				if err := item.Document.Article.Validate(); err != nil || !utf8.ValidString(item.Document.Article.Title) {
					t.Errorf("%s: %q: %v", way, in, err)
				}
			}
			if n == 0 {
				t.Errorf("%s: nothing was said", way)
			}
		}
	})
}
