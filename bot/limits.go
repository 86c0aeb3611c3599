package bot

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// remembered keeps values for a while. It is bounded: when full, what is over
// goes, and if nothing is, all of it, since everything in it can be had again.
type remembered[V any] struct {
	now   func() time.Time
	life  time.Duration
	limit int

	mu     sync.Mutex
	values map[string]kept[V]
}

type kept[V any] struct {
	value V
	until time.Time
}

func remember[V any](now func() time.Time, life time.Duration) *remembered[V] {
	return &remembered[V]{now: now, life: life, limit: 4096, values: map[string]kept[V]{}}
}

func (r *remembered[V]) get(key string) (V, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	k, ok := r.values[key]
	if !ok || r.now().After(k.until) {
		var none V
		return none, false
	}
	return k.value, true
}

func (r *remembered[V]) put(key string, value V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.store(key, value)
}

func (r *remembered[V]) store(key string, value V) {
	if _, has := r.values[key]; !has && len(r.values) >= r.limit {
		r.makeRoom()
	}
	r.values[key] = kept[V]{value, r.now().Add(r.life)}
}

func (r *remembered[V]) makeRoom() {
	for key, k := range r.values {
		if r.now().After(k.until) {
			delete(r.values, key)
		}
	}
	if len(r.values) >= r.limit {
		clear(r.values)
	}
}

func (r *remembered[V]) forget(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.values, key)
}

// orElse gives the value, made if need be.
func (r *remembered[V]) orElse(key string, fresh func() V) V {
	r.mu.Lock()
	defer r.mu.Unlock()
	k, ok := r.values[key]
	if !ok || r.now().After(k.until) {
		k.value = fresh()
	}
	r.store(key, k.value)
	return k.value
}

// paces holds each person to a number of questions in a time.
type paces struct {
	every time.Duration
	burst int
	now   func() time.Time
	of    *remembered[*rate.Limiter]
}

func newPaces(now func() time.Time, every time.Duration, burst int) *paces {
	return &paces{every: every, burst: burst, now: now, of: remember[*rate.Limiter](now, time.Duration(burst+1)*every)}
}

// allow says whether a person may ask now, and else how long they should wait.
func (p *paces) allow(person string) (wait time.Duration, ok bool) {
	limiter := p.of.orElse(person, func() *rate.Limiter { return rate.NewLimiter(rate.Every(p.every), p.burst) })
	at := p.now()
	if limiter.AllowN(at, 1) {
		return 0, true
	}
	missing := 1 - limiter.TokensAt(at)
	return time.Duration(missing * float64(p.every)), false
}
