package storagetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/claims/text"
	"github.com/claimbot/claimbot/claims/workspace"
	"github.com/claimbot/claimbot/storage"
)

// desk is a store with short words for what stories do to it.
type desk struct {
	t *testing.T
	storage.Store
	ws string
}

func openDesk(t *testing.T, open func(*testing.T) storage.Store) *desk {
	s := open(t)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return &desk{t, s, workspace.Local}
}

// in gives the same desk in another workspace, which it makes.
func (d *desk) in(ws string) *desk {
	d.t.Helper()
	d.ok(d.CreateWorkspace(d.t.Context(), ws, "name of "+ws))
	return &desk{d.t, d.Store, ws}
}

func (d *desk) ok(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// errorOf gives the error of what gives more.
func errorOf[T any](_ T, err error) error { return err }

func (d *desk) fails(err error, code string) {
	d.t.Helper()
	if got := claims.ErrorCode(err); got != code {
		d.t.Errorf("error is %q (%v), want code %q", got, err, code)
	}
}

// save stores an article whose key is id.
func (d *desk) save(id, words string) ingest.Saved {
	d.t.Helper()
	return d.saveArticle(claims.Article{ID: id, Text: words, Outlet: "Valley Post", Title: "News of the valley", PublishedAt: "2025-03-14", Origin: claims.OriginFile})
}

func (d *desk) saveArticle(a claims.Article) ingest.Saved {
	d.t.Helper()
	saved, err := d.SaveArticle(d.t.Context(), d.ws, claims.Document{Article: a}, "tester")
	d.ok(err)
	return saved
}

// extraction makes one claim of each sentence of an article.
func (d *desk) extraction(a claims.Article) ingest.Extraction {
	x := ingest.Extraction{ArticleID: a.ID, Revision: a.Revision, Engine: claims.EngineOffline, Version: "1"}
	at := 0
	for sentence := range strings.SplitAfterSeq(a.Text, ".") {
		start := at + len(sentence) - len(strings.TrimLeft(sentence, " "))
		at += len(sentence)
		if start < at {
			x.Claims = append(x.Claims, proof.RestoreClaim(d.statement(a, start, at)))
		}
	}
	return x
}

func (d *desk) statement(a claims.Article, start, end int) claims.Claim {
	span := claims.Span{Text: a.Text[start:end], Start: start, End: end}
	c := claims.Claim{
		ArticleID: a.ID, Revision: a.Revision, Kind: claims.KindStatement, Modality: claims.Asserted,
		Text: "Valley Post: " + span.Text, Quote: span.Text, Start: start, End: end,
		Context:     []claims.Span{{Text: a.Text[:1], Start: 0, End: 1}},
		Attribution: &claims.Attribution{Content: &claims.Content{Span: span}},
		ReportedAt:  a.PublishedAt, Confidence: 0.5, Engine: claims.EngineOffline,
	}
	c.ID = claims.ClaimID(d.ws, c, 0)
	return c
}

// load saves an article and its claims.
func (d *desk) load(id, words string) ingest.Saved {
	d.t.Helper()
	saved := d.save(id, words)
	d.extract(saved)
	return saved
}

func (d *desk) extract(saved ingest.Saved) {
	d.t.Helper()
	d.ok(d.SaveExtraction(d.t.Context(), d.ws, d.extraction(saved.Article)))
}

func (d *desk) search(words string) []ask.Hit {
	d.t.Helper()
	return d.query(ask.Query{Terms: text.Terms(words)})
}

func (d *desk) query(q ask.Query) []ask.Hit {
	d.t.Helper()
	hits, err := d.Search(d.t.Context(), d.ws, q)
	d.ok(err)
	return hits
}

// quotes lists the quotes of what a search found, best first.
func quotes(hits []ask.Hit) string {
	var all []string
	for _, h := range hits {
		all = append(all, h.Claim.Claim().Quote)
	}
	return strings.Join(all, " | ")
}

func (d *desk) article(id string) ingest.ArticleView {
	d.t.Helper()
	v, err := d.Article(d.t.Context(), d.ws, id)
	d.ok(err)
	return v
}

// states lists the quotes of article a1's claims with their states.
func (d *desk) states() string {
	d.t.Helper()
	v := d.article("a1")
	var all []string
	for _, c := range append(v.Current, v.Others...) {
		all = append(all, fmt.Sprintf("%s %s", c.Claim().Quote, c.Claim().State))
	}
	return strings.Join(all, " | ")
}

func (d *desk) claim(id string) claims.Claim {
	d.t.Helper()
	c, _, err := d.Claim(d.t.Context(), d.ws, id)
	d.ok(err)
	return c.Claim()
}

func (d *desk) want(what string, got, want any) {
	d.t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		d.t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

// noon is a fixed moment for captures.
var noon = time.Date(2025, 3, 15, 12, 0, 0, 0, time.UTC)
