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
	starts   []int    // where names begin, also those of nobody known
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
	names = cutEpithets(d, names)
	roster := text.NewRoster(names)
	var x nameIndex
	byName := map[string]int{} // lower-case full name
	for _, n := range names {
		x.starts = append(x.starts, n.Start)
		full := n
		if n.Type == text.NamePerson || n.Type == text.NameUnknown {
			if r, ok := roster.Resolve(n.Text); ok {
				full = r
			}
		}
		if full.Type == text.NamePlace || full.Type == text.NameUnknown {
			continue
		}
		key := strings.ToLower(full.Text)
		e, known := byName[key]
		if !known {
			e = len(x.entities)
			byName[key] = e
			x.entities = append(x.entities, entity{name: full.Text, person: full.Type == text.NamePerson, full: span{full.Start, full.Start + len(full.Text)}})
		}
		x.describe(e, full)
		x.describe(e, n)
		if who := &x.entities[e]; who.gender == anyGender && who.role == "" && d.isThing(n.End) {
			who.person = false
		}
		if home := d.homeAfter(n.End); x.entities[e].person && x.entities[e].affiliation == "" && !home.empty() {
			x.entities[e].affiliation = home.in(d.text)
		}
		x.namings = append(x.namings, naming{span{n.Start, n.End}, e})
	}
	return x
}

// isThing says whether ", which" follows a name that ends at the byte at: no
// person is told of so.
func (d *document) isThing(at int) bool {
	i := d.tokenAt(at)
	return d.lowerAt(i) == "," && d.lowerAt(i+1) == "which"
}

// cutEpithets takes from "Defiant Putin" at a sentence's start the word that
// is no given name, where the text names someone else so in full.
func cutEpithets(d *document, names []text.Name) []text.Name {
	given := map[string]string{} // last name to the first of its full names
	for _, n := range names {
		if first, last, ok := strings.Cut(n.Text, " "); ok && n.Type == text.NamePerson && n.Gender != "" {
			given[last] = first
		}
	}
	out := make([]text.Name, len(names))
	for i, n := range names {
		out[i] = n
		first, last, ok := strings.Cut(n.Text, " ")
		if !ok || n.Type != text.NamePerson || n.Gender != "" || given[last] == "" || given[last] == first {
			continue
		}
		if s := d.sentenceAt(n.Start); s >= 0 && d.sentences[s].Start == n.Start {
			out[i].Text, out[i].Start = last, n.End-len(last)
		}
	}
	return out
}

// describe adds what a naming tells of its entity and is not known yet.
func (x *nameIndex) describe(e int, n text.Name) {
	who := &x.entities[e]
	role, _, _ := strings.Cut(n.Role, " ")
	if who.role == "" && !strings.HasSuffix(strings.ToLower(role), "ing") {
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

// findDates finds the times of the text, relative to when it was published.
func findDates(d *document) []claims.When { return text.ArticleDates(d.article) }
