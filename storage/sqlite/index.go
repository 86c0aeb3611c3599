package sqlite

import (
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

const insertIndex = `INSERT INTO claim_index (rowid, body, names, head, tags) VALUES (?, ?, ?, ?, ?)`

// words are a claim's own columns of claim_index, ready before a transaction.
type words struct{ body, names string }

func wordsOf(c claims.Claim) words {
	return words{terms(c.Text, c.Quote), terms(namesOf(c)...)}
}

// row is what insertIndex takes.
func (w words) row(n int64, ws, head string, c claims.Claim, a claims.Article) []any {
	return []any{n, w.body, w.names, head, tagsOf(ws, c, a)}
}

func headTerms(a claims.Article) string { return terms(a.Title, a.Outlet) }

func terms(parts ...string) string {
	return strings.Join(text.Terms(strings.Join(parts, "\n")), " ")
}

// namesOf lists who and what a claim names: found there, a word weighs more.
func namesOf(c claims.Claim) []string {
	var names []string
	if c.Speaker != nil {
		names = append(names, c.Speaker.Name, c.Speaker.Role, c.Speaker.Affiliation)
	}
	names = append(append(names, c.People...), c.Organizations...)
	for _, p := range c.Where {
		names = append(names, p.Name)
	}
	if c.Casualty != nil {
		names = append(names, c.Casualty.Who)
	}
	if c.Ceasefire != nil {
		names = append(names, c.Ceasefire.Party, c.Ceasefire.Counterparty)
	}
	if c.Event != nil {
		names = append(names, c.Event.Actor, c.Event.Target)
	}
	return names
}

// Tags are single tokens to the tokeniser, whatever they are made of.

func workspaceTag(ws string) string { return "w" + claims.HashText(ws)[:20] }

func kindTag(k claims.Kind) string { return "k" + claims.HashText(string(k))[:8] }

// longTag marks what goes on for more than maxMonths.
const (
	longTag   = "mlong"
	maxMonths = 36
)

func tagsOf(ws string, c claims.Claim, a claims.Article) string {
	tags := []string{workspaceTag(ws), kindTag(c.Kind)}
	from, to := days(c, a)
	months, ok := monthTags(from, to)
	if !ok && from != "" {
		months = []string{longTag}
	}
	return strings.Join(append(tags, months...), " ")
}

// monthTags lists the months from one day to another, if they are maxMonths
// at most.
func monthTags(from, to string) (tags []string, ok bool) {
	begin, errBegin := time.Parse(time.DateOnly, from)
	end, errEnd := time.Parse(time.DateOnly, to)
	if errBegin != nil || errEnd != nil {
		return nil, false
	}
	for m := begin.AddDate(0, 0, 1-begin.Day()); !m.After(end); m = m.AddDate(0, 1, 0) {
		if tags = append(tags, "m"+m.Format("200601")); len(tags) > maxMonths {
			return nil, false
		}
	}
	return tags, true
}
