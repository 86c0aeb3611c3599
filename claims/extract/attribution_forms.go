package extract

import "strings"

// inverted reads `"…," said X` and `…, said X.`.
func (r *speech) inverted(g group) bool {
	d := r.d
	if g.verb.takes&takesClause == 0 || g.verb.form == formIng || g.verb.form == formBase || g.particle {
		return false
	}
	if g.first == r.s.First && !r.afterQuotedSentence(g.first) {
		return r.saidFirst(g)
	}
	prev := d.prevTag(g.first, r.s)
	quote := g.first > 0 && d.quoted[g.first-1] >= 0
	if prev != tagComma && prev != tagDash && !quote || g.last >= r.s.Last || d.quoted[g.last] >= 0 {
		return false
	}
	if prev == tagComma && !quote && g.first-2 >= r.s.First && d.quoted[g.first-2] < 0 && g.verb.lemma != "say" && g.verb.lemma != "add" && g.verb.lemma != "write" && g.verb.lemma != "note" {
		return false
	}
	switch d.tags[g.last] {
	case tagDet, tagName, tagNoun, tagPron, tagNum:
	default:
		return false
	}
	end := r.phraseAfter(g.last, false)
	if end == g.last || end < r.s.Last && (d.tags[end] == tagAux || d.tags[end] == tagVerb && d.prevTag(end, r.s) != tagComma && !strings.HasSuffix(d.tokens[end].lower, "ing")) {
		return false
	}
	if !quote && end < r.s.Last && (d.quoted[end] >= 0 || d.tags[end] != tagComma && d.tags[end] != tagStop && d.tags[end] != tagPrep && d.tags[end] != tagTime && d.tags[end] != tagDash) {
		return false
	}
	source := r.toks(g.last, end)
	return r.contentBefore(g, source, d.tokens[g.first].Start, end)
}

// saidFirst reads "Said X: …".
func (r *speech) saidFirst(g group) bool {
	end := r.phraseAfter(g.last, false)
	if end == g.last || end+1 >= r.s.Last || r.d.lowerAt(end) != ":" {
		return false
	}
	r.add(g, r.toks(g.last, end), formClause, r.toks(end+1, r.clauseEnd(end+1, false)))
	return true
}

func (r *speech) afterQuotedSentence(i int) bool { return i > 0 && r.d.quoted[i-1] >= 0 }

// accordingTo reads "according to X", before or after its content.
func (r *speech) accordingTo() {
	d := r.d
	for i := r.s.First; i+1 < r.s.Last; i++ {
		if d.tokens[i].lower != "according" || d.tokens[i+1].lower != "to" || d.quoted[i] >= 0 {
			continue
		}
		g := group{first: i, head: i, last: i + 2, verb: cueVerb{lemma: "according"}}
		if i == r.s.First || i == r.s.First+1 && (d.tags[i-1] == tagAnd || d.tags[i-1] == tagBut) {
			r.accordingFirst(g)
			continue
		}
		end := r.phraseAfter(i+2, false)
		for end == i+2 && end < r.s.Last || end > i+2 && end < r.s.Last && d.tags[end] != tagComma && d.tags[end] != tagStop && d.quoted[end] < 0 && end-i < phraseReach {
			end++ // a source that no rule for noun phrases reads runs to the next mark
		}
		if end <= i+2 {
			continue
		}
		source := r.toks(i+2, end)
		start := r.s.First
		e := i
		for e > start && d.quoted[e-1] < 0 && (d.tags[e-1] == tagComma || d.tags[e-1] == tagDash) {
			e--
		}
		if e <= start {
			continue
		}
		content := r.toks(start, e)
		if q := d.quoted[start]; q >= 0 {
			content.start = d.quotations[q].start
		}
		r.add(g, source, formClause, content)
	}
}

// accordingFirst reads "According to X, the …": the source runs to the comma
// after which the content begins.
func (r *speech) accordingFirst(g group) {
	d := r.d
	end := g.last
	for end < r.s.Last && d.tags[end] != tagComma {
		end++
	}
	for k := end + 1; k < min(r.s.Last, end+20); k++ { // an apposition between commas
		if d.tags[k] == tagAux || d.tags[k] == tagVerb || d.tags[k] == tagPron || d.quoted[k] >= 0 {
			break
		}
		if d.tags[k] == tagComma && (d.tags[end+1] == tagDet || d.tags[end+1] == tagWh || d.tags[end+1] == tagNoun) {
			end = k
			break
		}
	}
	if end+1 >= r.s.Last {
		return
	}
	if to := r.clauseEnd(end+1, false); to > end+1 {
		r.add(g, r.toks(g.last, end), formClause, r.toks(end+1, to))
	}
}

// headline reads "X: content" where a short sentence or a transcript's line
// begins so.
func (r *speech) headline() {
	d := r.d
	for i := r.s.First + 1; i < min(r.s.Last-1, r.s.First+8); i++ {
		switch d.tags[i] {
		case tagName, tagNoun, tagPoss, tagDet:
			continue
		case tagStop:
			if d.tokens[i].lower != ":" {
				return
			}
		default:
			return
		}
		if d.quoted[r.s.First] >= 0 || d.tags[r.s.First] != tagNoun && d.tags[r.s.First] != tagDet && d.tags[r.s.First] != tagName || !isCapital(d, r.s.First) {
			return
		}
		short := i-r.s.First <= 4 && (r.index == 0 || d.sentences[r.index-1].Paragraph != r.s.Paragraph || d.tags[i-1] == tagName)
		headline := r.s.flat || d.quoted[i+1] >= 0 || short
		if !headline || !d.capitals(r.s.First, i) {
			return
		}
		g := group{first: i, head: i, last: i + 1, verb: cueVerb{lemma: ":"}}
		r.add(g, r.toks(r.s.First, i), formClause, r.toks(i+1, r.clauseEnd(i+1, false)))
		return
	}
}

// capitals says whether every word of d.tokens[first:last] that is no function
// word begins with a capital letter.
func (d *document) capitals(first, last int) bool {
	for i := first; i < last; i++ {
		if (d.tags[i] == tagNoun || d.tags[i] == tagName) && !isCapital(d, i) {
			return false
		}
	}
	return true
}

func isCapital(d *document, i int) bool {
	c := d.text[d.tokens[i].Start]
	return c >= 'A' && c <= 'Z' || c >= 0x80
}

// nounCues reads "the claim that …", "his promise to …", "X's warning of …".
func (r *speech) nounCues() {
	d := r.d
	for i := r.s.First; i+1 < r.s.Last; i++ {
		if d.tags[i] != tagNoun || d.quoted[i] >= 0 || d.quoted[i+1] >= 0 {
			continue
		}
		takes, ok := cueNouns[strings.TrimSuffix(d.tokens[i].lower, "s")]
		if !ok {
			continue
		}
		next := d.tokens[i+1].lower
		switch {
		case next == "that" && takes&takesClause != 0 && i+2 < r.s.Last && d.tags[i+2] != tagAux && d.tags[i+2] != tagVerb:
		case next == "to" && takes&takesInf != 0:
		default:
			continue
		}
		r.nounCue(i)
	}
}

// nounCue reads the noun cue whose noun is token i.
func (r *speech) nounCue(i int) {
	d := r.d
	start := i
	for start > r.s.First && i-start < 4 && d.tags[start-1] == tagNoun && d.quoted[start-1] < 0 {
		start--
	}
	g := group{first: start, head: i, last: i + 1, verb: cueVerb{lemma: strings.TrimSuffix(d.tokens[i].lower, "s")}}
	var source span
	switch {
	case d.prevTag(start, r.s) == tagPoss && d.tags[start-1] == tagPoss:
		if from := r.coreBefore(start - 1); from < start-1 {
			source = r.toks(from, start-1)
		}
	case d.prevTag(start, r.s) == tagDet:
		if isPossessive(d.tokens[start-1].lower) {
			source = r.toks(start-1, start)
		} else {
			g.first--
		}
	}
	end := r.clauseEnd(i+1, true)
	if r.firstVerb(g.first) == 0 {
		end = r.beforeSecondVerb(i+1, end)
	}
	if end > i+1 {
		r.add(g, source, formNounCue, r.toks(i+1, end))
		r.subjects = false
	}
}

func isPossessive(w string) bool {
	switch w {
	case "his", "her", "its", "their", "our", "my", "your":
		return true
	}
	return false
}

// cueNouns are the nouns that say, think or want, by what they take.
var cueNouns = map[string]int{
	"claim": takesClause, "warning": takesClause, "promise": takesClause | takesInf, "pledge": takesClause | takesInf, "vow": takesInf, "belief": takesClause,
	"hope": takesClause, "fear": takesClause, "concern": takesClause, "statement": takesClause, "announcement": takesClause, "suggestion": takesClause,
	"assertion": takesClause, "argument": takesClause, "accusation": takesClause, "allegation": takesClause, "idea": takesClause, "view": takesClause,
	"demand": takesClause | takesInf, "call": takesInf, "threat": takesInf, "offer": takesInf, "refusal": takesInf, "decision": takesInf, "plan": takesInf, "proposal": takesInf,
	"desire": takesInf, "worry": takesClause, "sign": takesClause, "evidence": takesClause, "rumor": takesClause, "rumour": takesClause, "report": takesClause,
	"notion": takesClause, "insistence": takesClause, "contention": takesClause, "conclusion": takesClause, "prediction": takesClause, "complaint": takesClause,
	"admission": takesClause, "acknowledgment": takesClause, "acknowledgement": takesClause, "assurance": takesClause, "opinion": takesClause, "conviction": takesClause,
	"recognition": takesClause, "doubt": takesClause, "indication": takesClause, "determination": takesInf, "willingness": takesInf, "reluctance": takesInf, "effort": 0,
	"theorie": takesClause, "theory": takesClause, "agreement": takesClause | takesInf, "request": takesInf, "revelation": takesClause, "charge": takesClause, "emphasi": takesClause,
	"worrie": takesClause, "intention": takesInf, "commitment": takesInf, "denial": takesClause, "expectation": takesClause, "perception": takesClause, "finding": takesClause,
}
