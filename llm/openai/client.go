// Package openai asks any server that speaks OpenAI's protocol: OpenAI itself,
// Ollama, llama.cpp, vLLM, LM Studio, OpenRouter and others. A call goes
// through [Client.Generate], which words the request as far as is known what
// the server takes (dialect.go), tries it a few times (retry.go) over a
// connection that bounds and keeps what comes back (exchange.go), reads the
// reply (reply.go) or says what a failure means (failure.go).
package openai

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	api "github.com/sashabaranov/go-openai"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/llm"
)

// Options say which server and model to ask. Only Model is required.
type Options struct {
	BaseURL        string        // "" is OpenAI's; an address without a path gets /v1
	Key            string        // "" sends none, as servers of one's own want none
	Model          string        // as the server knows it
	EmbeddingModel string        // for Embed alone
	Timeout        time.Duration // of one attempt; 0 is a minute
	Total          time.Duration // of a call with its retries; 0 is twice Timeout
	Attempts       int           // at most; 0 is 3
	MaxReply       int64         // bytes; 0 is 4 MiB
	HTTP           *http.Client  // redirects are never followed; nil is one of its own
	Log            *slog.Logger  // nil logs nothing

	Now    func() time.Time                                 // nil is time.Now
	Wait   func(ctx context.Context, d time.Duration) error // before a retry; nil waits on a timer
	Jitter func(atLeast, below time.Duration) time.Duration // nil takes chance
}

// Client asks one model of one server. It is safe for concurrent use.
type Client struct {
	o      Options
	host   string // for messages; the address may hold a password
	server *api.Client
	http   *http.Client

	mu      sync.Mutex
	dialect dialect
}

// New makes a client. It does not connect.
func New(o Options) (*Client, error) {
	base, err := baseURL(o.BaseURL)
	if err != nil {
		return nil, err
	}
	if o.Model == "" {
		return nil, claims.Errorf(claims.EInvalid, "No language model is named; set OPENAI_MODEL.")
	}
	o = withDefaults(o)
	c := &Client{o: o, host: base.Host, http: noRedirects(o.HTTP), dialect: firstDialect(o.Model, base.Hostname())}
	config := api.DefaultConfig(o.Key)
	config.BaseURL = base.String()
	config.HTTPClient = doer{http: c.http, most: o.MaxReply}
	c.server = api.NewClientWithConfig(config)
	return c, nil
}

func withDefaults(o Options) Options {
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
	if o.Total <= 0 {
		o.Total = 2 * o.Timeout
	}
	if o.Attempts <= 0 {
		o.Attempts = 3
	}
	if o.MaxReply <= 0 {
		o.MaxReply = 4 << 20
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	if o.Jitter == nil {
		o.Jitter = func(atLeast, below time.Duration) time.Duration {
			return atLeast + rand.N(max(1, below-atLeast))
		}
	}
	return o
}

// baseURL reads an address as people write it: with or without /v1, or with
// the path of a call copied along.
func baseURL(s string) (*url.URL, error) {
	const official = "https://api.openai.com/v1"
	if s == "" {
		s = official
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, claims.Errorf(claims.EInvalid, "OPENAI_BASE_URL is no address; write it like http://localhost:11434/v1.")
	}
	u.Path = strings.TrimSuffix(strings.TrimRight(u.Path, "/"), "/chat/completions")
	u.RawQuery, u.Fragment = "", ""
	if u.Path == "" {
		u.Path = "/v1"
	}
	return u, nil
}

// Model names the model.
func (c *Client) Model() string { return c.o.Model }

// Close closes connections that wait for the next call.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Generate gives one reply. Its tokens are those of all attempts.
func (c *Client) Generate(ctx context.Context, r llm.Request) (llm.Reply, error) {
	ctx, cancel := context.WithTimeout(ctx, c.o.Total)
	defer cancel()
	begun := c.o.Now()
	call := &call{client: c, request: r, dialect: c.known()}
	reply, fault := call.run(ctx)
	if fault != nil && fault.err.Kind == llm.NoModel {
		fault.err.Message += c.offer(ctx)
	}
	reply.Tokens = call.used
	log := c.o.Log.With("model", c.o.Model, "purpose", r.Purpose, "ms", c.o.Now().Sub(begun).Milliseconds(),
		"attempts", call.attempts, "prompt_tokens", call.used.Prompt, "completion_tokens", call.used.Completion)
	if fault != nil {
		log.Debug("model failed", "err", fault.err)
		return llm.Reply{Tokens: call.used}, fault.err
	}
	c.keep(call.dialect)
	log.Debug("model replied", "cut", reply.Cut)
	return reply, nil
}

// offer names models that a small server has, for whoever must choose one.
func (c *Client) offer(ctx context.Context) string {
	const most, longest = 12, 60 // a server of one's own; OpenAI lists a hundred
	names, err := c.Models(ctx)
	if err != nil || len(names) == 0 || len(names) > most {
		return ""
	}
	for i, name := range names {
		names[i] = oneLine(name[:min(len(name), longest)], c.o.Key)
	}
	return " It has: " + strings.Join(names, ", ") + "."
}

// Models names the models that the server has, sorted.
func (c *Client) Models(ctx context.Context) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, c.o.Timeout)
	defer cancel()
	ctx, x := withExchange(ctx, c.o.Model)
	list, err := c.server.ListModels(ctx)
	if fault := c.judge(ctx, x, err); fault != nil {
		return nil, fmt.Errorf("list models: %w", fault.err)
	}
	var names []string
	for _, m := range list.Models {
		names = append(names, m.ID)
	}
	slices.Sort(names)
	return names, nil
}
