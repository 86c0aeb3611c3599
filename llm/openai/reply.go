package openai

import (
	"errors"
	"net/http"
	"strings"

	api "github.com/sashabaranov/go-openai"

	"github.com/claimbot/claimbot/llm"
)

// read takes the model's words out of a response.
func (c *Client) read(response api.ChatCompletionResponse, x *exchange, wantsJSON bool) (llm.Reply, *fault) {
	if len(response.Choices) == 0 {
		return llm.Reply{}, c.noChoice(x)
	}
	choice := response.Choices[0]
	switch {
	case choice.Message.Refusal != "":
		return llm.Reply{}, faultf(llm.Refused, errors.New(oneLine(choice.Message.Refusal, c.o.Key)), "The model %q refuses to work on this text.", c.o.Model)
	case choice.FinishReason == api.FinishReasonContentFilter:
		return llm.Reply{}, faultf(llm.Refused, nil, "A filter of %s does not let this text pass.", c.host)
	case choice.FinishReason == "error":
		return llm.Reply{}, faultf(llm.Unavailable, nil, "%s broke its reply off; it is asked again later.", c.host).retried(0)
	}
	reply := llm.Reply{Text: said(content(choice.Message)), Cut: choice.FinishReason == api.FinishReasonLength || choice.FinishReason == "model_length"}
	if wantsJSON {
		reply.Text = object(reply.Text)
	}
	switch {
	case reply.Text != "" || reply.Cut:
		return reply, nil
	case wantsJSON:
		f := faultf(llm.Unreadable, nil, "The reply of the model %q is no JSON; choose one that can write it.", c.o.Model)
		f.complaint.noJSON = true
		return llm.Reply{}, f
	}
	return llm.Reply{}, faultf(llm.Unreadable, nil, "The reply of the model %q is empty.", c.o.Model)
}

// noChoice is a reply without an answer. Some servers send their errors so,
// with the status inside.
func (c *Client) noChoice(x *exchange) *fault {
	e := readError(x.body, c.o.Key)
	switch {
	case e.status != 0:
		return c.refused(x, e.status, e)
	case e.code != "" || e.kind != "":
		return c.refused(x, http.StatusBadGateway, e)
	}
	return faultf(llm.Unreadable, e.cause(x.status), "The reply from %s holds no answer.", c.host)
}

// content is the text of a message, in one piece or several.
func content(m api.ChatCompletionMessage) string {
	text := m.Content
	for _, part := range m.MultiContent {
		if part.Type == api.ChatMessagePartTypeText {
			text += part.Text
		}
	}
	return text
}

// said drops the thinking that some models put before their reply, with or
// without the mark that opens it.
func said(text string) string {
	text = strings.TrimSpace(text)
	thinks := strings.HasPrefix(text, "<think>")
	_, after, ends := strings.Cut(text, "</think>")
	switch {
	case ends && (thinks || text[0] != '{'):
		return strings.TrimSpace(after)
	case thinks:
		return ""
	}
	return text
}

// object gives the JSON object in a reply, without the code fence or the words
// that models put around it; "" when there is none. An object that does not
// end is given up to the reply's end.
func object(text string) string {
	begin := strings.IndexByte(text, '{')
	if begin < 0 {
		return ""
	}
	text = text[begin:]
	depth, inString, escaped := 0, false, false
	for i := range len(text) {
		switch c := text[i]; {
		case escaped:
			escaped = false
		case inString:
			escaped, inString = c == '\\', c != '"'
		case c == '"':
			inString = true
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return text[:i+1]
			}
		}
	}
	return text
}
