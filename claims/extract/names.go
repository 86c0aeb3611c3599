package extract

import (
	"sort"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// nameIndex holds who and what a document names.
type nameIndex struct {
	entities []entity
	namings  []naming // in text order
}

// entity is a person or an organization under its fullest name.
type entity struct {
	name, role, affiliation string
	person                  bool
	gender                  gender
	full                    span // where the fullest name first stands
}

type gender uint8

const (
	anyGender gender = iota
	male
	female
)

// naming is one place in which an entity is named.
type naming struct {
	span
	entity int
}

// in gives the namings within text[start:end].
func (x nameIndex) in(start, end int) []naming {
	first := sort.Search(len(x.namings), func(i int) bool { return x.namings[i].start >= start })
	last := first
	for last < len(x.namings) && x.namings[last].end <= end {
		last++
	}
	return x.namings[first:last]
}

// findNames finds who is named and joins short names to full ones.
func findNames(d *document, names []text.Name) nameIndex {
	var x nameIndex
	byName := map[string]int{} // lower-case full name
	byLast := map[string]int{} // lower-case last name of a person; -1 where two share it
	for _, n := range names {
		if n.Type == text.NamePerson && strings.Contains(n.Text, " ") {
			x.add(n, byName, byLast)
		}
	}
	for _, n := range names {
		if n.Type == text.NamePlace || n.Type == text.NameUnknown && !strings.Contains(n.Text, " ") {
			if _, known := byLast[strings.ToLower(n.Text)]; !known {
				continue
			}
		}
		e := x.find(n, byName, byLast)
		if e < 0 {
			e = x.add(n, byName, byLast)
		}
		x.describe(e, n)
		x.namings = append(x.namings, naming{span{n.Start, n.End}, e})
	}
	return x
}

// find gives the entity that a name means, or -1.
func (x *nameIndex) find(n text.Name, byName, byLast map[string]int) int {
	key := strings.ToLower(n.Text)
	if e, ok := byName[key]; ok {
		return e
	}
	if n.Type != text.NamePerson && n.Type != text.NameUnknown {
		return -1
	}
	if e, ok := byLast[strings.ToLower(text.LastName(n.Text))]; ok && e >= 0 && !strings.Contains(n.Text, " ") {
		return e
	}
	return -1
}

// add makes a new entity of a name, or gives the one that has it.
func (x *nameIndex) add(n text.Name, byName, byLast map[string]int) int {
	key := strings.ToLower(n.Text)
	if e, ok := byName[key]; ok {
		return e
	}
	e := len(x.entities)
	x.entities = append(x.entities, entity{name: n.Text, person: n.Type == text.NamePerson, full: span{n.Start, n.End}})
	byName[key] = e
	if n.Type == text.NamePerson {
		last := strings.ToLower(text.LastName(n.Text))
		if old, taken := byLast[last]; taken && old != e {
			byLast[last] = -1
		} else {
			byLast[last] = e
		}
	}
	return e
}

// describe adds what a naming tells of its entity and is not known yet.
func (x *nameIndex) describe(e int, n text.Name) {
	who := &x.entities[e]
	if who.role == "" {
		who.role, who.affiliation = n.Role, n.Affiliation
	}
	if who.gender == anyGender {
		who.gender = map[string]gender{"m": male, "f": female}[n.Gender]
	}
}

// findPlaces finds the places of the text; names that are persons' are none.
func findPlaces(d *document, tokens []text.Token, names []text.Name) []claims.Place {
	mentions := text.PlacesIn(d.text, tokens, names)
	out := make([]claims.Place, len(mentions))
	for i, m := range mentions {
		out[i] = m.Place
	}
	return out
}

// findDates finds the times of the text, relative to the published time.
func findDates(d *document) []claims.When { return text.FindDates(d.text, d.article.PublishedAt) }
