package ingest

import (
	"context"
	"sync"
)

// ahead is how many articles may wait for an earlier one to be reported.
const ahead = 64

// start stores items one after another, in input order, so that of two texts
// of one article the later stays; their claims are extracted several at a
// time. Each result arrives in a channel of its own, and those come in input
// order.
func (l *Loader) start(ctx context.Context, o Order) <-chan chan Result {
	results := make(chan chan Result, ahead)
	go func() {
		defer close(results)
		var working sync.WaitGroup
		defer working.Wait()
		slots := make(chan struct{}, l.o.Workers)
		for items := range l.read(ctx, o) {
			for item := range items {
				if ctx.Err() != nil {
					continue // what is being read ends by itself
				}
				done := make(chan Result, 1)
				results <- done
				slots <- struct{}{}
				r, pending := l.save(ctx, o, item)
				if pending == nil {
					done <- r
					<-slots
					continue
				}
				working.Go(func() {
					done <- l.finish(ctx, o.Workspace, r, *pending)
					<-slots
				})
			}
		}
	}()
	return results
}

// readAhead is how many inputs may be read while an earlier one still is: web
// pages are mostly waited for. Each holds one item at most.
const readAhead = 8

// readItem is what a Reader yields.
type readItem struct {
	Item
	err error
}

// read reads several inputs at a time. The items of each arrive in a channel
// of its own, and those come in input order.
func (l *Loader) read(ctx context.Context, o Order) <-chan chan readItem {
	inputs := make(chan chan readItem, readAhead)
	go func() {
		defer close(inputs)
		for _, input := range o.Inputs {
			items := make(chan readItem)
			inputs <- items
			go func() {
				defer close(items)
				for item, err := range l.o.Reader.Read(ctx, input, o.Given) {
					if ctx.Err() != nil {
						return
					}
					items <- readItem{item, err}
				}
			}()
		}
	}()
	return inputs
}
