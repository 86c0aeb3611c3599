package text

import "strings"

// classify says what atoms[i:j], a run of capitals, names, and keeps it.
func (r *nameReader) classify(i, j int) {
	for j > i && r.atoms[j-1].kind != Word {
		j--
	}
	if i >= j || r.isCalendar(i) && j == i+1 {
		return
	}
	if r.keepOrganization(i, j) {
		return
	}
	title := r.titleEnd(i, j)
	if w := r.word(i); (w == "st" || w == "saint") && r.isPlaceName(i, j) {
		title = i
	}
	if title == j { // a title by itself: "the President"
		return
	}
	if title > i {
		r.keepTitled(i, title, j)
		return
	}
	for j-i > 1 && r.isAdjective(i) { // "Russian Navalny": the people is no part of the name
		i++
	}
	r.keepUntitled(i, j)
}

// keepOrganization keeps the run if it is the name of an organization: a word
// in it says so, or it is a known one, or an acronym.
func (r *nameReader) keepOrganization(i, j int) bool {
	start := i
	for start < j-1 && (r.isAdjective(start) || r.word(start) == "the") {
		start++
	}
	whole := PlaceKey(r.between(start, j))
	single := j-start == 1
	switch {
	case organizations()[whole]:
	case organizations()[PlaceKey(r.between(i, j))]:
		start = i
	case single && (r.atoms[start].upper || r.isCamel(start)) && r.isAcronym(start):
	case !single && !r.isPlaceName(start, j) && (organizationTails()[r.word(j-1)] || organizationHeads()[r.word(start)] && (r.word(start+1) == "of" || r.word(start+1) == "for")):
		start = i
	default:
		for k := start; k < j; k++ { // "Hamas Spokesman X" is no organization; "Reuters" beside a name is
			if organizations()[keyWord(r.atoms[k].in(r.s))] && r.titleEnd(k+1, j) == k+1 && k > start && j-k == 1 {
				r.keepUntitled(start, k)
				r.keep(Name{Type: NameOrganization}, k, j)
				return true
			}
		}
		return false
	}
	if start > i && !single {
		start = i
	}
	if _, _, isPlace := lookupWord(r.between(start, j), 'n'); isPlace {
		return false
	}
	r.keep(Name{Type: NameOrganization}, start, j)
	return true
}

// isAcronym says whether a word of capitals can be an organization's.
func (r *nameReader) isAcronym(i int) bool {
	w := r.atoms[i].in(r.s)
	letters := strings.ReplaceAll(w, ".", "")
	if len(letters) < 2 || len(letters) > 6 || noOrganizations()[strings.ToLower(letters)] || strings.Trim(letters, "IVXLC") == "" || !isASCII(letters) {
		return false
	}
	if _, _, ok := CountryOf(w); ok {
		return false
	}
	for _, e := range lookupKey(keyWord(w)) {
		if e.isPlace() && e.population > 100_000 && len(letters) > 3 {
			return false
		}
	}
	return true
}

// isCamel says whether a word has capitals inside: "UNRWAs", "McDonald" not.
func (r *nameReader) isCamel(i int) bool {
	w := r.atoms[i].in(r.s)
	return len(w) >= 3 && strings.ToUpper(w[:3]) == w[:3] && strings.ToUpper(w) != w && strings.HasSuffix(w, "s")
}

// titleEnd gives the end of the titles that begin atoms[i:j]: "US President",
// "Foreign Minister", "Secretary of State"; i if there is none.
func (r *nameReader) titleEnd(i, j int) int {
	last := i
	for k := i; k < j; k++ {
		w := r.word(k)
		switch {
		case w == "of" && k > i && (r.word(k-1) == "secretary" || r.word(k-1) == "minister" || r.word(k-1) == "chief"):
			if k+1 < j {
				last = k + 2
				k++
			}
		case isTitle(w):
			last = k + 1
			if r.mark(k+1) == "." && k+1 < j {
				last = k + 2
				k++
			}
		case r.mark(k) == ".":
		case k > i && last < k && givenName(r.atoms[k].in(r.s)) != 0 && !r.isAdjective(k):
			return last
		case k-i > 3 && last == i:
			return i
		}
		if last > i && last <= k && !isTitle(r.word(k)) && !r.leadsTitle(k, j) {
			return last
		}
	}
	if last > i && last == j && honorifics()[r.word(j-1)] {
		return i
	}
	return last
}

// leadsTitle says whether a title still follows atom k within the run.
func (r *nameReader) leadsTitle(k, j int) bool {
	return k+1 < j && isTitle(r.word(k+1)) && (r.isAdjective(k) || r.atoms[k].upper)
}

func isTitle(w string) bool {
	return w != "" && (honorifics()[w] || titleWords()[w]) && w != "us" && w != "uk" && w != "state" && w != "will"
}

// keepTitled keeps the person whose titles are atoms[i:title].
func (r *nameReader) keepTitled(i, title, j int) {
	n := Name{Type: NamePerson}
	from := i
	for from < title && (r.isAdjective(from) || r.isAffiliation(from)) {
		from++
	}
	if from > i {
		n.Affiliation = r.between(i, from)
	}
	if from < title {
		n.Gender = titleGender(r.word(title - 1))
		if r.mark(title-1) == "." {
			n.Gender = titleGender(r.word(title - 2))
		}
		words := strings.Fields(r.between(from, title))
		for len(words) > 0 && honorifics()[strings.ToLower(strings.Trim(words[len(words)-1], "."))] {
			words = words[:len(words)-1]
		}
		n.Role = strings.Join(words, " ")
	}
	if r.isPlaceName(title, j) && !honorifics()[r.word(title-1)] && r.mark(title-1) == "" && givenName(r.atoms[title].in(r.s)) == 0 && j-title > 1 {
		n.Type = NamePlace
		r.keep(n, title, j)
		return
	}
	r.readBefore(&n, i)
	r.readAfter(&n, j)
	r.keep(n, title, j)
}

// keepUntitled keeps a run that has no title in it.
func (r *nameReader) keepUntitled(i, j int) {
	n := Name{Type: NameUnknown}
	single := j-i == 1
	if single && r.isAdjective(i) {
		if w := r.word(i); strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") || r.word(i-1) == "the" && r.nounless(j) {
			n.Type = NameGroup
			r.keep(n, i, j)
		}
		return
	}
	if groups()[r.word(j-1)] {
		n.Type = NameGroup
		r.keep(n, i, j)
		return
	}
	role := r.readBefore(&n, i)
	given := givenName(r.atoms[i].in(r.s)) != 0 || len(r.word(i)) == 1 && r.mark(i+1) == "."
	place := r.isPlaceName(i, j)
	switch {
	case geographic()[r.word(j-1)] && !single:
		n.Type = NamePlace
	case place && !(role && !single) && !(single && given && !r.isCountry(i) && r.speaks(j)):
		n.Type = NamePlace
		n.Role, n.Affiliation, n.Gender = "", "", ""
	case !single && given && j-i <= 6, role && !place && !(single && (r.atoms[i].initial || r.nounFollows(j))):
		n.Type = NamePerson
	case !single && (r.hasParticle(i, j) || r.speaks(j) || r.aged(j) || r.relates(j)) && j-i <= 6 && !r.atoms[i].initial:
		n.Type = NamePerson
	}
	if n.Type == NamePerson || n.Type == NameUnknown && !single {
		if r.readAfter(&n, j) && n.Type == NameUnknown && !organizationRole(n.Role) {
			n.Type = NamePerson
		}
	}
	if n.Type == NameUnknown {
		if single && !r.atoms[i].initial && r.speaks(j) {
			n.Type = NamePerson
		}
		r.openFor(n, i, j)
		return
	}
	r.keep(n, i, j)
}

// openFor keeps a run for the end, when all full names are known.
func (r *nameReader) openFor(n Name, i, j int) {
	n.Start, n.End, n.Text = r.atoms[i].start, r.atoms[j-1].end, r.between(i, j)
	r.open = append(r.open, openName{n, r.atoms[i].initial})
}

func (r *nameReader) keep(n Name, i, j int) {
	n.Start, n.End, n.Text = r.atoms[i].start, r.atoms[j-1].end, r.between(i, j)
	if n.Type == NamePerson && n.Gender == "" {
		n.Gender = genderOfGiven(n.Text)
	}
	r.found = append(r.found, n)
}

// settle names what stayed open: a bare surname of a person whom the text
// names in full, a word that the text uses as a name elsewhere.
func (r *nameReader) settle() {
	persons := map[string]bool{}
	parts := map[string]bool{} // words of full names
	for _, n := range r.found {
		if n.Type == NamePerson {
			persons[PlaceKey(LastName(n.Text))] = true
			for _, w := range nameWords(n.Text) {
				parts[w] = true
			}
		}
	}
	within := map[string]bool{} // names that begin no sentence
	for _, o := range r.open {
		if !o.initial {
			within[o.name.Text] = true
		}
	}
	for i := range r.found { // a town's name that is the surname of a person here
		n := &r.found[i]
		if n.Type == NamePlace && persons[PlaceKey(n.Text)] && !r.located(n.Start) {
			n.Type = NamePerson
		}
	}
	for _, o := range r.open {
		switch {
		case persons[PlaceKey(LastName(o.name.Text))]:
			o.name.Type = NamePerson
			o.name.trim(parts)
		case o.name.Type == NameUnknown && o.initial && !strings.ContainsRune(o.name.Text, ' ') && !within[o.name.Text]:
			continue // a word with its capital from its place
		}
		if o.name.Type == NamePerson && o.name.Gender == "" {
			o.name.Gender = genderOfGiven(o.name.Text)
		}
		r.found = append(r.found, o.name)
	}
}

// trim cuts words off the head of a name that no full name has: "Defiant
// Putin" is Putin.
func (n *Name) trim(parts map[string]bool) {
	for {
		first, _, more := strings.Cut(n.Text, " ")
		if !more || givenName(first) != 0 || len(nameWords(first)) == 0 || parts[nameWords(first)[0]] {
			return
		}
		rest := strings.TrimLeft(n.Text[len(first):], " \t\r\n")
		n.Start, n.Text = n.End-len(rest), rest
	}
}

// located says whether the words before an offset say that a place follows.
func (r *nameReader) located(start int) bool {
	before := strings.TrimRight(r.s[max(0, start-16):start], " ")
	word := strings.ToLower(before[strings.LastIndexAny(before, " \n")+1:])
	return strictPrepositions()[word]
}

// isAdjective says whether the word at atom i is that of a people: "Russian".
func (r *nameReader) isAdjective(i int) bool {
	a := r.atoms[i]
	if a.kind != Word || a.end-a.start < 4 {
		return false
	}
	for _, e := range lookupKey(keyWord(a.in(r.s))) {
		if e.kind == 'd' {
			return true
		}
	}
	return false
}

// isAffiliation says whether the word at atom i can say whose somebody is.
func (r *nameReader) isAffiliation(i int) bool {
	if r.isCountry(i) {
		return true
	}
	key := keyWord(r.atoms[i].in(r.s))
	return organizations()[key] || r.atoms[i].kind == Word && r.atoms[i].upper && r.isAcronym(i) || placeRank(key) > 100_000 && !isTitle(r.word(i))
}

// isPlaceName says whether the whole run is a place that needs no proof.
func (r *nameReader) isPlaceName(i, j int) bool {
	least := 100_000
	if j-i > 1 {
		least = 5_000
	}
	key := PlaceKey(r.between(i, j))
	entries := lookupKey(key)
	if len(entries) == 0 {
		return false
	}
	top := placeRank(key)
	if j-i == 1 && entries[0].person && top < 1_000_000 {
		return false
	}
	if entries[0].acronym && !r.atoms[i].upper && !strings.Contains(r.atoms[i].in(r.s), ".") {
		return false
	}
	return top >= least && !(entries[0].word && j-i == 1 && top < 1_000_000)
}

// placeRank gives how well known the greatest place of a key is, 0 for none.
func placeRank(key string) int {
	top := 0
	for _, e := range lookupKey(key) {
		if e.isPlace() {
			top = max(top, rank(e))
			if e.kind == 'r' && e.population == 0 {
				top = max(top, 1_000_000)
			}
		}
	}
	return top
}

// nounless says whether no noun follows at j, so that "the British" are people.
func (r *nameReader) nounless(j int) bool {
	w := r.word(j)
	return w == "" || auxiliaries()[w] || speechVerbs()[w]
}

// nounFollows says whether the word at j is likely a noun that a single name
// before it only describes: "the official Web site".
func (r *nameReader) nounFollows(j int) bool {
	w := r.word(j)
	return w != "" && !auxiliaries()[w] && !speechVerbs()[w] && !endsRole()[w] && !stopWords[w] && tenseWords()[w] == 0 && !strings.HasSuffix(w, "ed")
}

func (r *nameReader) hasParticle(i, j int) bool {
	for k := i; k < j; k++ {
		if a := r.atoms[k]; a.kind == Word && (!a.capital && particles()[r.word(k)] || a.end-a.start == 1 && k > i && k < j-1) {
			return true
		}
	}
	return false
}

// speaks says whether a verb of speech stands at j, or before the run.
func (r *nameReader) speaks(j int) bool {
	if speechVerbs()[r.word(j)] {
		return true
	}
	i := j - 1
	for i > 0 && i > j-maxRun && r.atoms[i].kind == Word && r.atoms[i].capital {
		i--
	}
	w := r.word(i)
	inverted := w == "said" || w == "says" || w == "added" || w == "wrote" || w == "to" && r.word(i-1) == "according"
	return inverted && (r.mark(j) != "" || j >= len(r.atoms))
}

// aged says whether an age follows: ", 43,".
func (r *nameReader) aged(j int) bool {
	return r.mark(j) == "," && j+1 < len(r.atoms) && r.atoms[j+1].kind == Number && r.atoms[j+1].end-r.atoms[j+1].start == 2 && (r.mark(j+2) == "," || r.mark(j+2) == ".")
}

// relates says whether ", who" follows.
func (r *nameReader) relates(j int) bool {
	if r.mark(j) == "," {
		j++
	}
	w := r.word(j)
	return w == "who" || w == "whose"
}
