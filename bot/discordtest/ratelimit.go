package discordtest

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// limiter counts requests in windows of real time, since that is what clients
// wait in.
type limiter struct {
	rules   map[string]rule // by route
	global  rule
	windows map[string]*window // by bucket
}

type rule struct {
	requests int
	per      time.Duration
}

type window struct {
	used int
	ends time.Time
}

// limited is how a request stands to its limit.
type limited struct {
	hit, global bool
	limit, left int
	after       time.Duration // until the window ends
	bucket      string
}

// Limit lets a route, as "POST /channels/{channel_id}/messages", take so many
// requests in so much real time, for each channel, server or token by itself.
// Without it there is no limit.
func (d *Discord) Limit(route string, requests int, per time.Duration) {
	d.change(func() {
		if d.limiter.rules == nil {
			d.limiter.rules = map[string]rule{}
		}
		d.limiter.rules[route] = rule{requests, per}
	})
}

// LimitAll limits all routes together but those of interactions.
func (d *Discord) LimitAll(requests int, per time.Duration) {
	d.change(func() { d.limiter.global = rule{requests, per} })
}

// take counts a request.
func (l *limiter) take(c *call, now time.Time) limited {
	if l.windows == nil {
		l.windows = map[string]*window{}
	}
	exempt := strings.HasPrefix(c.route.path, "/interactions/") || strings.HasPrefix(c.route.path, "/webhooks/")
	if l.global.requests > 0 && !exempt {
		if g := l.count("all", l.global, now); g.hit {
			g.global = true
			return g
		}
	}
	bucket := c.route.key()
	for _, major := range []string{"channel_id", "guild_id", "webhook_token", "interaction_token"} {
		bucket += " " + c.param(major)
	}
	r, ok := l.rules[c.route.key()]
	if !ok {
		return limited{limit: 1000, left: 999, after: time.Second, bucket: digest(bucket)}
	}
	return l.count(bucket, r, now)
}

func (l *limiter) count(bucket string, r rule, now time.Time) limited {
	w := l.windows[bucket]
	if w == nil || now.After(w.ends) {
		w = &window{ends: now.Add(r.per)}
		l.windows[bucket] = w
	}
	stand := limited{limit: r.requests, after: w.ends.Sub(now), bucket: digest(bucket)}
	if w.used >= r.requests {
		stand.hit = true
		return stand
	}
	w.used++
	stand.left = r.requests - w.used
	return stand
}

func (l limited) write(h http.Header) {
	seconds := strconv.FormatFloat(l.after.Seconds(), 'f', 3, 64)
	h.Set("X-RateLimit-Bucket", l.bucket[:32])
	h.Set("X-RateLimit-Limit", strconv.Itoa(l.limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(l.left))
	h.Set("X-RateLimit-Reset-After", seconds)
	h.Set("X-RateLimit-Reset", strconv.FormatFloat(float64(time.Now().Add(l.after).UnixMilli())/1000, 'f', 3, 64))
	if !l.hit {
		return
	}
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(l.after.Seconds()))))
	h.Set("X-RateLimit-Scope", "user")
	if l.global {
		h.Set("X-RateLimit-Global", "true")
		h.Set("X-RateLimit-Scope", "global")
	}
}

func (l limited) body() any {
	return object{"message": "You are being rate limited.", "retry_after": l.after.Seconds(), "global": l.global}
}
