package sqlite

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// redaction knows words again without holding them.
type redaction struct {
	salt   string
	length int
	hash   string
}

func newRedaction(key string) redaction {
	r := redaction{salt: rand.Text(), length: len(key)}
	r.hash = r.hashOf(key)
	return r
}

func (r redaction) hashOf(key string) string {
	h := hmac.New(sha256.New, []byte(r.salt))
	h.Write([]byte(key))
	return hex.EncodeToString(h.Sum(nil))
}

func (r redaction) find(s string) []text.Range {
	return text.FindPlain(s, r.length, func(key string) bool { return r.hashOf(key) == r.hash })
}

// redactions are those of one article.
type redactions []redaction

func redactionsOf(ctx context.Context, tx *transaction, ws, article string) (all redactions, err error) {
	err = each(ctx, tx, `SELECT salt, length, hash FROM redactions WHERE workspace = ? AND article = ?`, []any{ws, article}, func(row *sql.Rows) error {
		var r redaction
		err := row.Scan(&r.salt, &r.length, &r.hash)
		all = append(all, r)
		return err
	})
	return all, err
}

// cover puts fillers in the place of the words. All are looked for before any
// is covered: of two that overlap, one covered first would hide the other.
func (all redactions) cover(s string) string {
	var parts []text.Range
	for _, r := range all {
		parts = append(parts, r.find(s)...)
	}
	return text.Cover(s, merged(parts))
}

// merged are the parts in order, those that overlap as one.
func merged(parts []text.Range) (out []text.Range) {
	slices.SortFunc(parts, func(a, b text.Range) int { return cmp.Compare(a.Start, b.Start) })
	for _, p := range parts {
		if last := len(out) - 1; last >= 0 && p.Start < out[last].End {
			out[last].End = max(out[last].End, p.End)
			continue
		}
		out = append(out, p)
	}
	return out
}

// holds says whether the words stand in any string of v, which is marshalled.
func (all redactions) holds(v any) (bool, error) {
	found := false
	_, err := mapStrings(v, func(s string) string {
		found = found || all.cover(s) != s
		return s
	})
	return found, err
}

// article gives what an article says of itself without the words. Its key and
// address stay.
func (all redactions) article(a claims.Article) (claims.Article, error) {
	var covered claims.Article
	body, err := mapStrings(a, all.cover)
	if err == nil {
		err = json.Unmarshal(body, &covered)
	}
	covered.Path, covered.Text = a.Path, all.cover(a.Text)
	return covered, err
}

// isKept says whether the values under a key of JSON stay: they name something,
// or are of our own vocabulary.
func isKept(key string) bool {
	switch key {
	case "id", "article_id", "revision", "url", "sha256", "citations", "claims", "facts",
		"origin", "language", "kind", "modality", "engine", "outcome", "qualifier", "act", "nature", "type", "precision", "state", "status":
		return true
	}
	return false
}

// mapStrings marshals v with every string of it replaced, but for those that stay.
func mapStrings(v any, replace func(string) string) ([]byte, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var tree any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&tree); err != nil {
		return nil, err
	}
	return json.Marshal(replaced(tree, replace))
}

func replaced(tree any, replace func(string) string) any {
	switch v := tree.(type) {
	case string:
		return replace(v)
	case []any:
		for i := range v {
			v[i] = replaced(v[i], replace)
		}
	case map[string]any:
		for key := range v {
			if !isKept(key) {
				v[key] = replaced(v[key], replace)
			}
		}
	}
	return tree
}

// redactDocument takes out of a document what was redacted in its article. It
// keeps the name that its text gave it as it came: so a text is known again
// whose words were taken out since, and so is one that a revision has by now.
func redactDocument(ctx context.Context, tx *transaction, ws string, a claims.Article, capture *packed) (claims.Article, *packed, error) {
	all, err := redactionsOf(ctx, tx, ws, a.ID)
	if err != nil || len(all) == 0 {
		return a, capture, err
	}
	if a, err = all.article(a); err != nil {
		return a, capture, err
	}
	if capture != nil {
		bare := *capture
		bare.raw, bare.header, bare.Raw, bare.dropped = []byte{}, []byte("{}"), nil, true
		capture = &bare
	}
	a.SHA256 = claims.HashText(a.Text)
	err = tx.QueryRowContext(ctx, `SELECT id FROM revisions WHERE workspace = ?1 AND article = ?2 AND (id = ?3 OR sha256 = ?4) ORDER BY id = ?3 DESC, current DESC, seq DESC LIMIT 1`,
		ws, a.ID, a.Revision, a.SHA256).Scan(&a.Revision)
	if isNone(err) {
		err = nil
	}
	return a, capture, err
}

// withoutRedacted leaves out the claims of an extraction that hold redacted
// words, or were read from a text that still did.
func withoutRedacted(ctx context.Context, tx *transaction, ws string, rev revision, made []extracted) ([]extracted, error) {
	all, err := redactionsOf(ctx, tx, ws, rev.ID)
	if err != nil || len(all) == 0 {
		return made, err
	}
	kept := make([]extracted, 0, len(made))
	for _, e := range made {
		c := e.claim
		if c.Start < 0 || c.End > len(rev.Text) || c.Start > c.End || rev.Text[c.Start:c.End] != c.Quote {
			continue
		}
		held, err := all.holds(c)
		if err != nil {
			return nil, err
		}
		if !held {
			kept = append(kept, e)
		}
	}
	return kept, nil
}
