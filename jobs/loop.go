package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
)

// loop does one piece of work whenever it is nudged, never twice at a time.
type loop struct {
	name   string
	work   func(context.Context) error
	log    *slog.Logger
	nudges chan struct{} // holds one: a nudge during a run leads to one more
}

func newLoops(work Work, log *slog.Logger) map[string]*loop {
	loops := map[string]*loop{}
	for name, do := range map[string]func(context.Context) error{Probe: work.Probe, CleanUp: work.CleanUp, Refine: work.Refine, Resume: work.Resume, Feeds: work.Feeds, Revisit: work.Revisit} {
		if do == nil {
			do = func(context.Context) error { return nil }
		}
		loops[name] = &loop{name, do, log, make(chan struct{}, 1)}
	}
	return loops
}

func (l *loop) nudge() {
	select {
	case l.nudges <- struct{}{}:
	default: // one waits already
	}
}

func (l *loop) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.nudges:
			if err := l.once(ctx); err != nil && ctx.Err() == nil {
				l.log.Error("work in the background failed; the next wake-up tries again", "work", l.name, "err", err)
			}
		}
	}
}

// once survives what the work panics with.
func (l *loop) once(ctx context.Context) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return l.work(ctx)
}
