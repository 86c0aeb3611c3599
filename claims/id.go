package claims

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
)

// ClaimID is the identity of a claim: a hash of workspace, article, kind,
// details, normalised quote and occurrence, so that the same claim in the next
// revision or extraction is the same claim. occurrence counts, from 0 and in
// text order, the claims of one article that are otherwise alike.
func ClaimID(workspace string, c Claim, occurrence int) string {
	h := sha256.New()
	for _, part := range []string{workspace, c.identity(), strconv.Itoa(occurrence)} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return "c" + hex.EncodeToString(h.Sum(nil))[:16]
}

// IdentityKey is what two claims of one article share when they are alike but
// for their place in the text.
func (c Claim) IdentityKey() string { return c.identity() }

func (c Claim) identity() string {
	details := struct {
		Modality  Modality
		Casualty  *Casualty  `json:",omitempty"`
		Ceasefire *Ceasefire `json:",omitempty"`
		Event     *Event     `json:",omitempty"`
		Content   string     `json:",omitempty"`
	}{Modality: c.Modality, Casualty: c.Casualty, Ceasefire: c.Ceasefire, Event: c.Event}
	if c.Kind == KindStatement && c.Attribution != nil && c.Attribution.Content != nil {
		details.Content = normalQuote(c.Attribution.Content.Text)
	}
	body, err := json.Marshal(details)
	if err != nil { // plain structs of strings and numbers: cannot happen
		panic("claims: details do not marshal: " + err.Error())
	}
	return strings.Join([]string{c.ArticleID, string(c.Kind), string(body), normalQuote(c.Quote)}, "\x00")
}

// normalQuote folds what a re-typeset page changes without changing words:
// white space, quotation marks and dashes.
func normalQuote(s string) string {
	s = quoteMarks.Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

var quoteMarks = strings.NewReplacer("‘", "'", "’", "'", "‚", "'", "“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "–", "-", "—", "-", "‑", "-", "\u00a0", " ")
