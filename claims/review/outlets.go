package review

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// OutletStore keeps what is said of outlets.
type OutletStore interface {
	// Publishers lists under which names, from which domains the articles of a
	// workspace came. Articles with neither are left out.
	Publishers(ctx context.Context, workspace string) ([]Publisher, error)
	// Marks gives what is said of outlets, agencies and speakers.
	Marks(ctx context.Context, workspace string) (claims.Marks, error)
	// SetMark changes the mark under the key of name, makes it if there is none,
	// forgets it when it says nothing any more, brings in step what is excluded,
	// and writes an audit row, in one transaction. What changes nothing leaves
	// no row.
	SetMark(ctx context.Context, workspace, name string, change MarkChange, by string) (claims.Mark, error)
	// RecheckOff says whether the pages of an outlet are not to be checked
	// again. Either of its name and its domain may be "".
	RecheckOff(ctx context.Context, workspace, outlet, domain string) (bool, error)
}

// Publisher is a name under which articles came, with the domain they came
// from; either may be "".
type Publisher struct {
	Name     string
	Domain   string
	Articles int
	Claims   int // current ones
}

// MarkChange says what a mark is to say; nil leaves as it is.
type MarkChange struct {
	Label, Note         *string
	Excluded, NoRecheck *bool
}

// Apply gives the mark as changed.
func (c MarkChange) Apply(m claims.Mark) claims.Mark {
	for _, s := range []struct{ to, is *string }{{&m.Label, c.Label}, {&m.Note, c.Note}} {
		if s.is != nil {
			*s.to = *s.is
		}
	}
	for _, b := range []struct{ to, is *bool }{{&m.Excluded, c.Excluded}, {&m.NoRecheck, c.NoRecheck}} {
		if b.is != nil {
			*b.to = *b.is
		}
	}
	return m
}

// Cleared is the change after which a mark says nothing.
func Cleared() MarkChange {
	nothing, off := "", false
	return MarkChange{Label: &nothing, Note: &nothing, Excluded: &off, NoRecheck: &off}
}

// Outlet is an outlet of a workspace with what is said of it; an agency or a
// speaker of which something is said has no articles.
type Outlet struct {
	claims.Mark
	Domains  []string `json:"domains,omitempty"`
	Articles int      `json:"articles"`
	Claims   int      `json:"claims"` // current ones
}

// Outlets is where outlets are labelled, left out and taken in again.
type Outlets struct{ store OutletStore }

// NewOutlets makes Outlets over a store.
func NewOutlets(store OutletStore) *Outlets { return &Outlets{store} }

// List gives every outlet of a workspace, those with most articles first, then
// what else is marked. One whose domains are marked differently is several.
func (o *Outlets) List(ctx context.Context, workspace string) ([]Outlet, error) {
	s, err := o.scene(ctx, workspace)
	return s.outlets(), err
}

// Find gives what is known of one outlet, as Note gives it.
func (o *Outlets) Find(ctx context.Context, workspace, name string) (Outlet, error) {
	if err := validName(name); err != nil {
		return Outlet{}, err
	}
	s, err := o.scene(ctx, workspace)
	return s.outlet(name), err
}

// Note changes what is said of an outlet, an agency or a speaker: a label of
// at most MaxLabel characters, a note of at most MaxNote, whether its pages are
// checked again. It is found by name, whatever the case, or by domain; a name
// that no article has yet is taken as it is typed.
func (o *Outlets) Note(ctx context.Context, workspace, name string, change MarkChange, by string) (Outlet, error) {
	change, err := change.cleaned()
	if err == nil {
		err = validName(name)
	}
	if err != nil {
		return Outlet{}, err
	}
	s, err := o.scene(ctx, workspace)
	if err != nil {
		return Outlet{}, err
	}
	return o.set(ctx, workspace, s.target(name), name, change, by)
}

// Exclude leaves the articles of an outlet out of answers from now on, those
// too that are yet to come.
func (o *Outlets) Exclude(ctx context.Context, workspace, name, by string) (Outlet, error) {
	yes := true
	return o.Note(ctx, workspace, name, MarkChange{Excluded: &yes}, by)
}

// Include takes the articles of an outlet in again. claims.EConflict when it
// is excluded with others, by a domain they share.
func (o *Outlets) Include(ctx context.Context, workspace, name, by string) (Outlet, error) {
	no := false
	return o.takeBack(ctx, workspace, name, MarkChange{Excluded: &no}, by)
}

// Clear forgets all that is said of an outlet.
func (o *Outlets) Clear(ctx context.Context, workspace, name, by string) (Outlet, error) {
	return o.takeBack(ctx, workspace, name, Cleared(), by)
}

// takeBack changes every mark of the outlet that is of no other outlet.
func (o *Outlets) takeBack(ctx context.Context, workspace, name string, change MarkChange, by string) (Outlet, error) {
	if err := validName(name); err != nil {
		return Outlet{}, err
	}
	s, err := o.scene(ctx, workspace)
	if err != nil {
		return Outlet{}, err
	}
	found, err := o.set(ctx, workspace, s.target(name), name, change, by)
	for _, key := range s.covering(name) {
		if err == nil && s.isAlone(key, name) {
			found, err = o.set(ctx, workspace, s.marks[key].Name, name, change, by)
		}
	}
	if err == nil && change.Excluded != nil && found.Excluded {
		err = claims.Errorf(claims.EConflict, "%q is still left out, with all that comes from %s; include that instead.", name, strings.Join(found.Domains, ", "))
	}
	return found, err
}

func (o *Outlets) set(ctx context.Context, workspace, target, name string, change MarkChange, by string) (Outlet, error) {
	if _, err := o.store.SetMark(ctx, workspace, target, change, by); err != nil {
		return Outlet{}, err
	}
	s, err := o.scene(ctx, workspace)
	return s.outlet(name), err
}

func (o *Outlets) scene(ctx context.Context, workspace string) (s scene, err error) {
	if s.publishers, err = o.store.Publishers(ctx, workspace); err != nil {
		return s, err
	}
	s.marks, err = o.store.Marks(ctx, workspace)
	return s, err
}

// scene is who publishes in a workspace, and what is said of whom.
type scene struct {
	publishers []Publisher
	marks      claims.Marks
}

func (s scene) outlets() []Outlet {
	type key struct {
		name string
		mark claims.Mark
	}
	rows, shown := map[key]*Outlet{}, map[string]bool{}
	var all []*Outlet
	for _, p := range s.publishers {
		mark := s.marks.OfOutlet(p.Name, p.Domain)
		for _, k := range claims.MarkKeys(p.Name, p.Domain) {
			shown[k] = true
		}
		mark.Name = ""
		k := key{claims.MarkKey(p.shown()), mark}
		if rows[k] == nil {
			mark.Name = p.shown()
			rows[k] = &Outlet{Mark: mark}
			all = append(all, rows[k])
		}
		rows[k].add(p)
	}
	for k, m := range s.marks {
		if !shown[k] {
			all = append(all, &Outlet{Mark: m})
		}
	}
	slices.SortFunc(all, func(a, b *Outlet) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), strings.Compare(claims.MarkKey(a.Name), claims.MarkKey(b.Name)), slices.Compare(a.Domains, b.Domains))
	})
	out := make([]Outlet, len(all))
	for i, o := range all {
		out[i] = *o
	}
	return out
}

func (p Publisher) shown() string { return cmp.Or(p.Name, p.Domain) }

func (o *Outlet) add(p Publisher) {
	o.Articles, o.Claims = o.Articles+p.Articles, o.Claims+p.Claims
	if p.Domain != "" && !slices.Contains(o.Domains, p.Domain) {
		o.Domains = append(o.Domains, p.Domain)
		slices.Sort(o.Domains)
	}
}

// outlet is all that a name or domain stands for, in one.
func (s scene) outlet(name string) (out Outlet) {
	for _, p := range s.publishers {
		if !p.isNamed(name) {
			continue
		}
		mark := s.marks.OfOutlet(p.Name, p.Domain)
		out.Label, out.Note = cmp.Or(out.Label, mark.Label), cmp.Or(out.Note, mark.Note)
		out.Excluded, out.NoRecheck = out.Excluded || mark.Excluded, out.NoRecheck || mark.NoRecheck
		out.Name = cmp.Or(out.Name, p.shown())
		out.add(p)
	}
	if out.Articles == 0 {
		out.Mark = s.marks[claims.MarkKey(name)]
		out.Name = cmp.Or(out.Name, strings.Join(strings.Fields(name), " "))
	}
	return out
}

// isNamed says whether a name, in whatever case, or a domain means p.
func (p Publisher) isNamed(name string) bool {
	return slices.Contains(claims.MarkKeys(p.Name, p.Domain), claims.MarkKey(name))
}

// target gives the name of the mark that is meant: that under the very name,
// else the one that is about the same articles, else a new one, named as
// articles write it.
func (s scene) target(name string) string {
	if m, ok := s.marks[claims.MarkKey(name)]; ok {
		return m.Name
	}
	if covering := s.covering(name); len(covering) == 1 && s.isAlone(covering[0], name) && s.isAllOf(covering[0], name) {
		return s.marks[covering[0]].Name
	}
	for _, p := range s.publishers {
		if claims.MarkKey(p.Name) == claims.MarkKey(name) {
			return p.Name
		}
	}
	if key := claims.MarkKey(name); strings.Contains(key, ".") && !strings.Contains(key, " ") {
		return key // a domain, which may have been typed as an address
	}
	return strings.Join(strings.Fields(name), " ")
}

// covering gives the keys of the marks that are about what a name stands for.
func (s scene) covering(name string) (keys []string) {
	for _, p := range s.publishers {
		for _, k := range claims.MarkKeys(p.Name, p.Domain) {
			if _, ok := s.marks[k]; ok && p.isNamed(name) && !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
	}
	return keys
}

// isAlone says whether the mark is about nothing that the name does not stand
// for, isAllOf whether it is about all that it does.
func (s scene) isAlone(key, name string) bool {
	return !slices.ContainsFunc(s.publishers, func(p Publisher) bool { return p.isNamed(key) && !p.isNamed(name) })
}

func (s scene) isAllOf(key, name string) bool {
	return !slices.ContainsFunc(s.publishers, func(p Publisher) bool { return p.isNamed(name) && !p.isNamed(key) })
}
