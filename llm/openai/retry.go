package openai

import (
	"context"
	"net/http"
	"strconv"
	"time"
)

// retry makes a few attempts, with pauses that grow and that a server may make
// longer. It does not wait for what comes after ctx ends.
func (c *Client) retry(ctx context.Context, once func(context.Context) *fault) *fault {
	for attempt := 1; ; attempt++ {
		f := once(ctx)
		if f == nil || !f.again || attempt >= c.o.Attempts {
			return f
		}
		pause := max(f.after, c.backoff(attempt))
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < pause {
			return f
		}
		c.o.Log.Debug("model is asked again", "model", c.o.Model, "attempt", attempt, "pause", pause, "err", f.err)
		if err := c.o.Wait(ctx, pause); err != nil {
			return c.gaveUp(err)
		}
	}
}

// backoff is half a second, doubled with each attempt, up to twice that by
// chance, so that calls which failed together do not come back together.
func (c *Client) backoff(attempt int) time.Duration {
	const first, longest = 500 * time.Millisecond, 8 * time.Second
	least := min(first<<min(attempt-1, 10), longest)
	return c.o.Jitter(least, 2*least)
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// retryAfter reads how long a server asks to wait: in milliseconds as OpenAI
// says it, in seconds, or until a time. Nonsense is no time, and no more than
// a day is believed.
func retryAfter(h http.Header, now time.Time) time.Duration {
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil {
		return bounded(ms / 1000)
	}
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseFloat(value, 64); err == nil {
		return bounded(seconds)
	}
	if at, err := http.ParseTime(value); err == nil {
		return bounded(at.Sub(now).Seconds())
	}
	return 0
}

func bounded(seconds float64) time.Duration {
	const day = 24 * 60 * 60
	if !(seconds > 0) { // NaN too
		return 0
	}
	return time.Duration(min(seconds, day) * float64(time.Second))
}
