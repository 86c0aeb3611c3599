// Package claims is the domain: articles, the claims they make with the words
// that prove them, questions and answers, and the errors a person may see.
// It imports the standard library only, and nothing of this project; every
// other package speaks in its types.
//
// The way through it: an [Article] is read from somewhere; engines propose
// [Claim] values about it; the gate (package proof) accepts those whose words
// stand in the article; an [Answer] is made of sentences that cite accepted
// claims.
package claims
