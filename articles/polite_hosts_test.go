package articles

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestHostsForgotten: what is remembered of hosts stays bounded, and who is in
// use is not forgotten.
func TestHostsForgotten(t *testing.T) {
	hs := newHosts(func() time.Time { return today })
	used := hs.use("used.example")
	for i := range 3 * mostHosts {
		hs.release(hs.use(fmt.Sprintf("h%d.example", i)))
	}
	if len(hs.known) > mostHosts || hs.use("USED.example.") != used || hs.known["h0.example"] != nil {
		t.Errorf("%d hosts", len(hs.known))
	}
	file := "user-agent: *\n" + strings.Repeat("disallow: /"+strings.Repeat("x", 1000)+"\n", 500)
	for i := range 100 {
		h := hs.use(fmt.Sprintf("r%d.example", i))
		h.robots[1] = leaflet{has: true, rules: parseRobots([]byte(file))}
		hs.weigh(h)
		hs.release(h)
	}
	weight := 0
	for _, h := range hs.known {
		weight += h.robots[0].rules.weight() + h.robots[1].rules.weight()
	}
	if weight != hs.weight || weight > mostRobots || weight < mostRobots/2 {
		t.Errorf("rules weigh %d, noted as %d", weight, hs.weight)
	}
}

// TestRetryAfterBounded: a host that asks for ages is left alone for a day, and
// keeps nobody else waiting.
func TestRetryAfterBounded(t *testing.T) {
	hs := newHosts(func() time.Time { return today })
	h, other := hs.use("a.example"), hs.use("b.example")
	for _, said := range []string{"18446744073709551615", "99999999999", "Fri, 31 Dec 9999 23:59:59 GMT"} {
		if after := hs.answered("A.example", http.StatusServiceUnavailable, http.Header{"Retry-After": {said}}); after != longestRest {
			t.Errorf("%s gives %s", said, after)
		}
	}
	if hs.resting(h, true) == nil || hs.resting(other, true) != nil {
		t.Error("the wrong host rests")
	}
	if after := hs.answered("b.example", http.StatusForbidden, http.Header{"Retry-After": {"60"}}); after != 0 {
		t.Errorf("a refusal for good gives %s", after)
	}
}
