package llmtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

// over writes the body of a chat completion for a call.
func (r Reply) over(c Call) Reply {
	if r.status != 0 {
		return r
	}
	chat := r.chat
	if chat.prompt == 0 && chat.completion == 0 {
		chat.prompt, chat.completion = (len(c.System)+len(c.User))/4+1, len(chat.text)/4+1
	}
	message := map[string]any{"role": "assistant", "content": chat.text, "refusal": nil}
	if chat.refusal != "" {
		message["content"], message["refusal"] = nil, chat.refusal
	}
	choices := []any{map[string]any{"index": 0, "message": message, "finish_reason": chat.finish, "logprobs": nil}}
	if chat.noChoices {
		choices = []any{}
	}
	body := map[string]any{
		"id": "chatcmpl-" + strconv.Itoa(c.N), "object": "chat.completion", "created": 1_700_000_000,
		"model": c.Model, "choices": choices,
	}
	if !chat.noUsage {
		body["usage"] = map[string]int{"prompt_tokens": chat.prompt, "completion_tokens": chat.completion, "total_tokens": chat.prompt + chat.completion}
	}
	text, err := json.Marshal(body)
	if err != nil {
		panic(fmt.Sprintf("llmtest: reply: %v", err))
	}
	r.status, r.body = http.StatusOK, string(text)
	return r.With("Content-Type", "application/json")
}

// send writes a reply, or does to the connection what it says.
func send(w http.ResponseWriter, r Reply) {
	if r.fault != "" {
		breakOff(w, r)
		return
	}
	for name, values := range r.header {
		w.Header()[name] = values
	}
	w.WriteHeader(r.status)
	_, _ = w.Write([]byte(r.body)) // the client may be gone
}

func breakOff(w http.ResponseWriter, r Reply) {
	connection, buffer, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer func() { _ = connection.Close() }()
	if r.fault == "midway" {
		fmt.Fprintf(buffer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(r.body), r.body[:len(r.body)/2])
		_ = buffer.Flush()
	}
}
