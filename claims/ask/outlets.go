package ask

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// Outlets tells what is said of outlets, agencies and speakers.
type Outlets interface {
	Marks(ctx context.Context, workspace string) (claims.Marks, error)
}

// marksOf gives what is said in a workspace, in the form to look it up.
func (a *Asker) marksOf(ctx context.Context, workspace string) (marks, error) {
	if a.o.Outlets == nil {
		return marks{}, nil
	}
	all, err := a.o.Outlets.Marks(ctx, workspace)
	return newMarks(all), err
}

// marks are found by spellings of a name, and by its words in any order:
// "Russia’s defence ministry" is the "Russian Ministry of Defence".
type marks struct {
	all     claims.Marks
	byTerms map[string]claims.Mark
}

func newMarks(all claims.Marks) marks {
	m := marks{all: all, byTerms: map[string]claims.Mark{}}
	for _, mark := range all {
		if key := termKey(mark.Name); key != "" && isSaid(mark) {
			m.byTerms[key] = mark
		}
	}
	return m
}

func isSaid(m claims.Mark) bool { return m.Label != "" || m.Note != "" }

func termKey(name string) string {
	terms := text.Terms(name)
	slices.Sort(terms)
	return strings.Join(slices.Compact(terms), " ")
}

// named gives what is said of a name, person saying that it is somebody's.
func (m marks) named(name string, person bool) (claims.Mark, bool) {
	if mark, ok := m.all[claims.MarkKey(name)]; ok && isSaid(mark) {
		return mark, true
	}
	if mark, ok := m.byTerms[termKey(name)]; ok {
		return mark, true
	}
	if !person {
		return claims.Mark{}, false
	}
	for _, key := range slices.Sorted(maps.Keys(m.byTerms)) {
		if mark := m.byTerms[key]; text.SameName(mark.Name, name) {
			return mark, true
		}
	}
	return claims.Mark{}, false
}

// labels gives what is said of the outlet of a claim, of its speaker, and of
// those it came by.
func (m marks) labels(c claims.Claim, a claims.Article) (out []claims.Label) {
	if len(m.all) == 0 {
		return nil
	}
	add := func(of, name string, mark claims.Mark) {
		l := claims.Label{Of: of, Name: name, Label: mark.Label, Note: mark.Note}
		if isSaid(mark) && !slices.ContainsFunc(out, func(o claims.Label) bool { return o.Name == name }) {
			out = append(out, l)
		}
	}
	add(claims.OfOutlet, outletPhrase(a), m.all.Of(a))
	for _, n := range speakerNames(c) {
		if mark, ok := m.named(n.full, n.person); ok {
			add(claims.OfSpeaker, n.shown, mark)
			break
		}
	}
	for _, name := range viaNames(c, a) {
		mark, _ := m.named(name, false)
		add(claims.OfVia, name, mark)
	}
	return out
}

// speakerName is a name by which a claim's speaker may be marked, and what of it
// stands in sentences.
type speakerName struct {
	full, shown string
	person      bool
}

// speakerNames lists the names of a claim's speaker, best first.
func speakerNames(c claims.Claim) (names []speakerName) {
	add := func(full, shown string, person bool) {
		if full != "" && shown != "" {
			names = append(names, speakerName{full, shown, person})
		}
	}
	name := ""
	if s := c.Speaker; s != nil {
		name = s.Name
		add(name, name, s.Type == claims.SpeakerPerson)
		if s.Affiliation != "" && s.Type != claims.SpeakerPerson {
			add(s.Affiliation+" "+name, name, false)
		}
		add(s.Role, s.Role, false)
	}
	if c.Attribution != nil && c.Attribution.Source != nil {
		full := c.Attribution.Source.Text
		if name == "" || !strings.Contains(strings.ToLower(full), strings.ToLower(name)) {
			name = full
		}
		add(full, name, false)
	}
	return names
}

func viaNames(c claims.Claim, a claims.Article) (names []string) {
	if c.Attribution != nil {
		for _, v := range c.Attribution.Via {
			names = append(names, v.Name)
		}
	}
	return append(names, a.Via...)
}

// Labels gives what is said in a workspace of who stands behind a claim, to
// show beside it.
func (a *Asker) Labels(ctx context.Context, workspace string, c claims.Claim, article claims.Article) ([]claims.Label, error) {
	m, err := a.marksOf(ctx, workspace)
	return m.labels(c, article), err
}

// apart takes the hits of excluded outlets from among the others.
func apart(hits []Hit) (kept, excluded []Hit) {
	for _, h := range hits {
		if h.Excluded {
			excluded = append(excluded, h)
		} else {
			kept = append(kept, h)
		}
	}
	return kept, excluded
}

// leftOut counts the claims that would have answered but for their outlets.
// Where all articles are of such, it says so although it counts none.
func leftOut(fit []candidate, stats Stats) *claims.LeftOut {
	if len(fit) == 0 && (stats.Excluded == 0 || stats.Articles > 0) {
		return nil
	}
	out := &claims.LeftOut{Claims: len(fit), Outlets: []string{}}
	for _, c := range fit {
		name := outletPhrase(c.hit.Article)
		if !slices.Contains(out.Outlets, name) {
			out.Outlets = append(out.Outlets, name)
		}
	}
	slices.Sort(out.Outlets)
	return out
}
