package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/claimbot/claimbot/bot"
	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/diff"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/jobs"
	"github.com/claimbot/claimbot/llm"
	"github.com/claimbot/claimbot/storage"
)

type serveCommand struct{}

// Help says what it needs.
func (serveCommand) Help() string {
	return "Example: DISCORD_TOKEN=… claimbot serve\n\n" +
		"Connects to Discord, registers the commands, prints the link that invites the bot, and answers until Ctrl-C. " +
		"claimbot doctor says what is missing. Each server gets a workspace of its own unless claimbot workspaces bind names another."
}

// settledFor is how long the ids of answered questions are kept: longer than
// Discord could deliver one of them again.
const settledFor = 48 * time.Hour

// Run serves until the context ends.
func (*serveCommand) Run(ctx context.Context, a *app) error {
	client, err := a.discord()
	if err != nil {
		return err
	}
	defer client.Close()
	store, err := a.makeStore(ctx)
	if err != nil {
		return err
	}
	s := &service{app: a, store: store, notices: make(chan llm.Notice, noticesKept)}
	a.notify, a.wanted, a.feedDue = s.notice, s.wake, func() { s.nudge(jobs.Feeds) }
	known := make(chan struct{})
	s.bot = a.newBot(client, store, func(invite string) { a.greet(invite); close(known) })
	if err := s.startJobs(ctx); err != nil {
		return err
	}
	telling, enough := context.WithCancel(ctx)
	var told sync.WaitGroup
	told.Go(func() { s.tellOperator(telling, known) })
	err = s.bot.Run(ctx)
	enough()
	told.Wait()
	return errors.Join(err, s.stopJobs(ctx))
}

// discord makes the client; it connects to nothing yet.
func (a *app) discord() (*discord.Client, error) {
	token := a.cfg.DiscordToken.Reveal()
	if token == "" {
		return nil, claims.Errorf(claims.EInvalid, "DISCORD_TOKEN is not set. In Discord's Developer Portal open your application → Bot → Reset Token, and put the token into .env as DISCORD_TOKEN=…")
	}
	release, _ := version()
	return discord.New(discord.Options{Token: token, URL: string(a.cfg.DiscordURL), Log: a.log, Version: release})
}

// newBot wires what the bot needs.
func (a *app) newBot(client *discord.Client, store storage.Store, ready func(invite string)) *bot.Bot {
	asker := a.asker(store)
	return bot.New(bot.Options{
		Discord: client, Asker: asker, Archive: store, Inbox: store, Library: store, Servers: store,
		Articles: desk{Loader: a.loader(store), reader: a.reader()},
		Versions: diff.New(store),
		Feeds:    a.keeper(store),
		Outlets:  review.NewOutlets(store),
		Claims:   claimDesk{Store: store, Desk: review.New(store), asker: asker},
		Log:      a.log,
		Ready:    ready,
		Now:      a.now,
		ErrorID:  func() string { return rand.Text()[:8] },
	})
}

// greet tells the operator that the commands stand, and how to invite the bot.
func (a *app) greet(invite string) {
	fmt.Fprintf(a.errs, "claimbot is connecting to Discord. Invite it to a server with this link:\n%s\n", invite)
}

// claimDesk is where members look claims up and moderators hide them.
type claimDesk struct {
	storage.Store
	*review.Desk
	asker *ask.Asker
}

// Search finds claims by words.
func (d claimDesk) Search(ctx context.Context, workspace string, q ask.SearchQuery) ([]ask.Found, error) {
	return d.asker.Search(ctx, workspace, q)
}

// Labels gives what is said of who stands behind a claim.
func (d claimDesk) Labels(ctx context.Context, workspace string, c claims.Claim, article claims.Article) ([]claims.Label, error) {
	return d.asker.Labels(ctx, workspace, c, article)
}

// service is what runs beside the bot.
type service struct {
	app   *app
	store storage.Store
	bot   *bot.Bot
	jobs  atomic.Pointer[jobs.Runner] // nil until they are open, when some run already

	notices chan llm.Notice // for the operator
}

func (s *service) startJobs(ctx context.Context) (err error) {
	dsn, err := s.app.dsn()
	if err != nil {
		return err
	}
	loader, keeper, visitor := s.app.loader(s.store), s.app.keeper(s.store), s.app.visitor(s.store)
	work := jobs.Work{
		CleanUp: func(ctx context.Context) error {
			return errors.Join(s.store.Forget(ctx, s.app.now().Add(-settledFor)), s.store.Scrub(ctx))
		},
		Resume:  func(ctx context.Context) error { _, err := loader.Resume(ctx, ""); return err },
		Feeds:   func(ctx context.Context) error { return keeper.Check(ctx, "", s.checked) },
		Revisit: func(ctx context.Context) error { return visitor.Visit(ctx, "", s.visited) },
	}
	if guard := s.app.guardModel(s.store); guard != nil {
		work.ProbeEvery = s.app.cfg.ProbeEvery
		work.Probe = func(ctx context.Context) error { s.probe(ctx, guard); return nil }
		work.Refine = func(ctx context.Context) error {
			done, err := loader.Refine(ctx, "", nil)
			if done.Done+done.Failed+done.Left > 0 {
				s.app.log.Info("the model read articles", "done", done.Done, "failed", done.Failed, "left", done.Left, "why", done.Why)
			}
			return err
		}
	}
	runner, err := jobs.Open(ctx, dsn, work, s.app.log)
	if err != nil {
		return err
	}
	s.jobs.Store(runner)
	s.wake() // for what was found before there was anybody to wake
	return nil
}

// probe asks whether the model is back; the guard tells of it, once.
func (s *service) probe(ctx context.Context, guard *llm.Guard) {
	if err := guard.Probe(ctx); err != nil {
		s.app.log.Info("the model still rests", "why", err)
		return
	}
	s.wake()
}

// wake has the model read what has just been loaded.
func (s *service) wake() { s.nudge(jobs.Refine) }

func (s *service) nudge(work string) {
	if runner := s.jobs.Load(); runner != nil {
		runner.Wake(work)
	}
}

// checked logs a check of a feed in which something happened; one that failed
// was logged where it did.
func (s *service) checked(c feed.Checked) {
	if c.Fresh+c.Loaded+c.Failed > 0 {
		s.app.log.Info("looked at a feed", "workspace", c.Workspace, "feed", c.Feed.ID, "new", c.Fresh, "loaded", c.Loaded, "left_out", c.Passed, "failed", c.Failed)
	}
}

// visited logs a look at a page that found something.
func (s *service) visited(v ingest.Visited) {
	if v.Result.Status == ingest.Changed || !v.GoneAt.IsZero() {
		s.app.log.Info("looked at a page again", "workspace", v.Workspace, "article", v.Article.ID, "changed", v.Result.Status == ingest.Changed, "why", v.Reason)
	}
}

const (
	noticeWithin = time.Minute // bounds how long telling the operator may take
	noticesKept  = 16          // while Discord is not reached; the log has them all
)

// notice has the operator told that the model has stopped or is back. It is
// called amid a call to the model, and so must not wait.
func (s *service) notice(n llm.Notice) {
	select {
	case s.notices <- n:
	default:
		s.app.log.Warn("too many notices wait for the operator; one is left out", "text", n.Text)
	}
}

// tellOperator passes notices on, in their order, once Discord has told who
// the operator is: the model may have stopped before that.
func (s *service) tellOperator(ctx context.Context, known <-chan struct{}) {
	select {
	case <-known:
	case <-ctx.Done():
		return
	}
	for {
		select {
		case n := <-s.notices:
			if err := s.tell(ctx, n); err != nil && ctx.Err() == nil {
				s.app.log.Warn("the notice to the operator did not reach Discord", "err", err)
			}
		case <-ctx.Done():
			return
		}
	}
}

func (s *service) tell(ctx context.Context, n llm.Notice) error {
	ctx, cancel := context.WithTimeout(ctx, noticeWithin)
	defer cancel()
	return s.bot.Notify(ctx, n.Text)
}

// stopWithin is how long what runs in the background has for its end.
const stopWithin = 10 * time.Second

func (s *service) stopJobs(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	return s.jobs.Load().Stop(ctx)
}
