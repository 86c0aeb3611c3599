package sqlite_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/track"
	"github.com/claimbot/claimbot/storage"
)

// BenchmarkLink100k links one article more in a workspace of 100,000, every
// tenth of which carries the text of another; every sixth new one does. All end
// in the same line of their outlet.
func BenchmarkLink100k(b *testing.B) {
	const articles = 100_000
	path := filepath.Join(b.TempDir(), "claims.db")
	s := open(b, path)
	defer closeStore(b, s)
	linker := track.New(s, nil)
	texts := newTexts(800)
	began := time.Now()
	for i := range articles {
		linkOne(b, s, linker, texts.article(i, 10))
	}
	filled := articles / time.Since(began).Seconds()
	var fresh, copied []time.Duration
	for i := articles; b.Loop(); i++ {
		a := texts.article(i, 6)
		found, took := linkOne(b, s, linker, a)
		if found > 0 {
			copied = append(copied, took)
		} else {
			fresh = append(fresh, took)
		}
	}
	b.ReportMetric(filled, "filled/s")
	b.ReportMetric(indexSize(b, path), "index-MB")
	for name, times := range map[string][]time.Duration{"fresh": fresh, "copy": copied} {
		if len(times) > 0 {
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, name+"-p50-ms")
			b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, name+"-p95-ms")
		}
	}
}

// linkOne loads an article without claims and links it, and says with how many
// copies and how long the linking took.
func linkOne(b *testing.B, s storage.Store, linker *track.Linker, a claims.Article) (int, time.Duration) {
	b.Helper()
	saved, err := s.SaveArticle(b.Context(), "local", claims.Document{Article: a}, "bench")
	if err == nil {
		err = s.SaveExtraction(b.Context(), "local", ingest.Extraction{ArticleID: a.ID, Revision: saved.Article.Revision})
	}
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	found, err := linker.Link(b.Context(), "local", a.ID)
	if err != nil {
		b.Fatal(err)
	}
	return len(found), time.Since(began)
}

// indexSize gives the megabytes of what articles are linked by.
func indexSize(b *testing.B, path string) (size float64) {
	b.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	err = db.QueryRow(`SELECT sum(pgsize) / 1e6 FROM dbstat WHERE name IN ('marks', 'prints', 'sqlite_autoindex_prints_1', 'prints_revision', 'copies', 'copies_b')`).Scan(&size)
	if err != nil {
		b.Fatal(err)
	}
	return size
}

// texts writes articles of about so many words.
type texts struct {
	random *rand.Rand
	words  []string
	length int
}

func newTexts(length int) *texts {
	t := &texts{random: rand.New(rand.NewPCG(11, 1)), length: length}
	for i := range 20_000 {
		t.words = append(t.words, fmt.Sprintf("w%x", i*7919))
	}
	return t
}

// article writes the i-th; every so-many-th carries the text of the one before.
func (t *texts) article(i, every int) claims.Article {
	n := i
	if i%every == every-1 {
		n--
	}
	r := rand.New(rand.NewPCG(uint64(n), 5))
	var text strings.Builder
	for range t.length {
		text.WriteString(t.words[int(float64(len(t.words))*r.Float64()*r.Float64())])
		text.WriteByte(' ')
	}
	text.WriteString(strings.Repeat("Follow us on every channel and tell your friends what you have read here today. ", 4))
	return claims.Article{ID: fmt.Sprintf("a%07d", i), Outlet: fmt.Sprint("Outlet ", i), Text: text.String(), PublishedAt: "2026-03-11"}
}
