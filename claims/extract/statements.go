package extract

import (
	"sort"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// statements makes a claim of every attribution whose content no claim of
// another kind covers.
func statements(d *document, other []claims.Claim) []claims.Claim {
	var out []claims.Claim
	for i := range d.attributions {
		a := &d.attributions[i]
		if a.carrier || len(a.content) == 0 || d.coveredBy(a, other) || d.saidByOuter(i) || d.saidByNobody(a) || d.asksForNoName(a) {
			continue
		}
		out = append(out, d.statement(a))
	}
	return out
}

// coveredBy says whether other kinds of claims already say what a says: they
// have a's attribution and fill half of its content.
func (d *document) coveredBy(a *attribution, other []claims.Claim) bool {
	filled := 0
	for _, c := range other {
		if c.Attribution == nil && a.form == formNounCue && a.source.empty() && c.Start <= a.cue.start && a.cue.end <= c.End {
			return true // "spoke about a plan to …": the event says it
		}
		if c.Kind == claims.KindCeasefire && c.Start <= a.cue.start && a.cue.end <= c.End && isPosition(a.lemma) && d.namesTruce(a) {
			return true
		}
		if c.Attribution == nil || c.Attribution.Cue == nil || c.Attribution.Cue.Start != a.cue.start {
			continue
		}
		if c.Kind == claims.KindCeasefire {
			if !isNeutralCue(a.lemma) {
				return false
			}
		}
		for _, s := range a.content {
			filled = max(filled, min(s.end, c.End)-max(s.start, c.Start))
		}
	}
	return filled*2 >= d.contentSize(a)
}

// isNeutralCue says whether a cue says no more than that someone says it: a
// warning about a proposal is a statement beside the proposal.
func isNeutralCue(lemma string) bool {
	switch lemma {
	case "say", "tell", "add", "according", "announce", "state", "report", "confirm", "note", "write", ":", "propose", "accept", "reject", "agree", "refuse", "offer", "suggest", "declare":
		return true
	}
	return false
}

// isPosition says whether a cue is itself what a party does about a truce.
func isPosition(lemma string) bool {
	switch lemma {
	case "accept", "reject", "agree", "refuse", "decide", "respond", "reply", "answer", "consider", "weigh", "mull", "propose", "back", "support", "endorse", "welcome", "approve", "declare", "announce", "examine", "offer", "say":
		return true
	}
	return false
}

// namesTruce says whether a is about a truce in the article's words alone, with
// nothing quoted that would be lost.
func (d *document) namesTruce(a *attribution) bool {
	found := false
	for _, s := range a.content {
		for _, i := range d.tokensIn(s) {
			if d.quoted[i] >= 0 {
				return false
			}
			found = found || len(truceNouns()[d.tokens[i].lower]) > 0 || planNouns()[d.tokens[i].lower]
		}
	}
	return found && (a.lemma != "say" || d.negatedIn(a.cue.start, a.cue.end))
}

func (d *document) contentSize(a *attribution) int {
	n := 0
	for _, s := range a.content {
		n += s.end - s.start
	}
	return n
}

// saidByOuter says whether attribution i is only a part of what someone else's
// or the same speaker's already says: "signalled that he wants", "said that
// Moss believes". Only a quotation inside makes a claim of its own.
func (d *document) saidByOuter(i int) bool {
	a := d.attributions[i]
	for j := max(0, i-6); j < min(len(d.attributions), i+6); j++ {
		o := d.attributions[j]
		if j == i || o.carrier || o.form == formNounCue || o.form == formPassive {
			continue
		}
		if a.form == formNounCue && o.content[0].start == a.content[0].start { // "said in a statement that"
			return true
		}
		for _, c := range o.content {
			if !c.holds(a.cue) || c.start == a.cue.start {
				continue
			}
			if a.form != formQuoted || a.entity < 0 || a.entity == o.entity {
				return true
			}
		}
	}
	return false
}

// asksForNoName says whether a is only about the speaker's name: "who did not
// want to be named".
func (d *document) asksForNoName(a *attribution) bool {
	content := strings.ToLower(a.content[0].in(d.text))
	for _, words := range []string{"to be named", "to be identified", "not to be named", "not to be identified", "anonymity", "to remain anonymous"} {
		if content == words {
			return true
		}
	}
	return false
}

// saidByNobody says whether the source is a relative pronoun that stands for
// nobody who could be found.
func (d *document) saidByNobody(a *attribution) bool {
	if a.source.empty() || a.speaker != nil {
		return false
	}
	switch strings.ToLower(a.source.in(d.text)) {
	case "who", "which", "that", "whom":
		return true
	}
	return false
}

// proof gives the words that prove a: the sentences that it stands in, or its
// own clause alone where the rest of the sentence negates something else.
func (d *document) proof(a *attribution) span {
	whole := a.whole()
	first, last := d.sentenceAt(whole.start), d.sentenceAt(whole.end-1)
	first, last = max(first, 0), max(last, first, 0)
	all := span{d.sentences[first].Start, d.sentences[last].End}
	if a.form == formNounCue || a.form == formPassive {
		return all
	}
	if !a.source.empty() && d.negatedIn(a.source.end, a.cue.start) { // "denied that … and said": the second verb alone
		end := a.cue.end
		for _, s := range a.content {
			end = max(end, s.end)
		}
		return span{min(a.cue.start, a.content[0].start), d.closingMark(end)}
	}
	const longest = 2000 // a "sentence" beyond it is none
	if d.negatedIn(all.start, whole.start) || d.negatedIn(whole.end, all.end) || all.end-all.start > longest && whole.end-whole.start < longest {
		return span{whole.start, d.closingMark(whole.end)}
	}
	return all
}

// negatedIn says whether a word that negates stands within text[start:end].
func (d *document) negatedIn(start, end int) bool {
	i := sort.SearchInts(d.negations, start)
	return i < len(d.negations) && d.negations[i] < end
}

// closingMark takes in the marks that end a clause at end.
func (d *document) closingMark(end int) int {
	i := d.tokenAt(end)
	for i < len(d.tokens) && d.tokens[i].Start == end && (d.tags[i] == tagStop || d.tags[i] == tagQuote) {
		end = d.tokens[i].End
		i++
	}
	return end
}

func negates(w string) bool {
	switch w {
	case "not", "no", "never", "none", "nobody", "without", "neither", "nor", "cannot", "hardly", "unable", "yet":
		return true
	}
	return strings.HasSuffix(w, "n't") || strings.HasPrefix(w, "den") || strings.HasPrefix(w, "refus") || strings.HasPrefix(w, "fail")
}

// statement makes the claim of one attribution.
func (d *document) statement(a *attribution) claims.Claim {
	words := d.proof(a)
	start, end := words.start, words.end
	c := claims.Claim{
		Kind: claims.KindStatement, Quote: d.text[start:end], Start: start, End: end,
		Modality: d.modalityOfSpeech(a), Attribution: d.attributionOf(*a), Speaker: a.speaker, Confidence: confidence(a),
	}
	if !a.named.empty() && !(start <= a.named.start && a.named.end <= end) {
		c.Context = append(c.Context, d.span(a.named.start, a.named.end))
	}
	if !a.source.empty() && !words.holds(a.source) {
		c.Context = append(c.Context, d.span(a.source.start, a.source.end))
	}
	d.nameWhoAndWhere(&c, a)
	c.Text = d.standalone(a, c.When)
	return c
}

// nameWhoAndWhere fills in the time, the places, and whom the content names.
func (d *document) nameWhoAndWhere(c *claims.Claim, a *attribution) {
	s := d.sentences[max(a.sentence, 0)]
	c.When = d.saidWhen(a, span{s.Start, s.End})
	var order []int
	fullest := map[int]string{} // of each entity, its longest name in the content
	for _, part := range a.content {
		c.Where = append(c.Where, d.placesIn(part.start, part.end)...)
		for _, m := range d.names.in(part.start, part.end) {
			if _, known := fullest[m.entity]; !known {
				order = append(order, m.entity)
			}
			if name := m.in(d.text); len(name) > len(fullest[m.entity]) {
				fullest[m.entity] = name
			}
		}
	}
	for _, e := range order {
		if d.names.entities[e].person {
			c.People = append(c.People, fullest[e])
		} else {
			c.Organizations = append(c.Organizations, fullest[e])
		}
	}
}

// saidWhen gives the time that stands beside source and content, when it was
// said; else the time that the content itself gives. A quoted "yesterday"
// counts from when it was said and gives none.
func (d *document) saidWhen(a *attribution, sentence span) *claims.When {
	var inside *claims.When
	for _, w := range d.datesIn(sentence.start, sentence.end) {
		at := span{w.Start, w.End}
		if d.isQuotedAt(w.Start) || a.source.holds(at) {
			continue
		}
		if !inContent(a, at) {
			return &w
		}
		if inside == nil {
			inside = &w
		}
	}
	return inside
}

func inContent(a *attribution, s span) bool {
	for _, c := range a.content {
		if c.holds(s) {
			return true
		}
	}
	return false
}

// confidence of a statement: how sure the form of the words makes it that
// this speaker said this. Quoted words with a named speaker .9, reported
// clauses .8, infinitives .7, noun phrases .6, cues that are nouns .5,
// passives .45; .1 less without a known speaker.
func confidence(a *attribution) float64 {
	c := map[contentForm]float64{formQuoted: .9, formClause: .8, formInf: .7, formNominal: .6, formNounCue: .5, formPassive: .45}[a.form]
	if a.speaker == nil {
		c -= .1
	}
	return c
}

// modalityOfSpeech tells from the cue how the content is put.
func (d *document) modalityOfSpeech(a *attribution) claims.Modality {
	cue := " " + strings.ToLower(a.cue.in(d.text)) + " "
	switch a.lemma {
	case "deny", "reject", "refute", "rebut", "dismiss", "dispute", "disavow", "denial":
		return claims.Denied
	case "propose", "suggest", "offer", "proposal", "recommend", "unveil":
		if a.form != formQuoted {
			return claims.Proposed
		}
	case "demand", "urge", "call", "plead", "beg", "order", "appeal", "implore", "exhort", "request", "require", "petition", "advise", "press":
		if a.lemma != "call" || strings.Contains(cue, " for ") || strings.Contains(cue, " on ") {
			return claims.Demanded
		}
	case "want", "ask", "tell":
		if a.form == formInf {
			return claims.Demanded
		}
	case "promise", "pledge", "vow", "swear", "commit", "commitment", "intend", "intention", "plan":
		if a.form == formInf || a.lemma == "promise" || a.lemma == "pledge" || a.lemma == "vow" {
			return claims.Promised
		}
	case "threaten", "threat":
		return claims.Threatened
	case "warn", "warning":
		return claims.Threatened
	case "predict", "forecast", "expect", "foresee", "anticipate", "prediction", "expectation", "project", "hope", "fear":
		return claims.Predicted
	case "question", "doubt", "wonder":
		return claims.Questioned
	}
	return claims.Asserted
}
