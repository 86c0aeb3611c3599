package bot

import (
	"cmp"
	"context"
	"crypto/rand"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/sync/semaphore"

	"github.com/claimbot/claimbot/bot/discord"
)

// Options are what a Bot is made of. All ports and Log are required.
type Options struct {
	Discord  Discord
	Asker    Asker
	Archive  Archive
	Inbox    Inbox
	Library  Library
	Articles Articles
	Versions Versions
	Feeds    Feeds
	Outlets  Outlets
	Claims   Claims
	Servers  Servers
	Log      *slog.Logger
	Ready    func(invite string) // called once when Discord knows the commands; may be nil

	Now       func() time.Time
	ErrorID   func() string                              // by which an internal error is found in the log
	Wait      func(context.Context, time.Duration) error // sleeps, or gives the context's error
	After     func(time.Duration, func()) (stop func())  // calls a function later
	Questions int                                        // answered at a time: 8 by default; others wait, acknowledged
	Loads     int                                        // articles loaded at a time: 2 by default
	Every     time.Duration                              // a person's questions: one each 6 s by default, ...
	Burst     int                                        // ... and this many at once: 5 by default
	Expiry    time.Duration                              // of the buttons under lists: 10 minutes by default
}

// Bot serves one Discord application. Make one with New, and Run it once.
type Bot struct {
	o      Options
	log    *slog.Logger
	routes map[string]handler

	questions *semaphore.Weighted
	loads     *semaphore.Weighted
	paces     *paces
	scolds    *paces // how often a person is told to slow down where all can see

	mu       sync.Mutex
	self     discord.Self
	commands map[string]string // ids by name
	underway map[string]bool   // questions that are being answered
	expiring map[string]func() // stops what disables the controls of a list
	owner    string            // the operator's id

	overrides  *remembered[overrides]
	members    *remembered[*discordgo.Member]
	parents    *remembered[string]
	chosen     *remembered[string] // the server that a person asks within, in direct messages
	offered    *remembered[bool]   // questions that this process has answered with a menu of servers
	given      *remembered[pasting]
	redactions *remembered[redaction]
	told       *remembered[bool] // notices that the operator had

	background sync.WaitGroup
}

// New makes a Bot; it does nothing before Run.
func New(o Options) *Bot {
	o = o.withDefaults()
	b := &Bot{
		o: o, log: o.Log,
		questions: semaphore.NewWeighted(int64(o.Questions)), loads: semaphore.NewWeighted(int64(o.Loads)),
		paces: newPaces(o.Now, o.Every, o.Burst), scolds: newPaces(o.Now, time.Minute, 1),
		commands: map[string]string{}, underway: map[string]bool{}, expiring: map[string]func(){},
		overrides: remember[overrides](o.Now, 5*time.Minute), members: remember[*discordgo.Member](o.Now, 2*time.Minute),
		parents: remember[string](o.Now, time.Hour), chosen: remember[string](o.Now, time.Hour),
		offered: remember[bool](o.Now, forgotten), given: remember[pasting](o.Now, 15*time.Minute),
		redactions: remember[redaction](o.Now, listLife),
		told:       remember[bool](o.Now, toldAgain),
	}
	b.routes = b.table()
	return b
}

func (o Options) withDefaults() Options {
	o.Questions = cmp.Or(o.Questions, 8)
	o.Loads = cmp.Or(o.Loads, 2)
	o.Every = cmp.Or(o.Every, 6*time.Second)
	o.Burst = cmp.Or(o.Burst, 5)
	o.Expiry = cmp.Or(o.Expiry, 10*time.Minute)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.ErrorID == nil {
		o.ErrorID = func() string { return strings.ToLower(rand.Text()[:8]) }
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	if o.After == nil {
		o.After = func(d time.Duration, f func()) func() {
			timer := time.AfterFunc(d, f)
			return func() { timer.Stop() }
		}
	}
	return o
}

// wait sleeps for d unless ctx ends sooner.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
