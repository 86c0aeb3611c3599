package ask

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/claims/text"
	"github.com/claimbot/claimbot/llm"
)

// withinDefault is how long a model may take to compose an answer.
const withinDefault = 20 * time.Second

// What members are told when the model did not compose an answer.
const (
	tooLate   = "The language model did not answer in time; this answer is put together from the articles' own words."
	noSense   = "The language model's reply could not be used; this answer is put together from the articles' own words."
	notHeld   = "What the language model wrote did not hold against the articles; this answer is put together from their own words."
	notFound  = "The language model found no answer in the articles; these are the words that come closest."
	unhelpful = "The language model could not be asked; this answer is put together from the articles' own words."
)

// composeByModel has the model write the answer. plain is what there is
// without it, and what is left when the model is down, writes rubbish, sees no
// answer, or when its first sentence does not hold.
func (a *Asker) composeByModel(ctx context.Context, in composing, plain composed) composed {
	m := modelling{asker: a, in: in, plain: plain, offered: offer(in.q, in.found, in.fitting, plain.draft.Answer.Sentences)}
	if !m.worthAsking() {
		return plain
	}
	written, tokens, err := m.write(ctx)
	plain.draft.Answer.Tokens = tokens
	switch {
	case err != nil:
		a.o.Slog.Info("the model did not compose an answer", "kind", llm.KindOf(err), "err", err)
		plain.fallback = a.fallback(ctx, err)
		return plain
	case !written.answerable:
		return plain.because(notFound)
	}
	sentences, fallen := m.hold(written.sentences)
	plain.fallen = append(plain.fallen, fallen...)
	a.tell(fallen)
	if len(sentences) == 0 {
		return plain.because(notHeld)
	}
	c := plain
	c.reason, c.nearest = "", nil
	c.draft.Answer.Engine, c.draft.Answer.Sentences = claims.EngineLLM, sentences
	c.draft.Retrieved = m.retrieved()
	return c
}

// because says why an extractive answer stands in place of the model's. A
// refusal needs no such reason: nothing was to be had.
func (c composed) because(why string) composed {
	if c.reason == "" {
		c.fallback = why
	}
	return c
}

// modelling is one answer on its way through the model.
type modelling struct {
	asker   *Asker
	in      composing
	plain   composed
	offered []candidate
}

// worthAsking says whether the model could write anything that would be shown.
func (m modelling) worthAsking() bool {
	return slices.ContainsFunc(m.offered, func(c candidate) bool { return m.mayLead([]candidate{c}) })
}

func (m modelling) mayLead(cited []candidate) bool {
	return mayLead(m.in.q, cited, m.in.fitting, m.plain.draft.Answer.Sentences)
}

// retrieved gives everything that sentences and conflicts may cite.
func (m modelling) retrieved() []proof.Retrieved {
	all := slices.Clone(m.in.fitting)
	for _, c := range m.offered {
		if !slices.ContainsFunc(all, c.is) {
			all = append(all, c)
		}
	}
	return m.in.marks.retrieved(all)
}

// write asks the model, and waits only so long.
func (m modelling) write(ctx context.Context) (composition, claims.Tokens, error) {
	r, err := request(m.in.q, m.in.earlier, m.offered, m.plain.draft)
	if err != nil {
		return composition{}, claims.Tokens{}, err
	}
	within := m.asker.o.Within
	if within <= 0 {
		within = withinDefault
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	reply, err := m.asker.o.Model.Generate(ctx, r)
	tokens := claims.Tokens{Prompt: reply.Tokens.Prompt, Completion: reply.Tokens.Completion}
	if err != nil {
		return composition{}, tokens, err
	}
	ids := map[string]string{}
	for i, c := range m.offered {
		ids[alias(i)] = c.claim.ID
	}
	written, err := readComposition(reply.Text, ids)
	return written, tokens, err
}

// hold gives the sentences that may be shown, none when the first does not
// hold: what follows it says nothing without it.
func (m modelling) hold(written []claims.Sentence) (kept []claims.Sentence, fallen []proof.Fallen) {
	for i, s := range written {
		held, f := m.check(s, i == 0)
		switch {
		case f != nil:
			fallen = append(fallen, *f)
			if i == 0 {
				return nil, fallen
			}
		case !repeats(held, kept):
			kept = append(kept, held)
		}
	}
	return m.led(kept), fallen
}

// check holds one sentence to the guard and to the verifier.
func (m modelling) check(s claims.Sentence, leads bool) (claims.Sentence, *proof.Fallen) {
	s, fallen := m.verified(s)
	if fallen != nil {
		return s, fallen
	}
	cited := m.cited(s)
	why := misleads(s.Text, cited)
	if why == "" && leads && !m.mayLead(cited) {
		why = "rests on another figure or position than was asked for"
	}
	if why != "" {
		f := fell(s, why)
		return s, &f
	}
	return s, nil
}

// verified gives the sentence with those of its citations that hold. Models
// cite generously; a claim that does not say all of a sentence is no proof of
// it, and what is left must be proof enough by itself.
func (m modelling) verified(s claims.Sentence) (claims.Sentence, *proof.Fallen) {
	fallen := m.verify(s)
	if fallen == nil || len(s.Citations) < 2 {
		return s, fallen
	}
	var holding []string
	for _, id := range s.Citations {
		if m.verify(claims.Sentence{Text: s.Text, Citations: []string{id}}) == nil {
			holding = append(holding, id)
		}
	}
	if len(holding) == 0 {
		return s, fallen
	}
	s.Citations = holding
	return s, nil
}

func (m modelling) verify(s claims.Sentence) *proof.Fallen {
	draft := proof.Draft{Answer: claims.Answer{Sentences: []claims.Sentence{s}}, Retrieved: marks{}.retrieved(m.offered), Prose: true}
	_, fallen, ok := proof.Verify(draft)
	if ok || len(fallen) == 0 {
		return nil
	}
	return &fallen[0]
}

func (m modelling) cited(s claims.Sentence) []candidate {
	var out []candidate
	for _, c := range m.offered {
		if slices.Contains(s.Citations, c.claim.ID) {
			out = append(out, c)
		}
	}
	return out
}

// led puts before the model's sentences what only code may say: that sources
// disagree on a figure, whether a position means yes or no, and what was
// replaced since.
func (m modelling) led(kept []claims.Sentence) []claims.Sentence {
	plain := m.plain.draft.Answer
	if len(kept) == 0 || len(plain.Sentences) == 0 {
		return kept
	}
	replaced := replacedBy(plain.Sentences)
	for i, s := range kept {
		if i > 0 && !slices.ContainsFunc(s.Citations, func(id string) bool { return !replaced[id] }) {
			kept[i].Text = earlier + s.Text
		}
	}
	switch q := m.in.q; {
	case q.Want == WantCount && len(plain.Conflicts) > 0:
		return append(plain.Sentences[:1:1], kept...)
	case q.Want == WantHappened && q.Act != "":
		for _, c := range m.in.fitting {
			if c.claim.ID == plain.Sentences[0].Citations[0] {
				return m.withVerdict(kept, verdictPrefix(verdictOf(q.Act, c.claim), c))
			}
		}
	}
	return kept
}

// earlier begins the sentences of the extractive answer about what a later
// claim replaced.
const earlier = "Earlier: "

// replacedBy gives the claims that the extractive answer calls earlier ones.
func replacedBy(sentences []claims.Sentence) map[string]bool {
	replaced := map[string]bool{}
	for _, s := range sentences {
		if strings.HasPrefix(s.Text, earlier) {
			for _, id := range s.Citations {
				replaced[id] = true
			}
		}
	}
	return replaced
}

// withVerdict puts the verdict before the first sentence; where that does not
// hold together, before the extractive one.
func (m modelling) withVerdict(kept []claims.Sentence, prefix string) []claims.Sentence {
	lead := kept[0]
	lead.Text = prefix + lead.Text
	if m.verify(lead) != nil {
		lead = m.plain.draft.Answer.Sentences[0]
	}
	return append([]claims.Sentence{lead}, kept[1:]...)
}

// repeats says whether a sentence says nothing that one before it does not.
func repeats(s claims.Sentence, kept []claims.Sentence) bool {
	return slices.ContainsFunc(kept, func(k claims.Sentence) bool { return containsAll(termSet(k.Text), text.Terms(s.Text)) })
}

// statusTeller is a model that knows how things stand with it, as [llm.Guard]
// does.
type statusTeller interface {
	Status(ctx context.Context) llm.Status
}

// fallback says for members why the model did not compose an answer.
func (a *Asker) fallback(ctx context.Context, err error) string {
	if s, ok := a.o.Model.(statusTeller); ok {
		if status := s.Status(ctx); !status.Serving && status.Members != "" {
			return status.Members
		}
	}
	switch kind := llm.KindOf(err); {
	case kind.Lasting():
		return llm.Resting
	case kind == llm.Busy, kind == llm.Unavailable, errors.Is(err, context.DeadlineExceeded):
		return tooLate
	case kind == llm.Unreadable, kind == llm.Refused:
		return noSense
	}
	return unhelpful
}
