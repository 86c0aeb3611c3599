package llm_test

import (
	"context"
	"errors"
	"math"
	"sync"
	"testing"
	"time"

	"github.com/claimbot/claimbot/llm"
	"github.com/claimbot/claimbot/llm/llmtest"
)

// price makes a call of 400,000 tokens cost 0.40 US dollars; what a call may
// cost is below a cent.
var price = llm.Price{Prompt: 1, Completion: 1}

func costly(llmtest.Call) llmtest.Reply { return llmtest.Text("{}").Using(300_000, 100_000) }

// TestBudget: calls go on until the day's money is spent; the next day they do
// by themselves.
func TestBudget(t *testing.T) {
	ledger := &ledger{}
	d := newDesk(t, llm.GuardOptions{Ledger: ledger, BudgetUSD: 1, Price: price})
	d.server.Reply(costly)
	for range 3 { // the third fits when it begins
		d.works()
	}
	d.fails(llm.Budget)
	d.fails(llm.Budget)
	if err := d.guard.Probe(t.Context()); llm.KindOf(err) != llm.Budget {
		t.Errorf("the probe gives %v", err)
	}
	d.called(3)
	status := d.guard.Status(t.Context())
	if status.Serving || status.Kind != llm.Budget || math.Abs(status.Today.USD-1.2) > 1e-9 || !status.Until.Equal(time.Date(2025, 3, 15, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("status is %+v", status)
	}

	d.clock.add(2*time.Hour - time.Second)
	d.fails(llm.Budget)
	d.clock.add(time.Second)
	d.works()
	d.told("budget", "back")
	if got := ledger.of("2025-03-14"); got.Calls != 3 || got.Prompt != 900_000 || got.Completion != 300_000 || math.Abs(got.USD-1.2) > 1e-9 {
		t.Errorf("the ledger holds %+v", got)
	}
	if got := ledger.of("2025-03-15"); got.Calls != 1 {
		t.Errorf("the ledger holds %+v for the next day", got)
	}
}

func TestStatusBringsTheNewDay(t *testing.T) {
	d := newDesk(t, llm.GuardOptions{BudgetUSD: 0.001, Price: llm.Price{Prompt: 100, Completion: 100}})
	d.fails(llm.Budget)
	d.clock.add(2 * time.Hour)
	if s := d.guard.Status(t.Context()); !s.Serving || s.Today != (llm.Usage{}) {
		t.Errorf("status is %+v", s)
	}
	d.told("budget", "back")
}

func TestBudgetHoldsAcrossRestarts(t *testing.T) {
	ledger := &ledger{}
	o := llm.GuardOptions{Ledger: ledger, BudgetUSD: 0.4, Price: price}
	d := newDesk(t, o)
	d.server.Reply(costly)
	d.works()
	again := newDesk(t, o)
	if s := again.guard.Status(t.Context()); math.Abs(s.Today.USD-0.4) > 1e-9 || s.BudgetUSD != 0.4 || !s.Priced {
		t.Errorf("status is %+v", s)
	}
	again.fails(llm.Budget)
	again.called(0)
}

// TestCallsAtOnceDoNotOvershoot: what calls may cost is held back while they
// are made, and is there again when they cost less.
func TestCallsAtOnceDoNotOvershoot(t *testing.T) {
	const mayCost = 100 + 16 + 3 // tokens: the reply, the frame, "Is it so?"
	d := newDesk(t, llm.GuardOptions{BudgetUSD: 4.5 * mayCost / 1e6, Price: price, Concurrency: 10})
	hold := make(chan struct{})
	d.server.Reply(func(llmtest.Call) llmtest.Reply { return llmtest.Text("{}").Using(1, 1).After(hold) })
	replies := make(chan error, 10)
	for range cap(replies) {
		go func() { replies <- d.ask(t.Context()) }()
	}
	for range 6 {
		if err := <-replies; llm.KindOf(err) != llm.Busy {
			t.Errorf("error is %v", err)
		}
	}
	close(hold)
	for range 4 {
		if err := <-replies; err != nil {
			t.Error(err)
		}
	}
	d.called(4)
	d.works()
	d.told()
}

// TestNothingMayBeSpent: no budget lets no call through that costs, and every
// one that does not.
func TestNothingMayBeSpent(t *testing.T) {
	for _, tt := range []struct {
		price llm.Price
		want  llm.Kind
	}{{price, llm.Budget}, {llm.Price{}, ""}} {
		g := llm.NewGuard(generator(func(context.Context, llm.Request) (llm.Reply, error) { return llm.Reply{Text: "x"}, nil }), llm.GuardOptions{Price: tt.price})
		if _, err := g.Generate(t.Context(), llm.Request{User: "u"}); llm.KindOf(err) != tt.want {
			t.Errorf("with price %v: %v", tt.price, err)
		}
	}
}

// TestFailuresCostToo: what was used in vain is counted.
func TestFailuresCostToo(t *testing.T) {
	ledger := &ledger{}
	d := newDesk(t, llm.GuardOptions{Ledger: ledger, BudgetUSD: 1, Price: price})
	d.server.Then(llmtest.Refusal("no").Using(1000, 10), llmtest.Fault(500), llmtest.Text("{}").WithoutUsage())
	d.fails(llm.Refused)
	d.fails(llm.Unavailable)
	d.works()
	if got := ledger.of("2025-03-14"); got.Calls != 2 || got.Prompt <= 1000 || got.Completion <= 10 || got.USD == 0 {
		t.Errorf("the ledger holds %+v", got)
	}
}

// TestWhoeverLeavesHasSpent: a prompt that went out is booked, though nobody
// waits for its reply.
func TestWhoeverLeavesHasSpent(t *testing.T) {
	ledger := &ledger{}
	d := newDesk(t, llm.GuardOptions{Ledger: ledger, BudgetUSD: 1, Price: price})
	d.server.Then(llmtest.Text("{}").After(make(chan struct{})))
	ctx, cancel := context.WithCancel(t.Context())
	given := make(chan error, 1)
	go func() { given <- d.ask(ctx) }()
	d.server.WaitFor(1)
	cancel()
	if err := <-given; !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if got := ledger.of("2025-03-14"); got.Calls != 1 || got.Prompt == 0 || got.USD == 0 {
		t.Errorf("the ledger holds %+v", got)
	}
	d.told()
}

func TestLedgerThatFails(t *testing.T) {
	broken := &ledger{fault: errors.New("disk full")}
	d := newDesk(t, llm.GuardOptions{Ledger: broken, BudgetUSD: 1, Price: price})
	d.fails(llm.Unavailable)
	d.called(0)
	if s := d.guard.Status(t.Context()); s.Serving || s.Reason == "" || s.Members == "" {
		t.Errorf("status is %+v", s)
	}
	broken.fault = nil
	d.works()
	if !d.guard.Status(t.Context()).Serving {
		t.Error("it does not serve")
	}
	broken.fault = errors.New("disk full")
	d.works() // what cannot be booked is counted, and logged
	if s := d.guard.Status(t.Context()); s.Today.Calls != 2 {
		t.Errorf("today's use is %+v", s.Today)
	}

	free := newDesk(t, llm.GuardOptions{Ledger: broken})
	free.works()
	if s := free.guard.Status(t.Context()); s.Priced || s.Today.Calls != 1 || s.Today.USD != 0 {
		t.Errorf("status is %+v", s)
	}
}

func TestEstimate(t *testing.T) {
	tests := []struct {
		text        string
		least, most int
	}{
		{"", 0, 0},
		{"a", 1, 1},
		{"The governor said that four people were killed in the strike.", 11, 18},
		{"Губернатор сообщил, что четыре человека погибли.", 12, 36},
		{"州长说有四人丧生。", 5, 12},
	}
	for _, tt := range tests {
		if got := llm.Estimate(tt.text); got < tt.least || got > tt.most {
			t.Errorf("%q has %d tokens, want %d to %d", tt.text, got, tt.least, tt.most)
		}
	}
}

// ledger keeps what was used in memory.
type ledger struct {
	mu    sync.Mutex
	days  map[string]llm.Usage
	fault error
}

func (l *ledger) Spent(_ context.Context, day string) (llm.Usage, error) { return l.of(day), l.fault }

func (l *ledger) Spend(ctx context.Context, day, model, purpose string, u llm.Usage) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.days == nil {
		l.days = map[string]llm.Usage{}
	}
	if l.fault != nil || ctx.Err() != nil || model == "" || purpose == "" {
		return errors.Join(l.fault, ctx.Err(), errors.New("not kept"))
	}
	sum := l.days[day]
	sum.Calls += u.Calls
	sum.Prompt += u.Prompt
	sum.Completion += u.Completion
	sum.USD += u.USD
	l.days[day] = sum
	return nil
}

func (l *ledger) of(day string) llm.Usage {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.days[day]
}
