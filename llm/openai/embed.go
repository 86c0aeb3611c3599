package openai

import (
	"context"
	"math"

	api "github.com/sashabaranov/go-openai"

	"github.com/claimbot/claimbot/llm"
)

// batch is how many texts go into one request: 64 vectors of 3,072 numbers
// are well within the bound on a reply.
const batch = 64

// Embed turns each text into a vector; all have the same length.
func (c *Client) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, 0, len(texts))
	for begin := 0; begin < len(texts); begin += batch {
		part, err := c.embed(ctx, texts[begin:min(begin+batch, len(texts))])
		if err != nil {
			return nil, err
		}
		vectors = append(vectors, part...)
		if len(part[0]) != len(vectors[0]) {
			return nil, c.badVectors().err
		}
	}
	return vectors, nil
}

func (c *Client) embed(ctx context.Context, texts []string) ([][]float32, error) {
	ctx, cancel := context.WithTimeout(ctx, c.o.Total)
	defer cancel()
	var vectors [][]float32
	f := c.retry(ctx, func(ctx context.Context) *fault {
		inner, cancel := context.WithTimeout(ctx, c.o.Timeout)
		defer cancel()
		inner, x := withExchange(inner, c.o.EmbeddingModel)
		response, err := c.server.CreateEmbeddings(inner, api.EmbeddingRequest{Input: texts, Model: api.EmbeddingModel(c.o.EmbeddingModel)})
		if f := c.judge(ctx, x, err); f != nil {
			return f
		}
		var ok bool
		if vectors, ok = ordered(response.Data, len(texts)); !ok {
			return c.badVectors()
		}
		return nil
	})
	if f != nil {
		return nil, f.err
	}
	return vectors, nil
}

func (c *Client) badVectors() *fault {
	return faultf(llm.Unreadable, nil, "What came from %s are not the vectors that were asked for; check OPENAI_EMBEDDING_MODEL.", c.host)
}

// ordered puts vectors into the order of their texts, and says whether each
// text has one, all of a length, of numbers that can be reckoned with.
func ordered(data []api.Embedding, n int) ([][]float32, bool) {
	vectors := make([][]float32, n)
	for _, d := range data {
		if d.Index < 0 || d.Index >= n || vectors[d.Index] != nil || len(d.Embedding) == 0 || len(d.Embedding) != len(data[0].Embedding) {
			return nil, false
		}
		for _, x := range d.Embedding {
			if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
				return nil, false
			}
		}
		vectors[d.Index] = d.Embedding
	}
	return vectors, len(data) == n
}
