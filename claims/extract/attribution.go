package extract

import (
	"cmp"
	"slices"

	"github.com/claimbot/claimbot/claims"
)

// attribution is who said what, as spans of the text.
type attribution struct {
	source, cue span
	content     []span // in text order; more than one where it is interrupted
	via         []claims.Via
	lemma       string // of the cue: "say", "according"
	head        string // the cue's main word as it stands there, lower case
	form        contentForm
	sentence    int // the sentence that holds the cue
	carrier     bool
	speaker     *claims.Speaker
	entity      int  // who speaks, in document.names; -1 for nobody known
	named       span // the sentence that the full name was taken from, if another
}

// contentForm says what kind of words an attribution's content is.
type contentForm uint8

const (
	formClause  contentForm = iota // that …, a bare clause
	formQuoted                     // begins with a quotation mark
	formInf                        // to …
	formNominal                    // a noun phrase
	formPassive                    // the subject of "was described as"
	formNounCue                    // "the claim that …"
)

// whole is the span from the first to the last word of a.
func (a attribution) whole() span {
	w := a.cue
	for _, s := range append([]span{a.source}, a.content...) {
		if !s.empty() {
			w.start, w.end = min(w.start, s.start), max(w.end, s.end)
		}
	}
	return w
}

// findAttributions finds who said what, in the order of the cues.
func findAttributions(d *document) []attribution {
	var out []attribution
	for i := range d.sentences {
		r := speech{d: d, s: d.sentences[i], index: i}
		r.headline()
		r.accordingTo()
		r.nounCues()
		r.verbCues()
		out = append(out, r.found...)
	}
	slices.SortStableFunc(out, func(a, b attribution) int { return cmp.Compare(a.cue.start, b.cue.start) })
	d.continueQuotations(out)
	d.findCarriers(out)
	return out
}

// speech reads the attributions of one sentence.
type speech struct {
	d        *document
	s        sentence
	index    int
	found    []attribution
	lastCue  int  // the token after the last verb cue
	shared   span // the subject that "and said", "adding" go back to
	subjects bool // whether shared is known
}

// group is the tokens of a verb group, d.tokens[first:last], about head.
type group struct {
	first, head, last int
	verb              cueVerb
	passive           bool
	particle          bool // a preposition belongs to it
	infinitive        bool
}

// toks makes the span of d.tokens[first:last].
func (r *speech) toks(first, last int) span {
	if last <= first {
		return span{}
	}
	return span{r.d.tokens[first].Start, r.d.tokens[last-1].End}
}

// verbCues reads every verb that says, thinks or wants.
func (r *speech) verbCues() {
	for i := r.s.First; i < r.s.Last; i++ {
		if r.d.tags[i] != tagVerb || r.d.quoted[i] >= 0 {
			continue
		}
		if v, ok := cueVerbs()[r.d.tokens[i].lower]; ok {
			if g, ok := r.group(i, v); ok {
				r.read(g)
			}
		}
	}
}

// group finds the auxiliaries, adverbs and particles about the verb at i.
func (r *speech) group(i int, v cueVerb) (group, bool) {
	g := group{first: i, head: i, last: i + 1, verb: v}
	g.first = r.widenLeft(i)
	d := r.d
	for j := g.first; j < i; j++ {
		if isBe(d.tokens[j].lower) && (v.form == formPast || v.form == formPart) {
			g.passive = true
		}
	}
	if g.first > r.s.First && d.tags[g.first-1] == tagTo {
		var ok bool
		if g, ok = r.controlled(g); !ok {
			return g, false
		}
	}
	for _, p := range v.particles {
		if d.lowerAt(g.last) == p && g.last < r.s.Last {
			g.last, g.particle = g.last+1, true
			break
		}
	}
	return g, true
}

// widenLeft takes auxiliaries and adverbs before the verb into its group.
func (r *speech) widenLeft(i int) int {
	j := i
	for j > r.s.First && i-j < 6 && r.d.quoted[j-1] < 0 && (r.d.tags[j-1] == tagAux || r.d.tags[j-1] == tagAdv) {
		j--
	}
	for j < i && r.d.tags[j] == tagAdv && (j == r.s.First || r.d.tags[j-1] == tagComma || r.d.lowerAt(j) == "so" || r.d.lowerAt(j) == "however") {
		j++
	}
	return j
}

// controlled reads "to say" by what stands before it: "tried to say" is one
// group; "refused to say" is what "refused" takes, and no cue of its own.
func (r *speech) controlled(g group) (group, bool) {
	j := g.first - 2
	if j < r.s.First {
		return g, false
	}
	switch w := r.d.tokens[j].lower; {
	case isControl(w):
		g.first, g.infinitive = r.widenLeft(j), true
		return g, true
	}
	return g, false
}

func isControl(w string) bool {
	switch w {
	case "tried", "try", "tries", "trying", "continued", "continue", "continues", "continuing", "began", "begun", "begins", "went", "going", "seemed", "seems", "appeared", "appears",
		"used", "had", "has", "have", "needs", "need", "sought", "seeks", "came", "comes", "declined", "refused", "refuses", "declines":
		return true
	}
	return false
}

// read makes an attribution of a verb group if it finds content for it.
func (r *speech) read(g group) {
	if g.passive {
		r.readPassive(g)
		return
	}
	if r.byAgent(g) || r.inverted(g) {
		return
	}
	source, fronted := r.subject(g)
	if !fronted.ok {
		return
	}
	if r.contentAfter(g, source, fronted) {
		return
	}
	if g.verb.takes&takesClause != 0 && !source.empty() && !r.contentBefore(g, source, source.start, g.last) {
		r.quoteInNextSentence(g, source)
	}
}

// add keeps an attribution.
func (r *speech) add(g group, source span, f contentForm, content ...span) {
	if content = slices.DeleteFunc(content, span.empty); len(content) == 0 {
		return
	}
	content[len(content)-1].end = r.quotationEnd(content[len(content)-1])
	a := attribution{
		source: source, cue: r.toks(g.first, g.last), content: content, lemma: g.verb.lemma, head: r.d.tokens[g.head].lower,
		form: f, sentence: r.index,
	}
	if f == formClause && r.startsQuoted(content[0]) {
		a.form = formQuoted
	}
	r.found = append(r.found, a)
	if !source.empty() {
		r.shared, r.subjects = source, true
	}
	r.lastCue = g.last
}

// quotationEnd is where content that a quotation goes on beyond the sentence
// ends: with the quotation.
func (r *speech) quotationEnd(s span) int {
	d := r.d
	i := d.tokenAt(s.end) - 1
	if i < 0 || i >= len(d.tokens) || d.quoted[i] < 0 || i < r.s.Last-2 {
		return s.end
	}
	q := d.quotations[d.quoted[i]]
	if q.end <= d.sentences[r.index].End || q.start < s.start {
		return s.end
	}
	return q.end
}

func (r *speech) startsQuoted(s span) bool {
	i := r.d.tokenAt(s.start)
	return i < len(r.d.tokens) && r.d.quoted[i] >= 0
}

// byAgent reads "a penalty imposed by X": a participle after its noun.
func (r *speech) byAgent(g group) bool {
	d := r.d
	if g.verb.form != formPast && g.verb.form != formPart || d.lowerAt(g.last) != "by" || g.first != g.head || g.verb.takes&weak != 0 {
		return false
	}
	if t := d.prevTag(g.first, r.s); t != tagNoun && t != tagName {
		return true
	}
	end := r.phraseAfter(g.last+1, false)
	start := r.phraseBefore(g.first)
	if end > g.last+1 && start < g.first {
		r.add(g, r.toks(g.last+1, end), formPassive, r.toks(start, g.first))
	}
	return true
}

// readPassive reads "was described by X as …", "is expected to …".
func (r *speech) readPassive(g group) {
	d := r.d
	if g.verb.takes&weak != 0 || g.verb.takes&(takesClause|takesNoun) == 0 && !g.particle {
		return
	}
	var source span
	next := g.last
	if !g.particle && d.lowerAt(next) == "by" && next < r.s.Last {
		if end := r.phraseAfter(next+1, false); end > next+1 {
			source, next = r.toks(next+1, end), end
		}
	}
	start := r.phraseBefore(g.first)
	var content []span
	if w := d.lowerAt(start); start < g.first && w != "it" && w != "there" && d.tags[start] != tagWh {
		content = append(content, r.toks(start, g.first))
	}
	switch w := d.lowerAt(next); {
	case next >= r.s.Last:
	case w == "to" || w == "as" || w == "that" || w == "of" || w == "for" || g.particle || d.quoted[next] >= 0:
		if end := r.clauseEnd(next, r.subordinate(start)); end > next {
			content = append(content, r.toks(next, end))
		}
	}
	if g.verb.takes&takesListener != 0 && len(content) == 2 { // "he was told that": he is the listener
		content = content[1:]
	}
	if source.empty() && len(content) == 1 && g.verb.takes&takesClause == 0 && !g.particle {
		return
	}
	if len(content) > 0 {
		r.add(g, source, formPassive, content...)
	}
}

// subordinate says whether the clause whose subject begins at token start is
// one that a comma ends: "When X asks for help, …", "X, who says …, …".
func (r *speech) subordinate(start int) bool {
	d := r.d
	if start < len(d.tokens) && d.tags[start] == tagWh {
		return true
	}
	for j := start - 1; j >= r.s.First && start-j <= 3; j-- {
		switch d.tags[j] {
		case tagSub:
			return true
		case tagPrep:
			switch d.lowerAt(j) {
			case "as", "after", "before", "since", "until":
				return true
			}
			return false
		case tagAdv, tagBut, tagAnd:
		default:
			return false
		}
	}
	return false
}
