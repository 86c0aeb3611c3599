package ask

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// FigurePhrase says a count as briefly as it may be said.
func FigurePhrase(f claims.Figure) string { return f.Phrase() }

// Brief is what a claim comes to, in words of the program's own and of the
// claim's details: "at least 1 injured", "Russia: undecided", "strike"; "" for
// a statement.
func Brief(c claims.Claim) string {
	switch {
	case c.Casualty != nil:
		return FigurePhrase(c.Casualty.Figure) + " " + string(c.Casualty.Outcome)
	case c.Event != nil:
		return c.Event.Nature
	case c.Ceasefire != nil:
		act := strings.ReplaceAll(string(c.Ceasefire.Act), "_", " ")
		if c.Ceasefire.Duration != "" {
			act += " " + c.Ceasefire.Duration
		}
		if c.Ceasefire.Party == "" {
			return act
		}
		return c.Ceasefire.Party + ": " + act
	}
	return ""
}

// placePhrase is " in Odesa and Dnipro", or "".
func placePhrase(c claims.Claim) string {
	var names []string
	for _, p := range c.Where {
		if len(names) < 3 {
			names = append(names, p.Name)
		}
	}
	if c.Casualty != nil && !c.Casualty.Joint && len(names) > 1 {
		names = names[:1]
	}
	if len(names) == 0 {
		return ""
	}
	return " in " + joinAnd(names)
}

// olderThan is how long before its report a thing must lie for the first line
// to say when it was.
const olderThan = 30 * 24 * time.Hour

// pastPhrase is " in 1994" for what lies well before its report, or "".
func pastPhrase(c claims.Claim) string {
	if c.When == nil {
		return ""
	}
	to, okTo := c.When.To.Std()
	reported, ok := c.ReportedAt.Std()
	if !ok || !okTo || reported.Sub(to) < olderThan {
		return ""
	}
	switch c.When.Precision {
	case claims.PrecisionYear:
		return " in " + to.Format("2006")
	case claims.PrecisionMonth:
		return " in " + to.Format("January 2006")
	case claims.PrecisionDay, claims.PrecisionHour, claims.PrecisionMinute:
		return " on " + to.Format("2 Jan 2006")
	}
	return " (“" + c.When.Text + "”)"
}

func joinAnd(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], ", ") + " and " + items[len(items)-1]
}

// dayPhrase is "14 Mar 2025", "" for an unknown time.
func dayPhrase(t claims.Time) string {
	at, ok := t.Std()
	if !ok {
		return ""
	}
	return at.Format("2 Jan 2006")
}

// momentPhrase is the day, and the time of day where it is known.
func momentPhrase(t claims.Time) string {
	at, ok := t.Std()
	if !ok || t.IsDay() {
		return dayPhrase(t)
	}
	return at.Format("2 Jan 2006 15:04")
}

// outletPhrase names who published: the outlet, else the domain.
func outletPhrase(a claims.Article) string {
	if a.Outlet != "" {
		return a.Outlet
	}
	if u, err := url.Parse(a.URL); err == nil && u.Hostname() != "" {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return "an article"
}

// sourcePhrase is "Metro, 14 Mar 2025".
func sourcePhrase(c candidate) string {
	parts := []string{carrierPhrase(c)}
	if day := dayPhrase(c.claim.ReportedAt); day != "" {
		parts = append(parts, day)
	} else {
		parts = append(parts, "undated")
	}
	return strings.Join(parts, ", ")
}

// carrierPhrase is the outlet, and the agency that it credits for a text that
// others carry too: "Metro, via Reuters".
func carrierPhrase(c candidate) string {
	outlet := outletPhrase(c.hit.Article)
	if via := c.hit.Article.Via; c.source != "" && len(via) == 1 && !strings.EqualFold(via[0], outlet) {
		return outlet + ", via " + via[0]
	}
	return outlet
}

// reported is the claim's stand-alone sentence with its source behind it.
func reported(c candidate) string { return reportedBy([]candidate{c}) }

// reportedBy is the first one's sentence, and how many repeat it.
func reportedBy(all []candidate) string {
	return fmt.Sprintf("%s (%s%s)", strings.TrimSuffix(all[0].claim.Text, "."), sourcePhrase(all[0]), repeatedPhrase(all))
}

// voice is who gives a figure: the speaker, else the outlet.
func voice(c candidate) string {
	s := c.claim.Speaker
	switch {
	case s == nil || s.Name == "" && s.Role == "":
		if a := c.claim.Attribution; a != nil && a.Source != nil {
			return a.Source.Text
		}
		return outletPhrase(c.hit.Article)
	case s.Name == "":
		return s.Role
	case s.Role != "" && len(s.Role) <= 40:
		return s.Name + ", " + s.Role
	}
	return s.Name
}

// capitalised begins a sentence with a capital.
func capitalised(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}
