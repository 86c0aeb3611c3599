package openai

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/claimbot/claimbot/llm"
)

// FuzzObject: what is given is a part of the text that begins with a brace,
// and a whole object stays as it is whatever stands around it.
func FuzzObject(f *testing.F) {
	f.Add("Sure:\n```json\n", `{"a":"}\"{","b":{}}`, "\n```")
	f.Add("", `{}`, "}{")
	f.Add("<think>", `{"a":1}`, "</think>")
	f.Fuzz(func(t *testing.T, before, inner, after string) {
		text := before + inner + after
		if got := object(text); !strings.Contains(text, got) || got != "" && got[0] != '{' || got == "" && strings.Contains(text, "{") {
			t.Errorf("%q gives %q", text, got)
		}
		if json.Valid([]byte(inner)) && strings.HasPrefix(inner, "{") && !strings.Contains(before, "{") {
			if got := object(text); got != strings.TrimRight(inner, " \t\r\n") {
				t.Errorf("%q in %q gives %q", inner, text, got)
			}
		}
		said(text)
	})
}

// FuzzError: whatever a server says, there is one line for the log, of bounded
// length and without the key, and one kind.
func FuzzError(f *testing.F) {
	const key = "sk-secret"
	for _, body := range []string{
		`{"error":{"message":"m","type":"t","param":"p","code":"c"}}`, `{"error":"text"}`, `{"message":"m","code":404}`,
		`[{"error":{"message":"m","code":400}}]`, `{"detail":[{"loc":["body","temperature"],"msg":"extra"}]}`, `{"detail":"sk-secret"}`,
		`<html>`, `{"error":{"message":["a","b"],"code":1e99,"param":"sk-secret"}}`, "\xff\x00", `{"error":null}`, `[]`,
	} {
		f.Add([]byte(body), 400)
	}
	c := &Client{o: withDefaults(Options{Key: key, Model: "m"}), host: "models.example"}
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		e := readError(body, key)
		line := e.cause(status).Error()
		if strings.Contains(line, key) || !utf8.ValidString(line) || strings.ContainsAny(line, "\n\r") || len(line) > 8000 {
			t.Errorf("%q is logged as %q", body, line)
		}
		fault := c.refused(&exchange{model: "m"}, status, e)
		if fault.err.Kind == "" || !strings.HasSuffix(fault.err.Message, ".") {
			t.Errorf("%q with status %d is %+v", body, status, fault.err)
		}
	})
}

// FuzzComplaints: whatever a server complains of, requests come to an end and
// stay requests.
func FuzzComplaints(f *testing.F) {
	f.Add("response_format max_tokens max_completion_tokens reasoning_effort temperature system role")
	f.Add("temperature")
	f.Fuzz(func(t *testing.T, message string) {
		d := firstDialect("gpt-6-luna", "api.openai.com")
		for steps := 0; ; steps++ {
			next, learned := d.without(complain(serverError{message: message}))
			if !learned {
				return
			}
			if d = next; steps > 10 {
				t.Fatalf("%q is learned from for ever", message)
			}
			request := d.word("m", llm.Request{System: "s", User: "u"})
			if last := request.Messages[len(request.Messages)-1]; !strings.HasSuffix(last.Content, "u") {
				t.Errorf("the request is %+v", request)
			}
		}
	})
}
