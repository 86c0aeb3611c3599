package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// shown is what an answer is rendered from.
type shown struct {
	id       string // under which it is kept; "" leaves its buttons away
	server   string // named in its buttons where the channel does not tell it
	answer   proof.Answer
	fallback string // why no model composed it
	stale    bool
	loaders  map[string]string // who loaded an article, by its id
	now      time.Time
	withheld map[string]string // why the words of a claim are not shown any more
	within   string            // the server's name, where the person may ask in several
}

// Lengths within an answer, in units.
const (
	maxSentence = 900
	maxNearest  = 300
	maxSource   = 220
	maxFallback = 300
)

// outdated is the age at which the newest report that an answer rests on gets
// a warning: news of a week ago may well have been overtaken.
const outdated = 7 * 24 * time.Hour

// sourcesShown is how many articles are named under an answer.
const sourcesShown = 4

// card renders the answer: the first line bold, then who says it, then a small
// footer. What does not fit is told and stands under Sources.
func (s shown) card() card {
	a := s.answer.Answer()
	foot := s.footer(a)
	budget := maxDescription - units(foot) - 1
	lines, rest := s.fit(a, budget)
	if rest > 0 {
		lines = append(lines, fmt.Sprintf("-# %s more: press Sources", countOf(rest, "sentence")))
	}
	return card{text: strings.Trim(strings.Join(append(lines, foot), "\n"), "\n"), tone: toneOf(a), rows: s.controls(a)}
}

func toneOf(a claims.Answer) tone {
	switch {
	case a.Refused:
		return toneRefusal
	case len(a.Conflicts) > 0:
		return toneDisputed
	}
	return toneAnswer
}

// moreLine is room for the line that tells what was left away.
const moreLine = 40

// fit gives as many whole lines as fit into budget, and how many do not. Marks
// are links where there is room for them.
func (s shown) fit(a claims.Answer, budget int) (lines []string, rest int) {
	lines = s.lines(a, true)
	if length(lines) > budget {
		lines = s.lines(a, false)
	}
	for length(lines) > budget-moreLine && len(lines) > 1 {
		lines = lines[:len(lines)-1]
		rest++
	}
	return lines, rest
}

func length(lines []string) int {
	n := 0
	for _, l := range lines {
		n += units(l) + 1
	}
	return n
}

// lines are the sentences with their marks, or the refusal with what comes
// nearest.
func (s shown) lines(a claims.Answer, linked bool) []string {
	marks := marksOf(a, linked)
	if a.Refused {
		return refusalLines(a, marks)
	}
	out := make([]string, len(a.Sentences))
	for i, sentence := range a.Sentences {
		words := escapedFit(claims.Labelled(sentence.Text, a.LabelsOf(sentence.Citations)), maxSentence)
		if i == 0 {
			words = "**" + words + "**"
		}
		out[i] = strings.TrimSpace(words + " " + marks.of(sentence.Citations))
	}
	return out
}

func refusalLines(a claims.Answer, marks marks) []string {
	if a.Articles == 0 && a.LeftOut == nil {
		return []string{"**No articles are loaded here yet, so there is nothing to answer from.**"}
	}
	out := []string{"**" + escapedFit(a.Reason, maxSentence) + "**"}
	for i, e := range a.Evidence {
		words := escapedFit(strings.TrimSuffix(e.Text, "."), maxNearest)
		words += " (" + labelledOutlet(e.Article, e.Labels) + ", " + day(e.ReportedAt) + ") " + marks.of([]string{e.ID})
		if i == 0 {
			words = "Nearest: " + words
		}
		out = append(out, words)
	}
	return out
}

// marks are the numbers under which an answer's claims are cited.
type marks map[string]mark

type mark struct {
	number int
	text   string
}

// maxMarksShown is how many marks a sentence shows.
const maxMarksShown = 12

// maxMarkLink bounds the address behind a mark: an answer has many.
const maxMarkLink = 300

func marksOf(a claims.Answer, linked bool) marks {
	out := marks{}
	for i, e := range a.Evidence {
		text := fmt.Sprintf(`\[%d\]`, i+1)
		if address := linkable(e.URL, maxMarkLink); linked && address != "" {
			text = "[" + text + "](" + address + ")"
		}
		out[e.ID] = mark{i + 1, text}
	}
	return out
}

// of is "[1][2]" for what a sentence cites, in order and each once.
func (m marks) of(citations []string) string {
	var cited []mark
	for _, id := range citations {
		if k, ok := m[id]; ok && !slices.Contains(cited, k) {
			cited = append(cited, k)
		}
	}
	slices.SortFunc(cited, func(a, b mark) int { return a.number - b.number })
	var b strings.Builder
	for _, k := range cited[:min(len(cited), maxMarksShown)] {
		b.WriteString(k.text)
	}
	if more := len(cited) - maxMarksShown; more > 0 {
		fmt.Fprintf(&b, " (+%d under Sources)", more)
	}
	return b.String()
}

// controls are the answer's buttons; they carry its id, so that they work for
// as long as the message stands.
func (s shown) controls(a claims.Answer) [][]control {
	var row []control
	if s.id != "" && len(a.Evidence) > 0 {
		row = append(row, button("Show proof", customID(verbProof, s.id, "1", s.server)), button("Sources", customID(verbSources, s.id, "1", s.server)))
	}
	if s.id != "" {
		row = append(row, button("Wrong?", customID(verbWrong, s.id, s.server)))
	}
	if s.within != "" {
		row = append(row, button("Other server", customID(verbElsewhere)))
	}
	if len(row) == 0 {
		return nil
	}
	return [][]control{row}
}
