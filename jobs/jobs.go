// Package jobs wakes up what goes on in the background: the model is asked
// whether it is back, what is old is cleaned away, articles are read again by
// the model, feeds and pages are looked at again, and what was left unfinished
// is finished. It is the only user of
// River, which keeps the schedules in tables of its own, in the same database
// file as everything else, and sees to it that of several processes over one
// database one wakes up.
//
// A job here is only a wake-up: its worker nudges a loop of this process and is
// done within a moment. What there is to do, the loop reads from the columns in
// which articles and questions keep their state. So a wake-up that is lost does
// no harm, one that comes twice neither, and whenever the process is killed
// there is no work inside a job that could be stuck.
package jobs

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"
)

// What there is to wake.
const (
	Probe   = "probe"
	CleanUp = "clean-up"
	Refine  = "refine"
	Resume  = "resume"
	Feeds   = "feeds"
	Revisit = "revisit"
)

// Work is what is done when it is woken: one run at a time of each, until ctx
// is done. An error is logged, and the next wake-up tries again. Nil is nothing
// to do.
type Work struct {
	Probe   func(ctx context.Context) error // asks whether the model is back: as ProbeEvery says
	CleanUp func(ctx context.Context) error // drops what is old: at the start, and every day
	Refine  func(ctx context.Context) error // the model's pass: at the start, when woken, and every few minutes
	Resume  func(ctx context.Context) error // finishes what was begun: at the start
	Feeds   func(ctx context.Context) error // looks at feeds that are due: at the start, when woken, and every minute
	Revisit func(ctx context.Context) error // looks at pages again that are due: at the start, and every minute or two

	ProbeEvery time.Duration // 0 is an hour
}

// schedule says how often what is woken, and how often the database is asked
// for wake-ups that are due.
type schedule struct{ probe, cleanUp, refine, feeds, revisit, ask time.Duration }

// Runner keeps the loops and the client that wakes them.
type Runner struct {
	log    *slog.Logger
	db     *sql.DB
	client *river.Client[*sql.Tx]
	loops  map[string]*loop
	cancel context.CancelFunc
	done   sync.WaitGroup
}

// Open starts the loops over the database at dsn, which storage has opened
// before, and wakes what is to be done at a start. ctx is for opening alone;
// [Runner.Stop] ends what runs.
func Open(ctx context.Context, dsn string, work Work, log *slog.Logger) (*Runner, error) {
	probe := cmp.Or(work.ProbeEvery, time.Hour)
	every := schedule{probe: probe, cleanUp: 24 * time.Hour, refine: 5 * time.Minute, feeds: time.Minute, revisit: 90 * time.Second, ask: min(probe, 15*time.Second)}
	return open(ctx, dsn, work, every, log)
}

func open(ctx context.Context, dsn string, work Work, every schedule, log *slog.Logger) (_ *Runner, err error) {
	r := &Runner{log: log, loops: newLoops(work, log)}
	if r.db, err = connect(ctx, dsn, log); err != nil {
		return nil, err
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, &waker{loops: r.loops})
	if r.client, err = river.NewClient(riversqlite.New(r.db), config(workers, every, log)); err != nil {
		return nil, errors.Join(fmt.Errorf("set up the wake-ups: %w", err), r.db.Close())
	}
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	r.cancel = cancel
	if err := r.client.Start(running); err != nil {
		cancel()
		return nil, errors.Join(fmt.Errorf("start the wake-ups: %w", err), r.db.Close())
	}
	for _, l := range r.loops {
		r.done.Go(func() { l.run(running) })
	}
	for _, name := range []string{Resume, Refine, CleanUp, Feeds, Revisit} {
		r.loops[name].nudge()
	}
	return r, nil
}

// config of the client. It asks the database seldom, for nobody waits for what
// a schedule wakes.
func config(workers *river.Workers, every schedule, log *slog.Logger) *river.Config {
	return &river.Config{
		Logger: quieted(log), Workers: workers,
		Queues:   map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 2}},
		PollOnly: true, FetchPollInterval: every.ask, FetchCooldown: min(every.ask, 100*time.Millisecond),
		// A wake-up takes a moment. One that a killed process left running is
		// waited for no longer than that.
		JobTimeout: 10 * time.Second, RescueStuckJobsAfter: 25 * time.Second,
		CompletedJobRetentionPeriod: time.Hour, DiscardedJobRetentionPeriod: 24 * time.Hour,
		PeriodicJobs: []*river.PeriodicJob{
			periodic(Probe, every.probe), periodic(CleanUp, every.cleanUp), periodic(Refine, every.refine),
			periodic(Feeds, every.feeds), periodic(Revisit, every.revisit),
		},
	}
}

func periodic(name string, every time.Duration) *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(every), func() (river.JobArgs, *river.InsertOpts) { return wakeUp{name}, nil }, &river.PeriodicJobOpts{ID: name})
}

// Wake has something done soon, and does not wait for it. A wake-up during a
// run leads to one more run; several that are not heard yet are one. It needs
// no row of its own: what there is to do has its rows, which are looked through
// when the next process starts.
func (r *Runner) Wake(name string) {
	l, ok := r.loops[name]
	if !ok {
		r.log.Error("there is no such work to wake up for", "work", name)
		return
	}
	l.nudge()
}

// Stop ends the loops, and waits until they have ended or ctx is done.
func (r *Runner) Stop(ctx context.Context) error {
	err := r.client.Stop(ctx)
	r.cancel()
	ended := make(chan struct{})
	go func() {
		r.done.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-ctx.Done():
		err = errors.Join(err, ctx.Err())
	}
	return errors.Join(err, r.db.Close())
}

// wakeUp is the one kind of job that there is.
type wakeUp struct {
	Name string `json:"name"`
}

// Kind names it in the database.
func (wakeUp) Kind() string { return "wake_up" }

// InsertOpts keep wake-ups of one name from piling up.
func (wakeUp) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 3, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
	}}}
}

// waker works wake-ups.
type waker struct {
	river.WorkerDefaults[wakeUp]
	loops map[string]*loop
}

// Work nudges the loop; a name of another version of the program is nobody's.
func (w *waker) Work(_ context.Context, job *river.Job[wakeUp]) error {
	if l, ok := w.loops[job.Args.Name]; ok {
		l.nudge()
	}
	return nil
}
