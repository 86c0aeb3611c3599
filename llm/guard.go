package llm

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"time"
)

// GuardOptions say what a [Guard] allows. The zero value lets nothing through
// that costs money.
type GuardOptions struct {
	Ledger      Ledger           // what a day cost; nil counts until the program ends
	BudgetUSD   float64          // for a UTC day; math.Inf(1) is no limit
	Price       Price            // of the model; the zero Price counts tokens and no money
	Concurrency int              // calls at a time; 0 is 4
	Failures    int              // in a row, after which calls rest; 0 is 5
	Rest        time.Duration    // until one call tries again; 0 is a minute
	Now         func() time.Time // nil is time.Now
	Log         *slog.Logger     // nil logs nothing
	Notify      func(Notice)     // told once of an outage and once of its end; nil tells nobody
}

// Guard stands before a Generator: it keeps calls within the day's budget and
// few at a time, and off a server that is down. What fails for good (no
// credit, no right, no such model) stops all calls until [Guard.Probe] gets a
// reply; what fails several times in a row stops them for a while, until one
// call tries again; a spent budget stops them until the next UTC day. It is
// safe for concurrent use.
type Guard struct {
	gen   Generator
	o     GuardOptions
	slots chan struct{}

	mu      sync.Mutex
	outage  outage
	purse   purse
	untold  []Notice
	telling bool
}

// NewGuard puts a guard before gen.
func NewGuard(gen Generator, o GuardOptions) *Guard {
	if o.Concurrency <= 0 {
		o.Concurrency = 4
	}
	if o.Failures <= 0 {
		o.Failures = 5
	}
	if o.Rest <= 0 {
		o.Rest = time.Minute
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	return &Guard{gen: gen, o: o, slots: make(chan struct{}, o.Concurrency)}
}

// Model names the model, as its server knows it.
func (g *Guard) Model() string { return g.gen.Model() }

// Generate gives one reply, or at once the reason why calls rest.
func (g *Guard) Generate(ctx context.Context, r Request) (Reply, error) {
	return g.generate(ctx, r, false)
}

// Probe asks for a word when calls rest, so that they come back once the
// server answers; call it every hour. It gives nil while calls are let
// through, and else why they are not. A spent budget is not probed.
func (g *Guard) Probe(ctx context.Context) error {
	if s := g.Status(ctx); s.Serving {
		return nil
	}
	_, err := g.generate(ctx, Request{Purpose: "probe", User: "Reply with the word yes.", MaxTokens: 16}, true)
	if KindOf(err) == Refused { // the server is there and knows the key
		return nil
	}
	return err
}

func (g *Guard) generate(ctx context.Context, r Request, probe bool) (Reply, error) {
	// What rests is said before waiting for a place as well as after.
	if err := g.resting(ctx, probe); err != nil {
		return Reply{}, err
	}
	if err := g.enter(ctx); err != nil {
		return Reply{}, err
	}
	defer g.leave()
	pass, err := g.admit(ctx, r, probe)
	if err != nil {
		return Reply{}, err
	}
	return g.call(ctx, r, pass)
}

// enter waits for a place among the calls that are made at a time.
func (g *Guard) enter(ctx context.Context) error {
	select {
	case g.slots <- struct{}{}:
		return nil
	default:
	}
	select {
	case g.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return &Error{Kind: Busy, Message: "The language model has too much to do; try again in a moment.", Err: ctx.Err()}
	}
}

func (g *Guard) leave() { <-g.slots }

// pass is what a call was let through with.
type pass struct {
	trial bool    // its reply decides whether calls go on
	held  float64 // of the budget, until it is known what the call cost
}

// errUnfinished is what a call that panics ends with.
var errUnfinished = errors.New("the call did not end")

func (g *Guard) call(ctx context.Context, r Request, p pass) (reply Reply, err error) {
	err = errUnfinished
	defer func() { g.settle(ctx, r, p, reply, err) }()
	return g.gen.Generate(ctx, r)
}

// resting says why calls rest, nil when one may be made.
func (g *Guard) resting(ctx context.Context, probe bool) error {
	g.mu.Lock()
	defer g.tell()
	defer g.mu.Unlock()
	if err := g.turnDay(ctx); err != nil {
		return err
	}
	return g.outage.closed(g.o.Now(), probe)
}

// admit lets a call through and holds back what it may cost.
func (g *Guard) admit(ctx context.Context, r Request, probe bool) (pass, error) {
	g.mu.Lock()
	defer g.tell()
	defer g.mu.Unlock()
	if err := g.turnDay(ctx); err != nil {
		return pass{}, err
	}
	now := g.o.Now()
	if err := g.outage.closed(now, probe); err != nil {
		return pass{}, err
	}
	held := g.o.Price.Of(Tokens{Prompt: EstimatePrompt(r), Completion: replyTokens(r)})
	if err := g.purse.refuses(held, g.o.BudgetUSD); err != nil {
		if err.Kind == Budget {
			g.stop(err, now, nextDay(now))
		}
		return pass{}, err
	}
	g.purse.held += held
	return pass{trial: g.outage.begin(), held: held}, nil
}

// settle books what a call used and draws conclusions from how it ended.
func (g *Guard) settle(ctx context.Context, r Request, p pass, reply Reply, err error) {
	g.mu.Lock()
	g.purse.held -= p.held
	if err == nil && reply.Tokens == (Tokens{}) {
		reply.Tokens = Tokens{Prompt: EstimatePrompt(r), Completion: Estimate(reply.Text)}
	}
	used, day := g.purse.spend(reply.Tokens, g.o.Price)
	g.judge(p.trial, err)
	g.mu.Unlock()
	g.tell()
	if used != (Usage{}) {
		g.book(ctx, day, r.Purpose, used)
	}
}

// judge stops calls, or lets them go on. Calls that began before a stop have
// no say in it.
func (g *Guard) judge(trial bool, err error) {
	if trial {
		g.outage.trial = false
	}
	if g.outage.stopped() && !trial {
		return
	}
	now := g.o.Now()
	failure, _ := errors.AsType[*Error](err)
	switch kind := KindOf(err); {
	case err == nil, kind == Refused:
		g.resume()
	case errors.Is(err, context.Canceled), kind == "", kind == Unreadable:
		g.outage.postpone(now, g.o.Rest) // says nothing of the server
	case kind.Lasting():
		g.stop(failure, now, time.Time{})
	default:
		if g.outage.failures++; trial || g.outage.failures >= g.o.Failures {
			g.stop(failure, now, now.Add(g.o.Rest))
		}
	}
}
