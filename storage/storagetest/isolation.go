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
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/claims/text"
	"github.com/claimbot/claimbot/claims/track"
	"github.com/claimbot/claimbot/claims/workspace"
	"github.com/claimbot/claimbot/storage"
	"pgregory.net/rapid"
)

// testIsolation does random things in three workspaces that use the same ids
// and words, and then reads each of them in every way there is: all that comes
// back must be its own. What belongs to whom is told by the "by" of each write
// and by a claim's text, which names its workspace.
func testIsolation(t *testing.T, open func(*testing.T) storage.Store) {
	d := openDesk(t, open)
	round := 0
	rapid.Check(t, func(r *rapid.T) {
		round++ // each round has workspaces of its own in the one database
		var rooms []*room
		for _, id := range []string{"%d", "%d%%", "w %d' OR \"1"} {
			id = fmt.Sprintf(id, round)
			if err := d.CreateWorkspace(t.Context(), id, "name of "+id); err != nil {
				r.Fatal(err)
			}
			rooms = append(rooms, &room{desk: &desk{t, d.Store, id}})
		}
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			rapid.SampledFrom(rooms).Draw(r, "workspace").step(r)
		}
		for _, room := range rooms {
			room.check(r)
		}
	})
}

// room is a workspace with what the test knows of it.
type room struct {
	*desk
	answers int
}

var isolationWords = []string{"river", "bridge", "mayor", "storm", "w", "local", "statement"}

// step does one thing. Ids are the same in all workspaces, so that whatever
// looks only at an id finds those of others.
func (m *room) step(r *rapid.T) {
	ctx := m.t.Context()
	id := rapid.SampledFrom([]string{"a1", "a2", "a11"}).Draw(r, "article")
	switch rapid.SampledFrom([]string{"load", "load", "load", "read", "hide", "bring back", "answer", "remove", "purge", "undo", "date", "ensure", "outlet", "link", "link"}).Draw(r, "act") {
	case "load", "read":
		words := strings.Join(rapid.SliceOfN(rapid.SampledFrom(isolationWords), 1, 4).Draw(r, "words"), " ")
		saved, err := m.SaveArticle(ctx, m.ws, claims.Document{
			Article: claims.Article{ID: id, URL: "https://same.example/" + id, Text: words, Title: m.ws, Origin: claims.OriginFile, PublishedAt: "2025-03-14"},
			Capture: &claims.Capture{Raw: []byte(m.ws)},
		}, m.ws)
		if err == nil && rapid.Bool().Draw(r, "extract") {
			c := m.statement(saved.Article, 0, len(words))
			c.ID, c.Text = "c-"+id, m.ws // the same id in every workspace
			err = m.SaveExtraction(ctx, m.ws, ingest.Extraction{ArticleID: id, Revision: saved.Article.Revision, Note: m.ws, Claims: []proof.Claim{proof.RestoreClaim(c)}})
		}
		m.allow(r, err, claims.EConflict) // it was purged
	case "hide", "bring back":
		state := rapid.SampledFrom([]claims.State{claims.Removed, claims.Current}).Draw(r, "state")
		m.allow(r, m.SetState(ctx, m.ws, "c-"+id, state, m.ws), claims.ENotFound)
	case "remove":
		m.allow(r, errorOf(m.Remove(ctx, m.ws, id, m.ws)), claims.ENotFound)
	case "purge":
		p, err := m.Purge(ctx, m.ws, id, m.ws)
		m.allow(r, err, claims.ENotFound)
		if err == nil && p.Revisions > 0 {
			m.own(r, "Purge", p.Article.Title)
		}
	case "undo":
		u, err := m.Undo(ctx, m.ws, id, m.ws)
		m.allow(r, err, claims.ENotFound, claims.EConflict)
		if err == nil {
			m.own(r, "Undo", u.Article.Title)
		}
	case "date":
		p, err := m.SetPublished(ctx, m.ws, id, rapid.SampledFrom([]claims.Time{"2025-03-02", "2025-03-14"}).Draw(r, "day"), m.ws)
		m.allow(r, err, claims.ENotFound)
		if err == nil {
			m.own(r, "SetPublished", p.Article.Title)
		}
	case "link":
		copies, err := track.New(m.Store, nil).Link(ctx, m.ws, id)
		m.must(r, err)
		for _, c := range copies {
			m.own(r, "Link", c.Article.Title)
		}
	case "ensure":
		w, err := m.Ensure(ctx, "server of "+m.ws, m.ws)
		m.must(r, err)
		if w.Articles != 0 {
			r.Fatalf("the new workspace %+v is not empty", w)
		}
	case "outlet":
		c := review.MarkChange{Note: &m.ws, Excluded: ptr(rapid.Bool().Draw(r, "excluded"))}
		_, err := m.SetMark(ctx, m.ws, "same.example", c, m.ws)
		m.must(r, err)
	case "answer":
		_, err := m.SaveAnswer(ctx, m.ws, ask.Entry{Answer: proof.RestoreAnswer(claims.Answer{Question: m.ws, Sentences: []claims.Sentence{{Citations: []string{"c-" + id}}}}), By: m.ws})
		m.must(r, err)
		m.answers++
	}
}

// allow fails on an error of another code.
func (m *room) allow(r *rapid.T, err error, codes ...string) {
	if !slices.Contains(codes, claims.ErrorCode(err)) {
		m.must(r, err)
	}
}

func (m *room) must(r *rapid.T, err error) {
	if err != nil {
		r.Fatalf("%s: %v", m.ws, err)
	}
}

// own fails unless all owners are this workspace.
func (m *room) own(r *rapid.T, what string, owners ...string) {
	for _, o := range owners {
		if o != m.ws {
			r.Fatalf("%s of %q shows what belongs to %q", what, m.ws, o)
		}
	}
}

// check reads the workspace in every way and compares what they tell.
func (m *room) check(r *rapid.T) {
	ctx := m.t.Context()
	rows, err := m.Articles(ctx, m.ws, ingest.ArticleQuery{})
	m.must(r, err)
	live, unread := map[string]bool{}, 0
	for _, row := range rows {
		m.own(r, "Articles", row.Title, row.LoadedBy)
		for _, c := range m.checkArticle(r, row) {
			live[c.ID] = true
		}
		if row.State == ingest.StateRead {
			unread++
		}
	}
	pending, err := m.Unfinished(ctx, m.ws)
	m.must(r, err)
	for _, p := range pending {
		m.own(r, "Unfinished", p.Article.Title)
	}
	if len(pending) != unread {
		r.Fatalf("%d unfinished articles in %q, want %d", len(pending), m.ws, unread)
	}
	redo, err := m.ToRedo(ctx, m.ws, ingest.RedoQuery{})
	m.must(r, err)
	if len(redo) != len(rows) {
		r.Fatalf("%d articles of %d in %q to redo", len(redo), len(rows), m.ws)
	}
	for _, id := range redo {
		p, err := m.Pending(ctx, m.ws, id)
		m.must(r, err)
		m.own(r, "Pending", p.Article.Title)
	}
	m.checkSearch(r, live)
	m.checkCounts(r, len(rows), len(live))
	m.checkTrails(r)
	m.checkCopies(r)
}

func (m *room) checkCopies(r *rapid.T) {
	ids := []string{"a1", "a2", "a11"}
	texts, err := m.Texts(m.t.Context(), m.ws, ids)
	m.must(r, err)
	for _, t := range texts {
		m.own(r, "Texts", t.Article.Title)
	}
	made, err := m.ClaimsOf(m.t.Context(), m.ws, ids)
	m.must(r, err)
	for _, all := range made {
		for _, c := range all {
			m.own(r, "ClaimsOf", c.Text)
		}
	}
	links, err := m.CopiesOf(m.t.Context(), m.ws, ids)
	m.must(r, err)
	for _, l := range links {
		a, b := m.view(r, l.A), m.view(r, l.B)
		if linked := a.State == ingest.StateLinked && b.State == ingest.StateLinked; linked && a.Text != b.Text { // of so few words, equal texts alone are copies
			r.Fatalf("%q says that %q is a copy of %q", m.ws, a.Text, b.Text)
		}
	}
}

func (m *room) view(r *rapid.T, id string) ingest.ArticleView {
	v, err := m.Article(m.t.Context(), m.ws, id)
	m.must(r, err)
	for _, c := range v.Copies {
		m.own(r, "Copies", c.Article.Title)
	}
	return v
}

func (m *room) checkArticle(r *rapid.T, row ingest.ArticleRow) (current []claims.Claim) {
	for _, key := range []string{row.ID, row.URL} {
		v, err := m.Article(m.t.Context(), m.ws, key)
		m.must(r, err)
		m.own(r, "Article", v.Title, v.LoadedBy)
		for _, h := range v.History {
			m.own(r, "History", h.Title, h.LoadedBy)
		}
		if v.Note != "" {
			m.own(r, "Note", v.Note)
		}
		current = nil
		for _, c := range v.Current {
			current = append(current, c.Claim())
		}
		for _, c := range append(v.Current, v.Others...) {
			m.own(r, "Article's claims", c.Claim().Text)
			again, article, err := m.Claim(m.t.Context(), m.ws, c.Claim().ID)
			m.must(r, err)
			m.own(r, "Claim", again.Claim().Text, article.Title)
		}
		if v.Revisions != len(v.History) {
			r.Fatalf("article %s of %q counts %d revisions and shows %d", row.ID, m.ws, v.Revisions, len(v.History))
		}
		if v.Claims != len(current) {
			r.Fatalf("article %s of %q counts %d claims and shows %d", row.ID, m.ws, v.Claims, len(current))
		}
	}
	bytes, err := m.Capture(m.t.Context(), m.ws, row.ID, row.Revision)
	m.must(r, err)
	m.own(r, "Capture", string(bytes.Raw))
	return current
}

// checkSearch asks with and without words; together the words find all.
func (m *room) checkSearch(r *rapid.T, live map[string]bool) {
	everything := text.Terms(strings.Join(isolationWords, " "))
	for _, terms := range [][]string{nil, everything, {"river"}, {m.ws}, {"tags", "river"}} {
		for _, q := range []ask.Query{{}, {Kinds: claims.Kinds}, {From: "2025-03-01", To: "2025-03-31"}, {From: "1999-01-01"}} {
			q.Terms, q.Excluded = terms, true
			hits, err := m.Search(m.t.Context(), m.ws, q)
			m.must(r, err)
			found := map[string]bool{}
			for _, h := range hits {
				m.own(r, "Search", h.Claim.Claim().Text, h.Article.Title)
				found[h.Claim.Claim().ID] = true
			}
			if len(found) != len(hits) {
				r.Fatalf("search %v in %q finds a claim twice", terms, m.ws)
			}
			if (terms == nil || len(terms) == len(everything)) && fmt.Sprint(found) != fmt.Sprint(live) {
				r.Fatalf("search %+v in %q finds %v, want %v", q, m.ws, found, live)
			}
		}
	}
}

func (m *room) checkCounts(r *rapid.T, articles, live int) {
	stats, err := m.Stats(m.t.Context(), m.ws)
	m.must(r, err)
	w, err := m.Workspace(m.t.Context(), m.ws)
	m.must(r, err)
	all, err := m.Workspaces(m.t.Context())
	m.must(r, err)
	at := slices.IndexFunc(all, func(w workspace.Workspace) bool { return w.ID == m.ws })
	if stats.Excluded > 0 { // all come from one domain
		stats.Articles, stats.Claims = stats.Excluded, live+stats.Claims
	}
	for _, got := range [][2]int{{stats.Articles, stats.Claims}, {w.Articles, w.Claims}, {all[at].Articles, all[at].Claims}} {
		if got != [2]int{articles, live} {
			r.Fatalf("%q counts %v, want %d articles and %d claims", m.ws, got, articles, live)
		}
	}
}

func (m *room) checkTrails(r *rapid.T) {
	acts, err := m.Audit(m.t.Context(), m.ws, "", 1000)
	m.must(r, err)
	some, err := m.Audit(m.t.Context(), m.ws, "a1", 1000)
	m.must(r, err)
	for _, a := range append(acts, some...) {
		m.own(r, "Audit", a.By)
	}
	marks, err := m.Marks(m.t.Context(), m.ws)
	m.must(r, err)
	for _, mark := range marks {
		m.own(r, "Marks", mark.Note)
	}
	publishers, err := m.Publishers(m.t.Context(), m.ws)
	m.must(r, err)
	for _, p := range publishers {
		if rows, err := m.Articles(m.t.Context(), m.ws, ingest.ArticleQuery{}); err != nil || p.Articles != len(rows) {
			r.Fatalf("publisher %+v of %q, which has %d articles, %v", p, m.ws, len(rows), err)
		}
	}
	_, err = m.Answer(m.t.Context(), m.ws, "a") // every id begins so: none, the one, or several
	if want := map[int]string{0: claims.ENotFound, 1: ""}; m.answers < 2 && claims.ErrorCode(err) != want[m.answers] || m.answers > 1 && claims.ErrorCode(err) != claims.EInvalid {
		r.Fatalf("an answer of %d in %q: %v", m.answers, m.ws, err)
	}
}
