package ask

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// A report is one figure as one voice gives it, with every claim that gives it
// so.
type report struct {
	lead  candidate
	cited []candidate // the lead first, then those that say the same
}

// voice names who gives the figure: each voice once.
func (r report) voice() string {
	var names []string
	for i, c := range r.cited {
		if !slices.ContainsFunc(r.cited[:i], func(o candidate) bool { return sameVoice(o, c) }) {
			names = append(names, voice(c))
		}
	}
	return joinAnd(names)
}

func (r report) figure() claims.Figure { return r.lead.claim.Casualty.Figure }

// A count is one outcome of one incident: what each voice says of it last, and
// what they said before.
type count struct {
	outcome claims.Outcome
	reports []report // newest first
	earlier []report // replaced by what the same voice said later
}

// composeFigures answers "how many": for each incident and outcome the figure,
// who gives it, those who differ, and what was replaced.
func composeFigures(q Question, fitting []candidate) ([]claims.Sentence, []claims.Conflict) {
	counts := countsOf(q, fitting)
	var out []claims.Sentence
	var conflicts []claims.Conflict
	for _, c := range counts {
		lines, conflict := c.lines()
		if conflict != nil {
			conflicts = append(conflicts, *conflict)
		}
		out = append(out, lines...)
		if len(out) >= 2*most {
			break
		}
	}
	if lead, ok := combinedLead(counts); ok && len(conflicts) == 0 {
		out = append([]claims.Sentence{lead}, out...)
	}
	return out, conflicts
}

// countsOf groups figures that count the same thing.
func countsOf(q Question, fitting []candidate) []count {
	var groups [][]candidate
	for _, c := range fitting {
		if !countable(q, c) {
			continue
		}
		i := slices.IndexFunc(groups, func(g []candidate) bool { return sameCount(g[0].claim, c.claim) })
		if i < 0 {
			groups = append(groups, nil)
			i = len(groups) - 1
		}
		groups[i] = append(groups[i], c)
	}
	counts := make([]count, len(groups))
	for i, g := range groups {
		counts[i] = newCount(g)
	}
	return counts
}

// countable says whether a claim gives a figure of the kind that is asked for.
func countable(q Question, c candidate) bool {
	f := c.claim.Casualty
	if f == nil || !slices.Contains(q.Outcomes, f.Outcome) || c.claim.Modality != claims.Asserted {
		return false
	}
	return (f.PartOf == "" || len(q.Who) > 0) && f.Cumulative == asksCumulative(q)
}

func asksCumulative(q Question) bool {
	lower := strings.ToLower(q.Text)
	return strings.Contains(lower, "since ") || strings.Contains(lower, "so far")
}

// incidentDays is how far apart two reports of one incident may date it.
const incidentDays = 2

// sameCount says whether two casualty claims count the same thing: the same
// outcome of the same incident.
func sameCount(a, b claims.Claim) bool {
	return a.Casualty.Outcome == b.Casualty.Outcome && sameIncident(a, b)
}

// sameIncident says whether two claims tell of the same place and days. A
// figure that several places share is not that of one of them.
func sameIncident(a, b claims.Claim) bool {
	if a.Casualty.Joint != b.Casualty.Joint || !sharesPlace(a, b) {
		return false
	}
	fromA, toA := days(a)
	fromB, toB := days(b)
	if fromA.IsZero() || fromB.IsZero() {
		return a.ArticleID == b.ArticleID
	}
	slack := incidentDays * 24 * time.Hour
	return !fromA.After(toB.Add(slack)) && !fromB.After(toA.Add(slack))
}

func sharesPlace(a, b claims.Claim) bool {
	if len(a.Where) == 0 || len(b.Where) == 0 {
		return len(a.Where) == len(b.Where) && a.ArticleID == b.ArticleID
	}
	for _, p := range a.Where {
		for _, o := range b.Where {
			if slices.Equal(text.Terms(p.Name), text.Terms(o.Name)) {
				return true
			}
		}
	}
	return false
}

func days(c claims.Claim) (from, to time.Time) {
	f, t := c.ReportedAt, c.ReportedAt
	if c.When != nil {
		f, t = c.When.From, c.When.To
	}
	from, _ = claims.Time(f.Day()).Std()
	to, _ = claims.Time(t.Day()).Std()
	return from, to
}

// newCount sorts the claims of one count into what each voice says last and
// what it said before.
func newCount(group []candidate) count {
	group = slices.Clone(group)
	slices.SortStableFunc(group, newer)
	c := count{outcome: group[0].claim.Casualty.Outcome}
	for _, member := range group {
		c.place(member)
	}
	return c
}

// place puts one claim, newest first, where it belongs.
func (c *count) place(member candidate) {
	r := report{lead: member, cited: []candidate{member}}
	if c.isReplaced(member) {
		c.earlier = append(c.earlier, r)
		return
	}
	for i := range c.reports {
		if sameFigure(c.reports[i].figure(), r.figure()) {
			c.reports[i].cited = append(c.reports[i].cited, member)
			return
		}
	}
	c.reports = append(c.reports, r)
}

// isReplaced says whether the same voice gave another figure later. Two
// figures of one text are two counts, not an update.
func (c *count) isReplaced(member candidate) bool {
	for _, r := range c.reports {
		for _, later := range r.cited {
			if sameVoice(later, member) && later.claim.ArticleID != member.claim.ArticleID &&
				member.known().Before(later.known()) {
				return !sameFigure(r.figure(), member.claim.Casualty.Figure)
			}
		}
	}
	return false
}

func sameFigure(a, b claims.Figure) bool {
	return a.Min == b.Min && a.Qualifier == b.Qualifier && (a.Max == nil) == (b.Max == nil) && (a.Max == nil || *a.Max == *b.Max)
}

// sameVoice says whether two figures come from the same mouth: the same named
// speaker, or the same outlet in its own voice.
func sameVoice(a, b candidate) bool {
	if a.source != "" && a.source == b.source && isUnattributed(a.claim) && isUnattributed(b.claim) {
		return true // two outlets that carry one text
	}
	va, vb := voice(a), voice(b)
	if a.claim.Speaker != nil && b.claim.Speaker != nil && a.claim.Speaker.Name != "" && b.claim.Speaker.Name != "" {
		return text.SameName(a.claim.Speaker.Name, b.claim.Speaker.Name)
	}
	return strings.EqualFold(va, vb) || slices.Equal(text.Terms(va), text.Terms(vb))
}

// isUnattributed says whether a figure is given in the article's own voice.
func isUnattributed(c claims.Claim) bool {
	return (c.Speaker == nil || c.Speaker.Name == "" && c.Speaker.Role == "") && (c.Attribution == nil || c.Attribution.Source == nil)
}

// bySource parts a report by who stands behind it.
func (r report) bySource() []report {
	var out []report
	for _, group := range bySource(r.cited) {
		out = append(out, report{lead: group[0], cited: group})
	}
	return out
}

// lines writes the count: the lead, the voices, what was replaced.
func (c count) lines() ([]claims.Sentence, *claims.Conflict) {
	where := placePhrase(c.reports[0].lead.claim) + pastPhrase(c.reports[0].lead.claim)
	differing := c.differing()
	var out []claims.Sentence
	var conflict *claims.Conflict
	if len(differing) > 1 {
		out = append(out, claims.Sentence{Text: c.disagreement(differing) + where + ": sources disagree", Citations: citedBy(differing)})
		conflict = &claims.Conflict{About: string(c.outcome) + where}
		for _, r := range differing {
			first := r.bySource()[0]
			conflict.Sides = append(conflict.Sides, claims.Side{Text: first.says(), Citations: ids(first.cited)})
		}
	} else {
		lead := c.reports[0]
		out = append(out, claims.Sentence{Text: capitalised(c.phrase(lead)) + where, Citations: ids(lead.cited)})
	}
	for _, r := range c.reports {
		for _, own := range r.bySource() {
			out = append(out, claims.Sentence{Text: own.line(len(differing) > 1), Citations: ids(own.cited)})
		}
	}
	for _, r := range c.earlier {
		out = append(out, claims.Sentence{Text: earlier + r.says() + "; since replaced", Citations: ids(r.cited)})
	}
	return out, conflict
}

func (c count) phrase(r report) string { return FigurePhrase(r.figure()) + " " + string(c.outcome) }

// differing gives the reports whose bounds exclude one another. A text that
// gives two figures, but for two speakers that it names, counts two things.
func (c count) differing() []report {
	var out []report
	for _, r := range c.reports {
		clash := slices.ContainsFunc(out, func(o report) bool { return !compatible(o.figure(), r.figure()) && !sameText(o, r) })
		if len(out) == 0 || clash {
			out = append(out, r)
		}
	}
	return out
}

func sameText(a, b report) bool {
	if a.lead.claim.ArticleID != b.lead.claim.ArticleID {
		return false
	}
	sa, sb := a.lead.claim.Speaker, b.lead.claim.Speaker
	twoNamed := sa != nil && sb != nil && sa.Name != "" && sb.Name != "" && !text.SameName(sa.Name, sb.Name)
	return !twoNamed
}

func compatible(a, b claims.Figure) bool {
	if a.Qualifier == claims.About || b.Qualifier == claims.About {
		return 10*max(a.Min-b.Min, b.Min-a.Min) <= max(a.Min, b.Min)
	}
	return (a.Max == nil || *a.Max >= b.Min) && (b.Max == nil || *b.Max >= a.Min)
}

// disagreement is "3 or 4 killed", lowest first.
func (c count) disagreement(differing []report) string {
	sorted := slices.Clone(differing)
	slices.SortStableFunc(sorted, func(a, b report) int { return cmp.Compare(a.figure().Min, b.figure().Min) })
	var figures []string
	for _, r := range sorted {
		if p := FigurePhrase(r.figure()); !slices.Contains(figures, p) {
			figures = append(figures, p)
		}
	}
	return capitalised(strings.Join(figures, " or ")) + " " + string(c.outcome)
}

func citedBy(reports []report) []string {
	var out []string
	for _, r := range reports {
		out = append(out, ids(r.cited)...)
	}
	return out
}

// says is "regional governor: 4 killed (Outlet A, 13 Mar 2025 08:40)".
func (r report) says() string {
	c := r.lead
	parts := []string{}
	if outlet := carrierPhrase(c); outlet != voice(r.lead) {
		parts = append(parts, outlet)
	}
	if at := momentPhrase(c.claim.KnownSince); at != "" {
		parts = append(parts, at)
	}
	s := fmt.Sprintf("%s: %s %s", capitalised(r.voice()), FigurePhrase(r.figure()), c.claim.Casualty.Outcome)
	if about := strings.TrimPrefix(strings.Join(parts, ", ")+repeatedPhrase(r.cited), "; "); about != "" {
		s += " (" + about + ")"
	}
	return s
}

// line is what stands under the lead: who gives the figure, and the words.
func (r report) line(disputed bool) string {
	if disputed {
		return r.says()
	}
	return fmt.Sprintf("%s: “%s” (%s%s)", capitalised(r.voice()), strings.Join(strings.Fields(r.lead.claim.Quote), " "), sourcePhrase(r.lead), repeatedPhrase(r.cited))
}

// combinedLead puts two outcomes of one incident into one first line: "1
// killed and 5 injured in Kryvyi Rih".
func combinedLead(counts []count) (claims.Sentence, bool) {
	if len(counts) != 2 || counts[0].outcome == counts[1].outcome {
		return claims.Sentence{}, false
	}
	a, b := counts[0].reports[0], counts[1].reports[0]
	if !sameIncident(a.lead.claim, b.lead.claim) {
		return claims.Sentence{}, false
	}
	if a.lead.claim.Casualty.Outcome == claims.Injured {
		a, b = b, a
		counts = []count{counts[1], counts[0]}
	}
	return claims.Sentence{
		Text:      capitalised(counts[0].phrase(a)) + " and " + counts[1].phrase(b) + placePhrase(a.lead.claim) + pastPhrase(a.lead.claim),
		Citations: slices.Concat(ids(a.cited), ids(b.cited)),
	}, true
}
