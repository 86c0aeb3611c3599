package discordtest

import (
	"fmt"
	"reflect"
	"slices"
)

// value checks what was filled in as a client does, and gives what it sends.
func (f *filler) value(o *option, v any) (any, error) {
	if o.Name == f.focused {
		if !o.Autocomplete {
			return nil, fmt.Errorf("it has no autocompletion")
		}
		return v, nil // a client checks nothing while one types
	}
	switch o.Type {
	case stringOption:
		return o.text(v)
	case integerOption, numberOption:
		return o.number(v)
	case booleanOption:
		if b, ok := v.(bool); ok {
			return b, nil
		}
	case userOption, roleOption, channelOption, mentionableOption, attachmentOption:
		return f.resolved.value(o, v)
	}
	return nil, fmt.Errorf("it does not take a %T", v)
}

func (o *option) text(v any) (any, error) {
	s, ok := v.(string)
	n := length(s)
	switch {
	case !ok:
		return nil, fmt.Errorf("it does not take a %T", v)
	case len(o.Choices) > 0:
		return o.chosen(s)
	case n == 0:
		return nil, fmt.Errorf("it is empty")
	case o.MinLength != nil && n < *o.MinLength, o.MaxLength != nil && *o.MaxLength > 0 && n > *o.MaxLength, n > 6000:
		return nil, fmt.Errorf("its length %d is out of bounds", n)
	}
	return s, nil
}

// chosen takes a choice by its name or its value.
func (o *option) chosen(v any) (any, error) {
	for _, c := range o.Choices {
		if c.Name == v || reflect.DeepEqual(c.Value, v) {
			return c.Value, nil
		}
	}
	return nil, fmt.Errorf("%v is none of the choices", v)
}

func (o *option) number(v any) (any, error) {
	var n float64
	switch v := v.(type) {
	case int:
		n = float64(v)
	case float64:
		n = v
	case string:
		return o.chosen(v)
	default:
		return nil, fmt.Errorf("it does not take a %T", v)
	}
	switch {
	case o.Type == integerOption && n != float64(int64(n)):
		return nil, fmt.Errorf("%v is no integer", n)
	case len(o.Choices) > 0:
		return o.chosen(n)
	case o.MinValue != nil && n < *o.MinValue || o.MaxValue != nil && n > *o.MaxValue:
		return nil, fmt.Errorf("%v is out of bounds", n)
	}
	return n, nil
}

// resolver gathers what ids in an interaction stand for.
type resolver struct {
	x       *Interaction
	objects map[string]object
}

func (r *resolver) add(kind, id string, o object) {
	if r.objects == nil {
		r.objects = map[string]object{}
	}
	if r.objects[kind] == nil {
		r.objects[kind] = object{}
	}
	r.objects[kind][id] = o
}

func (r *resolver) wire() object {
	o := object{}
	for kind, list := range r.objects {
		o[kind] = list
	}
	return o
}

func (r *resolver) member(m *Member) {
	r.add("users", m.User.ID, m.User.wire())
	if m.Guild != nil {
		member := m.wire()
		member["permissions"] = m.basePermissions().String()
		r.add("members", m.User.ID, member)
	}
}

func (r *resolver) value(o *option, v any) (any, error) {
	mentionable := o.Type == mentionableOption
	switch v := v.(type) {
	case *Member:
		if o.Type == userOption || mentionable {
			r.member(v)
			return v.User.ID, nil
		}
	case *Role:
		if o.Type == roleOption || mentionable {
			r.add("roles", v.ID, v.wire())
			return v.ID, nil
		}
	case *Channel:
		if o.Type == channelOption && (len(o.ChannelTypes) == 0 || slices.Contains(o.ChannelTypes, v.kind)) {
			wire := v.wire()
			wire["permissions"] = r.x.member.permissionsIn(v).String()
			r.add("channels", v.ID, wire)
			return v.ID, nil
		}
	case File:
		if o.Type == attachmentOption {
			f := r.x.d.store(v, r.x.channel.ID)
			f.ephemeral = true
			r.add("attachments", f.id, f.wire())
			return f.id, nil
		}
	}
	return nil, fmt.Errorf("it does not take this %T", v)
}
