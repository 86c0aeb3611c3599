package extract

// clauseReach bounds, in tokens, how far the end of a clause is looked for.
const clauseReach = 300

// contentAfter reads the content to the right of the cue.
func (r *speech) contentAfter(g group, source span, subj subject) bool {
	d := r.d
	start, f, ok := r.contentStart(g)
	if !ok {
		return false
	}
	if subj.afterQuote && (d.tags[g.last] == tagComma || start > g.last && d.tags[start-1] == tagComma) && d.quoted[start] >= 0 {
		return false // “…,” X said, “…”: read from the front
	}
	// “…,” X said as he left: what follows is no content.
	if subj.afterComma && g.verb.takes&takesClause != 0 && (f == formNominal || f == formClause) && d.lowerAt(start) != "that" && d.quoted[start] < 0 {
		switch d.tags[start] {
		case tagPrep, tagTime, tagAdv, tagSub, tagTo:
			return false
		}
		if subj.afterQuote {
			return false
		}
	}
	end := r.clauseEnd(start, subj.subordinate)
	if i := d.tokenAt(source.start); !source.empty() && i < len(d.tokens) && d.tags[i] == tagWh {
		end = r.beforeSecondVerb(start, end)
	}
	if end <= start || g.verb.lemma == "call" && !g.particle && end-start < 3 && d.quoted[start] < 0 {
		return false
	}
	r.add(g, source, f, r.toks(start, end))
	return true
}

// contentStart finds where the content after a cue begins, past a listener, a
// time and a place, and what kind of words it is.
func (r *speech) contentStart(g group) (start int, f contentForm, ok bool) {
	d, i := r.d, g.last
	takes := g.verb.takes
	if i >= r.s.Last {
		return 0, 0, false
	}
	if takes&takesClause != 0 {
		if j, found := r.clauseMark(i, takes&takesListener != 0); found {
			return j, formClause, true
		}
		if j := r.pastTime(i); j > i && j < r.s.Last && r.opensClause(j) {
			i = j
		}
	}
	if takes&takesListener != 0 && !g.particle {
		return r.afterListener(i, takes)
	}
	switch t := d.tags[i]; {
	case t == tagTo && d.quoted[i] < 0:
		return i, formInf, takes&takesInf != 0 && !r.yieldsTo(g)
	case g.particle && t != tagComma && t != tagStop:
		return i, formNominal, true
	case t == tagComma || t == tagStop || t == tagClose || t == tagAnd || t == tagBut:
		return 0, 0, false
	case takes&weak != 0:
		return 0, 0, false
	case t == tagPrep || t == tagAdv || t == tagTime || t == tagAux:
		return 0, 0, false
	case takes&takesNoun != 0 && takes&takesClause == 0:
		return i, formNominal, true
	case takes&takesClause != 0 && (takes&takesNoun != 0 || r.opensClause(i)):
		return i, formClause, true
	}
	return 0, 0, false
}

// clauseMark looks past a listener, a time and a place for "that", a colon or
// a quotation mark.
func (r *speech) clauseMark(i int, listener bool) (int, bool) {
	d := r.d
	const reach = 22
	for j := i; j < min(r.s.Last, i+reach); j++ {
		switch {
		case d.quoted[j] >= 0:
			plain := j == i || d.tags[j-1] == tagComma || d.lowerAt(j-1) == ":"
			return j, plain || j-i <= 4 && (listener && d.tags[i] != tagDet || d.tags[i] == tagTime || d.tags[i] == tagPrep && d.tags[j-1] == tagTime)
		case d.lowerAt(j) == "that" && (j == i || d.tags[j-1] != tagVerb) && d.tags[min(j+1, r.s.Last-1)] != tagAux && d.tags[min(j+1, r.s.Last-1)] != tagVerb:
			return j, true
		case j == i && d.tags[j] == tagSub && isIndirectQuestion(d.lowerAt(j)):
			return j, true
		case d.lowerAt(j) == ":":
			return j + 1, j+1 < r.s.Last
		case d.tags[j] == tagPron && j > i && d.tags[j-1] != tagPrep, d.tags[j] == tagAux, d.tags[j] == tagVerb && j > i, d.tags[j] == tagStop:
			return 0, false
		case d.tags[j] == tagComma && (j == i && d.quotedAt(j+1) < 0 || j-i > 12):
			return 0, false
		}
	}
	return 0, false
}

// yieldsTo says whether "refused to say" is one cue, which "say" will make.
func (r *speech) yieldsTo(g group) bool {
	if !isControl(r.d.tokens[g.head].lower) || g.last+1 >= r.s.Last {
		return false
	}
	v, ok := cueVerbs()[r.d.tokens[g.last+1].lower]
	return ok && v.takes&weak == 0
}

// beforeSecondVerb ends a clause inside a noun phrase before the verb of the
// main clause: "critics who say the bridge is narrow | have asked".
func (r *speech) beforeSecondVerb(start, end int) int {
	d := r.d
	verbs := 0
	for j := start; j < end; j++ {
		if d.quoted[j] >= 0 {
			return end
		}
		switch d.tags[j] {
		case tagSub, tagWh, tagPron, tagAnd, tagBut, tagComma:
			if j > start {
				return end
			}
		case tagAux, tagVerb:
			if t := d.tags[max(j-1, start)]; j > start && (t == tagAux || t == tagAdv || t == tagVerb || t == tagTo || t == tagPrep) && (t != tagTo || verbs > 0) {
				continue
			}
			if d.tags[j] == tagVerb && isParticiple(d.tokens[j].lower) && verbs > 0 && d.nextTag(j, r.s) == tagPrep {
				continue
			}
			if verbs++; verbs > 1 {
				return j
			}
		}
	}
	return end
}

func (d *document) quotedAt(i int) int32 {
	if i >= len(d.tokens) {
		return -1
	}
	return d.quoted[i]
}

func isIndirectQuestion(w string) bool {
	switch w {
	case "how", "why", "whether", "what", "where", "if":
		return true
	}
	return false
}

// opensClause says whether a bare clause can begin at token i.
func (r *speech) opensClause(i int) bool {
	switch r.d.tags[i] {
	case tagDet, tagName, tagNoun, tagPron, tagNum, tagQuote, tagWh:
		return true
	case tagSub:
		return true
	}
	return r.d.tags[i] == tagVerb && r.d.tokens[i].lower != "" && r.d.quoted[i] < 0 && i+1 < r.s.Last && r.d.tags[i+1] != tagStop
}

// pastTime skips "Monday", "on Tuesday morning", "last week" after a cue.
func (r *speech) pastTime(i int) int {
	d := r.d
	j := i
	if d.lowerAt(j) == "on" || d.lowerAt(j) == "late" || d.lowerAt(j) == "early" || d.lowerAt(j) == "last" || d.lowerAt(j) == "this" || d.lowerAt(j) == "earlier" {
		j++
	}
	k := j
	for k < r.s.Last && k-j < 3 && (d.tags[k] == tagTime || k > i && isTimeUnit(d.tokens[k].lower) || k > j && d.tags[k] == tagNum) {
		k++
	}
	if k == j {
		return i
	}
	return k
}

func isTimeUnit(w string) bool {
	switch w {
	case "week", "month", "year", "morning", "afternoon", "evening", "night", "weekend", "summer", "winter", "spring", "autumn", "fall", "day":
		return true
	}
	return false
}

// afterListener reads "told reporters that", "urged Congress to", "warned X
// over".
func (r *speech) afterListener(i, takes int) (start int, f contentForm, ok bool) {
	d := r.d
	end := r.phraseAfter(i, true)
	if d.tags[i] == tagPron {
		end = i + 1
	}
	if end > i && end < r.s.Last {
		if d.lowerAt(end) == "to" && takes&takesInf != 0 {
			return end, formInf, true
		}
		if w := d.lowerAt(end); w == "over" || w == "about" || w == "against" || w == "of" || w == "to" || w == "not" || w == "how" || w == "what" {
			return end, formNominal, true
		}
		if t := d.tags[end]; t == tagDet && r.hasFiniteVerb(end) {
			return end, formClause, true
		}
		if d.tags[i] == tagPron || d.tags[end] == tagPron {
			return end, formClause, r.opensClause(end)
		}
		if j := r.pastTime(end); j > end && j < r.s.Last && r.opensClause(j) {
			return j, formClause, true
		}
	}
	switch {
	case d.lowerAt(i) == "to" && takes&takesInf != 0:
		return i, formInf, true
	case takes&takesNoun != 0 && r.opensClause(i):
		return i, formNominal, true
	case r.hasFiniteVerb(i) && r.opensClause(i):
		return i, formClause, true
	}
	return 0, 0, false
}

// hasFiniteVerb says whether a verb comes soon after i, before a comma.
func (r *speech) hasFiniteVerb(i int) bool {
	for j := i; j < min(r.s.Last, i+15); j++ {
		switch r.d.tags[j] {
		case tagAux, tagVerb:
			return true
		case tagComma, tagStop:
			return false
		}
	}
	return false
}

// clauseEnd finds the token after the clause that begins at token i. A comma
// ends it where the clause is a subordinate one.
func (r *speech) clauseEnd(i int, subordinate bool) int {
	d := r.d
	j := i
	for j < min(r.s.Last, i+clauseReach) {
		if q := d.quoted[j]; q >= 0 {
			k := j
			for k < r.s.Last && d.quoted[k] == q {
				k++
			}
			if k >= r.s.Last || r.endsAtQuote(k) {
				return k
			}
			j = k
			continue
		}
		if r.endsClause(j, i, subordinate) {
			break
		}
		j++
	}
	for j > i && d.quoted[j-1] < 0 && (d.tags[j-1] == tagStop || d.tags[j-1] == tagComma || d.tags[j-1] == tagDash) {
		j--
	}
	return j
}

// endsAtQuote says whether a clause ends with the quotation before token k,
// by the mark that the quotation closes with.
func (r *speech) endsAtQuote(k int) bool {
	d := r.d
	last := k - 1
	if d.tags[last] == tagQuote {
		last--
	}
	t := d.tags[last]
	return t == tagStop || t == tagComma && d.tags[k] != tagAnd
}

// endsClause says whether the clause from token i ends before token j.
func (r *speech) endsClause(j, i int, subordinate bool) bool {
	d := r.d
	next := d.lowerAt(j + 1)
	switch d.tags[j] {
	case tagStop:
		w := d.tokens[j].lower
		return w == "." && j+1 >= r.s.Last || w == "!" || w == "?" || w == ";"
	case tagComma:
		return subordinate || r.leavesClause(j+1)
	case tagAnd, tagBut:
		return j > i && r.coordinated(j+1)
	case tagDash:
		return d.tokens[j].End-d.tokens[j].Start > 1 && (next == "and" || next == "but") && r.coordinated(j+2)
	case tagPrep:
		return next == "to" && d.lowerAt(j) == "according"
	}
	return d.lowerAt(j) == "according" && next == "to"
}

// leavesClause says whether what begins at token j after a comma is no longer
// part of the clause before it.
func (r *speech) leavesClause(j int) bool {
	if j >= r.s.Last {
		return true
	}
	d := r.d
	switch w := d.tokens[j].lower; w {
	case "according", "while", "although", "though", "even", "but", "citing", "which", "where":
		return true
	}
	if v, ok := cueVerbs()[d.tokens[j].lower]; ok && v.form == formIng {
		return true
	}
	if d.tags[j] == tagAnd || d.tags[j] == tagBut {
		return r.coordinated(j + 1)
	}
	return r.postposed(j)
}

// postposed says whether from token j on stands "X said" to the end of the
// sentence.
func (r *speech) postposed(j int) bool {
	d := r.d
	for k := j; k < min(r.s.Last, j+9); k++ {
		switch d.tags[k] {
		case tagVerb:
			v, ok := cueVerbs()[d.tokens[k].lower]
			if !ok || v.takes&takesClause == 0 || v.form == formIng || v.form == formBase && d.prevTag(k, r.s) == tagTo {
				return false
			}
			t := d.nextTag(k, r.s)
			if v.takes&takesListener != 0 && r.s.Last-k <= 8 && !r.hasFiniteVerb(k+1) {
				return true // "…, his aide told AFP."
			}
			return t == tagStop || t == tagComma || t == tagPrep || t == tagTime || k == j
		case tagComma, tagAux, tagSub, tagWh, tagAnd:
			return false
		}
	}
	return false
}

// coordinated says whether at token j a second verb of the same subject
// begins that is a cue: "and said", "but has warned".
func (r *speech) coordinated(j int) bool {
	d := r.d
	for j < r.s.Last && (d.tags[j] == tagAux && !isModal(d.lowerAt(j)) && !isBe(d.lowerAt(j)) || d.tags[j] == tagAdv) {
		j++
	}
	if j >= r.s.Last || d.quoted[j] >= 0 {
		return false
	}
	v, ok := cueVerbs()[d.tokens[j].lower]
	return ok && d.tags[j] == tagVerb && (v.form == formPast || v.form == formS) && v.takes&weak == 0 && !isOwnAct(v.lemma)
}

// isOwnAct says whether a verb tells what somebody does rather than says, so
// that after "and" it more likely goes on with the clause than begins a cue.
func isOwnAct(lemma string) bool {
	switch lemma {
	case "refuse", "decline", "want", "plan", "need", "seek", "like", "love", "hate", "prefer", "intend", "aim":
		return true
	}
	return false
}

// contentBefore reads the content to the left of "X said", whose source and
// cue take up the text from startByte; after is the token after them.
func (r *speech) contentBefore(g group, source span, startByte, after int) bool {
	d := r.d
	b := d.tokenAt(min(startByte, d.tokens[g.first].Start)) // the first token of source and cue
	e := b
	for e > r.s.First && (d.tags[e-1] == tagComma || d.tags[e-1] == tagDash) && d.quoted[e-1] < 0 {
		e--
	}
	if e <= r.s.First || e == b && d.quoted[e-1] < 0 {
		return r.quoteInLastSentence(g, source, b)
	}
	start := r.s.First
	if n := len(r.found); n > 0 && r.lastCue > start && r.lastCue < e {
		last := r.found[n-1].whole()
		if t := d.tokenAt(last.end); t < e && last.end <= d.tokens[e-1].Start && (t+1 < e || d.tags[t] != tagComma) {
			start = t
		}
	}
	for start < e && d.quoted[start] < 0 && (d.tags[start] == tagComma || d.tags[start] == tagStop || d.tags[start] == tagDash) {
		start++
	}
	start = r.pastOpener(start, e)
	if start >= e || !r.statesSomething(start, e) || d.quoted[e-1] < 0 && !r.endsAfter(g, source, after) {
		return false
	}
	content := r.toks(start, e)
	if q := d.quoted[start]; q >= 0 {
		content.start = d.quotations[q].start
	}
	parts := d.earlierParts(d.tokenAt(content.start), content)
	if more := r.resumed(after); !more.empty() {
		parts = append(parts, more)
	}
	r.add(g, source, formClause, parts...)
	return true
}

// endsAfter says whether source and cue, with the token after them, can close
// a clause that stands before them: nothing but adverbials follows.
func (r *speech) endsAfter(g group, source span, after int) bool {
	d := r.d
	if i := d.tokenAt(source.start); g.verb.takes&weak != 0 || i < len(d.tokens) && d.tags[i] == tagWh {
		return false
	}
	if after >= r.s.Last || g.verb.takes&takesListener != 0 {
		return true
	}
	switch d.tags[after] {
	case tagDet, tagNoun, tagName, tagPron, tagNum:
		return false
	}
	return true
}

// pastOpener skips "However," before content.
func (r *speech) pastOpener(start, e int) int {
	if start+1 < e && r.d.quoted[start] < 0 && r.d.tags[start] == tagAdv && r.d.tags[start+1] == tagComma {
		return start + 2
	}
	return start
}

// statesSomething says whether d.tokens[first:last] holds a verb or a
// quotation, and is more than "In those fields".
func (r *speech) statesSomething(first, last int) bool {
	for j := first; j < last; j++ {
		if t := r.d.tags[j]; t == tagAux || t == tagVerb || r.d.quoted[j] >= 0 || t == tagPron {
			return true
		}
	}
	return r.d.tags[first] != tagPrep && r.d.tags[first] != tagTime
}

// resumed gives the rest of content that "X said" interrupted: after token i
// stands a comma and then more of it.
func (r *speech) resumed(i int) span {
	d := r.d
	j := i
	for j < r.s.Last && j-i < 10 && d.tags[j] != tagComma && d.tags[j] != tagStop && d.quoted[j] < 0 {
		j++
	}
	if j >= r.s.Last || d.lowerAt(j) != "," { // a quotation without a comma is a title: on “Morning Show”
		return span{}
	}
	if d.quoted[j] < 0 {
		j++
	}
	if j >= r.s.Last {
		return span{}
	}
	if d.quoted[j] < 0 && (r.leavesClause(j) || j-i > 1) {
		return span{}
	}
	switch d.tags[j] {
	case tagQuote, tagVerb, tagAux, tagDet, tagName, tagNoun, tagPron, tagPrep:
		return r.toks(j, r.clauseEnd(j, false))
	}
	return span{}
}
