package ask

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// Want is what a question asks for.
type Want string

// The wants.
const (
	WantLookUp   Want = "look-up"
	WantCount    Want = "count"    // how many
	WantSaid     Want = "said"     // what someone said
	WantWho      Want = "who said" // who said something
	WantHappened Want = "happened" // has it happened: yes or no
	WantStatus   Want = "status"   // where things stand
	WantWhen     Want = "when"     // when it happened
)

// Question is a question as far as rules understand it.
type Question struct {
	Text       string
	Want       Want
	Kinds      []claims.Kind    // kinds that can answer it; none means any
	Outcomes   []claims.Outcome // for counts
	Act        claims.Act       // the act that is asked about, "" if none
	Speaker    []string         // terms of the name whose words are asked for
	Party      []string         // terms of whose act is asked about; also among Named
	PartyNames []string         // the words of Party as they were written
	Places     [][][]string     // names that a count must be about, each with its alternatives
	Named      []string         // terms of names and places: an answer must be about them
	Topic      []string         // the other content terms
	From, To   string           // days, inclusive
	Who        []string         // terms of the kind of people counted: "children"
}

// Terms are what the index is asked for.
func (q Question) Terms() []string {
	return slices.Compact(slices.Concat(q.Speaker, q.Named, q.Topic, q.Who))
}

var (
	reCount    = regexp.MustCompile(`(?i)\b(how many|number of|death toll|toll|casualt(y|ies)|how much loss|body count)\b`)
	reSaid     = regexp.MustCompile(`(?i)\bwhat (?:else )?(?:did|has|have|had|does|do|is|was|were|are) (.+?) (?:(?:also|publicly|just|actually|really|even) )?(said|say|saying|says|tell|told|claim|claimed|claiming|think|thinks|thinking|want|wanted|wants|promise|promised|warn|warned|announce|announced|demand|demanded|argue|argued|believe|state|stated|post|posted|write|written|deny|denied|call for|mean|propose|proposed|vow|vowed|threaten|threatened|suggest|suggested|respond|react|reacted)\b(.*)$`)
	reStance   = regexp.MustCompile(`(?i)\b(?:what(?:'s| is| was|’s) )?(?:the )?(?:position|stance|view|opinion|statement|statements|words|comment|comments|response|reaction|quotes?|remarks?) (?:of|by|from) (.+?)(?: (?:on|about|regarding|over|to|concerning)\b(.*))?\??$`)
	reStanceOf = regexp.MustCompile(`(?i)\bwhat(?:'s| is| was|’s) (.+?)['’]s? (?:position|stance|view|opinion|response|reaction|demands?|goals?|plan|statement)(.*)$`)
	reAccord   = regexp.MustCompile(`(?i)\baccording to ([^,?]+)`)
	reWho      = regexp.MustCompile(`(?i)^(?:so )?who (?:\w+ )?(?:said|says|claimed|claims|announced|told|warned|reported|reports|stated|believes|thinks|promised|denied|called|wants|vowed|first said|first reported)\b`)
	reHappened = regexp.MustCompile(`(?i)^(?:so |and |but )?(?:has|have|had|did|does|do|is|are|was|were|will|would|can)n?['’]?t? `)
	reWhen     = regexp.MustCompile(`(?i)^(?:so |and )?(?:when|on (?:what|which) (?:day|date)|since when)\b`)
	reStatus   = regexp.MustCompile(`(?i)\b(status|latest|where do(?:es)? .* stand|what(?:'s| is|’s) happening|situation|update on)\b`)
	reTruce    = regexp.MustCompile(`(?i)\b(cease-?fires?|truces?|armistice|cessation of hostilities)\b`)
	reHarm     = regexp.MustCompile(`(?i)\b(casualt(y|ies)|toll|victims?)\b`)
	rePlan     = regexp.MustCompile(`(?i)\b(proposal|peace (plan|deal)|deal|plan)\b`)
	reList     = regexp.MustCompile(`(?i)\b(?:and|or)\b|[,;]`)
	reFollowUp = regexp.MustCompile(`(?i)^(?:and|what about|how about|and what about|but)\b`)
)

// outcomeWords tell which outcomes a count asks about.
var outcomeWords = []struct {
	re      *regexp.Regexp
	outcome claims.Outcome
}{
	{regexp.MustCompile(`(?i)\b(kill|killed|dead|die|died|dying|deaths?|fatalit(y|ies)|death toll|slain|lost their lives|murdered)\b`), claims.Killed},
	{regexp.MustCompile(`(?i)\b(injur(y|ed|ies)|hurt|wounded|wounds?|hospitali[sz]ed)\b`), claims.Injured},
	{regexp.MustCompile(`(?i)\b(missing|unaccounted)\b`), claims.Missing},
	{regexp.MustCompile(`(?i)\b(captured|taken prisoner)\b`), claims.Captured},
	{regexp.MustCompile(`(?i)\b(abducted|kidnapped|hostages?)\b`), claims.Abducted},
	{regexp.MustCompile(`(?i)\b(displaced|fled|homeless|evacuated)\b`), claims.Displaced},
	{regexp.MustCompile(`(?i)\b(arrested|arrests|detained)\b`), claims.Arrested},
}

// actQuestions tell which act a yes-or-no question asks about.
var actQuestions = []struct {
	re  *regexp.Regexp
	act claims.Act
}{
	{regexp.MustCompile(`(?i)\b(accept\w*|agree\w*|sign\w*|back\w*|approv\w*|say yes|said yes|on board)\b`), claims.Accepts},
	{regexp.MustCompile(`(?i)\b(reject\w*|refus\w*|turn\w* down|rul\w+ out)\b`), claims.Rejects},
	{regexp.MustCompile(`(?i)\b(propos\w*|offer\w*|suggest\w*)\b`), claims.Proposes},
	{regexp.MustCompile(`(?i)\b(violat\w*|breach\w*|broke\w*|break\w*)\b`), claims.Violates},
	{regexp.MustCompile(`(?i)\b(extend\w*|prolong\w*)\b`), claims.Extends},
	{regexp.MustCompile(`(?i)\b(end|ended|ends|collaps\w*|expire\w*)\b`), claims.Ends},
	{regexp.MustCompile(`(?i)\b(announce\w*|declare\w*)\b`), claims.Announces},
}

// actTerms are what a question about an act is put with: the act itself is
// compared, not its word.
var actTerms = termSet(`accept agreed sign signed back backed approve approved reject refuse turn turned down ruled out rule propose proposed proposal offer offered suggest suggested
	violate violated breach breached broke broken break extend extended prolong prolonged end ended collapse collapsed expire expired announce announced declare declared plan deal board`)

// hollow are terms that questions are put with and that no claim needs to
// hold, as stems.
var hollow = termSet(`happen happened happening latest news article articles report reports reported reporting many number much long people persons person
	position stance view opinion currently situation status update yes true claim claims think believe toll figure figures casualties
	total anyone anybody someone somebody anything something people's make made take took place word words statement statements comment comments remark remarks quote quotes
	want wants wanted announce announced publicly actually really exactly far date day time today currently loaded first ever detail details
	city cities town towns village villages near around outside inside information info reaction respond response yet according thing things everything`)

// whoWords are kinds of people that a count may be narrowed to.
var whoWords = termSet(`child children kid kids baby babies infant infants woman women man men girl girls boy boys civilian civilians soldier soldiers troops fighter fighters militant militants
	journalist journalists reporter reporters doctor doctors medic medics nurse nurses teacher teachers student students police officer officers policeman policemen firefighter firefighters rescuer rescuers
	worker workers miner miners passenger passengers tourist tourists villager villagers resident residents prisoner prisoners pensioner pensioners priest priests pupil pupils driver drivers farmer farmers peasant peasants`)

func termSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, t := range text.Terms(list) {
		m[t] = true
	}
	return m
}

// Understand reads a question by rules. earlier are the questions before it;
// a short follow-up ("And in Odesa?") takes from the last of them what it
// leaves out. today resolves relative days.
func Understand(question string, earlier []string, today claims.Time) Question {
	q := understandOne(question, today)
	if len(earlier) == 0 || !isFollowUp(question, q) {
		return q
	}
	last := Understand(earlier[len(earlier)-1], earlier[:len(earlier)-1], today)
	return q.following(last)
}

func isFollowUp(question string, q Question) bool {
	if reFollowUp.MatchString(question) {
		return true
	}
	return pronounSpeaker(q.Text) || q.Want == WantLookUp && len(strings.Fields(question)) <= 3
}

// pronounSpeaker says whether a question names nobody but speaks of someone.
func pronounSpeaker(question string) bool {
	for _, w := range strings.Fields(strings.ToLower(question)) {
		switch strings.Trim(w, "?.,!'’") {
		case "he", "she", "they", "his", "her", "their":
			return true
		}
	}
	return false
}

// following fills what a follow-up leaves out from the question before.
func (q Question) following(last Question) Question {
	if q.Want == WantLookUp {
		q.Want, q.Kinds, q.Act = last.Want, last.Kinds, last.Act
		if len(q.Outcomes) == 0 {
			q.Outcomes = last.Outcomes
		}
		if len(q.Named) == 0 {
			q.Named = last.Named
		}
		if last.Want == WantSaid && len(q.Speaker) == 0 { // "And Peskov?"
			q.Speaker, q.Named = q.Named, nil
			if len(q.Speaker) == 0 {
				q.Speaker = last.Speaker
			}
		}
		if last.Want == WantCount {
			q.Topic = nil
		}
		return q
	}
	if q.Want == WantSaid && len(q.Speaker) == 0 && pronounSpeaker(q.Text) { // "What did he say about Kursk?"
		q.Speaker = last.Speaker
		if len(q.Speaker) == 0 {
			q.Speaker = last.Named
		}
	}
	if len(q.Speaker) == 0 && len(q.Named) == 0 {
		q.Speaker, q.Named = last.Speaker, last.Named
		if q.Want != WantSaid {
			q.Named, q.Speaker = slices.Concat(last.Speaker, last.Named), nil
		}
	}
	if len(q.Outcomes) == 0 {
		q.Outcomes = last.Outcomes
	}
	return q
}

func understandOne(question string, today claims.Time) Question {
	q := Question{Text: question, Want: WantLookUp}
	rest := question
	for _, d := range text.FindDates(question, today) {
		q.From, q.To = d.From.Day(), d.To.Day()
		rest = strings.Replace(rest, d.Text, " ", 1)
	}
	rest = q.readWant(strings.TrimRight(strings.TrimSpace(rest), "?! ."))
	q.readTerms(rest)
	return q
}

// readWant finds what is asked for and gives the words that say about what.
func (q *Question) readWant(s string) string {
	truce := reTruce.MatchString(s)
	for _, o := range outcomeWords {
		if o.re.MatchString(s) {
			q.Outcomes = append(q.Outcomes, o.outcome)
		}
	}
	switch {
	case reSaid.MatchString(s):
		m := reSaid.FindStringSubmatch(s)
		q.Want = WantSaid
		q.Speaker = speakerTerms(m[1])
		q.Outcomes = nil
		return m[3]
	case reStance.MatchString(s):
		m := reStance.FindStringSubmatch(s)
		q.Want, q.Speaker, q.Outcomes = WantSaid, speakerTerms(m[1]), nil
		return m[2]
	case reStanceOf.MatchString(s):
		m := reStanceOf.FindStringSubmatch(s)
		q.Want, q.Speaker, q.Outcomes = WantSaid, speakerTerms(m[1]), nil
		return m[2]
	case reWho.MatchString(s):
		q.Want, q.Outcomes = WantWho, nil
		return reWho.ReplaceAllString(s, "")
	case reCount.MatchString(s) && !truce:
		if len(q.Outcomes) == 0 && reHarm.MatchString(s) {
			q.Outcomes = []claims.Outcome{claims.Killed, claims.Injured}
		}
		if len(q.Outcomes) > 0 { // other things that can be counted are looked up
			q.Want, q.Kinds = WantCount, []claims.Kind{claims.KindCasualty}
		}
		return s
	case reWhen.MatchString(s):
		q.Want, q.Outcomes = WantWhen, nil
		return reWhen.ReplaceAllString(s, "")
	case reHappened.MatchString(s):
		q.Want = WantHappened
		if truce || rePlan.MatchString(s) {
			q.readAct(s)
		}
		return reHappened.ReplaceAllString(s, "")
	case reStatus.MatchString(s):
		q.Want = WantStatus
	}
	if truce {
		q.readAct(s)
	}
	if m := reAccord.FindStringSubmatch(s); m != nil {
		q.Speaker = speakerTerms(m[1])
		s = strings.Replace(s, m[0], "", 1)
	}
	return s
}

func (q *Question) readAct(s string) {
	for _, a := range actQuestions {
		if at := a.re.FindStringIndex(s); at != nil {
			q.Act = a.act
			q.readParty(reHappened.ReplaceAllString(s[:at[0]], ""))
			break
		}
	}
	if q.Act != "" || q.Want == WantStatus {
		q.Kinds = []claims.Kind{claims.KindCeasefire}
		q.Outcomes = nil
	}
}

// readParty takes the subject of "has … accepted" for someone who must be met,
// with a capital or without.
func (q *Question) readParty(subject string) {
	for _, w := range strings.Fields(subject) {
		for _, t := range text.Terms(w) {
			if !hollow[t] && !reTruce.MatchString(t) {
				q.Party, q.PartyNames = append(q.Party, t), append(q.PartyNames, titleCase(w))
			}
		}
	}
}

// speakerTerms gives the terms of a name, without titles that may differ.
func speakerTerms(name string) []string {
	if pronounSpeaker(name) {
		return nil
	}
	return text.Terms(name)
}

// readTerms splits the content words into names that must be met and topic.
func (q *Question) readTerms(s string) {
	named := namedTerms(q.Text)
	if q.Want == WantCount {
		q.readPlaces(s, named)
	}
	for _, t := range q.Party {
		named[t] = true
	}
	for _, t := range text.Terms(s) {
		switch {
		case q.Want == WantCount && whoWords[t]:
			q.Who = append(q.Who, t)
		case q.Want == WantCount && q.statesOutcome(t), q.Act != "" && actTerms[t] && !named[t], hollow[t] && !named[t]:
		case named[t]:
			q.Named = append(q.Named, t)
		default:
			q.Topic = append(q.Topic, t)
		}
	}
}

// readPlaces reads the names that a count must be about: each name, or, of
// "Halvick and Varnholm", one of them.
func (q *Question) readPlaces(s string, named map[string]bool) {
	var run []string
	listed := false // the name that comes is one more of a list
	flush := func() {
		switch last := len(q.Places) - 1; {
		case len(run) == 0:
		case listed && last >= 0:
			q.Places[last] = append(q.Places[last], run)
		default:
			q.Places = append(q.Places, [][]string{run})
		}
		run = nil
	}
	for _, t := range text.Tokens(s) {
		w := t.In(s)
		terms := text.Terms(w)
		if len(terms) > 0 && !slices.ContainsFunc(terms, func(t string) bool { return !named[t] }) {
			run = append(run, terms...)
			continue
		}
		had := len(run) > 0
		flush()
		listed = (had || listed) && reList.MatchString(w)
	}
	flush()
}

func (q *Question) statesOutcome(term string) bool {
	return slices.ContainsFunc(q.Outcomes, func(o claims.Outcome) bool { return text.Meaning(text.Stem(string(o))) == term })
}

// namedTerms gives the terms of s that name someone or somewhere: words with a
// capital that do not begin the sentence, and places however they are written.
func namedTerms(s string) map[string]bool {
	named := map[string]bool{}
	upper := s == strings.ToUpper(s)
	for i, t := range text.Tokens(s) {
		w := t.In(s)
		r, _ := utf8.DecodeRuneInString(w)
		if t.Kind == text.Word && unicode.IsUpper(r) && !upper && (i > 0 || len(text.FindPlaces(w)) > 0) {
			addTerms(named, w)
		}
	}
	for _, name := range text.FindNames(s) {
		addTerms(named, name.Text)
	}
	for _, p := range text.FindPlaces(titleCase(s)) {
		addTerms(named, p.Text)
	}
	return named
}

func addTerms(set map[string]bool, words string) {
	for _, t := range text.Terms(words) {
		set[t] = true
	}
}

// titleCase gives each word that is not a stop word a capital, as place names
// in a question typed in lower case would have.
func titleCase(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if r, n := utf8.DecodeRuneInString(w); !text.IsStopWord(strings.ToLower(w)) && len(text.Terms(w)) > 0 && !hollow[text.Terms(w)[0]] {
			words[i] = string(unicode.ToUpper(r)) + w[n:]
		}
	}
	return strings.Join(words, " ")
}
