package discordtest_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/claimbot/claimbot/bot/discordtest"
)

// verdict stands in for a test, to see what the fake would tell it.
type verdict struct {
	testing.TB

	mu       sync.Mutex
	told     []string
	cleanups []func()
}

func (v *verdict) Helper() {}

func (v *verdict) Cleanup(f func()) { v.cleanups = append(v.cleanups, f) }

func (v *verdict) Errorf(format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.told = append(v.told, fmt.Sprintf(format, args...))
}

// Fatalf ends the story by a panic, which run takes.
func (v *verdict) Fatalf(format string, args ...any) {
	v.Errorf(format, args...)
	panic(v)
}

// run tells a story and gives what the fake had to say against it.
func run(t *testing.T, story func(d *discordtest.Discord), opts ...discordtest.Option) string {
	v := &verdict{TB: t}
	func() {
		defer func() {
			if p := recover(); p != nil && p != any(v) {
				panic(p)
			}
		}()
		story(discordtest.New(v, opts...))
	}()
	for _, f := range v.cleanups {
		f()
	}
	return strings.Join(v.told, "\n")
}

// TestVerdicts fails the test for what the bot and the people may not do, unless
// it is part of the story.
func TestVerdicts(t *testing.T) {
	impatient := discordtest.Patience(10 * time.Millisecond)
	for _, tt := range []struct {
		name  string
		story func(d *discordtest.Discord)
		want  string // empty when nothing is wrong
	}{
		{"nothing", func(*discordtest.Discord) {}, ""},
		{"violation", func(d *discordtest.Discord) { newRaw(t, d).do("GET", "/channels/1", nil) }, "Unknown Channel (10003)"},
		{"allowed", func(d *discordtest.Discord) {
			d.Allow(discordtest.UnknownChannel)
			newRaw(t, d).do("GET", "/channels/1", nil)
		}, ""},
		{"refusal", func(d *discordtest.Discord) {
			g := d.Guild("North Desk")
			g.Member("ann").Slash(g.Channel("general"), "ask")
		}, `ann uses ask: no command "ask" is registered`},
		{"asked refusal", func(d *discordtest.Discord) {
			g := d.Guild("North Desk")
			_ = g.Member("ann").Slash(g.Channel("general"), "ask").Refused()
		}, ""},
		{"silenced person", func(d *discordtest.Discord) {
			g := d.Guild("North Desk")
			ch := g.Channel("general")
			ch.Deny(g.Everyone(), discordtest.SendMessages)
			g.Member("ann").Say(ch, "hello")
		}, "may not"},
		{"no bot", func(d *discordtest.Discord) { d.Ready() }, "waited in vain: the bot connects"},
		{"no reply", func(d *discordtest.Discord) {
			g := d.Guild("North Desk")
			newRaw(t, d).register(`[{"name":"help","description":"Help"}]`)
			g.Member("ann").Slash(g.Channel("general"), "help").Reply()
		}, "help: no reply: not within 10ms"},
		{"late reply", func(d *discordtest.Discord) {
			g := d.Guild("North Desk")
			newRaw(t, d).register(`[{"name":"help","description":"Help"}]`)
			x := g.Member("ann").Slash(g.Channel("general"), "help")
			d.Advance(time.Minute)
			x.Reply()
		}, "did not respond within 3 s"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := run(t, tt.story, impatient)
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("the test is told %q, want %q", got, tt.want)
			}
		})
	}
}
