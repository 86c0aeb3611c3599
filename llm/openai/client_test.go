package openai_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/claimbot/claimbot/llm"
	"github.com/claimbot/claimbot/llm/llmtest"
	"github.com/claimbot/claimbot/llm/openai"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var schema = &llm.Schema{Name: "answer", JSON: json.RawMessage(
	`{"type":"object","properties":{"yes":{"type":"boolean"}},"required":["yes"],"additionalProperties":false}`)}

func question() llm.Request {
	return llm.Request{Purpose: "compose", System: "You are careful.", User: "Is it so?", Schema: schema, MaxTokens: 50}
}

func TestGenerate(t *testing.T) {
	s := llmtest.New(t)
	s.Reply(func(llmtest.Call) llmtest.Reply { return llmtest.Text(`{"yes":true}`).Using(11, 7) })
	reply, err := newClient(t, s).Generate(t.Context(), question())
	if err != nil || reply != (llm.Reply{Text: `{"yes":true}`, Tokens: llm.Tokens{Prompt: 11, Completion: 7}}) {
		t.Errorf("reply is %+v, %v", reply, err)
	}
	call := s.Calls()[0]
	if call.System != "You are careful." || call.User != "Is it so?" || call.Format != "json_schema" || call.MaxTokens != 50 {
		t.Errorf("asked %+v", call)
	}
}

func TestPlainText(t *testing.T) {
	s := llmtest.New(t)
	s.Reply(func(llmtest.Call) llmtest.Reply { return llmtest.Text(" It is {so}. ") })
	reply, err := newClient(t, s).Generate(t.Context(), llm.Request{User: "Is it so?"})
	if err != nil || reply.Text != "It is {so}." {
		t.Errorf("reply is %+v, %v", reply, err)
	}
	if call := s.Calls()[0]; call.Format != "" || call.MaxTokens != 0 || call.System != "" {
		t.Errorf("asked %+v", call)
	}
}

func TestServerWithoutKey(t *testing.T) {
	s := llmtest.New(t)
	s.Key = ""
	var authorization []string
	o := options(s)
	o.HTTP = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		authorization = append(authorization, r.Header["Authorization"]...)
		return http.DefaultTransport.RoundTrip(r)
	})}
	t.Cleanup(http.DefaultTransport.(*http.Transport).CloseIdleConnections)
	if _, err := client(t, o).Generate(t.Context(), question()); err != nil || len(authorization) > 0 {
		t.Errorf("error %v, authorization %q", err, authorization)
	}
}

func TestAddressesAsPeopleWriteThem(t *testing.T) {
	s := llmtest.New(t)
	bare := strings.TrimSuffix(s.URL, "/v1")
	for _, address := range []string{bare, bare + "/", s.URL, s.URL + "/", s.URL + "/chat/completions"} {
		o := options(s)
		o.BaseURL = address
		if _, err := client(t, o).Generate(t.Context(), question()); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{"localhost:11434", "ftp://localhost", "http://"} {
		if _, err := openai.New(openai.Options{BaseURL: address, Model: "m"}); err == nil {
			t.Errorf("%s is taken", address)
		}
	}
	if _, err := openai.New(openai.Options{}); err == nil {
		t.Error("no model is taken")
	}
}

// TestLearnsWhatAServerTakes: each lack costs one call, once.
func TestLearnsWhatAServerTakes(t *testing.T) {
	tests := []struct {
		lacks  []string
		calls  int
		format string
	}{
		{[]string{"json_schema"}, 2, "json_object"},
		{[]string{"response_format"}, 3, ""},
		{[]string{"max_tokens"}, 2, "json_schema"},
		{[]string{"max_tokens", "max_completion_tokens"}, 3, "json_schema"},
		{[]string{"temperature"}, 2, "json_schema"},
		{[]string{"system"}, 2, "json_schema"},
		{[]string{"response_format", "max_tokens", "max_completion_tokens", "temperature", "system"}, 7, ""},
	}
	for _, tt := range tests {
		t.Run(strings.Join(tt.lacks, " "), func(t *testing.T) {
			s := llmtest.New(t)
			s.Lacks(tt.lacks...)
			c := newClient(t, s)
			generate(t, c)
			calls := s.Calls()
			last := calls[len(calls)-1]
			if len(calls) != tt.calls || last.Format != tt.format {
				t.Errorf("%d calls, the last with format %q; want %d and %q", len(calls), last.Format, tt.calls, tt.format)
			}
			if tt.format != "json_schema" && !strings.Contains(last.User, string(schema.JSON)) {
				t.Errorf("the prompt does not hold the schema: %s", last.User)
			}
			if !strings.Contains(last.System+last.User, "You are careful.") {
				t.Errorf("the system's words are lost: %+v", last)
			}
			generate(t, c)
			if more := len(s.Calls()) - tt.calls; more != 1 {
				t.Errorf("the second time took %d calls", more)
			}
		})
	}
}

// TestReasoningModels: the library refuses some requests itself, and what
// effort a model knows is found out.
func TestReasoningModels(t *testing.T) {
	for _, model := range []string{"gpt-6-luna", "gpt-6-astra", "gpt-5-mini", "openai/gpt-5.4-mini", "o3"} {
		s := llmtest.New(t)
		s.Model = model
		s.Lacks("temperature", "reasoning_effort", "max_tokens")
		generate(t, newClient(t, s))
	}
}

func TestSchemaThatOneServerRefusesIsNotHeldAgainstOthers(t *testing.T) {
	s := llmtest.New(t)
	s.Then(llmtest.Error(400, "invalid_json_schema", "Invalid schema for response_format 'answer': too deep"))
	c := newClient(t, s)
	generate(t, c)
	generate(t, c)
	if calls := s.Calls(); calls[1].Format != "json_object" || calls[2].Format != "json_schema" {
		t.Errorf("formats are %q and %q", calls[1].Format, calls[2].Format)
	}
}

// TestServerThatPassesOverTheFormat takes response_format without obeying it.
func TestServerThatPassesOverTheFormat(t *testing.T) {
	s := llmtest.New(t)
	s.Reply(func(c llmtest.Call) llmtest.Reply {
		if c.Format == "" {
			return llmtest.Text("Sure!\n```json\n{\"yes\": true}\n```\nAnything else?")
		}
		return llmtest.Text("Yes, it is so.")
	})
	reply, err := newClient(t, s).Generate(t.Context(), question())
	if err != nil || reply.Text != `{"yes": true}` || len(s.Calls()) != 3 {
		t.Errorf("reply is %+v, %v after %d calls", reply, err, len(s.Calls()))
	}
	s.Reply(func(llmtest.Call) llmtest.Reply { return llmtest.Text("Yes, it is so.") })
	if _, err := newClient(t, s).Generate(t.Context(), question()); llm.KindOf(err) != llm.Unreadable || len(s.Calls()) != 6 {
		t.Errorf("error is %v after %d calls in all", err, len(s.Calls()))
	}
}

func TestRepliesThatAreNone(t *testing.T) {
	tests := []struct {
		name  string
		reply llmtest.Reply
		kind  llm.Kind
		calls int
	}{
		{"refusal", llmtest.Refusal("I cannot."), llm.Refused, 1},
		{"filtered", llmtest.Filtered(), llm.Refused, 1},
		{"filtered with a 400", llmtest.Error(400, "content_filter", "The response was filtered"), llm.Refused, 1},
		{"no choices", llmtest.NoChoices(), llm.Unreadable, 1},
		{"empty", llmtest.Text(" "), llm.Unreadable, 3}, // as for a server that passes over the format
		{"not JSON", llmtest.Raw(200, "application/json", "{"), llm.Unreadable, 1},
		{"another JSON", llmtest.Raw(200, "application/json", `[1]`), llm.Unreadable, 1},
		{"a page", llmtest.HTML(200), llm.Unavailable, 1},
		{"a page of a proxy", llmtest.HTML(502), llm.Unavailable, 3},
		{"huge", llmtest.Huge(2 << 20), llm.Unreadable, 1},
		{"an error in a 200", llmtest.Raw(200, "application/json", `{"error":{"message":"busy","code":429}}`), llm.Busy, 3},
		{"closed midway", llmtest.CloseMidway(), llm.Unavailable, 3},
		{"dropped", llmtest.Drop(), llm.Unavailable, 3},
		{"500", llmtest.Fault(500), llm.Unavailable, 3},
		{"529", llmtest.Fault(529), llm.Unavailable, 3},
		{"rate limit", llmtest.RateLimited(""), llm.Busy, 3},
		{"rate limit for hours", llmtest.RateLimited("36000"), llm.Busy, 1},
		{"no credit", llmtest.NoCredit(), llm.Quota, 1},
		{"payment required", llmtest.Error(402, "", "Insufficient Balance"), llm.Quota, 1},
		{"401", llmtest.BadKey(), llm.Denied, 1},
		{"403", llmtest.Error(403, "unsupported_country_region_territory", "Country not supported"), llm.Denied, 1},
		{"no model", llmtest.NoSuchModel("test-model"), llm.NoModel, 1},
		{"no model, as Ollama says it", llmtest.Error(404, "", `model "test-model" not found, try pulling it first`), llm.NoModel, 1},
		{"no model, with a 400", llmtest.Error(400, "", "test-model is not a valid model ID"), llm.NoModel, 1},
		{"no such path", llmtest.Raw(404, "text/plain", "404 page not found"), llm.NoModel, 1},
		{"redirect", llmtest.Redirect("https://elsewhere.example/v1?secret=1"), llm.NoModel, 1},
		{"too long", llmtest.Error(400, "context_length_exceeded", "This model's maximum context length is 8192 tokens, however you requested 9000 (max_tokens 50)"), llm.Refused, 1},
		{"too large for the limit", llmtest.Error(429, "rate_limit_exceeded", "Request too large for test-model: Limit 30000, Requested 50000"), llm.Refused, 1},
		{"a 400 of no known cause", llmtest.Error(400, "", "Bad request"), llm.Refused, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := llmtest.New(t)
			s.Reply(func(llmtest.Call) llmtest.Reply { return tt.reply })
			o := options(s)
			o.MaxReply = 1 << 20
			_, err := client(t, o).Generate(t.Context(), question())
			var e *llm.Error
			if !errors.As(err, &e) || e.Kind != tt.kind || len(s.Calls()) != tt.calls {
				t.Fatalf("error is %v after %d calls; want kind %s after %d", err, len(s.Calls()), tt.kind, tt.calls)
			}
			if !strings.HasSuffix(e.Message, ".") || strings.Contains(err.Error(), s.Key) || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "Is it so") {
				t.Errorf("message is %q, error %v", e.Message, err)
			}
		})
	}
}

// TestReplyIsBounded: a reply of just as many bytes as are read is a reply.
func TestReplyIsBounded(t *testing.T) {
	s := llmtest.New(t)
	body := `{"choices":[{"index":0,"message":{"role":"assistant","content":"{}"},"finish_reason":"stop"}]}`
	s.Reply(func(llmtest.Call) llmtest.Reply { return llmtest.Raw(200, "application/json", body) })
	o := options(s)
	o.MaxReply = int64(len(body))
	if _, err := client(t, o).Generate(t.Context(), question()); err != nil {
		t.Error(err)
	}
	o.MaxReply--
	if _, err := client(t, o).Generate(t.Context(), question()); llm.KindOf(err) != llm.Unreadable || !strings.Contains(err.Error(), "longer than") {
		t.Errorf("error is %v", err)
	}
}

func TestCut(t *testing.T) {
	s := llmtest.New(t)
	s.Then(llmtest.Cut("```json\n{\"yes\": tr"), llmtest.Cut(""))
	c := newClient(t, s)
	for _, want := range []string{`{"yes": tr`, ""} {
		reply, err := c.Generate(t.Context(), question())
		if err != nil || !reply.Cut || reply.Text != want {
			t.Errorf("reply is %+v, %v; want %q, cut", reply, err, want)
		}
	}
}

func TestThinkingIsDropped(t *testing.T) {
	s := llmtest.New(t)
	s.Then(llmtest.Text("<think>{\"yes\":false}?</think>\n{\"yes\":true}"), llmtest.Text("hm, {no}</think>{\"yes\":true}"), llmtest.Text(`{"yes":"</think>"}`))
	c := newClient(t, s)
	for _, want := range []string{`{"yes":true}`, `{"yes":true}`, `{"yes":"</think>"}`} {
		if reply, err := c.Generate(t.Context(), question()); err != nil || reply.Text != want {
			t.Errorf("reply is %+v, %v; want %s", reply, err, want)
		}
	}
}

func TestTokens(t *testing.T) {
	s := llmtest.New(t)
	estimate := llm.EstimatePrompt(question())
	tests := []struct {
		name    string
		replies []llmtest.Reply
		want    llm.Tokens
		fails   bool
	}{
		{"unsaid", []llmtest.Reply{llmtest.Text(`{"yes":true}`).WithoutUsage()}, llm.Tokens{Prompt: estimate, Completion: 3}, false},
		{"half said", []llmtest.Reply{llmtest.Text(`{}`).Using(0, 7)}, llm.Tokens{Prompt: estimate, Completion: 7}, false},
		{"below nothing", []llmtest.Reply{llmtest.Text(`{}`).Using(-5, -6)}, llm.Tokens{Prompt: estimate, Completion: 1}, false},
		{"of a refusal", []llmtest.Reply{llmtest.Refusal("No.").Using(5, 6)}, llm.Tokens{Prompt: 5, Completion: 6}, true},
		{"of a lost reply", []llmtest.Reply{llmtest.CloseMidway(), llmtest.Text(`{}`).Using(5, 6)}, llm.Tokens{Prompt: estimate + 5, Completion: 6}, false},
		{"of a failure", []llmtest.Reply{llmtest.Fault(500), llmtest.Text(`{}`).Using(5, 6)}, llm.Tokens{Prompt: 5, Completion: 6}, false},
	}
	for _, tt := range tests {
		s.Then(tt.replies...)
		reply, err := newClient(t, s).Generate(t.Context(), question())
		if reply.Tokens != tt.want || (err != nil) != tt.fails {
			t.Errorf("%s: tokens are %+v, error %v; want %+v", tt.name, reply.Tokens, err, tt.want)
		}
	}
}

func TestNoServer(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	o := openai.Options{BaseURL: strings.Replace(s.URL, "http://", "http://hunter2:hunter3@", 1), Model: "m", Wait: noWait}
	reply, err := client(t, o).Generate(t.Context(), question())
	if llm.KindOf(err) != llm.Unavailable || reply.Tokens != (llm.Tokens{}) || strings.Contains(err.Error(), "hunter") {
		t.Errorf("reply %+v, error %v", reply, err)
	}
}

// TestKeyStaysWithItsServer: no redirect is followed, not even to a path of
// the same server, and a given client's own habits do not change that.
func TestKeyStaysWithItsServer(t *testing.T) {
	var reached []string
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		reached = append(reached, r.Header.Get("Authorization")+string(body))
	}))
	t.Cleanup(other.Close)
	s := llmtest.New(t)
	s.Reply(func(llmtest.Call) llmtest.Reply { return llmtest.Redirect(other.URL + "/v1/chat/completions") })
	o := options(s)
	o.HTTP = &http.Client{Transport: &http.Transport{}}
	_, err := client(t, o).Generate(t.Context(), question())
	if len(reached) > 0 || llm.KindOf(err) != llm.NoModel || !strings.Contains(err.Error(), other.URL) {
		t.Errorf("reached %q, error %v", reached, err)
	}
	if o.HTTP.CheckRedirect != nil {
		t.Error("the given client was changed")
	}
}

func TestGivenUpByTheCaller(t *testing.T) {
	s := llmtest.New(t)
	s.Reply(func(llmtest.Call) llmtest.Reply { return llmtest.Text("{}").After(make(chan struct{})) })
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		s.WaitFor(1)
		cancel()
	}()
	reply, err := newClient(t, s).Generate(ctx, question())
	if !errors.Is(err, context.Canceled) || llm.KindOf(err) != llm.Unavailable || reply.Tokens.Prompt == 0 {
		t.Errorf("reply %+v, error %v", reply, err)
	}
}

func TestSlowAttemptIsTriedAgain(t *testing.T) {
	s := llmtest.New(t)
	s.Then(llmtest.Text("{}").After(make(chan struct{})))
	o := options(s)
	o.Timeout, o.Total = 50*time.Millisecond, time.Minute
	if _, err := client(t, o).Generate(t.Context(), question()); err != nil || len(s.Calls()) != 2 {
		t.Errorf("error %v after %d calls", err, len(s.Calls()))
	}
}

func TestWholeCallEnds(t *testing.T) {
	s := llmtest.New(t)
	s.Reply(func(llmtest.Call) llmtest.Reply { return llmtest.Text("{}").After(make(chan struct{})) })
	o := options(s)
	o.Timeout, o.Total = time.Minute, 50*time.Millisecond
	_, err := client(t, o).Generate(t.Context(), question())
	if !errors.Is(err, context.DeadlineExceeded) || llm.KindOf(err) != llm.Unavailable || len(s.Calls()) != 1 {
		t.Errorf("error %v after %d calls", err, len(s.Calls()))
	}
}

// TestManyAtOnce learns under many calls at a time.
func TestManyAtOnce(t *testing.T) {
	s := llmtest.New(t)
	s.Lacks("response_format", "temperature", "max_tokens")
	c := newClient(t, s)
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() { generate(t, c) })
	}
	group.Wait()
	before := len(s.Calls())
	generate(t, c)
	if more := len(s.Calls()) - before; more != 1 {
		t.Errorf("afterwards a call took %d", more)
	}
}

func TestUnknownModelIsToldWhichThereAre(t *testing.T) {
	s := llmtest.New(t)
	o := options(s)
	o.Model = "gpt-6-luna"
	_, err := client(t, o).Generate(t.Context(), question())
	var e *llm.Error
	if !errors.As(err, &e) || e.Kind != llm.NoModel || !strings.HasSuffix(e.Message, "It has: test-embedding, test-model.") {
		t.Errorf("error is %v", err)
	}
}

func TestModels(t *testing.T) {
	s := llmtest.New(t)
	names, err := newClient(t, s).Models(t.Context())
	if err != nil || strings.Join(names, " ") != "test-embedding test-model" {
		t.Errorf("models are %q, %v", names, err)
	}
	s.Key = "another"
	if _, err := newClient(t, s).Models(t.Context()); err != nil {
		t.Error(err)
	}
	o := options(s)
	o.Key = "wrong"
	if _, err := client(t, o).Models(t.Context()); llm.KindOf(err) != llm.Denied {
		t.Errorf("error is %v", err)
	}
}

func newClient(t *testing.T, s *llmtest.Server) *openai.Client {
	t.Helper()
	return client(t, options(s))
}

// options are those of a test: nothing waits.
func options(s *llmtest.Server) openai.Options {
	return openai.Options{BaseURL: s.URL, Key: s.Key, Model: s.Model, EmbeddingModel: s.EmbeddingModel, Wait: noWait}
}

func noWait(context.Context, time.Duration) error { return nil }

func client(t *testing.T, o openai.Options) *openai.Client {
	t.Helper()
	c, err := openai.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func generate(t *testing.T, c *openai.Client) {
	t.Helper()
	if _, err := c.Generate(t.Context(), question()); err != nil {
		t.Error(err)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
