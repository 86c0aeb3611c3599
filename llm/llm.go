// Package llm is what the program wants of a language model, whoever makes it:
// a [Generator] that writes text or JSON, an [Embedder] that turns texts into
// vectors. Package openai speaks to servers; [Guard] stands before any
// Generator and keeps it within a budget, off a server that is down, and from
// being asked too much at a time.
package llm

import (
	"context"
	"encoding/json"
)

// Generator writes what a prompt asks for.
type Generator interface {
	// Model names the model, as its server knows it.
	Model() string
	// Generate gives one reply. What keeps it from one is an *[Error]; the
	// reply then holds the tokens that were used in vain, and no text.
	Generate(ctx context.Context, r Request) (Reply, error)
}

// Embedder turns each text into a vector; all have the same length.
type Embedder interface {
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}

// Request is one prompt.
type Request struct {
	Purpose   string  // "extract", "compose", "probe": for logs and counts
	System    string  // who the model is; may be empty
	User      string  // the documents as labelled JSON, the instructions last
	Schema    *Schema // what the reply must be; nil for plain text
	MaxTokens int     // of the reply; 0 leaves it to the server
}

// Schema is a JSON schema in the strict subset: every property required,
// additionalProperties false, null spelled out.
type Schema struct {
	Name string          // [a-zA-Z0-9_-]{1,64}
	JSON json.RawMessage // an object schema
}

// Reply is what the model wrote.
type Reply struct {
	Text   string // with a Schema it begins with "{", and nothing says that it is valid
	Cut    bool   // the reply ends where MaxTokens or the server cut it
	Tokens Tokens
}

// Tokens counts what a call used.
type Tokens struct{ Prompt, Completion int }
