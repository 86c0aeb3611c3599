package openai

import (
	"context"

	api "github.com/sashabaranov/go-openai"

	"github.com/claimbot/claimbot/llm"
)

// call is one Generate under way.
type call struct {
	client   *Client
	request  llm.Request
	dialect  dialect
	used     llm.Tokens
	attempts int
}

// run words the request anew for each thing that the server says it does not
// take. It ends, as every complaint takes something away.
func (c *call) run(ctx context.Context) (llm.Reply, *fault) {
	for {
		var reply llm.Reply
		f := c.client.retry(ctx, func(ctx context.Context) (f *fault) {
			reply, f = c.once(ctx)
			return f
		})
		if f == nil {
			return reply, nil
		}
		next, learned := c.dialect.without(f.complaint)
		if !learned || ctx.Err() != nil {
			return llm.Reply{}, f
		}
		c.client.o.Log.Debug("model's server does not take all of a request", "model", c.client.o.Model, "err", f.err)
		c.dialect = next
	}
}

// once makes one HTTP request.
func (c *call) once(ctx context.Context) (llm.Reply, *fault) {
	c.attempts++
	inner, cancel := context.WithTimeout(ctx, c.client.o.Timeout)
	defer cancel()
	inner, x := withExchange(inner, c.client.o.Model)
	response, err := c.client.server.CreateChatCompletion(inner, c.dialect.word(c.client.o.Model, c.request))
	c.count(x, response, err)
	if f := c.client.judge(ctx, x, err); f != nil {
		return llm.Reply{}, f
	}
	return c.client.read(response, x, c.request.Schema != nil)
}

// count adds what an attempt used. What the server does not say is estimated,
// each side by itself: no prompt is of no tokens, though some servers say so.
// A prompt whose reply was lost is estimated too.
func (c *call) count(x *exchange, response api.ChatCompletionResponse, err error) {
	replied := x.status >= 200 && x.status < 300
	switch {
	case replied && err == nil && len(response.Choices) > 0:
		c.used.Prompt += orElse(response.Usage.PromptTokens, llm.EstimatePrompt(c.request))
		c.used.Completion += orElse(response.Usage.CompletionTokens, llm.Estimate(content(response.Choices[0].Message)))
	case replied || x.status == 0 && x.sent.Load():
		c.used.Prompt += orElse(response.Usage.PromptTokens, llm.EstimatePrompt(c.request))
		c.used.Completion += max(0, response.Usage.CompletionTokens)
	}
}

// orElse gives a count that a server says, or the estimate when it says none.
func orElse(count, estimate int) int {
	if count > 0 {
		return count
	}
	return estimate
}
