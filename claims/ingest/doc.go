// Package ingest leads an article from an input into the store: read, stored
// in state read, extracted, checked by the gate, stored in state extracted.
// The state column is the truth: killed anywhere, the next run goes on from
// it; run twice, it changes nothing.
package ingest
