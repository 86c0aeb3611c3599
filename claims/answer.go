package claims

import "fmt"

// Fact is something computed from claims by code, never by a model: a count, a
// range, a latest figure.
type Fact struct {
	ID     string   `json:"id"`
	Kind   string   `json:"kind"`
	Text   string   `json:"text"`
	Min    *int     `json:"min,omitempty"`
	Max    *int     `json:"max,omitempty"`
	Claims []string `json:"claims"`
}

// Sentence of an answer, and the ids of the claims and facts that it rests on.
type Sentence struct {
	Text      string   `json:"text"`
	Citations []string `json:"citations"`
	Facts     []string `json:"facts,omitempty"`
}

// Evidence is a cited claim with the head of its article. URL opens the quote
// in the article itself, by a text fragment.
type Evidence struct {
	Claim
	Article Article `json:"article"`
	URL     string  `json:"url,omitempty"`
	Labels  []Label `json:"labels,omitempty"`

	Source  string `json:"source_group,omitempty"` // one for claims of a text that several articles carry
	Repeats string `json:"repeats,omitempty"`      // the claim whose words this one repeats
}

// Conflict is a thing on which retrieved claims differ.
type Conflict struct {
	About string `json:"about"`
	Sides []Side `json:"sides"`
}

// Side of a conflict.
type Side struct {
	Text      string   `json:"text"`
	Citations []string `json:"citations"`
}

// LeftOut are claims that would have answered, had their outlets not been
// excluded.
type LeftOut struct {
	Claims  int      `json:"claims"`
	Outlets []string `json:"outlets"`
}

// String is "2 claims of 1 excluded outlet".
func (l LeftOut) String() string {
	claims, outlets := "claims", "outlets"
	if l.Claims == 1 {
		claims = "claim"
	}
	if len(l.Outlets) == 1 {
		outlets = "outlet"
	}
	return fmt.Sprintf("%d %s of %d excluded %s", l.Claims, claims, len(l.Outlets), outlets)
}

// Tokens that a model used for an answer.
type Tokens struct {
	Prompt     int `json:"prompt"`
	Completion int `json:"completion"`
}

// Answer to a question: sentences that cite claims, or a refusal that names
// the nearest claims.
type Answer struct {
	Question     string     `json:"question"`
	Answer       string     `json:"answer"`
	Sentences    []Sentence `json:"sentences"`
	Evidence     []Evidence `json:"evidence"`
	Facts        []Fact     `json:"facts"`
	Conflicts    []Conflict `json:"conflicts"`
	Refused      bool       `json:"refused"`
	Reason       string     `json:"reason,omitempty"`
	Purged       bool       `json:"purged,omitempty"` // what of it rested on an article that was purged or redacted is gone: of its evidence there only the ids are left
	Nearest      []Claim    `json:"nearest,omitempty"`
	LeftOut      *LeftOut   `json:"left_out,omitempty"`
	NewestReport Time       `json:"newest_report,omitempty"`
	Articles     int        `json:"articles,omitempty"`            // how many articles were searched
	Sources      int        `json:"independent_sources,omitempty"` // of the evidence: a text that several outlets carry is one
	Engine       string     `json:"engine"`
	Tokens       Tokens     `json:"tokens"`
	MS           int64      `json:"ms"`
}
