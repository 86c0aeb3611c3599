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
	if s.stale {
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
	articles := map[string]claims.Article{}
	for i, e := range a.Evidence {
		if !slices.Contains(order, e.ArticleID) {
			order = append(order, e.ArticleID)
			articles[e.ArticleID] = e.Article
		}
		numbers[e.ArticleID] += fmt.Sprintf(`\[%d\]`, i+1)
	}
	var out []string
	for _, id := range order[:min(len(order), sourcesShown)] {
		out = append(out, numbers[id]+" "+s.source(articles[id]))
	}
	if more := len(order) - sourcesShown; more > 0 {
		out = append(out, countOf(more, "more article")+" under Sources")
	}
	return out
}

// source is "Meridian (meridian-news.example, fetched) · 11 Mar 2026".
func (s shown) source(a claims.Article) string {
	out := escapedFit(outlet(a), 60)
	if how := provenance(a, s.loaders[a.ID]); how != "" {
		out += " (" + escapedFit(how, maxSource) + ")"
	}
	return out + " · " + orUndated(moment(a.PublishedAt))
}

func orUndated(when string) string {
	if when == "" {
		return "undated"
	}
	return when
}

// searched is "2 outlets · 7 articles searched · newest report 12 Mar 2026".
func (s shown) searched(a claims.Answer) string {
	var parts []string
	if n := outlets(a); n > 0 && !a.Refused {
		parts = append(parts, countOf(n, "outlet"))
	}
	if a.Articles > 0 {
		parts = append(parts, countOf(a.Articles, "article")+" searched")
	}
	if newest := moment(a.NewestReport); newest != "" {
		parts = append(parts, "newest "+newest)
	}
	if a.Refused {
		parts = append(parts, "moderators: `/article add`")
	}
	return strings.Join(parts, " · ")
}

func outlets(a claims.Answer) int {
	seen := map[string]bool{}
	for _, e := range a.Evidence {
		seen[strings.ToLower(outlet(e.Article))] = true
	}
	return len(seen)
}
