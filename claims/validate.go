package claims

import (
	"slices"
	"strings"
)

// Validate says whether a claim is whole: known kind, modality and details
// that fit the kind, figures whose bounds are in order. Whether its words
// stand in the article is the gate's to say.
func (c Claim) Validate() error {
	switch {
	case !slices.Contains(Kinds, c.Kind):
		return Errorf(EInvalid, "unknown kind %q", c.Kind)
	case !slices.Contains(Modalities, c.Modality):
		return Errorf(EInvalid, "unknown modality %q", c.Modality)
	case strings.TrimSpace(c.Quote) == "":
		return Errorf(EInvalid, "the claim has no quote")
	case strings.TrimSpace(c.Text) == "":
		return Errorf(EInvalid, "the claim has no text")
	case c.Confidence < 0 || c.Confidence > 1:
		return Errorf(EInvalid, "confidence %v is not within 0 to 1", c.Confidence)
	}
	if c.When != nil {
		if err := c.When.validate(); err != nil {
			return err
		}
	}
	return c.validateDetails()
}

func (c Claim) validateDetails() error {
	if (c.Kind == KindCasualty) != (c.Casualty != nil) || (c.Kind == KindCeasefire) != (c.Ceasefire != nil) || (c.Kind == KindEvent) != (c.Event != nil) {
		return Errorf(EInvalid, "the details of a %s claim are missing or of another kind", c.Kind)
	}
	switch c.Kind {
	case KindCasualty:
		return c.Casualty.validate()
	case KindCeasefire:
		if !slices.Contains(Acts, c.Ceasefire.Act) {
			return Errorf(EInvalid, "unknown ceasefire act %q", c.Ceasefire.Act)
		}
	case KindEvent:
		if c.Event.Nature == "" {
			return Errorf(EInvalid, "the event has no nature")
		}
	case KindStatement:
		if c.Attribution == nil || c.Attribution.Content == nil {
			return Errorf(EInvalid, "the statement has no content")
		}
	}
	return nil
}

func (c Casualty) validate() error {
	if !slices.Contains(Outcomes, c.Outcome) {
		return Errorf(EInvalid, "unknown outcome %q", c.Outcome)
	}
	return c.Figure.Validate()
}

// Validate says whether the bounds of a figure are in order.
func (f Figure) Validate() error {
	switch {
	case !slices.Contains(Qualifiers, f.Qualifier):
		return Errorf(EInvalid, "unknown qualifier %q", f.Qualifier)
	case f.Min < 0:
		return Errorf(EInvalid, "the figure is below zero")
	case f.Max != nil && *f.Max < f.Min:
		return Errorf(EInvalid, "the figure's upper bound %d is below its lower bound %d", *f.Max, f.Min)
	}
	return nil
}

func (w When) validate() error {
	for _, t := range []Time{w.From, w.To} {
		if _, err := ParseTime(string(t)); err != nil || t == "" {
			return Errorf(EInvalid, "%q is not a time", t)
		}
	}
	if w.To.Before(w.From) {
		return Errorf(EInvalid, "the time ends on %s before it begins on %s", w.To, w.From)
	}
	return nil
}
