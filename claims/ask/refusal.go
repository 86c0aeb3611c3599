package ask

import (
	"fmt"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// refusal says why there is no answer: that it is because of what is excluded,
// where that would have answered.
func (in composing) refusal() string {
	if in.stats.Articles == 0 && in.stats.Excluded > 0 {
		return "All articles loaded here are of excluded outlets, so there is nothing to answer from."
	}
	if sentences, _ := composeExtractive(in.q, in.excluded); len(sentences) > 0 {
		return "Of the articles loaded here, only those of excluded outlets answer this."
	}
	return refusal(in.q, in.stats)
}

// refusal says why there is no answer, in words that claim nothing.
func refusal(q Question, stats Stats) string {
	switch {
	case stats.Articles == 0:
		return "No articles are loaded here yet; load one with: claimbot load FILE or URL."
	case stats.Claims == 0:
		return "The articles loaded here make no claims that were kept, so there is nothing to answer from."
	case empty(q):
		return "The question names nothing to look for; ask about a person, a place, a figure or a ceasefire."
	case q.Want == WantSaid && len(q.Speaker) > 0:
		return fmt.Sprintf("No article loaded here reports anything %s said%s.", asWritten(q, q.Speaker), aboutTopic(q))
	case q.Want == WantCount:
		return fmt.Sprintf("No article loaded here says how many were %s%s.", joinOr(q.Outcomes), inNamed(q))
	case len(q.Named) > 0:
		return fmt.Sprintf("No article loaded here answers this about %s.", asWritten(q, q.Named))
	}
	return "No article loaded here answers this."
}

func joinOr(outcomes []claims.Outcome) string {
	words := make([]string, len(outcomes))
	for i, o := range outcomes {
		words[i] = string(o)
	}
	return strings.Join(words, " or ")
}

func inNamed(q Question) string {
	words := asWritten(q, q.Named)
	if len(q.Named) == 0 || words == unnamed {
		return ""
	}
	return " (" + words + ")"
}

func aboutTopic(q Question) string {
	if len(q.Topic)+len(q.Named) == 0 {
		return ""
	}
	return " about this"
}

// unnamed stands for names that the question before gave.
const unnamed = "this"

// asWritten gives the words of the question whose terms these are.
func asWritten(q Question, terms []string) string {
	want := map[string]bool{}
	for _, t := range terms {
		want[t] = true
	}
	var words []string
	for _, w := range strings.Fields(q.Text) {
		w = strings.Trim(w, "?!.,;:\"'“”‘’()")
		own := map[string]bool{}
		addTerms(own, w)
		for t := range own {
			if want[t] {
				words = append(words, strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s"))
				break
			}
		}
	}
	if len(words) == 0 {
		return unnamed
	}
	return strings.Join(words, " ")
}
