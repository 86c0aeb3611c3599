package llm_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/claimbot/claimbot/llm"
	"github.com/claimbot/claimbot/llm/llmtest"
	"github.com/claimbot/claimbot/llm/openai"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestLastingFailure: without credit, key or model nothing is asked again until
// a probe gets a reply; the operator hears of it once, and once of its end.
func TestLastingFailure(t *testing.T) {
	for kind, reply := range map[llm.Kind]llmtest.Reply{
		llm.Quota: llmtest.NoCredit(), llm.Denied: llmtest.BadKey(), llm.NoModel: llmtest.NoSuchModel("test-model"),
	} {
		t.Run(string(kind), func(t *testing.T) {
			d := newDesk(t, llm.GuardOptions{Failures: 3})
			d.server.Reply(func(llmtest.Call) llmtest.Reply { return reply })
			for range 5 {
				d.fails(kind)
			}
			d.clock.add(48 * time.Hour)
			d.fails(kind)
			d.called(1)
			if err := d.guard.Probe(t.Context()); llm.KindOf(err) != kind {
				t.Errorf("the probe gives %v", err)
			}
			d.called(2)
			status := d.guard.Status(t.Context())
			if status.Serving || status.Kind != kind || status.Reason == "" || status.Members != llm.Resting || !status.Since.Equal(start) {
				t.Errorf("status is %+v", status)
			}

			d.server.Reply(honest)
			d.fails(kind)
			if err := d.guard.Probe(t.Context()); err != nil {
				t.Errorf("the probe gives %v", err)
			}
			d.works()
			d.told(string(kind), "back")
			if probe := d.server.Calls()[2]; probe.MaxTokens == 0 || probe.MaxTokens > 100 {
				t.Errorf("the probe asks for %d tokens", probe.MaxTokens)
			}
			if err := d.guard.Probe(t.Context()); err != nil {
				t.Error(err)
			}
			d.called(4)
		})
	}
}

// TestProbeThatFindsAnotherFault: it is still the same outage, but one that
// passes by itself.
func TestProbeThatFindsAnotherFault(t *testing.T) {
	d := newDesk(t, llm.GuardOptions{Rest: time.Minute})
	d.server.Then(llmtest.NoCredit(), llmtest.Fault(500))
	d.fails(llm.Quota)
	if err := d.guard.Probe(t.Context()); llm.KindOf(err) != llm.Unavailable {
		t.Errorf("the probe gives %v", err)
	}
	if s := d.guard.Status(t.Context()); s.Kind != llm.Unavailable || !s.Until.Equal(start.Add(time.Minute)) {
		t.Errorf("status is %+v", s)
	}
	d.fails(llm.Unavailable)
	d.called(2)
	d.clock.add(time.Minute)
	d.works()
	d.told("quota", "back")
}

// TestFailuresInARow: calls rest after some; then one tries, and its reply
// decides for all.
func TestFailuresInARow(t *testing.T) {
	d := newDesk(t, llm.GuardOptions{Failures: 3, Rest: time.Minute})
	d.server.Then(llmtest.Fault(500), llmtest.RateLimited(""), llmtest.Text("{}"), llmtest.Fault(500), llmtest.Fault(500))
	d.fails(llm.Unavailable)
	d.fails(llm.Busy)
	d.works() // begins the row anew
	d.fails(llm.Unavailable)
	d.fails(llm.Unavailable)
	d.told()
	d.server.Then(llmtest.RateLimited(""))
	d.fails(llm.Busy)
	d.fails(llm.Busy)
	d.called(6)

	d.clock.add(59 * time.Second)
	d.fails(llm.Busy)
	d.called(6)
	d.clock.add(time.Second)
	d.server.Then(llmtest.Fault(500))
	d.fails(llm.Unavailable)
	d.fails(llm.Unavailable)
	d.called(7)
	d.told("busy")

	d.clock.add(time.Minute)
	d.works()
	d.works()
	d.told("busy", "back")
}

// TestOneTrialAtATime holds the trial while others come.
func TestOneTrialAtATime(t *testing.T) {
	d := newDesk(t, llm.GuardOptions{Failures: 1})
	d.server.Then(llmtest.Fault(500))
	d.fails(llm.Unavailable)
	d.clock.add(time.Minute)
	hold := make(chan struct{})
	d.server.Then(llmtest.Text("{}").After(hold))
	trial := d.start()
	d.server.WaitFor(2)
	for range 5 {
		d.fails(llm.Unavailable)
	}
	if err := d.guard.Probe(t.Context()); llm.KindOf(err) != llm.Unavailable {
		t.Errorf("the probe gives %v", err)
	}
	d.called(2)
	close(hold)
	if err := <-trial; err != nil {
		t.Error(err)
	}
	d.works()
	d.told("unavailable", "back")
}

// TestWhatSaysNothingOfTheServer does not stop calls, and does not end a rest.
func TestWhatSaysNothingOfTheServer(t *testing.T) {
	d := newDesk(t, llm.GuardOptions{Failures: 1})
	d.server.Then(llmtest.Refusal("no"), llmtest.NoChoices(), llmtest.Error(400, "context_length_exceeded", "too long"))
	d.fails(llm.Refused)
	d.fails(llm.Unreadable)
	d.fails(llm.Refused)

	d.server.Then(llmtest.Text("{}").After(make(chan struct{})))
	ctx, cancel := context.WithCancel(t.Context())
	given := make(chan error, 1)
	go func() { given <- d.ask(ctx) }()
	d.server.WaitFor(4)
	cancel()
	if err := <-given; !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	d.works()
	d.told()

	d.server.Then(llmtest.Fault(500))
	d.fails(llm.Unavailable)
	d.clock.add(time.Minute)
	d.server.Then(llmtest.NoChoices())
	d.fails(llm.Unreadable)
	d.fails(llm.Unavailable)
	d.clock.add(time.Minute)
	d.works()
	d.told("unavailable", "back")
}

// TestCallsFromBeforeAStop have no say in whether it ends.
func TestCallsFromBeforeAStop(t *testing.T) {
	d := newDesk(t, llm.GuardOptions{})
	hold := make(chan struct{})
	d.server.Then(llmtest.Text("{}").After(hold))
	early := d.start()
	d.server.WaitFor(1)
	d.server.Then(llmtest.NoCredit())
	d.fails(llm.Quota)
	close(hold)
	if err := <-early; err != nil {
		t.Error(err)
	}
	d.fails(llm.Quota)
	d.told("quota")
}

// TestManyFailAtOnce: one notice, however many hear of it first.
func TestManyFailAtOnce(t *testing.T) {
	d := newDesk(t, llm.GuardOptions{Concurrency: 8, Failures: 2})
	d.server.Reply(func(c llmtest.Call) llmtest.Reply {
		if c.N%2 == 0 {
			return llmtest.NoCredit()
		}
		return llmtest.Fault(500)
	})
	var group sync.WaitGroup
	for range 40 {
		group.Go(func() {
			if d.ask(t.Context()) == nil {
				t.Error("a call got a reply")
			}
		})
	}
	group.Wait()
	if n := len(d.notices()); n != 1 {
		t.Errorf("%d notices, want 1", n)
	}
	if n := len(d.server.Calls()); n > 16 {
		t.Errorf("%d calls were made", n)
	}
}

func TestFewAtATime(t *testing.T) {
	d := newDesk(t, llm.GuardOptions{Concurrency: 2})
	hold := make(chan struct{})
	d.server.Reply(func(llmtest.Call) llmtest.Reply { return llmtest.Text("{}").After(hold) })
	first, second := d.start(), d.start()
	d.server.WaitFor(2)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.ask(ctx); llm.KindOf(err) != llm.Busy {
		t.Errorf("error is %v", err)
	}
	third := d.start()
	d.called(2)
	close(hold)
	for _, done := range []chan error{first, second, third} {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	d.called(3)
	d.told()
}

// TestCrashGivesItsPlaceBack: what panics in a generator is passed on, and
// holds neither a place nor money.
func TestCrashGivesItsPlaceBack(t *testing.T) {
	crash := true
	gen := generator(func(context.Context, llm.Request) (llm.Reply, error) {
		if crash {
			panic("a fault of ours")
		}
		return llm.Reply{Text: "{}"}, nil
	})
	g := llm.NewGuard(gen, llm.GuardOptions{Concurrency: 1, Price: llm.Price{Prompt: 1, Completion: 1}, BudgetUSD: 0.005})
	for range 3 {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic is lost")
				}
			}()
			_, _ = g.Generate(t.Context(), llm.Request{User: "u"})
		}()
	}
	crash = false
	if _, err := g.Generate(t.Context(), llm.Request{User: "u"}); err != nil {
		t.Error(err)
	}
}

// desk is a guard before a scripted server, on a clock of its own.
type desk struct {
	*testing.T
	server *llmtest.Server
	guard  *llm.Guard
	clock  *clock
	log    *bytes.Buffer

	mu   sync.Mutex
	list []llm.Notice
}

var start = time.Date(2025, 3, 14, 22, 0, 0, 0, time.UTC)

func newDesk(t *testing.T, o llm.GuardOptions) *desk {
	t.Helper()
	d := &desk{T: t, server: llmtest.New(t), clock: &clock{now: start}, log: &bytes.Buffer{}}
	client, err := openai.New(openai.Options{BaseURL: d.server.URL, Key: d.server.Key, Model: d.server.Model, Attempts: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	if o.BudgetUSD == 0 {
		o.BudgetUSD = math.Inf(1)
	}
	o.Now, o.Log = d.clock.Now, slog.New(slog.NewTextHandler(d.log, nil))
	o.Notify = func(n llm.Notice) {
		// Whoever is told may ask how things stand.
		if s := d.guard.Status(t.Context()); s.Serving != n.Back {
			t.Errorf("told %+v, while serving is %v", n, s.Serving)
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		d.list = append(d.list, n)
	}
	d.guard = llm.NewGuard(client, o)
	return d
}

func honest(llmtest.Call) llmtest.Reply { return llmtest.Text("{}") }

func (d *desk) ask(ctx context.Context) error {
	_, err := d.guard.Generate(ctx, llm.Request{Purpose: "compose", User: "Is it so?", MaxTokens: 100})
	return err
}

func (d *desk) start() chan error {
	done := make(chan error, 1)
	go func() { done <- d.ask(d.Context()) }()
	return done
}

func (d *desk) works() {
	d.Helper()
	if err := d.ask(d.Context()); err != nil {
		d.Errorf("error is %v", err)
	}
}

func (d *desk) fails(kind llm.Kind) {
	d.Helper()
	if err := d.ask(d.Context()); llm.KindOf(err) != kind {
		d.Errorf("error is %v, want kind %s", err, kind)
	}
}

func (d *desk) called(n int) {
	d.Helper()
	if got := len(d.server.Calls()); got != n {
		d.Errorf("%d calls came, want %d", got, n)
	}
}

func (d *desk) notices() []llm.Notice {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.list
}

// told checks which notices came, in their order, and that each is logged.
func (d *desk) told(want ...string) {
	d.Helper()
	var got []string
	for _, n := range d.notices() {
		if n.Back {
			got = append(got, "back")
		} else {
			got = append(got, string(n.Kind))
		}
		if n.Text == "" || n.Since.IsZero() {
			d.Errorf("the notice is %+v", n)
		}
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		d.Errorf("notices are %q, want %q", got, want)
	}
	if lines := strings.Count(d.log.String(), "\n"); lines != len(want) {
		d.Errorf("%d lines are logged, want %d:\n%s", lines, len(want), d.log)
	}
}

type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

type generator func(context.Context, llm.Request) (llm.Reply, error)

func (g generator) Model() string { return "m" }
func (g generator) Generate(ctx context.Context, r llm.Request) (llm.Reply, error) {
	return g(ctx, r)
}
