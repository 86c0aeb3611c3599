package discordtest

import (
	"context"
	"errors"
	"fmt"
)

// change does f under the lock and wakes all who wait.
func (d *Discord) change(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f()
	d.wake()
}

// wake lets all who wait look again. The lock is held.
func (d *Discord) wake() {
	close(d.changed)
	d.changed = make(chan struct{})
}

// wait blocks until met, which runs under the lock, gives true. It ends with ctx
// or with the fake.
func (d *Discord) wait(ctx context.Context, met func() bool) error {
	return d.watch(ctx, func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		return met()
	})
}

// watch blocks until met, which runs without the lock, gives true after some
// change.
func (d *Discord) watch(ctx context.Context, met func() bool) error {
	for {
		d.mu.Lock()
		changed := d.changed
		d.mu.Unlock()
		if met() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-d.done:
			return errors.New("the fake Discord has ended")
		}
	}
}

// Until waits until met gives true; it is asked again whenever something changed
// in Discord. It fails the test when Patience is over: what says what was
// waited for.
func (d *Discord) Until(what string, met func() bool) {
	d.t.Helper()
	ctx, cancel := d.deadline()
	defer cancel()
	if err := d.watch(ctx, met); err != nil {
		d.fatalf("waited in vain: %s: %v", what, err)
	}
}

// deadline is a context for a wait that ends before the test does.
func (d *Discord) deadline() (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(d.t.Context(), d.patience, fmt.Errorf("not within %v", d.patience))
}

// fatalf ends the test and tells what the bot has done so far.
func (d *Discord) fatalf(format string, args ...any) {
	d.t.Helper()
	d.t.Fatalf("discordtest: %s\n%s", fmt.Sprintf(format, args...), d.story())
}
