package ingest_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
)

// TestKilledWhileRefining kills children while a model reads, and wants the
// last one to leave each article as an undisturbed run would, each read by the
// model once and no more, but for those in whose midst it was killed.
func TestKilledWhileRefining(t *testing.T) {
	if child := flag.Args(); len(child) == 1 {
		refineChild(t, child[0])
		return
	}
	const articles = 24
	path := filepath.Join(t.TempDir(), "claims.db")
	store, err := storage.Open(t.Context(), path, quiet)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	r := &reading{t: t, store: store}
	r.Loader = ingest.NewLoader(ingest.Options{Engine: extract.NewOffline(), Refiner: &model{version: "1"}, Store: store})
	for n := range articles {
		r.load(fmt.Sprint("a", n))
	}
	asked, killed := 0, 0
	for _, after := range []int{1, 5, 2, 9, articles * 2} {
		n, done := refineKilled(t, path, after)
		asked += n
		if !done {
			killed++
		}
	}
	if left, err := store.ToRedo(t.Context(), "local", ingest.RedoQuery{Wanted: true}); err != nil || len(left) > 0 {
		t.Errorf("%d are left, %v", len(left), err)
	}
	for n := range articles {
		r.want("read by", r.engines(fmt.Sprint("a", n)), "llm")
	}
	const atOnce = 6 // how many may be on their way when it is killed
	if killed == 0 || asked > articles+killed*atOnce {
		t.Errorf("%d killed; the model was asked %d times for %d articles", killed, asked, articles)
	}
}

// refineChild reads all that waits, and tells of each article that it begins.
func refineChild(t *testing.T, path string) {
	store, err := storage.Open(t.Context(), path, quiet)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	loader := ingest.NewLoader(ingest.Options{Engine: extract.NewOffline(), Refiner: telling{&model{version: "1"}}, Store: store})
	if _, err := loader.Refine(t.Context(), "", nil); err != nil {
		t.Fatal(err)
	}
}

type telling struct{ *model }

func (m telling) Extract(ctx context.Context, a claims.Article) (claims.Proposal, error) {
	if _, err := os.Stdout.WriteString("asked\n"); err != nil {
		return claims.Proposal{}, err
	}
	return m.model.Extract(ctx, a)
}

// refineKilled kills a child when it has asked so often, and says how often it
// did, and whether it came to its end.
func refineKilled(t *testing.T, path string, after int) (asked int, done bool) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledWhileRefining$", "--", path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() == "asked" {
			asked++
		}
		if asked == after {
			_ = child.Process.Kill() // it may have ended by itself
		}
	}
	return asked, child.Wait() == nil
}
