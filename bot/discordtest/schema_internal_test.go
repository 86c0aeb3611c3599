package discordtest

import (
	"maps"
	"testing"
)

// TestDocument knows every route, so that none goes unchecked.
func TestDocument(t *testing.T) {
	known := maps.Clone(operations())
	for _, rt := range routes() {
		if _, ok := known[rt.key()]; !ok {
			t.Errorf("the document has no %s", rt.key())
		}
		delete(known, rt.key())
	}
	for key := range known {
		t.Errorf("the fake does not play %s", key)
	}
}

// BenchmarkDocument is what the first request in a process waits for.
func BenchmarkDocument(b *testing.B) {
	for b.Loop() {
		compileDocument()
	}
}
