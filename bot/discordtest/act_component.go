package discordtest

import (
	"slices"
)

// Click presses a button, found by its label or custom id on what the message
// shows by now.
func (m *Member) Click(msg Message, name string) *Interaction {
	var x *Interaction
	m.d.change(func() { x = m.click(msg.of, name) })
	return x
}

// Select chooses in a select, found by its placeholder or custom id, by the
// labels or values of its options; in one for people, roles or channels by
// their ids.
func (m *Member) Select(msg Message, name string, choices ...string) *Interaction {
	var x *Interaction
	m.d.change(func() { x = m.choose(msg.of, name, choices) })
	return x
}

// use makes the interaction of a component, refused if the person cannot use
// it.
func (m *Member) use(msg *message, name string) (*Interaction, *Component) {
	x := m.d.newInteraction(componentInteraction, msg.channel, m.User)
	x.name, x.source = name, msg
	if msg.deleted || !msg.seenBy(m.User) {
		x.refuse("%s does not see the message", m.Name)
		return x, nil
	}
	part := msg.snapshot().Find(name)
	switch {
	case part == nil:
		x.refuse("the message has only %q", msg.snapshot().Buttons())
	case part.Disabled:
		x.refuse("it is disabled")
	}
	return x, part
}

func (m *Member) click(msg *message, name string) *Interaction {
	x, b := m.use(msg, name)
	switch {
	case x.refused != nil:
	case b.Type != Button:
		x.refuse("it is no button")
	case b.Style == LinkButton || b.Style == PremiumButton:
		x.refuse("it is a link to %s", b.URL)
	default:
		x.send(object{"component_type": Button, "custom_id": b.CustomID, "id": b.ID})
	}
	return x
}

func (m *Member) choose(msg *message, name string, choices []string) *Interaction {
	x, s := m.use(msg, name)
	if x.refused != nil {
		return x
	}
	if !s.isSelect() {
		return x.refuse("it is no select")
	}
	least, most := 1, 1
	if s.MinValues != nil {
		least = *s.MinValues
	}
	if s.MaxValues != nil {
		most = *s.MaxValues
	}
	if len(choices) < least || len(choices) > most {
		return x.refuse("it takes %d to %d choices, not %d", least, most, len(choices))
	}
	values, r := []string{}, resolver{x: x}
	for _, choice := range choices {
		value, ok := x.pick(s, choice, &r)
		if !ok || slices.Contains(values, value) {
			return x.refuse("%q cannot be chosen", choice)
		}
		values = append(values, value)
	}
	data := object{"component_type": s.Type, "custom_id": s.CustomID, "id": s.ID, "values": values}
	if s.Type != StringSelect {
		data["resolved"] = r.wire()
	}
	return x.send(data)
}

// pick finds what a choice stands for.
func (x *Interaction) pick(s *Component, choice string, r *resolver) (value string, ok bool) {
	if s.Type == StringSelect {
		i := slices.IndexFunc(s.Options, func(o SelectOption) bool { return o.Label == choice || o.Value == choice })
		if i < 0 {
			return "", false
		}
		return s.Options[i].Value, true
	}
	g := x.channel.guild
	if g == nil {
		return "", false
	}
	people, roles := s.Type == UserSelect || s.Type == MentionableSelect, s.Type == RoleSelect || s.Type == MentionableSelect
	if m := g.member(choice); m != nil && people {
		r.member(m)
		return choice, true
	}
	if role := g.role(choice); role != nil && roles {
		r.add("roles", choice, role.wire())
		return choice, true
	}
	if ch := x.d.channels[choice]; ch != nil && ch.guild == g && s.Type == ChannelSelect {
		r.add("channels", choice, ch.wire())
		return choice, true
	}
	return "", false
}
