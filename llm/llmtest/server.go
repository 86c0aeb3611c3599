// Package llmtest is a language model's server on the loopback that does what
// a test's script says: it replies honestly or lies, breaks off, is slow, out
// of credit or gone, over real HTTP. It is strict about what it is asked: a
// request that OpenAI would not take fails the test.
//
//	s := llmtest.New(t)
//	s.Reply(func(c llmtest.Call) llmtest.Reply { return llmtest.Text("yes") })
//	s.Then(llmtest.RateLimited("1"), llmtest.Fault(500)) // the next two calls
//	client, err := openai.New(openai.Options{BaseURL: s.URL, Key: s.Key, Model: s.Model})
package llmtest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Server is the server. Set its fields before the first call.
type Server struct {
	URL            string // what OPENAI_BASE_URL would be: it ends in /v1
	Key            string // without it, or with another, calls get a 401; "" wants none
	Model          string // any other is unknown
	EmbeddingModel string

	t       testing.TB
	http    *httptest.Server
	stopped chan struct{}

	mu      sync.Mutex
	arrived *sync.Cond
	calls   []Call
	queue   []Reply
	reply   func(Call) Reply
	lacks   []string
}

// New starts a server that stops with the test. Until it is told otherwise it
// replies with an empty JSON object.
func New(t testing.TB) *Server {
	t.Helper()
	s := &Server{
		Key: "sk-test-0123456789", Model: "test-model", EmbeddingModel: "test-embedding",
		t: t, stopped: make(chan struct{}),
		reply: func(Call) Reply { return Text("{}") },
	}
	s.arrived = sync.NewCond(&s.mu)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/chat/completions", s.chat)
	mux.HandleFunc("POST /v1/embeddings", s.embed)
	mux.HandleFunc("GET /v1/models", s.models)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		send(w, Error(http.StatusNotFound, "", "Invalid URL ("+r.Method+" "+r.URL.Path+")"))
	})
	s.http = httptest.NewServer(mux)
	s.URL = s.http.URL + "/v1"
	t.Cleanup(s.stop)
	return s
}

func (s *Server) stop() {
	close(s.stopped) // lets replies go that are still held
	s.http.Close()
}

// Reply sets what calls get from now on. The function may be called by several
// goroutines at a time.
func (s *Server) Reply(f func(Call) Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reply = f
}

// Then sets what the next calls get, before Reply's function is asked again.
func (s *Server) Then(replies ...Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue = append(s.queue, replies...)
}

// Lacks makes the server answer 400 to what older or smaller servers do not
// take: response_format, json_schema, max_tokens, max_completion_tokens,
// temperature, reasoning_effort, or system for the system message.
func (s *Server) Lacks(names ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lacks = names
}

// Calls gives the chat calls that came with the right key, in their order,
// those that got an error among them.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// WaitFor waits until n calls have come.
func (s *Server) WaitFor(n int) {
	s.t.Helper()
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		select {
		case <-s.t.Context().Done():
			s.arrived.Broadcast()
		case <-stop:
		}
	}()
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.calls) < n {
		if s.t.Context().Err() != nil {
			s.t.Fatalf("%d calls came, want %d", len(s.calls), n)
		}
		s.arrived.Wait()
	}
}

func (s *Server) chat(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client is gone
	}
	if !s.knows(w, r) {
		return
	}
	call, fault := readCall(body)
	if fault == "" && !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		fault = "the Content-Type is " + r.Header.Get("Content-Type")
	}
	if fault != "" {
		s.t.Errorf("llmtest: a request that no server takes: %s\n%.2000s", fault, body)
		send(w, Error(http.StatusBadRequest, "", fault))
		return
	}
	reply := s.next(call)
	if reply.until != nil {
		select {
		case <-reply.until:
		case <-s.stopped:
		case <-r.Context().Done():
			return
		}
	}
	send(w, reply.over(call))
}

// knows checks the key.
func (s *Server) knows(w http.ResponseWriter, r *http.Request) bool {
	if s.Key == "" || r.Header.Get("Authorization") == "Bearer "+s.Key {
		return true
	}
	send(w, BadKey())
	return false
}

// next records a call and gives what it gets.
func (s *Server) next(call Call) Reply {
	s.mu.Lock()
	call.N = len(s.calls) + 1
	s.calls = append(s.calls, call)
	s.arrived.Broadcast()
	reply, lacks := s.reply, s.lacks
	var queued *Reply
	if call.Model == s.Model && len(s.queue) > 0 {
		queued, s.queue = &s.queue[0], s.queue[1:]
	}
	s.mu.Unlock()
	if call.Model != s.Model {
		return NoSuchModel(call.Model)
	}
	if queued != nil {
		return *queued
	}
	if param := call.uses(lacks); param != "" {
		return Unsupported(param)
	}
	return reply(call)
}

func (s *Server) models(w http.ResponseWriter, r *http.Request) {
	if !s.knows(w, r) {
		return
	}
	type model struct {
		ID     string `json:"id"`
		Object string `json:"object"`
	}
	writeJSON(w, map[string]any{"object": "list", "data": []model{{s.Model, "model"}, {s.EmbeddingModel, "model"}}})
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // the client may be gone
}
