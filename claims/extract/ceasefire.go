package extract

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// ceasefires proposes a claim for each position that a sentence takes on an
// end of fighting: who proposes, accepts, rejects, announces, extends, breaks
// or ends a ceasefire, for how long and on what terms.
func ceasefires(d *document) []claims.Claim {
	var out []claims.Claim
	for i, s := range d.sentences {
		r := &truceReader{d: d, s: s, index: i, tokens: d.tokens[s.First:s.Last]}
		if !r.find() {
			continue
		}
		for _, p := range r.positions() {
			if c, ok := r.claim(p); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

// truceReader reads one sentence for positions on a truce.
type truceReader struct {
	d      *document
	s      sentence
	index  int
	tokens []token
	truces []span // in tokens: the words that mean an end of fighting
}

// position is an act on the truce in tokens truce, by cue words at [first:last).
type position struct {
	act         claims.Act
	first, last int
	truce       span
	passive     bool
	noun        bool // the act is told by a noun: "the 30-day ceasefire proposal"
	proposed    bool // it is only proposed: "proposed extending the truce"
}

// maxTruces bounds the truces that are read in one sentence.
const maxTruces = 20

// truceNouns are the words for an end of fighting.
var truceNouns = phrasesOnce("ceasefire", "cease-fire", "ceasefires", "cease-fires", "truce", "truces", "armistice", "cessation of hostilities", "halt to fighting", "halt to the fighting", "halt in fighting", "halt in the fighting",
	"end to the fighting", "end to fighting", "end to hostilities", "suspension of hostilities", "pause in fighting", "pause in the fighting", "pause in hostilities", "humanitarian pause",
	"peace deal", "peace plan", "peace proposal", "peace agreement", "peace accord", "peace treaty", "peace initiative", "peace offer")

// find finds the words for a truce; it says whether there are any.
func (r *truceReader) find() bool {
	for i := 0; i < len(r.tokens); i++ {
		for _, words := range truceNouns()[r.word(i)] {
			if !r.has(i, words) || len(r.truces) >= maxTruces {
				continue
			}
			last := i + len(words)
			for planNouns()[r.word(last)] {
				last++
			}
			r.truces = append(r.truces, span{i, last})
			i = last - 1
			break
		}
	}
	if len(r.truces) == 0 {
		// "The 30-day proposal": only where the article is about a truce.
		for i := range r.tokens {
			if planNouns()[r.word(i)] && r.isDuration(i-1) && strings.Contains(strings.ToLower(r.d.text), "fire") {
				r.truces = append(r.truces, span{i, i + 1})
			}
		}
	}
	return len(r.truces) > 0
}

var planNouns = wordSetOnce("plan plans proposal proposals deal deals offer offers agreement agreements accord initiative terms conditions arrangement arrangements")

// acts are the verbs by act, in any form; phrases of several words first.
var acts = []struct {
	act   claims.Act
	words string
}{
	{claims.Undecided, undecidedWords + "|yet to accept|yet to agree|yet to respond|yet to sign|yet to decide|yet to comment|yet to say|still to accept|still to respond|still to agree|not yet accepted|not yet agreed|not yet responded|not yet signed|not yet said|not yet decided|not yet commented|has not responded|have not responded|has not said whether|not said whether|considering|weighing|mulling|studying|reviewing|undecided|examining"},
	{claims.Rejects, "rejected|rejects|reject|rejecting|refused|refuses|refuse|refusing|dismissed|dismisses|dismiss|dismissing|ruled out|rules out|rule out|ruling out|turned down|turns down|turn down|opposed|opposes|opposing|not accept|not agree|not support|rebuffed|spurned|declined|torpedoed|snubbed"},
	{claims.Accepts, "agreed to|agreed on|agrees to|agrees on|agree to|agree on|agreeing to|agreed|agrees|accepted|accepts|accept|accepting|backed|backs|endorsed|endorses|endorse|approved|approves|signed up to|signs up to|sign up to|signed|signs|welcomed|welcomes|supports|supported|support|on board|said yes to|reached|reaches"},
	{claims.Extends, "extended|extends|extend|extending|prolonged|renewed|prolongs|renews"},
	{claims.Violates, "violated|violates|violate|violating|breached|breaches|breach|breaching|broke|breaks|broken|breaking|flouted|violation of|violations of|breach of|breaches of|ignored"},
	{claims.Ends, "ended|ends|collapsed|collapses|expired|expires|withdrew from|withdraws from|pulled out of|pulls out of|abandoned|abandons|cancelled|canceled|suspended|broke down|tore up|called off|terminated|fell apart"},
	{claims.Announces, "announced|announces|announce|announcing|declared|declares|declare|declaring|came into force|comes into force|came into effect|comes into effect|took effect|takes effect|went into effect|entered into force|began|begins|starts|started|in force|unveiled|in place|held|holds|takes hold|took hold"},
	{claims.Proposes, "proposed|proposes|propose|proposing|offered|offers|offer|offering|suggested|suggests|called for|calls for|call for|calling for|demanded|demands|urged|urges|demanding|pushed for|pushing for|put forward|puts forward|presented|tabled|seeks|sought|wants|want|appealed for|requested"},
}

// undecidedWords say that an answer is still open, in so many ways.
const undecidedWords = "not decided|not decided whether|not decided if|not decided on|not yet decided whether|not yet decided if|not yet decided on|not yet said whether|not yet said if|not said if|" +
	"yet to decide whether|yet to decide if|yet to decide on|yet to say whether|yet to say if|yet to reply|yet to answer|yet to give an answer|yet to make a decision|yet to make up its mind|" +
	"not replied|not yet replied|not answered|not yet answered|not responded|not respond|not reply|not given an answer|not yet given an answer|not made a decision|not yet made a decision|not made up its mind|" +
	"gave no answer|given no answer|gave no response|given no response|gave no reply|given no reply|gives no answer|made no decision|no decision|no answer|no response|no reply|no immediate response|no immediate answer|no immediate reply|no official response|no official reply|no formal response|no clear answer|" +
	"unclear whether|unclear if|not clear whether|not clear if|uncertain whether|undecided whether|undecided on|deciding whether|considering whether|weighing whether|thinking about|mulling over"

type actPhrase struct {
	act   claims.Act
	words []string
}

// positions finds the acts of the sentence, each with the truce nearest to it.
func (r *truceReader) positions() []position {
	var out []position
	seen := map[claims.Act]bool{}
	for i := 0; i < len(r.tokens); {
		p, ok := r.actAt(i)
		if !ok {
			i++
			continue
		}
		i = p.last
		if truce, ok := r.truceOf(p); ok {
			p.truce = truce
			if r.supposed(p) {
				continue
			}
			if n := len(out); n > 0 && p.act == claims.Extends && out[n-1].truce == truce && p.first-out[n-1].last <= 1 {
				p.proposed = out[n-1].act == claims.Proposes
				p.first = out[n-1].first // "has not agreed to extend"
				seen[out[n-1].act], out = false, out[:n-1]
			}
			if p.act == claims.Accepts && len(out) > 0 && out[len(out)-1].act == claims.Proposes && out[len(out)-1].truce == truce && r.before(p.first, "to") != "" {
				out, seen[claims.Proposes] = out[:len(out)-1], false
			}
			if !seen[p.act] && !r.overridden(p, out) {
				seen[p.act] = true
				out = append(out, p)
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, t := range r.truces { // "the 30-day ceasefire proposal" alone
		if r.isQuestion() || r.duration(position{truce: t}) == "" && r.possessor(t.start) == "" {
			continue
		}
		if last := r.word(t.end - 1); strings.HasPrefix(last, "propos") || strings.HasPrefix(last, "offer") || strings.HasPrefix(last, "plan") {
			return []position{{act: claims.Proposes, first: t.start, last: t.end, truce: t, noun: true}}
		}
	}
	return nil
}

// supposed says whether an act is only one that something hangs on: "if
// Harland did not accept the plan".
func (r *truceReader) supposed(p position) bool {
	for k := p.first - 1; k >= 0 && k >= p.first-7; k-- {
		switch r.word(k) {
		case "if", "unless", "whether", "until":
			return true
		case ",", ";", "–", "—":
			return false
		}
	}
	return false
}

func (r *truceReader) isQuestion() bool { return r.word(len(r.tokens)-1) == "?" }

// overridden says whether an act is only the object of another: "yet to
// accept the proposal" proposes nothing.
func (r *truceReader) overridden(p position, earlier []position) bool {
	for _, e := range earlier {
		if open := e.act == claims.Undecided || e.act == claims.Rejects; open && e.truce == p.truce && p.last <= p.truce.start {
			return true
		}
		if e.truce == p.truce && p.first-e.last < 6 && (e.act == claims.Undecided || e.act == claims.Rejects || e.act == claims.Announces && p.act == claims.Accepts) {
			return true
		}
		if e.truce == p.truce && e.act == claims.Proposes && p.act == claims.Proposes {
			return true
		}
	}
	return false
}

// actAt reads an act that begins at token i.
func (r *truceReader) actAt(i int) (position, bool) {
	for _, phrase := range truceActs()[r.word(i)] {
		if r.has(i, phrase.words) && !r.inTruce(i) {
			return position{act: phrase.act, first: i, last: i + len(phrase.words)}, true
		}
	}
	return position{}, false
}

func (r *truceReader) inTruce(i int) bool {
	for _, t := range r.truces {
		if i >= t.start && i < t.end {
			return true
		}
	}
	return false
}

// truceReach is how many tokens may stand between an act and its truce.
const truceReach = 9

// truceOf finds the truce that an act is about: the nearest on its right, or
// on its left where the act is told of it ("the truce was extended").
func (r *truceReader) truceOf(p position) (span, bool) {
	for _, t := range r.truces {
		if gap := t.start - p.last; gap >= 0 && gap <= truceReach+5 && !r.parted(p.last, t.start) && !(p.act == claims.Undecided && r.asksOnly(p.last, t.start)) {
			return t, true
		}
	}
	for k := len(r.truces) - 1; k >= 0; k-- {
		t := r.truces[k]
		if p.act == claims.Undecided && r.word(p.last) != "from" {
			break
		}
		if gap := p.first - t.end; gap >= 0 && gap <= truceReach && !r.parted(t.end, p.first) && (r.aux(t.end, p.first) || intransitiveAct(p.act) || r.word(p.last) == "by" || p.act == claims.Proposes && r.relative(t.end, p.first)) {
			return t, true
		}
	}
	return span{}, false
}

// asksOnly says whether what was not answered is a reporter's question.
func (r *truceReader) asksOnly(from, to int) bool {
	for i := from; i < to; i++ {
		switch r.word(i) {
		case "request", "requests", "question", "questions", "comment", "call", "calls", "reporters":
			return true
		}
	}
	return false
}

// relative says whether tokens [from:to) begin a relative clause whose subject
// ends them: "the truce | that Solmark has | proposed".
func (r *truceReader) relative(from, to int) bool {
	if w := r.word(from); w == "," {
		from++
	}
	w := r.word(from)
	return (w == "that" || w == "which") && from+1 < to && (r.isCapital(from+1) || r.word(from+1) == "the")
}

func intransitiveAct(a claims.Act) bool {
	return a == claims.Ends || a == claims.Announces || a == claims.Violates
}

// parted says whether a clause ends between two tokens.
func (r *truceReader) parted(from, to int) bool {
	for i := from; i < to; i++ {
		switch r.word(i) {
		case ";", ":", "but", "while", "although", "because", "whether", "if", "after", "before", "since":
			return true
		}
	}
	return false
}

// aux says whether a form of "be" stands between two tokens: a passive.
func (r *truceReader) aux(from, to int) bool {
	for i := from; i < to; i++ {
		switch r.word(i) {
		case "was", "were", "been", "being", "be", "is", "are":
			return true
		}
	}
	return false
}

// claim makes the claim of a position.
func (r *truceReader) claim(p position) (claims.Claim, bool) {
	from, to := r.tokens[min(p.first, p.truce.start)].Start, r.tokens[max(p.last, p.truce.end)-1].End
	quote := r.d.quoteAround(r.s, from, to)
	f := &claims.Ceasefire{Act: p.act, Conditions: r.conditions(p), Terms: r.terms(p)}
	f.Party, f.Counterparty = r.parties(p)
	f.Duration = r.duration(p)
	p.passive = p.first > p.truce.end
	modality := modalityOf(r.tokens, p.first, p.last)
	if r.willing(p) || p.act == claims.Undecided || p.noun {
		modality = claims.Asserted
		if r.isQuestion() {
			modality = claims.Questioned
		}
	}
	switch {
	case p.act == claims.Accepts && r.negated(p.first):
		f.Act = claims.Rejects
		if r.yet(p.first) {
			f.Act = claims.Undecided
		}
	case p.proposed, r.word(p.first-1) == "to" && planNouns()[r.word(p.first-2)]: // "a plan to extend the truce"
		modality = claims.Proposed
	case p.act == claims.Proposes && r.negated(p.first):
		f.Act = claims.Rejects
	case p.act == claims.Rejects && r.negated(p.first):
		f.Act = claims.Undecided
	case p.act != claims.Undecided && r.negated(p.first):
		modality = claims.Denied
	}
	if f.Act == claims.Accepts && len(f.Conditions) > 0 {
		f.Act = claims.AcceptsConditionally
		if modality == claims.Conditional {
			modality = claims.Asserted
		}
	}
	if (f.Act == claims.Accepts || f.Act == claims.AcceptsConditionally) && !r.willing(p) && r.before(p.first, "should", "must", "to") != "" {
		if f.Party = r.urged(p); f.Party == "" {
			return claims.Claim{}, false
		}
		f.Act, modality = claims.Accepts, claims.Demanded // "urged Harland to accept": nobody accepts
	}
	c := claims.Claim{
		Kind: claims.KindCeasefire, Quote: quote.Text, Start: quote.Start, End: quote.End,
		Modality: modality, Ceasefire: f, Confidence: 0.75,
	}
	r.start(&c)
	r.d.supplement(&c)
	r.settleParty(&c)
	r.conditionContext(&c)
	r.d.alone(&c)
	return c, true
}

// urged gives who is urged to accept, "" if nobody is.
func (r *truceReader) urged(p position) string {
	for k := p.first - 1; k >= 0 && k >= p.first-8; k-- {
		switch r.word(k) {
		case "urged", "urges", "urging", "on", "upon", "pressed", "pressing", "asked", "asking", "told", "demanded", "pressured", "wants", "want", "pushed", "implored", "begged", "get", "pushing", "convince", "persuade":
			return r.nounPhrase(k + 1)
		case "should", "must":
			return r.subjectOf(position{first: k})
		}
	}
	return ""
}

// conditionContext adds the whole sentence where party or conditions stand
// outside of the quote.
func (r *truceReader) conditionContext(c *claims.Claim) {
	outside := false
	for _, words := range append([]string{c.Ceasefire.Party, c.Ceasefire.Counterparty}, append(c.Ceasefire.Conditions, c.Ceasefire.Terms...)...) {
		outside = outside || !strings.Contains(c.Quote, words)
	}
	if outside {
		c.Context = append(c.Context, r.d.span(r.s.Start, r.s.End))
	}
}

// willing says whether an acceptance is told by "willing to", "ready to".
func (r *truceReader) willing(p position) bool {
	return p.act == claims.Accepts && r.before(p.first, "willing", "ready", "prepared", "happy") != ""
}

// before gives which of words stands among the three tokens before i.
func (r *truceReader) before(i int, words ...string) string {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		for _, w := range words {
			if r.word(k) == w {
				return w
			}
		}
	}
	return ""
}

func (r *truceReader) negated(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if w := r.word(k); w == "not" || w == "never" || strings.HasSuffix(w, "n't") || w == "without" {
			return true
		}
	}
	return false
}

func (r *truceReader) yet(i int) bool {
	for k := max(i-4, 0); k < len(r.tokens) && k < i+8; k++ {
		if w := r.word(k); w == "yet" || w == "still" || w == "so" && r.word(k+1) == "far" {
			return true
		}
	}
	return false
}

func (r *truceReader) word(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].lower
}

func (r *truceReader) has(i int, words []string) bool {
	for k, w := range words {
		if r.word(i+k) != w {
			return false
		}
	}
	return true
}

// in gives the text of tokens [first:last).
func (r *truceReader) in(first, last int) string {
	if first >= last {
		return ""
	}
	return r.d.text[r.tokens[first].Start:r.tokens[last-1].End]
}

// start gives the claim the day on which a truce begins, where one is told.
func (r *truceReader) start(c *claims.Claim) {
	for i := range r.tokens {
		if w := r.word(i); w != "from" && w != "starting" && w != "beginning" && w != "on" {
			continue
		}
		if i+1 >= len(r.tokens) {
			break
		}
		for _, when := range r.d.datesIn(r.tokens[i+1].Start, r.s.End) {
			if when.Start <= r.tokens[min(i+2, len(r.tokens)-1)].Start && r.word(i) != "on" {
				c.Ceasefire.Start = when.From.Day()
				c.Context = append(c.Context, r.d.span(r.s.Start, r.s.End))
				return
			}
		}
	}
	if in := r.d.datesIn(r.s.Start, r.s.End); len(in) > 0 {
		c.When = &in[0]
	}
}

func isWord(t token) bool { return t.Kind == text.Word }
