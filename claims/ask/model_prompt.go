package ask

import (
	"bytes"
	_ "embed" // prompts and schema
	"encoding/json"
	"fmt"
	"strings"
	"text/template"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/llm"
)

var (
	//go:embed prompts/answer.tmpl
	answerPrompt string
	//go:embed prompts/answer.schema.json
	answerSchema []byte

	prompts = template.Must(template.New("answer").Parse(answerPrompt))
)

// Bounds of what a model is shown and of what it may write.
const (
	maxOffered    = 20  // claims
	maxShownQuote = 700 // characters of a quote
	maxEarlier    = 5   // questions before this one
	answerTokens  = 1200
)

// material is what a model is shown. JSON keeps what strangers wrote apart
// from what we ask: no line of theirs can begin one of ours.
type material struct {
	Question string         `json:"question"`
	Earlier  []string       `json:"earlier_questions,omitempty"`
	Claims   []offeredClaim `json:"claims"`
}

// offeredClaim is a claim as a model sees it: under a name of its own, so that
// it can neither guess the id of a claim that it was not shown nor misspell one.
type offeredClaim struct {
	ID        string   `json:"id"`
	Text      string   `json:"text"`
	Quote     string   `json:"quote"`
	Speaker   string   `json:"speaker,omitempty"`
	Modality  string   `json:"modality,omitempty"`
	Figure    string   `json:"figure,omitempty"`
	When      string   `json:"when,omitempty"`
	Where     []string `json:"where,omitempty"`
	Outlet    string   `json:"outlet"`
	Published string   `json:"published,omitempty"`
	Note      string   `json:"note,omitempty"`
}

// request asks for an answer from the offered claims.
func request(q Question, earlier []string, offered []candidate, extractive proof.Draft) (llm.Request, error) {
	m := material{Question: q.Text, Earlier: earlier[max(0, len(earlier)-maxEarlier):]}
	notes := notesOf(extractive)
	for i, c := range offered {
		m.Claims = append(m.Claims, shownTo(c, alias(i), notes[c.claim.ID]))
	}
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(m); err != nil {
		return llm.Request{}, fmt.Errorf("write the claims for the model: %w", err)
	}
	system, err := render("system", nil)
	if err != nil {
		return llm.Request{}, err
	}
	user, err := render("user", struct{ Material string }{strings.TrimSpace(data.String())})
	return llm.Request{
		Purpose: "compose", System: system, User: user, MaxTokens: answerTokens,
		Schema: &llm.Schema{Name: "answer", JSON: answerSchema},
	}, err
}

func render(name string, data any) (string, error) {
	var out strings.Builder
	if err := prompts.ExecuteTemplate(&out, name, data); err != nil {
		return "", fmt.Errorf("render the prompt %s: %w", name, err)
	}
	return out.String(), nil
}

// alias is the name under which a model knows the claim at i.
func alias(i int) string { return fmt.Sprintf("c%d", i+1) }

func shownTo(c candidate, id, note string) offeredClaim {
	o := offeredClaim{
		ID: id, Text: c.claim.Text, Quote: shortened(strings.Join(strings.Fields(c.claim.Quote), " ")), Outlet: outletPhrase(c.hit.Article),
		Published: dayPhrase(c.claim.ReportedAt), Note: note,
	}
	if s := c.claim.Speaker; s != nil {
		o.Speaker = voice(c)
	}
	if c.claim.Modality != claims.Asserted {
		o.Modality = string(c.claim.Modality)
	}
	if f := c.claim.Casualty; f != nil {
		o.Figure = FigurePhrase(f.Figure) + " " + string(f.Outcome)
	}
	if w := c.claim.When; w != nil {
		o.When = daysPhrase(*w)
	}
	for _, p := range c.claim.Where {
		o.Where = append(o.Where, p.Name)
	}
	return o
}

// daysPhrase names a time as exactly as it is known, and no more.
func daysPhrase(w claims.When) string {
	at, ok := w.From.Std()
	from, to := dayPhrase(w.From), dayPhrase(w.To)
	switch {
	case ok && w.Precision == claims.PrecisionYear:
		return at.Format("2006")
	case ok && w.Precision == claims.PrecisionMonth:
		return at.Format("January 2006")
	case from == to:
		return from
	}
	return from + " to " + to
}

func shortened(s string) string {
	if utf8.RuneCountInString(s) <= maxShownQuote {
		return s
	}
	return string([]rune(s)[:maxShownQuote]) + " …"
}

// notesOf tells of claims what code found out about them: that others differ,
// that a later one replaced them, that a reviewer refuted them.
func notesOf(extractive proof.Draft) map[string]string {
	notes := map[string]string{}
	note := func(ids []string, words string) {
		for _, id := range ids {
			notes[id] = words
		}
	}
	for _, r := range extractive.Retrieved {
		if c := r.Claim.Claim(); c.Status == claims.StatusRefuted || c.Status == claims.StatusRetracted {
			note([]string{c.ID}, "a reviewer marked it as "+string(c.Status))
		}
	}
	for id := range replacedBy(extractive.Answer.Sentences) {
		notes[id] = "replaced by a later claim"
	}
	for _, conflict := range extractive.Answer.Conflicts {
		for _, side := range conflict.Sides {
			note(side.Citations, "other claims differ from it")
		}
	}
	return notes
}
