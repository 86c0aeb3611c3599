package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/term"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/claims/review"
)

// Widths of lines: a terminal's own up to widest, else usual.
const (
	usualWidth  = 100
	widestWidth = 110
)

func (a *app) width() int {
	if f := fileOf(a.out); f != nil {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 20 {
			return min(w, widestWidth)
		}
	}
	return usualWidth
}

// line prints words wrapped to the width, each line after the first indented
// by hang spaces, the first by first. What a terminal would obey is made plain.
func (a *app) line(first, hang int, style text.Colors, words string) {
	words = printable(words)
	wrapped := strings.Split(text.WrapSoft(words, max(20, a.width()-hang)), "\n")
	for i, w := range wrapped {
		indent := hang
		if i == 0 {
			indent = first
		}
		fmt.Fprintf(a.out, "%*s%s\n", indent, "", a.styled(style, strings.TrimSpace(w)))
	}
}

// labelled prints words behind a label that is as wide as the hang.
func (a *app) labelled(indent int, label string, width int, words string) {
	hang := indent + width
	for i, w := range strings.Split(text.WrapSoft(printable(words), max(20, a.width()-hang)), "\n") {
		if i > 0 {
			label = ""
		}
		fmt.Fprintf(a.out, "%*s%-*s%s\n", indent, "", width, label, strings.TrimSpace(w))
	}
}

// styled gives words a style where a terminal shows it.
func (a *app) styled(style text.Colors, words string) string {
	if len(style) == 0 || !a.isColoured() {
		return words
	}
	return style.Sprint(words)
}

// isColoured says whether what is printed shows in styles.
func (a *app) isColoured() bool { return isTerminal(a.out) && a.getenv("NO_COLOR") == "" }

// printable leaves out control characters: article text may hold escape codes.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}

var (
	plain = text.Colors{}
	bold  = text.Colors{text.Bold}
	faint = text.Colors{text.Faint}
)

// printAnswer prints sentences with numbered citations, then what they cite.
func (a *app) printAnswer(answer proof.Answer) {
	v := answer.Answer()
	numbers := map[string]int{}
	for i, e := range v.Evidence {
		numbers[e.ID] = i + 1
	}
	if v.Refused {
		a.line(0, 0, bold, v.Reason)
		if len(v.Evidence) > 0 {
			a.line(0, 0, plain, "Nearest:")
		}
	}
	for i, s := range v.Sentences {
		style := plain
		if i == 0 {
			style = bold
		}
		a.line(0, 2, style, claims.Labelled(s.Text, v.LabelsOf(s.Citations))+" "+marks(s.Citations, numbers))
	}
	if !v.Refused {
		fmt.Fprintln(a.out)
	}
	for i, e := range v.Evidence {
		a.printEvidence(i+1, e, v.Refused)
	}
	a.line(0, 0, faint, footer(v))
}

// marks is "[1][2]".
func marks(citations []string, numbers map[string]int) string {
	var out []int
	for _, id := range citations {
		if n := numbers[id]; n > 0 && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	var b strings.Builder
	for _, n := range out {
		fmt.Fprintf(&b, "[%d]", n)
	}
	return b.String()
}

func (a *app) printEvidence(n int, e claims.Evidence, withText bool) {
	label := fmt.Sprintf("[%d] ", n)
	if withText {
		a.line(0, len(label), plain, label+claims.Labelled(e.Text, e.Labels))
		a.line(len(label), len(label), plain, "“"+e.Quote+"”")
	} else {
		a.line(0, len(label), plain, label+"“"+e.Quote+"”")
	}
	a.line(len(label), len(label), faint, articleLine(e.Article)+" · claim "+e.ID)
	for _, l := range e.Labels {
		a.line(len(label), len(label), faint, l.String())
	}
	if e.URL != "" { // in one piece, so that a terminal can open it
		fmt.Fprintf(a.out, "%*s%s\n", len(label), "", a.styled(faint, printable(e.URL)))
	}
}

// articleLine is "Metro, “Title”, 2025-03-14 08:40, file".
func articleLine(v claims.Article) string {
	var parts []string
	for _, p := range []string{v.Outlet, quoted(v.Title), moment(v.PublishedAt), v.Origin} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

// moment is a time as people read it: the day, and the time of day if known.
func moment(t claims.Time) string {
	at, ok := t.Std()
	if !ok || t.IsDay() {
		return string(t)
	}
	return at.Format("2006-01-02 15:04")
}

func quoted(s string) string {
	if s == "" {
		return ""
	}
	return "“" + s + "”"
}

func footer(v claims.Answer) string {
	parts := []string{countOf(v.Articles, "article") + " searched"}
	if left := v.LeftOut; left != nil && left.Claims > 0 {
		parts = append(parts, left.String()+" left out")
	}
	if v.NewestReport != "" {
		parts = append(parts, "newest report "+moment(v.NewestReport))
	}
	return strings.Join(append(parts, v.Engine+" engine"), " · ")
}

// countOf is "1 claim", "2 claims".
func countOf(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// headline names an article in a line.
func headline(v claims.Article) string {
	switch {
	case v.Title != "":
		return printable(v.Title)
	case v.URL != "":
		return printable(v.URL)
	}
	return printable(v.ID)
}

// copiesOf is "; repeats “Market hit” of Strait Wire", "" for an article with
// no copies.
func copiesOf(r ingest.Result) string {
	if len(r.Copies) == 0 {
		return ""
	}
	return "; " + printable(claims.CopiesPhrase(r.Copies))
}

// printLoaded prints one article with each figure and position found in it.
func (a *app) printLoaded(r ingest.Result) {
	name := headline(r.Article)
	if r.Article.Title == "" && r.Article.URL == "" {
		name = printable(r.Name)
	}
	a.line(0, 2, bold, name)
	about := []string{string(r.Status) + copiesOf(r), printable(r.Article.ID)}
	for _, p := range []string{r.Article.Outlet, moment(r.Article.PublishedAt)} {
		if p != "" {
			about = append(about, p)
		}
	}
	about = append(about, countOf(r.Count, "claim"))
	if len(r.Rejected) > 0 {
		about = append(about, fmt.Sprintf("%d rejected (%s)", len(r.Rejected), proof.Tally(r.Rejected)))
	}
	a.line(2, 2, faint, strings.Join(about, " · "))
	if r.Note != "" {
		a.line(2, 2, plain, r.Note)
	} else if r.Count == 0 {
		a.line(2, 2, plain, "No claims were found in it.")
	}
	said := ""
	for _, c := range r.Claims {
		v := c.Claim()
		words := ask.Brief(v)
		switch {
		case v.Text == said && words == "":
			words = "the same sentence"
		case v.Text == said: // two figures of one sentence
		case words == "":
			words = v.Text
		default:
			words += " · " + v.Text
		}
		said = v.Text
		a.labelled(2, string(v.Kind), 11, words)
	}
	fmt.Fprintln(a.out)
}

// table makes a table in the house's look.
func (a *app) table(header ...any) table.Writer {
	t := table.NewWriter()
	t.SetOutputMirror(a.out)
	t.AppendHeader(table.Row(header))
	t.SetStyle(table.StyleLight)
	t.Style().Options = table.Options{SeparateHeader: true}
	t.Style().Size.WidthMax = a.width()
	return t
}

func (a *app) printFound(found []ask.Found) {
	if len(found) == 0 {
		fmt.Fprintln(a.out, "No claims found.")
		return
	}
	for i, f := range found {
		a.printEvidence(i+1, f.Evidence(), true)
		if f.Excluded {
			a.line(4, 4, faint, "excluded outlet: no answer uses this claim")
		}
	}
}

func (a *app) printArticles(rows []ingest.ArticleRow) {
	if len(rows) == 0 {
		fmt.Fprintln(a.out, "No articles are loaded here yet; load one with: claimbot load FILE or URL")
		return
	}
	columns := []any{"id", "published", "outlet", "title", "claims"}
	copied := slices.ContainsFunc(rows, func(r ingest.ArticleRow) bool { return r.Carried > 0 })
	if copied {
		columns = append(columns, "copies")
	}
	t := a.table(columns...)
	const idWidth, outletWidth, leastTitle = 24, 18, 20
	others := idWidth + outletWidth + 36 // the day, the counts, and the gaps
	t.SetColumnConfigs([]table.ColumnConfig{
		{Name: "id", WidthMax: idWidth}, {Name: "outlet", WidthMax: outletWidth, WidthMaxEnforcer: text.WrapSoft},
		{Name: "title", WidthMax: max(leastTitle, a.width()-others), WidthMaxEnforcer: text.WrapSoft},
	})
	for _, r := range rows {
		row := table.Row{printable(r.ID), r.PublishedAt.Day(), printable(r.Outlet), headline(r.Article), r.Claims}
		if copied {
			row = append(row, r.Carried)
		}
		t.AppendRow(row)
	}
	t.Render()
}

func (a *app) printArticle(v ingest.ArticleView, page *ingest.Revisit, outlet claims.Mark, acts []review.Act, withText bool) {
	a.line(0, 2, bold, headline(v.Article))
	a.line(2, 2, faint, fmt.Sprintf("%s · %s · %s · %s", v.ID, articleLine(v.Article.Head()), countOf(v.Revisions, "revision"), countOf(len(v.Current), "claim")))
	if len(v.Via) > 0 {
		a.line(2, 2, faint, "via "+strings.Join(v.Via, ", "))
	}
	for _, f := range v.FactChecks {
		a.line(2, 2, faint, fmt.Sprintf("fact-check by %s: “%s”: %s", cmp.Or(f.Reviewer, "the outlet"), f.Claim, f.Rating))
	}
	if v.URL != "" {
		a.line(2, 2, faint, v.URL)
	}
	if page != nil {
		a.line(2, 2, faint, pageLine(*page))
	}
	if !outlet.IsEmpty() {
		a.line(2, 2, faint, "outlet "+outlet.String())
	}
	if v.Note != "" {
		a.line(2, 2, plain, v.Note)
	}
	for _, c := range v.Copies {
		a.line(2, 4, plain, printable(c.String()))
	}
	for _, list := range [][]proof.Claim{v.Current, v.Others} {
		for _, c := range list {
			claim := c.Claim()
			state := ""
			if claim.State != claims.Current {
				state = " [" + string(claim.State) + "]"
			}
			a.line(2, 4, plain, fmt.Sprintf("%s %s%s: %s", claim.ID, claim.Kind, state, claim.Text))
		}
	}
	for _, act := range acts {
		a.line(2, 4, faint, actLine(act))
	}
	if withText {
		for p := range strings.SplitSeq(v.Text, "\n") {
			a.line(0, 0, plain, p)
		}
	}
}

// actLine is "2025-03-14 08:40 load by ann", with what it changed.
func actLine(act review.Act) string {
	words := []string{act.At.Local().Format("2006-01-02 15:04"), act.Act}
	if act.Claim != "" {
		words = append(words, act.Claim)
	}
	if act.From != "" {
		words = append(words, act.From)
	}
	if act.To != "" && act.From != "" {
		words = append(words, "→")
	}
	words = append(words, nonEmpty(act.To)...)
	if act.By != "" {
		words = append(words, "by", act.By)
	}
	if act.Undone {
		words = append(words, "(undone)")
	}
	return strings.Join(words, " ")
}

func (a *app) printClaim(e claims.Evidence, acts []review.Act) {
	a.line(0, 2, bold, e.Text)
	a.line(2, 2, plain, "“"+e.Quote+"”")
	t := a.table("field", "value")
	for _, row := range claimRows(e) {
		if row[1] != "" {
			t.AppendRow(table.Row{row[0], printable(row[1])})
		}
	}
	for _, l := range e.Labels {
		t.AppendRow(table.Row{"label", printable(l.String())})
	}
	for _, act := range acts {
		t.AppendRow(table.Row{"review", fmt.Sprintf("%s → %s by %s, %s", act.From, act.To, act.By, act.At.Format("2006-01-02 15:04"))})
	}
	t.SetColumnConfigs([]table.ColumnConfig{{Name: "value", WidthMax: a.width() - 20}})
	t.Render()
}

func claimRows(e claims.Evidence) [][2]string {
	rows := [][2]string{
		{"id", e.ID}, {"kind", string(e.Kind)}, {"state", string(e.State)}, {"status", string(e.Status)}, {"modality", string(e.Modality)},
		{"article", articleLine(e.Article) + " (" + e.ArticleID + ")"}, {"bytes", fmt.Sprintf("%d–%d of revision %s", e.Start, e.End, e.Revision)},
		{"link", e.URL}, {"known since", string(e.KnownSince)},
	}
	if s := e.Speaker; s != nil {
		rows = append(rows, [2]string{"speaker", strings.Trim(strings.Join([]string{s.Name, s.Role, s.Affiliation}, ", "), ", ")})
	}
	if w := e.When; w != nil {
		rows = append(rows, [2]string{"when", fmt.Sprintf("%s to %s (“%s”)", w.From, w.To, w.Text)})
	}
	for _, p := range e.Where {
		rows = append(rows, [2]string{"where", strings.Trim(p.Name+", "+p.Country, ", ")})
	}
	if c := e.Casualty; c != nil {
		rows = append(rows, [2]string{"figure", fmt.Sprintf("%s, %s %s", figure(c.Figure), c.Outcome, c.Who)})
	}
	if c := e.Ceasefire; c != nil {
		rows = append(rows, [2]string{"position", strings.TrimSpace(fmt.Sprintf("%s %s %s", c.Party, c.Act, c.Duration))})
	}
	return append(rows, [2]string{"engine", fmt.Sprintf("%s, confidence %.2f", e.Engine, e.Confidence)})
}

func figure(f claims.Figure) string {
	if f.Max == nil {
		return fmt.Sprintf("%d or more (%s)", f.Min, f.Qualifier)
	}
	if *f.Max == f.Min {
		return fmt.Sprintf("%d (%s)", f.Min, f.Qualifier)
	}
	return fmt.Sprintf("%d to %d (%s)", f.Min, *f.Max, f.Qualifier)
}
