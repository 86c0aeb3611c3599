package openai

import (
	"strings"

	api "github.com/sashabaranov/go-openai"

	"github.com/claimbot/claimbot/llm"
)

// dialect is what a server takes of the protocol. Servers differ, and models of
// one server do; nothing tells but a 400 that names what is not known. Each
// number counts how many ways are given up, so that of two dialects the larger
// number knows more.
type dialect struct {
	format int // an index into formats
	limit  int // an index into limits
	effort int // an index into efforts
	hot    int // 1: the temperature cannot be set
	merged int // 1: there is no system message

	limits  [3]string
	efforts [3]string
	passing bool // format was given up for this request's schema alone
}

// The ways to ask for JSON, the best first.
const (
	strictSchema = iota // response_format json_schema: the server holds the model to it
	anyObject           // response_format json_object: some object; the schema is in the prompt
	inWords             // no response_format; the schema is in the prompt
)

// The names of the bound on a reply; "" sets none.
const (
	modern = "max_completion_tokens"
	legacy = "max_tokens"
)

// firstDialect is what is believed before anything is known. OpenAI wants the
// modern name for its newer models; servers of one's own may pass over it
// without a word, and then write without end. Reasoning is held down, as it is
// paid for and waited for, and what models write is checked anyway.
func firstDialect(model, host string) dialect {
	d := dialect{limits: [3]string{legacy, modern, ""}}
	if host == "api.openai.com" || strings.HasSuffix(host, ".openai.azure.com") {
		d.limits = [3]string{modern, legacy, ""}
	}
	name := model[strings.LastIndex(model, "/")+1:]
	switch {
	case strings.HasPrefix(name, "gpt-6"), strings.HasPrefix(name, "gpt-5."):
		d.efforts = [3]string{api.ReasoningEffortNone, api.ReasoningEffortLow, ""}
	case strings.HasPrefix(name, "gpt-5"), strings.HasPrefix(name, "o1"), strings.HasPrefix(name, "o3"), strings.HasPrefix(name, "o4"):
		d.efforts = [3]string{api.ReasoningEffortLow, "", ""}
	}
	return d
}

// known is what has been learned of the server so far.
func (c *Client) known() dialect {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.dialect
}

// keep remembers a dialect in which a request was answered.
func (c *Client) keep(d dialect) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !d.passing {
		c.dialect.format = max(c.dialect.format, d.format)
	}
	c.dialect.limit = max(c.dialect.limit, d.limit)
	c.dialect.effort = max(c.dialect.effort, d.effort)
	c.dialect.hot = max(c.dialect.hot, d.hot)
	c.dialect.merged = max(c.dialect.merged, d.merged)
}

// without gives up what a server complains of; learned is false when nothing
// is left to give up.
func (d dialect) without(c complaint) (next dialect, learned bool) {
	next = d
	switch {
	case c.ofFormat() && d.format < inWords:
		next.format++
		next.passing = d.passing || c.ofOneSchema()
	case c.names(modern, legacy) && d.limits[d.limit] != "":
		next.limit++
	case c.names("reasoning_effort", "reasoning effort", "reasoning.effort") && d.efforts[d.effort] != "":
		next.effort++
	case c.names("temperature") && d.hot == 0:
		next.hot = 1
	case c.ofSystemRole() && d.merged == 0:
		next.merged = 1
	}
	return next, next != d
}

// word writes a request.
func (d dialect) word(model string, r llm.Request) api.ChatCompletionRequest {
	user := r.User
	if r.Schema != nil && d.format != strictSchema {
		user += "\n\nReply with one JSON object and nothing else: no heading, no code fence. It must be valid by this JSON schema:\n" + string(r.Schema.JSON)
	}
	request := api.ChatCompletionRequest{
		Model:           model,
		Messages:        d.messages(r.System, user),
		ReasoningEffort: d.efforts[d.effort],
		ResponseFormat:  d.responseFormat(r.Schema),
	}
	switch d.limits[d.limit] {
	case modern:
		request.MaxCompletionTokens = r.MaxTokens
	case legacy:
		request.MaxTokens = r.MaxTokens //nolint:staticcheck // older servers know no other name
	}
	if d.hot == 0 {
		request.Temperature = 0.01 // the library leaves a 0 out
	}
	return request
}

func (d dialect) messages(system, user string) []api.ChatCompletionMessage {
	message := api.ChatCompletionMessage{Role: api.ChatMessageRoleUser, Content: user}
	switch {
	case system == "":
		return []api.ChatCompletionMessage{message}
	case d.merged == 1:
		message.Content = system + "\n\n" + user
		return []api.ChatCompletionMessage{message}
	}
	return []api.ChatCompletionMessage{{Role: api.ChatMessageRoleSystem, Content: system}, message}
}

func (d dialect) responseFormat(schema *llm.Schema) *api.ChatCompletionResponseFormat {
	switch {
	case schema == nil || d.format == inWords:
		return nil
	case d.format == anyObject:
		return &api.ChatCompletionResponseFormat{Type: api.ChatCompletionResponseFormatTypeJSONObject}
	}
	return &api.ChatCompletionResponseFormat{
		Type:       api.ChatCompletionResponseFormatTypeJSONSchema,
		JSONSchema: &api.ChatCompletionResponseFormatJSONSchema{Name: schema.Name, Schema: schema.JSON, Strict: true},
	}
}
