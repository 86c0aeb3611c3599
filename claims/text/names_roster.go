package text

import (
	"slices"
	"strings"
)

// Roster knows the persons of one text by their full names, so that "Zelensky"
// and "President Zelensky" can be told as whom they mean.
type Roster struct {
	full   []Name           // full names, in text order, with roles merged
	bySurn map[string][]int // folded surname -> which of full
}

// NewRoster takes the names of a text, as [FindNames] gives them.
func NewRoster(names []Name) *Roster {
	r := &Roster{bySurn: map[string][]int{}}
	for _, n := range names {
		if n.Type == NamePerson && len(nameWords(n.Text)) > 1 {
			r.add(n)
		}
	}
	for _, n := range names {
		if n.Type != NamePerson || len(nameWords(n.Text)) != 1 {
			continue
		}
		if full, ok := r.one(n.Text); ok {
			merge(&r.full[full], n)
		}
	}
	return r
}

// add takes in a full name, or merges it with an equal one.
func (r *Roster) add(n Name) {
	surname := surnameKey(n.Text)
	for _, i := range r.bySurn[surname] {
		if SameName(r.full[i].Text, n.Text) {
			if len(nameWords(n.Text)) > len(nameWords(r.full[i].Text)) && r.full[i].Start > n.Start {
				r.full[i].Text = n.Text
			}
			merge(&r.full[i], n)
			return
		}
	}
	r.bySurn[surname] = append(r.bySurn[surname], len(r.full))
	r.full = append(r.full, n)
}

func merge(into *Name, n Name) {
	if into.Role == "" {
		into.Role, into.Affiliation = n.Role, n.Affiliation
	}
	if into.Affiliation == "" {
		into.Affiliation = n.Affiliation
	}
	if into.Gender == "" {
		into.Gender = n.Gender
	}
}

func surnameKey(name string) string {
	words := nameWords(LastName(name))
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// one gives the only full name that a shorter one can mean.
func (r *Roster) one(name string) (int, bool) {
	at := -1
	for _, i := range r.bySurn[surnameKey(name)] {
		if !SameName(r.full[i].Text, name) {
			continue
		}
		if at >= 0 {
			return 0, false
		}
		at = i
	}
	return at, at >= 0
}

// Resolve gives the full name, with role and gender where the text tells them,
// that a shorter name or one with a title means. It is false for a name that
// the text never gives in full, and where several persons share it.
func (r *Roster) Resolve(name string) (Name, bool) {
	if i, ok := r.one(name); ok {
		return r.full[i], true
	}
	words := nameWords(name)
	gender := ""
	for _, w := range Tokens(name) {
		if g := titleGender(strings.ToLower(w.In(name))); g != "" {
			gender = g
			break
		}
	}
	if gender == "" || len(words) != 1 {
		return Name{}, false
	}
	var found []Name // "Mrs Clinton" where the text has a Mr Clinton, too
	for _, i := range r.bySurn[words[0]] {
		if g := r.full[i].Gender; g == gender {
			found = append(found, r.full[i])
		} else if g == "" {
			return Name{}, false
		}
	}
	if len(found) == 1 {
		return found[0], true
	}
	return Name{}, false
}

// Persons gives the full names of the roster, in text order.
func (r *Roster) Persons() []Name { return slices.Clone(r.full) }
