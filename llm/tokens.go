package llm

// Estimate says roughly how many tokens a text has, for budgets and for
// servers that do not count: four Latin letters are a token, and so are one
// and a half signs of other scripts.
func Estimate(text string) int {
	latin, other := 0, 0
	for _, r := range text {
		if r < 0x250 {
			latin++
		} else {
			other++
		}
	}
	return (latin+3)/4 + (other*2+2)/3
}

// EstimatePrompt says roughly how many tokens a request's prompt has, with
// what frames it.
func EstimatePrompt(r Request) int {
	const frame = 16
	n := frame + Estimate(r.System) + Estimate(r.User)
	if r.Schema != nil {
		n += Estimate(string(r.Schema.JSON))
	}
	return n
}

// Price is what a model costs, in US dollars for a million tokens.
type Price struct{ Prompt, Completion float64 }

// Free says whether nothing is paid, or nothing known to be.
func (p Price) Free() bool { return p == Price{} }

// Of gives the price of tokens in US dollars.
func (p Price) Of(t Tokens) float64 {
	return (p.Prompt*float64(t.Prompt) + p.Completion*float64(t.Completion)) / 1e6
}
