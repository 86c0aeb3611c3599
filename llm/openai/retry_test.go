package openai_test

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/claimbot/claimbot/llm"
	"github.com/claimbot/claimbot/llm/llmtest"
)

// TestPauses: half a second and a second, more by chance, and as long as the
// server asks.
func TestPauses(t *testing.T) {
	now := time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)
	tests := []struct {
		name  string
		reply llmtest.Reply
		want  []time.Duration
	}{
		{"unsaid", llmtest.RateLimited(""), []time.Duration{500 * time.Millisecond, time.Second}},
		{"seconds", llmtest.RateLimited("7"), []time.Duration{7 * time.Second, 7 * time.Second}},
		{"part of a second", llmtest.RateLimited("0.2"), []time.Duration{500 * time.Millisecond, time.Second}},
		{"milliseconds", llmtest.RateLimited("1").With("Retry-After-Ms", "2500"), []time.Duration{2500 * time.Millisecond, 2500 * time.Millisecond}},
		{"a time", llmtest.RateLimited(now.Add(9 * time.Second).Format(http.TimeFormat)), []time.Duration{9 * time.Second, 9 * time.Second}},
		{"a time that is over", llmtest.RateLimited(now.Add(-time.Hour).Format(http.TimeFormat)), []time.Duration{500 * time.Millisecond, time.Second}},
		{"below nothing", llmtest.RateLimited("-7"), []time.Duration{500 * time.Millisecond, time.Second}},
		{"nonsense", llmtest.RateLimited("NaN"), []time.Duration{500 * time.Millisecond, time.Second}},
		{"a server's fault", llmtest.Fault(503).With("Retry-After", "3"), []time.Duration{3 * time.Second, 3 * time.Second}},
		{"longer than the call may take", llmtest.RateLimited("61"), nil},
		{"without end", llmtest.RateLimited("1e300"), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := llmtest.New(t)
			s.Reply(func(llmtest.Call) llmtest.Reply { return tt.reply })
			o := options(s)
			var pauses []time.Duration
			o.Total = time.Minute
			o.Now = func() time.Time { return now }
			o.Jitter = func(least, _ time.Duration) time.Duration { return least }
			o.Wait = func(_ context.Context, d time.Duration) error {
				pauses = append(pauses, d)
				return nil
			}
			_, err := client(t, o).Generate(t.Context(), question())
			if err == nil || !slices.Equal(pauses, tt.want) {
				t.Errorf("pauses are %v, error %v; want %v", pauses, err, tt.want)
			}
		})
	}
}

func TestChanceStaysWithinItsBounds(t *testing.T) {
	s := llmtest.New(t)
	s.Reply(func(llmtest.Call) llmtest.Reply { return llmtest.Fault(500) })
	o := options(s)
	o.Attempts, o.Total = 20, time.Hour
	n := 0
	o.Wait = func(_ context.Context, d time.Duration) error {
		least := min(500*time.Millisecond<<n, 8*time.Second)
		if d < least || d >= 2*least {
			t.Errorf("pause %d is %v, want %v to %v", n+1, d, least, 2*least)
		}
		n++
		return nil
	}
	if _, err := client(t, o).Generate(t.Context(), question()); err == nil || n != 19 {
		t.Errorf("error %v after %d pauses", err, n)
	}
}

// TestWaitingEndsWithTheCaller waits on the real timer, which must not be
// waited for.
func TestWaitingEndsWithTheCaller(t *testing.T) {
	s := llmtest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	s.Reply(func(llmtest.Call) llmtest.Reply { return llmtest.RateLimited("30") })
	o := options(s)
	o.Wait = nil
	go func() {
		s.WaitFor(1)
		cancel()
	}()
	if _, err := client(t, o).Generate(ctx, question()); llm.KindOf(err) != llm.Unavailable {
		t.Errorf("error is %v", err)
	}
}

func TestComesBackAfterFailures(t *testing.T) {
	s := llmtest.New(t)
	s.Then(llmtest.Fault(500), llmtest.RateLimited("1"))
	generate(t, newClient(t, s))
	if n := len(s.Calls()); n != 3 {
		t.Errorf("%d calls, want 3", n)
	}
}
