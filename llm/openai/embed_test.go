package openai_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/claimbot/claimbot/llm"
	"github.com/claimbot/claimbot/llm/llmtest"
	"github.com/claimbot/claimbot/llm/openai"
)

func TestEmbed(t *testing.T) {
	s := llmtest.New(t)
	texts := make([]string, 150)
	for i := range texts {
		texts[i] = fmt.Sprintf("text number %d", i%149)
	}
	c := newClient(t, s)
	vectors, err := c.Embed(t.Context(), texts)
	if err != nil || len(vectors) != len(texts) {
		t.Fatalf("%d vectors, %v", len(vectors), err)
	}
	if !slices.Equal(vectors[0], vectors[149]) || slices.Equal(vectors[0], vectors[1]) {
		t.Error("vectors are not in the order of their texts")
	}
	if none, err := c.Embed(t.Context(), nil); err != nil || len(none) != 0 {
		t.Errorf("no texts give %v, %v", none, err)
	}
}

func TestEmbedWithoutItsModel(t *testing.T) {
	s := llmtest.New(t)
	o := options(s)
	o.EmbeddingModel = "unknown"
	if _, err := client(t, o).Embed(t.Context(), []string{"a"}); llm.KindOf(err) != llm.NoModel {
		t.Errorf("error is %v", err)
	}
}

func TestVectorsThatAreNone(t *testing.T) {
	for _, data := range []string{
		`[]`,
		`[{"index":0,"embedding":[1]}]`,
		`[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]`,
		`[{"index":0,"embedding":[1]},{"index":2,"embedding":[1]}]`,
		`[{"index":0,"embedding":[1]},{"index":-1,"embedding":[1]}]`,
		`[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]`,
		`[{"index":0,"embedding":[]},{"index":1,"embedding":[]}]`,
		`[{"index":0,"embedding":[1]},{"index":1,"embedding":[1e39]}]`,
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `{"object":"list","data":%s}`, data)
		}))
		t.Cleanup(s.Close)
		c := client(t, openai.Options{BaseURL: s.URL, Model: "m", EmbeddingModel: "e", Wait: noWait})
		if vectors, err := c.Embed(t.Context(), []string{"a", "b"}); llm.KindOf(err) != llm.Unreadable {
			t.Errorf("%s gives %v, %v", data, vectors, err)
		}
	}
}
