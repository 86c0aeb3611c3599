package bot

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
)

// hostile makes an answer all of whose words are s.
func hostile(s string, sentences int) claims.Answer {
	a := claims.Answer{Question: s, Articles: 3, NewestReport: "2026-03-01", Engine: s}
	for i := range sentences {
		id := fmt.Sprintf("c%016x", i)
		article := claims.Article{ID: fmt.Sprintf("%s%d", s, i%7), URL: "https://example.org/" + s, Outlet: s, Title: s, Origin: claims.OriginPasted, PublishedAt: "2026-03-01"}
		a.Sentences = append(a.Sentences, claims.Sentence{Text: s, Citations: []string{id}})
		a.Evidence = append(a.Evidence, claims.Evidence{
			Claim:   claims.Claim{ID: id, ArticleID: article.ID, Kind: claims.KindStatement, Text: s, Quote: s, Start: 2, End: 2 + len(s), Context: []claims.Span{{Text: s}}, Speaker: &claims.Speaker{Name: s}, Where: []claims.Place{{Name: s}}},
			Article: article, URL: article.URL + "#:~:text=" + s,
			Labels: []claims.Label{{Of: claims.OfOutlet, Name: s, Label: s, Note: s}, {Of: claims.OfSpeaker, Name: s, Label: s, Note: s}},
		})
	}
	return a
}

// pings finds what would mention somebody, were mentions allowed.
var pings = regexp.MustCompile(`(?i)@everyone|@here|(^|[^\\])<(@|#|a?:|t:|/)`)

// checkCard holds a card of hostile words to Discord's limits and to pinging
// nobody, framed and unframed.
func checkCard(t *testing.T, name string, c card) {
	t.Helper()
	m := checkMessage(t, c.wire())
	text := m.Embeds[0].Description
	if units(c.text) > maxDescription {
		t.Errorf("%s: %d units are cut blindly", name, units(c.text))
	}
	for _, s := range []string{text, unframed(c.text)} {
		if p := pings.FindString(s); p != "" {
			t.Errorf("%s pings with %q: %q", name, p, s)
		}
		if strings.Contains(s, "```") {
			t.Errorf("%s opens a fence: %q", name, s)
		}
	}
	if n := units(unframed(c.text)); n == 0 || n > maxContent {
		t.Errorf("%s has %d units without its frame", name, n)
	}
}

func FuzzCards(f *testing.F) {
	for _, s := range []string{
		"", "plain words", "@everyone <@1> [x](https://evil.example) ```", strings.Repeat("*", 3000), strings.Repeat("👍", 2500), strings.Repeat("word ", 900),
		"\n# head\n-# small\n> quote\n1. one\n", "\u202e\u200b\ufeff", "\xff\xfe", ":::::", "a\\", "https://x.y/(z)", strings.Repeat("@here", 400),
	} {
		f.Add(s, 3)
	}
	f.Add(strings.Repeat("*wide* ", 300), 40)
	f.Add("short", 40)
	f.Fuzz(func(t *testing.T, s string, n int) {
		n = min(max(n, 0), 60)
		s = s[:min(len(s), 1<<13)]
		a := hostile(s, n)
		now := time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC)
		view := shown{id: "4f1d2c9a", server: server, answer: proof.RestoreAnswer(a), fallback: s, stale: true, loaders: map[string]string{s + "0": signature(s, "1")}, now: now, within: s, withheld: map[string]string{}}
		checkCard(t, "answer", view.card())
		checkCard(t, "sources", view.sourcesCard(1))
		checkCard(t, "last sources", view.sourcesCard(99))
		a.Refused, a.Reason, a.Sentences = true, s, nil
		view.answer = proof.RestoreAnswer(a)
		checkCard(t, "refusal", view.card())
		for i, e := range a.Evidence[:min(n, 2)] {
			p := proven{evidence: e, number: i + 1, of: n, text: "x\n" + s + s, loader: s, answer: "4f1d2c9a", server: server, moderator: true, warning: "w"}
			checkCard(t, "proof", p.card())
			checkCard(t, "claim", p.withDetails())
		}
		list := cited(a)
		row := ingest.ArticleRow{Article: claims.Article{ID: s + "x", Title: s, Outlet: s, URL: "https://example.org/" + s}, LoadedBy: signature(s, "1")}
		result := ingest.Result{Name: s, Article: row.Article, Status: ingest.New, Note: s}
		checkCard(t, "loaded", loaded{result, row, list}.card())
		result.Status = ingest.Unchanged
		checkCard(t, "repeat", loaded{result, row, list}.card())
		checkCard(t, "list", listCard(turned{1, ann, firstUnits(plain(s), maxSearch)}, []ingest.ArticleRow{row, row, row, row, row, row, row, row, row}))
		checkCard(t, "empty list", listCard(turned{1, ann, firstUnits(plain(s), maxSearch)}, nil))
		checkCard(t, "several", loadedList([]ingest.Result{result, {Name: s, Err: claims.Errorf(claims.EInvalid, "%s", s)}}))
		checkCard(t, "change", changeCard("Read again", ingest.Change{Article: row.Article, Note: s}))
		checkCard(t, "apology", apology(waitingFor(s)))
		checkCard(t, "wrong", wrongCard("id", a))
		if c := articleForm(claims.Given{URL: s, Outlet: s, Title: s}).wire(); units(c.Title) > 45 {
			t.Error(c)
		}
	})
}
