package llmtest

import (
	"bytes"
	"encoding/json"
	"hash/fnv"
	"math"
	"net/http"
	"strings"
)

// embed answers with vectors of hashed words: equal texts have equal vectors,
// and texts that share words are near each other.
func (s *Server) embed(w http.ResponseWriter, r *http.Request) {
	if !s.knows(w, r) {
		return
	}
	var body struct {
		Input []string `json:"input"`
		Model string   `json:"model"`
	}
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	switch err := d.Decode(&body); {
	case err != nil, len(body.Input) == 0:
		s.t.Errorf("llmtest: a request for vectors that no server takes: %v, %d texts", err, len(body.Input))
		send(w, Error(http.StatusBadRequest, "", "bad request"))
		return
	case body.Model != s.EmbeddingModel:
		send(w, NoSuchModel(body.Model))
		return
	}
	type embedding struct {
		Object    string    `json:"object"`
		Index     int       `json:"index"`
		Embedding []float32 `json:"embedding"`
	}
	data := make([]embedding, len(body.Input))
	for i, text := range body.Input {
		// The last comes first: an order that nothing promises.
		data[len(data)-1-i] = embedding{"embedding", i, vector(text)}
	}
	writeJSON(w, map[string]any{"object": "list", "model": body.Model, "data": data, "usage": map[string]int{"prompt_tokens": 1, "total_tokens": 1}})
}

func vector(text string) []float32 {
	v := make([]float32, 64)
	for _, word := range strings.Fields(strings.ToLower(text)) {
		h := fnv.New32a()
		_, _ = bytes.NewBufferString(word).WriteTo(h)
		v[h.Sum32()%64]++
	}
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum > 0 {
		for i := range v {
			v[i] /= float32(math.Sqrt(sum))
		}
	}
	return v
}
