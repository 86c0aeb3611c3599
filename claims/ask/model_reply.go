package ask

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
	"github.com/claimbot/claimbot/llm"
)

// maxComposed is how many sentences of a model are taken.
const maxComposed = 6

// composition is what a model wrote: sentences that cite claims by their ids.
type composition struct {
	answerable bool
	sentences  []claims.Sentence
}

// readComposition reads a reply. ids maps the names under which the model
// knows the claims to theirs; a name that it made up stays as it is, for the
// verifier to find nothing under it.
func readComposition(reply string, ids map[string]string) (composition, error) {
	body, err := llm.ReadObject(reply, "sentences")
	if err != nil {
		return composition{}, err
	}
	var written struct {
		Answerable *bool             `json:"answerable"`
		Sentences  []json.RawMessage `json:"sentences"`
	}
	if err := json.Unmarshal(body, &written); err != nil {
		return composition{}, &llm.Error{Kind: llm.Unreadable, Message: "The model's reply holds no sentences in the form that was asked for; use a model that can write JSON.", Err: err}
	}
	c := composition{answerable: written.Answerable == nil || *written.Answerable}
	for _, raw := range written.Sentences {
		c.sentences = append(c.sentences, readSentences(raw, ids)...)
	}
	c.sentences = c.sentences[:min(len(c.sentences), maxComposed)]
	if len(c.sentences) == 0 {
		c.answerable = false
	}
	return c, nil
}

// readSentences reads one item. Several sentences in one are checked each by
// itself: what one says wrongly must not take the others with it.
func readSentences(raw json.RawMessage, ids map[string]string) []claims.Sentence {
	var item struct {
		Text   string `json:"text"`
		Claims any    `json:"claims"`
	}
	if json.Unmarshal(raw, &item) != nil {
		return nil
	}
	words := plainSentence(item.Text)
	var out []claims.Sentence
	for _, s := range text.Sentences(words) {
		out = append(out, claims.Sentence{Text: s.In(words), Citations: citations(item.Claims, ids)})
	}
	return out
}

// citations reads a list of claims, or a single one.
func citations(v any, ids map[string]string) []string {
	list, isList := v.([]any)
	if !isList {
		list = []any{v}
	}
	var out []string
	seen := map[string]bool{}
	for _, item := range list {
		name, ok := item.(string)
		if !ok || seen[name] {
			continue
		}
		seen[name] = true
		if id, ok := ids[strings.ToLower(strings.Trim(name, "[]() "))]; ok {
			name = id
		}
		out = append(out, name)
	}
	return out
}

var (
	citationMark = regexp.MustCompile(`\s*[\[(]c\d+(?:\s*[,;]\s*c\d+)*[\])]`)
	emphasis     = regexp.MustCompile(`\*\*|__`)
)

// plainSentence takes out what models add in spite of all: the claims' names
// in brackets, and emphasis.
func plainSentence(s string) string {
	s = citationMark.ReplaceAllString(s, "")
	return strings.Join(strings.Fields(emphasis.ReplaceAllString(s, "")), " ")
}
