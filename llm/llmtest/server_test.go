package llmtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/claimbot/claimbot/llm/llmtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestCheckSchema(t *testing.T) {
	const closed = `,"additionalProperties":false`
	tests := []struct{ schema, want string }{
		{`{"type":"object","properties":{"a":{"type":["string","null"]},"b":{"type":"array","items":{"$ref":"#/$defs/c"}}},"required":["a","b"],"$defs":{"c":{"enum":["x"]}}` + closed + `}`, ""},
		{`{"type":"object","properties":{"a":{"anyOf":[{"type":"string"},{"type":"null"}]}},"required":["a"]` + closed + `}`, ""},
		{`{"type":"array","items":{"type":"string"}}`, "root"},
		{`[]`, "no object"},
		{`{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}`, "additionalProperties"},
		{`{"type":"object","properties":{"a":{"type":"string"}},"required":[]` + closed + `}`, "requires 0 of its 1"},
		{`{"type":"object","properties":{"a":{"type":"string"}},"required":["b"]` + closed + `}`, "does not require a"},
		{`{"type":"object","properties":{"a":{}},"required":["a"]` + closed + `}`, "no type"},
		{`{"type":"object","properties":{"a":{"type":"array"}},"required":["a"]` + closed + `}`, "no items"},
		{`{"type":"object","properties":{"a":{"oneOf":[{"type":"string"}],"type":"string"}},"required":["a"]` + closed + `}`, "oneOf"},
		{`{"type":"object","properties":{"a":{"type":["object","null"],"properties":{"b":{"type":"string"}}}},"required":["a"]` + closed + `}`, "schema.properties.a"},
		{`{"type":"object"` + closed + `}`, "no properties"},
	}
	for _, tt := range tests {
		err := llmtest.CheckSchema("name", json.RawMessage(tt.schema))
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s gives %v, want %q", tt.schema, err, tt.want)
		}
	}
	if llmtest.CheckSchema("a name", json.RawMessage(tests[0].schema)) == nil {
		t.Error("a name with a space is taken")
	}
}

// watched notes what the server would fail a test with.
type watched struct {
	testing.TB
	faults []string
}

func (w *watched) Errorf(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

func TestServerIsStrict(t *testing.T) {
	const user = `"messages":[{"role":"user","content":"u"}]`
	tests := []struct {
		body   string
		status int
	}{
		{`{"model":"test-model",` + user + `}`, 200},
		{`{"model":"other",` + user + `}`, 404},
		{`{` + user + `}`, 400},
		{`{"model":"test-model"}`, 400},
		{`{"model":"test-model","messages":[]}`, 400},
		{`{"model":"test-model","messages":[{"role":"user","content":""}]}`, 400},
		{`{"model":"test-model","messages":[{"role":"system","content":"s"}]}`, 400},
		{`{"model":"test-model","messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}]}`, 400},
		{`{"model":"test-model",` + user + `,"max_tokens":0}`, 400},
		{`{"model":"test-model",` + user + `,"max_tokens":5,"max_completion_tokens":5}`, 400},
		{`{"model":"test-model",` + user + `,"temperature":3}`, 400},
		{`{"model":"test-model",` + user + `,"stream":true}`, 400},
		{`{"model":"test-model",` + user + `,"temprature":1}`, 400},
		{`{"model":"test-model",` + user + `,"response_format":{"type":"json_object"}}`, 400},
		{`{"model":"test-model",` + user + `,"response_format":{"type":"json_schema","json_schema":{"name":"a","strict":false,"schema":{}}}}`, 400},
		{`{"model":"test-model",` + user + `,"response_format":{"type":"json_schema","json_schema":{"name":"a","strict":true,"schema":{"type":"object"}}}}`, 400},
		{`not JSON`, 400},
	}
	for _, tt := range tests {
		w := &watched{TB: t}
		s := llmtest.New(w)
		if status := post(t, s, tt.body, s.Key); status != tt.status || (status == 400) != (len(w.faults) == 1) {
			t.Errorf("%s gets %d and fails the test with %q; want %d", tt.body, status, w.faults, tt.status)
		}
		if status := post(t, s, tt.body, "wrong"); status != 401 {
			t.Errorf("a wrong key gets %d", status)
		}
	}
}

func post(t *testing.T, s *llmtest.Server, body, key string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/chat/completions", bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+key)
	r.Close = true
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp.StatusCode
}
