package proof

import (
	"fmt"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// Reason why the gate rejected a proposed claim.
type Reason string

// The reasons.
const (
	QuoteNotFound   Reason = "quote_not_found"  // the quote does not stand in the article
	BadNumber       Reason = "number"           // a figure cannot be derived from the quote or its context
	BadDate         Reason = "date"             // a date cannot be derived from the quote or its context
	BadSpeaker      Reason = "speaker"          // the speaker's name does not stand in the article
	BadPlace        Reason = "place"            // the place does not stand in the article
	SpanOutside     Reason = "span_outside"     // a span does not reproduce its words
	DetailsMissing  Reason = "details_missing"  // the claim is not whole
	Duplicate       Reason = "duplicate"        // the same claim from the same words was accepted already
	TextUnsupported Reason = "text_unsupported" // the stand-alone sentence says more than quote and context
)

// Reasons lists every reason.
var Reasons = []Reason{QuoteNotFound, BadNumber, BadDate, BadSpeaker, BadPlace, SpanOutside, DetailsMissing, Duplicate, TextUnsupported}

// Rejection is a proposed claim that the gate did not accept. It is reported,
// never stored.
type Rejection struct {
	Reason Reason       `json:"reason"`
	Words  string       `json:"words,omitempty"` // what it was rejected for
	Claim  claims.Claim `json:"claim"`
}

// Tally counts rejections by reason, for people: "2 number, 1 quote not found".
func Tally(rejected []Rejection) string {
	counts := map[Reason]int{}
	for _, r := range rejected {
		counts[r.Reason]++
	}
	var parts []string
	for _, reason := range Reasons {
		if n := counts[reason]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.ReplaceAll(string(reason), "_", " ")))
		}
	}
	return strings.Join(parts, ", ")
}
