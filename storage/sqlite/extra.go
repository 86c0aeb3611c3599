package sqlite

import (
	"encoding/json"
	"fmt"

	"github.com/claimbot/claimbot/claims"
)

// extras are what few articles have; they share a column.
type extras struct {
	Via        []string           `json:"via,omitempty"`
	Entries    []claims.Entry     `json:"entries,omitempty"`
	FactChecks []claims.FactCheck `json:"fact_checks,omitempty"`
}

const noExtras = "{}"

func extraOf(a claims.Article) string {
	if len(a.Via)+len(a.Entries)+len(a.FactChecks) == 0 {
		return noExtras
	}
	body, err := json.Marshal(extras{a.Via, a.Entries, a.FactChecks})
	if err != nil { // strings and numbers alone: it cannot be
		return noExtras
	}
	return string(body)
}

// extra scans that column into an article.
type extra struct{ to *claims.Article }

// Scan reads the column.
func (e *extra) Scan(src any) error {
	body, ok := src.(string)
	if !ok {
		return fmt.Errorf("the column extra holds a %T", src)
	}
	if body == noExtras {
		return nil
	}
	var x extras
	if err := json.Unmarshal([]byte(body), &x); err != nil {
		return fmt.Errorf("read the column extra: %w", err)
	}
	e.to.Via, e.to.Entries, e.to.FactChecks = x.Via, x.Entries, x.FactChecks
	return nil
}
