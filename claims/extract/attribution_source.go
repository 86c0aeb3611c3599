package extract

import "strings"

// phraseReach bounds, in tokens, how long a noun phrase can be.
const phraseReach = 60

// subject says how the subject of a cue stands in its sentence.
type subject struct {
	ok          bool
	afterComma  bool // a comma or a quotation stands before it
	afterQuote  bool
	subordinate bool // a comma ends its clause
}

// subject finds who does what the verb group says.
func (r *speech) subject(g group) (span, subject) {
	d := r.d
	prev := d.prevTag(g.first, r.s)
	switch {
	case g.verb.form == formIng && (g.first == g.head || !isBe(d.lowerAt(g.first))) && prev != tagNoun && prev != tagName && prev != tagPron:
		return r.sharedSubject(g)
	case prev == tagAnd || prev == tagBut:
		return r.sharedSubject(g)
	case prev == tagDash && g.first-2 >= r.s.First && r.phraseBefore(g.first) >= g.first:
		return r.sharedSubject(g)
	case prev == tagStop && g.first == r.s.First:
		return span{}, subject{}
	}
	e := r.beforeAside(g.first)
	start := r.phraseBefore(e)
	if start >= e {
		if prev == tagComma {
			return r.sharedSubject(g)
		}
		return span{}, subject{}
	}
	end := e
	for end > start+1 && (d.tags[end-1] == tagTime || d.tags[end-1] == tagAdv || d.tags[end-1] == tagPrep) {
		end--
	}
	if before := d.prevTag(start, r.s); before == tagAux || before == tagAdv && start-2 >= r.s.First && d.tags[start-2] == tagAux {
		return r.sharedSubject(g) // what stands before is no subject: "who say the bridge is too narrow have asked"
	}
	s := subject{ok: true, subordinate: r.subordinate(start)}
	before := d.prevTag(start, r.s)
	s.afterComma = before == tagComma || start > r.s.First && d.quoted[start-1] >= 0
	s.afterQuote = before != tagComma && r.endsSpeech(start-1) || before == tagComma && r.endsSpeech(start-2)
	return r.toks(start, end), s
}

// endsSpeech says whether at token i ends a quotation that is speech and not a
// title inside a phrase: it began with the sentence or after a mark.
func (r *speech) endsSpeech(i int) bool {
	d := r.d
	if i < r.s.First || d.quoted[i] < 0 {
		return false
	}
	first := d.tokenAt(d.quotations[d.quoted[i]].start)
	return first <= r.s.First || d.tags[first-1] == tagComma || d.tags[first-1] == tagStop || d.tags[first-1] == tagAnd || d.tags[first-1] == tagBut
}

// sharedSubject is the subject of the verb before: "and said", "adding".
func (r *speech) sharedSubject(g group) (span, subject) {
	if r.subjects {
		return r.shared, subject{ok: true}
	}
	end := r.firstVerb(g.first)
	if end <= r.s.First {
		return span{}, subject{ok: g.verb.form == formIng && g.verb.takes&takesClause != 0 && g.verb.takes&weak == 0}
	}
	start := r.phraseBefore(end)
	if start >= end {
		return span{}, subject{}
	}
	for end > start+1 && (r.d.tags[end-1] == tagTime || r.d.tags[end-1] == tagAdv || r.d.tags[end-1] == tagPrep) {
		end--
	}
	r.shared, r.subjects = r.toks(start, end), true
	return r.shared, subject{ok: true}
}

// firstVerb finds the first finite verb group of the sentence before token i.
func (r *speech) firstVerb(i int) int {
	d := r.d
	for j := r.s.First + 1; j < i; j++ {
		if d.quoted[j] >= 0 {
			continue
		}
		if d.tags[j] == tagAux || d.tags[j] == tagVerb && !strings.HasSuffix(d.tokens[j].lower, "ing") && (d.prevTag(j, r.s) != tagComma || r.appositionBefore(j) < j) {
			for j > r.s.First && d.tags[j-1] == tagAdv {
				j--
			}
			return j
		}
	}
	return 0
}

// phraseBefore finds where the noun phrase that ends before token e begins,
// with appositions and relative clauses between commas; e if there is none.
func (r *speech) phraseBefore(e int) int {
	d := r.d
	if e <= r.s.First || d.quoted[e-1] >= 0 {
		return e
	}
	switch d.tags[e-1] {
	case tagPron, tagWh:
		return e - 1
	case tagComma:
		return r.appositionBefore(e)
	case tagDash:
		for j := e - 2; j > r.s.First && e-j < 40; j-- {
			if d.tags[j] == tagDash {
				if start := r.coreBefore(j); start < j {
					return start
				}
				return e
			}
		}
		return e
	}
	return r.coreBefore(e)
}

// appositionBefore reads "X, the …, " back from the comma before token e.
func (r *speech) appositionBefore(e int) int {
	d := r.d
	for j := e - 2; j > r.s.First && e-j < phraseReach; j-- {
		if d.quoted[j] >= 0 && d.tags[j] == tagQuote {
			return e
		}
		if d.tags[j] != tagComma {
			continue
		}
		if !r.isApposition(j+1, e-1) {
			continue
		}
		if start := r.coreBefore(j); start < j && (start != j-1 || d.tags[start] != tagNum) { // "Moss, 56, who": the age is not whom it is about
			return r.withNameBefore(start, j)
		}
		if start := r.appositionBefore(j + 1); start < j+1 {
			return start
		}
		return e
	}
	return e
}

// withNameBefore takes in the person whom d.tokens[start:end] is an apposition
// to: "Ada Noor, | the mayor of Vale, who …".
func (r *speech) withNameBefore(start, end int) int {
	d := r.d
	if d.tags[start] != tagDet || d.prevTag(start, r.s) != tagComma || !r.isApposition(start, end) {
		return start
	}
	name := r.coreBefore(start - 1)
	if name >= start-1 {
		return start
	}
	if t := d.prevTag(name, r.s); t == tagPrep || t == tagVerb || t == tagTo || t == tagAux {
		return start
	}
	for _, m := range d.names.in(d.tokens[name].Start, d.tokens[start-2].End) {
		if m.end == d.tokens[start-2].End && d.names.entities[m.entity].person {
			return name
		}
	}
	return start
}

// isApposition says whether d.tokens[first:last] between commas can say more
// about the name before it.
func (r *speech) isApposition(first, last int) bool {
	d := r.d
	if first >= last {
		return false
	}
	w := d.tokens[first].lower
	switch d.tags[first] {
	case tagDet, tagNum:
		return !r.containsClause(first, last)
	case tagWh:
		return w != "that"
	case tagNoun:
		return !r.containsClause(first, last)
	case tagName:
		return last-first <= 6 && !r.containsClause(first, last) || d.nextTag(first, r.s) == tagPoss
	case tagPrep:
		return w == "of" || w == "for" || w == "like" || w == "with"
	case tagAdv:
		return last-first <= 2 || last-first <= 8 && !r.containsClause(first, last)
	case tagVerb:
		return true
	}
	return w == "whose" || w == "speaking" || w == "in"
}

// containsClause says whether a finite verb stands in d.tokens[first:last]
// that no relative pronoun opens.
func (r *speech) containsClause(first, last int) bool {
	d := r.d
	for j := first; j < last; j++ {
		switch d.tags[j] {
		case tagWh:
			return false
		case tagAux, tagPron:
			return true
		case tagVerb:
			if v, ok := cueVerbs()[d.tokens[j].lower]; ok && v.form == formPast && v.takes&takesClause != 0 && j > first && d.tags[j-1] == tagName {
				return true
			}
		}
	}
	return false
}

// coreBefore finds where the noun phrase without commas that ends before
// token e begins.
func (r *speech) coreBefore(e int) int {
	d := r.d
	i, cut := e, -1
	for i > r.s.First && e-i < phraseReach && d.quoted[i-1] < 0 {
		prev := tagStop
		if i-2 >= r.s.First && d.quoted[i-2] < 0 {
			prev = d.tags[i-2]
		}
		nominal := prev == tagNoun || prev == tagName || prev == tagClose || prev == tagNum || prev == tagPoss
		switch d.tags[i-1] {
		case tagNoun, tagName, tagNum, tagPoss:
			i--
			continue
		case tagTime:
			if i == e && prev != tagPrep && prev != tagStop || nominal || prev == tagDet || prev == tagTime || prev == tagPrep {
				i--
				continue
			}
		case tagDet:
			i--
			if prev == tagPrep && (i-2 >= r.s.First && isNominal(d.tags[i-2]) || d.lowerAt(i-1) == "of") || prev == tagAnd || prev == tagDet {
				continue
			}
			return r.trimPhrase(i, e, cut)
		case tagClose:
			if open := r.openBefore(i - 1); open >= 0 {
				i = open
				continue
			}
		case tagPrep:
			if d.lowerAt(i-1) == "of" && (nominal || prev == tagDet || prev == tagNum) || nominal && i < e && bindsNouns(d.lowerAt(i-1)) {
				i--
				continue
			}
		case tagAnd:
			if nominal && i < e {
				cut = i
				i--
				continue
			}
		case tagAdv:
			if i < e && (prev == tagDet || prev == tagNoun || prev == tagPrep) {
				i--
				continue
			}
			if i == e {
				i--
				continue
			}
		case tagVerb:
			if i < e && (prev == tagDet || nominal && isParticiple(d.tokens[i-1].lower) && (d.tags[i] == tagPrep || d.tags[i] == tagTo) && d.lowerAt(i) != "that") {
				i--
				continue
			}
		}
		break
	}
	return r.trimPhrase(i, e, cut)
}

// bindsNouns says whether a preposition between nouns makes one phrase of them
// rather than beginning a clause or an adverbial.
func bindsNouns(w string) bool {
	switch w {
	case "after", "before", "since", "until", "as", "during", "than", "despite", "throughout", "off", "up":
		return false
	}
	return true
}

// beforeAside goes back over an adverbial between commas that ends before
// token e: "Clinton, at Monday's debate, cited".
func (r *speech) beforeAside(e int) int {
	d := r.d
	if d.prevTag(e, r.s) != tagComma {
		return e
	}
	for j := e - 2; j > r.s.First && e-j < 14; j-- {
		if d.tags[j] != tagComma {
			continue
		}
		w := d.lowerAt(j + 1)
		switch t := d.tags[j+1]; {
		case t == tagPrep && w != "of" && w != "for" && w != "with" && w != "like", t == tagAdv && e-j <= 4, t == tagTime, w == "speaking":
			return j
		}
		return e
	}
	return e
}

func isNominal(t tag) bool {
	return t == tagNoun || t == tagName || t == tagClose || t == tagNum || t == tagPoss
}

func isParticiple(w string) bool {
	return strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing") || w == "led" || w == "held" || w == "made"
}

// openBefore finds the bracket that the one at token i closes; -1 if far off.
func (r *speech) openBefore(i int) int {
	for j := i - 1; j >= r.s.First && i-j < 14; j-- {
		if r.d.tags[j] == tagOpen {
			return j
		}
	}
	return -1
}

// trimPhrase takes from the front of d.tokens[i:e] what is not part of the
// noun phrase: "On Thursday", "Last week", the object of a verb before "and".
func (r *speech) trimPhrase(i, e, cut int) int {
	d := r.d
	prev := d.prevTag(i, r.s)
	if cut > 0 && (prev == tagVerb || prev == tagPrep || prev == tagTo || prev == tagAux) {
		i = cut
	}
	if d.prevTag(i, r.s) == tagPrep && d.lowerAt(i-1) != "as" && d.lowerAt(i-1) != "after" && d.lowerAt(i-1) != "before" && d.lowerAt(i-1) != "since" && d.lowerAt(i-1) != "until" {
		i = r.secondPhrase(i, e)
	}
	for i < e {
		w := d.tokens[i].lower
		t := d.tags[i]
		switch {
		case t == tagTime && i+1 < e, t == tagAdv, t == tagPrep, t == tagAnd, t == tagPoss, t == tagClose:
			i++
			continue
		case t == tagNum && i+1 < e && (d.lowerAt(i+1) == "p.m." || d.lowerAt(i+1) == "a.m."):
			i += 2
			continue
		case (w == "last" || w == "this" || w == "next" || w == "earlier" || w == "later") && i+2 < e && (isTimeUnit(d.lowerAt(i+1)) || d.tags[i+1] == tagTime):
			i += 2
			continue
		}
		break
	}
	return i
}

// secondPhrase finds, after the noun phrase of a preposition at token i,
// where the next noun phrase begins: "in an interview | Trump".
func (r *speech) secondPhrase(i, e int) int {
	d := r.d
	for j := e - 1; j > i; j-- {
		switch {
		case d.tags[j] == tagDet && isNominal(d.tags[j-1]) || d.tags[j] == tagDet && d.tags[j-1] == tagTime:
			return j
		case isNominal(d.tags[j]) && d.tags[j] == tagName && (d.tags[j-1] == tagNoun || d.tags[j-1] == tagTime || d.tags[j-1] == tagNum) && d.tokens[j-1].lower != "president":
			return j
		case d.tags[j] == tagNoun && d.tags[j-1] == tagTime:
			return j
		}
	}
	return e
}

// phraseAfter finds the token after the noun phrase that begins at token i.
// short leaves out what follows a comma or a preposition other than "of".
func (r *speech) phraseAfter(i int, short bool) int {
	d := r.d
	j := r.coreAfter(i, short)
	if short || j == i {
		return j
	}
	for j < r.s.Last && d.tags[j] == tagComma && j-i < phraseReach {
		next := j + 1
		if next >= r.s.Last || d.quoted[next] >= 0 {
			return j
		}
		switch d.tags[next] {
		case tagDet, tagNum, tagWh, tagNoun:
			if w := d.lowerAt(next); w == "that" || w == "whose" {
				return j
			}
		case tagName:
			if d.nextTag(next, r.s) != tagPoss { // "Ada Noor, Harland's minister, …"
				return j
			}
		default:
			return j
		}
		end := next
		for end < min(r.s.Last, next+40) && d.tags[end] != tagComma && (d.tags[end] != tagStop || d.lowerAt(end) == "." && end+1 < r.s.Last) {
			if v, ok := cueVerbs()[d.lowerAt(end)]; ok && v.form == formIng && d.tags[end] == tagVerb {
				break
			}
			end++
		}
		j = end
	}
	for j > i && (d.tags[j-1] == tagStop || d.tags[j-1] == tagQuote || d.tags[j-1] == tagDash) {
		j--
	}
	return j
}

// coreAfter is phraseAfter without appositions.
func (r *speech) coreAfter(i int, short bool) int {
	d := r.d
	j, head := i, tagNoun
	for j < r.s.Last && j-i < phraseReach && d.quoted[j] < 0 {
		next := d.nextTag(j, r.s)
		begins := next == tagDet || next == tagName || next == tagNoun || next == tagNum
		switch d.tags[j] {
		case tagDet:
			if j > i && d.tags[j-1] != tagPrep && d.tags[j-1] != tagDet && d.tags[j-1] != tagAnd {
				return j
			}
			j++
			continue
		case tagName, tagNoun, tagNum, tagPoss:
			head = d.tags[j]
			j++
			continue
		case tagPron:
			if j == i {
				return j + 1
			}
			return j
		case tagAnd:
			if j > i && begins && !short {
				j++
				continue
			}
		case tagPrep:
			of := d.lowerAt(j) == "of"
			if j > i && begins && (of || !short && head == tagNoun && isAttaching(d.lowerAt(j)) || !short && d.lowerAt(j) == "for" || !short && d.lowerAt(j) == "at" && next == tagDet && head == tagNoun) {
				j++
				continue
			}
		case tagOpen:
			if k := r.closeAfter(j); k > 0 && j > i {
				j = k + 1
				continue
			}
		case tagWh:
			if w := d.lowerAt(j); j > i && w == "who" && !short {
				return r.relativeEnd(j)
			}
		case tagAdv:
			if j == i && begins {
				j++
				continue
			}
		case tagVerb:
			if !short && j > i && isParticiple(d.tokens[j].lower) && next == tagPrep && head == tagNoun {
				j++
				continue
			}
		}
		break
	}
	return j
}

func isAttaching(w string) bool {
	switch w {
	case "for", "from", "with", "at", "in", "on", "to", "by":
		return true
	}
	return false
}

func (r *speech) closeAfter(i int) int {
	for j := i + 1; j < min(r.s.Last, i+14); j++ {
		if r.d.tags[j] == tagClose {
			return j
		}
	}
	return -1
}

// relativeEnd finds the end of a relative clause that begins at token i.
func (r *speech) relativeEnd(i int) int {
	j := i
	for j < min(r.s.Last, i+40) && r.d.tags[j] != tagComma && (r.d.tags[j] != tagStop || j+1 < r.s.Last && r.d.lowerAt(j) == ".") {
		j++
	}
	return j
}
