package discordtest

import (
	"fmt"
	"slices"
)

// rowRules are those of messages without Components V2: five rows at most, and
// nothing but rows.
func (c *call) rowRules(at string, components []Component) {
	if len(components) > 5 {
		c.form.add(at+"components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	for i, row := range components {
		path := fmt.Sprintf("%scomponents.%d", at, i)
		if row.Type != ActionRow {
			c.form.add(path+".type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1,) without the flag IS_COMPONENTS_V2.")
			continue
		}
		c.rowRule(path, row)
	}
}

// rowRule wants buttons alone, or one select alone.
func (c *call) rowRule(path string, row Component) {
	for j := range row.Components {
		part := &row.Components[j]
		below := fmt.Sprintf("%s.components.%d", path, j)
		switch {
		case part.Type == Button:
			c.buttonRule(below, part)
		case part.isSelect() && len(row.Components) == 1:
			c.selectRule(below, part)
		case part.isSelect():
			c.form.add(path+".components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")
		default:
			c.form.add(below+".type", "UNION_TYPE_CHOICES", "A row of a message holds buttons or a select.")
		}
	}
}

func (c *call) buttonRule(path string, b *Component) {
	if b.Label == "" && b.Emoji == nil && b.Style != PremiumButton {
		c.form.add(path+".label", "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button needs a label or an emoji.")
	}
	switch b.Style {
	case LinkButton:
		c.form.required(path+".url", b.URL)
		c.form.url(path+".url", b.URL, "http", "https", "discord")
		if b.CustomID != "" {
			c.form.add(path+".custom_id", "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified")
		}
	case PremiumButton:
	default:
		c.form.required(path+".custom_id", b.CustomID)
		if b.URL != "" {
			c.form.add(path+".url", "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified")
		}
	}
}

func (c *call) selectRule(path string, s *Component) {
	most, least := 1, 1
	if s.MaxValues != nil {
		most = *s.MaxValues
	}
	if s.MinValues != nil {
		least = *s.MinValues
	}
	if least > most || s.Type == StringSelect && most > len(s.Options) {
		c.form.add(path+".max_values", "SELECT_COMPONENT_MIN_MAX", "min_values %d and max_values %d do not fit %d options.", least, most, len(s.Options))
	}
	values := map[string]bool{}
	chosen := 0
	for i, o := range s.Options {
		if values[o.Value] {
			c.form.add(fmt.Sprintf("%s.options.%d.value", path, i), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
		}
		values[o.Value] = true
		if o.Default {
			chosen++
		}
	}
	if chosen > most {
		c.form.add(path+".options", "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "%d options are chosen by default, %d at most may be.", chosen, most)
	}
}

// layoutRules are those of Components V2.
func (c *call) layoutRules(at string, next content) {
	if next.text != "" || len(next.embeds) > 0 {
		c.form.add(at+"flags", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
			"The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2")
	}
	count, text := 0, 0
	for part := range walk(next.components) {
		count++
		if part.Type == TextDisplay {
			text += length(part.Content)
		}
	}
	if count > 40 {
		c.form.add(at+"components", "BASE_TYPE_BAD_LENGTH", "Must be 40 or fewer in all; there are %d.", count)
	}
	if text > 4000 {
		c.form.add(at+"components", "COMPONENT_MAX_TOTAL_COMPONENT_TEXT_SIZE_EXCEEDED", "All texts together must be 4000 or fewer in length; they are %d.", text)
	}
	for i := range next.components {
		c.partRule(fmt.Sprintf("%scomponents.%d", at, i), &next.components[i], true)
	}
}

// topLevel are the components that stand by themselves in Components V2.
var topLevel = []int{ActionRow, Section, TextDisplay, MediaGallery, FileDisplay, Separator, Container}

func (c *call) partRule(path string, part *Component, top bool) {
	switch {
	case !slices.Contains(topLevel, part.Type) || part.Type == Container && !top:
		c.form.add(path+".type", "UNION_TYPE_CHOICES", "A component of type %d cannot stand here.", part.Type)
	case part.Type == ActionRow:
		c.rowRule(path, *part)
	case part.Type == Section && part.Accessory.Type == Button:
		c.buttonRule(path+".accessory", part.Accessory)
	case part.Type == Container:
		for i := range part.Components {
			c.partRule(fmt.Sprintf("%s.components.%d", path, i), &part.Components[i], false)
		}
	}
}

// customIDs must differ within a message, as must ids.
func (c *call) customIDs(at string, components []Component) {
	names, ids := map[string]bool{}, map[int]bool{}
	for part := range walk(components) {
		if part.CustomID != "" && names[part.CustomID] {
			c.form.add(at+"components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated: %q", part.CustomID)
		}
		if part.ID != 0 && ids[part.ID] {
			c.form.add(at+"components", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated: %d", part.ID)
		}
		names[part.CustomID], ids[part.ID] = true, true
	}
}
