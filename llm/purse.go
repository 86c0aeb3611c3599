package llm

import (
	"context"
	"fmt"
	"time"
)

// purse is what a day cost, and what the calls that are being made may cost.
type purse struct {
	date string // "2006-01-02" in UTC; "" before the ledger was asked
	day  Usage
	held float64
}

// refuses says why an amount cannot be had of a budget: it is spent for the
// day, or held for calls that are being made, most of which will cost less.
func (p *purse) refuses(amount, budget float64) *Error {
	switch {
	case amount == 0 || p.day.USD+p.held+amount <= budget:
		return nil
	case p.day.USD+amount > budget:
		return overBudget(p.day.USD, budget)
	}
	return &Error{Kind: Busy, Message: "What the language model is working on may cost what is left of today's budget; try again in a moment."}
}

// spend adds what a call used, and gives it with the day it counts for.
func (p *purse) spend(t Tokens, price Price) (Usage, string) {
	if t == (Tokens{}) {
		return Usage{}, p.date
	}
	used := Usage{Calls: 1, Prompt: t.Prompt, Completion: t.Completion, USD: price.Of(t)}
	p.day.Calls += used.Calls
	p.day.Prompt += used.Prompt
	p.day.Completion += used.Completion
	p.day.USD += used.USD
	return used, p.date
}

const unread = "What the language model cost today cannot be read, so it is not asked; the log says more."

// turnDay begins a new UTC day: it asks the ledger what was used on it, and
// ends the rest that a spent budget brought.
func (g *Guard) turnDay(ctx context.Context) error {
	date := g.o.Now().UTC().Format(time.DateOnly)
	if g.purse.date == date {
		return nil
	}
	var used Usage
	if g.o.Ledger != nil {
		var err error
		if used, err = g.o.Ledger.Spent(ctx, date); err != nil {
			if !g.o.Price.Free() {
				return &Error{Kind: Unavailable, Message: unread, Err: err}
			}
			// A model that costs nothing needs no ledger.
			g.o.Log.Warn("use of the model cannot be read", "day", date, "err", err)
			used = Usage{}
		}
	}
	g.purse.date, g.purse.day = date, used
	if g.outage.stopped() && g.outage.err.Kind == Budget {
		g.resume()
	}
	return nil
}

// book writes into the ledger, though the question's time is over.
func (g *Guard) book(ctx context.Context, day, purpose string, used Usage) {
	if g.o.Ledger == nil {
		return
	}
	const patience = 5 * time.Second
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	if day == "" {
		day = g.o.Now().UTC().Format(time.DateOnly)
	}
	if err := g.o.Ledger.Spend(ctx, day, g.Model(), purpose, used); err != nil {
		g.o.Log.Error("use of the model cannot be kept", "day", day, "usd", used.USD, "err", err)
	}
}

// replyTokens says how many tokens a reply may have.
func replyTokens(r Request) int {
	const unbounded = 4000 // longer than any reply that prompts ask for
	if r.MaxTokens > 0 {
		return r.MaxTokens
	}
	return unbounded
}

func overBudget(spent, budget float64) *Error {
	return &Error{Kind: Budget, Message: fmt.Sprintf(
		"Of today's budget of %.2f US dollars %.2f are spent, and the next call does not fit; it goes on at 00:00 UTC, or with a higher CLAIMBOT_BUDGET.", budget, spent)}
}

func nextDay(now time.Time) time.Time {
	return now.UTC().Truncate(24 * time.Hour).Add(24 * time.Hour)
}
