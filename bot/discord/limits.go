package discord

import (
	"encoding/json"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// limits knows when a request may go. Discord's replies say how many requests a
// route still takes and when its window starts anew; a route that is not known
// is free. No lock is held while anybody waits.
type limits struct {
	now func() time.Time

	mu     sync.Mutex
	routes map[string]*route
	all    time.Time // nothing goes before this but callbacks
}

// route is what is known of one bucket.
type route struct {
	limit, remaining int
	reset            time.Time
	window           time.Duration
}

// manyRoutes is when the routes whose windows are over are dropped: each
// interaction's token is a route, and only the last seconds' matter.
const manyRoutes = 256

// reserve takes a place in the bucket and gives 0, or gives the time until it
// is worth asking again. Callbacks are not subject to the limit over all.
func (l *limits) reserve(bucket string, callback bool) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if l.all.After(now) && !callback {
		return l.all.Sub(now)
	}
	r := l.routes[bucket]
	if r == nil {
		return 0
	}
	if !now.Before(r.reset) {
		// A new window; it is taken to be as long as the last until a reply
		// says better, so that all who waited do not rush in together.
		r.remaining, r.reset = r.limit, now.Add(r.window)
	}
	if r.remaining > 0 {
		r.remaining--
		return 0
	}
	return r.reset.Sub(now)
}

// learn reads what a reply says of its bucket.
func (l *limits) learn(bucket string, h http.Header) {
	limit, err := strconv.Atoi(h.Get("X-RateLimit-Limit"))
	if err != nil || limit < 1 {
		return
	}
	remaining, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	if err != nil || remaining < 0 {
		return
	}
	after, ok := seconds(h.Get("X-RateLimit-Reset-After"))
	if !ok {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	r := l.route(bucket, now)
	if r.reset.After(now) {
		// Replies come out of order and do not count what is under way.
		remaining = min(remaining, r.remaining)
	}
	r.limit, r.remaining, r.reset, r.window = limit, remaining, now.Add(after), max(r.window, after)
}

// block closes the bucket, and everything else if it must, for as long as a
// 429 asks.
func (l *limits) block(bucket string, got reply) (pause time.Duration, all bool) {
	pause, all = retryAfter(got, l.now())
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	until := now.Add(pause)
	if all {
		l.all = later(l.all, until)
	}
	r := l.route(bucket, now)
	r.limit, r.remaining, r.reset = max(r.limit, 1), 0, later(r.reset, until)
	return pause, all
}

// route gives the bucket's route, made if need be.
func (l *limits) route(bucket string, now time.Time) *route {
	r := l.routes[bucket]
	if r == nil {
		if len(l.routes) >= manyRoutes {
			for name, old := range l.routes {
				if now.After(old.reset) {
					delete(l.routes, name)
				}
			}
		}
		r = &route{}
		l.routes[bucket] = r
	}
	return r
}

// retryAfter reads a 429: Discord's own is JSON and says whether it is for
// everything; Cloudflare's is a page, with a header, and is.
func retryAfter(got reply, now time.Time) (pause time.Duration, all bool) {
	var told struct {
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
	}
	err := json.Unmarshal(got.body, &told)
	all = err != nil || told.Global || got.header.Get("X-RateLimit-Global") != ""
	if err == nil && told.RetryAfter > 0 {
		return duration(told.RetryAfter), all
	}
	if header := got.header.Get("Retry-After"); header != "" {
		if pause, ok := seconds(header); ok && pause > 0 {
			return pause, all
		}
		if at, err := http.ParseTime(header); err == nil && at.After(now) {
			return at.Sub(now), all
		}
	}
	return time.Second, all
}

func seconds(s string) (time.Duration, bool) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f >= 0) {
		return 0, false
	}
	return duration(f), true
}

// duration turns seconds into a duration of a day at most. It rounds up: what
// comes a nanosecond early is refused.
func duration(seconds float64) time.Duration {
	return time.Duration(math.Ceil(min(seconds, 24*60*60)*1e6)) * time.Microsecond
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
