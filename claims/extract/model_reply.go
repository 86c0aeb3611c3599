package extract

import (
	"context"
	"encoding/json"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/llm"
)

// Bounds of what is taken of a reply.
const (
	maxFromPassage = 80   // claims
	maxQuote       = 2000 // bytes
	maxWords       = 400  // bytes of any other words that are copied
	maxList        = 16   // items
)

// readPassage has the model read one passage. A reply that was cut off is
// asked for again in two halves, where the passage has them: what would come
// after the cut must not be lost.
func (m *Model) readPassage(ctx context.Context, d *document, p passage) ([]claims.Claim, error) {
	items, cut, err := m.ask(ctx, d, p)
	if err != nil {
		return nil, err
	}
	first, second, ok := p.halves()
	if !cut || !ok {
		return d.claimsOf(items, p), nil
	}
	var out []claims.Claim
	for _, half := range []passage{first, second} {
		if items, _, err = m.ask(ctx, d, half); err != nil {
			return nil, err
		}
		out = append(out, d.claimsOf(items, half)...)
	}
	return out, nil
}

// ask makes the call, and a second one with a reminder when the reply cannot
// be read.
func (m *Model) ask(ctx context.Context, d *document, p passage) (items []proposedClaim, cut bool, err error) {
	for _, prompt := range []string{"user", "again"} {
		var r llm.Request
		if r, err = d.request(p, prompt); err != nil {
			return nil, false, err
		}
		var reply llm.Reply
		if reply, err = m.gen.Generate(ctx, r); err == nil {
			items, err = readReply(reply.Text)
		}
		if llm.KindOf(err) != llm.Unreadable {
			return items, reply.Cut, err
		}
		m.log.Info("a reply of the model could not be read", "model", m.gen.Model(), "bytes", len(reply.Text), "cut", reply.Cut, "err", err)
	}
	return nil, false, err
}

// readReply gives the claims of a reply. One in which there is something, but
// nothing that could be a claim, is unreadable.
func readReply(reply string) ([]proposedClaim, error) {
	body, err := llm.ReadObject(reply, "claims")
	if err != nil {
		return nil, err
	}
	var object struct {
		Claims json.RawMessage `json:"claims"`
	}
	var items []json.RawMessage
	if err := json.Unmarshal(body, &object); err != nil {
		return nil, unreadable(err)
	}
	if err := json.Unmarshal(object.Claims, &items); err != nil {
		items = []json.RawMessage{object.Claims} // a single one, without a list
	}
	var out []proposedClaim
	for _, raw := range items {
		var p proposedClaim
		if err = json.Unmarshal(raw, &p); err == nil && p.whole() && len(out) < maxFromPassage {
			out = append(out, p)
		}
	}
	if len(out) == 0 && len(items) > 0 {
		return nil, unreadable(err)
	}
	return out, nil
}

func unreadable(cause error) error {
	return &llm.Error{Kind: llm.Unreadable, Message: "The model's reply holds no claims in the form that was asked for; use a model that can write JSON.", Err: cause}
}
