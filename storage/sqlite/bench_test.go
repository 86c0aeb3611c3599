package sqlite_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
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

const claimsPerArticle = 20

// BenchmarkLoad measures SaveArticle and SaveExtraction of articles with 20
// claims each, from all cores, into a database that grows as it goes.
func BenchmarkLoad(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "claims.db"))
	defer closeStore(b, s)
	w := newWriter(1)
	docs, made := make([]claims.Document, b.N), make([][]proof.Claim, b.N)
	for i := range docs {
		docs[i], made[i] = w.article(workspace.Local, i)
	}
	var next atomic.Int64
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := next.Add(1) - 1
			load(b, s, workspace.Local, docs[i], made[i])
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkSearch100k asks three-word questions of a workspace of 100,000
// claims, and of a small one, in one database with 20 more.
func BenchmarkSearch100k(b *testing.B) {
	path := filepath.Join(b.TempDir(), "claims.db")
	s := open(b, path)
	defer closeStore(b, s)
	w := newWriter(2)
	begin, total := time.Now(), 0
	fill := func(ws string, articles int) {
		for i := range articles {
			doc, made := w.article(ws, i)
			load(b, s, ws, doc, made)
		}
		total += articles
	}
	fill(workspace.Local, 100_000/claimsPerArticle)
	for i := range 20 {
		ws := fmt.Sprintf("server-%d", i)
		if err := s.CreateWorkspace(b.Context(), ws, ws); err != nil {
			b.Fatal(err)
		}
		fill(ws, 50)
	}
	b.Logf("%d articles loaded at %.0f/s", total, float64(total)/time.Since(begin).Seconds())
	if info, err := os.Stat(path); err == nil {
		b.Logf("%d MB on disk for %d claims", info.Size()>>20, total*claimsPerArticle)
	}
	for _, c := range []struct {
		name, ws string
		q        ask.Query
	}{
		{"Large", workspace.Local, ask.Query{}},
		{"LargeKindMonth", workspace.Local, ask.Query{Kinds: []claims.Kind{claims.KindStatement}, From: "2025-03-01", To: "2025-03-31"}},
		{"Small", "server-7", ask.Query{}},
	} {
		b.Run(c.name, func(b *testing.B) { benchmarkSearch(b, s, c.ws, c.q) })
	}
	b.Run("Newest", func(b *testing.B) {
		for b.Loop() {
			search(b, s, workspace.Local, ask.Query{})
		}
	})
	b.Run("Stats", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Stats(b.Context(), workspace.Local); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func benchmarkSearch(b *testing.B, s storage.Store, ws string, q ask.Query) {
	w := newWriter(3)
	var took []time.Duration
	found := 0
	for b.Loop() {
		q.Terms = w.question()
		begin := time.Now()
		found += len(search(b, s, ws, q))
		took = append(took, time.Since(begin))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	b.ReportMetric(float64(found)/float64(len(took)), "hits")
}

// BenchmarkOpen opens a database that is there.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "claims.db")
	closeStore(b, open(b, path))
	for b.Loop() {
		closeStore(b, open(b, path))
	}
}

// BenchmarkCreate opens one that is not.
func BenchmarkCreate(b *testing.B) {
	dir := b.TempDir()
	for i := 0; b.Loop(); i++ {
		closeStore(b, open(b, filepath.Join(dir, fmt.Sprint(i))))
	}
}

func search(b *testing.B, s storage.Store, ws string, q ask.Query) []ask.Hit {
	hits, err := s.Search(b.Context(), ws, q)
	if err != nil {
		b.Fatal(err)
	}
	return hits
}

func closeStore(t testing.TB, s storage.Store) {
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func load(b *testing.B, s storage.Store, ws string, doc claims.Document, made []proof.Claim) {
	saved, err := s.SaveArticle(context.Background(), ws, doc, "bench")
	if err != nil {
		b.Error(err)
		return
	}
	err = s.SaveExtraction(context.Background(), ws, ingest.Extraction{ArticleID: saved.Article.ID, Revision: saved.Article.Revision, Engine: "offline", Version: "1", Claims: made})
	if err != nil {
		b.Error(err)
	}
}

// writer writes articles in a language of 20,000 words that are as unevenly
// common as English ones (Zipf), about 400 people and 300 places.
type writer struct {
	r    *rand.Rand
	zipf *rand.Zipf
}

func newWriter(seed uint64) *writer {
	r := rand.New(rand.NewPCG(seed, seed))
	return &writer{r, rand.NewZipf(r, 1.07, 8, 20000)}
}

// word spells a number in syllables.
func word(n uint64) string {
	const consonants, vowels = "bdfgklmnprtvz", "aeiou"
	var b strings.Builder
	for n += 70; n > 0; n /= 65 {
		b.WriteByte(consonants[n%13])
		b.WriteByte(vowels[n/13%5])
	}
	return b.String() + "k"
}

func (w *writer) words(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = word(w.zipf.Uint64())
	}
	return strings.Join(all, " ")
}

func (w *writer) person() string { return "P" + word(30000+uint64(w.r.IntN(400))) }
func (w *writer) place() string  { return "Q" + word(40000+uint64(w.r.IntN(300))) }

// question asks for a place, a common word and a less common one.
func (w *writer) question() []string {
	return text.Terms(w.place() + " " + word(uint64(w.r.IntN(60))) + " " + word(uint64(60+w.r.IntN(2000))))
}

func (w *writer) article(ws string, n int) (claims.Document, []proof.Claim) {
	day := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, w.r.IntN(700))
	a := claims.Article{URL: fmt.Sprintf("https://news.example/%s/%d", ws, n), Outlet: "Valley Post", Title: w.words(8), PublishedAt: claims.DayOf(day), Language: "en", Origin: claims.OriginFetched}
	sentences := make([]string, claimsPerArticle)
	for i := range sentences {
		sentences[i] = w.person() + " said " + w.words(18) + " in " + w.place() + "."
	}
	a.Text = strings.Join(sentences, " ")
	a.Identify()
	var made []proof.Claim
	at := 0
	for i, sentence := range sentences {
		made = append(made, proof.RestoreClaim(w.claim(ws, a, i, sentence, at)))
		at += len(sentence) + 1
	}
	raw := "<html><body><p>" + strings.Join(sentences, "</p><p>") + "</p></body></html>"
	return claims.Document{Article: a, Capture: &claims.Capture{Raw: []byte(raw), MediaType: "text/html", At: day}}, made
}

func (w *writer) claim(ws string, a claims.Article, i int, quote string, at int) claims.Claim {
	fields := strings.Fields(quote)
	person, place := fields[0], strings.TrimSuffix(fields[len(fields)-1], ".")
	c := claims.Claim{
		ArticleID: a.ID, Revision: a.Revision, Kind: claims.KindStatement, Text: quote, Quote: quote, Start: at, End: at + len(quote), Modality: claims.Asserted,
		Attribution: &claims.Attribution{
			Source:  &claims.Span{Text: person, Start: at, End: at + len(person)},
			Cue:     &claims.Span{Text: "said", Start: at + len(person) + 1, End: at + len(person) + 5},
			Content: &claims.Content{Span: claims.Span{Text: quote[len(person)+6:], Start: at + len(person) + 6, End: at + len(quote)}},
		},
		Speaker: &claims.Speaker{Name: person, Role: "mayor", Type: claims.SpeakerPerson}, ReportedAt: a.PublishedAt, KnownSince: a.PublishedAt,
		Where: []claims.Place{{Name: place, Country: "UA", Span: claims.Span{Text: place, Start: at + len(quote) - 1 - len(place), End: at + len(quote) - 1}}}, People: []string{person}, Confidence: 0.9, Engine: "offline",
	}
	if i%3 == 0 {
		c.Kind, c.Event = claims.KindEvent, &claims.Event{Nature: "visit", Actor: person, Target: place}
	}
	c.ID = claims.ClaimID(ws, c, i)
	return c
}
