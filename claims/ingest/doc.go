// Package ingest leads an article from an input into the store: read, stored
// in state read, extracted, checked by the gate, stored in state extracted,
// linked with the articles that carry the same text ([Linker]). Where there is
// a model, its pass over the article is then wanted, and done when the model is
// there ([Loader.Refine]); the article answers meanwhile. The state columns are
// the truth: killed anywhere, the next run goes on from them; run twice, it
// changes nothing.
//
// What was loaded is taken back in three ways: removed, which hides it and can
// be undone ([Shelf]); purged, which destroys it; and redacted, which takes
// words out of it ([Eraser]).
package ingest
