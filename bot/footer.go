package bot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// footer is the small print: warnings, the sources behind the numbers with
// their domains and origins, what was searched, and how new it is.
func (s shown) footer(a claims.Answer) string {
	lines := s.warnings(a)
	lines = append(lines, s.sources(a)...)
	lines = append(lines, s.searched(a))
	if s.within != "" {
		lines = append(lines, "from the articles of "+escapedFit(s.within, 100))
	}
	if s.fallback != "" {
		lines = append(lines, escapedFit(s.fallback, maxFallback))
	}
	lines = slices.DeleteFunc(lines, func(line string) bool { return line == "" })
	if len(lines) == 0 {
		return ""
	}
	return "-# " + strings.Join(lines, "\n-# ")
}

// warnings tell what a reader must know before believing the answer.
func (s shown) warnings(a claims.Answer) []string {
	var out []string
	if a.Purged {
		out = append(out, "⚠ Not whole: a part rested on an article that was purged or redacted since, and is not kept; ask again.")
	} else if s.stale {
		out = append(out, "⚠ Stale: a claim that this rests on has changed since; ask again.")
	}
	if newest := newestCited(a); !a.Refused && newest != "" && ago(newest, s.now) > outdated {
		out = append(out, "⚠ Newest report on this "+day(newest)+"; it may have changed since.")
	}
	return out
}

// newestCited is the newest report among those that an answer cites.
func newestCited(a claims.Answer) claims.Time {
	var newest claims.Time
	for _, e := range a.Evidence {
		at := e.ReportedAt
		if at == "" {
			at = e.KnownSince
		}
		if newest == "" || newest.Before(at) {
			newest = at
		}
	}
	return newest
}

// sources names the articles behind the numbers.
func (s shown) sources(a claims.Answer) []string {
	var order []string
	numbers := map[string]string{}
	first := map[string]claims.Evidence{}
	for i, e := range a.Evidence {
		if !slices.Contains(order, e.ArticleID) {
			order = append(order, e.ArticleID)
			first[e.ArticleID] = e
		}
		numbers[e.ArticleID] += fmt.Sprintf(`\[%d\]`, i+1)
	}
	var out []string
	for _, id := range order[:min(len(order), sourcesShown)] {
		out = append(out, numbers[id]+" "+s.source(first[id].Article, first[id].Labels...))
	}
	if more := len(order) - sourcesShown; more > 0 {
		out = append(out, countOf(more, "more article")+" under Sources")
	}
	return out
}

// source is "Meridian (meridian-news.example, fetched) · 11 Mar 2026".
func (s shown) source(a claims.Article, labels ...claims.Label) string {
	out := labelledOutlet(a, labels)
	if how := provenance(a, s.loaders[a.ID]); how != "" {
		out += " (" + escapedFit(how, maxSource) + ")"
	}
	return out + " · " + orUndated(moment(a.PublishedAt))
}

// labelledOutlet is "Meridian [label: state media]".
func labelledOutlet(a claims.Article, labels []claims.Label) string {
	name := outlet(a)
	out := escapedFit(name, 60)
	for _, l := range labels {
		if l.Of == claims.OfOutlet && l.Label != "" {
			l.Name, l.Note = "", ""
			out += " " + escapedFit(l.String(), maxLabelShown)
		}
	}
	return out
}

// labelLines tell all that moderators say of who stands behind a claim.
func labelLines(labels []claims.Label) (lines []string) {
	for _, l := range labels[:min(len(labels), labelsShown)] {
		lines = append(lines, "-# "+escapedFit(l.String(), maxLabelLine))
	}
	return lines
}

// Lengths of labels, in units, and how many a claim shows.
const (
	maxLabelShown = 80
	maxLabelLine  = 400
	labelsShown   = 4
)

func orUndated(when string) string {
	if when == "" {
		return "undated"
	}
	return when
}

// searched is "2 independent sources · 7 articles searched · newest report 12 Mar 2026".
func (s shown) searched(a claims.Answer) string {
	var parts []string
	if !a.Refused {
		parts = append(parts, sourcesPhrase(a)...)
	}
	if a.Articles > 0 {
		parts = append(parts, countOf(a.Articles, "article")+" searched")
	}
	if a.LeftOut != nil && a.LeftOut.Claims > 0 {
		parts = append(parts, a.LeftOut.String()+" left out")
	}
	if newest := moment(a.NewestReport); newest != "" {
		parts = append(parts, "newest "+newest)
	}
	if a.Refused {
		parts = append(parts, "moderators: `/article add`")
	}
	return strings.Join(parts, " · ")
}

// sourcesPhrase is "2 independent sources" or, where outlets repeat one another,
// "1 independent source in 3 outlets"; answers of before sources were counted
// tell the outlets.
func sourcesPhrase(a claims.Answer) []string {
	switch n := outlets(a); {
	case n == 0:
		return nil
	case a.Sources == 0 || n == 1:
		return []string{countOf(n, "outlet")}
	case n > a.Sources:
		return []string{countOf(a.Sources, "independent source") + " in " + countOf(n, "outlet")}
	}
	return []string{countOf(a.Sources, "independent source")}
}

func outlets(a claims.Answer) int {
	seen := map[string]bool{}
	for _, e := range a.Evidence {
		seen[strings.ToLower(outlet(e.Article))] = true
	}
	return len(seen)
}
