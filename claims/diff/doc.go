// Package diff tells what changed between two versions of an article: in its
// text, paragraph by paragraph and within a changed paragraph word by word
// (paragraphs.go, words.go), and in what it claims (claims.go). "4 killed in
// Halvick" that has become 6 is one altered claim, not one that went and
// another that came.
//
// Both go by one longest common subsequence (sequence.go), whose work and
// memory are bounded however long the texts are.
package diff
