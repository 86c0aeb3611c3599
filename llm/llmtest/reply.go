package llmtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// Reply is what a call gets. The functions below make them.
type Reply struct {
	status int
	header http.Header
	body   string // as it is; "" for a chat completion
	chat   completion

	until <-chan struct{}
	fault string // "midway" or "drop": what happens to the connection
}

// completion is the part of a chat completion that scripts differ in.
type completion struct {
	text, refusal, finish string
	prompt, completion    int
	noUsage, noChoices    bool
}

// Text replies with words.
func Text(text string) Reply { return Reply{chat: completion{text: text, finish: "stop"}} }

// JSON replies with a value as JSON.
func JSON(v any) Reply {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("llmtest: reply: %v", err)) // a fault of the test
	}
	return Text(string(text))
}

// Cut replies with words that end where the bound on tokens cut them.
func Cut(text string) Reply { return Reply{chat: completion{text: text, finish: "length"}} }

// Refusal is a model that will not.
func Refusal(words string) Reply { return Reply{chat: completion{refusal: words, finish: "stop"}} }

// Filtered is a reply that a filter took away.
func Filtered() Reply { return Reply{chat: completion{finish: "content_filter"}} }

// NoChoices is a reply without an answer.
func NoChoices() Reply { return Reply{chat: completion{noChoices: true}} }

// Error is a failure as OpenAI words it; code may be empty.
func Error(status int, code, message string) Reply { return failure(status, code, "", message) }

// RateLimited is a 429 that passes. Retry-After says after how many seconds,
// or at what time; "" says nothing.
func RateLimited(retryAfter string) Reply {
	r := Error(http.StatusTooManyRequests, "rate_limit_exceeded", "Rate limit reached for requests")
	if retryAfter != "" {
		r = r.With("Retry-After", retryAfter)
	}
	return r
}

// NoCredit is the 429 of an account without credit.
func NoCredit() Reply {
	return Error(http.StatusTooManyRequests, "insufficient_quota", "You exceeded your current quota, please check your plan and billing details.")
}

// Fault is a failure of the server: 500, 502, 503.
func Fault(status int) Reply {
	return Error(status, "", "The server had an error while processing your request.")
}

// BadKey is a 401.
func BadKey() Reply {
	return Error(http.StatusUnauthorized, "invalid_api_key", "Incorrect API key provided.")
}

// NoSuchModel is the 404 for a model that the server does not have.
func NoSuchModel(name string) Reply {
	return Error(http.StatusNotFound, "model_not_found", fmt.Sprintf("The model `%s` does not exist or you do not have access to it.", name))
}

// Unsupported is the 400 for a parameter that the server does not take.
func Unsupported(param string) Reply {
	return failure(http.StatusBadRequest, "unsupported_parameter", param, fmt.Sprintf("Unsupported parameter: '%s' is not supported with this model.", describe(param)))
}

// describe names what has no parameter of its own the way servers do.
func describe(param string) string {
	switch param {
	case "json_schema":
		return "response_format.type json_schema"
	case "system":
		return "messages[0].role: System role"
	}
	return param
}

// Raw is any body.
func Raw(status int, contentType, body string) Reply {
	return Reply{status: status, body: body}.With("Content-Type", contentType)
}

// HTML is the page of a proxy in place of the server's reply.
func HTML(status int) Reply {
	return Raw(status, "text/html; charset=utf-8", "<!doctype html><html><head><title>Bad gateway</title></head><body>nginx</body></html>")
}

// Redirect points to another address.
func Redirect(to string) Reply {
	return Raw(http.StatusTemporaryRedirect, "text/plain", "moved").With("Location", to)
}

// Huge is a reply of so many bytes of text.
func Huge(bytes int) Reply { return Text(strings.Repeat("x", bytes)) }

// CloseMidway closes the connection after half of a reply.
func CloseMidway() Reply { return Reply{fault: "midway"} }

// Drop closes the connection without a reply.
func Drop() Reply { return Reply{fault: "drop"} }

// After holds the reply until the channel is closed or sends, the client goes
// away, or the test ends.
func (r Reply) After(until <-chan struct{}) Reply {
	r.until = until
	return r
}

// With adds a header.
func (r Reply) With(name, value string) Reply {
	r.header = r.header.Clone()
	if r.header == nil {
		r.header = http.Header{}
	}
	r.header.Set(name, value)
	return r
}

// Using sets the tokens that the reply says it used. Without it they are a
// quarter of the bytes.
func (r Reply) Using(prompt, completion int) Reply {
	r.chat.prompt, r.chat.completion = prompt, completion
	return r
}

// WithoutUsage leaves the tokens unsaid, as some servers do.
func (r Reply) WithoutUsage() Reply {
	r.chat.noUsage = true
	return r
}

func failure(status int, code, param, message string) Reply {
	fields := map[string]any{"message": message, "type": "invalid_request_error", "param": nil, "code": nil}
	if code != "" {
		fields["code"] = code
	}
	if code == "insufficient_quota" {
		fields["type"] = code
	}
	if param != "" {
		fields["param"] = param
	}
	body, err := json.Marshal(map[string]any{"error": fields})
	if err != nil {
		panic(fmt.Sprintf("llmtest: error: %v", err))
	}
	return Raw(status, "application/json", string(body))
}
