package bot

import (
	"fmt"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
)

// loaded is what became of one article, with the row that the library has of
// it now.
type loaded struct {
	result ingest.Result
	row    ingest.ArticleRow
	claims []claims.Claim // that it makes now
}

// maxFound bounds the figures and positions that a load reply names; the rest
// stand under Claims.
const maxFound = 2600

// card tells what was loaded: title, outlet, date, each figure and position
// that was found, how many were rejected; of a repeat, who loaded it and when.
func (l loaded) card() card {
	a := l.result.Article
	lines := []string{"**" + escapedFit(headline(a), maxHeadline) + "**", l.status(), "-# " + l.about()}
	found := figuresAndPositions(l.claims)
	shown := 0
	for ; shown < len(found) && length(lines)+units(claimLine(found[shown])) < maxFound; shown++ {
		lines = append(lines, "• "+claimLine(found[shown]))
	}
	if rest := len(l.claims) - shown; rest > 0 {
		lines = append(lines, "-# "+countOf(rest, "other claim")+" under Claims")
	}
	lines = append(lines, l.notes()...)
	return card{text: strings.Join(lines, "\n"), tone: toneNote, rows: l.controls(), private: true}
}

func (l loaded) status() string {
	count := countOf(len(l.claims), "claim")
	switch l.result.Status {
	case ingest.Unchanged:
		return "Was here already, loaded by " + escapedFit(who(l.row.LoadedBy), 60) + ", " + moment(claims.Instant(l.row.LoadedAt.UTC())) + ": nothing changed, " + count + "."
	case ingest.Changed:
		return "A new version of an article that was here: " + count + " now."
	}
	return "Loaded: " + count + " found."
}

// about is "Meridian (meridian-news.example, fetched) · 11 Mar 2026".
func (l loaded) about() string {
	s := shown{loaders: map[string]string{l.result.Article.ID: l.row.LoadedBy}}
	return s.source(l.result.Article)
}

func (l loaded) notes() []string {
	var out []string
	if n := len(l.result.Rejected); n > 0 {
		out = append(out, fmt.Sprintf("-# %d rejected, because the article's words do not bear them out: %s", n, proof.Tally(l.result.Rejected)))
	} else if l.result.Status != ingest.Unchanged {
		out = append(out, "-# none rejected")
	}
	if l.result.Article.PublishedAt == "" {
		out = append(out, "-# ⚠ No date was found; days like “Tuesday” need one. Press Wrong date and give it.")
	}
	if copies := l.result.Copies; len(copies) > 0 {
		out = append(out, "-# "+escapedFit("It "+claims.CopiesPhrase(copies)+".", maxFallback))
	}
	if l.result.Wanted {
		out = append(out, "-# The language model is still to read it, and may find more.")
	}
	if l.result.Note != "" {
		out = append(out, "-# "+escapedFit(l.result.Note, maxFallback))
	}
	return out
}

func (l loaded) controls() [][]control {
	id := l.result.Article.ID
	row := []control{button("Claims", customID(verbClaims, "1", "", id))}
	if l.row.Revisions > 1 {
		row = append(row, button("What changed", customID(verbDiff, id)))
	}
	return [][]control{append(row, button("Undo", customID(verbUndo, id)), button("Wrong date", customID(verbDate, id)))}
}

// loadedList tells what became of several articles: of one file, or of links.
func loadedList(results []ingest.Result) card {
	var lines []string
	failed, rest := 0, 0
	var changed []claims.Article
	for _, r := range results {
		if r.Err == nil && r.Status == ingest.Changed {
			changed = append(changed, r.Article)
		}
		line := "• " + escapedFit(headline(r.Article), 120) + " · " + string(r.Status) + ", " + countOf(r.Count, "claim")
		if len(r.Copies) > 0 {
			line += "; " + escapedFit(claims.CopiesPhrase(r.Copies), 160)
		}
		if r.Err != nil {
			failed++
			line = "• ⚠ " + escapedFit(r.Name, 60) + ": " + escapedFit(plainError(r.Err), 200)
		}
		if length(lines)+units(line) > maxFound {
			rest++
			continue
		}
		lines = append(lines, line)
	}
	head := "**" + countOf(len(results)-failed, "article") + " loaded"
	if failed > 0 {
		head += fmt.Sprintf(", %d failed", failed)
	}
	lines = append([]string{head + "**"}, lines...)
	if rest > 0 {
		lines = append(lines, "-# "+countOf(rest, "more article")+": see `/article list`")
	}
	out := card{text: strings.Join(lines, "\n"), tone: toneNote, private: true}
	if len(changed) > 0 {
		out.rows = [][]control{{changesMenu(changed)}}
	}
	return out
}

// plainError is the sentence of an error that may be shown.
func plainError(err error) string {
	if message := claims.ErrorMessage(err); message != "" {
		return message
	}
	return "internal error"
}
