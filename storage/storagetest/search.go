package storagetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/claims/text"
	"github.com/claimbot/claimbot/storage"
)

func testSearch(t *testing.T, open func(*testing.T) storage.Store) {
	t.Run("Ladder", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", "The harbour was empty. Gulls circled the harbour. Two ferries left the harbour at dawn. The ferries were late.")
		hits := d.search("ferries leaving the harbour at dawn")
		d.want("best", hits[0].Claim.Claim().Quote, "Two ferries left the harbour at dawn.")
		d.want("all are found", len(hits), 4)
		if !slices.IsSortedFunc(hits, func(a, b ask.Hit) int { return int(1e9 * (b.Score - a.Score)) }) {
			t.Error("scores do not fall")
		}
		two := d.query(ask.Query{Terms: text.Terms("ferries harbour dawn"), Limit: 2})
		d.want("limit", len(two), 2)
		d.want("a word that nothing holds does no harm", d.search("harbour zebras dawn ferries")[0].Claim.Claim().Quote, "Two ferries left the harbour at dawn.")
		d.want("nothing fits", len(d.search("zebras")), 0)
	})

	t.Run("NamesWeighMore", func(t *testing.T) {
		d := openDesk(t, open)
		a := d.save("a1", "Ada Nott spoke of rain. Bo Lind spoke of Ada Nott and of rain.").Article
		about, by := d.statement(a, 24, 62), d.statement(a, 0, 23)
		by.Speaker = &claims.Speaker{Name: "Ada Nott"}
		about.Speaker = &claims.Speaker{Name: "Bo Lind"}
		d.ok(d.SaveExtraction(t.Context(), d.ws, ingest.Extraction{ArticleID: "a1", Revision: a.Revision, Claims: []proof.Claim{proof.RestoreClaim(about), proof.RestoreClaim(by)}}))
		d.want("who speaks comes first", d.search("Nott")[0].Claim.Claim().ID, by.ID)
	})

	t.Run("WithoutWordsNewestFirst", func(t *testing.T) {
		d := openDesk(t, open)
		for _, day := range []string{"2025-03-12", "2025-03-14", "2025-03-13T23:00:00+02:00"} {
			d.extract(d.saveArticle(claims.Article{ID: day, Text: "It rained " + day, PublishedAt: claims.Time(day)}))
		}
		d.want("order", quotes(d.query(ask.Query{})), "It rained 2025-03-14 | It rained 2025-03-13T23:00:00+02:00 | It rained 2025-03-12")
		d.want("limit", len(d.query(ask.Query{Limit: 1})), 1)
		stats, err := d.Stats(t.Context(), d.ws)
		d.ok(err)
		d.want("stats", stats, ask.Stats{Articles: 3, Claims: 3, NewestReport: "2025-03-14"})
	})

	t.Run("Kinds", func(t *testing.T) {
		d := openDesk(t, open)
		a := d.save("a1", fullStory).Article
		casualty, statement := fullClaim(a), d.statement(a, 0, 54)
		casualty.ID = "c1"
		d.ok(d.SaveExtraction(t.Context(), d.ws, ingest.Extraction{ArticleID: "a1", Revision: a.Revision, Claims: []proof.Claim{proof.RestoreClaim(casualty), proof.RestoreClaim(statement)}}))
		for _, terms := range [][]string{nil, text.Terms("mayor of Lower Vale")} {
			ids := func(kinds ...claims.Kind) (ids []string) {
				for _, h := range d.query(ask.Query{Terms: terms, Kinds: kinds}) {
					ids = append(ids, string(h.Claim.Claim().Kind))
				}
				slices.Sort(ids)
				return ids
			}
			d.want("one kind", ids(claims.KindCasualty), []string{"casualty"})
			d.want("two kinds", ids(claims.KindCasualty, claims.KindStatement), []string{"casualty", "statement"})
			d.want("a kind that is not there", ids(claims.KindEvent), []string(nil))
			d.want("no such kind", ids(`" OR *`), []string(nil))
		}
	})

	t.Run("Days", func(t *testing.T) {
		d := openDesk(t, open)
		loadDated(d, map[string][2]string{
			"first":    {"2025-03-01", "2025-03-01"},
			"last":     {"2025-03-31T23:30:00+02:00", "2025-03-31T23:40:00+02:00"},
			"across":   {"2025-03-20", "2025-04-10"},
			"years":    {"2020-01-01", "2025-12-31"},
			"reported": {"", ""}, // on 2025-02-10
		})
		for _, c := range []struct{ from, to, want string }{
			{"2025-03-01", "2025-03-01", "first years"},
			{"2025-03-02", "2025-03-19", "years"},
			{"2025-03-31", "2025-03-31", "across last years"},
			{"2025-04-10", "2025-04-10", "across years"},
			{"2025-02-10", "2025-02-10", "reported years"},
			{"2019-01-01", "2025-03-01", "first reported years"},
			{"2025-03-25", "", "across last years"},
			{"", "2025-02-28", "reported years"},
			{"", "", "across first last reported years"},
			{"2031-01-01", "2031-12-31", ""},
			{"2025-04-30", "2025-03-01", "years"}, // ends before it begins: what lasts through both
		} {
			for _, terms := range [][]string{nil, {"storm"}} {
				var found []string
				for _, h := range d.query(ask.Query{Terms: terms, From: c.from, To: c.to}) {
					found = append(found, h.Article.ID)
				}
				slices.Sort(found)
				d.want(fmt.Sprintf("%s to %s, terms %v", c.from, c.to, terms), strings.Join(found, " "), c.want)
			}
		}
	})

	t.Run("AnyWordsAreSafe", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", riverRose)
		for _, terms := range [][]string{{`"`}, {"'"}, {"river AND"}, {"NEAR(", "river"}, {"tags:", "river"}, {"river*"}, {"^river"}, {"-river"}, {"\x00"}, {"\xff"}, {""}, {"{body}"}, {"💧"}, {"a\x00b"}, {strings.Repeat("x", 10000)}, strings.Fields(strings.Repeat("river bridge dam ", 700))} {
			d.query(ask.Query{Terms: terms})
		}
		d.want("what nothing can be looked up by finds nothing", len(d.query(ask.Query{Terms: []string{`"`, "💧"}})), 0)
		d.want("marks around a word", len(d.query(ask.Query{Terms: []string{`"river*`}})), 1)
	})
}

// loadDated loads an article for each name, with one claim about a storm on
// those days, reported on 2025-02-10.
func loadDated(d *desk, days map[string][2]string) {
	d.t.Helper()
	for name, span := range days {
		a := d.saveArticle(claims.Article{ID: name, Text: "A storm came.", PublishedAt: "2025-02-10"}).Article
		c := d.statement(a, 0, len(a.Text))
		if span[0] != "" {
			c.When = &claims.When{From: claims.Time(span[0]), To: claims.Time(span[1]), Precision: claims.PrecisionRange}
		}
		d.ok(d.SaveExtraction(d.t.Context(), d.ws, ingest.Extraction{ArticleID: name, Revision: a.Revision, Claims: []proof.Claim{proof.RestoreClaim(c)}}))
	}
}
