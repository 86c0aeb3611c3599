package sqlite

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
)

// frequencies remembers in how many indexed claims a word stands. It decides
// only which words a search drops first; it counts over all workspaces, and
// nothing of it is ever shown.
type frequencies struct {
	mu    sync.Mutex
	age   int // of the database, when the first was looked up
	known map[string]int
}

// How many words are remembered, and for how long: until the database has had
// one change in so many.
const (
	frequencyMax = 20000
	frequencyAge = 50
)

func newFrequencies() *frequencies { return &frequencies{known: map[string]int{}} }

// refresh forgets what the database has outgrown.
func (f *frequencies) refresh(ctx context.Context, tx *transaction) error {
	var age int // how many changes there were
	err := tx.QueryRowContext(ctx, `SELECT coalesce((SELECT max(n) FROM extractions), 0) + coalesce((SELECT max(n) FROM acts), 0)`).Scan(&age)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if age-f.age > f.age/frequencyAge || len(f.known) > frequencyMax {
		f.known, f.age = map[string]int{}, age
	}
	return nil
}

// rarestFirst orders words by how rare they are; those that no claim holds
// come last, for to ask for all of them finds nothing.
func (f *frequencies) rarestFirst(ctx context.Context, tx *transaction, words []string) ([]string, error) {
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
func (f *frequencies) count(ctx context.Context, tx *transaction, words []string) (sum int, err error) {
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
	n, ok = f.known[word]
	return n, ok
}

func (f *frequencies) remember(word string, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.known[word] = n
}
