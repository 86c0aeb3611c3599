package bot

import (
	"fmt"
	"testing"
	"time"
)

func TestRemembered(t *testing.T) {
	at := time.Unix(0, 0)
	r := remember[int](func() time.Time { return at }, time.Minute)
	r.limit = 3
	for i := range 3 {
		r.put(fmt.Sprint(i), i)
		at = at.Add(25 * time.Second)
	}
	if _, ok := r.get("0"); ok {
		t.Error("0 is remembered for too long")
	}
	r.put("3", 3) // 0 and 1 are over
	if v, ok := r.get("2"); !ok || v != 2 || len(r.values) > 3 {
		t.Errorf("2 is %d, %v among %d", v, ok, len(r.values))
	}
	for i := range 100 {
		r.put(fmt.Sprint(i), i)
	}
	if len(r.values) > 3 {
		t.Errorf("%d values are remembered", len(r.values))
	}
	r.forget("99")
	if _, ok := r.get("99"); ok {
		t.Error("99 is not forgotten")
	}
}

func TestPaces(t *testing.T) {
	at := time.Unix(1e9, 0)
	p := newPaces(func() time.Time { return at }, 6*time.Second, 2)
	allowed := 0
	for range 10 {
		if _, ok := p.allow("ann"); ok {
			allowed++
		}
	}
	if wait, ok := p.allow("ann"); ok || allowed != 2 || wait <= 0 || wait > 6*time.Second {
		t.Errorf("%d at once, then wait %v", allowed, wait)
	}
	if _, ok := p.allow("bob"); !ok {
		t.Error("one person's haste slows another")
	}
	at = at.Add(6 * time.Second)
	if _, ok := p.allow("ann"); !ok {
		t.Error("waiting does not help")
	}
}
