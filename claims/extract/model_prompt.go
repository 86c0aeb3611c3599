package extract

import (
	"bytes"
	_ "embed" // prompts and schema
	"encoding/json"
	"fmt"
	"strings"
	"text/template"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/llm"
)

var (
	//go:embed prompts/claims.tmpl
	claimsPrompt string
	//go:embed prompts/claims.schema.json
	claimsSchema []byte

	prompts = template.Must(template.New("claims").Parse(claimsPrompt))
)

// replyTokens bounds a reply: the claims of a dense passage, and some more.
const replyTokens = 6000

// material is what a model is shown of an article. JSON keeps what strangers
// wrote apart from what we ask: no line of theirs can begin one of ours.
type material struct {
	Article struct {
		Outlet    string `json:"outlet,omitempty"`
		Title     string `json:"title,omitempty"`
		Published string `json:"published,omitempty"`
	} `json:"article"`
	Before  string   `json:"before,omitempty"`
	Passage []string `json:"passage"`
}

// request asks for the claims of a passage: with the template "user", or after
// a reply that nobody could read with "again".
func (d *document) request(p passage, name string) (llm.Request, error) {
	m := material{Before: d.before(p)}
	m.Article.Outlet, m.Article.Title, m.Article.Published = d.article.Outlet, d.article.Title, string(d.publishedIn(p))
	for _, paragraph := range p.paragraphs {
		m.Passage = append(m.Passage, strings.Join(strings.Fields(paragraph.in(d.text)), " "))
	}
	document, err := labelled(m)
	if err != nil {
		return llm.Request{}, err
	}
	system, err := render("system", nil)
	if err != nil {
		return llm.Request{}, err
	}
	user, err := render(name, struct{ Document, Published string }{document, publishedWords(d.publishedIn(p))})
	return llm.Request{
		Purpose: "extract", System: system, User: user, MaxTokens: replyTokens,
		Schema: &llm.Schema{Name: "claims", JSON: claimsSchema},
	}, err
}

// labelled writes data as JSON that people can read too.
func labelled(data any) (string, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(data); err != nil {
		return "", fmt.Errorf("write the article for the model: %w", err)
	}
	return strings.TrimSpace(out.String()), nil
}

func render(name string, data any) (string, error) {
	var out strings.Builder
	if err := prompts.ExecuteTemplate(&out, name, data); err != nil {
		return "", fmt.Errorf("render the prompt %s: %w", name, err)
	}
	return out.String(), nil
}

// publishedWords is "Friday, 14 March 2025", "" for an article without a
// date. The day of the week tells what "on Monday" means.
func publishedWords(t claims.Time) string {
	at, ok := t.Std()
	if !ok {
		return ""
	}
	return at.Format("Monday, 2 January 2006")
}
