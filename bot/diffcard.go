package bot

import (
	"context"
	"fmt"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/diff"
	"github.com/claimbot/claimbot/claims/ingest"
)

// showChanges tells what changed between the last two versions of an article:
// by /article diff, by the button, or by the menu under a list.
func (b *Bot) showChanges(ctx context.Context, _ *call, ws string, a ingest.ArticleView) (card, error) {
	d, err := b.o.Versions.Compare(ctx, ws, a.ID)
	if err != nil {
		return card{}, err
	}
	return changesCard(d), nil
}

// Lengths within a card of changes, in units: of what was altered, came and
// went each. The text has what is left, which is a quarter at least.
const (
	maxChangesOf  = 600
	maxNoteShown  = 250
	maxTitleShown = 150
)

// changesCard shows what changed, figures first: it is what people look for.
func changesCard(d diff.Article) card {
	lines := []string{"**What changed: " + escapedFit(headline(d.Of), maxHeadline) + "**", "-# " + versionPhrase(d.Before) + " → " + versionPhrase(d.After)}
	for _, n := range d.Notes[:min(2, len(d.Notes))] {
		lines = append(lines, "⚠ The outlet notes a correction: “"+escapedFit(n, maxNoteShown)+"”")
	}
	if d.Before.Title != d.After.Title {
		lines = append(lines, "Title: ~~"+escapedFit(d.Before.Title, maxTitleShown)+"~~ "+escapedFit(d.After.Title, maxTitleShown))
	}
	c := d.Claims
	lines = append(lines, within(maxChangesOf, "altered claim", turnedLines(c.Altered))...)
	lines = append(lines, within(maxChangesOf, "new claim", signedLines("+", c.Added))...)
	lines = append(lines, within(maxChangesOf, "dropped claim", signedLines("−", c.Dropped))...)
	if len(c.Altered)+len(c.Added)+len(c.Dropped) == 0 {
		lines = append(lines, "No claim changed.")
	}
	lines = append(lines, "-# "+countOf(c.Kept, "claim")+" as before · "+countOf(len(d.Text), "paragraph")+" changed")
	lines = append(lines, within(maxDescription-length(lines)-moreLine, "changed paragraph", paragraphLines(d.Text))...)
	out := note(strings.Join(lines, "\n"))
	out.rows = [][]control{{button("Claims", customID(verbClaims, "1", "", d.Of.ID))}}
	return out
}

// versionPhrase is "version 1, known since 10 Mar 2026 08:40 UTC".
func versionPhrase(v diff.Version) string {
	out := fmt.Sprintf("version %d", v.Number)
	if t := moment(v.KnownSince); t != "" {
		out += ", known since " + t
	}
	if !v.Read {
		out += ", its claims not read yet"
	}
	return out
}

// within gives as many lines as fit into n units, and says how many do not.
func within(n int, what string, lines []string) []string {
	for i := range lines {
		if length(lines[:i+1]) > n {
			return append(lines[:i:i], "-# "+countOf(len(lines)-i, "more "+what))
		}
	}
	return lines
}

// turnedLines are altered claims: "± killed in Halvick: ~~4~~ **6**".
func turnedLines(all []diff.Turned) []string {
	var out []string
	for _, t := range all {
		subject := t.Subject()
		if subject == "" {
			subject = t.After.Text
		}
		var turns []string
		for _, turn := range t.Turns {
			turns = append(turns, turnWords(turn))
		}
		out = append(out, "± "+escapedFit(subject, 120)+": "+strings.Join(turns, "; "))
	}
	return out
}

func turnWords(t diff.Turn) string {
	words := struck(t.Before) + " → **" + escapedFit(orNotTold(t.After), maxTurn) + "**"
	if t.What == diff.Figure || t.What == diff.Position {
		return words
	}
	return t.What + " " + words
}

// maxTurn bounds one side of what was altered in a claim.
const maxTurn = 160

func struck(s string) string { return "~~" + escapedFit(orNotTold(s), maxTurn) + "~~" }

func orNotTold(s string) string {
	if plain(s) == "" {
		return "not told"
	}
	return s
}

func signedLines(sign string, list []claims.Claim) []string {
	var out []string
	for _, c := range list {
		out = append(out, sign+" "+claimLine(c))
	}
	return out
}

// paragraphLines are changed paragraphs: of an altered one the words that
// changed, with a few about them.
func paragraphLines(list []diff.Paragraph) []string {
	var out []string
	for _, p := range list {
		switch p.Change {
		case diff.Added:
			out = append(out, "> \\+ "+escapedFit(p.After(), maxParagraph))
		case diff.Dropped:
			out = append(out, "> − "+escapedFit(p.Before(), maxParagraph))
		default:
			out = append(out, "> "+alteredWords(p.Words))
		}
	}
	return out
}

const (
	maxParagraph = 300
	maxRun       = 120 // of words that changed
	maxAbout     = 50  // of those that stand beside them
	maxRuns      = 9
)

func alteredWords(runs []diff.Run) string {
	var parts []string
	for i, r := range runs[:min(maxRuns, len(runs))] {
		switch r.Change {
		case diff.Dropped:
			parts = append(parts, "~~"+escapedFit(r.Text, maxRun)+"~~")
		case diff.Added:
			parts = append(parts, "**"+escapedFit(r.Text, maxRun)+"**")
		default:
			parts = append(parts, escaped(about(plain(r.Text), i > 0, i < len(runs)-1)))
		}
	}
	if len(runs) > maxRuns {
		parts = append(parts, "…")
	}
	return strings.Join(parts, " ")
}

// about is what of unchanged words stands beside those that changed.
func about(s string, after, before bool) string {
	switch {
	case after && before && units(s) > 2*maxAbout:
		return cutTo(s, maxAbout) + " " + tail(s, maxAbout)
	case before && !after:
		return tail(s, maxAbout)
	case after && !before:
		return cutTo(s, maxAbout)
	}
	return s
}

// changesMenu is a menu of changed articles, to see what changed in one.
func changesMenu(list []claims.Article) control {
	menu := control{label: "What changed in …", id: customID(verbDiffOne)}
	for _, a := range list[:min(len(list), maxChoices)] {
		menu.options = append(menu.options, option{label: headline(a), value: firstUnits(a.ID, maxOption), about: outlet(a)})
	}
	return menu
}
