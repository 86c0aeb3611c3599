package ingest

// inOrder does something with each id, so many at a time, and reports what came
// of them in their order.
func inOrder[T any](workers int, ids []string, do func(id string) T, report func(T)) {
	results := make(chan chan T, workers)
	go func() {
		defer close(results)
		for _, id := range ids {
			done := make(chan T, 1)
			results <- done // waits while as many are on their way
			go func() { done <- do(id) }()
		}
	}()
	for done := range results {
		report(<-done)
	}
}
