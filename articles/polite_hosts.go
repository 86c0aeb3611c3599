package articles

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
)

// Bounds of what hosts may ask for.
const (
	maxCrawlDelay = 30 * time.Second
	longestRest   = 24 * time.Hour // that the program keeps to by itself
	personsRest   = time.Hour      // that a person is made to wait
	unsaidRest    = time.Minute    // after "too many requests" that does not say how long
)

// Bounds of what is remembered of hosts.
const (
	mostHosts  = 1000
	mostRobots = 16 << 20 // bytes of their rules
)

var errTurn = errors.New("the host's turn did not come in time")

// hosts remembers what is due to each host: that it is asked for one thing at
// a time, how long it wants to rest, and what its robots.txt says.
type hosts struct {
	now func() time.Time

	mu     sync.Mutex
	known  map[string]*host
	weight int // of the rules of all
}

type host struct {
	name string
	turn chan struct{} // full while it is asked

	asked time.Time // when the program last asked by itself; behind turn

	reading chan struct{} // full while its robots.txt is looked up
	robots  [2]leaflet    // of http and of https; behind reading

	users  int       // those who ask or wait; this and the rest behind hosts.mu
	used   time.Time // last
	said   time.Time // when it asked for its rest
	until  time.Time // when that ends
	unsaid bool      // it did not say for how long: a person may try
	weight int
}

func newHosts(now func() time.Time) *hosts {
	return &hosts{now: now, known: map[string]*host{}}
}

func hostKey(name string) string { return strings.TrimSuffix(strings.ToLower(name), ".") }

// use gives a host, which is remembered at least until it is released.
func (hs *hosts) use(name string) *host {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	h := hs.known[hostKey(name)]
	if h == nil {
		h = &host{name: name, turn: make(chan struct{}, 1), reading: make(chan struct{}, 1)}
		hs.known[hostKey(name)] = h
	}
	h.users++
	h.used = time.Now()
	hs.trim()
	return h
}

func (hs *hosts) release(h *host) {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	h.users--
}

// weigh notes how much the rules of a host in use weigh.
func (hs *hosts) weigh(h *host) {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	weight := h.robots[0].rules.weight() + h.robots[1].rules.weight()
	hs.weight += weight - h.weight
	h.weight = weight
	hs.trim()
}

// trim forgets the hosts that nobody used for longest, where there are too many.
func (hs *hosts) trim() {
	for len(hs.known) > mostHosts || hs.weight > mostRobots {
		oldest := ""
		for key, h := range hs.known {
			if h.users == 0 && (oldest == "" || h.used.Before(hs.known[oldest].used)) {
				oldest = key
			}
		}
		if oldest == "" {
			return
		}
		hs.weight -= hs.known[oldest].weight
		delete(hs.known, oldest)
	}
}

// take waits for the host's turn, and for so long after the program last asked
// by itself; meanwhile others have their turn.
func (h *host) take(ctx context.Context, delay time.Duration) error {
	for {
		select {
		case h.turn <- struct{}{}:
		case <-ctx.Done():
			return errTurn
		}
		wait := delay - time.Since(h.asked)
		if h.asked.IsZero() || wait <= 0 {
			return nil
		}
		<-h.turn
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return errTurn
		}
	}
}

// answered notes what a host in use says of when to come back, and gives how
// long that is; 0 if it does not say.
func (hs *hosts) answered(name string, status int, header http.Header) time.Duration {
	if status != http.StatusTooManyRequests && status < http.StatusInternalServerError {
		return 0
	}
	now := hs.now()
	after := min(retryAfter(header.Get("Retry-After"), now), longestRest)
	rest := after
	if after <= 0 && status == http.StatusTooManyRequests {
		rest = unsaidRest
	}
	hs.mu.Lock()
	defer hs.mu.Unlock()
	if h := hs.known[hostKey(name)]; h != nil && rest > 0 {
		h.said, h.until, h.unsaid = now, now.Add(rest), after <= 0
	}
	return after
}

// retryAfter reads a Retry-After: seconds or a date. 0 is none, or past.
func retryAfter(s string, now time.Time) time.Duration {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseUint(s, 10, 64); err == nil {
		return time.Duration(min(n, uint64(longestRest/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(s); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}

// resting refuses what comes before a host wants to be asked again.
func (hs *hosts) resting(h *host, own bool) error {
	hs.mu.Lock()
	said, until, unsaid := h.said, h.until, h.unsaid
	hs.mu.Unlock()
	if limit := said.Add(personsRest); !own && until.After(limit) {
		until = limit
	}
	if !own && unsaid {
		return nil
	}
	now := hs.now()
	if !until.After(now) {
		return nil
	}
	return &feed.Refusal{After: until.Sub(now), Err: claims.Errorf(claims.EUnavailable,
		"%s asked to be left alone until %s; try again then, or paste the text instead.", h.name, clockTime(until, now))}
}

// clockTime is a moment as a sentence has it, not before it.
func clockTime(at, now time.Time) string {
	at = at.Add(time.Minute - 1).Truncate(time.Minute).UTC()
	if at.Format(time.DateOnly) == now.UTC().Format(time.DateOnly) {
		return at.Format("15:04 UTC")
	}
	return at.Format("15:04 UTC on 2 January")
}
