package config

import (
	"errors"
	"strings"
)

// knownPrices are standard rates for prompts of up to 272,000 tokens, in the
// form that CLAIMBOT_PRICES takes, as others quote
// https://developers.openai.com/api/docs/pricing in November 2026. They were not
// read at that page itself, so what a budget allows is an estimate.
const knownPrices = `
gpt-6.1-sol=2/10, gpt-6.1-terra=1/5,
gpt-6-astra=10/50, gpt-6-sol=2/10, gpt-6-luna=0.10/0.50,
gpt-5.6=4/20, gpt-5.6-sol=4/20, gpt-5.6-terra=2/12, gpt-5.6-luna=0.20/1.20,
gpt-5.5=5/30, gpt-5.5-pro=30/180,
gpt-5.4=2.50/15, gpt-5.4-mini=0.75/4.50, gpt-5.4-nano=0.20/1.25, gpt-5.4-pro=30/180,
gpt-5.2=1.75/14, gpt-5.1=1.25/10, gpt-5=1.25/10, gpt-5-mini=0.25/2, gpt-5-nano=0.05/0.40,
gpt-4.1=2/8, gpt-4.1-mini=0.40/1.60, gpt-4o=2.50/10, gpt-4o-mini=0.15/0.60,
text-embedding-3-small=0.02/0, text-embedding-3-large=0.13/0`

// Price is what a model costs, in US dollars for a million tokens.
type Price struct{ Prompt, Completion float64 }

// Prices tells what models cost: those that the environment names, and below
// them the known prices.
type Prices struct{ own map[string]Price }

// UnmarshalText takes MODEL=PROMPT/REPLY, with commas between the models.
func (p *Prices) UnmarshalText(text []byte) error {
	own, err := parsePrices(string(text))
	*p = Prices{own}
	return err
}

// Of gives a model's price. A dated snapshot (gpt-4.1-mini-2025-04-14) costs
// what its model costs, and a vendor before it (openai/gpt-4.1-mini) changes
// nothing. What has no known price, as the models of one's own server, costs
// nothing that could be counted.
func (p Prices) Of(model string) (price Price, known bool) {
	table, err := parsePrices(knownPrices)
	if err != nil {
		return Price{}, false
	}
	for _, name := range []string{model, undated(model), bare(model), undated(bare(model))} {
		if price, known = p.own[name]; known {
			return price, true
		}
		if price, known = table[name]; known {
			return price, true
		}
	}
	return Price{}, false
}

func bare(model string) string { return model[strings.LastIndex(model, "/")+1:] }

// undated cuts "-2025-04-14" off.
func undated(model string) string {
	const date = "-2006-01-02"
	cut := len(model) - len(date)
	if cut <= 0 {
		return model
	}
	for i := range date {
		c, digit := model[cut+i], date[i] != '-'
		if digit != (c >= '0' && c <= '9') || !digit && c != '-' {
			return model
		}
	}
	return model[:cut]
}

func parsePrices(s string) (map[string]Price, error) {
	prices := map[string]Price{}
	for entry := range strings.SplitSeq(s, ",") {
		if strings.TrimSpace(entry) == "" {
			continue
		}
		// The name of a model may hold "=", a price never does.
		at := strings.LastIndex(entry, "=")
		prompt, completion, two := strings.Cut(entry[at+1:], "/")
		if at < 0 || !two {
			return nil, errors.New("not MODEL=PROMPT/REPLY")
		}
		name := strings.TrimSpace(entry[:at])
		a, errPrompt := parseAmount(prompt)
		b, errReply := parseAmount(completion)
		if err := errors.Join(errPrompt, errReply); err != nil || name == "" {
			return nil, errors.Join(errors.New("not MODEL=PROMPT/REPLY"), err)
		}
		prices[name] = Price{a, b}
	}
	return prices, nil
}
