package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/storage"
)

// BenchmarkLoad leads generated articles of about 5 kB through extracted on
// all cores, and prints articles a second and the heap that is left.
func BenchmarkLoad(b *testing.B) {
	const articles, paragraphs = 400, 7
	for b.Loop() {
		store := benchStore(b)
		began := time.Now()
		sum, err := ingest.NewLoader(ingest.Options{Reader: generated{newGenerator(5, 200), articles, paragraphs}, Engine: extract.NewOffline(), Store: store}).
			Load(context.Background(), ingest.Order{Workspace: "local", Inputs: []string{"generated"}}, func(ingest.Result) {})
		if err != nil || sum.New != articles {
			b.Fatalf("%+v, %v", sum, err)
		}
		b.ReportMetric(articles/time.Since(began).Seconds(), "articles/s")
		b.ReportMetric(float64(sum.Accepted)/articles, "claims/article")
		reportHeap(b)
	}
}

// BenchmarkLoad10k loads 10,000 generated articles of about 5 kB with some 20
// claims each, as many as political news has, from a file of article lines, as
// the command does. It prints articles a second, the peak of the process, and
// the peak when a quarter was done: memory is flat if the two are near.
func BenchmarkLoad10k(b *testing.B) {
	const articles, paragraphs = 10_000, 7
	dir := b.TempDir()
	lines, err := os.Create(filepath.Join(dir, "articles.jsonl"))
	if err == nil {
		g := newGenerator(5, 200)
		g.plain = 4
		err = errors.Join(g.writeLines(lines, articles, paragraphs), lines.Close())
	}
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		quarter := &countingLines{at: articles / 4}
		began := time.Now()
		args := []string{"--db", filepath.Join(b.TempDir(), "bench.db"), "load", lines.Name()}
		if err := run(b.Context(), args, func(string) string { return "" }, strings.NewReader(""), quarter, io.Discard); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(articles/time.Since(began).Seconds(), "articles/s")
		b.ReportMetric(quarter.peak, "quarter-MB")
		reportHeap(b)
	}
}

// countingLines takes the peak when so many lines have been written.
type countingLines struct {
	lines, at int
	peak      float64
}

func (c *countingLines) Write(p []byte) (int, error) {
	if c.lines += bytes.Count(p, []byte("\n")); c.lines >= c.at && c.peak == 0 {
		c.peak = peakMB()
	}
	return len(p), nil
}

// BenchmarkAsk100k asks over 100,000 claims and prints the times that half and
// 95 of 100 questions stay under: plain, with three outlets of four labelled,
// and with the fourth excluded.
func BenchmarkAsk100k(b *testing.B) {
	const wanted, perArticle = 100_000, 20
	store := benchStore(b)
	g := newGenerator(9, 3000)
	_, err := ingest.NewLoader(ingest.Options{Reader: generated{g, wanted / perArticle, 0}, Engine: scripted{newGenerator(11, 3000), perArticle}, Store: store}).
		Load(context.Background(), ingest.Order{Workspace: "local", Inputs: []string{"generated"}}, func(ingest.Result) {})
	if err != nil {
		b.Fatal(err)
	}
	stats, err := store.Stats(context.Background(), "local")
	if err != nil || stats.Claims < wanted*9/10 {
		b.Fatalf("%+v, %v", stats, err)
	}
	b.Run("Plain", func(b *testing.B) { benchAsk(b, store, g) })
	outlets := review.NewOutlets(store)
	label := claims.LabelState
	for _, name := range []string{"Desk North", "Desk South", "Desk East"} {
		if _, err := outlets.Note(context.Background(), "local", name, review.MarkChange{Label: &label}, ""); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("Labelled", func(b *testing.B) { benchAsk(b, store, g) })
	began := time.Now()
	if _, err := outlets.Exclude(context.Background(), "local", "Desk West", ""); err != nil {
		b.Fatal(err)
	}
	b.Logf("an outlet of a quarter of %d claims was excluded in %v", stats.Claims, time.Since(began))
	b.Run("Excluded", func(b *testing.B) { benchAsk(b, store, g) })
}

func benchAsk(b *testing.B, store storage.Store, g *generator) {
	b.Helper()
	asker := ask.New(ask.Options{Index: store, Outlets: store, Now: time.Now, Slog: quiet()})
	var times []time.Duration
	for n := 0; b.Loop(); n++ {
		began := time.Now()
		if _, err := asker.Ask(context.Background(), ask.Request{Workspace: "local", Question: question(g, n)}); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(began))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "p95-ms")
	reportHeap(b)
}

func question(g *generator, n int) string {
	town, person, topic := g.towns[n%len(g.towns)], g.people[n%len(g.people)], topics[n%len(topics)]
	switch n % 4 {
	case 0:
		return fmt.Sprintf("How many people were killed in %s?", town)
	case 1:
		return fmt.Sprintf("What did %s say about %s?", person, topic)
	case 2:
		return fmt.Sprintf("How many were injured when %s hit %s?", causes[n%len(causes)], town)
	}
	return fmt.Sprintf("What happened to %s?", topic)
}

// generated is a reader of made-up articles. With no paragraphs, an article is
// left to the scripted engine to fill.
type generated struct {
	g                    *generator
	articles, paragraphs int
}

func (r generated) Read(context.Context, string, claims.Given) iter.Seq2[ingest.Item, error] {
	return func(yield func(ingest.Item, error) bool) {
		for n := range r.articles {
			a := r.g.article(n, max(r.paragraphs, 10))
			a.Identify()
			if !yield(ingest.Item{Name: a.ID, Document: claims.Document{Article: a}}, nil) {
				return
			}
		}
	}
}

// scripted is an engine that proposes one claim a sentence without reading it,
// so that a large store fills quickly; the gate checks them as any other.
type scripted struct {
	g          *generator
	perArticle int
}

func (scripted) Name() string    { return claims.EngineOffline }
func (scripted) Version() string { return "scripted" }

func (e scripted) Extract(_ context.Context, a claims.Article) (claims.Proposal, error) {
	var p claims.Proposal
	at := 0
	for line := range strings.SplitSeq(a.Text, "\n") {
		start := at
		at += len(line) + 1
		if line == "" || len(p.Claims) >= e.perArticle {
			continue
		}
		c := claims.Claim{
			Kind: claims.KindStatement, Modality: claims.Asserted, Confidence: 0.5, Text: line, Quote: line, Start: start, End: start + len(line),
			Attribution: &claims.Attribution{Content: &claims.Content{Span: claims.Span{Text: line, Start: start, End: start + len(line)}}},
		}
		p.Claims = append(p.Claims, c)
	}
	return p, nil
}

func benchStore(b *testing.B) storage.Store {
	b.Helper()
	store, err := storage.Open(context.Background(), filepath.Join(b.TempDir(), "bench.db"), quiet())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	if _, err := store.Workspace(context.Background(), "local"); claims.ErrorCode(err) == claims.ENotFound {
		if err := store.CreateWorkspace(context.Background(), "local", "local"); err != nil {
			b.Fatal(err)
		}
	}
	return store
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// reportHeap prints the live heap and, where the system tells it, the peak of
// the whole process.
func reportHeap(b *testing.B) {
	b.Helper()
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "heap-MB")
	if peak := peakMB(); peak > 0 {
		b.ReportMetric(peak, "peak-MB")
	}
}

// peakMB is the most memory that the process held, 0 where the system does not
// tell.
func peakMB() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(status) {
		var kb float64
		if n, _ := fmt.Sscanf(string(line), "VmHWM: %f kB", &kb); n == 1 {
			return kb / 1000
		}
	}
	return 0
}
