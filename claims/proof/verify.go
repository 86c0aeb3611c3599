package proof

import (
	"regexp"
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// Draft is an answer that nobody has checked yet. Its sentences may come from
// a model; its evidence comes from the store.
type Draft struct {
	Answer    claims.Answer // Question, Sentences, Conflicts, Facts, NewestReport, Articles, Engine, Tokens, MS
	Retrieved []Retrieved   // everything that a sentence may cite

	// Prose says that the sentences are a writer's own, not lines that the
	// program puts together ("5 killed in Halvick"): their grammar must agree
	// with that of the evidence too, and what somebody said must be said to be
	// theirs.
	Prose bool
}

// Retrieved is a claim with the head of its article and a link that opens the
// quote in it.
type Retrieved struct {
	Claim   Claim
	Article claims.Article
	URL     string
	Labels  []claims.Label // shown beside it; no sentence rests on them

	Source  string // one for claims of a text that several articles carry; "" for others
	Repeats string // the claim whose words it repeats; "" for none
}

func (r Retrieved) evidence() claims.Evidence {
	return claims.Evidence{Claim: r.Claim.Claim(), Article: r.Article.Head(), URL: r.URL, Labels: r.Labels, Source: r.Source, Repeats: r.Repeats}
}

// Fallen is a sentence that the verifier did not let through, and why.
type Fallen struct {
	Sentence claims.Sentence
	Problem  Problem
}

// Verify keeps of a draft what its citations support: each sentence cites what
// was retrieved; its numbers, names, dates and quoted words stand there; its
// modality and direction agree. What does not hold falls and is told. ok is
// false when nothing is left: the question is then to be refused.
func Verify(d Draft) (answer Answer, fallen []Fallen, ok bool) {
	v := newVerification(d)
	a := d.Answer
	drafted := a.Sentences
	a.Sentences, a.Evidence = nil, nil
	for _, s := range drafted {
		s.Text = tidy(s.Text)
		if p := v.check(s.Text, s.Citations, s.Facts); p != nil {
			fallen = append(fallen, Fallen{s, *p})
			continue
		}
		a.Sentences = append(a.Sentences, s)
	}
	a.Conflicts = v.conflicts(a.Conflicts)
	if len(a.Sentences) == 0 {
		return Answer{}, fallen, false
	}
	a.Evidence = v.evidence(a)
	a.Sources = independentSources(a.Evidence)
	a.Refused, a.Reason, a.Nearest = false, "", nil
	return Answer{finish(a)}, fallen, true
}

// Refuse makes the answer that says nothing but why, and what comes nearest.
// reason is a sentence of the program's own that claims nothing of the world.
func Refuse(d Draft, reason string, nearest []Retrieved) Answer {
	a := d.Answer
	a.Sentences, a.Evidence, a.Conflicts, a.Facts = nil, nil, nil, nil
	a.Refused, a.Reason, a.Nearest = true, reason, nil
	for _, r := range nearest {
		a.Nearest = append(a.Nearest, r.Claim.Claim())
		a.Evidence = append(a.Evidence, r.evidence())
	}
	return Answer{finish(a)}
}

// verification holds what sentences of one draft may cite.
type verification struct {
	claims map[string]Retrieved
	facts  map[string]claims.Fact
	read   reading
	prose  bool
}

func newVerification(d Draft) *verification {
	v := &verification{claims: map[string]Retrieved{}, facts: map[string]claims.Fact{}, read: reading{}, prose: d.Prose}
	for _, r := range d.Retrieved {
		v.claims[r.Claim.c.ID] = r
	}
	for _, f := range d.Answer.Facts {
		v.facts[f.ID] = f
	}
	return v
}

// check gives what is wrong with a sentence that cites these, or nil.
func (v *verification) check(sentence string, citations, facts []string) *Problem {
	if strings.TrimSpace(sentence) == "" {
		return &Problem{TextUnsupported, "the sentence is empty"}
	}
	sentence, problem := v.withoutRepeated(sentence, citations)
	if problem != nil {
		return problem
	}
	cited, problem := v.supported(sentence, citations, facts)
	if problem != nil {
		return problem
	}
	said := withoutVerdict(sentence)
	for _, c := range cited {
		if !sameDirection(said, c, v.read) {
			return &Problem{TextUnsupported, "says it otherwise than claim " + c.ID}
		}
		if !v.prose {
			continue
		}
		prose := withoutReport(said, v.claims[c.ID].Article)
		if first, ok := v.repeated(c.ID, citations); ok {
			prose = withoutReport(prose, first.Article)
		}
		if problem := newScene(&c, v.read).checkProse(prose); problem != nil {
			return problem
		}
	}
	if !countsHold(said, v.read, cited...) && len(facts) == 0 {
		return &Problem{BadNumber, "a count of another outcome or bound"}
	}
	return nil
}

// supported wants all that words name to stand in what they cite, and gives
// the claims cited. Names, dates, quoted and common words must stand in each
// citation alone, lest a sentence mix two claims into a third; only numbers
// may be shared out among them ("7 or 9 killed"). A claim that repeats another
// that is cited, in the words of one text, stands there with that.
func (v *verification) supported(words string, citations, facts []string) ([]claims.Claim, *Problem) {
	if len(citations) == 0 && len(facts) == 0 {
		return nil, &Problem{TextUnsupported, "nothing is cited"}
	}
	all := newSupport(v.read)
	for _, id := range facts {
		f, ok := v.facts[id]
		if !ok {
			return nil, &Problem{TextUnsupported, "cites a fact that was not computed"}
		}
		all.addText(f.Text)
	}
	var cited []claims.Claim
	for _, id := range citations {
		r, ok := v.claims[id]
		if !ok {
			return nil, &Problem{TextUnsupported, "cites what was not retrieved"}
		}
		alone := newSupport(v.read)
		alone.addClaim(r.Claim.c, r.Article)
		if first, ok := v.repeated(id, citations); ok {
			alone.addClaim(first.Claim.c, first.Article)
		}
		all.parts = append(all.parts, alone.parts...)
		all.days, all.reported = append(all.days, alone.days...), append(all.reported, alone.reported...)
		if len(facts) == 0 {
			if problem := alone.checkAllButNumbers(words); problem != nil {
				return nil, problem
			}
		}
		cited = append(cited, r.Claim.c)
	}
	return cited, all.check(words)
}

// repeated gives the claim that another repeats, if both are cited.
func (v *verification) repeated(id string, citations []string) (Retrieved, bool) {
	first, ok := v.claims[v.claims[id].Repeats]
	return first, ok && slices.Contains(citations, first.Claim.c.ID)
}

// withoutVerdict takes the program's own verdict from before a claim: "No,
// according to Metro: ".
func withoutVerdict(sentence string) string {
	return verdict.ReplaceAllString(sentence, "")
}

// withoutReport takes the report that a sentence names in brackets from its
// end: "(Metro, 14 Mar 2025 08:40)". That it is the cited one was checked before.
func withoutReport(sentence string, a claims.Article) string {
	at := strings.LastIndexByte(sentence, '(')
	if at < 0 || a.Outlet == "" {
		return sentence
	}
	if rest, ok := strings.CutPrefix(sentence[at+1:], a.Outlet); !ok || !reportDay.MatchString(rest) {
		return sentence
	}
	return strings.TrimRight(sentence[:at], " ")
}

var reportDay = regexp.MustCompile(`^(?:, via [^,()]{1,80})?(?:, [0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4}(?: [0-9]{2}:[0-9]{2})?)?\)\.?$`)

var verdict = regexp.MustCompile(`^(?:(?:Yes|No), according to [^:]{1,80}|Not according to the articles loaded here|Only on a condition|Earlier): `)

// conflicts keeps the conflicts of which two sides hold.
func (v *verification) conflicts(drafted []claims.Conflict) []claims.Conflict {
	kept := []claims.Conflict{}
	for _, c := range drafted {
		var sides []claims.Side
		var cited []string
		c.About = tidy(c.About)
		for _, side := range c.Sides {
			side.Text = tidy(side.Text)
			if v.check(side.Text, side.Citations, nil) == nil {
				sides = append(sides, side)
				cited = append(cited, side.Citations...)
			}
		}
		if _, problem := v.supported(c.About, cited, nil); problem == nil && len(sides) >= 2 {
			kept = append(kept, claims.Conflict{About: c.About, Sides: sides})
		}
	}
	return kept
}

// evidence lists what is cited, in the order of first citation.
func (v *verification) evidence(a claims.Answer) []claims.Evidence {
	var out []claims.Evidence
	seen := map[string]bool{}
	cite := func(ids []string) {
		for _, id := range ids {
			r, ok := v.claims[id]
			if !ok || seen[id] {
				continue
			}
			seen[id] = true
			out = append(out, r.evidence())
		}
	}
	for _, s := range a.Sentences {
		cite(s.Citations)
		for _, id := range s.Facts {
			cite(v.facts[id].Claims)
		}
	}
	for _, c := range a.Conflicts {
		c.About = tidy(c.About)
		for _, side := range c.Sides {
			side.Text = tidy(side.Text)
			cite(side.Citations)
		}
	}
	return out
}

// finish joins the sentences and makes absent lists empty ones.
func finish(a claims.Answer) claims.Answer {
	lines := make([]string, len(a.Sentences))
	for i, s := range a.Sentences {
		lines[i] = s.Text
	}
	a.Answer = strings.Join(lines, "\n")
	if a.Refused {
		a.Answer = a.Reason
	}
	if a.Sentences == nil {
		a.Sentences = []claims.Sentence{}
	}
	if a.Evidence == nil {
		a.Evidence = []claims.Evidence{}
	}
	if a.Facts == nil {
		a.Facts = []claims.Fact{}
	}
	if a.Conflicts == nil {
		a.Conflicts = []claims.Conflict{}
	}
	return a
}
