package jobs

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"go.uber.org/goleak"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/storage"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var quiet = slog.New(slog.DiscardHandler)

// patience bounds what a test waits for; only one that fails waits so long.
const patience = 30 * time.Second

// seldom is a schedule under which nothing comes by itself during a test.
var seldom = schedule{probe: time.Hour, cleanUp: time.Hour, refine: time.Hour, feeds: time.Hour, revisit: time.Hour, ask: time.Hour}

// database makes one as storage does, and gives its path.
func database(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "claims 50% #1.db")
	s, err := storage.Open(t.Context(), path, quiet)
	must(t, err)
	must(t, s.Close())
	return path
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func start(t *testing.T, path string, work Work, every schedule) *Runner {
	t.Helper()
	r, err := open(t.Context(), path, work, every, quiet)
	must(t, err)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := r.Stop(ctx); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return r
}

// counter is work that says on a channel when it is done.
type counter chan struct{}

func (c counter) work(context.Context) error { c <- struct{}{}; return nil }

func (c counter) wait(t *testing.T, what string) {
	t.Helper()
	select {
	case <-c:
	case <-time.After(patience):
		t.Fatalf("%s: not done", what)
	}
}

func TestWhatIsDoneWhen(t *testing.T) {
	probe, cleanUp, refine, resume, feeds, revisit := make(counter, 99), make(counter, 99), make(counter, 99), make(counter, 99), make(counter, 99), make(counter, 99)
	start(t, database(t), Work{Probe: probe.work, CleanUp: cleanUp.work, Refine: refine.work, Resume: resume.work, Feeds: feeds.work, Revisit: revisit.work},
		schedule{probe: 200 * time.Millisecond, cleanUp: time.Hour, refine: 300 * time.Millisecond, feeds: 250 * time.Millisecond, revisit: 350 * time.Millisecond, ask: 50 * time.Millisecond})
	resume.wait(t, "resumed at the start")
	cleanUp.wait(t, "cleaned up at the start")
	for range 3 {
		probe.wait(t, "probed by schedule")
		refine.wait(t, "refined by schedule")
		feeds.wait(t, "fed by schedule")
		revisit.wait(t, "visited by schedule")
	}
	if len(resume)+len(cleanUp) > 0 {
		t.Errorf("%d resumed and %d cleaned up again", len(resume), len(cleanUp))
	}
}

func TestWakeUps(t *testing.T) {
	begun, goOn := make(counter, 9), make(chan struct{})
	r := start(t, database(t), Work{Refine: func(ctx context.Context) error {
		begun <- struct{}{}
		select {
		case <-goOn:
		case <-ctx.Done():
		}
		return nil
	}}, seldom)
	begun.wait(t, "the run at the start")
	for range 20 { // during a run: one more, not twenty
		r.Wake(Refine)
	}
	goOn <- struct{}{}
	begun.wait(t, "one more")
	goOn <- struct{}{}
	r.Wake("nothing")
	r.Wake(Refine)
	begun.wait(t, "woken")
	goOn <- struct{}{}
	if n := len(r.loops[Refine].nudges) + len(begun); n > 0 {
		t.Errorf("%d runs too many", n)
	}
}

// TestNoWakeUpIsLost: whatever is set before a wake-up is seen by a run after it.
func TestNoWakeUpIsLost(t *testing.T) {
	var set, seen atomic.Int64
	saw := make(chan int64, 1000)
	r := start(t, database(t), Work{Refine: func(context.Context) error {
		v := set.Load()
		seen.Store(v)
		saw <- v
		return nil
	}}, seldom)
	deadline := time.After(patience)
	for v := int64(1); v <= 50; v++ {
		set.Store(v)
		r.Wake(Refine)
		for seen.Load() < v {
			select {
			case <-saw:
			case <-deadline:
				t.Fatalf("the wake-up for %d was not heard", v)
			}
		}
	}
}

func TestFailingWorkIsTriedAgain(t *testing.T) {
	var log strings.Builder
	var mu sync.Mutex
	var runs atomic.Int32
	done := make(counter, 9)
	fails := func(context.Context) error {
		defer func() { done <- struct{}{} }()
		if runs.Add(1)%2 == 0 {
			panic("out of tune")
		}
		return errors.New("no paper")
	}
	path := database(t)
	logger := slog.New(slog.NewTextHandler(writer(func(p []byte) { mu.Lock(); defer mu.Unlock(); log.Write(p) }), &slog.HandlerOptions{Level: slog.LevelError}))
	r, err := open(t.Context(), path, Work{Probe: fails}, seldom, logger)
	must(t, err)
	for range 4 {
		r.Wake(Probe)
		done.wait(t, "woken")
	}
	must(t, r.Stop(t.Context()))
	mu.Lock()
	defer mu.Unlock()
	if !strings.Contains(log.String(), "no paper") || !strings.Contains(log.String(), "out of tune") || strings.Count(log.String(), "work=probe") < 3 {
		t.Errorf("logged:\n%s", log.String())
	}
}

type writer func(p []byte)

func (w writer) Write(p []byte) (int, error) { w(p); return len(p), nil }

// TestStopEndsWhatRuns: work is told to end; one that does not is not waited
// for beyond the time that is given.
func TestStopEndsWhatRuns(t *testing.T) {
	begun, release := make(counter, 1), make(chan struct{})
	r, err := open(t.Context(), database(t), Work{Refine: func(ctx context.Context) error {
		begun <- struct{}{}
		<-ctx.Done()
		<-release
		return ctx.Err()
	}}, seldom, quiet)
	must(t, err)
	begun.wait(t, "begun")
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if err := r.Stop(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	close(release)
}

// TestSharesTheDatabase: storage opens, writes and checks the file as ever,
// while wake-ups are kept in it.
func TestSharesTheDatabase(t *testing.T) {
	path := database(t)
	probed := make(counter, 9999)
	start(t, path, Work{Probe: probed.work}, often)
	s, err := storage.Open(t.Context(), path, quiet)
	must(t, err)
	var both sync.WaitGroup
	both.Go(func() {
		for n := range 100 {
			a := claims.Article{Text: strings.Repeat("It rained. ", n+1)}
			if _, err := s.SaveArticle(t.Context(), "local", claims.Document{Article: a}, ""); err != nil {
				t.Error(err)
			}
		}
	})
	both.Go(func() {
		for range 5 {
			probed.wait(t, "woken by schedule")
		}
	})
	both.Wait()
	stats, err := s.Stats(t.Context(), "local")
	if err != nil || stats.Articles != 100 {
		t.Errorf("%+v, %v", stats, err)
	}
	must(t, s.Close())
}

func TestRefusedDatabases(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nothere.db")
	for _, dsn := range []string{path, "postgres://localhost/claims"} {
		if r, err := Open(t.Context(), dsn, Work{}, quiet); err == nil {
			t.Errorf("%s was opened", dsn)
			_ = r.Stop(t.Context())
		}
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a database was made that storage does not know")
	}
}

// TestKilled kills processes in the midst of wake-ups. Storage finds its
// database whole, and the next process does what is to be done at a start.
func TestKilled(t *testing.T) {
	if child := flag.Args(); len(child) == 1 {
		_, err := open(context.Background(), child[0], Work{Probe: func(context.Context) error {
			_, err := os.Stdout.WriteString("woken\n")
			return err
		}}, often, quiet)
		must(t, err)
		select {}
	}
	path := database(t)
	for range 3 {
		killWaking(t, path)
	}
	s, err := storage.Open(t.Context(), path, quiet)
	must(t, err)
	must(t, s.Close())
	heard := make(counter, 99)
	r := start(t, path, Work{Refine: heard.work}, seldom)
	heard.wait(t, "at the start")
	r.Wake(Refine)
	heard.wait(t, "woken")
}

// often is a schedule for those who are about to be killed.
var often = schedule{probe: 5 * time.Millisecond, cleanUp: time.Hour, refine: time.Hour, feeds: time.Hour, revisit: time.Hour, ask: 5 * time.Millisecond}

// killWaking kills a child while it is woken up, after its schedule has begun
// if it gets to be the one whose schedule counts.
func killWaking(t *testing.T, path string) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilled$", "--", path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	late := time.AfterFunc(3*time.Second, func() { _ = child.Process.Kill() })
	_, _ = io.ReadFull(out, make([]byte, 5*len("woken\n")))
	late.Stop()
	_ = child.Process.Kill()
	_, _ = io.Copy(io.Discard, out)
	_ = child.Wait() // it was killed
}

// TestLeftRunning: a wake-up in whose midst a process was killed keeps those
// after it from being heard for no longer than it takes to rescue it.
func TestLeftRunning(t *testing.T) {
	if testing.Short() {
		t.Skip("rescuing is waited for")
	}
	path := database(t)
	r, err := open(t.Context(), path, Work{}, seldom, quiet)
	must(t, err)
	inserted, err := r.client.Insert(t.Context(), wakeUp{Probe}, &river.InsertOpts{ScheduledAt: time.Now().Add(time.Hour)})
	must(t, err)
	must(t, r.Stop(t.Context()))
	db, err := sql.Open("sqlite", dataSource(path))
	must(t, err)
	defer func() { must(t, db.Close()) }()
	_, err = db.Exec(`UPDATE river_job SET state = 'running', attempt = 1, attempted_at = datetime('now', '-60 seconds'), attempted_by = jsonb('["gone"]') WHERE id = ?`, inserted.Job.ID)
	must(t, err)
	heard := make(counter, 99)
	next := start(t, path, Work{Probe: heard.work}, schedule{probe: time.Hour, cleanUp: time.Hour, refine: time.Hour, feeds: time.Hour, revisit: time.Hour, ask: 50 * time.Millisecond})
	again, err := next.client.Insert(t.Context(), wakeUp{Probe}, nil)
	must(t, err)
	if !again.UniqueSkippedAsDuplicate {
		t.Fatal("what was left running is not in the way: the test proves nothing")
	}
	heard.wait(t, "rescued")
}
