package articles

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
)

// How the web is asked. What the program fetches by itself (feeds, their
// articles, pages that are looked at again) it fetches as robots.txt allows,
// with the pause between requests that it asks for. What a person asks for is
// fetched as their browser would: robots.txt is not for that. Both ask a host
// for one thing at a time, and leave it alone for as long as it asked for.

// How long a robots.txt holds, and how long one that could not be had keeps
// the program away.
const (
	longestRobots  = 24 * time.Hour // as RFC 9309 has it
	shortestRobots = 10 * time.Minute
	robotsRetry    = 15 * time.Minute
)

// leaflet is the robots.txt of a site, as it was last looked up.
type leaflet struct {
	rules  robots
	has    bool // rules were had, once
	until  time.Time
	closed error // why nothing is to be read there, until then
}

// enter waits until a host may be asked, and says why if it may not. Who
// enters leaves.
func (r *Reader) enter(ctx context.Context, v visit, at *url.URL) (leave func(), err error) {
	h := r.hosts.use(at.Hostname())
	defer func() {
		if err != nil {
			r.hosts.release(h)
		}
	}()
	if err := r.hosts.resting(h, v.own); err != nil {
		return nil, err
	}
	ruled := v.own && !v.robots
	var delay time.Duration
	if ruled {
		rules, err := r.rules(ctx, h, at)
		switch {
		case err != nil:
			return nil, err
		case !rules.allows(at):
			return nil, claims.Errorf(claims.EForbidden, "%s asks programs not to read this page by themselves (robots.txt); open it, and load it by hand or paste its text.", h.name)
		}
		delay = rules.delay
	}
	if err := h.take(ctx, delay); err != nil {
		return nil, err
	}
	if err := r.hosts.resting(h, v.own); err != nil { // since others had their turn
		<-h.turn
		return nil, err
	}
	return func() {
		if ruled {
			h.asked = time.Now()
		}
		<-h.turn
		r.hosts.release(h)
	}, nil
}

// rules gives what the robots.txt of a site says, which is looked up where it
// is not known. err says why nothing is to be read there.
func (r *Reader) rules(ctx context.Context, h *host, at *url.URL) (robots, error) {
	select {
	case h.reading <- struct{}{}:
	case <-ctx.Done():
		return robots{}, errTurn
	}
	defer func() { <-h.reading }()
	l := &h.robots[0]
	if at.Scheme == "https" {
		l = &h.robots[1]
	}
	if now := r.now(); !now.Before(l.until) {
		site := &url.URL{Scheme: at.Scheme, Host: at.Host, Path: "/robots.txt"}
		if err := r.lookUp(ctx, site, l); err != nil {
			return robots{}, err
		}
		r.hosts.weigh(h)
	}
	if l.closed != nil {
		return robots{}, &feed.Refusal{After: l.until.Sub(r.now()), Err: l.closed}
	}
	return l.rules, nil
}

// lookUp asks for a robots.txt. None there allows everything. One that cannot
// be had allows nothing for a while, unless an older one is known. err is for
// what says nothing of the site.
func (r *Reader) lookUp(ctx context.Context, at *url.URL, l *leaflet) error {
	a, err := r.visit(ctx, visit{url: at, own: true, robots: true, accept: "text/plain, */*;q=0.1", most: maxRobots, cut: true})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	now := r.now()
	switch {
	case errors.Is(err, errRedirects): // as RFC 9309 has it
		*l = leaflet{has: true, until: now.Add(longestRobots)}
		return nil
	case err == nil && a.status != http.StatusTooManyRequests && a.status < http.StatusInternalServerError:
		*l = leaflet{has: true, rules: parseRobots(wholeLines(a.raw, a.cut))}
		l.until = now.Add(min(max(maxAge(a.header, longestRobots), shortestRobots), longestRobots))
		return nil
	case err == nil:
		err = claims.Errorf(claims.EUnavailable, "%s does not give its robots.txt at this time (%d), so nothing is read there for now; try again later, or paste the text instead.", at.Hostname(), a.status)
	}
	if !l.has {
		l.closed = err
	}
	l.until = now.Add(max(robotsRetry, a.after))
	return nil
}

// wholeLines leaves out the last line of what was cut off in its midst.
func wholeLines(raw []byte, cut bool) []byte {
	if i := bytes.LastIndexByte(raw, '\n'); cut && i >= 0 {
		return raw[:i]
	}
	return raw
}

// maxAge is how long an answer holds by its Cache-Control, else as it is given.
func maxAge(h http.Header, unsaid time.Duration) time.Duration {
	for part := range strings.SplitSeq(strings.ToLower(strings.Join(h.Values("Cache-Control"), ",")), ",") {
		key, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if n, err := strconv.ParseUint(strings.Trim(value, `" `), 10, 64); err == nil && key == "max-age" {
			return time.Duration(min(n, uint64(longestRest/time.Second))) * time.Second
		}
	}
	return unsaid
}
