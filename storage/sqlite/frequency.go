package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"sync"
	"time"
)

// frequencies remembers in how many indexed claims a word stands. It decides
// only which words a search drops first, so it may be a little old; it counts
// over all workspaces, and nothing of it is ever shown.
type frequencies struct {
	now   func() time.Time
	mu    sync.Mutex
	since time.Time
	known map[string]int
}

// How long, and for how many words, frequencies remember.
const (
	frequencyAge = time.Minute
	frequencyMax = 20000
)

func newFrequencies(now func() time.Time) *frequencies {
	return &frequencies{now: now, known: map[string]int{}}
}

// rarestFirst orders words by how rare they are; those that no claim holds
// come last, for to ask for all of them finds nothing.
func (f *frequencies) rarestFirst(ctx context.Context, tx *sql.Tx, words []string) ([]string, error) {
	counts := make(map[string]int, len(words))
	for _, w := range words {
		n, err := f.count(ctx, tx, []string{w})
		if err != nil {
			return nil, err
		}
		if n == 0 {
			n = math.MaxInt
		}
		counts[w] = n
	}
	ordered := slices.Clone(words)
	slices.SortStableFunc(ordered, func(a, b string) int { return cmp.Compare(counts[a], counts[b]) })
	return ordered, nil
}

// count gives in how many claims the words stand, as if in no two the same.
func (f *frequencies) count(ctx context.Context, tx *sql.Tx, words []string) (sum int, err error) {
	for _, w := range words {
		n, ok := f.recall(w)
		if !ok {
			err := tx.QueryRowContext(ctx, `SELECT doc FROM claim_terms WHERE term = ?`, w).Scan(&n)
			if err != nil && !isNone(err) {
				return 0, err
			}
			f.remember(w, n)
		}
		sum += n
	}
	return sum, nil
}

func (f *frequencies) recall(word string) (n int, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now := f.now(); now.Sub(f.since) > frequencyAge || len(f.known) > frequencyMax {
		f.known, f.since = map[string]int{}, now
	}
	n, ok = f.known[word]
	return n, ok
}

func (f *frequencies) remember(word string, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.known[word] = n
}
