package llm

import (
	"context"
	"time"
)

// Resting is what members are told below an answer that no model worked on.
const Resting = "The language model is resting; this answer is put together from the articles' own words."

// Status is how things stand with the model.
type Status struct {
	Model   string
	Serving bool
	Kind    Kind      // why not; "" while serving, as the next four
	Reason  string    // a sentence for operators that says what to do
	Members string    // a sentence for members
	Since   time.Time // when it stopped
	Until   time.Time // when it is tried again; zero: by Probe

	Today     Usage   // what was used this UTC day, by all models
	BudgetUSD float64 // for a day
	Priced    bool    // whether the model's use counts as money
}

// Status tells how things stand. The ledger is asked once a day.
func (g *Guard) Status(ctx context.Context) Status {
	g.mu.Lock()
	defer g.tell()
	defer g.mu.Unlock()
	err := g.turnDay(ctx)
	s := Status{Model: g.Model(), Serving: true, Today: g.purse.day, BudgetUSD: g.o.BudgetUSD, Priced: !g.o.Price.Free()}
	switch o := g.outage; {
	case o.stopped():
		s.Serving, s.Kind, s.Reason, s.Members = false, o.err.Kind, o.err.Message, Resting
		s.Since, s.Until = o.since, o.until
	case err != nil:
		s.Serving, s.Kind, s.Members = false, KindOf(err), Resting
		s.Reason = unread
		s.Until = g.o.Now()
	}
	return s
}
