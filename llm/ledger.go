package llm

import "context"

// Ledger keeps what was used, so that a budget holds across restarts.
type Ledger interface {
	// Spent gives what was used on a day, "2006-01-02" in UTC.
	Spent(ctx context.Context, day string) (Usage, error)
	// Spend adds to a day's use of a model for a purpose.
	Spend(ctx context.Context, day, model, purpose string, u Usage) error
}

// Usage is what calls used. USD is an estimate from the price table.
type Usage struct {
	Calls      int     `json:"calls"`
	Prompt     int     `json:"prompt_tokens"`
	Completion int     `json:"completion_tokens"`
	USD        float64 `json:"usd"`
}
