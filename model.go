package main

import (
	"log/slog"

	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/config"
	"github.com/claimbot/claimbot/llm"
	"github.com/claimbot/claimbot/llm/openai"
)

// newModel makes the client of the model that the settings name, nil where
// they name none. It connects to nothing yet.
func newModel(cfg config.Config, log *slog.Logger) (*openai.Client, error) {
	if !cfg.HasModel() {
		return nil, nil
	}
	return openai.New(openai.Options{
		BaseURL: string(cfg.OpenAIBaseURL), Key: cfg.OpenAIKey.Reveal(),
		Model: cfg.Model, EmbeddingModel: cfg.EmbeddingModel,
		Timeout: cfg.ModelTimeout, Log: log,
	})
}

// guardModel puts the budget, the breaker and the bound on calls before the
// model, one guard for all that this program asks of it. A nil ledger counts
// until the program ends. It gives nil without a model.
func (a *app) guardModel(ledger llm.Ledger) *llm.Guard {
	if a.model == nil || a.guard != nil {
		return a.guard
	}
	price, _ := a.cfg.Prices.Of(a.cfg.Model)
	a.guard = llm.NewGuard(a.model, llm.GuardOptions{
		Ledger: ledger, BudgetUSD: float64(a.cfg.Budget), Price: llm.Price(price),
		Concurrency: a.cfg.ModelConcurrency, Now: a.now, Log: a.log, Notify: a.notify,
	})
	return a.guard
}

// modelEngine reads articles with the model; nil without one.
func (a *app) modelEngine(ledger llm.Ledger) extract.Engine {
	guard := a.guardModel(ledger)
	if guard == nil {
		return nil
	}
	return extract.NewModel(guard, extract.NewOffline(), a.log)
}
