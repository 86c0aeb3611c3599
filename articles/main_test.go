package articles_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// result is one item that a reader gave.
type result struct {
	ingest.Item
	err error
}

func readAll(t *testing.T, r *articles.Reader, input string, given claims.Given) []result {
	t.Helper()
	var out []result
	for item, err := range r.Read(t.Context(), input, given) {
		if err != nil && claims.ErrorMessage(err) == "" {
			t.Errorf("%s: no sentence for a person: %v", item.Name, err)
		}
		out = append(out, result{item, err})
	}
	return out
}

// readOne reads an input that holds one article.
func readOne(t *testing.T, r *articles.Reader, input string, given claims.Given) claims.Document {
	t.Helper()
	got := readAll(t, r, input, given)
	if len(got) != 1 {
		t.Fatalf("%s gave %d items, want 1", input, len(got))
	}
	if got[0].err != nil {
		t.Fatalf("%s: %v", input, got[0].err)
	}
	return got[0].Document
}
