package llmtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// Call is one request for a chat completion.
type Call struct {
	N         int // the first is 1
	Model     string
	System    string // "" when there is no system message
	User      string
	Format    string          // "json_schema", "json_object" or ""
	Schema    json.RawMessage // of Format json_schema
	MaxTokens int
	Body      json.RawMessage // all of it
}

// request is what a chat completion may be asked with; what else there is in
// the protocol, nothing of ours uses.
type request struct {
	Model    string `json:"model"`
	Messages []struct {
		Role    string `json:"role"`
		Content string `json:"content"`
	} `json:"messages"`
	MaxTokens           *int     `json:"max_tokens"`
	MaxCompletionTokens *int     `json:"max_completion_tokens"`
	Temperature         *float64 `json:"temperature"`
	ReasoningEffort     string   `json:"reasoning_effort"`
	Stream              bool     `json:"stream"`
	ResponseFormat      *struct {
		Type       string `json:"type"`
		JSONSchema *struct {
			Name   string          `json:"name"`
			Schema json.RawMessage `json:"schema"`
			Strict bool            `json:"strict"`
		} `json:"json_schema"`
	} `json:"response_format"`
}

// readCall reads a request and says what is wrong with it.
func readCall(body []byte) (Call, string) {
	var r request
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return Call{}, err.Error()
	}
	call := Call{Model: r.Model, Body: body}
	for _, fault := range []string{r.readMessages(&call), r.readNumbers(&call), r.readFormat(&call)} {
		if fault != "" {
			return call, fault
		}
	}
	return call, ""
}

func (r request) readMessages(call *Call) string {
	if r.Model == "" {
		return "no model"
	}
	for i, m := range r.Messages {
		switch {
		case m.Content == "":
			return fmt.Sprintf("message %d is empty", i)
		case m.Role == "system" && i == 0:
			call.System = m.Content
		case m.Role == "user" && call.User == "":
			call.User = m.Content
		default:
			return fmt.Sprintf("message %d has the role %q", i, m.Role)
		}
	}
	if call.User == "" {
		return "no user message"
	}
	return ""
}

func (r request) readNumbers(call *Call) string {
	for _, n := range []*int{r.MaxTokens, r.MaxCompletionTokens} {
		if n != nil && *n < 1 {
			return fmt.Sprintf("a reply of at most %d tokens", *n)
		}
		if n != nil {
			call.MaxTokens = *n
		}
	}
	switch {
	case r.MaxTokens != nil && r.MaxCompletionTokens != nil:
		return "both max_tokens and max_completion_tokens"
	case r.Temperature != nil && (*r.Temperature < 0 || *r.Temperature > 2):
		return fmt.Sprintf("a temperature of %v", *r.Temperature)
	case r.Stream:
		return "a stream"
	case !slices.Contains([]string{"", "none", "minimal", "low", "medium", "high", "xhigh", "max"}, r.ReasoningEffort):
		return "a reasoning effort of " + r.ReasoningEffort
	}
	return ""
}

func (r request) readFormat(call *Call) string {
	if r.ResponseFormat == nil {
		return ""
	}
	f := r.ResponseFormat
	call.Format = f.Type
	switch {
	case f.Type == "json_object" && f.JSONSchema == nil:
		// OpenAI takes this format only where the word stands in a message.
		if !bytes.Contains([]byte(call.System+call.User), []byte("JSON")) {
			return "json_object, and no message speaks of JSON"
		}
		return ""
	case f.Type != "json_schema" || f.JSONSchema == nil:
		return "a response_format of type " + f.Type
	case !f.JSONSchema.Strict:
		return "a schema that is not strict"
	}
	call.Schema = f.JSONSchema.Schema
	if err := CheckSchema(f.JSONSchema.Name, call.Schema); err != nil {
		return err.Error()
	}
	return ""
}

// uses gives the first of the named things that the call makes use of.
func (c Call) uses(names []string) string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(c.Body, &fields) != nil {
		return ""
	}
	for _, name := range names {
		_, given := fields[name]
		switch {
		case name == "json_schema" && c.Format == name, name == "system" && c.System != "", given:
			return name
		}
	}
	return ""
}
