package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// showSources lists everything that an answer says and rests on, page by page,
// to whoever asks for it.
func (b *Bot) showSources(_ context.Context, c *call) (reply, error) {
	args := c.args(3)
	page, err := strconv.Atoi(args[1])
	if err != nil {
		return nil, errUnknownRoute(c.custom)
	}
	return later{private: true, update: c.isPrivate(), work: func(ctx context.Context) (card, error) {
		ws, kept, err := b.kept(ctx, c, args[0], args[2])
		if err != nil {
			return card{}, err
		}
		a := kept.Answer.Answer()
		s := shown{id: kept.ID, server: args[2], answer: kept.Answer, stale: kept.Stale, now: b.o.Now(), loaders: b.loaders(ctx, ws, a), withheld: map[string]string{}}
		for _, e := range a.Evidence {
			if e.Quote == "" {
				s.withheld[e.ID] = purgedClaim
				continue
			}
			if s.withheld[e.ID], err = b.withheld(ctx, ws, e.ID); err != nil {
				return card{}, err
			}
		}
		return s.sourcesCard(page), nil
	}}, nil
}

// sourcesCard is one page of the sentences and sources of an answer.
func (s shown) sourcesCard(page int) card {
	a := s.answer.Answer()
	pages := paged(s.entries(a), maxSourcesPage)
	page = max(1, min(page, len(pages)))
	lines := []string{"**Sources** · " + countOf(len(a.Evidence), "claim") + " of " + countOf(articlesOf(a), "article")}
	lines = append(lines, pages[page-1]...)
	for _, w := range s.warnings(a) {
		lines = append(lines, "-# "+w)
	}
	out := card{text: strings.Join(lines, "\n"), tone: toneNote, private: true}
	if len(pages) > 1 {
		out.text += fmt.Sprintf("\n-# page %d of %d", page, len(pages))
		out.rows = [][]control{pager(page, len(pages), func(n int) string { return customID(verbSources, s.id, strconv.Itoa(n), s.server) })}
	}
	return out
}

// maxSourcesPage leaves room for the head and the warnings of a page.
const maxSourcesPage = 3200

// entries are the sentences that an answer could not show, then each claim with
// its words and where they stand.
func (s shown) entries(a claims.Answer) []string {
	var out []string
	if _, rest := s.fit(a, maxDescription-units(s.footer(a))-1); rest > 0 {
		marks := marksOf(a, false)
		for _, sentence := range a.Sentences[len(a.Sentences)-rest:] {
			if s.isWithheld(sentence) {
				continue
			}
			out = append(out, escapedFit(claims.Labelled(sentence.Text, a.LabelsOf(sentence.Citations)), maxSentence)+" "+marks.of(sentence.Citations))
		}
	}
	for i, e := range a.Evidence {
		if why := s.withheld[e.ID]; why != "" {
			out = append(out, fmt.Sprintf(`\[%d\] %s`, i+1, why))
			continue
		}
		head := fmt.Sprintf(`\[%d\] “%s”`, i+1, escapedFit(e.Quote, maxQuoted))
		about := "-# " + s.source(e.Article)
		if address := linkable(e.URL, maxMarkLink); address != "" {
			about += " · [open](" + address + ")"
		}
		out = append(out, strings.Join(append([]string{head, about}, labelLines(e.Labels)...), "\n"))
	}
	return out
}

// isWithheld says whether a sentence has words of a claim that is not shown any
// more.
func (s shown) isWithheld(sentence claims.Sentence) bool {
	return slices.ContainsFunc(sentence.Citations, func(id string) bool { return s.withheld[id] != "" })
}

// maxQuoted is how much of a quote a list of sources shows; its proof shows
// more.
const maxQuoted = 200

func articlesOf(a claims.Answer) int {
	seen := map[string]bool{}
	for _, e := range a.Evidence {
		seen[e.ArticleID] = true
	}
	return len(seen)
}

// paged parts entries into pages of at most n units; there is always one.
func paged(entries []string, n int) [][]string {
	pages := [][]string{{}}
	size := 0
	for _, e := range entries {
		if size+units(e)+1 > n && size > 0 {
			pages = append(pages, nil)
			size = 0
		}
		last := len(pages) - 1
		pages[last] = append(pages[last], e)
		size += units(e) + 1
	}
	return pages
}

// pager is the row that turns pages.
func pager(page, of int, id func(int) string) []control {
	return []control{
		{label: "◀ Back", id: id(page - 1), disabled: page <= 1},
		{label: "Next ▶", id: id(page + 1), disabled: page >= of},
	}
}
