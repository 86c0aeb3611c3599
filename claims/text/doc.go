// Package text reads language: sentences and tokens, numbers and figures,
// dates against a published time, names and their aliases, places, and the
// terms under which words are indexed and looked up. It knows English; it says
// nothing about what a sentence claims.
//
// Every position is a byte offset into the string that was given. Nothing here
// ever panics on odd bytes: invalid UTF-8 is read as punctuation.
package text
