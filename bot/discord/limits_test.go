package discord

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// window is a route of Discord's: so many requests in so long a time.
type window struct {
	limit int
	long  time.Duration
	left  int
	reset time.Time
}

// take counts a request, and gives the headers and whether it was taken.
func (w *window) take(now time.Time) (http.Header, bool) {
	if !now.Before(w.reset) {
		w.left, w.reset = w.limit, now.Add(w.long)
	}
	ok := w.left > 0
	if ok {
		w.left--
	}
	return http.Header{
		"X-Ratelimit-Limit":       {strconv.Itoa(w.limit)},
		"X-Ratelimit-Remaining":   {strconv.Itoa(w.left)},
		"X-Ratelimit-Reset-After": {fmt.Sprintf("%.3f", w.reset.Sub(now).Seconds())},
	}, ok
}

// TestLimitsKeepWithinTheWindow sends requests one after the other through a
// route: none is refused, and none waits when the route is open.
func TestLimitsKeepWithinTheWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		times := newClock()
		l := &limits{now: times.now, routes: map[string]*route{}}
		server := &window{
			limit: rapid.IntRange(1, 10).Draw(t, "limit"),
			long:  time.Duration(rapid.IntRange(100, 5000).Draw(t, "milliseconds")) * time.Millisecond,
		}
		for range rapid.IntRange(1, 60).Draw(t, "requests") {
			times.wait(t.Context(), time.Duration(rapid.IntRange(0, 800).Draw(t, "pause"))*time.Millisecond)
			if d := l.reserve("a", false); d > 0 {
				if open := times.now().Add(time.Millisecond).After(server.reset) || server.left > 0; open {
					t.Fatalf("a wait of %v though the route is open", d)
				}
				times.wait(t.Context(), d)
				if d := l.reserve("a", false); d > 0 {
					t.Fatalf("a second wait of %v", d)
				}
			}
			headers, ok := server.take(times.now())
			if !ok {
				t.Fatal("a request was refused that could have waited")
			}
			l.learn("a", headers)
		}
	})
}

func TestLimitsLetNoMoreInThanTheWindowTakes(t *testing.T) {
	times := newClock()
	l := &limits{now: times.now, routes: map[string]*route{}}
	server := &window{limit: 5, long: time.Second}
	headers, _ := server.take(times.now())
	l.learn("a", headers)
	for _, want := range []int{4, 5, 5} {
		if got := admitted(l, "a", 20); got != want {
			t.Errorf("%d of 20 were let in at a time, want %d", got, want)
		}
		times.wait(t.Context(), time.Second)
	}
	if l.reserve("b", false) > 0 {
		t.Error("another route waits too")
	}
}

func admitted(l *limits, bucket string, n int) int {
	in := 0
	for range n {
		if l.reserve(bucket, false) <= 0 {
			in++
		}
	}
	return in
}

// TestLimitsCountWhatIsUnderWay lets a reply come that does not know of the
// requests behind it.
func TestLimitsCountWhatIsUnderWay(t *testing.T) {
	times := newClock()
	l := &limits{now: times.now, routes: map[string]*route{}}
	server := &window{limit: 5, long: time.Second}
	first, _ := server.take(times.now())
	l.learn("a", first)
	second, _ := server.take(times.now())
	if admitted(l, "a", 3) != 3 {
		t.Fatal("the route is closed")
	}
	l.learn("a", second)
	if got := admitted(l, "a", 5); got != 1 {
		t.Errorf("%d more were let in, want 1", got)
	}
}

// TestLimitsForgetOldRoutes answers 20,000 interactions, each of which is a
// route of its own.
func TestLimitsForgetOldRoutes(t *testing.T) {
	times := newClock()
	l := &limits{now: times.now, routes: map[string]*route{}}
	for i := range 20_000 {
		token := strconv.Itoa(i)
		l.reserve(token, false)
		l.learn(token, http.Header{"X-Ratelimit-Limit": {"5"}, "X-Ratelimit-Remaining": {"4"}, "X-Ratelimit-Reset-After": {"1"}})
		times.wait(t.Context(), 20*time.Millisecond)
	}
	if len(l.routes) > manyRoutes {
		t.Errorf("%d routes are kept", len(l.routes))
	}
}

func TestLimitsReadNoNonsense(t *testing.T) {
	times := newClock()
	l := &limits{now: times.now, routes: map[string]*route{}}
	for _, h := range []http.Header{
		{}, {"X-Ratelimit-Limit": {"x"}}, {"X-Ratelimit-Limit": {"0"}, "X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset-After": {"1"}},
		{"X-Ratelimit-Limit": {"1"}, "X-Ratelimit-Remaining": {"-1"}, "X-Ratelimit-Reset-After": {"1"}},
		{"X-Ratelimit-Limit": {"1"}, "X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset-After": {"NaN"}},
		{"X-Ratelimit-Limit": {"1"}, "X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset-After": {"-5"}},
	} {
		if l.learn("a", h); l.reserve("a", false) > 0 {
			t.Errorf("%v closes the route", h)
		}
	}
	l.learn("a", http.Header{"X-Ratelimit-Limit": {"1"}, "X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset-After": {"1e300"}})
	if d := l.reserve("a", false); d != 24*time.Hour {
		t.Errorf("a window without end is %v", d)
	}
	at := times.now().Add(90 * time.Second).UTC().Format(http.TimeFormat)
	if d, all := retryAfter(reply{429, http.Header{"Retry-After": {at}}, nil}, times.now()); d != 90*time.Second || !all {
		t.Errorf("a date is %v", d)
	}
}
