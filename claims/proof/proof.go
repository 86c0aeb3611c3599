// Package proof holds the two guards of the project's promise. The gate checks
// proposed claims against an article's bytes and alone makes a [Claim]; the
// verifier checks an answer's sentences against the claims that they cite and
// alone makes an [Answer]. Storage takes and renderers show nothing else, so
// what was not proven cannot be kept or said.
package proof

import "github.com/claimbot/claimbot/claims"

// Claim is a claim that the gate accepted.
type Claim struct{ c claims.Claim }

// Claim gives a copy of what was accepted, which may be changed freely.
func (c Claim) Claim() claims.Claim { return c.c.Clone() }

// RestoreClaim makes a Claim of a row that holds one which the gate accepted.
// Only storage may call it.
func RestoreClaim(c claims.Claim) Claim { return Claim{c.Clone()} }

// Answer is an answer whose every sentence the verifier accepted.
type Answer struct{ a claims.Answer }

// Answer gives a copy of what was accepted, which may be changed freely.
func (a Answer) Answer() claims.Answer { return a.a.Clone() }

// RestoreAnswer makes an Answer of a row that holds one which the verifier
// accepted. Only storage may call it.
func RestoreAnswer(a claims.Answer) Answer { return Answer{a.Clone()} }
