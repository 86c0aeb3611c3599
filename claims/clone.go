package claims

import "slices"

// Clone gives a claim that shares nothing with c.
func (c Claim) Clone() Claim {
	c.Context = slices.Clone(c.Context)
	c.People, c.Organizations = slices.Clone(c.People), slices.Clone(c.Organizations)
	c.Where = slices.Clone(c.Where)
	for i, p := range c.Where {
		c.Where[i].Lat, c.Where[i].Lon = cloned(p.Lat), cloned(p.Lon)
	}
	c.Speaker, c.When, c.Event = cloned(c.Speaker), cloned(c.When), cloned(c.Event)
	if c.Casualty = cloned(c.Casualty); c.Casualty != nil {
		c.Casualty.Max = cloned(c.Casualty.Max)
	}
	if c.Ceasefire = cloned(c.Ceasefire); c.Ceasefire != nil {
		c.Ceasefire.Terms, c.Ceasefire.Conditions = slices.Clone(c.Ceasefire.Terms), slices.Clone(c.Ceasefire.Conditions)
	}
	if c.Attribution = cloned(c.Attribution); c.Attribution != nil {
		a := c.Attribution
		a.Source, a.Cue, a.Via = cloned(a.Source), cloned(a.Cue), slices.Clone(a.Via)
		if a.Content = cloned(a.Content); a.Content != nil {
			a.Content.More = slices.Clone(a.Content.More)
		}
	}
	return c
}

// Clone gives an answer that shares nothing with a.
func (a Answer) Clone() Answer {
	a.Sentences = slices.Clone(a.Sentences)
	for i, s := range a.Sentences {
		a.Sentences[i].Citations, a.Sentences[i].Facts = slices.Clone(s.Citations), slices.Clone(s.Facts)
	}
	a.Evidence = slices.Clone(a.Evidence)
	for i, e := range a.Evidence {
		a.Evidence[i].Claim, a.Evidence[i].Labels = e.Clone(), slices.Clone(e.Labels)
	}
	a.Facts = slices.Clone(a.Facts)
	for i, f := range a.Facts {
		a.Facts[i].Min, a.Facts[i].Max, a.Facts[i].Claims = cloned(f.Min), cloned(f.Max), slices.Clone(f.Claims)
	}
	a.Conflicts = slices.Clone(a.Conflicts)
	for i, c := range a.Conflicts {
		sides := slices.Clone(c.Sides)
		for j, side := range sides {
			sides[j].Citations = slices.Clone(side.Citations)
		}
		a.Conflicts[i].Sides = sides
	}
	a.Nearest = slices.Clone(a.Nearest)
	for i, c := range a.Nearest {
		a.Nearest[i] = c.Clone()
	}
	if a.LeftOut = cloned(a.LeftOut); a.LeftOut != nil {
		a.LeftOut.Outlets = slices.Clone(a.LeftOut.Outlets)
	}
	return a
}

func cloned[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}
