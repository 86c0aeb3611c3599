package openai

import (
	"errors"
	"strings"

	api "github.com/sashabaranov/go-openai"
)

// complaint is what a server says that it does not take. Texts are searched
// for names of parameters, as most servers name them nowhere else.
type complaint struct {
	text   string // the message and the parameter's name, in lower case
	noJSON bool   // a JSON object was asked for, and something else came
}

func complain(e serverError) complaint {
	return complaint{text: strings.ToLower(e.param + "\n" + e.message)}
}

// localComplaint is what the library itself objects to: it knows some models.
func localComplaint(err error) (complaint, bool) {
	text := ""
	switch {
	case errors.Is(err, api.ErrReasoningModelMaxTokensDeprecated):
		text = legacy
	case errors.Is(err, api.ErrReasoningModelLimitationsOther), errors.Is(err, api.ErrReasoningSamplingUnsupported):
		text = "temperature"
	case errors.Is(err, api.ErrReasoningEffortUnsupported):
		text = "reasoning_effort"
	}
	return complaint{text: text}, text != ""
}

// names says whether one of the words stands in the complaint.
func (c complaint) names(words ...string) bool {
	for _, word := range words {
		if strings.Contains(c.text, word) {
			return true
		}
	}
	return false
}

func (c complaint) ofFormat() bool {
	return c.noJSON || c.names("response_format", "response format", "json_schema", "json schema", "json_object", "json mode", "structured output", "grammar")
}

// ofOneSchema says whether the server takes schemas, but not this one.
func (c complaint) ofOneSchema() bool { return c.names("invalid schema") }

func (c complaint) ofSystemRole() bool {
	return c.names("system") && c.names("role")
}
