package text

import "strings"

// readBefore reads the role in small letters before a name: "army chief",
// "Ukraine's leader", "former president", "the Kremlin spokesperson, ". It
// says whether there is one.
func (r *nameReader) readBefore(n *Name, i int) bool {
	end := i
	apposition := false
	if r.mark(end-1) == "," && end > 1 && isRole(r.word(end-2)) { // "the US secretary of state, Marco Rubio"
		end--
		apposition = true
	} else if r.mark(end-1) == "," && end > 3 && r.word(end-3) == "of" && isRole(r.word(end-4)) {
		end--
		apposition = true
	}
	from := end
	for from > 0 && end-from < 6 && r.isRolePart(from-1, from == end) {
		from--
	}
	for from < end && !r.startsRole(from) {
		from++
	}
	if from == end {
		return false
	}
	if apposition && !r.articled(from) {
		return false
	}
	if n.Role == "" {
		n.Role = r.between(from, end)
	} else {
		n.Role = r.between(from, end) + " " + n.Role
	}
	if n.Gender == "" {
		n.Gender = titleGender(r.word(end - 1))
	}
	if n.Affiliation == "" {
		n.Affiliation = r.affiliationBefore(from)
	}
	return true
}

// isRolePart says whether atom i, in small letters, belongs to a role; the
// last word of one must name a person.
func (r *nameReader) isRolePart(i int, last bool) bool {
	a := r.atoms[i]
	if a.kind != Word || a.capital {
		return false
	}
	w := r.word(i)
	if last {
		return isRole(w) || isTitle(w) && w != "then" || w == "state" && r.word(i-1) == "of" || w == "staff" && r.word(i-1) == "of"
	}
	return isTitle(w) || isRole(w) || roleModifiers()[w] || w == "of" && isRole(r.word(i-1))
}

// startsRole says whether a role can begin with atom i.
func (r *nameReader) startsRole(i int) bool {
	w := r.word(i)
	return w != "of" && w != "and"
}

// articled says whether "the", "its" or a possessive stands before atom i, or
// before the word that says whose role it is.
func (r *nameReader) articled(i int) bool {
	for k := i - 1; k >= 0 && k > i-4; k-- {
		w := r.word(k)
		if w == "the" || w == "its" || w == "their" || w == "his" || w == "her" || w == "a" || w == "an" || r.possessive(k) {
			return true
		}
		if !r.capitalAt(k) {
			return false
		}
		if r.atoms[k].initial {
			return true
		}
	}
	return false
}

// affiliationBefore reads whose role begins at atom i: "Ukraine's", "Hamas",
// "Russian".
func (r *nameReader) affiliationBefore(i int) string {
	end := i
	if r.possessive(end - 1) {
		end--
	}
	from := end
	for from > 0 && end-from < 4 && r.atoms[from-1].kind == Word && r.atoms[from-1].capital && !r.isFunctionWord(from-1) && !r.atoms[from-1].shouted {
		from--
	}
	if from == end {
		return ""
	}
	if end < i || r.isAffiliation(end-1) || r.isAdjective(end-1) || organizationTails()[r.word(end-1)] {
		return r.between(from, end)
	}
	return ""
}

// readAfter reads the role in apposition after a name: ", the US secretary of
// state,", ", spokesman for the ministry,". It says whether there is one.
func (r *nameReader) readAfter(n *Name, j int) bool {
	if n.Role != "" || r.mark(j) != "," {
		return false
	}
	i := j + 1
	if i < len(r.atoms) && r.atoms[i].kind == Number && r.mark(i+1) == "," { // an age
		i += 2
	}
	if w := r.word(i); w == "the" || w == "a" || w == "an" || w == "its" || w == "their" {
		i++
	}
	end := i
	for end < len(r.atoms) && end-i < 14 && r.atoms[end].kind != Punct && r.atoms[end].kind != Quote && !endsRole()[r.word(end)] && !(speechVerbs()[r.word(end)] && end > i) {
		end++
	}
	if end == i || end < len(r.atoms) && r.atoms[end].kind == Quote {
		return false
	}
	from := i
	for from < end && (r.atoms[from].capital || r.possessive(from)) && !isTitle(r.word(from)) {
		from++
	}
	head := from // the noun of the role comes before any preposition
	for head < end && (r.atoms[head].capital && !isTitle(r.word(head)) || !isRole(r.word(head))) {
		if w := r.word(head); notInRole()[w] || strings.HasSuffix(w, "ing") || auxiliaries()[w] {
			return false
		}
		head++
	}
	if head == end || head+1 < end && r.atoms[head+1].capital && !isTitle(r.word(head)) || verbal(r.word(from)) {
		return false // "campaign manager Jane Doe" is somebody else
	}
	n.Role = r.between(from, end)
	if from > i {
		to := from
		if r.possessive(to - 1) {
			to--
		}
		if to > i {
			n.Affiliation = r.between(i, to)
		}
	}
	r.splitOffice(n, head, from, end)
	if n.Gender == "" {
		n.Gender = titleGender(r.word(head))
	}
	return true
}

// splitOffice parts "spokesman for the Ministry of Health" into the role and
// whose it is. "Secretary of state" stays whole.
func (r *nameReader) splitOffice(n *Name, head, from, end int) {
	for k := head + 1; k < end; k++ {
		w := r.word(k)
		if w != "for" && w != "of" && w != "at" && w != "with" {
			continue
		}
		at := k + 1
		if r.word(at) == "the" {
			at++
		}
		if n.Affiliation != "" || at >= end || !r.atoms[at].capital || isTitle(r.word(at)) && w == "of" {
			return
		}
		n.Role, n.Affiliation = r.between(from, k), r.between(at, end)
		return
	}
}

// isRole says whether a lower-case word is a noun for one person that says
// what the person does.
func isRole(w string) bool {
	return w != "" && (roleNouns()[w] || titleWords()[w] && !roleModifiers()[w] && w != "then" && w != "late" && w != "us" && w != "uk" || PersonNoun(w) == OnePerson)
}

// verbal says whether a word reads as a verb in the past, as in ", replaced the
// chairman,".
func verbal(w string) bool { return strings.HasSuffix(w, "ed") && w != "retired" }

func organizationRole(role string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(role)) {
		if w == "agency" || w == "company" || w == "newspaper" {
			return true
		}
	}
	return false
}

// titleGender gives the gender that a title or role tells.
func titleGender(w string) string {
	switch {
	case w == "":
	case maleTitles()[w] || strings.HasSuffix(w, "sman") || strings.HasSuffix(w, "rman"):
		return "m"
	case femaleTitles()[w] || strings.HasSuffix(w, "woman"):
		return "f"
	}
	return ""
}

// genderOfGiven gives the gender that a full name's given name hints at.
func genderOfGiven(name string) string {
	first, _, more := strings.Cut(name, " ")
	if !more {
		return ""
	}
	switch givenName(first) {
	case 'm':
		return "m"
	case 'f':
		return "f"
	}
	return ""
}

// LastName gives the surname of a person's name with the particles before it:
// "al-Assad", "van der Berg". "Jr" is none.
func LastName(name string) string {
	words := strings.Fields(name)
	for len(words) > 1 && generations()[strings.ToLower(strings.Trim(words[len(words)-1], ".,"))] {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return ""
	}
	from := len(words) - 1
	for from > 1 && particles()[strings.ToLower(words[from-1])] {
		from--
	}
	return strings.Join(words[from:], " ")
}

// shouted reads names in a line of capitals at atom i, where case tells
// nothing: known organizations, titles with what follows, given names with a
// surname. It gives the atom to go on from.
func (r *nameReader) shouted(i int) int {
	a := r.atoms[i]
	if a.kind != Word {
		return i + 1
	}
	if w := r.word(i); organizations()[w] && !stopWords[w] && !plainInCapitals()[w] {
		r.keep(Name{Type: NameOrganization}, i, i+1)
		return i + 1
	}
	title := i
	for title < len(r.atoms) && title < i+4 && isTitle(r.word(title)) {
		title++
	}
	if generalThings()[r.word(title)] {
		return i + 1
	}
	if title > i && r.mark(title) == "." {
		title++
	}
	end := title
	for end < len(r.atoms) && end < title+5 && r.nameInCapitals(end) {
		end++
	}
	named := title > i && end > title
	if title == i {
		given := 0
		for k := i; k < end && isGiven(r.word(k)); k++ {
			given++
		}
		named = given > 0 && end-i > 1 && end-i <= 4 && (given > 1 || end-i == 2 || end-i == 3)
	}
	if named && (organizationTails()[r.word(end-1)] || geographic()[r.word(end-1)] || plainInCapitals()[r.word(end-1)] || placeHeads()[r.word(i-1)]) {
		return end
	}
	if !named || placeRank(PlaceKey(r.between(title, end))) > 0 {
		return i + 1
	}
	n := Name{Type: NamePerson}
	if title > i {
		n.Role = strings.TrimSuffix(r.between(i, title), ".")
		n.Gender = titleGender(r.word(i))
	}
	r.keep(n, title, end)
	return end
}

// isGiven says whether a word is a given name and no English word that is
// common in reports.
func isGiven(w string) bool {
	return givenName(w) != 0 && !stopWords[w] && !isTitle(w) && PersonNoun(w) == NotPeople && !common()[w]
}

func (r *nameReader) nameInCapitals(i int) bool {
	w := r.word(i)
	if w == "" || len(w) < 2 && r.mark(i+1) != "." || stopWords[w] || isTitle(w) || speechVerbs()[w] || auxiliaries()[w] || organizations()[w] || common()[w] || PersonNoun(w) != NotPeople {
		return false
	}
	if _, ok := months()[w]; ok || tenseWords()[w] != 0 || strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing") {
		return false
	}
	return !r.atoms[i].newline && !r.isAdjective(i)
}
