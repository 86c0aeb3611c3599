package discordtest

import (
	"fmt"
	"maps"
	"slices"
)

// Modal is a form that the bot opened.
type Modal struct {
	Title, CustomID string
	Inputs          []Component // text inputs, as the person sees them

	components []Component
}

// Modal waits for the form that the interaction opens.
func (x *Interaction) Modal() Modal {
	x.d.t.Helper()
	x.Reply()
	x.d.mu.Lock()
	defer x.d.mu.Unlock()
	if x.modal == nil {
		x.d.t.Errorf("discordtest: %s opened no modal", x.name)
		return Modal{}
	}
	return *x.modal
}

// Submit sends the form with what the person typed, by the inputs' labels or
// custom ids; the others keep what the bot filled in.
func (x *Interaction) Submit(values map[string]string) *Interaction {
	x.d.t.Helper()
	x.Modal()
	var y *Interaction
	x.d.change(func() { y = x.submit(values) })
	return y
}

func (x *Interaction) submit(values map[string]string) *Interaction {
	y := x.d.newInteraction(modalInteraction, x.channel, x.user)
	y.name = x.name + ", submitted"
	refuse := func(format string, args ...any) *Interaction {
		y.refused = x.d.refuse(y.name, format, args...)
		return y
	}
	switch {
	case x.modal == nil:
		return refuse("there is no modal")
	case x.submitted:
		return refuse("the modal is closed")
	}
	y.name, y.source = x.modal.Title, x.source
	left := maps.Clone(values)
	parts, err := fillIn(x.modal.components, left)
	if err != nil {
		return refuse("%v", err)
	}
	for name := range left {
		return refuse("the modal has no input %q", name)
	}
	x.submitted = true
	return y.send(object{"custom_id": x.modal.CustomID, "components": parts})
}

// fillIn gives the components as they are submitted and takes from values what
// was used.
func fillIn(components []Component, values map[string]string) ([]object, error) {
	parts := []object{}
	for i := range components {
		part := &components[i]
		o := object{"type": part.Type, "id": part.ID}
		switch part.Type {
		case ActionRow:
			below, err := fillIn(part.Components, values)
			if err != nil {
				return nil, err
			}
			o["components"] = below
		case Label:
			input := *part.Component
			input.Label = part.Label
			below, err := fillIn([]Component{input}, values)
			if err != nil {
				return nil, err
			}
			o["component"] = below[0]
		case TextInput:
			value, err := part.typed(values)
			if err != nil {
				return nil, err
			}
			o["custom_id"], o["value"] = part.CustomID, value
		}
		parts = append(parts, o)
	}
	return parts, nil
}

// typed is what stands in an input, if the client takes it.
func (c *Component) typed(values map[string]string) (string, error) {
	value := c.Value
	for _, name := range []string{c.Label, c.CustomID} {
		if v, ok := values[name]; ok {
			value = v
			delete(values, name)
		}
	}
	least, longest := 0, 4000
	if c.MinLength != nil {
		least = *c.MinLength
	}
	if c.MaxLength != nil {
		longest = *c.MaxLength
	}
	n := length(value)
	switch {
	case n == 0 && (c.Required == nil || *c.Required):
		return "", fmt.Errorf("%q is required", c.Label)
	case n > longest:
		return "", fmt.Errorf("%q takes %d characters, not %d", c.Label, longest, n)
	case n > 0 && n < least:
		return "", fmt.Errorf("%q wants %d characters", c.Label, least)
	}
	return value, nil
}

// modalRules are those that the document does not hold.
func (c *call) modalRules(components []Component) {
	if len(components) > 5 {
		c.form.add("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	for i, row := range components {
		path := fmt.Sprintf("data.components.%d", i)
		if row.Type == ActionRow && (len(row.Components) != 1 || row.Components[0].Label == "") {
			c.form.add(path+".components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A row of a modal holds one text input with a label.")
		}
	}
	inputs := slices.Collect(walk(components))
	for _, in := range inputs {
		if in.Type != TextInput {
			continue
		}
		if in.MinLength != nil && in.MaxLength != nil && *in.MinLength > *in.MaxLength {
			c.form.add("data.components", "TEXT_INPUT_COMPONENT_MIN_MAX", "min_length of %q is above max_length", in.CustomID)
		}
		if in.MaxLength != nil && length(in.Value) > *in.MaxLength {
			c.form.add("data.components", "BASE_TYPE_MAX_LENGTH", "The value of %q is longer than its max_length %d.", in.CustomID, *in.MaxLength)
		}
		c.form.longest("data.components", in.Value, 4000)
	}
	c.customIDs("data.", components)
}

// openModal is the callback that opens a form.
func (x *Interaction) openModal(c *call) *apiError {
	var body struct {
		Data struct {
			Title      string      `json:"title"`
			CustomID   string      `json:"custom_id"`
			Components []Component `json:"components"`
		} `json:"data"`
	}
	if err := c.into(&body); err != nil {
		return err
	}
	c.modalRules(body.Data.Components)
	if err := c.form.err(); err != nil {
		return err
	}
	complete(body.Data.Components)
	x.modal = &Modal{Title: body.Data.Title, CustomID: body.Data.CustomID, components: body.Data.Components}
	for part := range walk(body.Data.Components) {
		switch {
		case part.Type == TextInput && part.Label != "":
			x.modal.Inputs = append(x.modal.Inputs, *part)
		case part.Type == Label:
			input := *part.Component
			input.Label = part.Label
			x.modal.Inputs = append(x.modal.Inputs, input)
		}
	}
	return nil
}
