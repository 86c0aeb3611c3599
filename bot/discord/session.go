package discord

import (
	"context"
	"errors"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"github.com/claimbot/claimbot/claims"
)

const (
	// hangs is how many sessions may hang, with no settled one between them,
	// before the process had better start anew. Each is left behind with some
	// kilobytes.
	hangs = 3

	// resumes is how often in a row a session is tried to be opened again
	// before a new one takes its place.
	resumes = 3

	// settled is how long a connection must hold for its faults to be
	// forgotten.
	settled = 30 * time.Second

	longestBackoff = 2 * time.Minute
)

// Run connects to the gateway and hands events on until ctx ends; then it takes
// no more, waits for the handlers, and gives nil. It comes through lost
// connections, sessions that Discord ends, outages, and a gateway that falls
// silent. An error says that going on is of no use: Discord does not accept the
// token or the intents, or discordgo has hung so often that the process should
// end and be started anew.
func (c *Client) Run(ctx context.Context, intents discordgo.Intent, events Events) error {
	handlers, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(errStopped)
	k := &keeper{Client: c, intents: intents, dispatcher: newDispatcher(handlers, c, events)}
	err := k.keep(ctx)
	k.stop(cancel)
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// keeper keeps the gateway connected.
type keeper struct {
	*Client
	intents    discordgo.Intent
	dispatcher *dispatcher

	link     *link // nil before the first, and after one that was given up
	failures int   // in a row, of any kind
	hung     int   // sessions given up since one settled
}

// keep connects, watches, and connects again. It ends with ctx or with an error
// that connecting again does not mend.
func (k *keeper) keep(ctx context.Context) error {
	for {
		err := k.hold(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if fatal := k.assess(err); fatal != nil {
			return fatal
		}
		if k.failures == 1 {
			continue // Discord asks for it often: mended at once
		}
		if err := k.opts.Wait(ctx, min(k.backoff(k.failures-1), longestBackoff)); err != nil {
			return err
		}
	}
}

// hold connects and stays until the connection ends.
func (k *keeper) hold(ctx context.Context) error {
	if err := k.connect(ctx); err != nil {
		return err
	}
	opened := time.Now()
	k.log.Info("connected to Discord", "intents", int(k.intents))
	err := k.watch(ctx)
	if time.Since(opened) >= settled {
		k.failures, k.hung = 0, 0
	}
	return err
}

// connect opens the link, or makes a new one.
func (k *keeper) connect(ctx context.Context) error {
	if k.link == nil {
		address, err := k.gateway(ctx)
		if err != nil {
			return err
		}
		if k.link, err = newLink(k.Client, k.intents, address, k.dispatcher); err != nil {
			return err
		}
	}
	return k.link.open(ctx)
}

// gateway asks where the gateway is and whether a session may be begun. A bot
// that begins more than Discord allows in a day has its token taken away.
func (k *keeper) gateway(ctx context.Context) (string, error) {
	for {
		var told struct {
			URL   string `json:"url"`
			Limit struct {
				Remaining  *int  `json:"remaining"`
				ResetAfter int64 `json:"reset_after"` // milliseconds
			} `json:"session_start_limit"`
		}
		if err := k.get(ctx, "/gateway/bot", "/gateway/bot", &told); err != nil {
			return "", err
		}
		if told.URL == "" {
			return "", unreadable("GET /gateway/bot", errors.New("no url"))
		}
		if told.Limit.Remaining == nil || *told.Limit.Remaining > 0 {
			return told.URL, nil
		}
		pause := max(time.Duration(told.Limit.ResetAfter)*time.Millisecond, time.Second)
		k.log.Warn("Discord allows no new session today", "pause", pause)
		if err := k.opts.Wait(ctx, pause); err != nil {
			return "", err
		}
	}
}

// watch waits until the connection ends, falls silent, or ctx ends.
func (k *keeper) watch(ctx context.Context) error {
	ticker := time.NewTicker(k.opts.Watchdog / 4)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-k.link.down:
			return nil
		case <-ticker.C:
			if silence := k.link.silence(); silence > k.opts.Watchdog {
				k.log.Warn("the gateway is silent; connecting anew", "silence", silence)
				return k.link.close(ctx, websocket.CloseServiceRestart)
			}
		}
	}
}

// assess decides what a connection's end means: an error that ends Run, a new
// session, or a resume.
func (k *keeper) assess(err error) error {
	k.failures++
	if err == nil {
		k.log.Info("the connection to Discord ended; connecting anew")
		return nil
	}
	if refusal := closed(err); refusal != nil {
		err = refusal.explain()
	}
	if claims.ErrorCode(err) == claims.EForbidden || Code(err) == CodeShardsNeeded {
		return err
	}
	if errors.Is(err, errHung) {
		if k.hung++; k.hung > hangs {
			return claims.WrapErrorf(claims.EUnavailable, err,
				"The connection to Discord hangs and cannot be closed; start claimbot again.")
		}
	}
	k.log.Warn("connecting to Discord failed", "failures", k.failures, "err", err)
	lost := errors.Is(err, errHung) || errors.Is(err, errPanicked) || Code(err) >= CodeGateway
	if k.link != nil && (lost || k.failures >= resumes) {
		k.link.abandon()
		k.link = nil
	}
	return nil
}

// stop ends the connection, gives the handlers their grace, then ends their
// context. All in all it takes Grace and some seconds.
func (k *keeper) stop(cancel context.CancelCauseFunc) {
	done := k.dispatcher.stop()
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		k.hangUp()
	}()
	defer func() { <-gone }()
	defer k.Close()
	last := time.AfterFunc(k.opts.Grace, func() { cancel(errStopped) })
	defer last.Stop()
	limit := time.NewTimer(k.opts.Grace + 5*time.Second)
	defer limit.Stop()
	select {
	case <-done:
	case <-limit.C:
		k.log.Error("handlers do not end; they are left behind")
	}
}

// hangUp closes the session, if there is one, and waits no longer than a stop
// may take.
func (k *keeper) hangUp() {
	if k.link == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := k.link.close(ctx, websocket.CloseNormalClosure); err != nil {
		k.log.Warn("the session was left behind", "err", err)
	}
	k.link.abandon()
}
